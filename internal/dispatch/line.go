package dispatch

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/event"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/delivery"
)

// line is the work for one endpoint. Each has its own, so that one that hangs
// keeps no other waiting.
type line struct {
	relay  *Relay
	sender *sender

	mu    sync.Mutex
	quiet entity.Instant // until when the receiver asked to be left alone
}

// step tries some deliveries that are due.
func (l *line) step(ctx context.Context) (more bool, err error) {
	at := l.relay.Clock()
	if at < l.resting() {
		return false, nil
	}
	due := false
	if err := l.relay.DB.View(ctx, func(tx *store.Tx) (err error) {
		due, err = delivery.Due(tx, l.sender.Tenant, l.sender.Name, at)
		return err
	}); err != nil || !due {
		return false, err
	}
	var taken []delivery.Delivery
	var gone entity.Instant
	if err := l.relay.DB.Tx(ctx, func(tx *store.Tx) (err error) {
		if gone, err = delivery.Gone(tx, l.sender.Tenant, l.sender.Name, l.sender.address()); err != nil {
			return err
		}
		taken, err = delivery.Claim(tx, l.sender.Tenant, l.sender.Name, l.relay.Holder, at, later(at, leaseTime), atOnce)
		return err
	}); err != nil {
		return false, err
	}
	return len(taken) == atOnce, l.tryAll(ctx, taken, gone != 0)
}

func (l *line) tryAll(ctx context.Context, taken []delivery.Delivery, gone bool) error {
	// A try goes on for a moment when the relay stops: one that is cut off has
	// reached the receiver all the same, and would be sent again.
	trying, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(graceTime, stop) })()
	var wg sync.WaitGroup
	errs := make([]error, len(taken))
	for i, d := range taken {
		wg.Go(func() { errs[i] = l.try(trying, d, gone) })
	}
	wg.Wait()
	return errors.Join(errs...)
}

// try sends one delivery and records what came of it.
func (l *line) try(ctx context.Context, d delivery.Delivery, gone bool) error {
	begun := l.relay.Clock()
	var a answer
	var text []byte
	err := l.relay.DB.View(ctx, func(tx *store.Tx) (err error) {
		text, err = body(tx, d)
		return err
	})
	switch {
	case errors.Is(err, store.ErrNotFound):
		a.code = codeMissing
	case err != nil:
		return errors.Join(err, l.release(d))
	case gone && d.Topic != event.Ping:
		a.code = codeResting
	default:
		a = l.sender.post(ctx, d.ID, begun, text)
	}
	if ctx.Err() != nil && a.status == 0 {
		return l.release(d) // cut off by the end of the relay, not by the receiver
	}
	return l.record(d, a, begun)
}

func (l *line) record(d delivery.Delivery, a answer, begun entity.Instant) error {
	now := l.relay.Clock()
	took := time.Duration(now-begun) * time.Microsecond
	l.relay.Tried(l.sender.Name, a.code, took)
	state, next := l.verdict(d, a, now)
	if a.after > 0 {
		l.rest(later(now, min(a.after, time.Hour)))
	}
	return l.relay.DB.Tx(context.Background(), func(tx *store.Tx) error {
		if a.code == codeGone {
			if err := delivery.SetGone(tx, d.Tenant, d.Endpoint, l.sender.address(), now); err != nil {
				return err
			}
		}
		if a.code == codeDelivered && d.Topic == event.Ping {
			if err := delivery.ClearGone(tx, d.Tenant, d.Endpoint); err != nil {
				return err
			}
		}
		_, err := delivery.Tried(tx, d, delivery.Attempt{At: begun, Status: int64(a.status), Code: a.code, Milliseconds: took.Milliseconds()}, state, next)
		return err
	})
}

// verdict says how a delivery stands after a try.
func (l *line) verdict(d delivery.Delivery, a answer, now entity.Instant) (state string, next entity.Instant) {
	switch a.code {
	case codeDelivered:
		return delivery.Delivered, 0
	case codeGone, codeResting, codeMissing:
		return delivery.Dead, 0
	}
	next = later(now, max(backoff(d.Attempts, d.ID), a.after))
	if d.Topic == event.Ping || next > later(d.Begun, giveUp) {
		return delivery.Dead, 0 // who pings wants to know now
	}
	return delivery.Waiting, next
}

func (l *line) release(d delivery.Delivery) error {
	return l.relay.DB.Tx(context.Background(), func(tx *store.Tx) error {
		_, err := delivery.Release(tx, d, l.relay.Clock())
		return err
	})
}

func (l *line) rest(until entity.Instant) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.quiet = max(l.quiet, until)
}

func (l *line) resting() entity.Instant {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.quiet
}

func later(at entity.Instant, d time.Duration) entity.Instant {
	return at + entity.Instant(d/time.Microsecond)
}
