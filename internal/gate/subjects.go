package gate

import (
	"slices"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/match"
	"github.com/sekifuda/sekifuda/internal/record"
)

// subject is one party or person of an application that lists are searched for.
type subject struct {
	role  string
	query match.Query
}

// subjects returns everybody whom the application names, without those that
// only repeat another: the same name and birth date are searched once.
func (x *Examination) subjects() []subject {
	a := x.App
	var out []subject
	seen := map[string]bool{}
	add := func(role string, q match.Query) {
		q.Names = nonEmpty(q.Names)
		if ev := x.confirmed(role, "birth_date"); len(ev) > 0 {
			q.BirthDate = record.Day(ev[0].Value)
		}
		key := q.Schema + "\x00" + q.BirthDate.Original
		for _, n := range q.Names {
			key += "\x00" + n
		}
		if len(q.Names) == 0 || seen[key] {
			return
		}
		seen[key] = true
		out = append(out, subject{role, q})
	}
	party := func(role string, p *record.Party) {
		add(role, match.Query{
			Schema: schemaOf(p), Names: append([]string{p.Name, p.EnglishName, p.Furigana}, p.Aliases...),
			BirthDate: record.Day(p.BirthDate), Identifiers: identifiersOf(p), Addresses: nonEmpty([]string{p.Address}),
		})
	}
	human := func(role string, h *record.Human) {
		add(role, match.Query{Schema: entity.Person, Names: []string{h.Name, h.Latin, h.Furigana}, BirthDate: record.Day(h.BirthDate)})
	}
	applicant := a.Applicant
	applicant.Aliases = append(slices.Clone(applicant.Aliases), x.readings()...)
	party("applicant", &applicant)
	human("representative", &a.Representative)
	human("contact", &a.Contact)
	party("on_behalf_of", &a.OnBehalfOf)
	party("payer", &a.Payer)
	party("end_user", &a.EndUser)
	add("ship_to", match.Query{Schema: entity.LegalEntity, Names: []string{a.ShipTo.Name}, Addresses: nonEmpty([]string{a.ShipTo.Address})})
	return out
}

// readings are the reading and the English name that the register gives the
// applicant; a name in kanji alone cannot be compared with Latin letters.
func (x *Examination) readings() []string {
	if x.Register == nil || !claimsRegistered(&x.App.Applicant) {
		return nil
	}
	l, err := x.lookup()
	if err != nil || l.Body == nil {
		return nil // register.exists says why
	}
	return nonEmpty([]string{l.Body.Current().Furigana, l.Body.Current().EnName})
}

// schemaOf says what kind of thing a party claims to be; where that is open,
// LegalEntity may be either.
func schemaOf(p *record.Party) string {
	switch {
	case p.Form == record.FormPerson:
		return entity.Person
	case p.Form == record.FormSole, p.Form == "" && !claimsRegistered(p):
		return entity.LegalEntity
	}
	return entity.Organization
}

func identifiersOf(p *record.Party) []string {
	out := nonEmpty(p.Identifiers)
	if n, err := identifier.CorporateNumber(p.CorporateNumber); err == nil {
		out = append(out, "registration:"+n)
	}
	return out
}

func nonEmpty(in []string) []string {
	var out []string
	for _, s := range in {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}
