package fuzzy

import (
	"cmp"
	"math/bits"
	"slices"
)

// What one asking may read in one part. Behind each bound Result.Cut is set if
// something that scores Promise could lie there.
const (
	maxPostings = 100_000 // of rare terms
	maxCommons  = 64
	maxRated    = 30_000 // writings
	maxFound    = 1 << 15
	freeRead    = 250 // of a list are read although they cannot score Promise
)

// cuts says which bounds were met.
type cuts uint8

const (
	cutAsked cuts = 1 << iota
	cutFound
	cutCommons
	cutPostings
	cutRated
)

// met is a term of the index that something that is asked for may mean.
type met struct {
	term     uint32
	first    int32 // of its matches
	slots    uint32
	alone    uint32 // slots, if it brings exactly bound unless they are taken; else unclear
	bound           // what it brings at most
	once     bound  // where it stands in the writing only once
	weight   uint8
	like     uint8
	from, to uint32 // postings; none of a common term
}

// match is one thing that is asked for and may mean a term.
type match struct {
	asked   uint16
	like    uint8
	systems uint8
	next    int32
}

// common is a common term that was met.
type common struct {
	met uint32
	bound
	once    bound
	ordinal int64
	slots   uint32
	alone   uint32
	asked   int // the only one that it may mean, -1 where there are several
	like    uint8
	weight  uint8
}

// list is a row of writings, shortest mass first.
type list struct {
	from, to int64
	i, j     int // in commons
}

// candidates are the writings that may be meant, and what is known of them.
type candidates struct {
	p        int // the part under way
	x        *Index
	left     int // writings that may be rated
	mets     []met
	matches  []match
	place    []uint32 // by hash of the term: number in mets + 1
	rare     []uint32 // numbers in mets
	commons  []common
	all      uint32          // slots of commons
	signs    uint16          // and their signs
	byCommon [1 << 16]uint16 // by number among the common terms: number in mets + 1
	numbered []uint16        // what byCommon has
	partly   bool            // something was passed over, so that what is known of a writing may not be all
	lists    []list
	open     [maxCommons]uint64 // of each common term those with which it has a list that was not read
	writs    writs
	slotBounds
	rating
}

// gather collects and rates the writings of a part that the asking may mean.
func (s *search) gather(p int) {
	s.p, s.x, s.left = p, s.parts[p].Index, maxRated
	s.meet()
	if len(s.mets) == 0 {
		return
	}
	s.sortOut()
	s.readRare()
	s.rank()
	s.readPairs()
	s.readSolos()
}

// sortOut tells rare terms from common ones.
func (s *search) sortOut() {
	s.rare, s.commons, s.all = s.rare[:0], s.commons[:0], 0
	s.signs, s.partly = 0, false
	for _, c := range s.numbered {
		s.byCommon[c] = 0
	}
	s.numbered = s.numbered[:0]
	s.taken = append(s.taken[:0], make([]bool, len(s.wants))...)
	for k := range s.mets {
		m := &s.mets[k]
		for i := m.first; i >= 0; i = s.matches[i].next {
			b := s.part(s.matches[i], m.weight)
			m.bound = m.plus(b)
			m.once = bound{max(m.once.q, b.q), max(m.once.v, b.v)}
		}
		m.q, m.alone = min(m.q, int32(100*s.weight)), s.alone(m)
		from, to := s.x.postOff.row(int64(m.term))
		if to > from && to <= s.x.post.Count {
			m.from, m.to = uint32(from), uint32(to)
			s.rare = append(s.rare, uint32(k))
			continue
		}
		o, ok := s.x.ordinal(m.term)
		if !ok {
			continue
		}
		c := common{met: uint32(k), bound: m.bound, once: m.once, ordinal: o, slots: m.slots, alone: m.alone, asked: -1, like: m.like, weight: m.weight}
		if one := s.matches[m.first]; one.next < 0 {
			c.asked = int(one.asked)
		}
		s.commons = append(s.commons, c)
		s.all |= c.slots
		s.signs |= signOf(o)
		if o < manyCommon {
			s.byCommon[o] = uint16(k + 1)
			s.numbered = append(s.numbered, uint16(o))
		}
	}
	s.boundCommons()
	if len(s.commons) > maxCommons {
		slices.SortFunc(s.commons, func(a, b common) int {
			return cmp.Or(cmp.Compare(b.like, a.like), cmp.Compare(b.weight, a.weight), cmp.Compare(a.ordinal, b.ordinal))
		})
		s.lose(s.boundOf(s.all), cutCommons)
		s.commons, s.partly = s.commons[:maxCommons], true
	}
	slices.SortFunc(s.commons, func(a, b common) int { return cmp.Compare(a.ordinal, b.ordinal) })
}

// unclear are the slots of a term or writing whose score takes reading its terms.
const unclear = ^uint32(0)

// alone gives the slots of a term which, where none of them is taken by another
// one, scores exactly its bound. Ways of reading may exclude each other: of
// those one is enough, which the highest bit stands for.
func (s *search) alone(m *met) uint32 {
	switch one := s.matches[m.first]; {
	case one.next >= 0:
		return unclear
	case one.systems != anySystem:
		return m.slots | 1<<31
	}
	return m.slots
}

// withCommons adds what its common terms bring to what is known of a writing.
func (s *search) withCommons(b bound, alone uint32, common [2]uint16) (bound, uint32) {
	if common[0] == manyCommon {
		if signs := common[1] & s.signs; signs != 0 {
			return b.plus(s.signed(signs)), unclear
		}
		return b, alone
	}
	for _, c := range common {
		if k := s.byCommon[c]; k > 0 {
			m := &s.mets[k-1]
			if b = b.plus(m.bound); alone&m.alone != 0 {
				alone = unclear
			} else {
				alone |= m.alone
			}
		}
	}
	return b, alone
}

// lose says that writings are passed over which bring this at most.
func (s *search) lose(b bound, why cuts) {
	if s.mostOf(b) >= max(Promise, s.full) {
		s.cut |= why
	}
}

// readRare reads the postings of all rare terms, of the likest ones first where
// they are too many.
func (s *search) readRare() {
	total := 0
	for _, k := range s.rare {
		total += int(s.mets[k].to - s.mets[k].from)
	}
	s.writs.reset(min(total, maxPostings))
	if total > maxPostings {
		slices.SortFunc(s.rare, func(a, b uint32) int {
			m, n := &s.mets[a], &s.mets[b]
			return cmp.Or(cmp.Compare(n.like, m.like), cmp.Compare(m.to-m.from, n.to-n.from), cmp.Compare(m.term, n.term))
		})
	}
	lost, left := uint32(0), maxPostings
	for _, k := range s.rare {
		m := &s.mets[k]
		if left -= int(m.to - m.from); left < 0 {
			lost |= m.slots | s.all
			s.partly = true
			continue
		}
		b := s.x.post.bytes(postSize*int64(m.from), postSize*int64(m.to))
		for ; len(b) >= postSize; b = b[postSize:] {
			s.writs.add(postingIn(b), m.bound, m.alone)
		}
	}
	b := bound{}
	for ; lost != 0; lost &= lost - 1 {
		b.q += int32(100 * s.slot[bits.TrailingZeros32(lost)])
	}
	s.lose(b, cutPostings)
}
