// Package rarity says how much it means that two names share a word. Two
// persons who are both called 佐藤, Kim or Mohammed share hardly anything; two
// who are called 勘解由小路 are of one family. The figure is -100 log2 of the
// share of bearers within the script and the naming culture of the word: a
// hundredth of a bit is the unit, so 700 is one bearer in 128.
//
// What the table does not list is estimated from its syllables (Chinese and
// Korean names joined into one word) or its letters, within bounds: a word is
// never so rare that it proves an identity.
package rarity

import "unicode/utf8"

// Kind says what bears the name.
type Kind uint8

// The kinds.
const (
	Person Kind = iota
	Body        // companies, organisations, vessels
)

// Bounds of what Bits answers, in 1/100 bit.
const (
	Least   = 50
	Unknown = 800 // the least for a word that is not listed
	Most    = 2000
)

// maxBytes bounds the work on a hostile word; names have no longer words.
const maxBytes = 96

// Bits gives what sharing the word says, Least to Most, larger for rarer
// words. The word is one of script.Words (folded, Latin without marks, kana as
// large katakana); for Han and Hangul it may be any stretch of characters. An
// empty word says nothing: 0.
func Bits(word string, kind Kind) int {
	if word == "" {
		return 0
	}
	t := table()
	if b, ok := t.words[kind][word]; ok {
		return int(b)
	}
	if len(word) > maxBytes {
		return Most
	}
	return clamp(t.estimate(word, kind), Least, Most)
}

// Known reports whether the table lists the word for this kind; a single
// character or syllable of names in Han or Hangul counts as a word.
func Known(word string, kind Kind) bool {
	t := table()
	if _, ok := t.words[kind][word]; ok {
		return true
	}
	if word == "" || word[0] < 0x80 {
		return false
	}
	_, ok := t.han[kind][word]
	if !ok && kind == Person {
		_, ok = t.hangul[word]
	}
	return ok
}

func clamp(v, low, high int) int { return max(low, min(v, high)) }

// firstRune is the first character of a word that is not empty.
func firstRune(word string) rune {
	r, _ := utf8.DecodeRuneInString(word)
	return r
}
