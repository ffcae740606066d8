package match

import (
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/script"
)

// identifierProps says where an entity keeps identifiers of a kind, and
// whether a party has only one of them: passports are renewed, and some have
// several, so another passport contradicts nothing.
var identifierProps = map[string]struct {
	props  []string
	unique bool
}{
	"passport":         {[]string{"passportNumber"}, false},
	"id":               {[]string{"idNumber"}, true},
	"national_id":      {[]string{"idNumber"}, true},
	"tax":              {[]string{"taxNumber"}, true},
	"registration":     {[]string{"registrationNumber"}, true},
	"corporate_number": {[]string{"registrationNumber", "taxNumber", "idNumber"}, true},
	"lei":              {[]string{"leiCode"}, true},
	"imo":              {[]string{"imoNumber"}, true},
	"email":            {[]string{"email"}, false},
	"phone":            {[]string{"phone"}, false},
	"website":          {[]string{"website"}, false},
}

// compareIdentifiers compares what was claimed with what the source has of the
// same kind.
func (p *Prepared) compareIdentifiers(e *entity.Entity, r *Result) evidence {
	var ev evidence
	for _, claim := range p.query.Identifiers {
		kind, value, ok := strings.Cut(claim, ":")
		where, known := identifierProps[strings.ToLower(strings.TrimSpace(kind))]
		if !ok || !known || plainID(value) == "" {
			continue
		}
		c, shape := compareIdentifier(e, where.props, value)
		c.Claimed = claim
		r.Comparisons = append(r.Comparisons, c)
		switch {
		case c.Result == finding.Agrees:
			// A mailbox or a telephone is shared by many: it points, it does not identify.
			ev.confirms = ev.confirms || where.unique || kind == "passport"
		case c.Result == finding.Differs && where.unique && shape:
			ev.contradicts = true
		}
	}
	ev.contradicts = ev.contradicts && !ev.confirms
	return ev
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
