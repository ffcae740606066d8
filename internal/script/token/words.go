package token

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sekifuda/sekifuda/internal/script"
)

// alphabet is what a stretch of a name is written in, as far as finding goes.
type alphabet uint8

const (
	latin  alphabet = iota // plain Latin letters and digits
	native                 // another alphabet that spells: Cyrillic, Arabic, Thai …
	kana
	han // kanji or hanzi, with the kana between them
	hangul
)

// unspaced reports whether names in it are written without spaces.
func (a alphabet) unspaced() bool { return a >= kana }

// word is one word of a name as its writer divided it. A word of an unspaced
// script has its characters too: katakana keep their size, which their reading
// needs and the key has lost.
type word struct {
	key  string
	in   alphabet
	run  []rune
	text string // as it stands, folded
}

// maxWords is how many words of a name are looked at; those of longer names
// say enough.
const maxWords = 96

// wordsOf gives the words that a name is found by: without corporate form for
// bodies, without titles for persons.
func wordsOf(name string, kind Kind) []word {
	if script.TooLong(name) {
		return nil
	}
	var list []script.Word
	if kind == Person {
		list = dropTitles(script.NameWords(name))
	} else {
		list, _, _ = script.CompanyNameWords(name)
	}
	out := make([]word, 0, len(list))
	for _, w := range list[:min(len(list), maxWords)] {
		if w.Key == "&" || strings.IndexByte(w.Key, 0) >= 0 {
			continue
		}
		next := word{key: w.Key, text: w.Text, in: alphabetOf(w.Key)}
		if next.in.unspaced() {
			next.run = runOf(w)
		}
		out = append(out, next)
	}
	if kind != Person {
		out = mergeLetters(out)
	}
	return out
}

// alphabetOf gives the alphabet of a word by its letters. One kanji makes it
// kanji, then kana and Hangul count before the others.
func alphabetOf(word string) alphabet {
	found := latin
	for i := 0; i < len(word); {
		if word[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(word[i:])
		i += n
		switch in := alphabetOfRune(r); {
		case in == han:
			return han
		case in == latin:
		case in == native && found != latin:
		default:
			found = in
		}
	}
	return found
}

func alphabetOfRune(r rune) alphabet {
	switch s := script.Alphabet(r); s {
	case script.Han:
		return han
	case script.Kana:
		return kana
	case script.Hangul:
		return hangul
	case script.Latin:
		return latin
	case script.Other:
		if r >= utf8.RuneSelf && unicode.IsLetter(r) {
			return native
		}
		return latin
	default:
		return native
	}
}

// runOf gives the characters of a word as terms have them: hiragana as
// katakana, signs gone, Latin letters plain.
func runOf(w script.Word) []rune {
	plain := true
	for _, r := range w.Text {
		if r >= utf8.RuneSelf && alphabetOfRune(r) == latin && unicode.IsLetter(r) {
			plain = false
		}
	}
	if !plain {
		return []rune(w.Key)
	}
	out := make([]rune, 0, len(w.Text)/3+4)
	for _, r := range w.Text {
		switch {
		case 'ぁ' <= r && r <= 'ゖ':
			r += 0x60
		case r != 'ー' && !unicode.IsLetter(r) && !unicode.IsNumber(r):
			continue
		}
		out = append(out, r)
	}
	if len(out) == 0 {
		return []rune(w.Key)
	}
	return out
}

// runAlphabet is the alphabet of a character within a run; the long mark and
// small signs between kanji belong to what is around them.
func runAlphabet(r rune) alphabet {
	if r < utf8.RuneSelf {
		return latin
	}
	if r == 'ー' {
		return kana
	}
	return alphabetOfRune(r)
}
