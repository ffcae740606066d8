// Package reading checks whether a word in Latin letters can be a reading of
// characters that do not spell: kanji, hanzi, hanja, Hangul. One character has
// many readings, so none is guessed: all licensed ones form a lattice, and a
// word either is a way through it, at a cost, or it is not.
//
// A name is a row of characters without spaces. A word answers a stretch of it
// (佐藤健: "sato" is 0 to 2, "takeru" 2 to 3), in one System: nobody is called
// by one half of his name in Japanese and by the other in Cantonese. Costs are
// in 1/100 bit: -100 log2 of the share of the reading among those of its
// characters in that system.
package reading

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

// System is one way in which characters are read.
type System uint8

// The systems.
const (
	Japanese   System = iota // kun and on readings, names
	OnReading                // Chinese names read in Japanese on'yomi
	Pinyin                   // all heteronyms, surname readings
	WadeGiles                // Taiwan, older books
	Cantonese                // Hong Kong, Macau
	Dialect                  // surnames as spelt in Singapore, Malaysia, Indonesia
	HanKorean                // hanja in Korean reading
	Vietnamese               // Sino-Vietnamese
	Korean                   // Hangul, all romanisations
	Systems    = 9           // number of systems
)

var systemNames = [Systems]string{"japanese", "on_reading", "pinyin", "wade_giles", "cantonese", "dialect", "hanja", "vietnamese", "korean"}

// String gives the code of the system as it stands in rules and alignments.
func (s System) String() string { return systemNames[s] }

// Edge says that the characters From to To may be read as Latin.
type Edge struct {
	From, To int
	Latin    string // a to z, as the system's normal form of a word has it
	Cost     int
}

// Span says that a whole word is a reading of the characters From to To.
type Span struct {
	System   System
	From, To int
	Cost     int
}

// language is what one system knows: the readings of a name, and the normal
// form of a Latin word in which readings are compared.
type language struct {
	edges func(name []rune) []Edge
	latin func(word string) string
}

// languages is filled in by one file a language.
var languages = [Systems]language{
	Japanese:   {japaneseEdges, japaneseLatin},
	OnReading:  {onEdges, japaneseLatin},
	Pinyin:     {pinyinEdges, pinyinLatin},
	WadeGiles:  {wadeEdges, wadeLatin},
	Cantonese:  {cantoneseEdges, plainLatin},
	Dialect:    {dialectEdges, plainLatin},
	HanKorean:  {hanjaEdges, koreanLatin},
	Vietnamese: {vietnameseEdges, plainLatin},
	Korean:     {koreanEdges, koreanLatin},
}

// Limits of what is compared; beyond them there is no reading.
const (
	MaxRunes   = 24
	MaxLetters = 40
)

// Lattice holds the readings of one name. It is read-only.
type Lattice struct {
	Runes []rune
	paths [Systems]paths
}

// paths are the edges of one system, ordered by where they begin and with what
// letter; at[from*27+letter] is the first of them.
type paths struct {
	edges []edge
	at    []uint16
	long  []string // letters of an edge after the eighth
}

// edge is an Edge as it is compared: its first eight letters in one number.
type edge struct {
	head uint64
	mask uint64
	cost int32
	to   uint8
	n    uint8  // letters
	rest uint16 // 1 + place in long of what follows the eighth letter, 0 for nothing
}

// New reads the characters of a folded name that has no spaces, in all systems
// or only in those given; nil where it is too long or where none knows any of it.
func New(name []rune, only ...System) *Lattice {
	if len(name) == 0 || len(name) > MaxRunes {
		return nil
	}
	l := &Lattice{Runes: name}
	some, alone := false, allHan(name) && han().word(name) == ""
	for s, lang := range languages {
		if len(only) > 0 && !slices.Contains(only, System(s)) {
			continue
		}
		var edges []Edge
		if alone && byCharacter[s] {
			edges = hanEdges(name, System(s))
		} else {
			edges = lang.edges(name)
		}
		l.paths[s] = newPaths(edges, len(name))
		some = some || len(l.paths[s].edges) > 0
	}
	if !some {
		return nil
	}
	return l
}

func newPaths(edges []Edge, n int) paths {
	if len(edges) == 0 {
		return paths{}
	}
	slot := func(e *Edge) int { return e.From*27 + letter(e.Latin[0]) }
	p := paths{edges: make([]edge, len(edges)), at: make([]uint16, n*27+1)}
	for i := range edges {
		p.at[slot(&edges[i])+1]++
	}
	for i := 1; i < len(p.at); i++ {
		p.at[i] += p.at[i-1]
	}
	next := append([]uint16(nil), p.at...)
	for i := range edges {
		k := slot(&edges[i])
		p.edges[next[k]] = p.pack(&edges[i])
		next[k]++
	}
	return p
}

