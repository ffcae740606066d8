package fuzzy

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// rating is memory for the rating of writings.
type rating struct {
	order   [10000/bandWidth + 1][]writSlot // candidates by the most that they can score
	agrees  []agreement
	taken   []bool // wants
	slotsIn [32]int
	halfIn  [32][maxCuts]int
}

const bandWidth = 256

// agreement is one term of a writing that means something that is asked for.
type agreement struct {
	asked, at, like, value int
}

// rank rates the gathered writings, those first that can score most, until no
// other can be among the hits.
func (s *search) rank(p int) {
	for i := range s.order {
		s.order[i] = s.order[i][:0]
	}
	for _, i := range s.writs.used {
		e := s.writs.slots[i]
		if most := together(s.boundOf(e.slots).q, 10000); most >= s.least {
			s.order[most/bandWidth] = append(s.order[most/bandWidth], e)
		}
	}
	rated := 0
	for i := len(s.order) - 1; i >= 0 && bandWidth*i+bandWidth > s.least; i-- {
		for _, e := range s.order[i] {
			if rated++; rated > maxRated {
				s.cut = s.cut || bandWidth*i+bandWidth > Promise
				return
			}
			s.rateOne(p, e)
		}
	}
}

// rateOne rates a candidate and keeps its record if it scores enough.
func (s *search) rateOne(p int, e writSlot) {
	x := s.parts[p].Index
	b := s.boundOf(e.slots)
	if together(b.q, 10000) < s.least {
		return
	}
	w := e.writing - 1
	from, n, mass := x.written(w)
	if n == 0 || b.score(mass) < s.least {
		return
	}
	terms := x.forward.bytes(x.width*from, x.width*(from+int64(n)))
	score := s.rate(terms, int(x.width), mass)
	if score < s.least {
		return
	}
	if rec, ok := x.recordOf(w); ok && s.passes[p].lets(x, rec) {
		s.hit(Hit{p, rec, score})
	}
}

// rate scores a writing by its terms.
func (s *search) rate(terms []byte, width, mass int) int {
	s.agrees = s.agrees[:0]
	for at := 0; len(terms) >= width; at, terms = at+1, terms[width:] {
		t := uint32(terms[0]) | uint32(terms[1])<<8 | uint32(terms[2])<<16
		if width == 4 {
			t = binary.LittleEndian.Uint32(terms)
		}
		m := s.lookup(t)
		if m == nil {
			continue
		}
		for i := m.first; i >= 0; i = s.matches[i].next {
			a := s.matches[i]
			s.agrees = append(s.agrees, agreement{int(a.asked), at, int(a.like), int(a.like) * int(m.weight)})
		}
	}
	return s.score(mass)
}

// score takes agreements, the best first, so that nothing that is asked for and
// no term of the writing counts twice.
func (s *search) score(mass int) int {
	slices.SortFunc(s.agrees, func(a, b agreement) int {
		return cmp.Or(cmp.Compare(b.value, a.value), cmp.Compare(a.asked, b.asked), cmp.Compare(a.at, b.at))
	})
	s.slotsIn, s.halfIn = [32]int{}, [32][maxCuts]int{}
	s.taken = append(s.taken[:0], make([]bool, len(s.wants))...)
	var used [4]uint64
	value := 0
	for _, a := range s.agrees {
		if s.taken[a.asked] || used[a.at>>6]&(1<<(a.at&63)) != 0 {
			continue
		}
		s.taken[a.asked] = true
		used[a.at>>6] |= 1 << (a.at & 63)
		value += a.value
		w := &s.wants[a.asked]
		if w.half {
			h := &s.halfIn[w.from][w.group]
			*h += int(w.share) * a.like / 100
			s.slotsIn[w.from] = max(s.slotsIn[w.from], *h)
			continue
		}
		for i := w.from; i < w.to; i++ {
			s.slotsIn[i] = max(s.slotsIn[i], a.like)
		}
	}
	covered := 0
	for i := range s.a.Slots {
		covered += s.slot[i] * s.slotsIn[i]
	}
	return together(min(10000, 100*covered/s.weight), min(10000, 100*value/max(1, mass)))
}
