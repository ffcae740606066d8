package httpd

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"
)

// allWell is what clients of the match API expect of both.
const allWell = `{"status":"ok"}` + "\n"

func healthz(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	io.WriteString(w, allWell)
}

// readyz answers 200 where requests are served, and 503 with the codes of what
// stands in the way. Codes only: this route is open.
func (s *Server) readyz(w http.ResponseWriter, r *http.Request) {
	codes := []string{}
	if s.draining.Load() {
		codes = append(codes, "stopping")
	} else if s.Ready != nil {
		codes = append(codes, s.Ready(r.Context())...)
	}
	w.Header().Set("Content-Type", "application/json")
	if len(codes) == 0 {
		io.WriteString(w, allWell)
		return
	}
	w.WriteHeader(http.StatusServiceUnavailable)
	json.NewEncoder(w).Encode(map[string]any{"ready": false, "codes": codes})
}

// Run serves on l until ctx ends; then it is not ready any more, finishes what
// is in work within Limits.Drain, and returns. cert, where given, is for TLS.
func (s *Server) Run(ctx context.Context, l net.Listener, cert *tls.Certificate) error {
	srv := &http.Server{
		Handler: s.mux, ReadHeaderTimeout: s.Limits.Header, ReadTimeout: s.Limits.Read, WriteTimeout: s.Limits.Write,
		IdleTimeout: s.Limits.Idle, MaxHeaderBytes: s.Limits.Headers,
		ErrorLog: log.New(serverErrors{s.Log}, "", 0),
	}
	l = &bounded{Listener: l, places: make(chan struct{}, s.Limits.Conns)}
	if cert != nil {
		l = tls.NewListener(l, &tls.Config{Certificates: []tls.Certificate{*cert}, MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"}})
	}
	served := make(chan error, 1)
	go func() { served <- srv.Serve(l) }()
	select {
	case err := <-served:
		return fmt.Errorf("serve on %s: %w", l.Addr(), err)
	case <-ctx.Done():
	}
	s.draining.Store(true)
	time.Sleep(s.Limits.Notice)
	late, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.Limits.Drain)
	defer cancel()
	err := srv.Shutdown(late)
	if err != nil {
		err = fmt.Errorf("stop: requests were still in work after %s: %w", s.Limits.Drain, errors.Join(err, srv.Close()))
	}
	<-served
	return err
}

// serverErrors takes what net/http logs: broken handshakes and headers. Their
// text may quote what a client sent, so only that there was one is told.
type serverErrors struct{ log *slog.Logger }

// Write implements io.Writer.
func (e serverErrors) Write(b []byte) (int, error) {
	e.log.Debug("connection failed", "bytes", len(b))
	return len(b), nil
}

// bounded accepts no more connections than it has places; others wait in the
// kernel's queue.
type bounded struct {
	net.Listener
	places chan struct{}
}

// Accept waits for a place and a connection.
func (b *bounded) Accept() (net.Conn, error) {
	b.places <- struct{}{}
	c, err := b.Listener.Accept()
	if err != nil {
		<-b.places
		return nil, err
	}
	return &placed{Conn: c, leave: sync.OnceFunc(func() { <-b.places })}, nil
}

// placed gives its place back when it is closed.
type placed struct {
	net.Conn
	leave func()
}

// Close closes the connection.
func (p *placed) Close() error {
	defer p.leave()
	return p.Conn.Close()
}

// Pace calls do every interval until ctx ends: the shape of background loops.
func Pace(ctx context.Context, every time.Duration, do func(context.Context)) error {
	t := time.NewTicker(every)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-t.C:
			do(ctx)
		}
	}
}
