package token

import (
	"github.com/sekifuda/sekifuda/internal/script/orgs"
	"github.com/sekifuda/sekifuda/internal/script/reading"
)

// signConcept stands before the exact key of a concept, by which translators'
// other words for the same thing ask for it.
const signConcept = "B"

// concept gives the id of the business word or place that a key of
// script.Words is, in any language.
func concept(w string) (id string, ok bool) { return orgs.Concept(w) }

// phraseAt gives the concept that some words from i on are together, and how
// many; 0 for none.
func phraseAt(words []word, i int) (id string, n int) {
	var buf [maxPhrase]string
	keys := buf[:0]
	for k := i; k < len(words) && len(keys) < maxPhrase && !words[k].in.unspaced(); k++ {
		keys = append(keys, words[k].key)
	}
	if len(keys) < 2 {
		return "", 0
	}
	return orgs.Phrase(keys)
}

// maxPhrase is how many words a phrase has at most, those that link counted.
const maxPhrase = 6

// conceptKeys: all spellings of a concept, and its own name.
func conceptKeys(id string) []Key {
	list := orgs.Spellings(id)
	out := make([]Key, 0, len(list)+2)
	out = append(out, Key{Text: signConcept + id})
	for _, s := range list {
		if len(s) < 2 || len(s) > maxTerm {
			continue
		}
		out = append(out, Key{Text: s, Cost: costConcept, Spelled: true})
		switch alphabetOf(s) {
		case latin:
			out = appendLatinForms(out, s)
		case han:
			for _, k := range readingsOf([]rune(s), signRead, conceptReadings) {
				if !hasKey(out, k) && k[1:2] == soundJapanese {
					out = append(out, Key{Text: k, Cost: costRead})
				}
			}
		}
	}
	if !hasKey(out, id) { // a number
		out = append(out, Key{Text: id, Cost: costConcept, Spelled: true})
	}
	return out
}

// appendLatinForms adds what a spelling of a concept is found by in other
// scripts: its consonants, and its sound where it is Japanese (taiyo is 太陽, and
// 大洋 too).
func appendLatinForms(out []Key, s string) []Key {
	if len(s) < 4 {
		return out
	}
	list, n := latinSkeletons(s)
	for _, k := range list[:n] {
		if k := (Key{Text: signSkeleton + k, Cost: costSkeleton}); !hasKey(out, k.Text) {
			out = append(out, k)
		}
	}
	if j := reading.NewWord(s).Latin(reading.Japanese); isMorae(j) {
		if k := (Key{Text: signLatin + soundJapanese + j, Cost: costRead}); !hasKey(out, k.Text) {
			out = append(out, k)
		}
	}
	return out
}

// conceptReadings is how many readings a word of the tables is kept under.
const conceptReadings = 4

// askedConcept asks for a concept and, at a cost, for those that translators
// take for it.
func askedConcept(id string, from, to int) Asked {
	t := Asked{Text: termConcept + id, From: from, To: to}
	for _, other := range orgs.Related(id) {
		t.Keys = append(t.Keys, Key{Text: signConcept + other, Cost: costRelated})
	}
	return t
}

// largeRun has katakana in full size, as the tables of words do.
func largeRun(run []rune) []rune {
	out := make([]rune, len(run))
	for i, r := range run {
		switch r {
		case 'ァ', 'ィ', 'ゥ', 'ェ', 'ォ', 'ッ', 'ャ', 'ュ', 'ョ', 'ヮ':
			r++
		case 'ヵ':
			r = 'カ'
		case 'ヶ':
			r = 'ケ'
		case 'ヰ':
			r = 'イ'
		case 'ヱ':
			r = 'エ'
		case 'ヲ':
			r = 'オ'
		}
		out[i] = r
	}
	return out
}

// conceptParts gives the words of the tables in a run, in their order.
func conceptParts(run []rune) []part {
	var out []part
	for _, s := range orgs.ConceptSpans(largeRun(run)) {
		out = append(out, part{s.From, s.To, s.Canonical})
	}
	return out
}
