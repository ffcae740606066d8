package link

import (
	"math/bits"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// All weights are in 1/10,000.
const whole = 10_000

// values are the kinds of things that are shared: what few have in common ties
// them, what many have in common ties nobody. The number is how far sharing one
// says anything at all, before it is asked how many do. Whatever is of no kind
// here carries ties (an application, a contract, a person) and is common only
// beyond carrierRoom neighbours.
var values = map[string]int32{
	statement.Key:          10_000,
	statement.PaymentToken: 10_000,
	statement.Email:        10_000,
	statement.Phone:        10_000,
	statement.Device:       9_000,
	statement.Domain:       8_000,
	statement.URL:          8_000,
	statement.File:         6_000,
	statement.ShipTo:       5_000,
	statement.IP:           4_000,
	statement.Product:      500,
	statement.Place:        500,
}

const (
	carrierRoom = 32  // neighbours that an application or contract may have before it counts as common
	leafWeight  = 500 // of a value that nobody shares
	halfLife    = 730 // days after its end in which a tie comes to weigh half
	oldest      = 500 // what it weighs at least
)

// rarity is how much it says to come to a thing that so many share.
func rarity(prior int32, degree int) int32 {
	switch {
	case prior == 0:
		return int32(whole * carrierRoom / max(degree, carrierRoom))
	case degree <= 1:
		return leafWeight
	}
	return max(prior*2/int32(degree), 1)
}

// commonness is what it costs a path to pass a thing, in 1/1000: the square of
// the bits that the others who share it, and how little its kind says, take from
// the evidence. Squared, so that a chain of things that two share beats one thing
// that hundreds do.
func commonness(prior int32, degree int) int32 {
	bits := int64(log2Whole)
	if prior == 0 {
		bits = int64(milliLog2(uint64(max(degree, carrierRoom)*whole/carrierRoom))) - bits
	} else {
		bits += int64(milliLog2(uint64(max(degree-1, 1)))) - int64(milliLog2(uint64(prior)))
	}
	return int32(bits * bits / 1000)
}

// faded is what age leaves of a tie that ended on a day, as of another: it halves
// once a halfLife, in straight lines between.
func faded(until, now uint32) int32 {
	if until >= now {
		return whole
	}
	n, rest := int64(now-until)/halfLife, int64(now-until)%halfLife
	if n >= 8 {
		return oldest
	}
	w := int64(whole) >> n
	return max(int32(w-w*rest/(2*halfLife)), oldest)
}

// weight is how much the tie from u to its i-th neighbour carries: the best of
// its edges in the window by grade and age. More edges add nothing. Age is in
// days; now 0 asks for none.
func (v *view) weight(u uint32, h *hood, i int, s *sieve, now uint32) int32 {
	p, m := h.spans[i], h.marks[i]
	if m&mixed == 0 && (s.always || s.sure(p)) {
		if now == 0 || p.until() >= now {
			return m.weight()
		}
		return m.weight() * faded(p.until(), now) / whole
	}
	if !s.always && s.never(p) {
		return 0
	}
	return v.weighEach(v.pair(u, h.to[i]), s, now)
}

// weighEach is weight where every edge needs a look.
func (v *view) weighEach(p pair, s *sieve, now uint32) int32 {
	best := int32(0)
	one := func(since, until entity.Instant, w int32) {
		if s.always || s.holds(since, until) {
			if now != 0 {
				w = w * faded(spanOf(since, until).until(), now) / whole
			}
			best = max(best, w)
		}
	}
	if list, ok := v.delta.edges[p]; ok {
		for k := range list {
			one(list[k].Since, list[k].Until, markOf(list[k].Grade).weight())
		}
		return best
	}
	from, to := v.base.evidence(p)
	for e := from; e < to; e++ {
		since, until := v.base.times(e)
		one(since, until, markOf(v.codes[v.base.edges[e].code&codeBits].grade).weight())
	}
	return best
}

// prior returns how far sharing a node says anything; 0: it carries.
func (v *view) prior(u uint32) int32 {
	if int(u) < v.base.len() {
		return v.priors[v.base.kind[u]]
	}
	return values[v.kindOf(u)]
}

// logs has milliLog2 of small numbers.
var logs = func() (t [1 << 14]int32) {
	for i := range t {
		t[i] = bitwiseLog2(uint64(i))
	}
	return t
}()

func milliLog2(x uint64) int32 {
	if x < uint64(len(logs)) {
		return logs[x]
	}
	return bitwiseLog2(x)
}

// bitwiseLog2 is 1000 times the logarithm, rounded down, by whole numbers alone.
func bitwiseLog2(x uint64) int32 {
	if x < 2 {
		return 0
	}
	n := bits.Len64(x) - 1
	y := x << (63 - n) >> 32 // 1.0 is 1<<31
	frac := uint64(0)
	for range 16 {
		y = y * y >> 31
		frac <<= 1
		if y >= 1<<32 {
			y >>= 1
			frac |= 1
		}
	}
	return int32(n*1000) + int32(frac*1000>>16)
}
