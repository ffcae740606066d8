package dossier

import (
	"context"
	"errors"
	"slices"

	"github.com/sekifuda/sekifuda/internal/casefile"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store"
)

// Overview is a case at a glance: who says how much, where they disagree, what
// somebody holds and what is to be done.
type Overview struct {
	Case          Case                    `json:"case"`
	Known         *entity.Instant         `json:"known,omitempty"`
	Sources       []SourceLine            `json:"sources"`
	Statements    int                     `json:"statements"`
	Origins       int                     `json:"origins"` // independent ones behind all statements
	Alarms        int                     `json:"alarms"`  // disagreements that ask a person to look
	Disagreements []casefile.Disagreement `json:"disagreements"`
	Roles         []casefile.Part         `json:"roles"`
	Positions     []casefile.Position     `json:"positions"`
	Hypotheses    []casefile.Hypothesis   `json:"hypotheses"`
	Steps         []casefile.Step         `json:"steps"`
	ToTell        []Notice                `json:"to_tell"` // recipients who are still to be told
}

// SourceLine is a source with how many statements it has.
type SourceLine struct {
	statement.Source
	Statements int `json:"statements"`
}

// Overview returns a case at a glance.
func (b *Book) Overview(ctx context.Context, id string, l Look) (o *Overview, err error) {
	var f *casefile.File
	var notices []Notice
	o = &Overview{Known: l.Known}
	err = b.view(ctx, id, l, func(tx *store.Tx) error {
		if o.Case, err = b.get(tx, id, l.Known); err != nil {
			return err
		}
		if f, _, err = b.load(tx, id, l.Known); err != nil {
			return err
		}
		notices, err = b.notices(tx, id)
		return err
	})
	if err != nil {
		return nil, err
	}
	o.fill(f)
	o.ToTell = slices.DeleteFunc(notices, func(n Notice) bool { return n.Told != nil })
	return o, nil
}

func (o *Overview) fill(all *casefile.File) {
	f := current(all)
	n := map[string]int{}
	var ids []string
	for _, s := range f.Statements {
		n[s.Source]++
		ids = append(ids, s.ID)
	}
	for _, s := range f.Sources {
		o.Sources = append(o.Sources, SourceLine{s, n[s.ID]})
	}
	o.Statements, o.Origins = len(ids), len(casefile.Origins(f, ids))
	o.Disagreements, o.Roles = casefile.Disagreements(f), casefile.Roles(f)
	o.Positions, o.Hypotheses, o.Steps = f.Positions, f.Hypotheses, f.Steps
	for _, d := range o.Disagreements {
		if d.Alarm {
			o.Alarms++
		}
	}
}

// current is a case without what was taken back.
func current(f *casefile.File) *casefile.File {
	gone := map[entry]bool{}
	for _, w := range f.Withdrawals {
		gone[entry{w.Kind, w.Of}] = true
	}
	g := *f
	g.Withdrawals = nil
	g.Sources = left(f.Sources, func(s statement.Source) bool { return !gone[entry{casefile.KindSource, s.ID}] })
	g.Statements = left(f.Statements, func(s statement.Statement) bool {
		return !gone[entry{casefile.KindStatement, s.ID}] && !gone[entry{casefile.KindSource, s.Source}]
	})
	g.Things = left(f.Things, func(t casefile.Thing) bool { return !gone[entry{casefile.KindThing, t.Ref.String()}] })
	g.Decisions = left(f.Decisions, func(d casefile.Decision) bool { return !gone[entry{casefile.KindDecision, d.ID}] })
	g.Terms = left(f.Terms, func(t casefile.Term) bool { return !gone[entry{casefile.KindTerm, t.Name}] })
	g.Tellers = left(f.Tellers, func(t casefile.Teller) bool { return !gone[entry{casefile.KindTeller, t.Who}] })
	g.Positions = left(f.Positions, func(p casefile.Position) bool { return !gone[entry{casefile.KindPosition, p.ID}] })
	g.Hypotheses = left(f.Hypotheses, func(h casefile.Hypothesis) bool { return !gone[entry{casefile.KindHypothesis, h.ID}] })
	g.Assessments = left(f.Assessments, func(a casefile.Assessment) bool { return !gone[entry{casefile.KindAssessment, a.ID}] })
	g.Steps = left(f.Steps, func(s casefile.Step) bool { return !gone[entry{casefile.KindStep, s.ID}] })
	g.Evidence = left(f.Evidence, func(e casefile.Evidence) bool { return !gone[entry{casefile.KindEvidence, e.ID}] })
	return &g
}

func left[T any](in []T, keep func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(in), func(v T) bool { return !keep(v) })
}

// Changes tells what changed in a case between two times, each as it was known
// then: an entry that got other content is changed, not added.
func (b *Book) Changes(ctx context.Context, id string, from, to entity.Instant, l Look) (out []casefile.Change, err error) {
	var before, after *casefile.File
	err = b.view(ctx, id, l, func(tx *store.Tx) error {
		if after, _, err = b.load(tx, id, &to); err != nil {
			return err
		}
		if before, _, err = b.load(tx, id, &from); noCaseYet(err) {
			before, err = &casefile.File{ID: id}, nil
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return after.Since(before), nil
}

// noCaseYet reports whether a case was not open at the time.
func noCaseYet(err error) bool { return errors.Is(err, store.ErrNotFound) }
