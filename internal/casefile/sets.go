package casefile

import "slices"

// sets compares enumerations. A set names what belongs to it and excludes
// nothing else; "only" says that there is nothing else. A term is a set of one.
func (r *reading) sets(a, b *answer) verdict {
	if a.kind != only && b.kind == only {
		a, b = b, a
	}
	x, y := members(a), members(b)
	switch {
	case slices.Equal(x, y):
		return verdict{same: true}
	case a.kind == only:
		return r.closed(a, b, x, y)
	}
	common := r.meets(x, y)
	switch {
	case common == 0:
		return verdict{class: Contradiction, why: sides(a, b, "have nothing in common")}
	case common == len(x) && r.meets(y, x) == len(y):
		return verdict{class: Granularity, why: sides(a, b, "name the same more and less closely")}
	}
	return verdict{class: Scope, why: sides(a, b, "name different parts")}
}

// closed compares a set that is said to be whole with another.
func (r *reading) closed(a, b *answer, x, y []string) verdict {
	if r.meets(y, x) < len(y) || b.kind == only && r.meets(x, y) < len(x) {
		return verdict{class: Contradiction, why: sides(a, b, "exclude each other: one names what the other leaves no room for")}
	}
	return verdict{class: Granularity, why: sides(a, b, "can be the same")}
}

// meets counts the members of x that can be one of y.
func (r *reading) meets(x, y []string) (n int) {
	for _, v := range x {
		if slices.ContainsFunc(y, func(w string) bool { return r.words.relate(v, w) != apart }) {
			n++
		}
	}
	return n
}

func members(a *answer) []string {
	if a.kind == term {
		return []string{a.word}
	}
	return a.set
}
