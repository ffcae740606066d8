package triage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/book"
	"github.com/sekifuda/sekifuda/internal/store/casebook"
	stored "github.com/sekifuda/sekifuda/internal/store/record"
)

// Sibling is a contract that shares with an identity proved false.
type Sibling struct {
	Contract    string          `json:"contract"`
	Application string          `json:"application,omitempty"`
	Score       int64           `json:"score"`
	Paths       json.RawMessage `json:"paths"` // as the tracer gives them
}

// Review is that a person is to look at a contract because it shares with
// identities proved false. Nothing follows from it by itself.
type Review struct {
	Contract string         `json:"contract"`
	State    string         `json:"state"` // open, cleared, confirmed, fallen
	Rests    []Rest         `json:"rests"`
	By       string         `json:"by,omitempty"` // who settled it
	Reason   string         `json:"reason,omitempty"`
	Opened   entity.Instant `json:"opened,omitempty"`
	Changed  entity.Instant `json:"changed,omitempty"`
	Versions int64          `json:"versions,omitempty"`
	Leaf     int64          `json:"-"`
}

// Rest is a proof that a review rests on, with the paths that lead from it.
type Rest struct {
	Proof       string          `json:"proof"`
	Provisional bool            `json:"provisional,omitempty"` // proved by one person
	Application string          `json:"application"`           // whose identity is false
	Sibling     string          `json:"sibling,omitempty"`     // application of the contract
	Score       int64           `json:"score"`
	Paths       json.RawMessage `json:"paths"`
	Withdrawn   bool            `json:"withdrawn,omitempty"`
}

const (
	reviewOpen  = "open"
	cleared     = "cleared"
	confirmed   = "confirmed"
	reviewThing = "review"
)

func (r *Review) proofs() (out []string) {
	for _, rest := range r.Rests {
		out = append(out, rest.Proof)
	}
	return out
}

// Followed says what following a proof did.
type Followed struct {
	Opened int `json:"opened"` // contracts that came to review
	Fallen int `json:"fallen"` // reviews that rested on nothing else
	Ended  int `json:"ended"`  // measures that rested on nothing else
}

// Follow brings the siblings of an identity that was proved false to review; of
// a proof that was withdrawn it takes back all that rested on it alone. It may
// run more than once, and comes to the same.
func (d *Desk) Follow(ctx context.Context, proof string, at entity.Instant) (f Followed, err error) {
	var p stored.Proof
	err = d.DB.View(ctx, func(tx *store.Tx) (err error) {
		p, err = stored.GetProof(tx, d.Tenant, proof)
		return err
	})
	if err != nil {
		return f, err
	}
	if p.Withdrawn != 0 {
		return d.fall(ctx, p, at)
	}
	// Without contracts nothing can hang on it; to make a graph would cost all
	// applications.
	var contracts []book.Row
	if err := d.DB.View(ctx, func(tx *store.Tx) (err error) {
		contracts, err = book.List(tx, d.Tenant, statement.Contract, "", 1)
		return err
	}); err != nil || len(contracts) == 0 {
		return f, err
	}
	if d.Trace == nil {
		return f, refuse("no_tracer", "there is nothing here to trace with")
	}
	siblings, err := d.Trace.Siblings(ctx, p.Application, at)
	if err != nil && !isUnknown(err) {
		return f, fmt.Errorf("follow proof %s: %w", proof, err)
	}
	err = d.DB.Tx(ctx, func(tx *store.Tx) error {
		f = Followed{}
		// Withdrawn meanwhile: then nothing follows any more.
		if p, err = stored.GetProof(tx, d.Tenant, proof); err != nil || p.Withdrawn != 0 {
			return err
		}
		for _, s := range siblings {
			opened, err := d.toReview(tx, p, s, at)
			if err != nil {
				return err
			}
			if opened {
				f.Opened++
			}
		}
		return nil
	})
	if err != nil {
		return f, fmt.Errorf("follow proof %s: %w", proof, err)
	}
	return f, nil
}

// desk is who does what follows by itself.
const desk = "sekifuda"

// toReview adds a proof to what the review of a contract rests on. One that was
// cleared is open again: it was cleared of other things.
func (d *Desk) toReview(tx *store.Tx, p stored.Proof, s Sibling, at entity.Instant) (bool, error) {
	r, err := d.review(tx, s.Contract)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		if isErased(err) {
			return false, nil
		}
		return false, err
	}
	if slices.Contains(r.proofs(), p.ID) {
		return false, nil
	}
	opened := r.State != reviewOpen && r.State != confirmed
	r.Contract = s.Contract
	if opened {
		r.State, r.By, r.Reason = reviewOpen, "", ""
	}
	if s.Paths == nil {
		s.Paths = json.RawMessage("[]")
	}
	r.Rests = append(r.Rests, Rest{Proof: p.ID, Provisional: p.Provisional, Application: p.Application, Sibling: s.Application, Score: s.Score, Paths: s.Paths})
	return opened, d.putReview(tx, r, Act{By: desk, At: max(at, r.Changed)}, "shares with an identity proved false")
}

