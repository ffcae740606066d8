package openmatch

import (
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/search"
)

// Weights of the features, in 1/1000. The name gives the score; an identifier
// gives one by itself; what stands beside moves it.
const (
	strongIdentifier = 950 // one that is given out once in the world, or in a register
	anyIdentifier    = 850
	agreeingAddress  = 100
	otherBirthDay    = -250
	otherBirthYear   = -150
	otherIdentifier  = -150
)

// strongKinds are the kinds of identifiers whose agreement nearly settles it.
var strongKinds = []string{"lei", "imo", "tax", "inn", "ogrn", "swift", "bic", "registration", "corporate_number", "passport"}

// Names of the features, as explanations have them.
const (
	featureName       = "name_match"
	featureIdentifier = "identifier_match"
	featureOtherID    = "identifier_mismatch"
	featureBirth      = "birth_date_match"
	featureOtherBirth = "birth_date_mismatch"
	featureAddress    = "address_match"
	featureCountry    = "country_not_scored"
)

// feature says what one thing did to the score.
type feature struct {
	name             string
	score            int // 1/1000
	detail           string
	query, candidate string // "" where there is none
}

// scored is one candidate with its score.
type scored struct {
	hit      search.Hit
	score    int // 1/1000
	features []feature
}

// scoreOf makes the score of a hit from what the matcher compared.
func scoreOf(h search.Hit, x *example) scored {
	s := scored{hit: h}
	for _, c := range h.Result.Comparisons {
		switch c.Field {
		case "name":
			s.name(c)
		case "identifiers":
			s.identifier(c)
		case "birth_date":
			s.birth(c)
		case "address":
			if c.Result == finding.Agrees {
				s.add(feature{featureAddress, agreeingAddress, "the same place", c.Claimed, c.AtSource})
			}
		}
	}
	s.sum()
	if given := countryOf(x.entity); given != "" {
		s.add(feature{featureCountry, 0, "accepted and not scored: where a party comes from is no sign here", given, ""})
	}
	return s
}

func (s *scored) add(f feature) {
	i := slices.IndexFunc(s.features, func(o feature) bool { return o.name == f.name })
	switch {
	case i < 0:
		s.features = append(s.features, f)
	case abs(f.score) > abs(s.features[i].score):
		s.features[i] = f
	}
}

func abs(n int) int { return max(n, -n) }

func (s *scored) name(c finding.Comparison) {
	detail := "the same name"
	if c.Why != "" {
		detail = strings.ReplaceAll(c.Why, "_", " ")
	}
	s.add(feature{featureName, c.Degree / 10, detail, c.Claimed, c.AtSource})
}

func (s *scored) identifier(c finding.Comparison) {
	kind, _, _ := strings.Cut(c.Claimed, ":")
	switch {
	case c.Result == finding.Agrees && slices.Contains(strongKinds, kind):
		s.add(feature{featureIdentifier, strongIdentifier, "the same " + kind + " number", c.Claimed, c.AtSource})
	case c.Result == finding.Agrees:
		s.add(feature{featureIdentifier, anyIdentifier, "the same " + kind, c.Claimed, c.AtSource})
	case c.Result == finding.Differs && s.hit.Result.Why == "identifier_differs":
		s.add(feature{featureOtherID, otherIdentifier, "another " + kind, c.Claimed, c.AtSource})
	}
}

func (s *scored) birth(c finding.Comparison) {
	switch {
	case c.Result == finding.Agrees:
		detail := "the same day"
		if c.Why != "" {
			detail = "may be the same day: " + strings.ReplaceAll(c.Why, "_", " ")
		}
		s.add(feature{featureBirth, 0, detail, c.Claimed, c.AtSource})
	case c.Result != finding.Differs:
	case c.Why == "day_month_swapped", c.Why == "near":
		s.add(feature{featureOtherBirth, otherBirthDay / 2, strings.ReplaceAll(c.Why, "_", " "), c.Claimed, c.AtSource})
	case len(c.Claimed) == 4 || len(c.AtSource) == 4:
		s.add(feature{featureOtherBirth, otherBirthYear, "another year", c.Claimed, c.AtSource})
	default:
		s.add(feature{featureOtherBirth, otherBirthDay, "another date", c.Claimed, c.AtSource})
	}
}

// sum takes the better of name and identifier and moves it by the rest, within 0
// and 1.
func (s *scored) sum() {
	rest := 0
	for _, f := range s.features {
		switch f.name {
		case featureName, featureIdentifier:
			s.score = max(s.score, f.score)
		default:
			rest += f.score
		}
	}
	s.score = min(max(s.score+rest, 0), 1000)
}

// countryOf is what a query says of where a party comes from.
func countryOf(e *entity.Entity) string {
	var out []string
	for _, prop := range []string{"nationality", "citizenship", "country", "birthCountry", "jurisdiction", "mainCountry", "ethnicity"} {
		out = append(out, e.Values(prop)...)
	}
	slices.Sort(out)
	return strings.Join(slices.Compact(out), ", ")
}

// appendScored writes a result.
func appendScored(b []byte, s *scored, threshold int) []byte {
	b = appendEntity(b, &nested{source: s.hit.Source.Name, entity: s.hit.Entity})
	b = append(b, `,"score":`...)
	b = appendShare(b, s.score)
	b = append(b, `,"features":{`...)
	for i, f := range s.features {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendText(b, f.name)
		b = append(b, ':')
		b = appendShare(b, f.score)
	}
	b = append(b, `},"match":`...)
	if s.score >= threshold {
		b = append(b, "true"...)
	} else {
		b = append(b, "false"...)
	}
	b = append(b, `,"explanations":{`...)
	for i, f := range s.features {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendText(b, f.name)
		b = append(b, `:{"score":`...)
		b = appendShare(b, f.score)
		b = append(b, `,"detail":`...)
		b = appendText(b, f.detail)
		b = append(b, `,"query":`...)
		b = appendMaybe(b, f.query)
		b = append(b, `,"candidate":`...)
		b = append(appendMaybe(b, f.candidate), '}')
	}
	return append(b, "}}"...)
}

func appendMaybe(b []byte, s string) []byte {
	if s == "" {
		return append(b, "null"...)
	}
	return appendText(b, s)
}
