package match

import (
	"math/bits"
	"slices"

	"github.com/sekifuda/sekifuda/internal/script/letters"
)

// similar says how far two words are one, and by what rule.
func similar(x, y *unit, person bool) (int, rule) {
	switch {
	case x.key == y.key || x.raw == y.raw:
		return Full, ruleEqual
	case x.role == roleNumber || y.role == roleNumber || x.role == roleSuffix || y.role == roleSuffix:
		return 0, ruleNone
	case (x.role == roleParticle) != (y.role == roleParticle):
		if min(len(x.runes), len(y.runes)) < 4 || x.kind != y.kind {
			return 0, ruleNone
		}
		return slips(x, y, person) // abul for abdul
	case x.canonical != "" && x.canonical == y.canonical:
		if person {
			return 9900, ruleVariant
		}
		return 9600, ruleAbbreviation
	case x.kind != y.kind:
		return across(x, y, person)
	case x.kind >= han:
		return 0, ruleNone // characters are compared one by one
	case x.initial() || y.initial():
		return initialFor(x, y, person)
	}
	return spelled(x, y, person)
}

func initialFor(x, y *unit, person bool) (int, rule) {
	if person && x.runes[0] == y.runes[0] {
		return 8500, ruleInitial
	}
	return 0, ruleNone
}

// spelled compares two words in one alphabet.
func spelled(x, y *unit, person bool) (int, rule) {
	sim, why := slips(x, y, person)
	if why == ruleGendered {
		return sim, why
	}
	if s, r := otherForm(x, y, person); s > sim {
		sim, why = s, r
	}
	if sim < 9000 && x.letters != nil && y.letters != nil && mayBeVariant(x, y) {
		if s := variant(x, y); s > sim {
			sim, why = s, ruleVariant
		}
	}
	if person && x.known && y.known && otherGender(x.runes, y.runes) {
		return 7000, ruleGendered
	}
	if person && x.known && y.known && (nisba(x.runes, y.runes) || nisba(y.runes, x.runes)) {
		sim = min(sim, 7800)
	}
	return sim, why
}

// variant compares two words as two spellings of one name, by habits of
// spelling that were learned. Two names that are both well known are rather two
// names.
func variant(x, y *unit) int {
	if !letters.MayReach(x.letters, y.letters, 8300, 3250) {
		return 0
	}
	s, likeness, ok := letters.WeighFrom(x.letters, y.letters, 8300)
	s = min(s, 7000+likeness*2/5)
	if x.known && y.known {
		s -= 1000
	}
	if !ok || s < 8300 || min(len(x.runes), len(y.runes)) < 5 && likeness < 8000 {
		return 0
	}
	return min(s, 9200)
}

// slips compares by edits. Two names that are both well known are rather two
// names than one with a slip.
func slips(x, y *unit, person bool) (int, rule) {
	n, short := max(len(x.runes), len(y.runes)), min(len(x.runes), len(y.runes))
	limit := limitFor(n)
	if short < 3 && (n > 3 || x.known && y.known) {
		limit = min(limit, 30) // a doubled letter
	}
	if short < 2 || !mayBeNear(x.mask, y.mask, limit) {
		return 0, ruleNone
	}
	d := distance(x.runes, y.runes, limit)
	if d == far {
		return 0, ruleNone
	}
	if person && gendered(x.runes, y.runes) {
		return 7000, ruleGendered
	}
	sim := editSim(d, n)
	switch known := x.known && y.known; {
	case known && n <= 4 && d > 30: // Jun and Jung, Chiu and Chau are two names
		sim -= 2500
	case known && d > 50:
		sim -= 1000
	}
	return sim, ruleSpelling
}

// editSim is what d hundredths of an edit leave of a word of n letters.
func editSim(d, n int) int { return Full - d*66/n - d*d/200 }

