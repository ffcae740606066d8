package gate

import (
	"testing"

	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/record"
)

func app(change func(a *record.Application)) func(f *fixture) {
	return func(f *fixture) { change(f.input.Application) }
}

func email(s string) func(f *fixture) {
	return app(func(a *record.Application) { a.Contact.Email = s })
}

func phones(applicant, contact string) func(f *fixture) {
	return app(func(a *record.Application) { a.Applicant.Phone, a.Contact.Phone = applicant, contact })
}

func TestContact(t *testing.T) {
	plain := finding.ContactFacts{EmailValid: true, PhoneValid: true}
	for _, tt := range []struct {
		name   string
		change func(f *fixture)
		want   string
		whys   []string
		facts  finding.ContactFacts
	}{
		{"all fits", func(*fixture) {}, "clear", nil, plain},
		{"mailbox at a host below the website", email("t@mail.minase-kogyo.co.jp"), "clear", nil, plain},
		{"nothing given", all(email(""), phones("", "")), "not_claimed", nil, finding.ContactFacts{}},
		{"a mailbox alone", phones("", ""), "clear", nil, finding.ContactFacts{EmailValid: true}},
		{"a telephone alone", email(""), "clear", nil, finding.ContactFacts{PhoneValid: true}},
		{"only the header of the mail, and nothing against it", all(email(""), phones("", ""), app(func(a *record.Application) { a.Mail.From = "t@minase-kogyo.co.jp" })),
			"clear", nil, finding.ContactFacts{EmailValid: true}},
		{"only the header of the mail, to be thrown away", all(email(""), phones("", ""), app(func(a *record.Application) {
			a.Mail.From, a.Applicant.Website = "x@mailinator.com", ""
		})), "hit disposable_mail", []string{"disposable_mail"}, finding.ContactFacts{EmailValid: true, Disposable: true}},
		{"what the contact names stands before the header", app(func(a *record.Application) { a.Mail.From = "x@mailinator.com" }), "clear", nil, plain},
		{"no mailbox", email("taniguchi at minase"), "hit email_invalid", []string{"email_invalid"}, finding.ContactFacts{PhoneValid: true}},
		{"to be thrown away, another domain than the website", email("x@mailinator.com"), "hit disposable_mail", []string{"disposable_mail", "domain_differs"},
			finding.ContactFacts{EmailValid: true, PhoneValid: true, Disposable: true, DomainDiffers: true}},
		{"free, which says nothing of the website", email("x@gmail.com"), "hit free_mail", []string{"free_mail"},
			finding.ContactFacts{EmailValid: true, PhoneValid: true, FreeMail: true}},
		{"another domain than the website", email("t@minase-kogyou.co.jp"), "hit domain_differs", []string{"domain_differs"},
			finding.ContactFacts{EmailValid: true, PhoneValid: true, DomainDiffers: true}},
		{"no website to differ from", all(email("t@minase-kogyou.co.jp"), applicant(func(p *record.Party) { p.Website = "" })), "clear", nil, plain},
		{"sent from elsewhere", app(func(a *record.Application) { a.Mail.SendingDomain = "bulk.example" }), "hit sender_differs", []string{"sender_differs"},
			finding.ContactFacts{EmailValid: true, PhoneValid: true, SenderDiffers: true}},
		{"sent from its own host", app(func(a *record.Application) { a.Mail.SendingDomain = "mx1.minase-kogyo.co.jp" }), "clear", nil, plain},
		{"a telephone that cannot exist", phones("03-3581-0001", "12"), "hit phone_invalid", []string{"phone_invalid"}, finding.ContactFacts{EmailValid: true}},
		{"both telephones of another region", phones("06-6341-0001", "06-6341-0002"), "hit phone_away", []string{"phone_away"},
			finding.ContactFacts{EmailValid: true, PhoneValid: true, PhoneAway: true}},
		{"one telephone at the seat", phones("06-6341-0001", "03-3581-0002"), "clear", nil, plain},
		{"a mobile telephone is of no region", phones("", "090-1234-5678"), "clear", nil, plain},
		{"no seat to be away from", all(phones("06-6341-0001", ""), applicant(func(p *record.Party) { p.Address = "" })), "clear", nil, plain},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := honest(t)
			tt.change(f)
			g, facts := f.ask(t, contact{})
			expect(t, g, tt.want)
			sameStrings(t, "signals", whys(g), tt.whys)
			tt.facts.State, tt.facts.Code = string(g.State), g.Code
			if facts.Contact != tt.facts {
				t.Errorf("facts %+v, want %+v", facts.Contact, tt.facts)
			}
		})
	}
}

// TestContactNeverRefuses holds all signals of contact together: a signal is no
// verdict, however many there are.
func TestContactNeverRefuses(t *testing.T) {
	f := honest(t)
	all(email("x@mailinator.com"), phones("06-6341-0001", "12"), app(func(a *record.Application) { a.Mail.SendingDomain = "bulk.example" }))(f)
	if d := f.decide(t); d.Outcome == finding.Refuse {
		t.Errorf("refused for its contact: %+v", d.Reasons)
	}
}
