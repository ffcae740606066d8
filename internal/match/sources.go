package match

import (
	"strings"

	"github.com/sekifuda/sekifuda/internal/script"
	"github.com/sekifuda/sekifuda/internal/script/rarity"
	"github.com/sekifuda/sekifuda/internal/script/reading"
	"github.com/sekifuda/sekifuda/internal/script/roman"
)

func formClass(c script.CompanyName) string { return c.FormClass }

// personWord gives the one spelling of a word of a person's name, and what the
// word does there.
func personWord(w string) (string, role) {
	if s, ok := suffixOf(w); ok {
		return s, roleSuffix
	}
	if _, ok := particleOf(w); ok {
		return particleKey(w), roleParticle
	}
	switch {
	case isNumber(w):
		return w, roleNumber
	case maybeTitle(w):
		return w, roleCourtesy
	case patronymic(w):
		return w, rolePatronymic
	}
	return w, rolePlain
}

// servantOf gives one word to the spellings of Abd, servant of, with the article
// or without.
func servantOf(w string) string {
	switch w {
	case "abd", "abed", "abdu", "abdul", "abdel", "abdal", "abdil", "abdol", "abdoul", "abdool", "abdur", "abdus":
		return "abd"
	}
	return ""
}

func rarityOf(w string, person bool) (int, bool) {
	k := rarity.Body
	if person {
		k = rarity.Person
	}
	return rarity.Bits(w, k), rarity.Known(w, k)
}

// readingSim maps the cost of a reading for each of its characters to a
// similarity: 8500 at 750 hundredths of a bit in Japanese, whose characters have
// many readings, and at 375 in all other systems. See docs/names.md.
func readingSim(s reading.Span) int {
	per := s.Cost / (s.To - s.From)
	if s.System == reading.Japanese || s.System == reading.OnReading {
		return Full - per*2
	}
	return Full - per*4
}

// firstRoman gives the words of a word in another alphabet, in Latin letters.
func firstRoman(text string) []string {
	if all := roman.Latin(text); len(all) > 0 {
		return strings.Fields(all[0])
	}
	return nil
}

// romanised gives what a word in another alphabet may be in Latin letters.
func romanised(text string, person bool) []unit {
	var out []unit
	for _, w := range roman.Latin(text) {
		out = append(out, newUnit(script.Word{Text: w, Key: w}, person))
	}
	return out
}

// sameFather compares fathers' names by what stands before their ending: most of
// Petrovich and Pavlovich is the ending.
func sameFather(x, y *unit) int {
	a, b := x.fatherStem(x.kind == y.kind), y.fatherStem(x.kind == y.kind)
	if len(a) == 0 || len(b) == 0 {
		return Full
	}
	share := 25 // of the letters that may differ, in percent
	if x.kind != y.kind {
		share = 40
	}
	n := max(len(a), len(b))
	d := distance(a, b, share*n)
	if d == far {
		return 0
	}
	return Full - d*60/n
}

// fatherStem is the father's name as written, or in Latin letters to meet another
// alphabet; nil where there is none.
func (u *unit) fatherStem(written bool) []rune {
	word := u.raw
	if u.kind != latin && !written {
		if len(u.roman) == 0 {
			return nil
		}
		word = u.roman[0].raw
	}
	stem, _ := patronymicStem(word)
	return []rune(stem)
}
