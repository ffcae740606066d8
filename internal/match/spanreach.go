package match

import "math/bits"

// likeness is how far a word in characters and one in letters are one.
type likeness struct {
	sim  int16
	rule rule
}

// spelt compares each word in characters as a whole with each word in letters. It
// stops with false where characters stay without an answer so many that the least
// score is out of reach, however well the others agree: most pairs of names are
// left after the first word.
func (s *spans) spelt(person bool) bool {
	r := s.reach()
	for i := range s.native.units {
		if s.whole(i) {
			r.hope(s.mask(i), s.systemOf(i, person))
		}
	}
	for _, try := range []func(i int, person bool) bool{s.mayBeSpelt, s.speltAs} {
		for i := range s.native.units {
			if !r.enough() {
				return false
			}
			if s.whole(i) && !try(i, person) {
				r.open[0] &^= s.mask(i)
				r.open[1] &^= s.mask(i)
			}
		}
	}
	return r.enough()
}

// mayBeSpelt tells quickly whether a word in characters can have an answer of the
// least score.
func (s *spans) mayBeSpelt(i int, _ bool) bool {
	for j := range s.count {
		if mayBeAlike(&s.native.units[i], &s.words.units[j], s.least) {
			return true
		}
	}
	return false
}

// speltAs compares one word in characters with all words in letters, and reports
// whether it may have an answer of the least score.
func (s *spans) speltAs(i int, person bool) (some bool) {
	for j := range s.count {
		l := &s.like[i][j]
		sim, r := similar(&s.native.units[i], &s.words.units[j], person)
		if l.sim, l.rule = int16(sim), r; sim < leastSim {
			continue
		}
		if s.systemOf(i, person) == byLetters {
			s.systems[byLetters] = true
		}
		some = some || r < ruleLetters || sim >= s.least
	}
	return some
}

// whole reports whether a word in characters is compared as a whole: a foreign
// name takes more than one character.
func (s *spans) whole(i int) bool {
	u := &s.native.units[i]
	return u.kind < han || u.kind == kana || len(u.runes) >= 2 || s.count == 1 && len(s.native.units) == 1
}

// systemOf is the system in which a word in characters is compared as a whole.
func (s *spans) systemOf(i int, person bool) int8 {
	if u := &s.native.units[i]; person && u.kind >= han && u.kind != kana {
		return byLetters
	}
	return anySystem
}

// mask has a bit for each character of a word.
func (s *spans) mask(i int) uint32 {
	return uint32(1)<<s.native.starts[i+1] - uint32(1)<<s.native.starts[i]
}

// reach is what the characters of a name may still be answered by, a bit each.
type reach struct {
	must  int       // characters that must have an answer
	read  uint32    // read or translated
	meant uint32    // translated
	open  [2]uint32 // words that may be spelt: what goes with all systems, what goes only with itself
	alone bool      // one word in characters and several in letters: one of these is not a name
}

// reach begins with what is read. A reading that scores less than the least is
// none: a name is as good as its worst part.
func (s *spans) reach() reach {
	n := len(s.native.runes)
	r := reach{}
	if s.least <= Weak {
		return r
	}
	for Full-(n-r.must)*Full/n/2 < s.least { // see sums.score
		r.must++
	}
	for j := range s.count {
		for _, a := range s.answers[j][:s.found[j]] {
			mask := uint32(1)<<a.to - uint32(1)<<a.from
			switch {
			case a.rule < ruleLetters:
				r.meant |= mask
				r.read |= mask
			case int(a.sim) >= s.least:
				r.read |= mask
			}
		}
	}
	plain := 0
	for j := range s.count {
		if s.words.units[j].role != roleParticle {
			plain++
		}
	}
	r.alone = len(s.native.units) == 1 && plain > 1
	return r
}

// hope notes a word that may be spelt.
func (r *reach) hope(mask uint32, system int8) {
	switch {
	case r.alone:
	case system == anySystem:
		r.open[0] |= mask
	default:
		r.open[1] |= mask
	}
}

// enough reports whether as many characters as must be can still have an answer.
func (r *reach) enough() bool {
	return bits.OnesCount32(r.read|r.open[0]) >= r.must || bits.OnesCount32(r.meant|r.open[0]|r.open[1]) >= r.must
}
