package gate

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/record"
)

// searchedFor are the roles of everybody whom lists are searched for, with
// their names.
func (f *fixture) searchedFor() (roles []string, byRole map[string]subject) {
	byRole = map[string]subject{}
	for _, s := range f.examination().subjects() {
		roles, byRole[s.role] = append(roles, s.role), s
	}
	return roles, byRole
}

func TestSubjectsAreAllWhoAreNamed(t *testing.T) {
	f := honest(t)
	a := f.input.Application
	a.OnBehalfOf, a.Payer, a.EndUser = record.Party{Name: "甲社"}, record.Party{Name: "乙社"}, record.Party{Name: "丙社", Address: "東京都港区芝浦2-15-6"}
	a.ShipTo = record.Place{Name: "丁倉庫", Address: "東京都港区芝浦2-15-7"}
	roles, by := f.searchedFor()
	if diff := cmp.Diff([]string{"applicant", "representative", "contact", "on_behalf_of", "payer", "end_user", "ship_to"}, roles); diff != "" {
		t.Error(diff)
	}
	sameStrings(t, "addresses of the end user", by["end_user"].query.Addresses, []string{"東京都港区芝浦2-15-6"})
	sameStrings(t, "addresses of delivery", by["ship_to"].query.Addresses, []string{"東京都港区芝浦2-15-7"})
	if s := by["contact"].query.Schema; s != entity.Person {
		t.Errorf("the contact is a %s", s)
	}
}

func TestSubjectsThatRepeatAnother(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(f *fixture)
		want   []string
	}{
		{"the representative writes himself", app(func(a *record.Application) { a.Contact.Name = a.Representative.Name }), []string{"applicant", "representative"}},
		{"the same name, another birth date", app(func(a *record.Application) { a.Contact.Name, a.Contact.BirthDate = a.Representative.Name, "1980-01-02" }),
			[]string{"applicant", "representative", "contact"}},
		{"the same name, a birth date that was asked for", all(app(func(a *record.Application) { a.Contact.Name = a.Representative.Name }),
			evidence("birth_date", func(e *record.Evidence) { e.Subject, e.Value = "contact", "1980-01-02" })), []string{"applicant", "representative", "contact"}},
		{"the end user is the payer", app(func(a *record.Application) { a.Payer.Name, a.EndUser.Name = "甲社", "甲社" }),
			[]string{"applicant", "representative", "contact", "payer"}},
		{"nobody but the applicant", app(func(a *record.Application) { a.Representative, a.Contact = record.Human{}, record.Human{} }), []string{"applicant"}},
		{"a place without a receiver", app(func(a *record.Application) { a.ShipTo.Address = "東京都港区芝浦2-15-7" }), []string{"applicant", "representative", "contact"}},
	} {
		f := honest(t)
		tt.change(f)
		roles, _ := f.searchedFor()
		sameStrings(t, tt.name, roles, tt.want)
	}
}

// TestSubjectsTakeReadingsFromTheRegister: a name in kanji alone cannot be
// compared with Latin letters, the register's reading can.
func TestSubjectsTakeReadingsFromTheRegister(t *testing.T) {
	f := honest(t)
	row := &f.register.bodies[0].Rows[0]
	row.Furigana, row.EnName = "ミナセコウギョウ", "Minase Kogyo Co., Ltd."
	f.input.Application.Applicant.Aliases = []string{"ミナセ"}
	_, by := f.searchedFor()
	sameStrings(t, "names", by["applicant"].query.Names, []string{"株式会社水無瀬工業", "ミナセ", "ミナセコウギョウ", "Minase Kogyo Co., Ltd."})
	sameStrings(t, "identifiers", by["applicant"].query.Identifiers, []string{"registration:" + number("010401000001")})
	sameStrings(t, "the application itself", f.input.Application.Applicant.Aliases, []string{"ミナセ"})
	f.input.Application.Applicant.Form, f.input.Application.Applicant.Name, f.input.Application.Applicant.CorporateNumber = record.FormPerson, "水無瀬 一郎", ""
	_, by = f.searchedFor()
	if q := by["applicant"].query; q.Schema != entity.Person || len(q.Identifiers) != 0 || len(q.Names) != 2 {
		t.Errorf("a private person is searched for as %+v", q)
	}
}

