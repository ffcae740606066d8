package match

import (
	_ "embed" // the tables of words
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/sekifuda/sekifuda/internal/script"
)

// orgClass says what kind of word a word of a company's name is, and so what
// it says that one name has it and the other has not.
type orgClass uint8

const (
	orgName     orgClass = iota // in no table: the proper part of the name
	orgLink                     // and, of, the: says nothing
	orgForm                     // company, corporation, where no form was stripped: says next to nothing
	orgActivity                 // trading, shipping, technology: said by many, left out by some
	orgGroup                    // holdings, fund, group, bank: another body of the same house
	orgScope                    // north, new, national, international: another body again
	orgPlace                    // a country, region or town: a sister abroad, or a branch
	orgNumber                   // first, iii, 7: one of a series
)

//go:embed orgwords.txt
var orgWordList string

//go:embed orgplaces.txt
var orgPlaceList string

var orgClasses = map[string]orgClass{
	"link": orgLink, "form": orgForm, "activity": orgActivity, "group": orgGroup, "scope": orgScope, "place": orgPlace, "number": orgNumber,
}

// orgEntry is a word of the tables.
type orgEntry struct {
	canonical string
	class     orgClass
}

// orgTable holds the words by their keys, and those of unspaced scripts also
// by their first character, the longest first.
type orgTable struct {
	words   map[string]orgEntry
	byFirst map[rune][]string
}

var orgTables = sync.OnceValue(func() *orgTable {
	t := &orgTable{words: make(map[string]orgEntry, 8192), byFirst: map[rune][]string{}}
	for _, list := range []string{orgWordList, orgPlaceList} {
		class := orgName
		for line := range strings.Lines(list) {
			line = strings.TrimSpace(line)
			if line == "" || line[0] == '#' {
				continue
			}
			if line[0] == '[' {
				class = orgClasses[strings.Trim(line, "[]")]
				continue
			}
			t.add(strings.Fields(line), class)
		}
	}
	return t
})

// add enters the words of a line under the first of them, by the keys that
// names have.
func (t *orgTable) add(line []string, class orgClass) {
	for _, w := range line {
		if w[0] >= utf8.RuneSelf {
			w = strings.Join(script.Words(w), "")
		}
		if _, ok := t.words[w]; ok {
			continue
		}
		t.words[w] = orgEntry{line[0], class}
		first, n := utf8.DecodeRuneInString(w)
		if !unspaced(first) || len(w) == n {
			continue
		}
		same := append(t.byFirst[first], w)
		for i := len(same) - 1; i > 0 && len(same[i]) > len(same[i-1]); i-- {
			same[i], same[i-1] = same[i-1], same[i]
		}
		t.byFirst[first] = same
	}
}

// unspaced reports whether r is of a script whose company names run on.
func unspaced(r rune) bool {
	return r >= 0x1100 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

// orgWord gives the one English word that stands for a word of a company's
// name (a key of script.Words) in all its spellings, abbreviations and
// translations, and its class. A word that is in no table stands for itself
// and is orgName. Two different words of one script may have one canonical
// word (商事 and 貿易 are both trading): the same meaning, not the same name.
func orgWord(w string) (canonical string, class orgClass) {
	if e, ok := orgTables().words[w]; ok {
		return e.canonical, e.class
	}
	if isNumber(w) {
		for len(w) > 1 && w[0] == '0' {
			w = w[1:]
		}
		return w, orgNumber
	}
	return w, orgName
}

// orgDistinct reports whether w tells bodies apart that otherwise have one
// name: a number, a place, a compass point, holdings, fund, group.
func orgDistinct(w string) bool {
	_, class := orgWord(w)
	return class.distinct()
}

func (c orgClass) distinct() bool { return c >= orgGroup }

// orgAt finds the longest word of the tables, of at least two characters, that
// a name without spaces (北辰商事) begins with: n bytes of it, 0 for none.
func orgAt(name string) (n int, canonical string, class orgClass) {
	first, _ := utf8.DecodeRuneInString(name)
	t := orgTables()
	for _, w := range t.byFirst[first] {
		if strings.HasPrefix(name, w) {
			e := t.words[w]
			return len(w), e.canonical, e.class
		}
	}
	return 0, "", orgName
}
