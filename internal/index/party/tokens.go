package party

import (
	"iter"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/sekifuda/sekifuda/internal/script"
	"github.com/sekifuda/sekifuda/internal/script/roman"
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
	for _, w := range tokens(name) {
		to[tokenWord+w] = true
		eachDropped(w, func(a, b string) { to[tokenDropped+a+b] = true })
		for p := range pairs(w) {
			to[tokenPair+p] = true
		}
	}
}

// tokens are those of script, and beside the words in other alphabets what they
// are in Latin letters, so that a name in Latin letters finds an entry that is
// listed in its own only. Kanji have too many readings for that.
func tokens(name string) []string {
	out := script.Tokens(name)
	for _, w := range out {
		if latin(w) {
			continue
		}
		for _, way := range roman.Latin(w) {
			if !slices.Contains(out, way) {
				out = append(slices.Clip(out), way)
			}
		}
	}
	return out
}

// latin reports whether a folded word is in plain letters already.
func latin(w string) bool {
	for i := range len(w) {
		if w[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// eachDropped yields the word, and the word without each of its letters, in two
// parts that belong together. In short words one letter more or less makes
// another word; characters of unspaced scripts say more each, so their words may
// be shorter.
func eachDropped(w string, yield func(a, b string)) {
	yield(w, "")
	least := 4
	if unspaced(w) {
		least = 3
	}
	n := utf8.RuneCountInString(w)
	if n < least || n > 40 {
		return
	}
	last := rune(-1)
	for i, r := range w {
		if r != last { // dropping either of two equal neighbours is the same
			yield(w[:i], w[i+utf8.RuneLen(r):])
		}
		last = r
	}
}

// pairs yields the neighbouring characters of a word of an unspaced script,
// none for other words.
func pairs(w string) iter.Seq[string] {
	return func(yield func(string) bool) {
		if !unspaced(w) {
			return
		}
		prev := -1
		for i, r := range w {
			if prev >= 0 && !yield(w[prev:i+utf8.RuneLen(r)]) {
				return
			}
			prev = i
		}
	}
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
