package match

// Alignment says which part of one name answered which of the other, by what
// rule, how well, and what stayed without an answer.
type Alignment struct {
	Query, Entity string // the two names, as they were given
	Score         int
	Why           string // the chief difference, "" for none
	Parts         []Part // in the order of the query's name, then what only the entity's has
}

// Part is one answer. One of the two texts is "" where there is none.
type Part struct {
	Query, Entity string // folded
	Rule          string // equal, spelling, reading_japanese …; "" where there is no answer
	Score         int    // 0 to Full: how far the two are the same
	Weight        int    // what sharing it says, in 1/100 bit
}

// Explain gives the alignment of the best pair of names; that of ScoreTarget.
func (p *Prepared) Explain(t *Target) Alignment {
	t, names := p.sameKind(t)
	out, best := workspaces.Get().(*alignment), workspaces.Get().(*alignment)
	defer workspaces.Put(out)
	defer workspaces.Put(best)
	things := p.things(t)
	var left, right *name
	for _, target := range t.names {
		for _, qn := range names {
			score, why := target.score(out, qn, t.person, things, 0)
			if left == nil || score > best.score {
				best.pairs = append(best.pairs[:0], out.pairs...)
				best.score, best.why, left, right = score, why, qn, target.name
			}
		}
	}
	if left == nil {
		return Alignment{}
	}
	return Alignment{Query: left.text, Entity: right.text, Score: best.score, Why: best.why, Parts: parts(best.pairs, left, right)}
}

// parts writes the pairs out, in order, and what is left of both names.
func parts(pairs []pair, a, b *name) []Part {
	out := make([]Part, 0, len(a.units)+len(b.units)+2)
	var inA, inB [2 * maxUnits]bool
	byRune := characters(a, b)
	limitA, limitB := a.size(byRune[0]), b.size(byRune[1])
	for i := 0; i < limitA; i++ {
		if inA[i] {
			continue
		}
		k := pairAt(pairs, i)
		if k < 0 {
			end := i + 1
			for byRune[0] && end < limitA && pairAt(pairs, end) < 0 {
				end++ // characters that nothing answers stay together
			}
			out = append(out, Part{Query: a.part(i, end-i, byRune[0]), Weight: a.weightAt(i, byRune[0])})
			i = end - 1
			continue
		}
		p := pairs[k]
		mark(inA[:], p.i, p.ni)
		mark(inB[:], p.j, p.nj)
		out = append(out, Part{a.part(p.i, p.ni, byRune[0]), b.part(p.j, p.nj, byRune[1]), p.rule.String(), p.sim, p.weight})
	}
	for j := 0; j < limitB; j++ {
		if inB[j] {
			continue
		}
		end := j + 1
		for byRune[1] && end < limitB && !inB[end] {
			end++
		}
		out = append(out, Part{Entity: b.part(j, end-j, byRune[1]), Weight: b.weightAt(j, byRune[1])})
		j = end - 1
	}
	return out
}

// characters says for each name whether pairs count its characters: they do
// where words in Latin letters answer stretches of it.
func characters(a, b *name) [2]bool {
	return [2]bool{a.kind >= han && b.kind == latin, b.kind >= han && a.kind == latin}
}

func (n *name) size(byRune bool) int {
	if byRune {
		return min(len(n.runes), 2*maxUnits)
	}
	return min(len(n.units), 2*maxUnits)
}

func (n *name) weightAt(i int, byRune bool) int {
	if byRune {
		return max(n.bits/max(len(n.runes), 1), 1)
	}
	return n.units[i].weight
}

func pairAt(pairs []pair, i int) int {
	for k, p := range pairs {
		if p.i <= i && i < p.i+p.ni {
			return k
		}
	}
	return -1
}

func mark(used []bool, i, n int) {
	for k := i; k < i+n && k < len(used); k++ {
		used[k] = true
	}
}
