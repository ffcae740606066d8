package gate

import (
	"errors"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/record"
)

// scenario departs from the honest fixture in one respect and says what must
// come out: the outcome, and "check state code" for each check that matters.
type scenario struct {
	name    string
	change  func(f *fixture)
	outcome finding.Outcome
	want    []string
}

func applicant(change func(p *record.Party)) func(f *fixture) {
	return func(f *fixture) { change(&f.input.Application.Applicant) }
}

func evidence(kind string, change func(e *record.Evidence)) func(f *fixture) {
	return func(f *fixture) {
		e := record.Evidence{Application: "A-1", Kind: kind, Result: "confirmed", By: "clerk", At: "2026-02-26"}
		if change != nil {
			change(&e)
		}
		f.input.Evidence = append(f.input.Evidence, Recorded{ID: "e-" + kind, Evidence: e})
	}
}

func all(changes ...func(f *fixture)) func(f *fixture) {
	return func(f *fixture) {
		for _, c := range changes {
			c(f)
		}
	}
}

func noEvidence(f *fixture) { f.input.Evidence = nil }

// unknownCompany is the yardstick: plausible, in no register, at an address
// where nobody is registered.
var unknownCompany = applicant(func(p *record.Party) {
	p.Name, p.CorporateNumber = "株式会社東都防災電機", ""
	p.Address, p.PostalCode = "東京都港区芝浦２丁目１５番６号", "1080023"
})

