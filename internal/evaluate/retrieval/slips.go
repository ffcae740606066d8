package retrieval

import (
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"
)

// slip makes one edit in a word: puts a letter in, drops or replaces one, or
// swaps two neighbours. It never gives the same word nor nothing; a word
// without letters stays as it is.
func slip(word string, d *rand.Rand) string {
	runes := []rune(word)
	var letters []int
	for i, r := range runes {
		if unicode.IsLetter(r) {
			letters = append(letters, i)
		}
	}
	if len(letters) == 0 {
		return word
	}
	for {
		out := string(slipAt(runes, letters[d.IntN(len(letters))], len(letters), d))
		if out != word {
			return out
		}
	}
}

func slipAt(runes []rune, i, letters int, d *rand.Rand) []rune {
	out := append(make([]rune, 0, len(runes)+1), runes...)
	other := otherLetter(runes, i, d)
	switch d.IntN(4) {
	case 0:
		if letters > 1 {
			return append(out[:i], out[i+1:]...)
		}
	case 1:
		at := i + d.IntN(2)
		return append(append(out[:at:at], other), runes[at:]...)
	case 2:
		out[i] = other
	case 3:
		if i+1 < len(out) && unicode.IsLetter(out[i+1]) {
			out[i], out[i+1] = out[i+1], out[i]
		}
	}
	return out
}

// otherLetter is of the Latin alphabet, in the case of the letter at i; in other
// scripts a neighbour in the order of its letters.
func otherLetter(runes []rune, i int, d *rand.Rand) rune {
	r := runes[i]
	if r <= 0x24f {
		other := rune('a' + d.IntN(26))
		if unicode.IsUpper(r) {
			other = unicode.ToUpper(other)
		}
		return other
	}
	for range 20 {
		if other := r + rune(d.IntN(21)-10); other != r && unicode.IsLetter(other) && !unicode.IsMark(other) && sameScript(r, other) {
			return other
		}
	}
	return runes[d.IntN(len(runes))]
}

func sameScript(a, b rune) bool {
	for _, t := range []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Cyrillic, unicode.Arabic} {
		if unicode.Is(t, a) || unicode.Is(t, b) {
			return unicode.Is(t, a) && unicode.Is(t, b)
		}
	}
	return true
}

// slips makes n slips, one after the other, in each word of least letters or more.
func slips(words []string, least, n int, d *rand.Rand) string {
	out := make([]string, len(words))
	for i, w := range words {
		if utf8.RuneCountInString(w) >= least {
			for range n {
				w = slip(w, d)
			}
		}
		out[i] = w
	}
	return strings.Join(out, " ")
}
