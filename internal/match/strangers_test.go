package match

import (
	"slices"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/world/culture"
)

// The native name and the name in Latin letters meet, in every spelling and
// order that the tradition knows. The figures are of 60 persons.
func TestNativeMeetsLatinByCulture(t *testing.T) {
	const n = 60
	for _, tr := range culture.Traditions() {
		var missed []string
		for i, p := range persons(tr, n) {
			latin := p.Roman(culture.Style{Spelling: i % 2, SurnameFirst: i%4 < 2, Syllables: p.Style.Syllables})
			if score, why := scoreNames(entity.Person, p.Native(), latin); score < Agrees {
				missed = append(missed, p.Native()+" | "+latin+" | "+itoa(score)+" "+why)
			}
		}
		atMost(t, tr.Code, missed, unmet[tr.Code])
	}
}

// unmet are the persons whose two names are known not to meet, of 60.
var unmet = map[string]int{"zh_hk": 1, "zh_tw": 2, "ko": 1, "ar": 4, "fa": 5, "hi": 3, "th": 4}

// Nobody agrees with whoever has the same given name and another surname.
func TestAnotherSurnameByCulture(t *testing.T) {
	const n = 60
	for _, tr := range culture.Traditions() {
		people := persons(tr, n)
		var wrong []string
		for i, p := range people {
			other := people[(i+7)%n]
			if related(p, other) {
				continue
			}
			q := p
			q.Parts = nil
			for _, part := range p.Parts {
				if part.Role != culture.RoleSurname {
					q.Parts = append(q.Parts, part)
				}
			}
			for _, part := range other.Parts {
				if part.Role == culture.RoleSurname {
					q.Parts = append(q.Parts, part)
				}
			}
			for _, pair := range [][2]string{{p.Native(), q.Native()}, {p.Romanised(), q.Romanised()}, {p.Native(), q.Romanised()}} {
				if score, why := scoreNames(entity.Person, pair[0], pair[1]); score >= Agrees {
					wrong = append(wrong, pair[0]+" | "+pair[1]+" | "+itoa(score)+" "+why)
				}
			}
		}
		atMost(t, tr.Code, wrong, namesakes[tr.Code])
	}
}

// namesakes are the pairs with another surname that are known to agree, of 180:
// for a surname that is a particle or a title elsewhere (Bar, Singh) or a letter
// or two away.
var namesakes = map[string]int{"pl": 3, "ja": 1, "ru": 3, "hi": 3, "he": 3}

// Whoever has another given name and another surname is nobody's namesake.
func TestStrangersByCulture(t *testing.T) {
	const n = 24
	for _, tr := range culture.Traditions() {
		people := persons(tr, n)
		var wrong []string
		for i, p := range people {
			for _, q := range people[i+1:] {
				if related(p, q) {
					continue
				}
				for _, pair := range [][2]string{{p.Native(), q.Native()}, {p.Romanised(), q.Romanised()}, {p.Native(), q.Romanised()}} {
					if score, why := scoreNames(entity.Person, pair[0], pair[1]); score >= Agrees {
						wrong = append(wrong, pair[0]+" | "+pair[1]+" | "+itoa(score)+" "+why)
					}
				}
			}
		}
		atMost(t, tr.Code, wrong, 0)
	}
}

// related tells that two persons share a part of their names.
func related(p, q culture.Person) bool {
	for _, a := range p.Parts {
		for _, b := range q.Parts {
			if a.Native == b.Native || slices.ContainsFunc(a.Latin, func(s string) bool { return slices.Contains(b.Latin, s) }) {
				return true
			}
		}
	}
	return false
}
