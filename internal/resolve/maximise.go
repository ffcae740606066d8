package resolve

import (
	"math"
	"slices"
	"strings"
)

// sample is a pair that weights are learned from.
type sample struct {
	kinds  uint16
	levels []int8
	infos  []int16
}

// model is what is believed of one comparison while it is learned.
type model struct {
	m, u    [maxLevels]float64
	usual   [maxLevels]float64
	strange [maxLevels]float64 // share of each level among all pairs of records, where both have a value
	both    float64            // pairs that have it
	free    uint16             // kinds of keys that are not made of this field
	damp    float64
}

// rounds of expectation and maximisation.
const rounds = 20

// draw takes random pairs for what strangers look like, and pairs that share a
// key for what one entity looks like.
func (l *learning) draw() {
	l.model = make([]model, len(l.e.Comparisons))
	for i := range l.model {
		m, c := &l.model[i], &l.e.Comparisons[i]
		m.damp = 1
		if strings.HasPrefix(string(c.Field), "x:") {
			m.damp = 0.5
		}
		for k, groups := range keyFields {
			if !slices.Contains(groups, madeOf(c.Field)) && !(k == keyIdent && c.Kind == kindIdent) {
				m.free |= 1 << k
			}
		}
	}
	l.drawStrangers()
	b := newBlocks(l.e, l.ready)
	for range b.pairs() {
		l.all++
	}
	every := uint64(math.MaxUint64)
	if l.all > float64(l.o.Pairs) {
		every = uint64(float64(math.MaxUint64) / l.all * float64(l.o.Pairs))
	}
	var p pairing
	for ab, kinds := range b.pairs() {
		if every != math.MaxUint64 && mix(uint64(ab[0])<<32|uint64(ab[1])) > every || !l.e.compare(l.ready[ab[0]], l.ready[ab[1]], &p) {
			continue
		}
		l.pairs = append(l.pairs, l.sampled(kinds, &p))
	}
}

func (l *learning) sampled(kinds uint16, p *pairing) sample {
	n := len(l.e.Comparisons)
	s := sample{kinds, make([]int8, n), make([]int16, n)}
	for i := range n {
		s.levels[i], s.infos[i] = p[i].level, int16(p[i].info)
	}
	return s
}

// mostStrangers bounds the random pairs.
const mostStrangers = 200_000

func (l *learning) drawStrangers() {
	n := len(l.ready)
	type tally struct {
		n, info [maxLevels]float64
		all     float64
	}
	tallies := make([]tally, len(l.model))
	var p pairing
	took := 0
	take := func(i, j int) {
		if l.cluster != nil && l.cluster[i] == l.cluster[j] {
			return
		}
		took++
		if !l.e.compare(l.ready[i], l.ready[j], &p) {
			return
		}
		for c := range l.model {
			if k := p[c].level; k >= 0 {
				tallies[c].n[k]++
				tallies[c].info[k] += float64(p[c].info)
				tallies[c].all++
			}
		}
	}
	if n*(n-1)/2 <= mostStrangers {
		for i := range n {
			for j := i + 1; j < n; j++ {
				take(i, j)
			}
		}
	} else {
		state := uint64(1)
		for range mostStrangers {
			state = state*6364136223846793005 + 1442695040888963407
			i := int(mix(state) % uint64(n))
			j := int(mix(state+1) % uint64(n))
			if i != j {
				take(i, j)
			}
		}
	}
	for c := range l.model {
		m, t, lv := &l.model[c], &tallies[c], levelsOf[l.e.Comparisons[c].Kind]
		m.both = t.all / math.Max(float64(took), 1) * float64(n) * float64(n-1) / 2
		const belief = 2000.0
		for k := range lv {
			m.strange[k] = (t.n[k] + belief*lv[k].u) / (t.all + belief)
			m.u[k], m.m[k] = m.strange[k], lv[k].m
			if t.n[k] >= 5 {
				m.usual[k] = t.info[k] / t.n[k]
			} else {
				m.usual[k] = float64(l.e.Comparisons[c].Rarest)
			}
		}
		l.exactly(c)
	}
}

