package orgs

import (
	"slices"
)

// Concept gives the concept that a word of a company's name (a key of
// script.Words) stands for: one id for its spellings, abbreviations and
// translations and for how Japanese words are written in Latin letters. It
// fails for a word that is in no table and for one that only links.
func Concept(word string) (id string, ok bool) {
	t := concepts()
	if id, ok := t.ids[word]; ok {
		return id, true
	}
	if isNumber(word) {
		id, _ := Word(word)
		return id, true
	}
	var buf [48]byte
	if len(word) > len(buf) {
		return "", false
	}
	id, ok = t.romaji[string(shortened(buf[:0], word))]
	return id, ok
}

// ConceptAt gives the longest word of the tables, of at least two characters,
// that stands at a place of a name without spaces: n characters, 0 for none. A
// single character is one where it says which part of a country is meant that
// follows it (東 in 東日本). Katakana are words only where Spans finds them.
func ConceptAt(run []rune, from int) (n int, id string) {
	if from < 0 || from >= len(run) {
		return 0, ""
	}
	t := concepts()
	if n, id := t.longest(run, from); n > 0 {
		return n, id
	}
	one := t.ids[string(run[from])]
	if one == "" || t.class[one] != Scope || from+1 == len(run) {
		return 0, ""
	}
	if n, next := t.longest(run, from+1); n == 0 || t.class[next] != Place {
		return 0, ""
	}
	return 1, one
}

// ConceptSpans finds the words of ConceptAt in a name without spaces (a key of
// script.Words as runes), from the left; Canonical is the id.
func ConceptSpans(run []rune) []Span {
	var out []Span
	for i := 0; i < len(run); {
		n, id := ConceptAt(run, i)
		if n > 0 {
			out = append(out, Span{i, i + n, id, concepts().class[id]})
		}
		i += max(n, 1)
	}
	return out
}

// longest gives the longest word of at least two characters that stands at from.
func (t *conceptTable) longest(run []rune, from int) (n int, id string) {
	for _, w := range t.runs[run[from]] {
		if to := from + len(w); to <= len(run) && slices.Equal(run[from:to], w) && endsInKatakana(run, from, to) {
			return len(w), t.ids[string(w)]
		}
	}
	return 0, ""
}

// Phrase gives the concept that the first n of the words of a company's name
// are together (heavy industries, marine and fire insurance), the longest there
// is; 0 for none. Words that link may stand between.
func Phrase(words []string) (id string, n int) {
	t := concepts()
	if len(words) < 2 {
		return "", 0
	}
	for _, p := range t.phrases[t.same(words[0])] {
		if n := t.begins(words, p.words); n > 0 {
			return p.id, n
		}
	}
	return "", 0
}

// begins gives how many of the words are those of a phrase; 0 where they are not.
func (t *conceptTable) begins(words, wanted []string) int {
	k := 0
	for n, w := range words {
		switch _, class := Word(w); {
		case t.same(w) == wanted[k]:
			k++
		case class != Link:
			return 0
		}
		if k == len(wanted) {
			return n + 1
		}
	}
	return 0
}

// Spellings gives all words that stand for a concept, phrases written as one
// word; nil for no concept.
func Spellings(id string) []string { return slices.Clone(concepts().spellings[id]) }

// Related gives the concepts that another translation of the same name may have
// in the place of this one (製作所 is works, manufacturing, industries).
func Related(id string) []string { return slices.Clone(concepts().related[id]) }

// IsPlace reports whether a concept is a place.
func IsPlace(id string) bool { return concepts().class[id] == Place }
