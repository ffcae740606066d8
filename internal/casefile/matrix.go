package casefile

import (
	"cmp"
	"slices"
	"strings"
)

// Matrix is what speaks for and against each hypothesis of a case.
type Matrix struct {
	Hypotheses []Standing `json:"hypotheses"`      // the one with the least against it first
	Rows       []Row      `json:"rows"`            // one for each thing said by one origin
	Turns      []Turn     `json:"turns,omitempty"` // single statements on which the order hangs
}

// Standing is one hypothesis with its sums, in 1/10,000 of a statement that is
// graded A1 and speaks as strongly as can be. What cannot be judged (F, 6, no grade) is counted by number only.
type Standing struct {
	ID         string `json:"id"`
	Against    int    `json:"against"`
	For        int    `json:"for"`
	Unjudged   int    `json:"unjudged"` // rows that speak for or against and cannot be judged
	Neutral    int    `json:"neutral"`  // rows that were looked at and say nothing
	Unlooked   int    `json:"unlooked"` // rows that nobody assessed against it
	NotApplied int    `json:"not_applied"`
}

// Row is what one origin says, however often it is printed, and how it stands
// to each hypothesis.
type Row struct {
	Origin     string            `json:"origin"`
	On         Question          `json:"on"`
	Says       string            `json:"says"`
	Statements []string          `json:"statements"`
	Weight     int               `json:"weight"` // of the best grade among them
	Judged     bool              `json:"judged"`
	Cells      map[string]Stance `json:"cells"`
	Strengths  map[string]int    `json:"strengths"`
	Split      []string          `json:"split,omitempty"` // hypotheses for which one of its statements speaks and another against: neutral
}

// Turn is a single statement without which, or with the contrary of which, the
// hypotheses would stand in another order.
type Turn struct {
	Statement string   `json:"statement"`
	How       string   `json:"how"`   // removed, reversed
	First     bool     `json:"first"` // the first place changes hands
	Order     []string `json:"order"`
}

// Weigh draws the matrix and tries what each statement carries. Assessments of
// statements or hypotheses that are not in the file count nothing.
func Weigh(f *File) Matrix {
	r := read(f)
	a := r.assessed("", false)
	m := Matrix{Rows: a, Hypotheses: r.standings(a)}
	base := orderOf(m.Hypotheses)
	for _, id := range r.assessedIDs() {
		for _, how := range []string{"removed", "reversed"} {
			got := orderOf(r.standings(r.assessed(id, how == "reversed")))
			if !slices.Equal(got, base) {
				m.Turns = append(m.Turns, Turn{Statement: id, How: how, First: got[0] != base[0], Order: got})
			}
		}
	}
	return m
}

// standings sums the rows and orders the hypotheses: least against, then most
// for, then by id.
func (r *reading) standings(rows []Row) []Standing {
	var out []Standing
	for i := range r.f.Hypotheses {
		s := Standing{ID: r.f.Hypotheses[i].ID}
		for j := range rows {
			s.add(&rows[j])
		}
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b Standing) int {
		return cmp.Or(cmp.Compare(a.Against, b.Against), cmp.Compare(b.For, a.For), strings.Compare(a.ID, b.ID))
	})
	return out
}

func (s *Standing) add(row *Row) {
	stance, looked := row.Cells[s.ID]
	weight := row.Weight * row.Strengths[s.ID] / maxStrength
	switch {
	case !looked:
		s.Unlooked++
	case stance == Neutral:
		s.Neutral++
	case stance == NotApplicable:
		s.NotApplied++
	case !row.Judged:
		s.Unjudged++
	case stance == For:
		s.For += weight
	case stance == Against:
		s.Against += weight
	}
}

func orderOf(in []Standing) []string {
	var out []string
	for _, s := range in {
		out = append(out, s.ID)
	}
	return out
}
