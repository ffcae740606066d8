package dossier

import (
	"context"
	"fmt"

	"github.com/sekifuda/sekifuda/internal/casefile"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/event"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/casebook"
)

// Withdraw takes an entry back, with a reason. What it said stays readable and
// counts no more; with a source, its statements go. Everybody who was given it
// is to be told: see Notices. Recording the entry again brings it back.
// It returns how many entries were taken back, and fails with store.ErrNotFound.
func (b *Book) Withdraw(ctx context.Context, id string, w casefile.Withdrawal, act Act) (n int, err error) {
	k := &checking{registered: b.Registered}
	k.legal(&casefile.File{Withdrawals: []casefile.Withdrawal{w}})
	if err := k.refused(); err != nil {
		return 0, err
	}
	err = b.change(ctx, act, func(tx *store.Tx) error {
		n, err = b.withdraw(tx, id, w, act)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("take back %s %s of case %s: %w", w.Kind, w.Of, id, err)
	}
	return n, nil
}

func (b *Book) withdraw(tx *store.Tx, id string, w casefile.Withdrawal, act Act) (int, error) {
	gone := []entry{{w.Kind, w.Of}}
	if w.Kind == casefile.KindSource {
		f, _, err := b.load(tx, id, nil)
		if err != nil {
			return 0, err
		}
		for _, s := range f.Statements {
			if s.Source == w.Of {
				gone = append(gone, entry{casefile.KindStatement, s.ID})
			}
		}
	}
	var entries []casebook.Entry
	for _, e := range gone {
		entries = append(entries, casebook.Entry{Kind: e.Kind, ID: e.ID, By: act.By, Reason: w.Reason, Withdrawn: true})
	}
	done, err := b.book().Record(tx, container(id), act.At, entries...)
	if err != nil || done.Withdrawn == 0 {
		return 0, err
	}
	return done.Withdrawn, b.toTell(tx, id, gone, "", w.Reason, act)
}

// Notice says that a recipient of exports is to be told, or was told, that
// something which he was given no longer holds.
type Notice struct {
	ID        string         `json:"id"`
	Recipient string         `json:"recipient"`
	Exports   []string       `json:"exports"`         // in which he was given it
	Gone      []Given        `json:"gone"`            // what was taken back
	Proof     string         `json:"proof,omitempty"` // the proof that was withdrawn, where it was one
	Reason    string         `json:"reason"`
	At        entity.Instant `json:"at,omitempty"`
	Told      *Told          `json:"told,omitempty"` // nil: still to be done
}

// Told is how a recipient was told.
type Told struct {
	By  string         `json:"by"`
	How string         `json:"how"` // mail of …, call with …
	At  entity.Instant `json:"at"`
}

// toTell makes a notice for each recipient of an export that held one of gone,
// or that rests on a proof.
func (b *Book) toTell(tx *store.Tx, id string, gone []entry, proof, reason string, act Act) error {
	exports, err := b.exports(tx, id)
	if err != nil {
		return err
	}
	isGone := map[entry]bool{}
	for _, e := range gone {
		isGone[e] = true
	}
	by := map[string]*Notice{}
	var order []*Notice
	for _, x := range exports {
		hit := x.holds(isGone, proof)
		if hit == nil {
			continue
		}
		n := by[x.Recipient]
		if n == nil {
			n = &Notice{Recipient: x.Recipient, Proof: proof, Reason: reason}
			by[x.Recipient] = n
			order = append(order, n)
		}
		n.Exports, n.Gone = append(n.Exports, x.ID), merged(n.Gone, hit)
	}
	for _, n := range order {
		if n.ID, err = b.NewID(); err != nil {
			return err
		}
		if _, err := b.book().Record(tx, container(id), act.At, casebook.Entry{Kind: casebook.KindNotice, ID: n.ID, By: act.By, Body: n}); err != nil {
			return err
		}
		if err := store.Publish(tx, b.Tenant, event.CaseWithdrawn, id+"/"+n.ID, act.At); err != nil {
			return err
		}
	}
	return nil
}

// merged adds what is not there yet.
func merged(to, more []Given) []Given {
	seen := map[entry]bool{}
	for _, g := range to {
		seen[entry{g.Kind, g.ID}] = true
	}
	for _, g := range more {
		if !seen[entry{g.Kind, g.ID}] {
			to = append(to, g)
		}
	}
	return to
}

func (b *Book) notices(tx *store.Tx, id string) (out []Notice, err error) {
	all, err := b.book().Read(tx, container(id), casebook.Query{Kinds: []string{casebook.KindNotice}})
	for _, h := range all {
		n, err := casebook.As[Notice](h)
		if err != nil {
			return nil, err
		}
		if n.At == 0 {
			n.At = h.At
		}
		out = append(out, n)
	}
	return out, err
}

// Notices returns who is to be told of what was taken back, and who was.
func (b *Book) Notices(ctx context.Context, id string, l Look) (out []Notice, err error) {
	err = b.view(ctx, id, l, func(tx *store.Tx) error {
		out, err = b.notices(tx, id)
		return err
	})
	return out, err
}

// Tell records that a recipient was told, and how. It fails with
// store.ErrNotFound; who was told already stays so.
func (b *Book) Tell(ctx context.Context, id, notice, how string, act Act) error {
	k := &checking{registered: b.Registered}
	k.need("how", &how)
	if err := k.refused(); err != nil {
		return err
	}
	return b.change(ctx, act, func(tx *store.Tx) error {
		versions, err := b.book().Get(tx, container(id), casebook.KindNotice, notice, nil)
		if err != nil {
			return err
		}
		n, err := casebook.As[Notice](versions[len(versions)-1])
		if err != nil || n.Told != nil {
			return err
		}
		n.At, n.Told = versions[0].At, &Told{By: act.By, How: how, At: act.At}
		_, err = b.book().Record(tx, container(id), act.At, casebook.Entry{Kind: casebook.KindNotice, ID: notice, By: act.By, Body: n})
		return err
	})
}

// ProofWithdrawn makes notices for all who were given something of an
// application while the proof that its identity is false held. It may be called
// again: whoever has a notice gets no second.
func (b *Book) ProofWithdrawn(ctx context.Context, proof, reason string, act Act) error {
	err := b.DB.Tx(ctx, func(tx *store.Tx) error {
		found, err := b.book().RestingOn(tx, proof)
		if err != nil {
			return err
		}
		done := map[string]bool{}
		for _, f := range found {
			if done[f.Container.ID] {
				continue
			}
			done[f.Container.ID] = true
			if err := b.proofWithdrawnIn(tx, f.Container.ID, proof, reason, act); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("tell of proof %s: %w", proof, err)
	}
	return nil
}

func (b *Book) proofWithdrawnIn(tx *store.Tx, id, proof, reason string, act Act) error {
	there, err := b.notices(tx, id)
	if err != nil {
		return err
	}
	for _, n := range there {
		if n.Proof == proof {
			return nil
		}
	}
	return b.toTell(tx, id, nil, proof, reason, act)
}
