package gate

import (
	"context"
	"fmt"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/script"
)

// exists looks for the applicant in the corporate register. It says what the
// register says, as of its date, and never more: that a company exists does not
// entitle who writes in its name.
type exists struct{}

func (exists) Name() string { return "register.exists" }

func (exists) Slot(f *finding.Facts) Slot {
	return Slot{&f.Register.State, &f.Register.Code, &f.Register.Cause}
}

func (exists) Run(_ context.Context, x *Examination) (Answer, error) {
	p := &x.App.Applicant
	f := finding.Finding{Subject: "applicant"}
	if cause := unreadable(p.Name); cause != "" && p.CorporateNumber == "" {
		f.State, f.Cause, f.Ask = finding.NotChecked, cause, []string{"register.extract"}
		return one(f), nil
	}
	if !claimsRegistered(p) && p.CorporateNumber == "" && p.Form != "" {
		f.State, f.Code = finding.NotApplicable, CodeUnregistered
		f.Detail = "form " + p.Form + " is not held by the corporate register"
		return one(f), nil
	}
	if a, ok := byExtract(x, f); ok {
		return a, nil
	}
	l, err := x.lookup()
	if err != nil {
		return Answer{}, err
	}
	c := x.claim()
	f.Source, f.Code = l.ref(x), l.Code
	f.Detail = describe(l, x)
	f.Comparisons = l.searched(c)
	f.Matches = nearest(x, l, c)
	judge(x, l, c, &f)
	if sign, ok := script.Unregistrable(p.Name); ok {
		f.Comparisons = append(f.Comparisons, finding.Comparison{Field: "name_sign", Claimed: sign, Result: finding.AbsentAtSource, Why: CodeImpossible})
	}
	return Answer{Findings: []finding.Finding{f}, Fill: func(facts *finding.Facts) {
		facts.Register.ByWhat = l.By
		facts.Register.AbsenceProven = f.State == finding.Hit && absenceClaimed(p) && l.absent(c)
	}}, nil
}

// judge turns what was found into a state.
func judge(x *Examination, l *lookup, c *claim, f *finding.Finding) {
	switch l.Code {
	case CodeFound, CodeRenamed:
		f.State = finding.Clear
		return
	case CodeNotFound, CodeNumberNotFound:
	default:
		f.State = finding.Hit
		f.Ask = []string{"register.extract"}
		return
	}
	f.Ask = []string{"register.extract"}
	switch {
	case l.Cut:
		f.State, f.Cause = finding.NotChecked, finding.CauseCut
	case claimsYoung(x):
		f.State, f.Cause = finding.NotChecked, finding.CauseYoung
	case !claimsRegistered(c.party):
		// Absence says nothing of who never claimed to be there.
		f.State, f.Cause, f.Code = finding.NotChecked, finding.CauseNoEvidence, CodeFormUnclaimed
	default:
		f.State = finding.Hit
	}
}

// byExtract settles the check by a register extract that the operator obtained:
// the document is then the source. What the register itself says of a number
// that it holds is not overridden.
func byExtract(x *Examination, f finding.Finding) (Answer, bool) {
	ev := x.confirmed("applicant", "register_extract")
	if len(ev) == 0 {
		return Answer{}, false
	}
	if l, err := x.lookup(); err == nil && l.Body != nil {
		return Answer{}, false
	}
	f.State, f.Code, f.Evidence = finding.Clear, CodeExtract, ids(ev)
	f.Detail = "settled by a register extract"
	return one(f), true
}

// claimsRegistered reports whether the claim asserts a form or number that the
// corporate register would hold.
func claimsRegistered(p *record.Party) bool {
	if p.Registered() || p.CorporateNumber != "" {
		return true
	}
	if p.Form == record.FormForeign || p.Form == record.FormPerson {
		return false
	}
	// A sole proprietor whose name carries 株式会社 claims to be one.
	return domesticForm(script.Company(p.Name).Form)
}

// absenceClaimed reports whether absence may count against the claim.
func absenceClaimed(p *record.Party) bool {
	return claimsRegistered(p) && p.Form != record.FormForeign
}

func domesticForm(form string) bool {
	switch form {
	case record.FormKK, record.FormYK, record.FormGK, record.FormGomei, record.FormGoshi, record.FormCorporation:
		return true
	}
	return false
}

