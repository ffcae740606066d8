package fuzzy

import (
	"encoding/binary"

	"github.com/sekifuda/sekifuda/internal/script/token"
)

// found is a term of an index that may be meant by what is asked for.
type found struct {
	term    uint32
	asked   uint16
	like    uint8 // hundredths; same where the text is the same
	weight  uint8
	systems uint8 // of reading: anySystem, or a bit each
}

const (
	same      = 101    // likeness of the same text: 100, and known for itself
	leastLike = 30     // hundredths; less is no likeness
	wideRune  = 0x2E80 // from here on a rune is a character or syllable
)

// slips says how many slips are looked for in a spelled key: of a term that is
// known as it stands not more than one.
func slips(r []rune, far, known bool) int {
	wide := false
	for _, c := range r {
		wide = wide || c >= wideRune
	}
	n := len(r)
	switch {
	case n < 3 || n > maxSpelled || n == 3 && !wide && !far:
		return 0
	case n >= 5 && far && !known:
		return 2
	}
	return 1
}

// likeness gives what is left after d slips in n runes.
func likeness(d, n int, costs ...uint8) int {
	l := 100 - 80*d/n
	for _, c := range costs {
		l -= int(c)
	}
	return l
}

// speller finds keys by their letters.
type speller struct {
	pattern
	buf    []rune
	rests  [maxRests]uint64
	places [maxRests]span
	keys   numbers
}

// expand finds the terms of a part that all terms of the asking may mean.
func (s *search) expand(p int) {
	known := &s.parts[p].Index.expanded
	for i := range s.a.Terms {
		if !s.wants[i].ok() {
			continue
		}
		t := &s.a.Terms[i]
		k := expandedKey{t.Shared, s.far}
		from := len(s.found[p])
		if fs, ok := known.get(k, t.Text); ok && from+len(fs) <= maxFound {
			for _, f := range fs {
				f.asked = uint16(i)
				s.found[p] = append(s.found[p], f)
			}
			continue
		}
		s.expandTerm(p, i)
		if len(s.found[p]) < maxFound {
			known.keep(k, t.Text, s.found[p][from:])
		}
	}
}

func (s *search) expandTerm(p, i int) {
	t, known := &s.a.Terms[i], false
	if term, ok := s.parts[p].Index.term([]byte(t.Text)); ok {
		s.find(p, term, i, same, 0)
		known = true
	}
	for _, k := range t.Keys {
		if k.Cost >= lastResort && !s.far {
			continue
		}
		if k.Spelled {
			s.spelled(p, i, k, known)
		} else {
			s.exactly(p, i, k)
		}
	}
}

// anySystem goes with all ways of reading.
const anySystem = 0xff

func systemsOf(system uint8) uint8 {
	if system == 0 {
		return anySystem
	}
	return system
}

// find keeps a term that was found.
func (s *search) find(p int, term uint32, asked, like int, system uint8) {
	if like < leastLike || int64(term) >= s.parts[p].Index.terms {
		return
	}
	if len(s.found[p]) >= maxFound {
		s.cut |= cutFound
		return
	}
	w := s.parts[p].Index.weightOf(term)
	s.found[p] = append(s.found[p], found{term, uint16(asked), uint8(like), uint8(w), systemsOf(system)})
}

// exactly finds the terms that have this key.
func (s *search) exactly(p, asked int, k token.Key) {
	h := hashExact(k.Text)
	b := s.parts[p].Index.exact.of(h)
	for ; len(b) >= exactSize; b = b[exactSize:] {
		if binary.LittleEndian.Uint16(b[4:]) == uint16(h) && (s.far || b[6] < lastResort) {
			s.find(p, binary.LittleEndian.Uint32(b), asked, 100-int(k.Cost)-int(b[6]), k.System)
		}
	}
}

// spelled finds the terms with keys that are spelled like this one.
func (s *search) spelled(p, asked int, k token.Key, known bool) {
	s.buf = s.buf[:0]
	for _, c := range k.Text {
		s.buf = append(s.buf, c)
	}
	x := s.parts[p].Index
	most := slips(s.buf, s.far, known)
	d, in := &oneDeletion, &x.one
	if most == 2 {
		d, in = &twoDeletions, &x.two
	}
	s.set(s.buf)
	s.keys.reset()
	sign := signOfKey(k.Text)
	rests := d.rests(s.speller.rests[:0], s.buf, most)
	in.places(rests, &s.places)
	for i, h := range rests {
		for b := in.at(s.places[i]); len(b) >= deletionSize; b = b[deletionSize:] {
			if b[4] != uint8(h) {
				continue
			}
			if key := binary.LittleEndian.Uint32(b); s.keys.add(key) && mayBeNear(sign, x.keySign.u32(4*int64(key)), most) {
				s.verify(p, asked, k, key, most)
			}
		}
	}
}

// verify measures a key that may be near, and keeps its terms.
func (s *search) verify(p, asked int, k token.Key, key uint32, most int) {
	x := s.parts[p].Index
	from, to := x.keyEnd.row(int64(key))
	if to-from > 4*(maxSpelled+2) && most > 0 {
		return
	}
	text := x.key.bytes(from, to)
	d, n := 0, 0
	if most == 0 {
		if string(text) != k.Text {
			return
		}
	} else if d, n = s.distance(text, most); d > most {
		return
	}
	from, to = x.keyRow.row(int64(key))
	for b := x.keyTerm.bytes(5*from, 5*to); len(b) >= 5; b = b[5:] {
		if s.far || b[4] < lastResort {
			like := likeness(d, max(n, len(s.buf)), k.Cost, b[4])
			s.find(p, binary.LittleEndian.Uint32(b), asked, like, k.System)
		}
	}
}
