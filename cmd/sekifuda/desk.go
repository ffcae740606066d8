package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/sekifuda/sekifuda/internal/dossier"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/event"
	"github.com/sekifuda/sekifuda/internal/gate"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/job"
	"github.com/sekifuda/sekifuda/internal/trace"
	"github.com/sekifuda/sekifuda/internal/triage"
	"github.com/sekifuda/sekifuda/internal/work"
)

// desk is the abuse desk of a tenant over a tracer; nil: nothing can be traced.
func (h *house) desk(tenant string, t *trace.Tracer) *triage.Desk {
	d := &triage.Desk{DB: h.db, Vault: h.books.Vault, Tenant: tenant, NewID: h.app.newID,
		Prove: proving{&gate.Books{DB: h.db, Vault: h.books.Vault, Tenant: tenant}}}
	if t != nil {
		d.Trace = tracing{t}
	}
	return d
}

// tracing is a tracer as the desk asks it.
type tracing struct{ *trace.Tracer }

// Whose says whose a reported thing was. An address that nobody looks up with a
// ground is refused by the tracer.
func (t tracing) Whose(ctx context.Context, i triage.Indicator, g *statement.Ground, _ entity.Instant) (triage.Whose, error) {
	q := trace.Query{Kind: i.Ref.Kind, Value: i.Ref.Key, Skew: time.Duration(min(max(i.Skew, -i.Skew), 86400)) * time.Second, Ground: g, Limit: 1000}
	if i.At != 0 {
		q.At = &trace.Reported{At: i.At, Span: time.Second, Zoneless: i.Zoneless}
	}
	if q.Kind == statement.URL {
		q.Kind = statement.Domain
	}
	if i.Port != 0 && q.Kind == statement.IP {
		q.Port = &i.Port
	}
	a, err := t.Trace(ctx, q)
	if errors.Is(err, trace.ErrUnknown) || errors.Is(err, trace.ErrQuery) {
		return triage.Whose{}, errors.Join(triage.ErrUnknown, err)
	}
	if err != nil {
		return triage.Whose{}, err
	}
	return whoseOf(a), nil
}

func whoseOf(a *trace.Traced) triage.Whose {
	w := triage.Whose{Look: a.Look}
	victims := map[string]bool{}
	for _, s := range a.Impersonated {
		victims[s.Application] = true
	}
	sure := map[string]bool{}
	for _, r := range a.Contracts {
		if r.Ref.Kind == statement.Contract && r.Relation == trace.Holder && r.CanContain {
			sure[r.Ref.Key] = true
		}
	}
	if a.Assignment != nil {
		w.Ambiguous, w.Why = a.Assignment.Ambiguous, a.Assignment.Why
		for _, c := range a.Assignment.Candidates {
			w.Candidates = append(w.Candidates, triage.Concerned{Contract: c.Contract, Customer: c.Customer, Path: c.Path, Doubts: c.Doubts,
				Contain: !w.Ambiguous && sure[c.Contract]})
		}
		return w
	}
	for _, r := range a.Contracts {
		if r.Ref.Kind != statement.Contract || r.Relation == trace.Linked {
			continue
		}
		c := triage.Concerned{Contract: r.Ref.Key, Contain: sure[r.Ref.Key]}
		if r.Contract != nil {
			c.Path = r.Contract.Resellers
			// What was reported is a victim's, and an impostor used it: nothing
			// of it says anything about who holds it.
			c.Victim = victims[r.Contract.Application]
		}
		w.Candidates = append(w.Candidates, c)
	}
	w.Ambiguous = len(w.Candidates) > 1 && len(sure) != len(w.Candidates)
	return w
}

// Siblings lists the contracts that share with an identity.
func (t tracing) Siblings(ctx context.Context, application string, at entity.Instant) ([]triage.Sibling, error) {
	all, err := t.Tracer.Siblings(ctx, application, at)
	if errors.Is(err, trace.ErrUnknown) {
		return nil, errors.Join(triage.ErrUnknown, err)
	}
	out := make([]triage.Sibling, len(all))
	for i, s := range all {
		paths, err := json.Marshal(s.Paths)
		if err != nil {
			return nil, err
		}
		out[i] = triage.Sibling{Contract: s.Contract, Application: s.Application, Score: s.Score, Paths: paths}
	}
	return out, err
}