// otherForm knows pet names, abbreviations and words turned round.
func otherForm(x, y *unit, person bool) (int, rule) {
	switch {
	case len(x.short) > 0 && len(y.short) > 0 && shareGroup(x.short, y.short):
		return 9000, ruleNickname
	case person && sibilants(x.raw, y.raw):
		return 8200, ruleVariant
	case !person && shortens(x.runes, y.runes):
		return 8800, ruleAbbreviation
	case len(x.runes) >= 5 && len(x.runes) == len(y.runes) && x.mask == y.mask && !(x.known && y.known) && turned(x.runes, y.runes):
		return 8800, ruleTurned
	}
	return 0, ruleNone
}

// gendered reports whether two words are a man's and a woman's form of one
// genderedAcross is gendered for a word in Latin letters and one that has them
// shortens reports whether the shorter word is a beginning of the longer
// one, or its first and last letter with consonants between: comm, srvcs.
func shortens(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	n := len(a)
	if n < 3 || len(b) < n+2 || a[0] != b[0] {
		return false
	}
	i := 0
	for i < n && a[i] == b[i] {
		i++
	}
	if i == n {
		return len(b) >= n+3
	}
	if a[n-1] != b[len(b)-1] {
		return false
	}
	for j := 1; j < n; j++ {
		if isVowel(a[j]) {
			return false
		}
	}
	k := 0
	for _, r := range b {
		if k < n && r == a[k] {
			k++
		}
	}
	return k == n
}

// turned reports whether both have the same letters, in another order.
func turned(a, b []rune) bool {
	var count [64]int8
	for i := range a {
		count[a[i]&63]++
		count[b[i]&63]--
	}
	return count == [64]int8{}
}

// mayBeVariant is false where the consonants of two words are so different
// that no spelling habit explains it.
func mayBeVariant(x, y *unit) bool {
	n, m := len(x.runes), len(y.runes)
	return min(n, m) >= 2 && abs(n-m) <= 1+max(n, m)/2 && bits.OnesCount16(x.sounds^y.sounds) <= 1
}

// across compares words of two alphabets: by learned correspondences of
// letters where there are any, else by what they are in Latin letters.
func across(x, y *unit, person bool) (int, rule) {
	if x.letters != nil && y.letters != nil {
		if s, likeness, ok := letters.Weigh(x.letters, y.letters); ok {
			if person && s > 7000 && genderedAcross(x, y) {
				return 7000, ruleGendered
			}
			s = min(s, lettersBase+likeness/4)
			if person && nisbaAcross(x, y) {
				s = min(s, 7800)
			}
			return s, ruleLetters
		}
	}
	return romanBest(x, y, person), ruleRomanised
}

// lettersBase is what a pair of letters that are not alike at all scores at most.
const lettersBase = 7600

// mayBeAlike is false where similar gives less than least for two words because
// their letters are too different.
func mayBeAlike(x, y *unit, least int) bool {
	if x.kind == y.kind || x.key == y.key || x.raw == y.raw || x.canonical != "" && x.canonical == y.canonical {
		return true
	}
	return letters.MayReach(x.letters, y.letters, least, 4*(least-lettersBase))
}

// romanBest compares every writing in Latin letters of one word with every
// one of the other.
func romanBest(x, y *unit, person bool) int {
	best := 0
	for i := range max(len(x.roman), 1) {
		for j := range max(len(y.roman), 1) {
			a, b := x, y
			if len(x.roman) > 0 {
				a = &x.roman[i]
			}
			if len(y.roman) > 0 {
				b = &y.roman[j]
			}
			if a.kind != latin || b.kind != latin {
				continue
			}
			s, _ := similar(a, b, person)
			best = max(best, min(s, 9700))
		}
	}
	return best
}

// shareGroup reports whether two names are in one group of short forms.
func shareGroup(a, b []uint16) bool {
	for _, g := range a {
		if slices.Contains(b, g) {
			return true
		}
	}
	return false
}

// sibilants reports whether two short words are one Chinese syllable heard by
// initialSound gives the class of the sibilants that a word begins with, and
