package fuzzy

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"
)

// readPairs reads and rates the writings that have two of the common terms, the
// shortest lists first. A writing that was not met in the lists read before has
// no two terms of one of those: the longer lists come late and have little to
// offer.
func (s *search) readPairs() {
	s.findPairs()
	for n, l := range s.lists {
		a, b := &s.commons[l.i], &s.commons[l.j]
		slots, signs := uint32(0), uint16(0)
		for m := s.open[l.i] & s.open[l.j]; m != 0; m &= m - 1 {
			c := &s.commons[bits.TrailingZeros64(m)]
			slots |= c.slots
			signs |= signOf(c.ordinal)
		}
		end := s.tight(&s.x.pair, l.from, l.to)
		alone := uint32(unclear)
		if a.alone&b.alone == 0 {
			alone = a.alone | b.alone
		}
		s.readList(&s.x.pair, l.from, end, known{sure: a.once.plus(b.once), maybe: s.boundOf(slots), signs: signs, alone: alone, others: s.otherSigns(l.i, l.j), common: [2]uint16{a.number(), b.number()}})
		s.lists[n].from = end
		s.open[l.i] &^= 1 << l.j
		s.open[l.j] &^= 1 << l.i
	}
	every, none := s.boundOf(s.all), [2]uint16{noCommon, noCommon}
	for _, l := range s.lists { // what is left are loose writings
		s.readList(&s.x.pair, l.from, l.to, known{maybe: every, signs: s.signs, alone: unclear, common: none})
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
	every := s.boundOf(s.all)
	for i, c := range s.commons {
		if from, to := s.x.soloOff.row(c.ordinal); from < to && to <= s.x.solo.Count {
			end, others, number := s.tight(&s.x.solo, from, to), s.otherSigns(i, i), [2]uint16{c.number(), noCommon}
			s.readList(&s.x.solo, from, end, known{sure: c.once, chance: s.instead(&c), signs: others, alone: c.alone, others: others, common: number})
			s.readList(&s.x.solo, end, to, known{sure: c.bound, chance: every, signs: others, alone: unclear, common: number})
		}
	}
}

// instead is what a term can bring that means the same as c. A writing may have
// both, but there are no pairs of them: where the other one counts, and is not
// most of the writing, only the list of c has it.
func (s *search) instead(c *common) bound {
	if c.asked < 0 {
		return bound{}
	}
	return bound{s.boundOf(s.wants[c.asked].slots()).q, s.slotBounds.best[c.asked]}
}

// otherSigns gives the signs of all common terms but two.
func (s *search) otherSigns(i, j int) (signs uint16) {
	for k := range s.commons {
		if k != i && k != j {
			signs |= signOf(s.commons[k].ordinal)
		}
	}
	return signs
}

// number is that of the term in postings.
func (c *common) number() uint16 { return uint16(min(c.ordinal, noCommon)) }

// known is what is known of the writings of a list.
type known struct {
	sure, maybe bound     // what they bring, and what they can bring besides
	chance      bound     // what those bring at most that only chance has put here
	signs       uint16    // of the common terms by which they can
	alone       uint32    // slots of what is sure, or unclear
	others      uint16    // signs without which nothing is added to what is sure
	common      [2]uint16 // the terms that are sure, where they have such numbers
}

// readList rates the writings of a list until they are too heavy to score
// enough. A writing that is here by chance and scores Promise stands in another
// list for what it scores; what scores less is taken into account only while it
// could be a hit, and only among the first freeRead, so that it does not make
// long lists longer to read.
func (s *search) readList(t *table, from, to int64, k known) {
	all := k.sure.plus(k.maybe)
	wide := all.or(k.chance)
	if s.least >= Promise {
		wide = all
	}
	if s.mostOf(wide) < s.least {
		return
	}
	defer s.rateBatch()
	var p []byte
	for i := from; i < to; i, p = i+1, p[postSize:] {
		if len(p) < postSize {
			if p = t.bytes(postSize*i, postSize*min(to, i+readAhead)); p == nil {
				return
			}
		}
		w := postingIn(p)
		w.writing &^= loose
		if i-from == freeRead || s.least >= Promise {
			wide = all
		}
		most := s.most(wide, w.mass)
		if most < s.least || most < Promise && i-from >= freeRead {
			return
		}
		b, alone := s.besides(&k, w.common)
		if b = k.sure.plus(b); b.v < wide.v {
			most = s.most(b, w.mass)
		}
		if most < s.least || most == s.least && s.tooLate(w.writing) || !s.writs.add(w, bound{}, 0) {
			continue
		}
		if alone && !s.partly {
			s.keep(w.writing, s.exact(k.sure, w.mass))
		} else if !s.rateSoon(ready{w.writing, uint16(most), w.mass}) {
			return
		}
	}
}

// besides is what the common terms of a writing can bring besides what is sure,
// and whether nothing is all they can.
func (s *search) besides(k *known, common [2]uint16) (b bound, alone bool) {
	if common[0] == manyCommon {
		return s.signed(common[1] & k.signs), k.alone != unclear && common[1]&k.others == 0
	}
	alone = k.alone != unclear
	for _, c := range common {
		if c == k.common[0] || c == k.common[1] {
			continue
		}
		if m := s.byCommon[c]; m > 0 {
			b, alone = b.plus(s.mets[m-1].bound), false
		}
	}
	return b, alone
}

const readAhead = 64 // postings of a list

func writingIn(p []byte) uint32 { return binary.LittleEndian.Uint32(p) }

// tight finds where the loose writings of a list begin.
func (s *search) tight(t *table, lo, hi int64) int64 {
	for lo < hi {
		mid := (lo + hi) / 2
		if p := t.bytes(postSize*mid, postSize*mid+postSize); p != nil && writingIn(p)&loose == 0 {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}
