package script

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// Words gives the words of a name as they are compared: folded, kana as large
// katakana, Latin letters plain, in the order written, nothing removed. A run
// of kanji or kana without a space is one word.
func Words(s string) []string { return keysOf(words(Fold(s))) }

// CompanyWords gives the words of a company's core, all its words, and the
// name of its form (CompanyName.FormName), in one go.
func CompanyWords(s string) (core, all []string, form string) {
	folded := Fold(s)
	p := split(folded)
	if p.form != nil {
		form = p.form.name
	}
	all = keysOf(words(folded))
	if p.core == folded {
		return all, all, form
	}
	return keysOf(words(p.core)), all, form
}

func keysOf(ws []word) []string {
	out := make([]string, len(ws))
	for i, w := range ws {
		out[i] = w.key
	}
	return out
}

// Tokens gives what a name is retrieved by, each once: the words of its core
// (corporate form removed), and beside them what other writings of it would
// have as words: the parts of a kanji name joined, words joined by capitals
// apart (SergeiVostrov), kana in Latin letters. Two names that may be the same
// share a token; sharing one says nothing yet.
func Tokens(s string) []string {
	core := split(Fold(s)).core
	ws := words(core)
	out := make([]string, 0, len(ws)+2)
	joined, han := "", len(ws) > 1 && len(ws) <= 4
	for _, w := range ws {
		if w.key == "&" {
			continue
		}
		out = append(out, w.key)
		joined += w.key
		first, _ := utf8.DecodeRuneInString(w.key)
		han = han && (isHan(first) || isKana(first))
		if !isASCII(w.key) {
			if latin := latinWord(core[w.start:w.end], w.key); latin != "" {
				out = append(out, latin)
			}
		}
	}
	if han {
		out = append(out, joined)
	}
	out = append(out, humps(s)...)
	return dedupe(out)
}

// humps gives the parts of words that capitals alone divide.
func humps(s string) []string {
	var out []string
	start, lower := 0, false
	cut := func(end int) {
		for _, w := range Words(s[start:end]) {
			if len(w) > 2 {
				out = append(out, w)
			}
		}
		start = end
	}
	found := false
	for i, r := range s {
		if lower && unicode.IsUpper(r) {
			cut(i)
			found = true
		}
		lower = unicode.IsLower(r)
	}
	if !found {
		return nil
	}
	cut(len(s))
	return out
}

func dedupe(in []string) []string {
	out := in[:0]
	for _, w := range in {
		if !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}