var scenarios = []scenario{
	{"honest, everything answered", func(*fixture) {}, finding.Approve,
		[]string{"register.exists clear found", "register.agrees clear", "represents clear letter", "list.match clear none"}},
	{"honest, not asked yet", noEvidence, finding.Review, []string{"represents not_checked"}},

	{"in no register", all(unknownCompany, noEvidence), finding.Refuse, []string{"register.exists hit not_found"}},
	{"number in no register", all(unknownCompany, noEvidence, applicant(func(p *record.Party) { p.CorporateNumber = number("010401999999") })),
		finding.Refuse, []string{"register.exists hit number_not_found"}},
	{"in no register, but the address has a company", all(unknownCompany, noEvidence, applicant(func(p *record.Party) { p.Address = "千代田区霞が関3-2-5" })),
		finding.Review, []string{"register.exists hit not_found"}},
	{"one edit from a registered name, elsewhere", all(unknownCompany, noEvidence, applicant(func(p *record.Party) { p.Name = "株式会社水無瀬工務" })),
		finding.Review, []string{"register.exists hit not_found"}},
	{"in no register, by name alone", all(unknownCompany, noEvidence, applicant(func(p *record.Party) { p.Address = "" })),
		finding.Review, []string{"register.exists hit not_found"}},
	{"in no register, at an address that is not understood", all(unknownCompany, noEvidence, applicant(func(p *record.Party) { p.Address = "どこか遠く" })),
		finding.Review, []string{"register.exists hit not_found"}},
	{"a list that is dated after the application", func(f *fixture) { f.Lists[0].Ref.Published = at("2026-03-04") },
		finding.Review, []string{"freshness not_checked"}},
	{"in no register, search cut", all(unknownCompany, noEvidence, func(f *fixture) { f.register.cut = true }),
		finding.Review, []string{"register.exists not_checked not_found"}},
	{"in no register, claims to be days old", all(unknownCompany, noEvidence, applicant(func(p *record.Party) { p.Founded = "2026-02-20" })),
		finding.Review, []string{"register.exists not_checked not_found"}},
	{"days old, extract and letter there", all(unknownCompany, applicant(func(p *record.Party) { p.Founded = "2026-02-20" }), evidence("register_extract", nil)),
		finding.Approve, []string{"register.exists clear extract", "register.agrees clear extract"}},
	{"days old, and another body elsewhere bears its name", all(unknownCompany, applicant(func(p *record.Party) {
		p.Name, p.Founded = "株式会社水無瀬商会", "2026-02-20"
	}), evidence("register_extract", nil)), finding.Approve, []string{"register.exists clear extract", "represents clear letter"}},
	{"check digit wrong", applicant(func(p *record.Party) { p.CorporateNumber = "1010401000001" }), finding.Review,
		[]string{"register.exists hit number_invalid"}},
	{"sole proprietor, no papers", all(noEvidence, notDomesticOnly, applicant(func(p *record.Party) {
		p.Form, p.Name, p.CorporateNumber = record.FormSole, "谷口デザイン", ""
	})), finding.Review, []string{"register.exists not_applicable unregistered_form", "represents not_checked"}},
	{"sole proprietor with papers", all(noEvidence, notDomesticOnly, evidence("identity_document", nil), applicant(func(p *record.Party) {
		p.Form, p.Name, p.CorporateNumber = record.FormSole, "谷口デザイン", ""
	})), finding.Approve, []string{"register.exists not_applicable unregistered_form", "represents clear papers"}},
	{"sole proprietor by claim, company by name", all(noEvidence, applicant(func(p *record.Party) {
		p.Form, p.Name, p.CorporateNumber, p.Address = record.FormSole, "株式会社東都防災電機", "", "東京都港区芝浦２丁目１５番６号"
	})), finding.Refuse, []string{"register.exists hit not_found"}},
	{"closed", func(f *fixture) {
		then(f.register.bodies[0], func(r *entity.Row) { r.Process, r.CloseDate, r.CloseCause = "21", day("2024-03-31"), "01" })
	}, finding.Refuse, []string{"register.exists hit closed"}},
	{"merged", func(f *fixture) {
		then(f.register.bodies[0], func(r *entity.Row) {
			r.Process, r.CloseDate, r.CloseCause, r.Successor = "71", day("2024-03-31"), "11", number("010401000002")
		})
	}, finding.Review, []string{"register.exists hit merged"}},
	{"deleted", func(f *fixture) {
		then(f.register.bodies[0], func(r *entity.Row) { r.Process = "99" })
	}, finding.Review, []string{"register.exists hit deleted"}},
	{"dormant and revived", func(f *fixture) {
		then(f.register.bodies[0], func(r *entity.Row) { r.Process, r.Changed = "22", day("2020-03-31") })
	}, finding.Approve, []string{"register.exists clear found"}},
	{"renamed lately, writes its former name", func(f *fixture) {
		then(f.register.bodies[0], func(r *entity.Row) { r.Process, r.Name, r.Changed = "11", "株式会社ミナセ", day("2025-10-01") })
	}, finding.Approve, []string{"register.exists clear renamed", "register.agrees hit differs"}},
	{"moved lately, writes its former seat", func(f *fixture) {
		then(f.register.bodies[0], func(r *entity.Row) {
			r.Process, r.Street, r.Changed = "12", "丸の内２丁目７番２号", day("2025-10-01")
		})
		f.input.Evidence[0].Channel = "東京都千代田区丸の内２丁目７番２号"
	}, finding.Approve, []string{"register.agrees hit differs"}},
	{"the number is right, the name another's", applicant(func(p *record.Party) { p.Name = "株式会社東都防災電機" }), finding.Review,
		[]string{"register.exists clear found", "register.agrees hit differs"}},
	{"the number is right, the form another", applicant(func(p *record.Party) { p.Name = "合同会社水無瀬工業" }), finding.Review,
		[]string{"register.agrees hit differs"}},
	{"no number, name and address", applicant(func(p *record.Party) { p.CorporateNumber = "" }), finding.Approve,
		[]string{"register.exists clear found"}},
	{"no number, the name at another's address", applicant(func(p *record.Party) {
		p.CorporateNumber, p.Address = "", "大阪府大阪市北区梅田１丁目１番３号"
	}), finding.Review, []string{"register.exists hit name_elsewhere"}},
	{"writes itself (株)", applicant(func(p *record.Party) { p.Name = "(株)水無瀬工業" }), finding.Approve, []string{"register.agrees clear"}},
	{"writes itself ㈱", applicant(func(p *record.Party) { p.Name = "㈱水無瀬工業" }), finding.Approve, []string{"register.agrees clear"}},
	{"an answer through the applicant's own channel", all(noEvidence, evidence("mail", func(e *record.Evidence) { e.ChannelFrom = "applicant" })),
		finding.Review, []string{"represents not_checked channel_not_independent"}},
	{"a letter to another address", all(noEvidence, evidence("letter", func(e *record.Evidence) {
		e.ChannelFrom, e.Channel = "register", "大阪府大阪市北区梅田１丁目１番３号"
	})),
		finding.Review, []string{"represents not_checked channel_not_independent"}},
	{"the company says that it was not them", evidence("call", func(e *record.Evidence) { e.Result, e.ChannelFrom = "denied", "directory" }),
		finding.Review, []string{"represents hit denied"}},
	{"domestic only, established abroad", applicant(func(p *record.Party) { p.Residence = "AV" }), finding.Refuse, []string{"eligible hit not_domestic"}},
	{"no classification", func(f *fixture) { f.input.Application.Item.Classification = "" }, finding.Review, []string{"eligible not_checked"}},
	{"a declaration without a signer", func(f *fixture) { f.input.Application.Declarations[0].Signer = "" }, finding.Review, []string{"eligible not_checked"}},
	{"a declaration obtained afterwards", all(func(f *fixture) { f.input.Application.Declarations = f.input.Application.Declarations[:1] },
		evidence("declaration", func(e *record.Evidence) { e.Value = "no_reexport" })), finding.Approve, []string{"eligible clear"}},
	{"listed, birth date agrees", func(f *fixture) {
		f.input.Application.Contact.Name, f.input.Application.Contact.BirthDate = "Teoro Valsk", "1970-03-04"
	}, finding.Refuse, []string{"list.match hit confirmed"}},
	{"listed by name alone", func(f *fixture) { f.input.Application.Contact.Name = "Teoro Valsk" }, finding.Review, []string{"list.match hit possible"}},
	{"namesake, another birth date", func(f *fixture) {
		f.input.Application.Contact.Name, f.input.Application.Contact.BirthDate = "Teoro Valsk", "1991-08-09"
	}, finding.Approve, []string{"list.match clear namesake"}},
	{"namesake, birth date asked for", all(func(f *fixture) { f.input.Application.Contact.Name = "Teoro Valsk" },
		evidence("birth_date", func(e *record.Evidence) { e.Subject, e.Value = "contact", "1991-08-09" })), finding.Approve, []string{"list.match clear namesake"}},
	{"cleared by two people", all(func(f *fixture) { f.input.Application.Contact.Name = "Teoro Valsk" },
		evidence("list_cleared", func(e *record.Evidence) { e.Subject, e.Value, e.Second = "contact", "x-1", "chief" })), finding.Approve, []string{"list.match clear namesake"}},
	{"cleared by one person twice", all(func(f *fixture) { f.input.Application.Contact.Name = "Teoro Valsk" },
		evidence("list_cleared", func(e *record.Evidence) { e.Subject, e.Value, e.Second = "contact", "x-1", "clerk" })), finding.Review, []string{"list.match hit possible"}},
	{"listed, a licence is recorded", all(func(f *fixture) {
		f.input.Application.Contact.Name, f.input.Application.Contact.BirthDate = "Teoro Valsk", "1970-03-04"
	}, evidence("licence", func(e *record.Evidence) { e.Subject, e.Value = "contact", "x-1" })), finding.Approve, []string{"list.match hit licensed"}},
	{"listed twice, a licence for one entry", all(func(f *fixture) {
		f.input.Application.Contact.Name, f.input.Application.Contact.BirthDate = "Teoro Valsk", "1970-03-04"
		other := *f.list.entries[0]
		other.ID = "x-2"
		f.list.entries = append(f.list.entries, &other)
	}, evidence("licence", func(e *record.Evidence) { e.Subject, e.Value = "contact", "x-1" })), finding.Refuse, []string{"list.match hit confirmed"}},
	{"listed, a licence is recorded, but the search was cut", all(func(f *fixture) {
		f.input.Application.Contact.Name, f.input.Application.Contact.BirthDate = "Teoro Valsk", "1970-03-04"
		f.list.cut = true
	}, evidence("licence", func(e *record.Evidence) { e.Subject, e.Value = "contact", "x-1" })), finding.Review,
		[]string{"list.match hit licensed", "list.match not_checked"}},
	{"a free mailbox", func(f *fixture) { f.input.Application.Contact.Email = "taniguchi.minase@gmail.com" }, finding.Approve, []string{"contact hit free_mail"}},
	{"a device of an identity proved false", func(f *fixture) {
		f.input.Application.Channel.Device = "d-1"
		f.memory.known = map[Attribute]Share{{"device", "d-1"}: {Application: "B", Hops: 1, Proven: true}}
	}, finding.Refuse, []string{"memory.shares hit direct"}},
	{"the same, proved by one person", func(f *fixture) {
		f.input.Application.Channel.Device = "d-1"
		f.memory.known = map[Attribute]Share{{"device", "d-1"}: {Application: "B", Hops: 1}}
	}, finding.Review, []string{"memory.shares hit provisional"}},
	{"the same, two hops away", func(f *fixture) {
		f.input.Application.Channel.Device = "d-1"
		f.memory.known = map[Attribute]Share{{"device", "d-1"}: {Application: "B", Hops: 2, Proven: true}}
	}, finding.Review, []string{"memory.shares hit two_hops"}},
	{"only the place of delivery is shared", func(f *fixture) {
		f.input.Application.ShipTo = record.Place{Name: "営業所", Address: "大阪府大阪市北区梅田１丁目１番３号"}
		f.memory.known = map[Attribute]Share{}
		for _, a := range Brought(f.input.Application) {
			if a.Kind == "ship_to" {
				f.memory.known[a] = Share{Application: "B", Hops: 1, Proven: true}
			}
		}
	}, finding.Review, []string{"memory.shares hit direct"}},
}

