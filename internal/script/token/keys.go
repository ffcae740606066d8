package token

import (
	"unicode/utf8"

	"github.com/sekifuda/sekifuda/internal/script"
	"github.com/sekifuda/sekifuda/internal/script/roman"
)

// Costs of the ways on which a term is found.
const (
	costRead     = 4  // a reading that the characters have
	costRoman    = 4  // the usual romanisation
	costLetters  = 3  // letters that kana name
	costConcept  = 4  // another word of one meaning
	costSkeleton = 22 // only consonants agree
	costLast     = 40 // only consonants agree, and both are spelt in one script
)

// maxTerm is the longest term in bytes that has keys; a longer one is found as
// it is or not at all.
const maxTerm = 96

// readingsKept is how many Japanese readings a term is kept under.
const readingsKept = 16

// Keys gives what a term is found by besides itself.
func Keys(term string) []Key {
	if len(term) < 2 || len(term) > maxTerm || !utf8.ValidString(term) {
		return nil
	}
	switch term[:1] {
	case termWord:
		return wordKeys(term[1:])
	case termConcept:
		return conceptKeys(term[1:])
	}
	return nil
}

func wordKeys(w string) []Key {
	switch alphabetOf(w) {
	case latin:
		return latinKeys(w)
	case native:
		return nativeKeys(w)
	case kana:
		return kanaKeys(w)
	}
	return characterKeys(w)
}

func latinKeys(w string) []Key {
	out := make([]Key, 1, 10)
	out[0] = Key{Text: w, Spelled: true}
	for _, s := range soundsOfLatin(w) {
		out = append(out, Key{Text: signLatin + s, Cost: costRead})
	}
	for _, s := range skeletons(w, true) {
		out = append(out, Key{Text: signSkeleton + s, Cost: costSkeleton})
	}
	return out
}

func nativeKeys(w string) []Key {
	out := make([]Key, 1, 10)
	out[0] = Key{Text: w, Spelled: true}
	for i, way := range roman.Latin(w) {
		out = append(out, Key{Text: way, Cost: costRoman + uint8(2*i), Spelled: true})
		out = appendSkeletons(out, signSpelt, way, false, costSkeleton)
	}
	return out
}

// kanaKeys: the word in large kana, in which small ones are not told apart, in
// Latin letters, by the letters that it names and by its consonants.
func kanaKeys(w string) []Key {
	out := make([]Key, 0, 10)
	out = append(out, Key{Text: largeKana(w), Spelled: true})
	if letters := script.LetterNames(w); letters != "" {
		out = append(out, Key{Text: letters, Cost: costLetters, Spelled: true})
	}
	latin := script.Romaji(w)
	if latin == "" {
		return out
	}
	out = append(out, Key{Text: latin, Cost: costRoman, Spelled: true})
	for _, s := range soundsOfKana(latin) {
		out = append(out, Key{Text: signLatin + s, Cost: costRead})
	}
	return appendSkeletons(out, signSpelt, latin, false, costSkeleton)
}

func largeKana(w string) string {
	if keys := script.Words(w); len(keys) == 1 {
		return keys[0]
	}
	return w
}

func appendSkeletons(out []Key, sign, latin string, mayDropR bool, cost uint8) []Key {
	for _, s := range skeletons(latin, mayDropR) {
		k := Key{Text: sign + s, Cost: cost}
		if !hasKey(out, k.Text) {
			out = append(out, k)
		}
	}
	return out
}

func hasKey(keys []Key, text string) bool {
	for i := range keys {
		if keys[i].Text == text {
			return true
		}
	}
	return false
}

// characterKeys: stretches of kanji or Hangul.
func characterKeys(w string) []Key {
	run := []rune(w)
	out := make([]Key, 1, 16)
	out[0] = Key{Text: w, Spelled: true}
	inHangul := alphabetOf(w) == hangul
	for _, s := range readingsOf(run, readingsKept) {
		out = append(out, Key{Text: signRead + s, Cost: costRead})
		if inHangul && s[:1] == soundKorean {
			out = append(out, Key{Text: signHangul + s, Cost: costRead})
		}
	}
	return out
}

func conceptKeys(id string) []Key {
	var out []Key
	for _, s := range spellingsOf(id) {
		out = append(out, Key{Text: s, Cost: costConcept, Spelled: true})
	}
	return out
}
