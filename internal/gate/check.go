package gate

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/sekifuda/sekifuda/internal/finding"
)

// Check is one examination of an application against one kind of source.
type Check interface {
	// Name is the check's name in policies, decisions and documents.
	Name() string
	// Run looks and says what it found. It must return an error, or a finding
	// that is NotChecked, for whatever it could not look at: an empty answer
	// counts as not checked too.
	Run(ctx context.Context, x *Examination) (Answer, error)
	// Slot tells where conditions read the state of this check.
	Slot(f *finding.Facts) Slot
}

// Answer is what a check found, and the facts that conditions read of it.
type Answer struct {
	Findings []finding.Finding
	Fill     func(*finding.Facts) // may be nil
}

// Slot points at the state, code and cause of one check among the facts.
type Slot struct{ State, Code, Cause *string }

// Checks is the table of all checks, in the order in which they are shown.
func Checks() []Check {
	return []Check{
		exists{}, agrees{}, represents{}, young{}, shared{},
		eligible{}, listMatch{}, contact{}, memoryShares{}, freshness{},
	}
}

// run asks one check under its time limit and never fails: an error, a panic, a
// late or an empty answer is a finding that is not_checked.
func run(ctx context.Context, c Check, x *Examination, limit time.Duration) ([]finding.Finding, func(*finding.Facts)) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	w := hire()
	w.tasks <- task{ctx, c, x}
	var r reply
	select {
	case r = <-w.replies:
		w.release()
	case <-ctx.Done():
		// The check is left behind with its worker: it holds only what nobody
		// else writes.
		close(w.tasks)
		r.err = ctx.Err()
	}
	if r.err == nil && len(r.answer.Findings) == 0 {
		r.err = errors.New("the check answered nothing")
	}
	if r.err != nil {
		return []finding.Finding{failed(c.Name(), r.err)}, nil
	}
	for i := range r.answer.Findings {
		r.answer.Findings[i].Check = c.Name()
	}
	return r.answer.Findings, r.answer.Fill
}

type reply struct {
	answer Answer
	err    error
}

func ask(ctx context.Context, c Check, x *Examination) (r reply) {
	defer func() {
		if p := recover(); p != nil {
			r = reply{err: fmt.Errorf("panic: %v", p)}
		}
	}()
	a, err := c.Run(ctx, x)
	return reply{a, err}
}

// failed turns an error into a finding. The text of the error may hold parts of
// the application, so it goes into the (sealed) decision and into no log.
func failed(check string, err error) finding.Finding {
	f := finding.Finding{Check: check, Subject: "source", State: finding.NotChecked, Cause: finding.CauseError, Detail: err.Error()}
	var u *unusable
	switch {
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		f.Cause = finding.CauseTimeout
	case errors.As(err, &u):
		f.Cause, f.Detail, f.Source = u.cause, u.Error(), u.ref
	}
	return f
}

// worst orders states by how much they stand in the way of an approval.
var worst = map[finding.State]int{
	finding.NotApplicable: 1, finding.NotClaimed: 2, finding.Clear: 3, finding.Hit: 4, finding.NotChecked: 5,
}

// settle writes the strongest of a check's findings into its slot. A hit stands
// before a not_checked here, because rules act on hits and the engine itself
// looks after everything that was not checked.
func settle(slot Slot, findings []finding.Finding) {
	var top *finding.Finding
	for i := range findings {
		f := &findings[i]
		if top == nil || rank(f) > rank(top) {
			top = f
		}
		if f.State == finding.NotChecked && *slot.Cause == "" {
			*slot.Cause = f.Cause
		}
	}
	*slot.State, *slot.Code = string(top.State), top.Code
}

func rank(f *finding.Finding) int {
	if f.State == finding.Hit {
		return 6
	}
	return worst[f.State]
}