// proving is the gate's memory as the desk uses it.
type proving struct{ books *gate.Books }

func (p proving) ProveFalse(ctx context.Context, f triage.Proof, act triage.Act, within func(*store.Tx) error) error {
	return p.books.ProveFalseOnce(ctx, gate.FalseIdentity{ID: f.ID, Application: f.Application, Reason: f.Reason, By: f.By, Second: f.Second,
		Stolen: f.Stolen, At: act.At}, claimed(act, within))
}

func (p proving) Withdraw(ctx context.Context, proof, reason string, act triage.Act, within func(*store.Tx) error) error {
	return p.books.WithdrawProofWith(ctx, proof, act.By, reason, act.At, claimed(act, within))
}

func claimed(act triage.Act, within func(*store.Tx) error) func(*store.Tx) error {
	return func(tx *store.Tx) error {
		if act.Claim != nil {
			if err := act.Claim(tx); err != nil {
				return err
			}
		}
		if within == nil {
			return nil
		}
		return within(tx)
	}
}

// containment are the handlers of what follows from proofs and measures.
func (h *house) containment(desk func(tenant string) *triage.Desk, clock func() entity.Instant) map[event.Kind]work.Handler {
	return map[event.Kind]work.Handler{
		event.FollowProof: func(ctx context.Context, j *job.Job) error {
			f, err := event.Read[event.Following](j.Payload)
			if err != nil {
				return errors.Join(work.ErrFinal, err)
			}
			if _, err := desk(j.Tenant).Follow(ctx, f.Proof, clock()); err != nil || !f.Withdrawn {
				return err
			}
			cases := &dossier.Book{DB: h.db, Vault: h.books.Vault, Tenant: j.Tenant, NewID: h.app.newID}
			return cases.ProofWithdrawn(ctx, f.Proof, "the proof was withdrawn", dossier.Act{By: "sekifuda", At: clock()})
		},
		event.TellMeasure: func(ctx context.Context, j *job.Job) error {
			t, err := event.Read[event.Telling](j.Payload)
			if err != nil {
				return errors.Join(work.ErrFinal, err)
			}
			return desk(j.Tenant).Tell(ctx, t.Measure, clock())
		},
	}
}

// followed does what follows from proofs and measures at once, where no server
// does it: it takes the jobs that are due, as a server's workers would.
func (h *house) followed(at entity.Instant) error {
	clock := func() entity.Instant { return at }
	var t *triage.Desk
	handlers := h.containment(func(tenant string) *triage.Desk {
		if t == nil { // the graph is made for the first
			t = h.desk(tenant, h.tracer(tenant, clock))
		}
		return t
	}, clock)
	holder, err := h.app.newID()
	if err != nil {
		return err
	}
	kinds := []event.Kind{event.FollowProof, event.TellMeasure}
	for {
		var j *job.Job
		if err := h.db.Tx(h.app.ctx, func(tx *store.Tx) (err error) {
			j, err = job.Claim(tx, kinds, holder, at, at+entity.Instant(time.Minute.Microseconds()))
			return err
		}); err != nil || j == nil {
			return err
		}
		failed := handlers[j.Kind](h.app.ctx, j)
		err := h.db.Tx(h.app.ctx, func(tx *store.Tx) error {
			if failed != nil {
				return job.Fail(tx, j, "command: it failed", errors.Is(failed, work.ErrFinal), at, at+entity.Instant(time.Minute.Microseconds()))
			}
			return job.Finish(tx, j, at)
		})
		if failed != nil || err != nil {
			return fmt.Errorf("what follows from %s: %w", j.Kind, errors.Join(failed, err))
		}
	}
}

// everything is a limit of lists that commands print whole.
const everything = math.MaxInt32

// wanted keeps the things of a list that a filter says.
func wanted[T any](all []T, keep func(T) bool) []T {
	out := slices.DeleteFunc(all, func(v T) bool { return !keep(v) })
	if out == nil {
		out = []T{}
	}
	return out
}
