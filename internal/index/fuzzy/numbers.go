package fuzzy

// numbers is a set of numbers that is emptied quickly.
type numbers struct {
	slots []uint64 // round, number
	round uint32
	n     int
}

func (s *numbers) reset() {
	s.round++
	s.n = 0
	if s.round == 0 || s.slots == nil {
		s.slots, s.round = make([]uint64, 1024), 1
	}
}

// add says whether v is new.
func (s *numbers) add(v uint32) bool {
	m := uint32(len(s.slots) - 1)
	is := uint64(s.round)<<32 | uint64(v)
	i := v * 0x9E3779B1 >> 7 & m
	for ; s.slots[i]>>32 == uint64(s.round); i = (i + 1) & m {
		if s.slots[i] == is {
			return false
		}
	}
	s.slots[i] = is
	if s.n++; 2*s.n > len(s.slots) {
		s.grow()
	}
	return true
}

func (s *numbers) grow() {
	old := s.slots
	s.slots, s.n = make([]uint64, 2*len(old)), 0
	for _, v := range old {
		if v>>32 == uint64(s.round) {
			s.add(uint32(v))
		}
	}
}
