package fuzzy

// meet puts what was found in order of terms: of each all that it may mean.
func (s *search) meet() {
	fs := s.found[s.p]
	s.mets, s.matches = s.mets[:0], s.matches[:0]
	size := 64
	for size < 2*len(fs) {
		size *= 2
	}
	if cap(s.place) < size {
		s.place = make([]uint32, size)
	}
	s.place = s.place[:size]
	clear(s.place)
	for _, f := range fs {
		m := s.metAt(f)
		w := &s.wants[f.asked]
		like := min(f.like, 100)
		m.slots |= w.slots()
		m.like = max(m.like, like)
		for i := m.first; ; i = s.matches[i].next {
			if i < 0 {
				s.matches = append(s.matches, match{f.asked, like, f.systems, m.first})
				m.first = int32(len(s.matches) - 1)
				break
			}
			if s.matches[i].asked == f.asked {
				s.matches[i].like = max(s.matches[i].like, like)
				s.matches[i].systems |= f.systems
				break
			}
		}
	}
}

func (s *search) metAt(f found) *met {
	m := uint32(len(s.place) - 1)
	i := f.term * 0x9E3779B1 >> 5 & m
	for ; s.place[i] > 0; i = (i + 1) & m {
		if t := &s.mets[s.place[i]-1]; t.term == f.term {
			return t
		}
	}
	s.mets = append(s.mets, met{term: f.term, first: -1, weight: f.weight})
	s.place[i] = uint32(len(s.mets))
	return &s.mets[len(s.mets)-1]
}

// lookup finds a term among those met, nil where it is none.
func (s *search) lookup(term uint32) *met {
	m := uint32(len(s.place) - 1)
	for i := term * 0x9E3779B1 >> 5 & m; s.place[i] > 0; i = (i + 1) & m {
		if t := &s.mets[s.place[i]-1]; t.term == term {
			return t
		}
	}
	return nil
}
