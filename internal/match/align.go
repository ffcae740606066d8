package match

import "slices"

// pair is one way to put words of both names together: one word with one, or
// one with two that are joined.
type pair struct {
	i, ni, j, nj int
	sim          int
	weight       int
	initial      bool
}

// align pairs the words of two names, the surest first, in any order, and
// scores what was paired, what one side has more, and what contradicts.
func align(a, b []token, person bool) (int, string) {
	var stack [48]pair
	pairs := candidates(stack[:0], a, b, person)
	slices.SortFunc(pairs, func(x, y pair) int {
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
	})
	var s sums
	var usedA, usedB [maxTokens]bool
	for _, p := range pairs {
		if taken(usedA[:], p.i, p.ni) || taken(usedB[:], p.j, p.nj) {
			continue
		}
		take(usedA[:], p.i, p.ni)
		take(usedB[:], p.j, p.nj)
		s.add(p, a[p.i].light && b[p.j].light && p.ni+p.nj == 2)
	}
	s.extraA, s.leftA = rest(a, usedA[:])
	s.extraB, s.leftB = rest(b, usedB[:])
	return s.score(person)
}

func candidates(out []pair, a, b []token, person bool) []pair {
	for i := range a {
		for j := range b {
			if p, ok := single(&a[i], &b[j], person); ok {
				p.i, p.j = i, j
				out = append(out, p)
			}
		}
	}
	if person {
		out = initials(out, a, b, false)
		out = initials(out, b, a, true)
	}
	out = joined(out, a, b, false)
	return joined(out, b, a, true)
}

// single compares word with word.
func single(x, y *token, person bool) (pair, bool) {
	p := pair{ni: 1, nj: 1, weight: (x.weight + y.weight + 1) / 2}
	if x.key == y.key {
		p.sim = Full
		return p, true
	}
	if x.number || y.number || x.light != y.light {
		return p, false
	}
	short := min(len(x.runes), len(y.runes))
	if short == 1 && person && x.runes[0] == y.runes[0] {
		p.sim, p.initial, p.weight = 8500, true, 3
		return p, true
	}
	n := max(len(x.runes), len(y.runes))
	limit := limitFor(n)
	if short < 3 {
		limit = min(limit, 30) // a doubled letter
	}
	if short < 2 || !mayBeNear(x.mask, y.mask, limit) {
		return p, false
	}
	d := distance(x.runes, y.runes, limit)
	if d == far {
		return p, false
	}
	p.sim = Full - d*100/n
	return p, true
}

// joined compares two neighbours of a, joined, with one word of b.
func joined(out []pair, a, b []token, swapped bool) []pair {
	var buf [2*maxRunes + 1]rune
	for i := 0; i+1 < len(a); i++ {
		n := len(a[i].runes) + len(a[i+1].runes)
		if n > maxRunes {
			continue
		}
		both := append(append(buf[:0], a[i].runes...), a[i+1].runes...)
		for j := range b {
			m := max(n, len(b[j].runes))
			if abs(n-len(b[j].runes)) > 1 || m < 3 || b[j].number ||
				!mayBeNear(a[i].mask|a[i+1].mask, b[j].mask, min(limitFor(m), 100)) {
				continue
			}
			d := distance(both, b[j].runes, min(limitFor(m), 100))
			if d == far || d > 0 && (m < 5 || len(a[i].runes) < 3 || len(a[i+1].runes) < 3) {
				continue
			}
			p := pair{i: i, ni: 2, j: j, nj: 1, sim: Full - 100 - d*100/m, weight: max(b[j].weight, min(n, 8))}
			if m < 5 { // j. c. for jc: letters, not words
				p.sim, p.initial = 8800, true
			}
			if swapped {
				p.i, p.ni, p.j, p.nj = p.j, p.nj, p.i, p.ni
			}
			out = append(out, p)
		}
	}
	return out
}

// initials pairs a word of two letters with two neighbours that begin with
// them: JC for Jean-Claude.
func initials(out []pair, a, b []token, swapped bool) []pair {
	for i, t := range a {
		if len(t.runes) != 2 || t.light {
			continue
		}
		for j := 0; j+1 < len(b); j++ {
			if len(b[j].runes) < 3 || len(b[j+1].runes) < 3 || b[j].runes[0] != t.runes[0] || b[j+1].runes[0] != t.runes[1] {
				continue
			}
			p := pair{i: i, ni: 1, j: j, nj: 2, sim: 8500, weight: 3, initial: true}
			if swapped {
				p.i, p.ni, p.j, p.nj = p.j, p.nj, p.i, p.ni
			}
			out = append(out, p)
		}
	}
	return out
}

func taken(used []bool, i, n int) bool { return used[i] || n == 2 && used[i+1] }

func take(used []bool, i, n int) {
	used[i] = true
	if n == 2 {
		used[i+1] = true
	}
}

// rest gives the weight and number of words that found no partner.
func rest(tokens []token, used []bool) (weight, count int) {
	for i, t := range tokens {
		if !used[i] && !t.light {
			weight, count = weight+t.weight, count+1
		}
	}
	return weight, count
}

// sums is what an alignment adds up to.
type sums struct {
	sim, weight    int
	strong         int // paired words that are neither particles nor initials
	usedA, usedB   int // words of each side that are paired and no particles
	initials       int
	longest        int // weight of the heaviest pair
	extraA, extraB int
	leftA, leftB   int
	loose          bool
}

func (s *sums) add(p pair, light bool) {
	s.sim += p.sim * p.weight
	s.weight += p.weight
	s.loose = s.loose || p.sim < Full
	if light {
		return
	}
	s.usedA, s.usedB = s.usedA+p.ni, s.usedB+p.nj
	if p.initial {
		s.initials++
	} else {
		s.strong++
		s.longest = max(s.longest, p.weight)
	}
}

// score weighs the sums. Words that only one side has cost little for persons,
// who leave names out, and much for companies, whose every word tells them
// apart. Words on both sides without a partner contradict.
func (s *sums) score(person bool) (int, string) {
	if s.strong == 0 {
		return 0, ""
	}
	if !s.loose && s.extraA+s.extraB == 0 {
		return 9900, "order"
	}
	less, more := min(s.extraA, s.extraB), max(s.extraA, s.extraB)
	total := s.weight + more
	score := s.sim / s.weight
	why := ""
	if s.loose {
		why = "spelling"
	}
	if more > less {
		per := 1000
		if !person {
			per = 6000
		}
		score -= per * (more - less) / total
		why = "words_missing"
	}
	if less > 0 {
		score -= 1500 + 4000*less/total
		why = "words_differ"
	}
	if s.initials > 0 {
		why = "initials"
		if s.strong == 1 && (s.longest < 6 || more > 0) {
			score = min(score, 8000)
		}
		score = min(score, 9000)
	}
	if s.usedA == 1 && s.leftA > 0 || s.usedB == 1 && s.leftB > 0 { // one word of several is not a name
		score = min(score, Weak)
	}
	return max(score, 0), why
}