func notDomesticOnly(f *fixture) { f.input.Application.Item.DomesticOnly = "no" }

func TestScenarios(t *testing.T) {
	for _, s := range scenarios {
		t.Run(s.name, func(t *testing.T) {
			f := honest(t)
			s.change(f)
			d := f.decide(t)
			if d.Outcome != s.outcome {
				t.Errorf("%s, want %s; reasons %+v; missing %+v", d.Outcome, s.outcome, d.Reasons, d.Missing)
			}
			for _, w := range s.want {
				if !has(d, w) {
					t.Errorf("no finding %q among %s", w, states(d))
				}
			}
		})
	}
}

func has(d *finding.Decision, want string) bool {
	for _, f := range d.Findings {
		if strings.TrimSpace(f.Check+" "+string(f.State)+" "+f.Code) == want || f.Check+" "+string(f.State) == want {
			return true
		}
	}
	return false
}

func states(d *finding.Decision) string {
	var b strings.Builder
	for _, f := range d.Findings {
		b.WriteString("\n" + f.Check + " " + f.Subject + " " + string(f.State) + " " + f.Code + " " + f.Cause)
	}
	return b.String()
}

// TestEveryFindingIsExplained holds what an auditor needs: a not_checked says
// why, a hit names its source or the values compared.
func TestEveryFindingIsExplained(t *testing.T) {
	for _, s := range scenarios {
		f := honest(t)
		s.change(f)
		for _, g := range f.decide(t).Findings {
			if g.State == finding.NotChecked && g.Cause == "" {
				t.Errorf("%s: %s is not checked, and does not say why", s.name, g.Check)
			}
			if g.State == finding.Hit && g.Source == nil && len(g.Comparisons) == 0 && len(g.Evidence) == 0 && g.Check != "eligible" {
				t.Errorf("%s: %s hit without evidence", s.name, g.Check)
			}
			if (g.State == finding.NotChecked) != (g.Cause != "") {
				t.Errorf("%s: %s is %s with cause %q", s.name, g.Check, g.State, g.Cause)
			}
		}
	}
}

