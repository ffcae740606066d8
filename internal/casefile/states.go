package casefile

import "fmt"

// stage is how far a state is; what was dropped can be taken up again.
var stage = map[string]int{Planned: 0, Requested: 1, Done: 2}

// states compares two stages of a procedure or a plan. Different steps of one
// matter are stages of it; one step stands further in the later report, or the
// two exclude each other.
func (r *reading) states(a, b *answer, v verdict) verdict {
	if !v.same {
		if v.class == Contradiction {
			return verdict{class: Evolution, why: sides(a, b, "are steps of one matter")}
		}
		if a.st.State == b.st.State {
			return v
		}
	}
	if a.st.State == b.st.State {
		if a.st.State == Done && a.st.When.Known() && b.st.When.Known() && !a.st.When.Overlaps(b.st.When) {
			return verdict{class: Contradiction, why: fmt.Sprintf("%s dates it %s, %s %s", a.source, a.st.When.Original, b.source, b.st.When.Original)}
		}
		return verdict{same: true}
	}
	first, second, known := order(a, b)
	switch {
	case a.st.State == Dropped || b.st.State == Dropped:
		return verdict{class: Evolution, why: sides(a, b, "are stages of one matter")}
	case known && stage[first.st.State] < stage[second.st.State]:
		return verdict{class: Evolution, why: sides(first, second, "follow each other")}
	}
	return verdict{class: Contradiction, why: sides(a, b, "cannot follow each other in the order in which they are dated")}
}

// order tells which answer is of the earlier time: by when things happened if
// both say so, else by when the reports were published.
func order(a, b *answer) (first, second *answer, known bool) {
	x, y := a.st.When, b.st.When
	if !x.Known() || !y.Known() || x.Overlaps(y) {
		x, y = a.published, b.published
	}
	switch {
	case !x.Known() || !y.Known() || x.Overlaps(y):
		return a, b, false
	case x.Earliest > y.Earliest:
		return b, a, true
	}
	return a, b, true
}

// impossible says why an answer cannot be right by its own report's date, or "".
func (a *answer) impossible() string {
	w := a.st.When
	if !w.Known() || !a.published.Known() || a.st.State == Planned || w.Earliest <= a.published.Latest {
		return ""
	}
	return fmt.Sprintf("%s was published on %s and tells of %s as past", a.source, a.published.Latest, w.Original)
}
