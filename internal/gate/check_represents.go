package gate

import (
	"context"
	"strings"

	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/record"
)

// represents asks whether who writes acts for whom it names. Existence proves
// nothing, and neither does anything that the applicant itself named: only an
// answer through a channel that an independent source ties to the body counts.
type represents struct{}

func (represents) Name() string { return "represents" }

func (represents) Slot(f *finding.Facts) Slot {
	return Slot{&f.Represents.State, &f.Represents.Code, &f.Represents.Cause}
}

func (represents) Run(_ context.Context, x *Examination) (Answer, error) {
	f := finding.Finding{Subject: "applicant"}
	for _, e := range x.Evidence {
		if e.Result == "denied" && answers(e.Kind) {
			f.State, f.Code, f.Evidence = finding.Hit, "denied", []string{e.ID}
			f.Detail = "the body answered that it did not apply"
			return one(f), nil
		}
	}
	p := &x.App.Applicant
	if !claimsRegistered(p) {
		return one(byPapers(x, f)), nil
	}
	for _, e := range x.confirmed("applicant", "letter", "call", "mail", "dns", "certificate") {
		if why := notIndependent(x, e); why == "" {
			f.State, f.Code, f.Evidence = finding.Clear, e.Kind, append(f.Evidence, e.ID)
		} else if f.State != finding.Clear {
			f.Code, f.Detail = "channel_not_independent", why
		}
	}
	if f.State == finding.Clear {
		f.Detail = ""
		return one(f), nil
	}
	f.State, f.Cause = finding.NotChecked, finding.CauseNoEvidence
	f.Ask = []string{"represents.letter", "represents.call", "represents.mail"}
	return one(f), nil
}

func answers(kind string) bool {
	switch kind {
	case "letter", "call", "mail", "dns", "certificate":
		return true
	}
	return false
}

// byPapers is the way for those whom no corporate register holds: a sole
// proprietor shows who he is, an association or a foreign company its papers.
func byPapers(x *Examination, f finding.Finding) finding.Finding {
	ask := []string{"paper.identity", "paper.address"}
	kinds := []string{"identity_document", "certificate"}
	if form := x.App.Applicant.Form; form == record.FormForeign || form == record.FormAssociation {
		ask = []string{"register.extract", "represents.letter"}
		kinds = []string{"register_extract", "identity_document", "certificate"}
	}
	if ev := x.confirmed("applicant", kinds...); len(ev) > 0 {
		f.State, f.Code, f.Evidence = finding.Clear, "papers", ids(ev)
		return f
	}
	f.State, f.Cause, f.Ask = finding.NotChecked, finding.CauseNoEvidence, ask
	return f
}

// notIndependent says why an answer does not count: the channel must come from
// somebody else than the applicant. A letter goes to the registered address.
func notIndependent(x *Examination, e Recorded) string {
	if e.ChannelFrom == "" || strings.EqualFold(e.ChannelFrom, "applicant") {
		return "the channel was named by the applicant, or it is not said who named it"
	}
	if e.Kind != "letter" {
		return ""
	}
	l, err := x.lookup()
	switch {
	case err != nil:
		return "the registered address could not be looked up"
	case l.Body == nil && l.Code != CodeNotFound && l.Code != CodeNumberNotFound && len(x.confirmed("applicant", "register_extract")) == 0:
		return "it is not settled which body is meant"
	case l.Body == nil:
		return "" // a young body, or one that an extract shows: the channel's own source has to tie it
	}
	if e.Channel != "" && !l.at(identifier.ParseAddress(e.Channel)) {
		return "the letter did not go to the registered address"
	}
	return ""
}
