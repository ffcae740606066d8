package fuzzy

import (
	"cmp"
	"math/bits"
	"slices"
)

// readPairs reads and rates the writings that have two of the common terms, the
// shortest lists first. A writing that was not met in the lists read before has
// no two terms of one of those: the longer lists come late and have little to
// offer.
func (s *search) readPairs() {
	s.findPairs()
	for _, l := range s.lists {
		both, slots := s.commons[l.i].plus(s.commons[l.j].bound), uint32(0)
		for m := s.open[l.i] & s.open[l.j]; m != 0; m &= m - 1 {
			slots |= s.commons[bits.TrailingZeros64(m)].slots
		}
		end := s.upTo(&s.x.pair, l.from, l.to, func(v uint32) bool { return v&trimmed == 0 })
		s.readList(&s.x.pair, l.from, end, both, slots)
		s.readList(&s.x.pair, end, l.to, both, s.all)
		s.open[l.i] &^= 1 << l.j
		s.open[l.j] &^= 1 << l.i
	}
}

func (s *search) findPairs() {
	s.lists = s.lists[:0]
	clear(s.open[:])
	for i, a := range s.commons {
		for j := i + 1; j < len(s.commons); j++ {
			b := &s.commons[j]
			if a.asked >= 0 && a.asked == b.asked {
				continue // of a name only one of them counts
			}
			if from, to := s.x.pairOf(a.ordinal, b.ordinal); from < to && to <= s.x.pair.Count {
				s.lists = append(s.lists, list{from, to, i, j})
				s.open[i] |= 1 << j
				s.open[j] |= 1 << i
			}
		}
	}
	slices.SortStableFunc(s.lists, func(a, b list) int { return cmp.Compare(a.to-a.from, b.to-b.from) })
}

// readSolos reads the writings that are mostly one common term.
func (s *search) readSolos() {
	for _, c := range s.commons {
		if from, to := s.x.soloOff.row(c.ordinal); from < to && to <= s.x.solo.Count {
			s.readList(&s.x.solo, from, to, c.bound, 0)
		}
	}
}

// readList rates the writings of a list, to which sure is known to belong and to
// other slots than those of maybe nothing else, until they are too heavy to
// score enough.
func (s *search) readList(t *table, from, to int64, sure bound, maybe uint32) {
	b := sure.plus(s.boundOf(maybe))
	if from >= to || s.mostOf(b) < s.least {
		return
	}
	for i := from; i < to; i++ {
		w := t.u32(4*i) &^ trimmed
		r := s.x.written(w)
		most := s.most(b, r.mass)
		if most < s.least || most < Promise && i-from >= freeRead {
			return
		}
		if most == s.least && s.tooLate(w) {
			next := s.upTo(t, i, to, func(v uint32) bool { return s.x.written(v&^trimmed).mass <= r.mass })
			i = max(i, next-1)
			continue
		}
		if !s.writs.add(w, bound{}, 0, 0) {
			continue
		}
		if s.left--; s.left < 0 {
			if most >= Promise {
				s.cut |= cutRated
			}
			return
		}
		s.rateAt(w, r)
	}
}

// upTo finds the first item of a list for which is does not hold any more.
func (s *search) upTo(t *table, lo, hi int64, is func(v uint32) bool) int64 {
	for lo < hi {
		if mid := (lo + hi) / 2; is(t.u32(4 * mid)) {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}
