package reading

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

// Reading is a way to read a whole row of characters.
type Reading struct {
	System System
	Latin  string // as Word.Latin has it
	Cost   int
}

// Readings beyond this many characters are halved in number: such a row is a
// company or a phrase, seldom one word.
const longRow = 8

// kinds of readings and how many are given, by how many ways of reading are in
// use side by side. Japanese has as many as are asked for. Renderings in
// katakana are of the same system and never meet its romanisations.
var kinds = [...]struct {
	system System
	kana   bool
	most   int
}{
	{OnReading, false, 4}, {Pinyin, false, 6}, {Pinyin, true, 6}, {WadeGiles, false, 4}, {Cantonese, false, 4}, {Dialect, false, 3},
	{HanKorean, false, 4}, {HanKorean, true, 4}, {Vietnamese, false, 3}, {Korean, false, 12}, {Korean, true, 4},
}

// Readings gives the likeliest readings of a whole row of folded characters in
// each system, by system, then cost, then text: at most so many in Japanese,
// fewer in the others. They are what Word.Latin gives for a word that is read
// so; for Pinyin, HanKorean and Korean there are those of a NewKanaWord too.
// There are none for more than MaxRunes characters, nor in a system that does
// not read all of them.
func Readings(run []rune, most int) []Reading {
	if len(run) == 0 || len(run) > MaxRunes {
		return nil
	}
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	s.found, s.text = s.found[:0], s.text[:0]
	part := 1
	if len(run) > longRow {
		part = 2
	}
	s.japanese(run, (max(most, 0)+part-1)/part)
	switch {
	case allHan(run):
		for k := range kinds {
			if kinds[k].system != Korean {
				s.lists = hanLists(s.lists[:0], run, k)
				s.take(len(run), (kinds[k].most+part-1)/part, k)
			}
		}
	case isHangul(run[0]):
		edges := koreanEdges(run)
		for k := range kinds {
			if kinds[k].system == Korean {
				s.lists = edgeLists(s.lists[:0], edges, k)
				s.take(len(run), (kinds[k].most+part-1)/part, k)
			}
		}
	}
	return s.readings()
}

// found is a reading whose letters stand in the text of the scratch.
type found struct {
	system   System
	from, to int
	cost     int
}

// take keeps the best ways through the lists as readings of one kind.
func (s *scratch) take(n, most, kind int) {
	s.best(n, most, kinds[kind].system == OnReading)
	start := len(s.found)
	for _, w := range s.ways[n] {
		latin := s.latin(w)
		if kinds[kind].kana {
			latin = []byte(kanaForm(strings.ToLower(string(latin))))
		}
		s.find(start, kinds[kind].system, latin, w.cost)
	}
}

// find notes a reading; those from start on are of its kind, and one of them
// that is the same only becomes cheaper.
func (s *scratch) find(start int, system System, latin []byte, cost int) {
	if len(latin) == 0 || len(latin) > MaxLetters {
		return
	}
	for i := start; i < len(s.found); i++ {
		if f := &s.found[i]; string(s.text[f.from:f.to]) == string(latin) {
			f.cost = min(f.cost, cost)
			return
		}
	}
	at := len(s.text)
	s.text = append(s.text, latin...)
	s.found = append(s.found, found{system, at, len(s.text), cost})
}

// readings orders what was found and copies it out of the scratch.
func (s *scratch) readings() []Reading {
	if len(s.found) == 0 {
		return nil
	}
	text := string(s.text)
	out := make([]Reading, len(s.found))
	for i, f := range s.found {
		out[i] = Reading{f.system, text[f.from:f.to], f.cost}
	}
	slices.SortFunc(out, func(a, b Reading) int {
		if a.System != b.System {
			return int(a.System) - int(b.System)
		}
		if a.Cost != b.Cost {
			return a.Cost - b.Cost
		}
		return cmp.Compare(a.Latin, b.Latin)
	})
	return out
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}