func (p *paths) pack(e *Edge) edge {
	var head [8]byte
	n := copy(head[:], e.Latin)
	out := edge{head: binary.LittleEndian.Uint64(head[:]), mask: ^uint64(0) >> (64 - 8*n), cost: int32(e.Cost), to: uint8(e.To), n: uint8(len(e.Latin))}
	if n < len(e.Latin) {
		p.long = append(p.long, e.Latin[n:])
		out.rest = uint16(len(p.long))
	}
	return out
}

// letter is 0 for a … 25 for z, 26 for anything else.
func letter(c byte) int {
	if 'a' <= c && c <= 'z' {
		return int(c - 'a')
	}
	return 26
}

// Word is a word in Latin letters in the normal form of every system.
type Word struct {
	latin  [Systems]string
	padded [Systems][]byte // the same with eight zero bytes behind
}

// NewWord prepares a folded word without marks (script.LatinKey). A word too long for
// any name has no reading.
func NewWord(latin string) *Word {
	w := &Word{}
	if len(latin) > MaxLetters {
		return w
	}
	for s, lang := range languages {
		form := lang.latin(latin)
		if len(form) > MaxLetters {
			continue
		}
		w.latin[s] = form
		for t := range s { // most forms are the same
			if w.latin[t] == form {
				w.padded[s] = w.padded[t]
			}
		}
		if form != "" && w.padded[s] == nil {
			w.padded[s] = make([]byte, len(form)+8)
			copy(w.padded[s], form)
		}
	}
	return w
}

// Latin gives the normal form of the word in a system, "" where it can be no
// reading there.
func (w *Word) Latin(s System) string { return w.latin[s] }

// table holds what it costs to have used so many letters when a character is
// next; reached[j] has a bit for each number of letters that is possible.
type table struct {
	reached [MaxRunes + 1]uint64
	cost    [MaxRunes + 1][MaxLetters + 1]int32
}

// Spans appends to dst the stretches of the name that w may be a reading of,
// the cheapest way for each, by system and position.
func (l *Lattice) Spans(dst []Span, w *Word) []Span {
	var t table
	for s := range l.paths {
		p, word := &l.paths[s], w.padded[s]
		if len(p.edges) == 0 || len(word) == 0 {
			continue
		}
		first := letter(word[0])
		for from := range l.Runes {
			if k := from*27 + first; p.at[k] != p.at[k+1] {
				dst = p.walk(dst, &t, word, System(s), from, len(l.Runes))
			}
		}
	}
	return dst
}

// walk follows all paths that begin at one character. Nothing of t is used
// that it has not written itself.
func (p *paths) walk(dst []Span, t *table, padded []byte, s System, from, n int) []Span {
	length := len(padded) - 8
	clear(t.reached[from : n+1])
	t.reached[from], t.cost[from][0] = 1, 0
	for j := from; j <= n; j++ {
		states := t.reached[j]
		if j > from && states>>length&1 != 0 {
			dst = append(dst, Span{s, from, j, int(t.cost[j][length])})
		}
		if j == n {
			break
		}
		for states &^= 1 << length; states != 0; states &= states - 1 {
			used := bits.TrailingZeros64(states)
			k := j*27 + letter(padded[used])
			rest := binary.LittleEndian.Uint64(padded[used:])
			for _, e := range p.edges[p.at[k]:p.at[k+1]] {
				if rest&e.mask != e.head || e.rest != 0 && !p.continues(&e, padded[used+8:]) {
					continue
				}
				end, c := used+int(e.n), t.cost[j][used]+e.cost
				if bit := uint64(1) << end; t.reached[e.to]&bit == 0 || c < t.cost[e.to][end] {
					t.reached[e.to] |= bit
					t.cost[e.to][end] = c
				}
			}
		}
	}
	return dst
}

// continues reports whether the letters after the eighth agree too.
func (p *paths) continues(e *edge, rest []byte) bool {
	long := p.long[e.rest-1]
	return len(rest) >= len(long) && string(rest[:len(long)]) == long
}

// plainLatin keeps a word whose letters are all a to z.
func plainLatin(word string) string {
	for i := range len(word) {
		if letter(word[i]) == 26 {
			return ""
		}
	}
	return word
}
