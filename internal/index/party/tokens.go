package party

import (
	"unicode"
	"unicode/utf8"

	"github.com/sekifuda/sekifuda/internal/script"
)

// Kinds of retrieval tokens: a word as it is; a word or what is left of it when
// one letter is dropped, so that two words one edit apart share one; two
// neighbouring characters of a name that is written without spaces.
const (
	tokenWord    = "t:"
	tokenDropped = "d:"
	tokenPair    = "b:"
)

// nameTokens adds the tokens under which a name is found.
func nameTokens(name string, to map[string]bool) {
	for _, w := range script.Tokens(name) {
		to[tokenWord+w] = true
		for _, d := range dropped(w) {
			to[tokenDropped+d] = true
		}
		for _, p := range pairs(w) {
			to[tokenPair+p] = true
		}
	}
}

// dropped returns the word and the word without each of its letters. In short
// words one letter more or less makes another word; characters of unspaced
// scripts say more each, so their words may be shorter.
func dropped(w string) []string {
	out := []string{w}
	least := 4
	if unspaced(w) {
		least = 3
	}
	n := utf8.RuneCountInString(w)
	if n < least || n > 40 {
		return out
	}
	last := rune(-1)
	for i, r := range w {
		if r != last { // dropping either of two equal neighbours is the same
			out = append(out, w[:i]+w[i+utf8.RuneLen(r):])
		}
		last = r
	}
	return out
}

// pairs returns the neighbouring characters of a word of an unspaced script,
// none for other words.
func pairs(w string) []string {
	if !unspaced(w) {
		return nil
	}
	var out []string
	prev := -1
	for i, r := range w {
		if prev >= 0 {
			out = append(out, w[prev:i+utf8.RuneLen(r)])
		}
		prev = i
	}
	return out
}

// unspaced reports whether the word is in kanji, kana or Hangul.
func unspaced(w string) bool {
	for _, r := range w {
		if r != 'ー' && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
			return false
		}
	}
	return w != ""
}
