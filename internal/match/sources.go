package match

import (
	"strings"

	"github.com/sekifuda/sekifuda/internal/script"
	"github.com/sekifuda/sekifuda/internal/script/rarity"
	"github.com/sekifuda/sekifuda/internal/script/reading"
)

type lettersWord struct{}

func newLetters(string) *lettersWord               { return nil }
func compareLetters(a, b *lettersWord) (int, bool) { return 0, false }
func romanised(string, bool) []unit                { return nil }
func formClass(c script.CompanyName) string        { return "" }

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
	}
	return w, rolePlain
}

func rarityOf(w string, person bool) (int, bool) {
	k := rarity.Body
	if person {
		k = rarity.Person
	}
	return rarity.Bits(w, k), rarity.Known(w, k)
}

func readingSim(s reading.Span) int {
	per := s.Cost / (s.To - s.From)
	return Full - per*2
}

// firstRoman gives the words of a word in another alphabet, in Latin letters.
func firstRoman(text string) []string {
	if k := script.LatinKey(text); k != "" {
		return strings.Fields(k)
	}
	return nil
}
