package fuzzy

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// rating is memory for the rating of writings.
type rating struct {
	batch   []ready
	rows    [batchSize][24]byte
	order   [10000/bandWidth + 1][]ready // candidates by the most that they can score
	agrees  []agreement
	taken   []bool // wants
	slotsIn [32]int
	halfIn  [32][maxCuts]int
}

const bandWidth = 128

// ready is a writing to be rated.
type ready struct {
	writing    uint32
	most, mass uint16
}

// isExact stands for the mass where most is the score; no writing is so heavy.
const isExact = 1<<16 - 1

// batchSize is how many writings are fetched before they are rated: the memory
// answers to all of them at the same time.
const batchSize = 8

// agreement is one term of a writing that means something that is asked for.
type agreement struct {
	value     int32
	asked, at uint16
	like      uint8
	systems   uint8
}

// rank rates the writings with rare terms, those first that can score most,
// until no other can be among the hits.
func (s *search) rank() {
	for i := range s.order {
		s.order[i] = s.order[i][:0]
	}
	for _, i := range s.writs.used {
		e := &s.writs.slots[i]
		b, alone := s.withCommons(e.bound, e.alone, e.common)
		most, mass := s.most(b, e.mass), e.mass
		if alone != unclear && !s.partly {
			most, mass = s.exact(b, e.mass), isExact
		}
		if most >= s.least {
			s.order[most/bandWidth] = append(s.order[most/bandWidth], ready{e.writing - 1, uint16(most), mass})
		}
	}
	for i := len(s.order) - 1; i >= 0 && bandWidth*(i+1) > s.least; i-- {
		for _, r := range s.order[i] {
			if r.mass == isExact {
				s.keep(r.writing, int(r.most))
			} else if !s.rateSoon(r) {
				return
			}
		}
	}
	s.rateBatch()
}

// rateSoon puts a writing into the batch to be rated if it could be among the
// hits; false where no more may be rated.
func (s *search) rateSoon(r ready) bool {
	if most := int(r.most); most < s.least || most == s.least && s.tooLate(r.writing) {
		return true
	}
	if s.left--; s.left < 0 {
		if r.most >= Promise {
			s.cut |= cutRated
		}
		s.rateBatch()
		return false
	}
	if s.batch = append(s.batch, r); len(s.batch) == batchSize {
		s.rateBatch()
	}
	return true
}

// rateBatch rates what waits for it and keeps the records that score enough.
func (s *search) rateBatch() {
	size := int(s.x.writing.Width)
	for i, r := range s.batch {
		if copy(s.rows[i][:], s.x.row(r.writing)) == 0 {
			s.rows[i][0] = 0
		}
	}
	for i, r := range s.batch {
		score := s.rate(s.x.termsOf(s.rows[i][:size]), int(s.x.width), r.mass)
		s.keep(r.writing, score)
	}
	s.batch = s.batch[:0]
}

// keep makes a hit of a writing if it is good enough and its record counts.
func (s *search) keep(w uint32, score int) {
	if score < s.least || score == s.least && s.tooLate(w) {
		return
	}
	if rec, ok := s.x.recordOf(w); ok && s.passes[s.p].lets(s.x, rec) {
		s.hit(Hit{s.p, rec, score})
	}
}

// rate scores a writing by its terms; 0 where it cannot be among the hits.
func (s *search) rate(terms []byte, width int, mass uint16) int {
	s.agrees = s.agrees[:0]
	b := bound{}
	for at := 0; len(terms) >= width; at, terms = at+1, terms[width:] {
		t := uint32(terms[0]) | uint32(terms[1])<<8 | uint32(terms[2])<<16
		if width == 4 {
			t = binary.LittleEndian.Uint32(terms)
		}
		m := s.lookup(t)
		if m == nil {
			continue
		}
		b = b.plus(m.bound)
		for i := m.first; i >= 0; i = s.matches[i].next {
			a := s.matches[i]
			s.agrees = append(s.agrees, agreement{int32(a.like) * int32(m.weight), a.asked, uint16(at), a.like, a.systems})
		}
	}
	if s.most(b, mass) < s.least {
		return 0
	}
	return s.score(mass)
}

// score rates the agreements, in the system of reading that gives most.
func (s *search) score(mass uint16) int {
	if len(s.agrees) > 1 {
		slices.SortFunc(s.agrees, func(a, b agreement) int {
			return cmp.Or(cmp.Compare(b.value, a.value), cmp.Compare(a.asked, b.asked), cmp.Compare(a.at, b.at))
		})
	}
	common, some := uint8(anySystem), uint8(0)
	for _, a := range s.agrees {
		if common &= a.systems; a.systems != anySystem {
			some |= a.systems
		}
	}
	if common != 0 {
		return s.scoreIn(common, mass)
	}
	best := 0
	for ; some != 0; some &= some - 1 {
		best = max(best, s.scoreIn(some&-some, mass))
	}
	return best
}

// scoreIn takes the agreements of one system, the best first, so that nothing
// that is asked for and no term of the writing counts twice.
func (s *search) scoreIn(system uint8, mass uint16) int {
	clear(s.slotsIn[:s.a.Slots])
	if len(s.wants) > len(s.a.Terms) {
		clear(s.halfIn[:s.a.Slots])
	}
	clear(s.taken)
	var used [4]uint64
	value := 0
	for _, a := range s.agrees {
		if a.systems&system == 0 || s.taken[a.asked] || used[a.at>>6&3]&(1<<(a.at&63)) != 0 {
			continue
		}
		s.taken[a.asked] = true
		used[a.at>>6&3] |= 1 << (a.at & 63)
		value += int(a.value)
		s.cover(&s.wants[a.asked], int(a.like))
	}
	covered := 0
	for i := range s.a.Slots {
		covered += s.slot[i] * s.slotsIn[i]
	}
	return together(min(10000, 100*covered/s.weight), min(10000, 100*value/max(1, int(mass))))
}

// cover notes that slots are covered.
func (s *search) cover(w *want, like int) {
	if w.half {
		h := &s.halfIn[w.from][w.group]
		*h += int(w.share) * like / 100
		like = *h
	}
	for i := w.from; i < w.to; i++ {
		s.slotsIn[i] = max(s.slotsIn[i], like)
	}
}
