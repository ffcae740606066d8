package search

import (
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/match"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/script/token"
)

// Wanted is who is looked for.
type Wanted struct {
	Schema      string
	Names       []string
	BirthDate   entity.Date
	Identifiers []string // KIND:VALUE
	Numbers     []string // corporate numbers, folded
	Addresses   []string // to compare with
	Places      []string // addresses by which records are looked for
}

// identifierProps are the properties that hold identifiers, and their kinds.
var identifierProps = []struct{ prop, kind string }{
	{"passportNumber", "passport"}, {"idNumber", "national_id"}, {"taxNumber", "tax"}, {"innCode", "tax"}, {"registrationNumber", "registration"},
	{"leiCode", "lei"}, {"imoNumber", "imo"}, {"mmsi", "mmsi"}, {"swiftBic", "swift"}, {"dunsCode", "duns"}, {"ogrnCode", "ogrn"}, {"vatCode", "vat"},
}

// FromEntity takes what an entity says of itself: names, else its caption, birth
// date, identifiers and addresses.
func FromEntity(e *entity.Entity) *Wanted {
	w := &Wanted{Schema: e.Schema, Names: e.Names(), BirthDate: record.Day(e.First("birthDate")), Addresses: e.Values("address")}
	if len(w.Names) == 0 && e.Caption != "" {
		w.Names = []string{e.Caption}
	}
	for _, p := range identifierProps {
		for _, v := range e.Values(p.prop) {
			w.Identifiers = append(w.Identifiers, p.kind+":"+v)
			if n, err := identifier.CorporateNumber(v); err == nil && !e.IsPerson() {
				w.Numbers = append(w.Numbers, n)
			}
		}
	}
	return w
}

// query is what names are compared with.
func (w *Wanted) query(names []string) *match.Query {
	return &match.Query{Schema: w.Schema, Names: names, BirthDate: w.BirthDate, Identifiers: w.Identifiers, Addresses: w.Addresses}
}

// keys are the identifiers as lists are asked for them, where one kind is called
// otherwise.
func (w *Wanted) keys() []string {
	out := w.Identifiers[:len(w.Identifiers):len(w.Identifiers)]
	for _, s := range w.Identifiers {
		if v, ok := strings.CutPrefix(s, "national_id:"); ok {
			out = append(out, "id:"+v)
		}
		if v, ok := strings.CutPrefix(s, "corporate_number:"); ok {
			out = append(out, "registration:"+v)
		}
	}
	return out
}

// kindOf says how names of a schema are divided.
func kindOf(schema string) token.Kind {
	switch schema {
	case entity.Person:
		return token.Person
	case entity.LegalEntity, "":
		return token.Unknown
	}
	return token.Body
}
