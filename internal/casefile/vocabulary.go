package casefile

import "strings"

// relation is how the meaning of one term stands to that of another.
type relation int

const (
	apart    relation = iota // nothing says that they may mean the same
	equal                    // the very same
	narrower                 // the first is a kind or a part of the second
	wider                    // the other way round
	overlaps                 // something is a kind of both
	renders                  // two translations of one word
)

// vocabulary is the terms of a case, folded.
type vocabulary struct {
	is      map[string]string          // term -> the one of its synonyms that stands for all
	up      map[string]map[string]bool // term -> all terms that it is within, itself too
	down    map[string][]string        // term -> all terms within it, itself too
	renders map[string]string
}

func newVocabulary(terms []Term, s *sameness) *vocabulary {
	v := &vocabulary{is: map[string]string{}, up: map[string]map[string]bool{}, down: map[string][]string{}, renders: map[string]string{}}
	name := func(t string) string { return s.of(fold(t)) }
	for _, t := range terms {
		for _, o := range t.Same {
			v.is[name(o)] = name(t.Name)
		}
	}
	direct := map[string][]string{}
	for _, t := range terms {
		n := v.of(name(t.Name))
		direct[n] = append(direct[n], nil...)
		for _, w := range t.Within {
			direct[n] = append(direct[n], v.of(name(w)))
		}
		if t.Renders != "" {
			v.renders[n] = t.Renders
		}
	}
	for n := range direct {
		v.climb(n, n, direct)
	}
	return v
}

// climb notes that n is within everything that at is within. Terms that are
// within each other in a circle mean the same; climb ends there.
func (v *vocabulary) climb(n, at string, direct map[string][]string) {
	if v.up[n] == nil {
		v.up[n] = map[string]bool{}
	}
	if v.up[n][at] {
		return
	}
	v.up[n][at] = true
	v.down[at] = append(v.down[at], n)
	for _, w := range direct[at] {
		v.climb(n, w, direct)
	}
}

// of is the synonym that stands for a folded term; chains of synonyms are
// followed as far as they are long, a circle ends.
func (v *vocabulary) of(t string) string {
	for range len(v.is) {
		next, ok := v.is[t]
		if !ok || next == t {
			break
		}
		t = next
	}
	return t
}

// relate compares two terms that were folded by of.
func (v *vocabulary) relate(a, b string) relation {
	switch {
	case a == b || v.up[a][b] && v.up[b][a]:
		return equal
	case v.up[a][b]:
		return narrower
	case v.up[b][a]:
		return wider
	case v.renders[a] != "" && v.renders[a] == v.renders[b]:
		return renders
	}
	for _, n := range v.down[a] {
		if v.up[n][b] {
			return overlaps
		}
	}
	return apart
}

// fold is how terms, aspects and names of tellers are compared: without case
// and without space that is there twice.
func fold(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }
