package match

import (
	"math/bits"

	"github.com/sekifuda/sekifuda/internal/script/orgs"
	"github.com/sekifuda/sekifuda/internal/script/reading"
)

// answer is one stretch of characters that a word may be.
type answer struct {
	from, to uint8
	system   int8 // of reading, byLetters, or anySystem for what goes with all
	rule     rule
	sim      int16
}

const (
	anySystem = -1
	// byLetters: a foreign name is spelt with characters for their sound, all of
	// it or nothing: no half of a name is read and the other spelt.
	byLetters = reading.Systems
)

// Bounds of the search; a name that needs more is compared as far as they reach.
const (
	maxSpanUnits = 8
	maxAnswers   = 24 // of one word
	maxSteps     = 4000
)

// spans finds the best way to divide the characters of one name among the
// words of the other, all of them read in one system.
type spans struct {
	native, words *name
	count         int // words taking part
	least         int // see alignment
	answers       [maxSpanUnits][maxAnswers]answer
	found         [maxSpanUnits]int
	like          [reading.MaxRunes][maxSpanUnits]likeness // of each word in characters as a whole
	systems       [reading.Systems + 1]bool

	steps  int
	best   int
	chosen [maxSpanUnits]int8 // answers of the best way, -1 for none
	trial  [maxSpanUnits]int8
}

// alignSpans pairs stretches of characters with the words of a name in Latin
// letters. swapped says that the characters are the second name's.
func alignSpans(out *alignment, native, words *name, person, swapped bool) {
	if len(words.units) > maxSpanUnits || len(native.runes) > reading.MaxRunes {
		return
	}
	s := spans{native: native, words: words, count: len(words.units), least: out.least, best: -1}
	if !s.collect(person) {
		return
	}
	any := true
	for system, some := range s.systems {
		if some {
			any = false
			s.steps = 0
			s.choose(int8(system), 0, 0, 0)
		}
	}
	if any {
		s.choose(anySystem, 0, 0, 0)
	}
	if s.best > 0 {
		s.report(out, swapped)
	}
}

// collect finds the answers to every word; false where all that they could answer
// is too little for the least score.
func (s *spans) collect(person bool) bool {
	s.read()
	if !s.spelt(person) {
		return false
	}
	for j := range s.count {
		for i := range s.native.units {
			if l := s.like[i][j]; l.sim >= leastSim {
				s.offer(j, answer{uint8(s.native.starts[i]), uint8(s.native.starts[i+1]), s.systemOf(i, person), l.rule, l.sim})
			}
		}
	}
	return true
}

// read finds what is read or translated.
func (s *spans) read() {
	var buf [64]reading.Span
	lattice := s.native.latticeOf()
	for j := range s.count {
		w := &s.words.units[j]
		if word := s.words.wordAs(j); lattice != nil && word != nil {
			for _, span := range lattice.Spans(buf[:0], word) {
				if sim := readingSim(span); sim >= leastSim && s.native.insideWords(span.From, span.To) {
					s.systems[span.System] = true
					s.offer(j, answer{uint8(span.From), uint8(span.To), int8(span.System), ruleReading + rule(span.System), int16(sim)})
				}
			}
		}
		for _, m := range s.native.meaning {
			if m.Canonical == w.canonical && m.Canonical != "" || m.Class == orgs.Number && m.Canonical == w.key {
				s.offer(j, answer{uint8(m.From), uint8(m.To), anySystem, ruleTranslation, 9600})
			}
		}
	}
}

// insideWords reports whether characters are of one word: what the writer divided
// is not read across.
func (n *name) insideWords(from, to int) bool {
	word := n.wordAt(from)
	return to <= n.starts[word+1]
}

// wordAt gives the word that a character belongs to.
func (n *name) wordAt(character int) int {
	word := 0
	for word+2 < len(n.starts) && n.starts[word+1] <= character {
		word++
	}
	return word
}

func (s *spans) offer(j int, a answer) {
	if s.found[j] < maxAnswers {
		s.answers[j][s.found[j]] = a
		s.found[j]++
	}
}

// choose tries every answer, and none, for word j; used has a bit for each
// character that is taken.
func (s *spans) choose(system int8, j int, used uint32, value int) {
	if s.steps++; s.steps > maxSteps {
		return
	}
	if j == s.count {
		if value > s.best && s.inOrder() {
			s.best, s.chosen = value, s.trial
		}
		return
	}
	for k := range s.found[j] {
		a := &s.answers[j][k]
		mask := uint32(1)<<a.to - uint32(1)<<a.from
		if a.system != system && a.system != anySystem || used&mask != 0 {
			continue
		}
		s.trial[j] = int8(k)
		s.choose(system, j+1, used|mask, value+int(a.sim)*int(a.to-a.from))
	}
	s.trial[j] = -1
	s.choose(system, j+1, used, value)
}

// inOrder reports whether the words stand as the characters do, or turned round
// once: surname and given name change places, the syllables of a given name do not.
func (s *spans) inOrder() bool {
	turns, first, last := 0, -1, -1
	for j := range s.count {
		if s.trial[j] < 0 {
			continue
		}
		from := int(s.answers[j][s.trial[j]].from)
		if first < 0 {
			first = from
		} else if from < last {
			turns++
		}
		last = from
	}
	return turns == 0 || turns == 1 && last < first
}

// report adds up the best way. Characters that no word answers are a part of
// the name that the other side lacks.
func (s *spans) report(out *alignment, swapped bool) {
	perRune := max(s.words.bits, 1000) / max(len(s.native.runes), 1)
	var used uint32
	words, characters := &out.sums.b, &out.sums.a
	if swapped {
		words, characters = characters, words
	}
	for j := range s.count {
		u := &s.words.units[j]
		if s.chosen[j] < 0 {
			if u.role != roleParticle {
				words.extra, words.left = words.extra+u.weight, words.left+1
			}
			continue
		}
		a := s.answers[j][s.chosen[j]]
		used |= uint32(1)<<a.to - uint32(1)<<a.from
		p := pair{i: int(a.from), ni: int(a.to - a.from), j: j, nj: 1, sim: int(a.sim), rule: a.rule, weight: u.weight}
		if a.rule == ruleLetters {
			p.evidence = evidenceOf(&s.native.units[s.native.wordAt(int(a.from))], u)
		}
		out.pairs = append(out.pairs, p.turn(swapped))
		out.sums.add(p.turn(swapped), false)
	}
	free := len(s.native.runes) - bits.OnesCount32(used)
	characters.extra += free * perRune
	out.sums.unspaced = true
	if free > 0 {
		characters.left++
		out.sums.unread = free * Full / len(s.native.runes)
	}
}
