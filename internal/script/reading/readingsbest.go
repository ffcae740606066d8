package reading

import "strings"

// piece is a way to read some characters, in a list from the cheapest on.
type piece struct {
	latin  string
	cost   int32
	before uint8 // consonants one of which must follow and is doubled; see doublings
}

// What a reading whose end was dropped doubles.
const (
	doublesNone = iota
	doublesAny
	doublesK
)

var doublings = [...]string{doublesNone: "", doublesAny: "kspt", doublesK: "k"}

// list says how the characters From to To are read together.
type list struct {
	from, to int
	pieces   []piece
}

// way is a reading of the first characters: its letters are those of another
// way and a piece. Letters stand in the arena of the scratch.
type way struct {
	from, to int
	cost     int
	before   uint8
}

// follower is a way and the pieces of a list that may follow it; next is the first of
// them that was not tried.
type follower struct {
	cost            int
	list, way, next int
}

// scratch is what finding readings needs, kept from one name to the next.
type scratch struct {
	lists  []list
	arena  []byte // letters of ways
	ways   [MaxRunes + 1][]way
	rows   []follower // a heap, the cheapest first, then in the order of the lists
	pieces []piece
	found  []found
	text   []byte
}

func (s *scratch) latin(w way) []byte { return s.arena[w.from:w.to] }

// best leaves in ways[n] the cheapest ways through the lists, at most so many
// for each number of characters, no two with the same letters. Japanese ones
// are joined as sounds are.
func (s *scratch) best(n, most int, japanese bool) {
	s.arena = s.arena[:0]
	for i := range s.ways[:n+1] {
		s.ways[i] = s.ways[i][:0]
	}
	s.ways[0] = append(s.ways[0], way{})
	for j := 1; j <= n; j++ {
		s.rows = s.rows[:0]
		for k := range s.lists {
			if l := &s.lists[k]; l.to == j && len(l.pieces) > 0 && len(s.ways[l.from]) > 0 {
				s.push(follower{list: k})
			}
		}
		for tries := 8*most + 64; len(s.rows) > 0 && len(s.ways[j]) < most && tries > 0; tries-- {
			s.follow(s.pop(), j, n, japanese)
		}
	}
}

// follow makes a way of a row and puts back what comes after it.
func (s *scratch) follow(r follower, j, n int, japanese bool) {
	l := &s.lists[r.list]
	if r.next == 0 && r.way+1 < len(s.ways[l.from]) {
		s.push(follower{list: r.list, way: r.way + 1})
	}
	if r.next+1 < len(l.pieces) {
		s.push(follower{list: r.list, way: r.way, next: r.next + 1})
	}
	p := l.pieces[r.next]
	if j == n && p.before != doublesNone {
		return
	}
	w := s.ways[l.from][r.way]
	start := len(s.arena)
	s.arena = append(s.arena, s.latin(w)...)
	if !japanese {
		s.arena = append(s.arena, p.latin...)
	} else if !s.sound(start, w.before, p.latin) {
		s.arena = s.arena[:start]
		return
	}
	for _, other := range s.ways[j] {
		if other.before == p.before && string(s.latin(other)) == string(s.arena[start:]) {
			s.arena = s.arena[:start]
			return
		}
	}
	s.ways[j] = append(s.ways[j], way{start, len(s.arena), r.cost, p.before})
}

// sound appends a Japanese reading to the one that begins at start: with the
// consonant that is doubled, without vowels that only lengthen. It fails where
// nothing can be doubled.
func (s *scratch) sound(start int, before uint8, latin string) bool {
	if before != doublesNone {
		c := latin[0]
		if c == 'c' {
			c = 't'
		}
		if strings.IndexByte(doublings[before], c) < 0 {
			return false
		}
		s.arena = append(s.arena, c)
	} else if start < len(s.arena) {
		switch s.arena[len(s.arena)-1] {
		case 'o':
			latin = strings.TrimLeft(latin, "ou")
			latin = heard(latin)
		case 'u':
			latin = strings.TrimLeft(latin, "u")
			latin = heard(latin)
		}
	}
	s.arena = append(s.arena, latin...)
	return true
}

// heard drops an h that the normal form takes for a sign of length (ohyo).
func heard(latin string) string {
	if strings.HasPrefix(latin, "hy") {
		return latin[1:]
	}
	return latin
}

// less orders rows; equal costs in the order in which lists and ways stand.
func (s *scratch) less(a, b *follower) bool {
	switch {
	case a.cost != b.cost:
		return a.cost < b.cost
	case a.list != b.list:
		return a.list < b.list
	case a.way != b.way:
		return a.way < b.way
	}
	return a.next < b.next
}

func (s *scratch) push(r follower) {
	l := &s.lists[r.list]
	r.cost = s.ways[l.from][r.way].cost + int(l.pieces[r.next].cost)
	s.rows = append(s.rows, r)
	for i := len(s.rows) - 1; i > 0; {
		up := (i - 1) / 2
		if !s.less(&s.rows[i], &s.rows[up]) {
			return
		}
		s.rows[i], s.rows[up] = s.rows[up], s.rows[i]
		i = up
	}
}

func (s *scratch) pop() follower {
	top, n := s.rows[0], len(s.rows)-1
	s.rows[0] = s.rows[n]
	s.rows = s.rows[:n]
	for i := 0; ; {
		down := 2*i + 1
		if down >= n {
			return top
		}
		if down+1 < n && s.less(&s.rows[down+1], &s.rows[down]) {
			down++
		}
		if !s.less(&s.rows[down], &s.rows[i]) {
			return top
		}
		s.rows[i], s.rows[down] = s.rows[down], s.rows[i]
		i = down
	}
}
