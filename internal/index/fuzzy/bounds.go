package fuzzy

import "math/bits"

// bound is the most that a writing can agree: sums over slots and over terms of
// what they weigh, times hundredths of likeness.
type bound struct{ q, v int32 }

func (b bound) plus(c bound) bound { return bound{b.q + c.q, b.v + c.v} }

// or is enough for both.
func (b bound) or(c bound) bound { return bound{max(b.q, c.q), max(b.v, c.v)} }

// most is what a writing with this mass can score: together of both sides, but
// rounded once, so never less.
func (s *search) most(b bound, mass uint16) int {
	q, v := min(int(b.q), 100*s.weight), min(int(b.v), 100*int(mass))
	if q <= 0 || v <= 0 {
		return 0
	}
	return int(uint64(200*q*v) / uint64(q*int(mass)+v*s.weight))
}

// exact is the score of a writing that agrees in this and nothing else.
func (s *search) exact(b bound, mass uint16) int {
	return together(min(10000, 100*int(b.q)/s.weight), min(10000, 100*int(b.v)/max(1, int(mass))))
}

// mostOf is what any writing can score.
func (s *search) mostOf(b bound) int { return together(min(10000, 100*int(b.q)/s.weight), 10000) }

// part is what one match brings at most.
func (s *search) part(m match, weight uint8) bound {
	w, b := &s.wants[m.asked], bound{v: int32(m.like) * int32(weight)}
	if w.half {
		b.q = int32(s.slot[w.from] * (int(w.share) * int(m.like) / 100))
		return b
	}
	for i := w.from; i < w.to; i++ {
		b.q += int32(s.slot[i] * int(m.like))
	}
	return b
}

// slotBounds is what the common terms can bring, all of them and those with each
// sign.
type slotBounds struct {
	like   [32]int32 // best likeness of each slot
	value  [32]int32 // the most that the terms which begin in a slot bring to the writing's side
	best   []int32   // by want
	bySign [16]bound
	known  [256]knownBound
}

// knownBound is remembered for the signs of a writing.
type knownBound struct {
	signs uint16
	bound
}

// boundCommons looks at all common terms that were met.
func (s *search) boundCommons() {
	t := &s.slotBounds
	clear(t.known[:])
	for k := range 16 {
		t.bySign[k] = bound{}
		if s.signs&(1<<k) != 0 {
			t.bySign[k] = s.boundOver(1 << k)
		}
	}
	s.boundOver(s.signs)
}

// boundOver makes the bounds of the common terms that have one of the signs.
func (s *search) boundOver(signs uint16) bound {
	t := &s.slotBounds
	t.like, t.value = [32]int32{}, [32]int32{}
	t.best = append(t.best[:0], make([]int32, len(s.wants))...)
	for i := range s.commons {
		if c := &s.commons[i]; signOf(c.ordinal)&signs != 0 {
			s.boundCommon(&s.mets[c.met])
		}
	}
	return s.boundOf(s.all)
}

// boundCommon notes what a common term can bring.
func (s *search) boundCommon(m *met) {
	t := &s.slotBounds
	for i := m.first; i >= 0; i = s.matches[i].next {
		a := s.matches[i]
		w := &s.wants[a.asked]
		if v := int32(a.like) * int32(m.weight); v > t.best[a.asked] {
			t.value[w.from] += v - t.best[a.asked]
			t.best[a.asked] = v
		}
		for k := w.from; k < w.to; k++ {
			t.like[k] = max(t.like[k], int32(a.like))
		}
	}
}

// boundOf sums up what common terms can bring to the slots of mask.
func (s *search) boundOf(mask uint32) (b bound) {
	for m := mask; m != 0; m &= m - 1 {
		i := bits.TrailingZeros32(m)
		b.q += int32(s.slot[i]) * s.slotBounds.like[i]
		b.v += s.slotBounds.value[i]
	}
	return b
}

// signed is what common terms with these signs can bring.
func (s *search) signed(signs uint16) bound {
	if signs == 0 {
		return bound{}
	}
	c := &s.known[uint32(signs)*0x9E3779B1>>24]
	if c.signs == signs {
		return c.bound
	}
	b := bound{}
	for m := signs; m != 0; m &= m - 1 {
		b = b.plus(s.bySign[bits.TrailingZeros16(m)])
	}
	*c = knownBound{signs, b}
	return b
}
