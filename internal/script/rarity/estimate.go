package rarity

import (
	"unicode"
	"unicode/utf8"
)

// estimate answers for a word that is not listed.
func (t *tables) estimate(word string, kind Kind) int {
	first := firstRune(word)
	switch {
	case first < 0x80:
		return t.latin(word, kind)
	case unicode.Is(unicode.Han, first):
		return t.composed(word, "han", kind, unlistedHan, Least)
	case unicode.Is(unicode.Hangul, first):
		return t.composed(word, "hangul", kind, unlistedHangul, Least)
	}
	return t.letters(word)
}

// What a character says that is in no list of characters.
const (
	unlistedHan    = 900
	unlistedHangul = 800
	unlistedLetter = 160 // and of scripts without counts, where a letter is part of a word
)

// letters answers from the alphabet that has the first letter.
func (t *tables) letters(word string) int {
	first := firstRune(word)
	for _, g := range t.grams {
		if g.letters[first] != 0 {
			return g.estimate(word)
		}
	}
	return clamp(500+unlistedLetter*utf8.RuneCountInString(word), Unknown, Most)
}

// latin takes the cheaper of two views: a row of letters, or Chinese or Korean
// syllables joined into one word.
func (t *tables) latin(word string, kind Kind) int {
	if c := word[0]; '0' <= c && c <= '9' {
		return clamp(300+100*len(word), 400, 1000) // numbers tell apart, but by themselves say little
	}
	best := t.letters(word)
	if kind == Person {
		best = min(best, t.composed(word, "pinyin", kind, 0, joinedLeast), t.composed(word, "korean", kind, 0, joinedLeast))
	}
	return best
}

// joinedLeast is the least for syllables that were joined by guess.
const joinedLeast = 700

// composed gives the cheapest division of a word into listed words and units;
// other is what an unlisted character costs, 0 where there is no such thing.
// least bounds what more than one unit say.
func (t *tables) composed(word, script string, kind Kind, other, least int) int {
	units := t.units[unitNames[script][kind]]
	var best [maxBytes + 1]int
	for end := 1; end <= len(word); end++ {
		best[end] = -1
		if end < len(word) && !utf8.RuneStart(word[end]) {
			continue
		}
		for start := end - 1; start >= 0 && end-start <= maxUnit; start-- {
			if best[start] < 0 || !utf8.RuneStart(word[start]) {
				continue
			}
			c, ok := units[word[start:end]]
			cost := int(c)
			if !ok && other > 0 {
				if b, listed := t.words[kind][word[start:end]]; listed {
					cost, ok = int(b), true
				} else if utf8.RuneCountInString(word[start:end]) == 1 {
					cost, ok = other, true
				}
			}
			if ok && (best[end] < 0 || best[start]+cost < best[end]) {
				best[end] = best[start] + cost
			}
		}
	}
	if best[len(word)] < 0 {
		return Most
	}
	return max(best[len(word)], least)
}

// maxUnit is the longest listed part in bytes: four kanji, or a Korean syllable in Latin letters.
const maxUnit = 12

// unitNames spares building the names of sections.
var unitNames = map[string][2]string{
	"han": {"han person", "han body"}, "hangul": {"hangul person", "hangul body"},
	"pinyin": {"pinyin person", ""}, "korean": {"korean person", ""},
}
