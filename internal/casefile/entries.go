package casefile

import (
	"cmp"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// entry is any part of a case, as lists of what changed show it.
type entry struct {
	kind, id, says string
	at             entity.Instant
}

// entries lists every part of a case by kind and id.
func entries(f *File) []entry {
	var out []entry
	add := func(kind, id, says string, at entity.Instant) { out = append(out, entry{kind, id, says, at}) }
	for _, e := range f.Sources {
		add(KindSource, e.ID, e.Title, e.Recorded)
	}
	for _, e := range f.Statements {
		add(KindStatement, e.ID, e.Subject.String()+" "+e.Predicate, e.Recorded)
	}
	for _, e := range f.Things {
		add(KindThing, e.Ref.String(), strings.Join(e.Names, ", "), e.Recorded)
	}
	for _, e := range f.Decisions {
		how := " kept apart from "
		if e.Same {
			how = " is "
		}
		add(KindDecision, e.ID, e.A.String()+how+e.B.String()+": "+e.Reason, e.Recorded)
	}
	for _, e := range f.Terms {
		add(KindTerm, e.Name, e.Reason, e.Recorded)
	}
	for _, e := range f.Tellers {
		add(KindTeller, e.Who, "speaks for "+e.Of, e.Recorded)
	}
	for _, e := range f.Positions {
		add(KindPosition, e.ID, e.On.String()+": "+cmp.Or(e.Holds, "held open"), e.Recorded)
	}
	for _, e := range f.Hypotheses {
		add(KindHypothesis, e.ID, e.Text, e.Recorded)
	}
	for _, e := range f.Assessments {
		add(KindAssessment, e.ID, e.Statement+" "+string(e.Stance)+" "+e.Hypothesis, e.Recorded)
	}
	for _, e := range f.Steps {
		add(KindStep, e.ID, e.What+", "+e.State, e.Recorded)
	}
	for _, e := range f.Evidence {
		add(KindEvidence, e.ID, e.Name, e.Recorded)
	}
	for _, e := range f.Withdrawals {
		add("withdrawal", e.ID, e.Kind+" "+e.Of+": "+e.Reason, e.Recorded)
	}
	slices.SortStableFunc(out, func(a, b entry) int {
		if c := strings.Compare(a.kind, b.kind); c != 0 {
			return c
		}
		return strings.Compare(a.id, b.id)
	})
	return out
}
