package match

import (
	"slices"
	"strings"
	"unicode"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/script"
)

// maxAddresses bounds the pairs that are compared; entities have few.
const maxAddresses = 32

// compareAddresses reports the best pair of addresses. The same city and the
// same street numbers confirm; another address contradicts nothing.
func (p *Prepared) compareAddresses(e *entity.Entity, r *Result) evidence {
	values := e.Values("address")
	claimed := p.query.Addresses
	switch {
	case len(claimed) == 0 && len(values) == 0:
		return evidence{}
	case len(claimed) == 0:
		r.Comparisons = append(r.Comparisons, finding.Comparison{Field: "address", AtSource: values[0], Result: finding.ValueUnclaimed})
		return evidence{}
	case len(values) == 0:
		r.Comparisons = append(r.Comparisons, finding.Comparison{Field: "address", Claimed: claimed[0], Result: finding.AbsentAtSource})
		return evidence{}
	}
	best := finding.Comparison{Degree: -1}
	for _, c := range claimed[:min(len(claimed), maxAddresses)] {
		for _, v := range values[:min(len(values), maxAddresses)] {
			degree, why := addressDegree(c, v)
			if degree > best.Degree {
				best = finding.Comparison{Field: "address", Claimed: c, AtSource: v, Result: finding.Differs, Degree: degree, Why: why}
			}
		}
	}
	if best.Degree >= Agrees {
		best.Result = finding.Agrees
	}
	r.Comparisons = append(r.Comparisons, best)
	return evidence{confirms: best.Result == finding.Agrees}
}

// addressDegree compares two addresses in one line. Without numbers on both
// sides it never reaches Agrees: a city is shared by too many.
func addressDegree(a, b string) (int, string) {
	if script.TooLong(a) || script.TooLong(b) {
		return 0, "too_long"
	}
	pa, pb := identifier.ParseAddress(a), identifier.ParseAddress(b)
	if key := pa.BlockKey(); key != "" && key == pb.BlockKey() {
		return Full, ""
	}
	if pa.City != "" && pb.City != "" {
		// One may be in Latin letters and the other in kanji.
		if result, degree, _ := identifier.CompareParsed(pa, pb); finding.Result(result) == finding.Agrees && degree >= 9000 {
			return Agrees, ""
		}
	}
	x, y := readForeign(a), readForeign(b)
	return foreignDegree(&x, &y)
}

// splitDigits divides letters from digits: 霞が関1 is two parts, 12b is one.
func splitDigits(w string) []string {
	i := strings.IndexFunc(w, unicode.IsDigit)
	if i <= 0 || w[0] < 0x80 {
		return []string{w}
	}
	rest := w[i:]
	if j := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsDigit(r) }); j > 0 {
		return append([]string{w[:i], rest[:j]}, splitDigits(rest[j:])...)
	}
	return []string{w[:i], rest}
}

// prefixEqual reports whether the numbers of one begin those of the other:
// one side may add a room. Their order decides.
func prefixEqual(a, b []string) bool {
	n := min(len(a), len(b))
	return slices.Equal(a[:n], b[:n])
}

// wordShare is the share of the shorter side's words that the other has. A
// Japanese address is one word; there one may leave the prefecture out.
func wordShare(a, b []string) int {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 || len(b) > 64 {
		return 0
	}
	same := 0
	for _, w := range a {
		for _, v := range b {
			if w == v || len(w) >= 12 && w[0] >= 0x80 && (strings.HasSuffix(v, w) || strings.HasSuffix(w, v) && len(v) >= 12) {
				same++
				break
			}
		}
	}
	if len(a) == 1 && a[0][0] < 0x80 {
		return min(same*Full, 5000) // one Latin word is a city or a country
	}
	return same * Full / len(a)
}
