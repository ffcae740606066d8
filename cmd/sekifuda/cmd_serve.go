package main

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"runtime/debug"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/sekifuda/sekifuda/internal/durable"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/httpd"
	"github.com/sekifuda/sekifuda/internal/lock"
)

type serveCmd struct {
	Config         string  `help:"Configuration file (docs/operations.md)." type:"path" placeholder:"FILE" env:"SEKIFUDA_CONFIG"`
	Listen         string  `help:"Address to listen on (default: 127.0.0.1:8080)." placeholder:"HOST:PORT" env:"SEKIFUDA_LISTEN"`
	URL            string  `help:"Address by which others reach this server, where it is not --listen." placeholder:"URL" env:"SEKIFUDA_URL"`
	TLSCert        string  `help:"Certificate, PEM." type:"path" placeholder:"FILE" env:"SEKIFUDA_TLS_CERT"`
	TLSKey         string  `help:"Its key, PEM." type:"path" placeholder:"FILE" env:"SEKIFUDA_TLS_KEY"`
	InsecureListen bool    `help:"Listen to other machines without TLS: something in front must do it." env:"SEKIFUDA_INSECURE_LISTEN"`
	Policy         string  `help:"Policy (default: the one inside the program)." type:"path" placeholder:"FILE" env:"SEKIFUDA_POLICY"`
	OpenMetrics    bool    `help:"Show /metrics without a key to this machine." env:"SEKIFUDA_OPEN_METRICS"`
	OpenMatch      bool    `help:"Answer the match API without a key to this machine." env:"SEKIFUDA_OPEN_MATCH"`
	UpdateToken    string  `help:"What POST /updatez?token= of the match API asks for (default: nobody may)." placeholder:"TEXT" env:"SEKIFUDA_UPDATE_TOKEN"`
	Log            string  `help:"What is logged: requests, problems or debug (default: requests)." placeholder:"WHAT" env:"SEKIFUDA_LOG"`
	LogName        string  `help:"Name of the ledger, set once at its first start (default: sekifuda/ and an id)." placeholder:"NAME" env:"SEKIFUDA_LOG_NAME"`
	Rate           float64 `help:"Requests a second that each key has (default: no limit)." placeholder:"N" env:"SEKIFUDA_RATE"`
	Work           int     `help:"Requests in work at once (default: 16 for each processor, at least 32)." placeholder:"N" env:"SEKIFUDA_WORK"`
}

// Run serves until it is told to stop.
func (c *serveCmd) Run(a *app) error {
	f, err := c.settle(a)
	if err != nil {
		return err
	}
	limits, err := f.Limits.limits()
	if err != nil {
		return err
	}
	cert, err := f.certificate()
	if err != nil {
		return err
	}
	if err := durable.MkdirAll(a.flags.Data, 0o700); err != nil {
		return fmt.Errorf("data directory: %w", err)
	}
	l, held, err := f.listen(a.flags.Data)
	if err != nil {
		return err
	}
	defer held.Release()
	defer l.Close()
	s, err := a.newService(&f, limits)
	if err != nil {
		return err
	}
	defer s.close()
	s.url = f.url(l)
	s.lookOnce(a.ctx)
	if err := s.greet(); err != nil {
		return err
	}
	return s.run(l, cert)
}

// certificate loads the certificate, nil where there is none.
func (f *serveFile) certificate() (*tls.Certificate, error) {
	if f.TLSCert == "" {
		return nil, nil
	}
	cert, err := tls.LoadX509KeyPair(f.TLSCert, f.TLSKey)
	if err != nil {
		return nil, badInput{fmt.Errorf("--tls-cert, --tls-key: %w", err)}
	}
	return &cert, nil
}

// listen takes the address and the data directory. One server has a directory:
// with SQLite because it is the one that writes, with PostgreSQL because files
// of snapshots are its own.
func (f *serveFile) listen(dir string) (net.Listener, *lock.Lock, error) {
	if other, ok := lock.Running(dir); ok {
		return nil, nil, fmt.Errorf("%s: %w (process %d at %s): stop it, or use its address", dir, lock.ErrHeld, other.PID, other.URL)
	}
	l, err := net.Listen("tcp", f.Listen)
	if err != nil {
		return nil, nil, badInput{fmt.Errorf("--listen: %w", err)}
	}
	held, err := lock.Take(dir, lock.Info{PID: os.Getpid(), URL: f.url(l)})
	if err != nil {
		return nil, nil, errors.Join(err, l.Close())
	}
	return l, held, nil
}

// url returns the address by which the server is reached from this machine.
func (f *serveFile) url(l net.Listener) string {
	scheme := "http://"
	if f.TLSCert != "" {
		scheme = "https://"
	}
	return cmp.Or(f.URL, scheme+l.Addr().String())
}

// logger writes JSON lines to standard error.
func (a *app) logger(what string) *slog.Logger {
	level := map[string]slog.Level{"requests": slog.LevelInfo, "problems": slog.LevelWarn, "debug": slog.LevelDebug}[what]
	return slog.New(slog.NewJSONHandler(a.err, &slog.HandlerOptions{Level: level}))
}

// clock is the clock of the server, or --at and what has passed since, for
// trying out.
func (a *app) clock() (func() entity.Instant, error) {
	if a.flags.At == "" {
		return func() entity.Instant { return entity.InstantOf(time.Now()) }, nil
	}
	from, err := a.at()
	start := time.Now()
	return func() entity.Instant { return from + entity.Instant(time.Since(start).Microseconds()) }, err
}

// gcPercent lets garbage grow to so much of what is kept before it is collected,
// where GOGC says nothing. A decision makes much of it and keeps nothing: the
// default spent a third of the processor on collecting.
const gcPercent = 400

func collectLess() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
}

// run starts the loops, serves, and stops the loops when the last request has
// ended.
func (s *service) run(l net.Listener, cert *tls.Certificate) error {
	collectLess()
	server, err := httpd.New(httpd.NewMux(), s.routes(), httpd.Config{
		Clock: time.Now, Auth: s.people, Log: s.log, Limits: s.limits, Ready: s.notReady, Measures: s.measures(),
		OpenMetrics: s.file.OpenMetrics, TLS: cert != nil,
	})
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(s.app.ctx))
	defer stop()
	loops, looping := errgroup.WithContext(ctx)
	for _, loop := range s.loops() {
		loops.Go(func() error {
			if err := loop.run(looping); err != nil {
				return fmt.Errorf("%s: %w", loop.name, err)
			}
			return nil
		})
	}
	serving, over := context.WithCancel(s.app.ctx)
	defer over()
	context.AfterFunc(looping, over) // a loop that failed takes the server with it
	err = server.Run(serving, l, cert)
	stop()
	err = errors.Join(err, loops.Wait())
	if s.app.ctx.Err() != nil {
		s.log.Info("stopped")
	}
	return errors.Join(err, s.last())
}
