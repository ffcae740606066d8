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
// assessments turned round.
func (r *reading) assessed(but string, reversed bool) []Row {
	at := map[string]int{}
	var rows []Row
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
		q := Question{Subject: r.same.ref(x.st.Subject), Topic: topic(x.st.Predicate)}
		key := strings.Join([]string{fold(who), q.String(), x.st.Predicate, x.aspect, x.word, strings.Join(x.set, "|"),
			string(x.st.Polarity), x.st.State, numbers(x.st.Value)}, "\x00")
		i, ok := at[key]
		if !ok {
			i = len(rows)
			at[key] = i
			rows = append(rows, Row{Origin: who, On: q, Says: x.says(), Cells: map[string]Stance{}, Strengths: map[string]int{}})
		}
		rows[i].add(x.st, a, stance)
	}
	for i := range rows {
		slices.Sort(rows[i].Statements)
	}
	slices.SortFunc(rows, func(a, b Row) int { return strings.Compare(a.Statements[0], b.Statements[0]) })
	return rows
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
	if old, ok := row.Cells[a.Hypothesis]; ok && old != stance && !slices.Contains(row.Split, a.Hypothesis) {
		row.Split = append(row.Split, a.Hypothesis)
	}
	row.Cells[a.Hypothesis] = stance
	row.Strengths[a.Hypothesis] = min(max(a.Strength, 1), maxStrength)
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

func numbers(v statement.Value) string {
	if v.Kind != number && v.Kind != date {
		return ""
	}
	return entityRange(v.From, v.To)
}
