package token

import (
	"strings"
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
	costRelated  = 12 // a word that translators take for it
	costSkeleton = 22 // only consonants agree
	costLast     = 40 // only consonants agree, and both are spelt in one script
)

// maxTerm is the longest term in bytes that has keys; a longer one is found as
// it is or not at all.
const maxTerm = 96

// readingsKept is how many Japanese readings a term is kept under.
const readingsKept = 24

// skeletonsKept is how many skeletons a word in another alphabet is kept under.
const skeletonsKept = 16

// Keys gives what a term is found by besides itself.
func Keys(term string) []Key {
	if len(term) < 2 || len(term) > maxTerm || !utf8.ValidString(term) || strings.IndexByte(term, 0) >= 0 {
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
	list, n := latinSkeletons(w)
	for _, s := range list[:n] {
		out = append(out, Key{Text: signSkeleton + s, Cost: costSkeleton})
	}
	return out
}

func nativeKeys(w string) []Key { return nativeWays(w, skeletonsKept) }

func nativeWays(w string, most int) []Key {
	out := make([]Key, 1, 10)
	out[0] = Key{Text: w, Spelled: true}
	out = appendRoman(out, w, 0, most)
	if rest, ok := withoutArticle(w); ok {
		out = appendRoman(out, rest, costArticle, most/2)
	}
	return out
}

func appendRoman(out []Key, w string, cost uint8, most int) []Key {
	in := alphabetAt(w)
	for i, way := range roman.Latin(w) {
		if k := (Key{Text: way, Cost: cost + costRoman + uint8(2*i), Spelled: true}); !hasKey(out, k.Text) {
			out = append(out, k)
		}
		if strings.HasPrefix(w, "ع") {
			way = "a" + way // it is heard as a vowel, or not at all
		}
		out = appendSkeletons(out, way, in, most/(i+1))
	}
	return out
}

// costArticle is what the article before a name counts, which Latin writing has
// as a word or leaves out.
const costArticle = 5

func withoutArticle(w string) (string, bool) {
	rest, ok := strings.CutPrefix(w, "ال")
	return rest, ok && utf8.RuneCountInString(rest) > 2
}

// alphabetAt gives the alphabet that a word begins in.
func alphabetAt(w string) script.Script {
	for _, r := range w {
		if s := script.Alphabet(r); s != script.Other {
			return s
		}
	}
	return script.Other
}

// kanaKeys: the word in large kana, in which small ones are not told apart, in
// Latin letters, by the letters that it names and by its consonants.
func kanaKeys(w string) []Key { return kanaWays(w, skeletonsKept) }

func kanaWays(w string, most int) []Key {
	out := make([]Key, 0, 10)
	out = append(out, Key{Text: largeKana(w), Spelled: true})
	if letters := script.LetterNames(w); letters != "" {
		out = append(out, Key{Text: letters, Cost: costLetters, Spelled: true})
	}
	for _, english := range loanwords()[loanKey([]rune(w))] {
		if !hasKey(out, english) {
			out = append(out, Key{Text: english, Cost: costLetters, Spelled: true})
		}
	}
	latin := script.Romaji(w)
	if latin == "" || hasKey(out, latin) {
		return out
	}
	out = append(out, Key{Text: latin, Cost: costRoman, Spelled: true})
	for _, s := range soundsOfKana(latin) {
		out = append(out, Key{Text: signLatin + s, Cost: costRead})
	}
	return appendSkeletons(out, latin, script.Kana, most)
}

func largeKana(w string) string {
	if keys := script.Words(w); len(keys) == 1 {
		return keys[0]
	}
	return w
}

func appendSkeletons(out []Key, latin string, in script.Script, most int) []Key {
	for _, s := range skeletonsOf(latin, in, most) {
		k := Key{Text: signSpelt + s.text, Cost: costSkeleton + min(s.cost, 10)}
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
	in := alphabetOf(w)
	for _, s := range readingsOf(run, signRead, readingsKept) {
		out = append(out, Key{Text: s, Cost: costRead})
		if in == hangul && s[1:2] == soundKorean {
			out = append(out, Key{Text: signHangul + s[1:], Cost: costRead})
		}
	}
	return appendForeign(out, run, in, skeletonsKept)
}
