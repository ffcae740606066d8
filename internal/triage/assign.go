package triage

import (
	"context"
	"fmt"
	"slices"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/casebook"
)

// Whose says whose a reported thing was.
type Whose struct {
	Candidates []Concerned `json:"candidates"`
	Ambiguous  bool        `json:"ambiguous"` // then nothing may be done to any of them
	Why        []string    `json:"why,omitempty"`
	Look       string      `json:"look,omitempty"` // id of the record of the look, where it was one at communication data
}

// Concerned is a contract that a reported thing leads to.
type Concerned struct {
	Contract string   `json:"contract"`
	Customer string   `json:"customer,omitempty"` // contract of the operator's own customer, where a reseller stands between
	Path     []string `json:"path,omitempty"`     // contracts from there down to this one
	Doubts   []string `json:"doubts,omitempty"`
	Contain  bool     `json:"can_contain"` // surely behind it; all else takes a look by a person
	Victim   bool     `json:"victim,omitempty"`
}

// Assigned is whose the things of a report were, as somebody found at a time.
type Assigned struct {
	Indicator
	Whose
	Unknown bool           `json:"unknown,omitempty"` // nothing here has to do with it
	By      string         `json:"by"`
	Found   entity.Instant `json:"found,omitempty"`
}

// Assign looks for whose the indicators of a report were, and records what came
// out. Addresses need a ground.
func (d *Desk) Assign(ctx context.Context, id string, g *statement.Ground, act Act) (Report, error) {
	r, err := d.Report(ctx, id)
	if err != nil {
		return r, err
	}
	if d.Trace == nil {
		return r, refuse("no_tracer", "there is nothing here to trace with")
	}
	if g != nil {
		own := *g
		own.By = act.By
		g = &own
	}
	var all []Assigned
	for _, i := range r.Indicators {
		a := Assigned{Indicator: i, By: act.By}
		a.Whose, err = d.Trace.Whose(ctx, i, g, act.At)
		switch {
		case isUnknown(err):
			a.Unknown = true
		case err != nil:
			return r, fmt.Errorf("assign report %s: %w", id, err)
		}
		if a.Candidates == nil {
			a.Candidates = []Concerned{}
		}
		all = append(all, a)
	}
	err = d.change(ctx, act, func(tx *store.Tx) error {
		for _, a := range all {
			if err := d.put(tx, reportOf(id), casebook.KindAssignment, a.key(), act, "", a); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return r, fmt.Errorf("assign report %s: %w", id, err)
	}
	return d.Report(ctx, id)
}

// key names an assignment in its report.
func (a *Assigned) key() string {
	return fmt.Sprintf("%s@%d:%d/%v", a.Ref, int64(a.At), a.Port, a.Zoneless)
}

// assigned returns what was found last of each indicator.
func (d *Desk) assigned(tx *store.Tx, id string) (out []Assigned, err error) {
	all, err := d.book().Read(tx, reportOf(id), casebook.Query{Kinds: []string{casebook.KindAssignment}})
	for _, h := range all {
		a, err := casebook.As[Assigned](h)
		if err != nil {
			return nil, err
		}
		a.Found = h.At
		out = append(out, a)
	}
	return out, err
}

// leads says whether the things of a report lead to a contract, surely. What
// is ambiguous for one of them is so for the contract only where none is sure.
func (r *Report) leads(contract string) (c Concerned, err error) {
	if len(r.Assigned) == 0 {
		return c, refuse("not_assigned", "nobody has looked yet for whose the things of the report were: assign it first")
	}
	var ambiguous []string
	for _, a := range r.Assigned {
		i := slices.IndexFunc(a.Candidates, func(c Concerned) bool { return c.Contract == contract || slices.Contains(c.Path, contract) })
		switch {
		case i < 0:
		case a.Ambiguous || !a.Candidates[i].Contain:
			ambiguous = append(ambiguous, append(slices.Clone(a.Why), a.Candidates[i].Doubts...)...)
		default:
			return a.Candidates[i], nil
		}
	}
	if ambiguous != nil {
		slices.Sort(ambiguous)
		return c, refuse("ambiguous", "it cannot be told whether the contract is meant: %v", slices.Compact(ambiguous))
	}
	return c, refuse("not_concerned", "the report does not lead to this contract")
}
