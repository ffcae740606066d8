package resolve

// Apart is the score of two records that cannot be one: a person and a company.
const Apart int32 = -5000

// Score is the logarithm of how much likelier two records are one entity than
// two, in hundredths of a bit, the prior counted in. It is symmetric.
func (e *Epoch) Score(a, b *Prepared) int32 {
	var p pairing
	if !e.compare(a, b, &p) {
		return Apart
	}
	w, _ := e.weigh(&p)
	return w
}

// crowdShares is what agreement must weigh to be more than a name: two bits.
const crowdShares = 90

// weigh sums the weights of groups; rule is what a rule takes off, counted in.
func (e *Epoch) weigh(p *pairing) (w, rule int32) {
	var sums [maxComparisons]int32
	w = e.Prior
	var names, others int32
	for i := range e.Comparisons {
		if p[i].level < 0 {
			continue
		}
		c := &e.Comparisons[i]
		x := c.weigh(p[i])
		sums[c.group] += x
		if c.Kind <= kindRest {
			names += x
		} else if x > 0 {
			others += x
		}
	}
	for g, ps := range e.curves {
		w += curve(ps, sums[g])
	}
	// Names of people alone never say that two are one, nor with what a crowd shares.
	if names > 0 && others < crowdShares && w >= e.SameFrom {
		rule = e.SameFrom - 1 - w
	}
	return w + rule, rule
}

func curve(ps []Point, x int32) int32 {
	if len(ps) == 0 || x <= ps[0].From {
		return x
	}
	for i := 1; i < len(ps); i++ {
		if a, b := ps[i-1], ps[i]; x <= b.From {
			return a.To + int32(int64(b.To-a.To)*int64(x-a.From)/int64(b.From-a.From))
		}
	}
	return ps[len(ps)-1].To
}

// Outcome says what a score means.
func (e *Epoch) Outcome(w int32) Outcome {
	switch {
	case w >= e.SameFrom:
		return Same
	case w >= e.PossibleFrom:
		return PossiblySame
	}
	return Different
}

// Waterfall is the evidence of one pair: its lines sum to Score.
type Waterfall struct {
	Lines   []Line  `json:"lines"`
	Score   int32   `json:"score"`
	Outcome Outcome `json:"outcome"`
}

// Line is one step of a waterfall, in hundredths of a bit.
type Line struct {
	Field  string `json:"field"`            // a field, "prior", "group: NAME" or "rule: …"
	Level  string `json:"level,omitempty"`  // exact, slip, …; "not compared" where a side has no value
	Weight int32  `json:"weight"`           // whole, the rarity counted in
	Rarity int32  `json:"rarity,omitempty"` // the part of Weight that the rarity of what is shared makes
}

// Explain gives the evidence behind Score.
func (e *Epoch) Explain(a, b *Prepared) Waterfall {
	var p pairing
	if !e.compare(a, b, &p) {
		return Waterfall{[]Line{{Field: "rule: of different kinds", Weight: Apart}}, Apart, e.Outcome(Apart)}
	}
	out := Waterfall{Lines: []Line{{Field: "prior", Weight: e.Prior}}}
	sums := make([]int32, len(e.groups))
	for i := range e.Comparisons {
		c := &e.Comparisons[i]
		if p[i].level < 0 {
			continue
		}
		w := c.weigh(p[i])
		sums[c.group] += w
		out.Lines = append(out.Lines, Line{string(c.Field), levelsOf[c.Kind][p[i].level].name, w, w - c.Weight[p[i].level]})
	}
	for g, sum := range sums {
		if d := curve(e.curves[g], sum) - sum; d != 0 {
			out.Lines = append(out.Lines, Line{Field: "group: " + e.groups[g], Level: "strangers share these together", Weight: d})
		}
	}
	w, rule := e.weigh(&p)
	if rule != 0 {
		out.Lines = append(out.Lines, Line{Field: "rule: a name alone", Weight: rule})
	}
	out.Score, out.Outcome = w, e.Outcome(w)
	return out
}
