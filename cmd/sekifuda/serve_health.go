package main

import (
	"context"
	"sync"
	"time"

	"github.com/sekifuda/sekifuda/internal/health"
	"github.com/sekifuda/sekifuda/internal/httpd"
)

// lastLook is what the last look at the installation found. /readyz is open, so
// it must not be a way to keep the store busy: it reads what the loop saw.
type lastLook struct {
	mu    sync.Mutex
	at    time.Time
	codes []string
}

// lookEvery is how often the loop looks; after lookMost without an end of it
// the store counts as stuck.
const (
	lookEvery = 2 * time.Second
	lookMost  = 15 * time.Second
)

// watchHealth looks again and again.
func (s *service) watchHealth(ctx context.Context) error {
	return httpd.Pace(ctx, lookEvery, s.lookOnce)
}

func (s *service) lookOnce(ctx context.Context) {
	codes := health.Blocking(s.found(ctx))
	s.looked.mu.Lock()
	changed := len(codes) != len(s.looked.codes)
	s.looked.at, s.looked.codes = time.Now(), codes
	s.looked.mu.Unlock()
	if changed && ctx.Err() == nil {
		s.log.Warn("readiness changed", "codes", codes)
	}
}

// notReady returns the codes of what stands in the way of serving.
func (s *service) notReady(context.Context) []string {
	s.looked.mu.Lock()
	defer s.looked.mu.Unlock()
	if time.Since(s.looked.at) > lookMost {
		return append([]string{"look_stuck"}, s.looked.codes...)
	}
	return s.looked.codes
}

// found looks at everything that the table of conditions knows of a running
// server.
func (s *service) found(ctx context.Context) []health.Found {
	at := s.clock()
	out := health.Store(ctx, s.house.db, at)
	out = append(out, health.Disk(s.app.flags.Data)...)
	out = append(out, health.Descriptors()...)
	if s.file.TLSCert == "" && !onLoopback(s.file.Listen) {
		out = append(out, health.New("open_address", s.file.Listen))
	}
	loaded, release := s.live.current.Borrow()
	defer release()
	out = append(out, health.Sources(judged(loaded, s.policy), at)...)
	lag, err := s.notary.Lag(ctx)
	if err != nil {
		return append(out, health.New("store_unreadable", err.Error()))
	}
	return append(out, health.Ledger(lag.Waiting, lag.Oldest, lag.Fault, true)...)
}
