package match

import (
	"slices"
	"strings"
	"unicode"

	"github.com/sekifuda/sekifuda/internal/script"
	"github.com/sekifuda/sekifuda/internal/script/roman"
)

// foreignAddress is an address abroad, divided by what its words mean.
type foreignAddress struct {
	words   []string // names of streets, towns, regions
	ways    []string // kinds of ways
	numbers []string // of the house on its street, in their order
	units   []string // of floors and rooms
	box     string   // at a post office
	postal  []string // codes
	country string
}

// addressMarks divides what is written together, and writes marks as words.
var addressMarks = strings.NewReplacer("丁目", " ", "番地", " ", "番", " ", "号", " ", "-", " ", "#", " unit ", "p.o.", "po ", "а/я", "box", "/", " ")

// readForeign divides an address into what it says. Words in other alphabets are
// written in Latin letters.
func readForeign(s string) foreignAddress {
	var a foreignAddress
	folded := addressMarks.Replace(script.Fold(s))
	parts := strings.FieldsFunc(folded, func(r rune) bool { return r == ',' || r == ';' || r == '、' || r == '\n' })
	for len(parts) > 1 && strings.TrimSpace(parts[len(parts)-1]) == "" {
		parts = parts[:len(parts)-1]
	}
	for i, part := range parts {
		words := latinWords(part)
		if i > 0 && i == len(parts)-1 {
			words = a.takeCountry(words)
		}
		a.part(words)
	}
	a.shortCodes()
	return a
}

// latinWords gives the words of a part in Latin letters where they spell.
func latinWords(part string) []string {
	var out []string
	for _, w := range script.Words(part) {
		for _, x := range splitDigits(w) {
			if x[0] >= 0x80 {
				if l := roman.Latin(x); len(l) > 0 {
					x = l[0]
				}
			}
			out = append(out, x)
		}
	}
	return out
}

// takeCountry takes the country off the end.
func (a *foreignAddress) takeCountry(words []string) []string {
	for n := min(5, len(words)); n > 0; n-- {
		if c := countries[strings.Join(words[len(words)-n:], " ")]; c != "" {
			a.country = c
			return words[:len(words)-n]
		}
	}
	return words
}

// part reads the words between two commas.
func (a *foreignAddress) part(words []string) {
	words = slices.DeleteFunc(words, func(w string) bool { return w == "no" || w == "nr" || w == "nro" || w == "number" })
	for i := 0; i < len(words); i++ {
		w := words[i]
		next := ""
		if i+1 < len(words) {
			next = words[i+1]
		}
		switch {
		case letteredCode(w, next):
			a.postal = append(a.postal, w+next)
			i++
		case boxTerms[w] && hasDigit(next):
			a.box, i = next, i+1
		case unitTerms[w] != "" && hasDigit(next):
			a.units, i = append(a.units, ordinal(next)), i+1
		case isOrdinal(w) && unitTerms[next] != "", isNumber(w) && unitTerms[next] == "floor" && !(i+2 < len(words) && hasDigit(words[i+2])):
			a.units, i = append(a.units, ordinal(w)), i+1
		case houseTerms[w] && hasDigit(next):
			a.units, i = append(a.units, next), i+1
		case isNumber(w) && len(w) >= 5:
			a.postal = append(a.postal, w)
		case startsDigit(w) && !isOrdinal(w):
			a.numbers = append(a.numbers, strings.TrimLeft(w, "0"))
		default:
			a.word(w)
		}
	}
}

// word takes a word that is no number.
func (a *foreignAddress) word(w string) {
	if way := ways[w]; way != "" {
		a.ways = append(a.ways, way)
		return
	}
	if unitTerms[w] != "" || houseTerms[w] || boxTerms[w] || fillers[w] {
		return
	}
	for _, end := range compounds {
		if base, ok := strings.CutSuffix(w, end); ok && len(base) >= 3 {
			a.ways = append(a.ways, ways[end])
			w = base
			break
		}
	}
	if t := townNames[w]; t != "" {
		w = t
	}
	a.words = append(a.words, w)
}

// shortCodes takes a number of four digits for a postal code where it is not the
// first number: many countries have such.
func (a *foreignAddress) shortCodes() {
	if len(a.numbers) < 2 {
		return
	}
	kept := a.numbers[:1]
	for _, n := range a.numbers[1:] {
		if len(n) == 4 && isNumber(n) {
			a.postal = append(a.postal, n)
		} else {
			kept = append(kept, n)
		}
	}
	a.numbers = kept
}

// letteredCode reports whether two words are a postal code of letters and
// digits, as in Britain, Canada and the Netherlands.
func letteredCode(a, b string) bool {
	shape := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsDigit(r) {
				return '9'
			}
			if r >= 'a' && r <= 'z' {
				return 'a'
			}
			return '?'
		}, s)
	}
	switch shape(b) {
	case "9aa":
		return slices.Contains([]string{"a9", "a99", "aa9", "aa99", "a9a", "aa9a"}, shape(a))
	case "9a9":
		return shape(a) == "a9a"
	case "aa":
		return shape(a) == "9999" && ways[b] == "" && unitTerms[b] == "" && !fillers[b]
	}
	return false
}

func hasDigit(w string) bool { return strings.ContainsAny(w, "0123456789") }

func startsDigit(w string) bool { return w != "" && w[0] >= '0' && w[0] <= '9' }

// isOrdinal reports whether w counts: 5th, 2nd. A street may be named so.
func isOrdinal(w string) bool {
	digits := strings.TrimLeft(w, "0123456789")
	return digits != w && (digits == "th" || digits == "st" || digits == "nd" || digits == "rd")
}

// ordinal leaves the number of one.
func ordinal(w string) string {
	if isOrdinal(w) {
		return w[:len(w)-2]
	}
	return w
}

// foreignDegree compares two addresses abroad. The number of the house or of the
// box must agree, and most of the words.
func foreignDegree(x, y *foreignAddress) (int, string) {
	share := wordShare(x.words, y.words)
	code := sameCode(x.postal, y.postal)
	if code > 0 && share >= 3000 {
		share = max(share, 6000)
	}
	nx, ny := x.numbers, y.numbers
	if x.box != "" && y.box != "" {
		nx, ny = []string{x.box}, []string{y.box}
	}
	switch {
	case len(nx) == 0 || len(ny) == 0:
		return min(share*8/10, Agrees-1000), "no_number"
	case x.country != "" && y.country != "" && x.country != y.country:
		return min(share/2, Agrees-1500), "other_country"
	case !prefixEqual(nx, ny):
		return min(share/2, Agrees-1500), "other_number"
	case share < 6000:
		return share / 2, "other_place"
	case code < 0:
		return Agrees - 500, "other_postal_code"
	case len(x.ways) > 0 && len(y.ways) > 0 && !shared(x.ways, y.ways):
		return Agrees - 500, "other_street"
	}
	degree := Agrees + (share-6000)*1500/4000
	if len(x.units) > 0 && len(y.units) > 0 && !shared(x.units, y.units) {
		return max(Agrees, degree-1000), "building_differs"
	}
	return degree, ""
}

// sameCode is 1 where both have a postal code and one of each agrees, -1 where
// none does, 0 where one side has none.
func sameCode(a, b []string) int {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	comparable := false
	for _, p := range a {
		for _, q := range b {
			if p == q || len(p) >= 5 && len(q) >= 5 && (strings.HasPrefix(p, q) || strings.HasPrefix(q, p)) {
				return 1
			}
			comparable = comparable || len(p) == len(q)
		}
	}
	if comparable {
		return -1
	}
	return 0
}

func shared(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}