func (d *Desk) putReview(tx *store.Tx, r Review, act Act, reason string) error {
	r.Opened, r.Changed, r.Versions = 0, 0, 0
	r.Rests = slices.Clone(r.Rests)
	var refs []string
	for i := range r.Rests {
		r.Rests[i].Withdrawn = false
		refs = append(refs, refOf("proof", r.Rests[i].Proof))
	}
	return d.put(tx, targetOf(r.Contract), casebook.KindReview, reviewThing, act, reason, r, refs...)
}

// fall takes back what rested on a proof alone.
func (d *Desk) fall(ctx context.Context, p stored.Proof, at entity.Instant) (f Followed, err error) {
	reason := "proof " + p.ID + " was withdrawn"
	err = d.DB.Tx(ctx, func(tx *store.Tx) error {
		f = Followed{}
		act := Act{By: desk, At: at}
		found, err := d.found(tx, "proof", p.ID)
		if err != nil {
			return err
		}
		for _, x := range found {
			if x.Kind != casebook.KindReview {
				continue
			}
			fell, err := d.fallReview(tx, x.Container.ID, reason, act)
			if err != nil {
				return err
			}
			if fell {
				f.Fallen++
			}
		}
		f.Ended, err = d.endAll(tx, "proof", p.ID, reason, act, func(m *Measure) bool { return m.State == fallen })
		return err
	})
	if err != nil {
		return f, fmt.Errorf("withdrawal of proof %s: %w", p.ID, err)
	}
	return f, nil
}

func (d *Desk) fallReview(tx *store.Tx, contract, reason string, act Act) (bool, error) {
	r, h, err := last[Review](d, tx, targetOf(contract), casebook.KindReview, reviewThing)
	if isErased(err) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	holding, err := d.holding(tx, r.proofs())
	if err != nil || len(holding) > 0 || r.State == fallen || r.State == cleared {
		return false, err
	}
	r.State, r.By, r.Reason = fallen, act.By, reason
	act.At = max(act.At, h.At)
	return true, d.putReview(tx, r, act, reason)
}

// review returns the review of a contract as it stands: it is fallen from the
// moment on in which nothing that it rests on holds any more.
func (d *Desk) review(tx *store.Tx, contract string) (r Review, err error) {
	out, all, err := versions[Review](d, tx, targetOf(contract), casebook.KindReview, reviewThing)
	if err == nil && len(out) == 0 {
		return r, fmt.Errorf("review of contract %s: %w", contract, store.ErrNotFound)
	}
	if err != nil {
		return r, err
	}
	n := len(out) - 1
	r = out[n]
	r.Opened, r.Changed, r.Versions, r.Leaf = all[0].At, all[n].At, all[n].Version, all[0].Leaf
	holds := 0
	for i := range r.Rests {
		holding, err := d.holding(tx, []string{r.Rests[i].Proof})
		if err != nil {
			return r, err
		}
		r.Rests[i].Withdrawn = len(holding) == 0
		holds += len(holding)
	}
	if holds == 0 && r.State != cleared {
		r.State = fallen
	}
	return r, nil
}

// Review returns the review of a contract; store.ErrNotFound.
func (d *Desk) Review(ctx context.Context, contract string) (r Review, err error) {
	err = d.DB.View(ctx, func(tx *store.Tx) error {
		r, err = d.review(tx, contract)
		return err
	})
	return r, err
}

// Reviews returns up to limit reviews that were opened after the one with a
// leaf.
func (d *Desk) Reviews(ctx context.Context, leaf int64, limit int) (out []Review, err error) {
	err = d.DB.View(ctx, func(tx *store.Tx) error {
		out = nil
		rows, err := casebook.RowsOf(tx, d.Tenant, casebook.Target, casebook.KindReview, casebook.Query{First: true, After: leaf, Limit: limit})
		if err != nil {
			return err
		}
		for _, row := range rows {
			r, err := d.review(tx, row.Container.ID)
			if isErased(err) {
				continue
			}
			if err != nil {
				return err
			}
			out = append(out, r)
		}
		return nil
	})
	return out, err
}

// Settle records what a person found of a contract to be reviewed: cleared or
// confirmed. It may be settled anew. It fails with store.ErrNotFound, and with
// *Refused for one that has fallen.
func (d *Desk) Settle(ctx context.Context, contract, state, reason string, act Act) (Review, error) {
	if state != cleared && state != confirmed {
		return Review{}, &Wrong{"state", "want cleared or confirmed"}
	}
	if err := need("reason", &reason); err != nil {
		return Review{}, err
	}
	err := d.change(ctx, act, func(tx *store.Tx) error {
		r, err := d.review(tx, contract)
		if err != nil {
			return err
		}
		if r.State == fallen {
			return refuse("fallen", "what the review rested on was withdrawn")
		}
		r.State, r.By, r.Reason = state, act.By, reason
		if err := d.putReview(tx, r, act, reason); err != nil || state != cleared {
			return err
		}
		_, err = d.endAll(tx, "review", contract, "the review cleared the contract", act, func(m *Measure) bool { return m.Review })
		return err
	})
	if err != nil {
		return Review{}, err
	}
	return d.Review(ctx, contract)
}
