package rarity

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// What is said by what no list has.
const (
	unlistedHan    = 900 // one character
	unlistedHangul = 800
	unlistedLetter = 100  // a letter of a script without counts
	unlistedMost   = 1400 // and its words at the most, for little is known of it
	joinedLeast    = 700  // syllables that are joined by guess say at least this
	oneLetter      = 400  // an initial
	personInBody   = 300  // a person's name says this much more in the name of a company
	lengthsLatin   = 6    // letters of the longest syllable (chiang)
	lengthsHan     = 4    // characters of the longest listed word of a name
	derived        = 100  // a name with an article or the ending for women says this much more
	numberLeast    = 400  // a number tells bodies apart; that they share one says little
	numberMost     = 1000 // a long one is rather an identifier
	notComposed    = Most + 1
)

// estimate answers for a word that is not listed.
func (t *tables) estimate(word string, kind Kind) int {
	first := firstRune(word)
	switch {
	case first < 0x80:
		return t.latin(word, kind)
	case unicode.Is(unicode.Han, first):
		return t.composed(word, kind, t.han[kind], unlistedHan)
	case unicode.Is(unicode.Hangul, first):
		return t.composed(word, kind, t.hangul, unlistedHangul)
	}
	bits := t.fromPerson(word, kind, t.letters(word))
	if b, ok := t.base(word); ok && kind == Person {
		bits = min(bits, b+derived)
	}
	return bits
}

// fromPerson lowers the figure of a company's word that is known as a person's
// name.
func (t *tables) fromPerson(word string, kind Kind, bits int) int {
	if b, ok := t.words[Person][word]; ok && kind == Body {
		return min(bits, int(b)+personInBody)
	}
	return bits
}

// letters answers from the alphabet that has the first letter.
func (t *tables) letters(word string) int {
	first := firstRune(word)
	for _, g := range t.grams {
		if g.letter(first) != 0 {
			return g.estimate(word)
		}
	}
	return clamp(500+unlistedLetter*utf8.RuneCountInString(word), Unknown, unlistedMost)
}

// latin takes the cheaper of two views: a row of letters, or Chinese or Korean
// syllables joined into one word.
func (t *tables) latin(word string, kind Kind) int {
	if len(word) == 1 {
		return oneLetter
	}
	if c := word[0]; '0' <= c && c <= '9' {
		return clamp(300+100*len(word), numberLeast, numberMost)
	}
	bits := t.fromPerson(word, kind, t.letters(word))
	if kind == Person {
		if b, ok := t.base(word); ok {
			bits = min(bits, b+derived)
		}
		bits = min(bits, joined(word, t.pinyin), joined(word, t.korean))
	}
	return bits
}

// base looks up what a name is derived from: Alahmad and الاحمد from Ahmad,
// Voronova from Voronov, Pavlovna from the name that Pavlov is from.
func (t *tables) base(word string) (int, bool) {
	for _, d := range derivations {
		stem := word
		if rest, ok := strings.CutPrefix(word, d.front); ok {
			if rest, ok = strings.CutSuffix(rest, d.end); ok {
				stem = word[len(d.front) : len(d.front)+len(rest)+len(d.keep)]
			}
		}
		if len(word)-len(stem) == 0 || len(stem) < 4 {
			continue
		}
		if b, ok := t.words[Person][stem]; ok {
			return int(b), true
		}
	}
	return 0, false
}

// derivations: front and end are taken off, but of the end what is to be kept.
var derivations = []struct{ front, end, keep string }{
	{"ال", "", ""}, {"al", "", ""}, {"el", "", ""}, {"", "ova", "ov"}, {"", "eva", "ev"}, {"", "ina", "in"},
	{"", "ова", "ов"}, {"", "ева", "ев"}, {"", "ина", "ин"}, {"", "vna", "v"}, {"", "vich", "v"}, {"", "вна", "в"}, {"", "вич", "в"},
}

// joined gives the cheapest way to make a Latin word of syllables.
func joined(word string, syllables map[string]uint16) int {
	var best [maxBytes + 1]int32 // of the letters in front, 1 more than they cost; 0 is no way
	best[0] = 1
	for start := range len(word) {
		if best[start] == 0 {
			continue
		}
		for end := start + 1; end <= min(start+lengthsLatin, len(word)); end++ {
			if b, ok := syllables[word[start:end]]; ok {
				if c := best[start] + int32(b); best[end] == 0 || c < best[end] {
					best[end] = c
				}
			}
		}
	}
	if best[len(word)] == 0 {
		return notComposed
	}
	return max(int(best[len(word)])-1, joinedLeast)
}

// composed gives the cheapest division of a word in Han or Hangul into listed
// words and characters; a character that is not listed costs other.
func (t *tables) composed(word string, kind Kind, units map[string]uint16, other int) int {
	var best [maxBytes + 1]int32
	best[0] = 1
	for start := range word { // where a character begins
		end := start
		for n := 1; n <= lengthsHan && end < len(word); n++ {
			_, size := utf8.DecodeRuneInString(word[end:])
			end += size
			b, ok := t.unitBits(word[start:end], kind, units)
			if !ok && n == 1 {
				b, ok = other, true
			}
			if c := best[start] + int32(b); ok && (best[end] == 0 || c < best[end]) {
				best[end] = c
			}
		}
	}
	return int(best[len(word)]) - 1
}

// unitBits looks a part of a word up.
func (t *tables) unitBits(part string, kind Kind, units map[string]uint16) (int, bool) {
	b, ok := units[part]
	if w, listed := t.words[kind][part]; listed && (!ok || w < b) {
		b, ok = w, true
	}
	if !ok && kind == Body {
		if w, listed := t.words[Person][part]; listed {
			return int(w) + personInBody, true
		}
	}
	return int(b), ok
}
