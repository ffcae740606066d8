package match

import (
	"slices"
	"strings"
)

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
	least int // whoever asks does not tell scores below it apart
}

// alignWords pairs the words of two names, in any order, so that what agrees is
// as much as can be, and scores what was paired, what one side has more, and
// what contradicts.
func alignWords(out *alignment, a, b *name, person bool) {
	var stack [16]pair
	found := wordPairs(stack[:0], a.units, b.units, person)
	slices.SortFunc(found, surest)
	var used [2]uint32
	chosen := greedy(found)
	if chosen != uint64(1)<<len(found)-1 && len(found) <= maxWeighed {
		w := weighing{pairs: found}
		w.choose(0, used, 0, 0)
		if w.best > value(found, chosen) {
			chosen = w.chosen
		}
	}
	for k, p := range found {
		if k >= 64 || chosen>>k&1 == 0 {
			continue
		}
		used = p.take(used)
		out.pairs = append(out.pairs, p)
		out.sums.add(p, a.units[p.i].role == roleParticle && b.units[p.j].role == roleParticle)
	}
	out.sums.restOf(a.units, used[0], &out.sums.a)
	out.sums.restOf(b.units, used[1], &out.sums.b)
	if out.sums.b.left == 0 {
		repeats(a.units, used[0], &out.sums.a)
	}
	if out.sums.a.left == 0 {
		repeats(b.units, used[1], &out.sums.b)
	}
}

// free reports whether the words of p are not taken; used has a bit for each
// word of either name.
func (p *pair) free(used [2]uint32) bool {
	all := p.take([2]uint32{})
	return used[0]&all[0] == 0 && used[1]&all[1] == 0
}

func (p *pair) take(used [2]uint32) [2]uint32 {
	used[0] |= (uint32(1)<<p.ni - 1) << p.i
	used[1] |= (uint32(1)<<p.nj - 1) << p.j
	return used
}

// greedy takes the surest pairs first and gives a bit for each that it took.
func greedy(pairs []pair) (chosen uint64) {
	var used [2]uint32
	for k := range pairs[:min(len(pairs), 64)] {
		if pairs[k].free(used) {
			used = pairs[k].take(used)
			chosen |= 1 << k
		}
	}
	return chosen
}

func value(pairs []pair, chosen uint64) int {
	sum := 0
	for k := range pairs[:min(len(pairs), 64)] {
		if chosen>>k&1 != 0 {
			sum += pairs[k].sim * pairs[k].weight
		}
	}
	return sum
}

// Bounds of the search for the best choice; beyond them the surest stand.
const (
	maxWeighed     = 24
	maxWeighedWays = 3000
)

// weighing tries all choices of pairs that exclude each other.
type weighing struct {
	pairs  []pair
	ways   int
	best   int
	chosen uint64
}

func (w *weighing) choose(k int, used [2]uint32, sum int, chosen uint64) {
	if w.ways++; w.ways > maxWeighedWays {
		return
	}
	if sum > w.best {
		w.best, w.chosen = sum, chosen
	}
	for ; k < len(w.pairs); k++ {
		if p := &w.pairs[k]; p.free(used) {
			w.choose(k+1, p.take(used), sum+p.sim*p.weight, chosen|1<<k)
		}
	}
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

// repeats forgives a word that one side has twice and the other, all of it
// answered, once.
func repeats(units []unit, used uint32, s *side) {
	for i := range units {
		if used>>i&1 != 0 || units[i].role == roleParticle {
			continue
		}
		for j := range units {
			if used>>j&1 != 0 && units[j].key == units[i].key {
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
			if several && fatherAndSurname(&a[i], &b[j]) {
				sim = min(sim, 7000)
			}
			if sim < Full && a[i].role == rolePatronymic && b[j].role == rolePatronymic {
				sim = min(sim, sameFather(&a[i], &b[j]))
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

// fatherAndSurname reports whether one word is a father's name made of the other:
// Petrov is not Petrovich.
func fatherAndSurname(x, y *unit) bool {
	if (x.role == rolePatronymic) == (y.role == rolePatronymic) {
		return false
	}
	a, b := x.raw, y.raw
	if x.kind != y.kind { // across alphabets no ending is compared
		return true
	}
	return strings.HasPrefix(a, b) || strings.HasPrefix(b, a)
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
