package main

import (
	"math"
	"strings"
	"unicode/utf8"
)

// How the model is learned.
const (
	rounds    = 12
	longest   = 6    // kana that one character may stand for
	unknown   = 0.01 // first weight of a reading that Unihan does not have
	prior     = 0.3  // examples that a reading in Unihan is worth
	priorSoft = 0.06 // and one that follows from it: voiced, doubled
	fallback  = 4    // examples that all other classes are worth in one
)

// class is where in a name a character stands; readings differ by it (子 ends
// given names as ko and nothing else).
type class uint8

const (
	surnameFirst class = iota
	surnameRest
	givenRest
	givenLast
	alone // all of a surname or given name
	classes
)

func classOf(e *example, i int) class {
	switch {
	case len(e.word) == 1:
		return alone
	case e.role == given && i == len(e.word)-1:
		return givenLast
	case e.role == given:
		return givenRest
	case i == 0:
		return surnameFirst
	}
	return surnameRest
}

// general is a reading of a character anywhere, special one in a class.
type general struct {
	char               rune
	kana               string
	prior, count, prob float64
}

type special struct {
	general     int32
	class       class
	count, prob float64
	last        float64 // count of the round before
}

// model holds P(reading | character) and P(reading | character, class). All
// sums go over slices, in one order.
type model struct {
	generals  []general
	specials  []special
	inChar    map[rune]float64           // examples of a character and the prior
	met       map[rune]float64           // without the prior
	inClass   map[rune]*[classes]float64 // examples of a character in a class
	generalAt map[reading1]int32
	specialAt map[reading2]int32
	arcs      [][]arc // of each example
}

type reading1 struct {
	char rune
	kana string
}

type reading2 struct {
	general int32
	class   class
}

// arc says that character i may be read as the kana from a to b; special is
// -1 for a kana that stands for itself.
type arc struct {
	i, a, b uint8
	special int32
}

func train(known map[rune][]string, examples []example) *model {
	m := &model{generalAt: map[reading1]int32{}, specialAt: map[reading2]int32{}}
	for _, c := range sortedRunes(known) {
		for _, r := range known[c] {
			m.generals[m.general(c, r)].prior += prior
			for _, v := range voiced(r) {
				m.generals[m.general(c, v)].prior += priorSoft
			}
		}
	}
	m.arcs = make([][]arc, len(examples))
	for i := range examples {
		m.arcs[i] = m.arcsOf(&examples[i])
	}
	for i := range m.specials {
		g := &m.generals[m.specials[i].general]
		m.specials[i].prob = g.prior + unknown*math.Pow(0.6, float64(utf8.RuneCountInString(g.kana)))
	}
	for range rounds {
		for i := range examples {
			m.expect(&examples[i], m.arcs[i])
		}
		m.maximise()
	}
	return m
}

// general finds or makes a reading.
func (m *model) general(c rune, kana string) int32 {
	key := reading1{c, kana}
	g, ok := m.generalAt[key]
	if !ok {
		g = int32(len(m.generals))
		m.generals = append(m.generals, general{char: c, kana: kana})
		m.generalAt[key] = g
	}
	return g
}

func (m *model) special(c rune, cl class, kana string) int32 {
	key := reading2{m.general(c, kana), cl}
	s, ok := m.specialAt[key]
	if !ok {
		s = int32(len(m.specials))
		m.specials = append(m.specials, special{general: key.general, class: cl})
		m.specialAt[key] = s
	}
	return s
}

// arcsOf gives all stretches of kana that each character may be read as, so
// that something is left for the others.
func (m *model) arcsOf(e *example) []arc {
	n, k := len(e.word), len(e.kana)
	text, off := string(e.kana), make([]int, k+1)
	for i, r := range e.kana {
		off[i+1] = off[i] + utf8.RuneLen(r)
	}
	var out []arc
	for i, c := range e.word {
		for a := i; a < k && (i > 0 || a == 0); a++ {
			for b := a + 1; b <= min(k-(n-1-i), a+longest); b++ {
				switch {
				case i == n-1 && b != k:
				case isKana(c) && literal(c, e.kana[a:b]):
					out = append(out, arc{uint8(i), uint8(a), uint8(b), -1})
				case !isKana(c) && startable(e.kana[a]):
					out = append(out, arc{uint8(i), uint8(a), uint8(b), m.special(c, classOf(e, i), text[off[a]:off[b]])})
				}
			}
		}
	}
	return out
}

// literal lets a kana stand for itself, the small ke of place names also for
// ga and ka.
func literal(c rune, kana []rune) bool {
	if 'ァ' <= c && c <= 'ヶ' {
		c -= 0x60
	}
	k := kana[0]
	return len(kana) == 1 && (c == k || c == 'を' && k == 'お' || (c == 'ゖ' || c == 'け' || c == 'ゕ') && (k == 'が' || k == 'か' || k == 'け') || c == 'つ' && k == 'っ')
}

// startable reports whether a reading may begin with r.
func startable(r rune) bool { return !strings.ContainsRune("ぁぃぅぇぉゃゅょゎっんー", r) }

func (m *model) weight(a arc) float64 {
	if a.special < 0 {
		return 1
	}
	return m.specials[a.special].prob
}

// forward sums all ways up to each character and kana.
func (m *model) forward(e *example, arcs []arc) [][]float64 {
	fwd := grid(len(e.word)+1, len(e.kana)+1)
	fwd[0][0] = 1
	for _, a := range arcs {
		fwd[a.i+1][a.b] += fwd[a.i][a.a] * m.weight(a)
	}
	return fwd
}

// expect adds the expected counts of one example, over all ways to cut its kana.
func (m *model) expect(e *example, arcs []arc) {
	n, k := len(e.word), len(e.kana)
	fwd, bwd := m.forward(e, arcs), grid(n+1, k+1)
	if fwd[n][k] == 0 {
		return
	}
	bwd[n][k] = 1
	for j := len(arcs) - 1; j >= 0; j-- {
		a := arcs[j]
		w := m.weight(a) * bwd[a.i+1][a.b]
		bwd[a.i][a.a] += w
		if a.special >= 0 {
			m.specials[a.special].count += fwd[a.i][a.a] * w / fwd[n][k] * e.weight
		}
	}
}

func grid(n, k int) [][]float64 {
	cells := make([]float64, n*k)
	out := make([][]float64, n)
	for i := range out {
		out[i] = cells[i*k : (i+1)*k]
	}
	return out
}

// maximise turns counts into probabilities. Readings of Unihan are never
// forgotten, and a class falls back on what the character is elsewhere.
func (m *model) maximise() {
	m.inChar, m.met, m.inClass = map[rune]float64{}, map[rune]float64{}, map[rune]*[classes]float64{}
	for i := range m.generals {
		g := &m.generals[i]
		g.count = 0
		m.inChar[g.char] += g.prior
	}
	for i := range m.specials {
		s := &m.specials[i]
		g := &m.generals[s.general]
		g.count += s.count
		m.inChar[g.char] += s.count
		m.met[g.char] += s.count
		if m.inClass[g.char] == nil {
			m.inClass[g.char] = new([classes]float64)
		}
		m.inClass[g.char][s.class] += s.count
	}
	for i := range m.generals {
		g := &m.generals[i]
		g.prob = (g.count + g.prior) / m.inChar[g.char]
	}
	for i := range m.specials {
		s := &m.specials[i]
		g := &m.generals[s.general]
		s.prob = (s.count + fallback*g.prob) / (m.inClass[g.char][s.class] + fallback)
		s.last, s.count = s.count, 0
	}
}
