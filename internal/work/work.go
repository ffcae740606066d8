// Package work runs jobs: it takes what is due, keeps the lease while a handler
// works, and says how it came out. What a kind of job does is registered in
// cmd/sekifuda; use cases know each other by nothing else.
package work

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/event"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/job"
)

// Handler does one job. It may be called twice for the same job, after a
// worker was lost, and must then come to the same. An error is kept and shown
// to operators, so it holds nothing personal; the job is tried again unless the
// error is ErrFinal. ctx ends where the lease is lost or the worker stops.
type Handler func(ctx context.Context, j *job.Job) error

// ErrFinal in an error of a handler says that no further attempt can help.
var ErrFinal = errors.New("not to be tried again")

const (
	shortest  = 10 * time.Second
	longest   = time.Hour
	keep      = 30 * 24 * time.Hour // of jobs that are done
	sweepTime = time.Hour
	sweepSize = 1000
)

// Workers takes jobs, up to Parallel at a time.
type Workers struct {
	DB       *store.DB
	Handlers map[event.Kind]Handler
	Clock    func() entity.Instant
	Holder   string        // names this process; no two have the same
	Parallel int           // 0: one
	Poll     time.Duration // how often it looks; 0: once a second
	Lease    time.Duration // how long a job is held without a sign of life; 0: a minute
	Log      *slog.Logger  // nil: none
	Ran      func(kind event.Kind, outcome string, took time.Duration)
}

// Outcomes of a run, as Ran is told them.
const (
	OutcomeDone   = "done"
	OutcomeFailed = "failed"
	OutcomeLost   = "lost"
)

// Run works until ctx ends, and then returns nil. Jobs that run then are given
// back. What fails with the store is logged and tried again.
func (w *Workers) Run(ctx context.Context) error {
	w.defaults()
	kinds := w.kinds()
	var wg sync.WaitGroup
	for range w.Parallel {
		wg.Go(func() { w.every(ctx, w.Poll, func() (bool, error) { return w.step(ctx, kinds) }) })
	}
	wg.Go(func() { w.every(ctx, sweepTime, func() (bool, error) { return w.sweep(ctx) }) })
	wg.Wait()
	return nil
}

func (w *Workers) defaults() {
	w.Parallel = max(w.Parallel, 1)
	if w.Poll == 0 {
		w.Poll = time.Second
	}
	if w.Lease == 0 {
		w.Lease = time.Minute
	}
	if w.Log == nil {
		w.Log = slog.New(slog.DiscardHandler)
	}
	if w.Ran == nil {
		w.Ran = func(event.Kind, string, time.Duration) {}
	}
}

func (w *Workers) kinds() []event.Kind {
	var out []event.Kind
	for k := range w.Handlers {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// every does step again and again, at once while there is more.
func (w *Workers) every(ctx context.Context, pause time.Duration, step func() (more bool, err error)) {
	for ctx.Err() == nil {
		more, err := step()
		if err != nil && ctx.Err() == nil {
			w.Log.ErrorContext(ctx, "jobs: the store fails", "error", err)
		}
		if more && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
	}
}

// step takes one job and does it; more is false where none was due.
func (w *Workers) step(ctx context.Context, kinds []event.Kind) (more bool, err error) {
	due := false
	if err := w.DB.View(ctx, func(tx *store.Tx) (err error) {
		due, err = job.Due(tx, kinds, w.Clock())
		return err
	}); err != nil || !due {
		return false, err
	}
	var j *job.Job
	if err := w.DB.Tx(ctx, func(tx *store.Tx) (err error) {
		at := w.Clock()
		j, err = job.Claim(tx, kinds, w.Holder, at, later(at, w.Lease))
		return err
	}); err != nil || j == nil {
		return false, err
	}
	return true, w.do(ctx, j)
}

// do runs the handler under the lease and records how it came out.
func (w *Workers) do(ctx context.Context, j *job.Job) error {
	begun := w.Clock()
	held, lose := context.WithCancelCause(ctx)
	var wg sync.WaitGroup
	wg.Go(func() { w.hold(held, lose, j) })
	err := w.call(held, j)
	lost := errors.Is(context.Cause(held), job.ErrLost)
	lose(nil)
	wg.Wait()
	outcome := OutcomeDone
	if !lost {
		// Not with ctx: how it came out is worth recording when the worker stops.
		err = w.DB.Tx(context.WithoutCancel(ctx), func(tx *store.Tx) (txErr error) {
			outcome, txErr = w.settle(tx, ctx, j, err)
			return txErr
		})
	}
	if lost || errors.Is(err, job.ErrLost) {
		outcome, err = OutcomeLost, nil // another has it
	}
	w.Ran(j.Kind, outcome, time.Duration(w.Clock()-begun)*time.Microsecond)
	return err
}

func (w *Workers) settle(tx *store.Tx, ctx context.Context, j *job.Job, err error) (outcome string, _ error) {
	at := w.Clock()
	switch {
	case err == nil:
		return OutcomeDone, job.Finish(tx, j, at)
	case ctx.Err() != nil:
		return OutcomeLost, job.Release(tx, j, at)
	}
	w.Log.Warn("job failed", "job", j.ID, "kind", string(j.Kind), "attempt", j.Attempts, "error", err)
	return OutcomeFailed, job.Fail(tx, j, err.Error(), errors.Is(err, ErrFinal), at, later(at, Backoff(j.Attempts)))
}

// call runs the handler; a panic is a failure of that job only.
func (w *Workers) call(ctx context.Context, j *job.Job) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the handler of %s panicked: %v", j.Kind, p)
		}
	}()
	return w.Handlers[j.Kind](ctx, j)
}

// hold extends the lease while the handler works. Where the lease is lost the
// handler is stopped: another does the job.
func (w *Workers) hold(ctx context.Context, lose context.CancelCauseFunc, j *job.Job) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(w.Lease / 3):
		}
		err := w.DB.Tx(ctx, func(tx *store.Tx) error { return job.Extend(tx, j, later(w.Clock(), w.Lease)) })
		if errors.Is(err, job.ErrLost) {
			lose(job.ErrLost)
			return
		}
		// Any other error: the store may be back before the lease ends.
	}
}

func (w *Workers) sweep(ctx context.Context) (more bool, err error) {
	err = w.DB.Tx(ctx, func(tx *store.Tx) error {
		n, err := job.Sweep(tx, later(w.Clock(), -keep), sweepSize)
		more = n == sweepSize
		return err
	})
	return more, err
}

// Backoff returns how long to wait after the n-th attempt.
func Backoff(n int64) time.Duration {
	if n > 10 {
		return longest
	}
	return min(shortest<<max(n-1, 0), longest)
}

func later(at entity.Instant, d time.Duration) entity.Instant {
	return at + entity.Instant(d/time.Microsecond)
}
