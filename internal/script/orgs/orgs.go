// Package orgs knows the words that names of companies and public bodies are
// made of besides their proper part: what a company does, where, which of
// several it is. Each has one canonical English word for all its spellings,
// abbreviations and translations.
//
// Two tables hold them. That of Word, At and Spans is what names are compared
// by. That of Concept, ConceptAt, Phrase, Spellings and Related adds what is
// enough to find a candidate (a Japanese company by its translated name) and too
// loose to compare by. The package is pure; text that it cannot use gives
// nothing.
package orgs

import (
	_ "embed" // the tables of words
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/sekifuda/sekifuda/internal/script"
)

// Class says what kind of word a word of a company's name is, and so what
// it says that one name has it and the other has not.
type Class uint8

const (
	Name     Class = iota // in no table: the proper part of the name
	Link                  // and, of, the: says nothing
	Form                  // company, corporation, where no form was stripped: says next to nothing
	Activity              // trading, shipping, technology: said by many, left out by some
	Group                 // holdings, fund, group, bank: another body of the same house
	Scope                 // north, new, national, international: another body again
	Place                 // a country, region or town: a sister abroad, or a branch
	Number                // first, iii, 7: one of a series
)

//go:embed words.txt
var wordList string

//go:embed places.txt
var placeList string

var classes = map[string]Class{
	"link": Link, "form": Form, "activity": Activity, "group": Group, "scope": Scope, "place": Place, "number": Number,
}

// entry is a word of the tables.
type entry struct {
	canonical string
	class     Class
}

// table holds the words by their keys, and those of unspaced scripts also
// by their first character, the longest first.
type table struct {
	words   map[string]entry
	byFirst map[rune][]string
}

var tables = sync.OnceValue(func() *table {
	t := &table{words: make(map[string]entry, 8192), byFirst: map[rune][]string{}}
	for _, list := range []string{wordList, placeList} {
		eachLine(list, t.add)
	}
	return t
})

// eachLine visits the lines of a table and the class that they stand under.
func eachLine(list string, visit func(words []string, class Class)) {
	class := Name
	for line := range strings.Lines(list) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			class = classes[strings.Trim(line, "[]")]
		default:
			visit(strings.Fields(line), class)
		}
	}
}

// add enters the words of a line under the first of them, by the keys that
// names have.
func (t *table) add(line []string, class Class) {
	for _, w := range line {
		if w[0] >= utf8.RuneSelf {
			w = strings.Join(script.Words(w), "")
		}
		if _, ok := t.words[w]; ok {
			continue
		}
		t.words[w] = entry{line[0], class}
		first, n := utf8.DecodeRuneInString(w)
		if !Unspaced(first) || len(w) == n {
			continue
		}
		same := append(t.byFirst[first], w)
		for i := len(same) - 1; i > 0 && len(same[i]) > len(same[i-1]); i-- {
			same[i], same[i-1] = same[i-1], same[i]
		}
		t.byFirst[first] = same
	}
}

// Unspaced reports whether r is of a script whose company names run on.
func Unspaced(r rune) bool {
	return r >= 0x1100 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

// Word gives the one English word that stands for a word of a company's
// name (a key of script.Words) in all its spellings, abbreviations and
// translations, and its class. A word that is in no table stands for itself
// and is Name. Two different words of one script may have one canonical
// word (商事 and 貿易 are both trading): the same meaning, not the same name.
func Word(w string) (canonical string, class Class) {
	if e, ok := tables().words[w]; ok {
		return e.canonical, e.class
	}
	if isNumber(w) {
		for len(w) > 1 && w[0] == '0' {
			w = w[1:]
		}
		return w, Number
	}
	return w, Name
}

// Distinct reports whether a word of the class tells bodies apart that otherwise
// have one name: a number, a place, a compass point, holdings, fund, group.
func (c Class) Distinct() bool { return c >= Group }

// At finds the longest word of the tables, of at least two characters, that
// a name without spaces (北辰商事) begins with: n bytes of it, 0 for none.
func At(name string) (n int, canonical string, class Class) {
	first, _ := utf8.DecodeRuneInString(name)
	t := tables()
	for _, w := range t.byFirst[first] {
		if strings.HasPrefix(name, w) {
			e := t.words[w]
			return len(w), e.canonical, e.class
		}
	}
	return 0, "", Name
}

func isNumber(w string) bool { return w != "" && strings.Trim(w, "0123456789") == "" }
