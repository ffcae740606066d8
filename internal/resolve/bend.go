package resolve

import "math"

// Fields that hang together (families share a name, an address and a telephone)
// say less together than each says by itself. How much less is learned: among the
// pairs that agree on them about as well, all other fields tell how many are one
// entity, and the sum then counts for no more than that.

// step is the width of a bin of sums, in hundredths of a bit.
const step = 300

const mostBins = 16

// bend makes the curves of the groups of which several fields are compared.
func (l *learning) bend() {
	e := l.e
	curves := map[string][]Point{}
	for g, name := range e.groups {
		n := 0
		for i := range e.Comparisons {
			if e.Comparisons[i].group == g {
				n++
			}
		}
		if n > 1 {
			if ps := l.curveOf(g); ps != nil {
				curves[name] = ps
			}
		}
	}
	e.Curves = curves
	e.ready()
}

// bin is pairs whose sums are about the same.
type bin struct {
	sum  float64
	rest []float64 // what other fields say of each
}

func (l *learning) curveOf(g int) []Point {
	var bins [mostBins]bin
	for i := range l.pairs {
		sum, rest := l.apart(&l.pairs[i], g)
		if b := int(sum / step); sum > 0 && b > 0 {
			b = min(b, mostBins-1)
			bins[b].sum += float64(sum)
			bins[b].rest = append(bins[b].rest, float64(rest)/100)
		}
	}
	out := []Point{{step / 2, step / 2}}
	for i := range bins {
		b := &bins[i]
		if len(b.rest) < 5 {
			continue
		}
		from := int32(b.sum / float64(len(b.rest)))
		to := hundredths(b.odds(float64(from+l.e.Prior)/100)) - l.e.Prior
		last := out[len(out)-1]
		to = max(min(to, from), last.To)
		if from > last.From {
			out = append(out, Point{from, to})
		}
	}
	last := out[len(out)-1]
	return append(out, Point{last.From + 3000, last.To + 3000*boolean(last.To == last.From)})
}

func boolean(b bool) int32 {
	if b {
		return 1
	}
	return 0
}

// odds finds by expectation maximisation how many pairs of a bin are one entity,
// as the logarithm of the odds; a few pairs are believed to be what was expected.
func (b *bin) odds(expected float64) float64 {
	const belief = 5.0
	believed := 1 / (1 + math.Exp2(-expected))
	x := expected
	for range 30 {
		sum := belief * believed
		for _, r := range b.rest {
			sum += 1 / (1 + math.Exp2(-(r + x)))
		}
		share := math.Min(sum/(float64(len(b.rest))+belief), 1-1e-6)
		x = math.Log2(share / (1 - share))
	}
	return x
}

// apart gives the sum of a group and that of all others, without the prior.
func (l *learning) apart(s *sample, g int) (sum, rest int32) {
	for i := range s.levels {
		if s.levels[i] < 0 {
			continue
		}
		c := &l.e.Comparisons[i]
		w := c.weigh(found{s.levels[i], int32(s.infos[i])})
		if c.group == g {
			sum += w
		} else {
			rest += w
		}
	}
	return sum, rest
}
