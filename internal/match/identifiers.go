package match

import (
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/script"
)

// identifierKind says where an entity keeps identifiers of a kind, whether an
// equal one identifies (a mailbox only points), and whether a party has only
// one: passports are renewed and some have several, so another one contradicts
// nothing.
type identifierKind struct {
	props              []string
	identifies, unique bool
}

// identifierKinds has the kinds as package identifier names them.
var identifierKinds = map[string]identifierKind{
	"passport":         {[]string{"passportNumber"}, true, false},
	"national_id":      {[]string{"idNumber"}, true, true},
	"tax":              {[]string{"taxNumber", "innCode"}, true, true},
	"registration":     {[]string{"registrationNumber"}, true, true},
	"corporate_number": {[]string{"registrationNumber", "taxNumber", "idNumber"}, true, true},
	"lei":              {[]string{"leiCode"}, true, true},
	"imo":              {[]string{"imoNumber"}, true, true},
	"mmsi":             {[]string{"mmsi"}, true, false},
	"swift":            {[]string{"swiftBic"}, true, false},
	"duns":             {[]string{"dunsCode"}, true, true},
	"ogrn":             {[]string{"ogrnCode", "registrationNumber"}, true, true},
	"vat":              {[]string{"vatCode", "taxNumber"}, true, false},
	"email":            {[]string{"email"}, false, false},
	"phone":            {[]string{"phone"}, false, false},
	"website":          {[]string{"website"}, false, false},
}

// compareIdentifiers compares what was claimed with what the source has of the
// same kind.
func (p *Prepared) compareIdentifiers(e *entity.Entity, r *Result) evidence {
	var ev evidence
	for _, claim := range p.query.Identifiers {
		parsed := parseClaim(claim)
		kind, known := identifierKinds[parsed.Kind]
		if !known || plainID(parsed.Value) == "" {
			continue
		}
		c, shape := compareIdentifier(e, kind.props, parsed.Value)
		c.Claimed = claim
		r.Comparisons = append(r.Comparisons, c)
		ev.confirms = ev.confirms || c.Result == finding.Agrees && kind.identifies
		ev.contradicts = ev.contradicts || c.Result == finding.Differs && kind.unique && shape
	}
	ev.contradicts = ev.contradicts && !ev.confirms
	return ev
}

// parseClaim reads KIND:VALUE. A failing check digit is the caller's matter:
// the value is compared all the same.
func parseClaim(claim string) identifier.Other {
	// "id:" is also the prefix of every key; alone it means a national id.
	if rest, ok := strings.CutPrefix(claim, "id:"); ok && !strings.Contains(rest, ":") {
		claim = "national_id:" + rest
	}
	parsed, _ := identifier.ParseIdentifier(claim)
	return parsed
}

// compareIdentifier also reports whether the source has a value of the same
// shape: numbers of two different registers may share a property, and their
// difference says nothing.
func compareIdentifier(e *entity.Entity, props []string, claimed string) (c finding.Comparison, sameShape bool) {
	c = finding.Comparison{Field: "identifiers", Result: finding.AbsentAtSource}
	want := plainID(claimed)
	for _, prop := range props {
		for _, v := range e.Properties[prop] {
			got := plainID(v)
			if got == "" {
				continue
			}
			if got == want {
				c.Result, c.AtSource, c.Degree, c.Why = finding.Agrees, v, Full, ""
				return c, true
			}
			if c.Result == finding.AbsentAtSource {
				c.Result, c.AtSource, c.Why = finding.Differs, v, "other_identifier"
			}
			sameShape = sameShape || shapeOf(got) == shapeOf(want)
		}
	}
	return c, sameShape
}

// plainID keeps the letters and digits of an identifier, without a remark in
// brackets behind it.
func plainID(s string) string {
	s, _, _ = strings.Cut(script.Fold(s), " (")
	s = strings.TrimPrefix(s, "imo ")
	return strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// shapeOf writes digits as 9 and letters as a.
func shapeOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r <= '9' {
			return '9'
		}
		return 'a'
	}, s)
}
