package gate

import (
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/record"
)

func item(change func(i *record.Item)) func(f *fixture) {
	return app(func(a *record.Application) { change(&a.Item) })
}

func undeclared(f *fixture) { f.input.Application.Declarations = nil }

func declaration(kind string) func(f *fixture) {
	return evidence("declaration", func(e *record.Evidence) { e.Value = kind })
}

func TestEligible(t *testing.T) {
	concerned := item(func(i *record.Item) { i.ConcernClass = "C/M" })
	for _, tt := range []struct {
		name    string
		change  func(f *fixture)
		want    string
		missing []string
	}{
		{"all there", func(*fixture) {}, "clear", nil},
		{"nothing is asked for", item(func(i *record.Item) { *i = record.Item{} }), "not_claimed no_item", nil},
		{"no classification", item(func(i *record.Item) { i.Classification = "" }), "not_checked unclassified", []string{"classification"}},
		{"classified afterwards", all(item(func(i *record.Item) { i.Classification = "" }), evidence("classification", nil)), "clear", nil},
		{"a classification that was denied", all(item(func(i *record.Item) { i.Classification = "" }),
			evidence("classification", func(e *record.Evidence) { e.Result = "denied" })), "not_checked unclassified", []string{"classification"}},
		{"no declarations", undeclared, "not_checked no_evidence", []string{"declaration.end_use", "declaration.no_reexport"}},
		{"no declarations, sold to anybody", all(undeclared, notDomesticOnly), "clear", nil},
		{"no declarations, of concern", all(undeclared, notDomesticOnly, concerned), "not_checked no_evidence",
			[]string{"declaration.end_use", "declaration.no_reexport", "declaration.no_military_use"}},
		{"declared, of concern", concerned, "not_checked no_evidence", []string{"declaration.no_military_use"}},
		{"NONE is no concern", all(undeclared, notDomesticOnly, item(func(i *record.Item) { i.ConcernClass = "NONE" })), "clear", nil},
		{"obtained afterwards", all(undeclared, declaration("end_use")), "not_checked no_evidence", []string{"declaration.no_reexport"}},
		{"an undated declaration", app(func(a *record.Application) { a.Declarations[0].Date = "" }), "not_checked no_evidence", []string{"declaration.end_use"}},
		{"a date that is none", app(func(a *record.Application) { a.Declarations[0].Date = "soon" }), "not_checked no_evidence", []string{"declaration.end_use"}},
		{"residence not said", applicant(func(p *record.Party) { p.Residence = "" }), "not_checked no_evidence", []string{"residence"}},
		{"residence declared afterwards", all(applicant(func(p *record.Party) { p.Residence = "" }), declaration("residence")), "clear", nil},
		{"residence in small letters", applicant(func(p *record.Party) { p.Residence = "jp" }), "clear", nil},
		{"established abroad", applicant(func(p *record.Party) { p.Residence = "AV" }), "hit not_domestic", nil},
		{"established abroad, and unclassified", all(applicant(func(p *record.Party) { p.Residence = "AV" }), item(func(i *record.Item) { i.Classification = "" })),
			"hit not_domestic", []string{"classification"}},
		{"sent abroad", app(func(a *record.Application) { a.ShipTo.Country = "AV" }), "hit not_domestic", nil},
		{"used abroad", app(func(a *record.Application) { a.EndUser.Residence = "AV" }), "hit not_domestic", nil},
		{"a foreign form", applicant(func(p *record.Party) { p.Form = record.FormForeign }), "hit not_domestic", nil},
		{"leaves the country", app(func(a *record.Application) { a.ReExport = "yes" }), "hit leaves_the_country", nil},
		{"leaves the country, sold to anybody", all(notDomesticOnly, app(func(a *record.Application) { a.ReExport = "yes" })), "clear", nil},
		{"no company", applicant(func(p *record.Party) { p.Form, p.Name, p.CorporateNumber = record.FormSole, "谷口デザイン", "" }), "hit not_registered", nil},
		{"in no register", unknownCompany, "hit no_live_registration", nil},
		{"in no register, an extract is there", all(unknownCompany, evidence("register_extract", nil)), "clear", nil},
		{"closed", func(f *fixture) {
			then(f.register.bodies[0], func(r *entity.Row) { r.Process, r.CloseDate, r.CloseCause = "21", day("2024-03-31"), "01" })
		}, "hit no_live_registration", nil},
		{"a foreign company in the register", func(f *fixture) { f.register.bodies[0].Rows[0].Kind = "401" }, "hit no_live_registration", nil},
		{"a seat abroad", func(f *fixture) { f.register.bodies[0].Rows[0].Outside = "Avalonia" }, "hit no_live_registration", nil},
		{"an old register", func(f *fixture) { f.Register.MaxAge = 1 }, "not_checked stale", nil},
		{"an old register, sold to anybody", all(notDomesticOnly, func(f *fixture) { f.Register.MaxAge = 1 }), "clear", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := honest(t)
			tt.change(f)
			g, facts := f.ask(t, eligible{})
			expect(t, g, tt.want)
			sameStrings(t, "missing", facts.Eligible.Missing, tt.missing)
			var asked []string
			for _, m := range tt.missing {
				asked = append(asked, "eligible."+m)
			}
			sameStrings(t, "asked", g.Ask, asked)
		})
	}
}