func TestSchemaOf(t *testing.T) {
	for _, tt := range []struct {
		p    record.Party
		want string
	}{
		{record.Party{Form: record.FormPerson, Name: "甲"}, entity.Person},
		{record.Party{Form: record.FormSole, Name: "甲"}, entity.LegalEntity},
		{record.Party{Name: "甲"}, entity.LegalEntity},
		{record.Party{Name: "株式会社甲"}, entity.Organization},
		{record.Party{Name: "甲", CorporateNumber: "1"}, entity.Organization},
		{record.Party{Form: record.FormForeign, Name: "Ko"}, entity.Organization},
		{record.Party{Form: record.FormAssociation, Name: "甲"}, entity.Organization},
	} {
		if got := schemaOf(&tt.p); got != tt.want {
			t.Errorf("%+v: %s, want %s", tt.p, got, tt.want)
		}
	}
}

// TestSearchedTellsWhatWasLookedFor holds the evidence on which a refusal for
// absence rests.
func TestSearchedTellsWhatWasLookedFor(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(f *fixture)
		want   []string // field, result, why
	}{
		{"found", func(*fixture) {}, nil},
		{"nothing", unknownCompany, []string{"name absent_at_source", "similar_name absent_at_source", "address absent_at_source"}},
		{"nothing, a number", all(unknownCompany, applicant(func(p *record.Party) { p.CorporateNumber = number("010401999999") })),
			[]string{"number absent_at_source", "name absent_at_source", "similar_name absent_at_source", "address absent_at_source"}},
		{"something at the address", all(unknownCompany, applicant(func(p *record.Party) { p.Address = "東京都千代田区霞が関3-2-5" })),
			[]string{"name absent_at_source", "similar_name absent_at_source", "address agrees 株式会社水無瀬工業"}},
		{"something similar", all(unknownCompany, applicant(func(p *record.Party) { p.Name = "株式会社水無瀬工務" })),
			[]string{"name absent_at_source", "similar_name agrees 株式会社水無瀬工業", "address absent_at_source"}},
		{"the name twice, both elsewhere", all(func(f *fixture) { f.register.bodies[1].Rows[0].Name = "株式会社水無瀬工業" },
			applicant(func(p *record.Party) {
				p.CorporateNumber, p.Address = "", "東京都港区芝浦２丁目１５番６号"
			})),
			[]string{"name agrees 株式会社水無瀬工業"}},
		{"an address that is none", all(unknownCompany, applicant(func(p *record.Party) { p.Address = "駅前" })),
			[]string{"name absent_at_source", "similar_name absent_at_source", "address not_checked not_parsed"}},
	} {
		f := honest(t)
		tt.change(f)
		x := f.examination()
		l, err := x.lookup()
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range l.searched(x.claim()) {
			s := c.Field + " " + string(c.Result)
			if c.AtSource+c.Why != "" {
				s += " " + c.AtSource + c.Why
			}
			if c.Claimed == "" || c.Result == finding.Differs {
				t.Errorf("%s: %+v", tt.name, c)
			}
			got = append(got, s)
		}
		sameStrings(t, tt.name, got, tt.want)
	}
}

// TestMemoryTellsTheStrongestTie: of several ties the one that says most is what
// rules read, and only what it rests on.
func TestMemoryTellsTheStrongestTie(t *testing.T) {
	phone, device, token := Attribute{"phone", "+81335810002"}, Attribute{"device", "d-1"}, Attribute{"payment_token", "t-1"}
	for _, tt := range []struct {
		name   string
		known  map[Attribute]Share
		want   string
		hops   int64
		proven bool
		kinds  []string
	}{
		{"none", nil, "clear none", 0, false, nil},
		{"two hops and one", map[Attribute]Share{phone: {Hops: 2, Proven: true}, device: {Hops: 1}}, "hit provisional", 1, false, []string{"device"}},
		{"proved by one and by two", map[Attribute]Share{phone: {Hops: 1}, device: {Hops: 1, Proven: true}, token: {Hops: 1, Proven: true}},
			"hit direct", 1, true, []string{"device", "payment_token"}},
		{"two hops, proved by one and by two", map[Attribute]Share{phone: {Hops: 2}, token: {Hops: 2, Proven: true}}, "hit two_hops", 2, true, []string{"payment_token"}},
	} {
		f := honest(t)
		f.input.Application.Channel = record.Channel{Device: device.Value, PaymentToken: token.Value}
		f.memory.known = tt.known
		g, facts := f.ask(t, memoryShares{})
		expect(t, g, tt.want)
		if m := facts.Memory; m.Hops != tt.hops || m.Proven != tt.proven || len(g.Comparisons) != len(tt.known) {
			t.Errorf("%s: %+v", tt.name, m)
		}
		sameStrings(t, tt.name, facts.Memory.SharedKinds, tt.kinds)
	}
}
