package casefile

import (
	"cmp"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/statement"
)

// maxStrength is the strongest that an assessment can be.
const maxStrength = 3

// latest is the assessments that count: of two on one pair the later.
func (r *reading) latest() []*Assessment {
	last := map[[2]string]*Assessment{}
	for i := range r.f.Assessments {
		a := &r.f.Assessments[i]
		k := [2]string{a.Hypothesis, a.Statement}
		if old := last[k]; old == nil || after(a.Recorded, old.Recorded, a.ID, old.ID) {
			last[k] = a
		}
	}
	var out []*Assessment
	for _, a := range last {
		out = append(out, a)
	}
	slices.SortFunc(out, func(a, b *Assessment) int {
		return cmp.Or(cmp.Compare(a.Recorded, b.Recorded), strings.Compare(a.ID, b.ID))
	})
	return out
}

func (r *reading) assessedIDs() []string {
	var out []string
	for _, a := range r.latest() {
		if r.byID[a.Statement] != nil {
			out = append(out, a.Statement)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// assessed makes the rows, without one statement or, reversed, with its
// assessments turned round. What one origin says of one thing is one row,
// however closely each printing puts it; what it says otherwise is another.
func (r *reading) assessed(but string, reversed bool) []Row {
	var rows []Row
	var said [][]*answer // of each row
	for _, a := range r.latest() {
		x := r.byID[a.Statement]
		if x == nil || a.Statement == but && !reversed {
			continue
		}
		stance := a.Stance
		if a.Statement == but {
			stance = turned(stance)
		}
		who, _ := r.originOf(x, 0)
		i := 0
		for i < len(rows) && (fold(rows[i].Origin) != fold(who) || !r.oneThing(said[i], x)) {
			i++
		}
		if i == len(rows) {
			q := Question{Subject: r.same.ref(x.st.Subject), Topic: topic(x.st.Predicate)}
			rows = append(rows, Row{Origin: who, On: q, Says: x.says(), Cells: map[string]Stance{}, Strengths: map[string]int{}})
			said = append(said, nil)
		}
		said[i] = append(said[i], x)
		rows[i].add(x.st, a, stance)
	}
	for i := range rows {
		slices.Sort(rows[i].Statements)
	}
	slices.SortFunc(rows, func(a, b Row) int { return strings.Compare(a.Statements[0], b.Statements[0]) })
	return rows
}

// oneThing reports whether x says, more or less closely, what all the others do.
func (r *reading) oneThing(others []*answer, x *answer) bool {
	for _, o := range others {
		if o.st.Predicate != x.st.Predicate || o.aspect != x.aspect || o.st.Polarity != x.st.Polarity ||
			r.same.ref(o.st.Subject) != r.same.ref(x.st.Subject) {
			return false
		}
		if v := r.compare(o, x); !v.same && v.class != Granularity && v.class != Translation && o != x {
			return false
		}
	}
	return true
}

func (row *Row) add(st *statement.Statement, a *Assessment, stance Stance) {
	if !slices.Contains(row.Statements, st.ID) {
		row.Statements = append(row.Statements, st.ID)
	}
	if st.Grade.Judged() && (!row.Judged || st.Grade.Weight() > row.Weight) {
		row.Judged, row.Weight = true, st.Grade.Weight()
	} else if !row.Judged {
		row.Weight = st.Grade.Weight()
	}
	row.judge(a.Hypothesis, stance, min(max(a.Strength, 1), maxStrength))
}

// judge puts what was assessed of one statement to what was assessed of others
// in the row. For and against on one thing from one origin cancel each other:
// the row is neutral, and marked.
func (row *Row) judge(h string, stance Stance, strength int) {
	speaks := func(s Stance) bool { return s == For || s == Against }
	old, had := row.Cells[h]
	switch {
	case slices.Contains(row.Split, h):
	case !had, speaks(stance) && !speaks(old):
		row.Cells[h], row.Strengths[h] = stance, strength
	case old == stance:
		row.Strengths[h] = max(row.Strengths[h], strength)
	case speaks(stance):
		row.Cells[h] = Neutral
		row.Split = append(row.Split, h)
	}
}

func turned(s Stance) Stance {
	switch s {
	case For:
		return Against
	case Against:
		return For
	}
	return s
}
