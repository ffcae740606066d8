package gate

import (
	"context"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/identifier"
)

// contact looks at the mailbox and the telephone that were given: whether they
// can exist, and whether they fit what else is claimed. Each is a signal, never
// a verdict.
type contact struct{}

func (contact) Name() string { return "contact" }

func (contact) Slot(f *finding.Facts) Slot {
	return Slot{&f.Contact.State, &f.Contact.Code, &f.Contact.Cause}
}

func (contact) Run(_ context.Context, x *Examination) (Answer, error) {
	f := finding.Finding{Subject: "contact", State: finding.Clear}
	var facts finding.ContactFacts
	x.mailbox(&f, &facts)
	x.telephone(&f, &facts)
	if len(nonEmpty([]string{x.App.Contact.Email, x.App.Mail.From, x.App.Contact.Phone, x.App.Applicant.Phone})) == 0 {
		f.State = finding.NotClaimed
	}
	return Answer{Findings: []finding.Finding{f}, Fill: func(to *finding.Facts) {
		facts.State, facts.Code, facts.Cause = to.Contact.State, to.Contact.Code, to.Contact.Cause
		to.Contact = facts
	}}, nil
}

// note records a signal; the first one names the finding.
func note(f *finding.Finding, code string, c finding.Comparison) {
	f.State = finding.Hit
	if f.Code == "" {
		f.Code = code
	}
	c.Why = code
	f.Comparisons = append(f.Comparisons, c)
}

func (x *Examination) mailbox(f *finding.Finding, facts *finding.ContactFacts) {
	claimed := x.App.Contact.Email
	if claimed == "" {
		claimed = x.App.Mail.From
	}
	if claimed == "" {
		return
	}
	box, err := identifier.Email(claimed)
	if err != nil {
		note(f, "email_invalid", finding.Comparison{Field: "email", Claimed: claimed, Result: finding.Differs})
		return
	}
	facts.EmailValid = true
	facts.FreeMail, facts.Disposable = identifier.FreeMail(box.Domain), identifier.DisposableMail(box.Domain)
	if facts.Disposable {
		note(f, "disposable_mail", finding.Comparison{Field: "email", Claimed: box.Domain, Result: finding.Noted})
	} else if facts.FreeMail {
		note(f, "free_mail", finding.Comparison{Field: "email", Claimed: box.Domain, Result: finding.Noted})
	}
	if site, err := identifier.Domain(x.App.Applicant.Website); err == nil && !facts.FreeMail && site != box.Registrable {
		facts.DomainDiffers = true
		note(f, "domain_differs", finding.Comparison{Field: "email_domain", Claimed: box.Registrable, AtSource: site, Result: finding.Differs})
	}
	if from, err := identifier.Domain(x.App.Mail.SendingDomain); err == nil && from != box.Registrable {
		facts.SenderDiffers = true
		note(f, "sender_differs", finding.Comparison{Field: "sending_domain", Claimed: box.Registrable, AtSource: from, Result: finding.Differs})
	}
}

func (x *Examination) telephone(f *finding.Finding, facts *finding.ContactFacts) {
	facts.PhoneValid = true
	away, fixed := true, false
	seat := x.claim().address
	for _, claimed := range nonEmpty([]string{x.App.Applicant.Phone, x.App.Contact.Phone}) {
		p, err := identifier.Phone(claimed, x.Settings.Country)
		if err != nil {
			facts.PhoneValid = false
			note(f, "phone_invalid", finding.Comparison{Field: "phone", Claimed: claimed, Result: finding.Differs})
			continue
		}
		if p.Kind != "fixed" || len(p.Area) == 0 || seat.Prefecture == "" {
			continue
		}
		fixed = true
		away = away && !slices.Contains(p.Area, seat.Prefecture)
	}
	if fixed && away {
		facts.PhoneAway = true
		note(f, "phone_away", finding.Comparison{Field: "phone_area", AtSource: seat.Prefecture, Result: finding.Differs})
	}
	facts.PhoneValid = facts.PhoneValid && strings.TrimSpace(x.App.Contact.Phone+x.App.Applicant.Phone) != ""
}
