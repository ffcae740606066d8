package main

import (
	"context"
	"time"

	"github.com/sekifuda/sekifuda/internal/dispatch"
	"github.com/sekifuda/sekifuda/internal/httpd"
	"github.com/sekifuda/sekifuda/internal/notary"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/job"
)

// scrape bounds what /metrics asks the store.
const scrape = 2 * time.Second

// measures are the figures of the parts, for /metrics.
func (s *service) measures() []httpd.Measure {
	one := func(name, help string, read func(ctx context.Context) (float64, error)) httpd.Measure {
		return httpd.Measure{Name: name, Help: help, Read: func() []httpd.Value {
			ctx, cancel := context.WithTimeout(context.Background(), scrape)
			defer cancel()
			v, err := read(ctx)
			if err != nil {
				return nil // a figure that cannot be had is not shown, rather than wrong
			}
			return []httpd.Value{{Value: v}}
		}}
	}
	lag := func(of func(notary.Lag) float64) func(context.Context) (float64, error) {
		return func(ctx context.Context) (float64, error) { l, err := s.notary.Lag(ctx); return of(l), err }
	}
	return []httpd.Measure{
		one("sekifuda_commit_queue", "Transactions that wait for a commit.", func(context.Context) (float64, error) { return float64(s.house.db.Queued()), nil }),
		one("sekifuda_ledger_waiting", "Leaves without a place in the log.", lag(func(l notary.Lag) float64 { return float64(l.Waiting) })),
		one("sekifuda_ledger_lag_seconds", "How long the oldest of them has waited.", lag(func(l notary.Lag) float64 { return l.Oldest.Seconds() })),
		one("sekifuda_outbox_unread", "Messages that no relay has handed on.", func(ctx context.Context) (float64, error) {
			h, err := dispatch.Backlog(ctx, s.house.db)
			return float64(h.Unread), err
		}),
		one("sekifuda_jobs_failed", "Jobs that have failed for good.", func(ctx context.Context) (n float64, err error) {
			err = s.house.db.View(ctx, func(tx *store.Tx) error {
				h, err := job.Look(tx, s.clock())
				n = float64(h.Dead)
				return err
			})
			return n, err
		}),
		{Name: "sekifuda_decisions_total", Help: "Decisions made, by outcome.", Labels: []string{"outcome"}, Counter: true, Read: s.counts.outcomes},
		{Name: "sekifuda_source_age_seconds", Help: "Time since a source was published.", Labels: []string{"source", "kind"}, Read: s.sourceAges},
		{Name: "sekifuda_source_fresh", Help: "1 where a source can be used and is not older than the policy allows.", Labels: []string{"source", "kind"}, Read: s.sourceFresh},
	}
}

func (s *service) sourceAges() (out []httpd.Value) {
	loaded, release := s.live.current.Borrow()
	defer release()
	for _, l := range loaded {
		out = append(out, httpd.Value{Labels: []string{l.Chain.Source, l.Chain.Kind}, Value: s.clock().Time().Sub(l.Chain.Published().Time()).Seconds()})
	}
	return out
}

func (s *service) sourceFresh() (out []httpd.Value) {
	loaded, release := s.live.current.Borrow()
	defer release()
	for _, l := range loaded {
		fresh := 0.0
		age := s.clock().Time().Sub(l.Chain.Published().Time())
		if l.Err == nil && l.Records > 0 && age <= s.policy.MaxAge(l.Chain.Kind, l.Chain.Source) {
			fresh = 1
		}
		out = append(out, httpd.Value{Labels: []string{l.Chain.Source, l.Chain.Kind}, Value: fresh})
	}
	return out
}
