package dispatch

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/delivery"
)

const (
	atOnce    = 8               // tries of one endpoint at the same time
	takeSize  = 500             // messages handed on in one transaction
	leaseTime = time.Minute     // well above what a try may take
	graceTime = 3 * time.Second // that a try has to end when the relay stops
	sweepTime = 10 * time.Minute
	sweepSize = 1000
	outboxAge = 24 * time.Hour // that a message is kept after it was handed on
)

// Relay hands messages on. All nodes on one database need the same endpoints:
// a message that no endpoint of the node which takes it wants is done with.
type Relay struct {
	DB        *store.DB
	Endpoints []Endpoint            // as CheckAll returned them
	Clock     func() entity.Instant //
	Holder    string                // names this process; no two have the same
	Poll      time.Duration         // how often it looks; 0: twice a second
	Keep      time.Duration         // how long what came to an end is kept; 0: 30 days
	Resolver  *net.Resolver         // nil: the system's
	Log       *slog.Logger          // nil: none; it names endpoints and codes, nothing else
	Tried     func(endpoint, code string, took time.Duration)
}

// Run works until ctx ends, and then returns nil. What fails with the store is
// logged and tried again: nothing is lost meanwhile. It fails at once only for
// an endpoint that CheckAll would refuse.
func (r *Relay) Run(ctx context.Context) error {
	r.defaults()
	var group errgroup.Group
	for _, e := range r.Endpoints {
		s, err := newSender(e, r.Resolver)
		if err != nil {
			return fmt.Errorf("relay: %w", err)
		}
		group.Go(func() error {
			defer s.client.CloseIdleConnections()
			l := &line{relay: r, sender: s}
			r.every(ctx, r.Poll, "deliver to "+e.Name, l.step)
			return nil
		})
	}
	group.Go(func() error { r.every(ctx, r.Poll, "read the outbox", r.handOn); return nil })
	group.Go(func() error { r.every(ctx, sweepTime, "sweep deliveries", r.sweep); return nil })
	return group.Wait()
}

func (r *Relay) defaults() {
	if r.Poll == 0 {
		r.Poll = 500 * time.Millisecond
	}
	if r.Keep == 0 {
		r.Keep = 30 * 24 * time.Hour
	}
	if r.Log == nil {
		r.Log = slog.New(slog.DiscardHandler)
	}
	if r.Tried == nil {
		r.Tried = func(string, string, time.Duration) {}
	}
}

// every does step again and again: at once while it says that there is more,
// else after a pause, longer where it failed.
func (r *Relay) every(ctx context.Context, pause time.Duration, what string, step func(context.Context) (more bool, err error)) {
	wait := pause
	for ctx.Err() == nil {
		more, err := step(ctx)
		switch {
		case err != nil && ctx.Err() == nil:
			r.Log.ErrorContext(ctx, "webhooks: cannot "+what, "error", err)
			wait = min(2*wait, max(time.Minute, pause))
		case more:
			wait = pause
			continue
		default:
			wait = pause
		}
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
	}
}

// handOn turns messages of the outbox into deliveries, both in one
// transaction: none is lost between, none is made twice.
func (r *Relay) handOn(ctx context.Context) (more bool, err error) {
	var waiting []store.Message
	if err := r.DB.View(ctx, func(tx *store.Tx) (err error) {
		waiting, err = store.Waiting(tx, 1)
		return err
	}); err != nil || len(waiting) == 0 {
		return false, err
	}
	err = r.DB.Tx(ctx, func(tx *store.Tx) error {
		at := r.Clock()
		messages, err := delivery.Take(tx, takeSize)
		if err != nil {
			return err
		}
		more = len(messages) == takeSize
		if err := delivery.Add(tx, r.deliveries(messages), at); err != nil {
			return err
		}
		return delivery.HandedOn(tx, messages, at)
	})
	return more, err
}

func (r *Relay) deliveries(messages []store.Message) (out []delivery.Delivery) {
	for _, m := range messages {
		for _, e := range r.Endpoints {
			if e.Wants(m.Tenant, m.Topic) {
				out = append(out, delivery.Delivery{Tenant: e.Tenant, Endpoint: e.Name, Topic: m.Topic, Ref: m.Ref, At: m.At})
			}
		}
	}
	return out
}

func (r *Relay) sweep(ctx context.Context) (more bool, err error) {
	at := r.Clock()
	before := func(d time.Duration) entity.Instant { return at - entity.Instant(d/time.Microsecond) }
	err = r.DB.Tx(ctx, func(tx *store.Tx) error {
		// An hour more than they are tried for: those that are tried have ended.
		if _, err := delivery.Expire(tx, before(giveUp+time.Hour), at); err != nil {
			return err
		}
		n, err := delivery.Sweep(tx, before(r.Keep), before(outboxAge), sweepSize)
		more = n > 0
		return err
	})
	return more, err
}

// Backlog is what doctor tells of the outbox and its deliveries.
func Backlog(ctx context.Context, db *store.DB) (h delivery.Health, err error) {
	err = db.View(ctx, func(tx *store.Tx) (err error) {
		h, err = delivery.Look(tx)
		return err
	})
	if err != nil {
		return delivery.Health{}, fmt.Errorf("backlog: %w", err)
	}
	return h, nil
}