func TestDecisionIDIsAFunctionOfItsInputs(t *testing.T) {
	id := func(change func(f *fixture)) string {
		f := honest(t)
		change(f)
		return f.decide(t).ID
	}
	base := id(func(*fixture) {})
	if len(base) != 26 || base != id(func(*fixture) {}) {
		t.Fatalf("id %q", base)
	}
	for name, change := range map[string]func(f *fixture){
		"application": applicant(func(p *record.Party) { p.Phone = "03-3581-0009" }),
		"tenant":      func(f *fixture) { f.input.Tenant = "other" },
		"time":        func(f *fixture) { f.input.At++ },
		"evidence":    noEvidence,
		"memory":      func(f *fixture) { f.input.Position++ },
		"snapshot":    func(f *fixture) { f.Register.Chain = []string{"r", "d"} },
	} {
		if id(change) == base {
			t.Errorf("another %s gives the same id", name)
		}
	}
}

func TestOneEdit(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"水無瀬工業", "水無瀬工務", true}, {"水無瀬工業", "水無瀬業", true}, {"水無瀬工業", "水無瀬電工業", true},
		{"水無瀬工業", "水無瀬業工", true}, {"水無瀬工業", "水無瀬工業", false}, {"水無瀬工業", "水無瀬", false},
		{"", "a", true}, {"ab", "ba", true}, {"abc", "cba", false},
	} {
		if oneEdit(tt.a, tt.b) != tt.want || oneEdit(tt.b, tt.a) != tt.want {
			t.Errorf("%q and %q: want %v", tt.a, tt.b, tt.want)
		}
	}
}

func TestUnusableSaysWhy(t *testing.T) {
	f := honest(t)
	f.Register.Err = errors.New("damaged")
	for _, g := range of(f.decide(t), "register.exists") {
		if g.Cause != finding.CauseMissing || !strings.Contains(g.Detail, "damaged") || g.Source == nil {
			t.Errorf("%+v", g)
		}
	}
}
