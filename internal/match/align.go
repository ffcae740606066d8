package match

import "slices"

// pair is one way to put parts of both names together: ni words (or
// characters) of one from i with nj of the other from j.
type pair struct {
	i, ni, j, nj int
	sim, weight  int
	evidence     int // of letters, 1/100 bit
	rule         rule
}

// alignment is what was paired, and what it adds up to.
type alignment struct {
	pairs []pair
	sums  sums
	score int
	why   string
}

// alignWords pairs the words of two names, the surest first, in any order, and
// scores what was paired, what one side has more, and what contradicts.
func alignWords(out *alignment, a, b *name, person bool) {
	var stack [64]pair
	found := wordPairs(stack[:0], a.units, b.units, person)
	slices.SortFunc(found, surest)
	var usedA, usedB [maxUnits]bool
	for _, p := range found {
		if taken(usedA[:], p.i, p.ni) || taken(usedB[:], p.j, p.nj) {
			continue
		}
		take(usedA[:], p.i, p.ni)
		take(usedB[:], p.j, p.nj)
		out.pairs = append(out.pairs, p)
		out.sums.add(p, a.units[p.i].role == roleParticle && b.units[p.j].role == roleParticle)
	}
	out.sums.restOf(a.units, usedA[:], &out.sums.a)
	out.sums.restOf(b.units, usedB[:], &out.sums.b)
	repeats(out, a.units, usedA[:], &out.sums.a)
	repeats(out, b.units, usedB[:], &out.sums.b)
}

// surest orders pairs by what they say, then by where they stand.
func surest(x, y pair) int {
	if d := y.sim*y.weight - x.sim*x.weight; d != 0 {
		return d
	}
	if d := x.i - y.i; d != 0 {
		return d
	}
	if d := x.j - y.j; d != 0 {
		return d
	}
	return (x.ni + x.nj) - (y.ni + y.nj)
}

// repeats forgives a word that one side has twice.
func repeats(out *alignment, units []unit, used []bool, s *side) {
	for i := range units {
		if used[i] || units[i].role == roleParticle {
			continue
		}
		for j := range units {
			if used[j] && units[j].key == units[i].key {
				s.extra -= units[i].weight
				s.left--
				break
			}
		}
	}
}

func wordPairs(out []pair, a, b []unit, person bool) []pair {
	several := person && len(a) > 1 && len(b) > 1
	for i := range a {
		for j := range b {
			sim, r := similar(&a[i], &b[j], person)
			if several && sim < Full && (a[i].role == rolePatronymic) != (b[j].role == rolePatronymic) {
				sim = min(sim, 7000) // Petrov is not Petrovich
			}
			if sim >= leastSim {
				p := pair{i: i, ni: 1, j: j, nj: 1, sim: sim, rule: r, weight: (a[i].weight + b[j].weight + 1) / 2}
				switch r {
				case ruleInitial:
					p.weight = initialWeight
				case ruleLetters:
					p.evidence = evidenceOf(&a[i], &b[j])
				}
				out = append(out, p)
			}
		}
	}
	if person {
		out = initials(out, a, b, false)
		out = initials(out, b, a, true)
	}
	out = hyphened(out, a, b)
	out = joined(out, a, b, false)
	return joined(out, b, a, true)
}

// leastSim is the similarity below which two words are simply two.
const leastSim = 6000

// initials pairs a word of two letters with two neighbours that begin with
// them: JC for Jean-Claude.
func initials(out []pair, a, b []unit, swapped bool) []pair {
	for i := range a {
		t := &a[i]
		if len(t.runes) != 2 || t.role == roleParticle || t.kind != latin {
			continue
		}
		for j := 0; j+1 < len(b); j++ {
			if len(b[j].runes) < 3 || len(b[j+1].runes) < 3 || b[j].runes[0] != t.runes[0] || b[j+1].runes[0] != t.runes[1] {
				continue
			}
			out = append(out, pair{i: i, ni: 1, j: j, nj: 2, sim: 8500, weight: initialWeight, rule: ruleInitial}.turn(swapped))
		}
	}
	return out
}

func (p pair) turn(swapped bool) pair {
	if swapped {
		p.i, p.ni, p.j, p.nj = p.j, p.nj, p.i, p.ni
	}
	return p
}

func taken(used []bool, i, n int) bool {
	for k := range n {
		if used[i+k] {
			return true
		}
	}
	return false
}

func take(used []bool, i, n int) {
	for k := range n {
		used[i+k] = true
	}
}
