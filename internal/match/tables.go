package match

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sekifuda/sekifuda/internal/script"
)

// dropTitles removes titles from a person's words, unless nothing else is there.
func dropTitles(words []script.Word) []script.Word {
	out := make([]script.Word, 0, len(words))
	for _, w := range words {
		if len(w.Key) > 1 && titleWord(w.Key) { // M. is a name as often as Monsieur
			continue
		}
		if key := trimHonorific(w.Key); key != w.Key {
			w = script.Word{Text: trimHonorific(w.Text), Key: key}
		}
		out = append(out, w)
	}
	if len(out) == 0 {
		return words
	}
	return out
}

var numerals = map[string]int{
	"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
	"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "6th": 6, "7th": 7, "8th": 8, "9th": 9, "10th": 10,
	"ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "xi": 11, "xii": 12,
}

var tens = map[string]int{"twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}

// plainNumbers writes number words, ordinals and Roman numerals as digits.
func plainNumbers(words []script.Word) []script.Word {
	out := make([]script.Word, 0, len(words))
	for i := 0; i < len(words); i++ {
		w := words[i].Key
		if n, ok := tens[w]; ok {
			if i+1 < len(words) {
				u, isUnit := numerals[words[i+1].Key]
				if words[i+1].Key == "4" {
					u, isUnit = 4, true
				}
				if isUnit && u > 0 && u < 10 {
					n, i = n+u, i+1
				}
			}
			w = itoa(n)
		} else if n, ok := numerals[w]; ok {
			w = itoa(n)
		} else if isNumber(w) {
			w = strings.TrimLeft(w, "0")
			if w == "" {
				w = "0"
			}
		}
		if w == words[i].Key {
			out = append(out, words[i])
		} else {
			out = append(out, script.Word{Text: w, Key: w})
		}
	}
	return out
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

func isNumber(w string) bool {
	for i := 0; i < len(w); i++ {
		if w[i] < '0' || w[i] > '9' {
			return false
		}
	}
	return w != ""
}

// numbersOf gives the numbers and series marks of a name, sorted. In kanji
// names they are runs of digits inside the word.
func numbersOf(units []unit, joined string, kind alphabet) []string {
	var out []string
	if kind >= han {
		for _, run := range strings.FieldsFunc(joined, func(r rune) bool { return !unicode.IsDigit(r) && !strings.ContainsRune(kanjiDigits, r) }) {
			out = append(out, strings.Map(plainDigit, run))
		}
	} else {
		for i := range units {
			if u := &units[i]; u.role == roleNumber || i > 0 && i == len(units)-1 && len(u.runes) == 1 {
				out = append(out, u.key)
			}
		}
	}
	slices.Sort(out)
	return out
}

const kanjiDigits = "一二三四五六七八九十"

func plainDigit(r rune) rune {
	for i, d := range []rune(kanjiDigits) {
		if d == r {
			return rune('1' + i) // 十 becomes ':', which is as good as any other sign
		}
	}
	return r
}

func numbersContradict(a, b []string) bool {
	return len(a) > 0 && len(b) > 0 && !slices.Equal(a, b)
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// nameHere reports whether a word that may be a particle is a name in this
// place: Ben in Ben Ostrowan, a single letter.
func nameHere(w string, at, count int) bool {
	switch w {
	case "y", "e", "i":
		return at == 0 || at == count-1 || count < 3
	}
	return len(w) == 1 || (count < 3 || at == 0 || at == count-1) && doubtfulParticle(w)
}

// longForms are words of corporate forms that are long enough to be known
// with a slip in them.
var longForms = strings.Fields("aktiengesellschaft gesellschaft corporation incorporated limited company kommanditgesellschaft")

// mendForm corrects a slip in a corporate form at either end of a name.
func mendForm(all []script.Word) (string, bool) {
	if len(all) < 2 {
		return "", false
	}
	words := make([]string, len(all))
	for i, w := range all {
		words[i] = w.Key
	}
	mended := false
	for _, i := range []int{0, len(all) - 1} {
		for _, form := range longForms {
			if w := words[i]; len(w) >= 5 && w != form && distance([]rune(w), []rune(form), 100) != far {
				words[i], mended = form, true
				break
			}
		}
	}
	return strings.Join(words, " "), mended
}

// vesselPrefix reports whether a first word only says that a ship follows.
func vesselPrefix(w string) bool {
	switch w {
	case "mv", "mt", "ms", "ss", "fv", "msv", "lng", "lpg":
		return true
	}
	return false
}

// otherNames gives the names that stand in one, divided by strokes: A/B is A,
// and B, and A B.
func otherNames(s string) []string {
	if !strings.ContainsRune(s, '/') {
		return nil
	}
	var out []string
	for _, part := range strings.Split(s, "/") {
		if part = strings.TrimSpace(part); len(part) >= 5 {
			out = append(out, part)
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// surnameFirst puts the surname of a name in Hangul in front, where its readings
// are looked for: a last word of one syllable behind a longer one.
func surnameFirst(words []script.Word) []script.Word {
	if len(words) != 2 || utf8.RuneCountInString(words[1].Key) != 1 || utf8.RuneCountInString(words[0].Key) < 2 ||
		alphabetOf(words[0].Key) != hangul || alphabetOf(words[1].Key) != hangul {
		return words
	}
	return []script.Word{words[1], words[0]}
}
