package resolution

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/resolve"
)

// Kinds of records that are resolved, and the roles of an application.
const (
	application = "application"
	account     = "account"
	contract    = "contract"
)

var roles = []string{"applicant", "representative", "contact", "on_behalf_of", "payer", "end_user", "ship_to"}

// rolesOf are the roles that a record of a kind may have; nil for a kind that is
// not resolved.
func rolesOf(kind string) []string {
	switch kind {
	case application:
		return roles
	case account, contract:
		return []string{""}
	}
	return nil
}

// party is one record that is to be resolved.
type party struct {
	ref    Ref
	record *resolve.Record
}

// about is what is known of an application besides its text.
type about struct {
	proved bool                          // its identity is proved false
	stolen func(kind, value string) bool // a value that it brought is a victim's
}

// parties takes the records out of the text of an application, an account or a
// contract. Who says nothing that could be compared is no record.
func parties(kind, id string, text []byte, a about) ([]party, error) {
	b := &builder{kind: kind, id: id, about: a}
	var err error
	switch kind {
	case application:
		var app record.Application
		if err = json.Unmarshal(text, &app); err == nil {
			b.application(&app)
		}
	case account:
		var acc record.Account
		if err = json.Unmarshal(text, &acc); err == nil {
			r := b.add("", "")
			b.set(r, resolve.ID("login"), acc.Login)
			b.email(r, acc.Email)
		}
	case contract:
		var c record.Contract
		if err = json.Unmarshal(text, &c); err == nil {
			b.set(b.add("", ""), resolve.ID("customer"), c.Customer)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", kind, id, err)
	}
	return slices.DeleteFunc(b.out, func(p party) bool { return len(p.record.Values) == 0 }), nil
}

type builder struct {
	kind, id string
	about
	out []party
}

func (b *builder) add(role, schema string) *resolve.Record {
	ref := Ref{Kind: b.kind, ID: b.id, Role: role}
	r := &resolve.Record{ID: ref.String(), Schema: schema, Values: map[resolve.Field][]string{}}
	b.out = append(b.out, party{ref, r})
	return r
}

func (b *builder) set(r *resolve.Record, f resolve.Field, values ...string) {
	for _, v := range values {
		if v = strings.TrimSpace(v); v != "" && !slices.Contains(r.Values[f], v) {
			r.Values[f] = append(r.Values[f], v)
		}
	}
}

// application takes the parties of an application. Under an identity that was
// proved false, names, numbers, dates and seats may be the victim's, and so may
// whoever else is named: only what was brought is left, without what is marked.
func (b *builder) application(a *record.Application) {
	applicant := b.party("applicant", &a.Applicant, !b.proved)
	representative := b.human("representative", &a.Representative, !b.proved)
	writer := b.human("contact", &a.Contact, !b.proved)
	if b.proved {
		b.email(representative, a.Representative.Email)
	}
	by := writer
	if a.Contact == (record.Human{}) {
		by = applicant
	}
	b.email(by, a.Mail.From, a.Mail.ReplyTo)
	b.brought(by, resolve.Device, "device", a.Channel.Device)
	b.brought(by, resolve.Payment, "payment_token", a.Channel.PaymentToken)
	b.brought(by, resolve.Key, "key", a.Channel.Key)
	if b.proved {
		return
	}
	b.party("on_behalf_of", &a.OnBehalfOf, true)
	b.party("payer", &a.Payer, true)
	b.party("end_user", &a.EndUser, true)
	if a.ShipTo.Name != "" {
		to := b.add("ship_to", "")
		b.set(to, resolve.Name, a.ShipTo.Name)
		b.set(to, resolve.Address, a.ShipTo.Address)
		b.set(to, resolve.Postcode, a.ShipTo.PostalCode)
	}
}

func (b *builder) party(role string, p *record.Party, claims bool) *resolve.Record {
	schema := ""
	switch {
	case p.Form == record.FormPerson:
		schema = entity.Person
	case p.Form != "" && p.Form != record.FormSole:
		schema = entity.Company
	}
	r := b.add(role, schema)
	b.phone(r, p.Phone)
	if !claims {
		return r
	}
	b.set(r, resolve.Name, append([]string{p.Name, p.EnglishName, p.Furigana}, p.Aliases...)...)
	b.set(r, resolve.ID("register"), p.CorporateNumber)
	for _, text := range p.Identifiers {
		if kind, value, ok := strings.Cut(text, ":"); ok {
			b.set(r, resolve.ID(strings.ToLower(strings.TrimSpace(kind))), value)
		}
	}
	b.set(r, resolve.BirthDate, p.BirthDate)
	b.set(r, resolve.Address, p.Address)
	b.set(r, resolve.Postcode, p.PostalCode)
	b.set(r, resolve.Website, p.Website)
	return r
}

func (b *builder) human(role string, h *record.Human, claims bool) *resolve.Record {
	r := b.add(role, entity.Person)
	b.phone(r, h.Phone)
	b.email(r, h.Email)
	if claims {
		b.set(r, resolve.Name, h.Name, h.Latin, h.Furigana)
		b.set(r, resolve.BirthDate, h.BirthDate)
	}
	return r
}

func (b *builder) phone(r *resolve.Record, text string) {
	value := text
	if p, err := identifier.Phone(text, "JP"); err == nil {
		value = p.E164
	}
	b.brought(r, resolve.Phone, "phone", value)
}

func (b *builder) email(r *resolve.Record, texts ...string) {
	for _, text := range texts {
		value := strings.ToLower(strings.TrimSpace(text))
		if m, err := identifier.Email(text); err == nil {
			value = m.Address
		}
		b.brought(r, resolve.Email, "email", value)
	}
}

// brought sets what is the applicant's own, unless it is marked as a victim's.
func (b *builder) brought(r *resolve.Record, f resolve.Field, kind, value string) {
	if value != "" && (b.stolen == nil || !b.stolen(kind, value)) {
		b.set(r, f, value)
	}
}

// less is the order of references.
func less(a, b Ref) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Role, b.Role))
}
