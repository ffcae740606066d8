package casefile

import (
	"fmt"
	"slices"

	"github.com/sekifuda/sekifuda/internal/statement"
)

// between compares what two sources answer on one facet. Where both speak of
// the same part they are compared on it; only where they have no part in
// common does it count that they speak of different ones.
func (r *reading) between(x, y []*answer, note func(verdict)) {
	var common []string
	for _, a := range x {
		if !slices.Contains(common, a.aspect) && slices.ContainsFunc(y, func(b *answer) bool { return b.aspect == a.aspect }) {
			common = append(common, a.aspect)
		}
	}
	if len(common) == 0 {
		note(r.best(x, y))
		return
	}
	for _, p := range common {
		on := func(a *answer) bool { return a.aspect == p }
		r.part(pick(x, on), pick(y, on), note)
	}
}

// part compares two sources on one part. A denial counts against every answer;
// stages are told one by one; otherwise two sources that agree in one of their
// answers agree.
func (r *reading) part(x, y []*answer, note func(verdict)) {
	staged := func(a *answer) bool { return a.st.State != "" }
	plain := func(a *answer) bool { return a.st.State == "" && a.st.Polarity == statement.Asserts }
	other := func(a *answer) bool { return a.st.State == "" && a.st.Polarity != statement.Asserts }
	for _, p := range [...][2][]*answer{{pick(x, other), y}, {pick(x, plain), pick(y, other)}, {pick(x, staged), pick(y, staged)}} {
		for _, a := range p[0] {
			for _, b := range p[1] {
				note(r.as(a, b))
			}
		}
	}
	px, py := r.closest(pick(x, plain)), r.closest(pick(y, plain))
	note(r.best(px, py))
	note(r.best(px, pick(y, staged)))
	note(r.best(pick(x, staged), py))
}

// closest leaves out what a source itself says more closely in another place:
// a lede's "person affiliated with the military" beside the text's "wife of a
// member". It would agree with everybody.
func (r *reading) closest(x []*answer) []*answer {
	return pick(x, func(a *answer) bool {
		return !slices.ContainsFunc(x, func(b *answer) bool { return b.kind == a.kind && r.closer(b, a) })
	})
}

func (r *reading) closer(b, a *answer) bool {
	switch a.kind {
	case term:
		return r.words.relate(b.word, a.word) == narrower
	case number, date:
		x, y := b.st.Value, a.st.Value
		return x.From >= y.From && x.To <= y.To && (x.From != y.From || x.To != y.To)
	}
	return false
}

// best is the verdict of the two answers that agree most.
func (r *reading) best(x, y []*answer) verdict {
	first := true
	var best verdict
	for _, a := range x {
		for _, b := range y {
			if v := r.as(a, b); first || v.rank() < best.rank() {
				best, first = v, false
			}
		}
	}
	return best
}

// as compares two answers and lays a contradiction that only a decision of
// the case brings about at that decision's door.
func (r *reading) as(a, b *answer) verdict {
	v := r.compare(a, b)
	v.between = []string{a.st.ID, b.st.ID}
	if v.class != Contradiction || a.st.Subject == b.st.Subject {
		return v
	}
	for _, id := range []string{a.merged, b.merged} {
		if id != "" {
			v.why += fmt.Sprintf("; %s and %s are one by decision %s, which may be the error", a.st.Subject, b.st.Subject, id)
			break
		}
	}
	return v
}

// within looks for a source that is at odds with itself on one part. Answers
// that stand in one sentence are meant together.
func (r *reading) within(x []*answer, note func(verdict)) {
	for i, a := range x {
		for _, b := range x[i+1:] {
			if a.aspect != b.aspect || a.st.Place == b.st.Place && a.st.Quotation == b.st.Quotation {
				continue
			}
			v := r.as(a, b)
			if v.class != Contradiction || a.st.State != "" && b.st.State != "" && dated(a, b) {
				continue
			}
			if a.st.Subject == b.st.Subject { // else it is the decision that joined the two
				v.class = WithinOne
			}
			note(v)
		}
	}
}

// dated reports whether one text tells of two stages at two times.
func dated(a, b *answer) bool {
	_, _, known := order(a, b)
	return known && a.st.When.Known() && b.st.When.Known()
}

func pick(in []*answer, ok func(*answer) bool) []*answer {
	var out []*answer
	for _, a := range in {
		if ok(a) {
			out = append(out, a)
		}
	}
	return out
}