// claimsYoung reports whether the applicant claims to be younger than the
// register's lag.
func claimsYoung(x *Examination) bool {
	d := record.Day(x.App.Applicant.Founded)
	if !d.Known() {
		return false
	}
	return x.days(d.Latest) <= int64(x.Settings.RegisterLag)
}

// unreadable returns the cause for which a name cannot be compared at all.
func unreadable(name string) string {
	switch {
	case script.TooLong(name):
		return finding.CauseNameTooLong
	case script.Fold(name) == "":
		return finding.CauseNameEmpty
	case !script.Supported(name):
		return finding.CauseScript
	}
	return ""
}

// describe says in one line what was looked for and what came of it.
func describe(l *lookup, x *Examination) string {
	asof := "as of " + x.Register.Ref.Published.DayIn(x.Zone).String()
	switch l.Code {
	case CodeNotFound:
		return "not found " + asof
	case CodeNumberNotFound:
		return "number " + l.Number + " not found " + asof
	case CodeNumberInvalid:
		return "the number's check digit or length is wrong"
	case CodeMerged:
		return "merged into " + l.Body.Current().Successor + " on " + closed(l.Body)
	case CodeClosed, CodeDeleted:
		return l.Code + " " + closed(l.Body) + ", " + asof
	case CodeFoundMany:
		return fmt.Sprintf("%d bodies bear this name, %s", len(l.Named), asof)
	case CodeElsewhere:
		return fmt.Sprintf("%d bodies bear this name, none at this address, %s", len(l.Named), asof)
	}
	return "found by " + l.By + ", " + asof
}

func closed(g *entity.Registration) string {
	r := g.Current()
	if r.CloseDate != entity.NoDay {
		return r.CloseDate.String()
	}
	return r.Updated.String()
}

// nearest lists the registered bodies that stand nearest to the claim: by name,
// one edit away, at the same address, then by prefix of the name key.
func nearest(x *Examination, l *lookup, c *claim) []finding.Match {
	if l.Body != nil {
		return []finding.Match{neighbour(x, l.Body, l.By)} // register.agrees compares the addresses
	}
	var out []finding.Match
	add := func(bodies []*entity.Registration, why string) {
		for _, g := range bodies {
			if len(out) < nearestShown {
				m := neighbour(x, g, why)
				if why == "similar_name" {
					m.Score = c.likeness(g, 0)
				}
				m.Comparisons = append(m.Comparisons, seats(x, g))
				out = append(out, m)
			}
		}
	}
	add(l.Named, "same_name")
	add(l.Near, "similar_name")
	add(l.AtBlock, "same_address")
	if len(out) == 0 && len(c.keys) > 0 {
		add(beginning(x, c.keys[0]), "same_beginning")
	}
	return out
}

// beginning returns bodies whose name begins as the claimed one does, as much
// of it as finds any. It is shown to people only: a failure changes no answer.
func beginning(x *Examination, key string) []*entity.Registration {
	r := []rune(key)
	for n := (len(r) + 1) / 2; n >= 2; n /= 2 {
		found, _, err := x.Register.Register.Prefix(string(r[:n]), nearestShown)
		if err != nil || len(found) > 0 {
			return found
		}
	}
	return nil
}

// neighbour is a registered body as it is shown beside a claim.
func neighbour(x *Examination, g *entity.Registration, why string) finding.Match {
	ref := x.Register.Ref
	ref.Record = g.Number
	return finding.Match{
		Source: ref, Caption: g.Current().Name, Identity: finding.IdentityUnknown, Why: why,
		Comparisons: []finding.Comparison{{Field: "status", AtSource: g.Status(), Result: finding.ValueUnclaimed}},
	}
}

// seats compares the claimed address with a neighbour's.
func seats(x *Examination, g *entity.Registration) finding.Comparison {
	claimed, source := x.App.Applicant.Address, g.Current().Address()
	result, degree, why := identifier.CompareAddress(claimed, source)
	return finding.Comparison{Field: "address", Claimed: claimed, AtSource: source, Result: finding.Result(result), Degree: degree, Why: why}
}

func one(f finding.Finding) Answer { return Answer{Findings: []finding.Finding{f}} }