// exactly counts how many pairs agree exactly, which random pairs hardly show
// where values are rare.
func (l *learning) exactly(c int) {
	m := &l.model[c]
	k := l.e.Comparisons[c].Kind
	if k == kindRest {
		return
	}
	counts := &l.counts[c]
	agree, n := 0.0, float64(counts.n)
	for _, v := range counts.values {
		agree += float64(v) * float64(v-1) / 2
	}
	if l.cluster == nil {
		agree *= strange[k]
	}
	pairs := n * (n - 1) / 2
	if pairs < 1 {
		return
	}
	const belief = 2000.0
	m.strange[0] = (agree + belief*levelsOf[k][0].u) / (pairs + belief)
	m.u[0] = m.strange[0]
	m.usual[0] = -100 * math.Log2(m.strange[0])
}

// maximise learns the weights: expectation says how likely each pair is one
// entity, maximisation counts levels by that.
func (l *learning) maximise() {
	n := float64(len(l.ready))
	all := math.Max(n*(n-1)/2, 1)
	l.lambda = 0.6 / math.Max(n, 2)
	l.weights()
	post := make([]float64, len(l.pairs))
	scale := 1.0
	if len(l.pairs) > 0 {
		scale = l.all / float64(len(l.pairs))
	}
	l.e.Curves = nil
	l.e.ready()
	for round := range rounds {
		if round == rounds/2 || round == rounds-1 {
			l.bend()
		}
		sum := 0.0
		for i := range l.pairs {
			post[i] = l.likely(&l.pairs[i])
			sum += post[i]
		}
		l.lambda = math.Max(sum*scale, 0.5) / all
		for c := range l.model {
			l.maximiseOne(c, post)
		}
		l.weights()
	}
}

func (l *learning) likely(s *sample) float64 {
	var p pairing
	for i := range s.levels {
		p[i] = found{s.levels[i], int32(s.infos[i])}
	}
	w, rule := l.e.weigh(&p)
	return 1 / (1 + math.Exp2(-float64(w-rule)/100))
}

func (l *learning) maximiseOne(c int, post []float64) {
	m, lv := &l.model[c], levelsOf[l.e.Comparisons[c].Kind]
	var got [maxLevels]float64
	all := 0.0
	for i := range l.pairs {
		s := &l.pairs[i]
		k := s.levels[c]
		if k < 0 {
			continue
		}
		if s.kinds&m.free != 0 {
			got[k] += post[i]
			all += post[i]
		}
	}
	const belief = 60.0
	last := len(lv) - 1
	// Few pairs cannot tell a household from one entity: the fewer, the nearer the
	// bound is to what is believed.
	most := mostDiffer[l.e.Comparisons[c].Kind]
	trust := all / (all + 500)
	most = lv[last].m + (most-lv[last].m)*trust*trust
	if got[last] > most*all {
		all -= got[last]
		got[last] = most / (1 - most) * all
		all += got[last]
	}
	for k := range lv {
		m.m[k] = (got[k] + belief*lv[k].m) / (all + belief)
		m.u[k] = math.Max(m.strange[k], 1e-7)
	}
}

// weights turns what is believed into the integers of the epoch.
func (l *learning) weights() {
	l.e.Prior = hundredths(math.Log2(l.lambda / (1 - l.lambda)))
	for i := range l.model {
		m, c := &l.model[i], &l.e.Comparisons[i]
		for k := range c.Weight {
			w := math.Log2(m.m[k] / m.u[k])
			c.Weight[k] = hundredths(m.damp * math.Max(math.Min(w, 22), -8))
			c.Rarity[k] = int32(math.Round(100 * m.damp * levelsOf[c.Kind][k].tf))
			c.Usual[k] = int32(math.Round(m.usual[k]))
		}
	}
}
