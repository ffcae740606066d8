package casefile

import (
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/statement"
)

// sameness is which names of things mean one thing, by the decisions of the
// case.
type sameness struct {
	to  map[string]string // ref as written -> the one that stands for it
	why map[string]string // ref as written -> id of the decision that joined it
}

// same folds the decisions: of two on one pair the later holds, and no chain
// of merges brings together what a decision keeps apart.
func same(f *File) *sameness {
	last := map[[2]string]*Decision{}
	for i := range f.Decisions {
		d := &f.Decisions[i]
		p := pair(d.A.String(), d.B.String())
		if old := last[p]; old == nil || after(d.Recorded, old.Recorded, d.ID, old.ID) {
			last[p] = d
		}
	}
	var merges []*Decision
	var apart [][2]string
	for p, d := range last {
		if d.Same {
			merges = append(merges, d)
		} else {
			apart = append(apart, p)
		}
	}
	slices.SortFunc(merges, func(a, b *Decision) int { return strings.Compare(a.ID, b.ID) })
	s := &sameness{to: map[string]string{}, why: map[string]string{}}
	for _, d := range merges {
		s.join(d, apart)
	}
	return s
}

func (s *sameness) join(d *Decision, apart [][2]string) {
	a, b := s.of(d.A.String()), s.of(d.B.String())
	if a == b {
		return
	}
	for _, p := range apart {
		if x, y := s.of(p[0]), s.of(p[1]); x == a && y == b || x == b && y == a {
			return
		}
	}
	low, high := min(a, b), max(a, b)
	s.to[high] = low
	for k, v := range s.to {
		if v == high {
			s.to[k] = low
		}
	}
	s.why[d.A.String()], s.why[d.B.String()] = d.ID, d.ID
}

// of is the name that stands for a thing; one that no decision names stands
// for itself.
func (s *sameness) of(ref string) string {
	if to, ok := s.to[ref]; ok {
		return to
	}
	return ref
}

func (s *sameness) ref(r statement.Ref) statement.Ref {
	kind, key, _ := strings.Cut(s.of(r.String()), ":")
	return statement.Ref{Kind: kind, Key: key}
}

func pair(a, b string) [2]string { return [2]string{min(a, b), max(a, b)} }
