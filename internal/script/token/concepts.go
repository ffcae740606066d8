package token

import "github.com/sekifuda/sekifuda/internal/script/orgs"

// concept gives the id of the business word or place that a key of
// script.Words is, in any language.
func concept(w string) (id string, ok bool) {
	switch id, class := orgs.Word(w); class {
	case orgs.Name, orgs.Link:
		return "", false
	default:
		return id, true
	}
}

// spellingsOf gives all words that stand for a concept.
func spellingsOf(id string) []string { return []string{id} }

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
	for _, s := range orgs.Spans(largeRun(run)) {
		if s.Class != orgs.Name && s.Class != orgs.Link {
			out = append(out, part{s.From, s.To, s.Canonical})
		}
	}
	return out
}
