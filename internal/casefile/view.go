package casefile

import (
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// AsKnown returns the case as it was known at a time: what was recorded later,
// withdrawals too, is not in it. An entry without a recorded time was there
// from the start. f is not changed; the parts of entries are shared.
func (f *File) AsKnown(at entity.Instant) *File {
	g := *f
	g.Sources = keep(f.Sources, func(s *statement.Source) bool { return s.Recorded <= at })
	g.Statements = keep(f.Statements, func(s *statement.Statement) bool { return s.Recorded <= at })
	g.Things = keep(f.Things, func(e *Thing) bool { return e.Recorded <= at })
	g.Decisions = keep(f.Decisions, func(e *Decision) bool { return e.Recorded <= at })
	g.Terms = keep(f.Terms, func(e *Term) bool { return e.Recorded <= at })
	g.Tellers = keep(f.Tellers, func(e *Teller) bool { return e.Recorded <= at })
	g.Positions = keep(f.Positions, func(e *Position) bool { return e.Recorded <= at })
	g.Hypotheses = keep(f.Hypotheses, func(e *Hypothesis) bool { return e.Recorded <= at })
	g.Assessments = keep(f.Assessments, func(e *Assessment) bool { return e.Recorded <= at })
	g.Steps = keep(f.Steps, func(e *Step) bool { return e.Recorded <= at })
	g.Evidence = keep(f.Evidence, func(e *Evidence) bool { return e.Recorded <= at })
	g.Withdrawals = keep(f.Withdrawals, func(e *Withdrawal) bool { return e.Recorded <= at })
	return &g
}

// live is the case without what was withdrawn, with everything in the order of
// its ids, so that no answer depends on the order of arrival.
func (f *File) live() *File {
	gone := map[[2]string]bool{}
	for _, w := range f.Withdrawals {
		gone[[2]string{w.Kind, w.Of}] = true
	}
	has := func(kind, id string) bool { return !gone[[2]string{kind, id}] }
	g := *f
	g.Sources = sorted(keep(f.Sources, func(s *statement.Source) bool { return has(KindSource, s.ID) }), func(s *statement.Source) string { return s.ID })
	g.Statements = sorted(keep(f.Statements, func(s *statement.Statement) bool {
		return has(KindStatement, s.ID) && has(KindSource, s.Source)
	}), func(s *statement.Statement) string { return s.ID })
	g.Things = sorted(keep(f.Things, func(e *Thing) bool { return has(KindThing, e.Ref.String()) }), func(e *Thing) string { return e.Ref.String() })
	g.Decisions = sorted(keep(f.Decisions, func(e *Decision) bool { return has(KindDecision, e.ID) }), func(e *Decision) string { return e.ID })
	g.Terms = sorted(keep(f.Terms, func(e *Term) bool { return has(KindTerm, e.Name) }), func(e *Term) string { return e.Name })
	g.Tellers = sorted(keep(f.Tellers, func(e *Teller) bool { return has(KindTeller, e.Who) }), func(e *Teller) string { return e.Who })
	g.Positions = sorted(keep(f.Positions, func(e *Position) bool { return has(KindPosition, e.ID) }), func(e *Position) string { return e.ID })
	g.Hypotheses = sorted(keep(f.Hypotheses, func(e *Hypothesis) bool { return has(KindHypothesis, e.ID) }), func(e *Hypothesis) string { return e.ID })
	g.Assessments = sorted(keep(f.Assessments, func(e *Assessment) bool { return has(KindAssessment, e.ID) }), func(e *Assessment) string { return e.ID })
	g.Steps = sorted(keep(f.Steps, func(e *Step) bool { return has(KindStep, e.ID) }), func(e *Step) string { return e.ID })
	g.Evidence = sorted(keep(f.Evidence, func(e *Evidence) bool { return has(KindEvidence, e.ID) }), func(e *Evidence) string { return e.ID })
	return &g
}

func keep[T any](in []T, ok func(*T) bool) []T {
	var out []T
	for i := range in {
		if ok(&in[i]) {
			out = append(out, in[i])
		}
	}
	return out
}

// sorted sorts in, which keep has made, by a key.
func sorted[T any](in []T, key func(*T) string) []T {
	slices.SortStableFunc(in, func(a, b T) int { return strings.Compare(key(&a), key(&b)) })
	return in
}

// after orders two entries by the time they were recorded, then by id.
func after(a, b entity.Instant, idA, idB string) bool {
	if a != b {
		return a > b
	}
	return idA > idB
}
