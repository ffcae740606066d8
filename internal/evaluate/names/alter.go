package names

import (
	"math/rand/v2"
	"strings"
	"unicode"
)

// Alter writes a name as somebody might who heard it or typed it badly: one
// edit in each word of at least longer letters, and the words in another order.
func Alter(name string, longer int, dice *rand.Rand) string {
	words := strings.Fields(name)
	for i, w := range words {
		if countLetters(w) >= longer {
			words[i] = edit(w, dice)
		}
	}
	dice.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
	return strings.Join(words, " ")
}

func countLetters(w string) int {
	n := 0
	for _, r := range w {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// edit drops, doubles or replaces a letter, puts one in, or swaps two. A letter
// is replaced by one of the same name's letters or of the Latin alphabet.
func edit(w string, dice *rand.Rand) string {
	runes := []rune(w)
	for {
		out := editAt(runes, dice.IntN(len(runes)), dice)
		if string(out) != w {
			return string(out)
		}
	}
}

func editAt(runes []rune, i int, dice *rand.Rand) []rune {
	out := append(make([]rune, 0, len(runes)+1), runes...)
	if !unicode.IsLetter(out[i]) {
		return out
	}
	other := rune('a' + dice.IntN(26))
	if unicode.IsUpper(out[i]) {
		other = unicode.ToUpper(other)
	}
	if out[i] > 0x24f { // another alphabet: one of the word's own letters
		other = runes[dice.IntN(len(runes))]
	}
	switch dice.IntN(4) {
	case 0:
		return append(out[:i], out[i+1:]...)
	case 1:
		return append(append(out[:i:i], other), runes[i:]...)
	case 2:
		out[i] = other
	case 3:
		if i+1 < len(out) && unicode.IsLetter(out[i+1]) {
			out[i], out[i+1] = out[i+1], out[i]
		}
	}
	return out
}
