package names

import (
	"sync/atomic"
	"testing"

	"github.com/sekifuda/sekifuda/internal/match"
)

// Both scorers know a part from another across scripts, and say the same of
// words that they remember.
func TestPartScorers(t *testing.T) {
	for name, make := range PartScorers {
		score := make()
		same, other := score("ostrovan", "острован"), score("lindqvist", "острован")
		if same < match.Weak || other >= match.Weak || score("ostrovan", "острован") != same {
			t.Errorf("%s: %d for the same part, %d for another", name, same, other)
		}
		if got := score("", ""); got != 0 {
			t.Errorf("%s: nothing scores %d", name, got)
		}
	}
}

func TestEachDoesAllOnce(t *testing.T) {
	for _, n := range []int{0, 1, 1000} {
		done := make([]atomic.Int32, n)
		Each(n, func(i int) { done[i].Add(1) })
		for i := range done {
			if done[i].Load() != 1 {
				t.Fatalf("%d of %d done %d times", i, n, done[i].Load())
			}
		}
	}
}

// A list of one schema never answers with things that cannot be of it.
func TestListKeepsSchemataApart(t *testing.T) {
	for schema, want := range map[string]int{"Person": 3, "Company": 1, "Organization": 1, "Vessel": 1, "LegalEntity": 5, "": 5} {
		if got := NewList(invented(), schema).Len(); got != want {
			t.Errorf("%q: %d entities, want %d", schema, got, want)
		}
	}
	if h := NewList(invented(), "Vessel").Best("Ostrowan"); h.Entity == nil || h.Entity.ID != "5" {
		t.Errorf("the vessel is not found: %+v", h)
	}
	if h := NewList(nil, "Person").Best("Ostrowan"); h.Entity != nil || h.Score != 0 {
		t.Errorf("an empty list answers %+v", h)
	}
}
