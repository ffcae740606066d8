package gate

import (
	"context"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/script"
)

// agrees compares what the applicant says of itself with what the register
// says of the body that was found, now and in its history.
type agrees struct{}

func (agrees) Name() string { return "register.agrees" }

func (agrees) Slot(f *finding.Facts) Slot {
	return Slot{&f.Agrees.State, &f.Agrees.Code, &f.Agrees.Cause}
}

func (agrees) Run(_ context.Context, x *Examination) (Answer, error) {
	f := finding.Finding{Subject: "applicant"}
	body, l, err := registered(x, &f)
	if body == nil || err != nil {
		return one(f), err
	}
	p := &x.App.Applicant
	name := compareName(p, body)
	address := compareSeat(x, l)
	postal := comparePostal(p, body)
	f.Source = l.ref(x)
	f.Comparisons = []finding.Comparison{name, address, postal}
	f.State = finding.Clear
	// A postal code alone says little: large buildings have their own, and the
	// register often gives the code of the whole town.
	if name.Result == finding.Differs || address.Result == finding.Differs {
		f.State, f.Code = finding.Hit, "differs"
		f.Ask = []string{"register.explain"}
	}
	if f.State == finding.Clear && address.Result == finding.ValueUnchecked {
		f.State, f.Cause, f.Code = finding.NotChecked, finding.CauseNoEvidence, "address_not_compared"
		f.Ask = []string{"paper.address"}
	}
	settled(x, &f)
	return Answer{Findings: []finding.Finding{f}, Fill: func(facts *finding.Facts) {
		a := &facts.Agrees
		a.Name, a.NameWhy = string(name.Result), name.Why
		a.Address, a.AddressWhy = string(address.Result), address.Why
		a.PostalCode = string(postal.Result)
	}}, nil
}

// settled takes a difference back where a document explains it: an address
// document for the seat, a register extract for anything. An address that could
// not be compared is settled by a letter that was answered from the registered
// address, too.
func settled(x *Examination, f *finding.Finding) {
	if f.State == finding.Clear {
		return
	}
	ev := x.confirmed("applicant", "register_extract")
	if f.Comparisons[0].Result != finding.Differs {
		ev = append(ev, x.confirmed("applicant", "address_document")...)
	}
	if f.State == finding.NotChecked {
		for _, e := range x.confirmed("applicant", "letter") {
			if notIndependent(x, e) == "" {
				ev = append(ev, e)
			}
		}
	}
	if len(ev) > 0 {
		f.State, f.Code, f.Cause, f.Ask, f.Evidence = finding.Clear, "explained", "", nil, ids(ev)
	}
}

// registered returns the body that the claim means. Where there is none it
// fills f with why the checks of the register have nothing to compare.
func registered(x *Examination, f *finding.Finding) (*entity.Registration, *lookup, error) {
	p := &x.App.Applicant
	if !claimsRegistered(p) && p.CorporateNumber == "" && p.Form != "" {
		f.State, f.Code = finding.NotApplicable, CodeUnregistered
		return nil, nil, nil
	}
	if x.Register == nil || x.Register.Register == nil {
		return nil, nil, x.usableOrMissing()
	}
	l, err := x.lookup()
	if err != nil {
		return nil, nil, err
	}
	if l.Body != nil {
		return l.Body, l, nil
	}
	if ev := x.confirmed("applicant", "register_extract"); len(ev) > 0 {
		f.State, f.Code, f.Evidence = finding.Clear, CodeExtract, ids(ev)
		return nil, l, nil
	}
	f.Source = l.ref(x)
	f.State, f.Cause, f.Code = finding.NotChecked, finding.CauseNoEvidence, l.Code
	f.Detail = "no registered body to compare with"
	f.Ask = []string{"register.extract"}
	return nil, l, nil
}

func (x *Examination) usableOrMissing() error {
	if err := x.usable(x.Register); err != nil {
		return err
	}
	return &unusable{cause: finding.CauseMissing}
}

// compareName compares the claimed name with every name that the register gives
// the body; the best answer counts, the current name first.
func compareName(p *record.Party, g *entity.Registration) finding.Comparison {
	cur := g.Current()
	c := finding.Comparison{Field: "name", Claimed: p.Name, AtSource: cur.Name, Result: finding.Differs, Why: "other_name"}
	if p.Name == "" {
		c.Result, c.Why = finding.ValueUnclaimed, ""
		return c
	}
	claimed := script.Company(p.Name)
	if why, degree, ok := sameName(claimed, cur); ok {
		c.Result, c.Why, c.Degree = finding.Agrees, why, degree
		if why == "form_differs" {
			c.Result = finding.Differs
		}
		return c
	}
	for i := len(g.Rows) - 1; i >= 0; i-- {
		if _, degree, ok := sameName(claimed, &g.Rows[i]); ok {
			return finding.Comparison{
				Field: "name", Claimed: p.Name, AtSource: cur.Name, Result: finding.Differs,
				Degree: min(degree, 9000), Why: "former_name", Since: cur.Changed.String(),
			}
		}
	}
	if score := rendered(p, cur); score > 0 {
		c.Result, c.Why, c.Degree = finding.Agrees, "rendered", score
	} else if oneEdit(claimed.Key, script.NameKey(cur.Name)) {
		c.Why, c.Degree = "one_edit", 8000
	}
	return c
}

// sameName compares a claimed name with one row's name, English name and
// reading, and says by which of them it agrees.
func sameName(claimed script.CompanyName, r *entity.Row) (why string, degree int, ok bool) {
	source := script.Company(r.Name)
	switch {
	case claimed.Original == r.Name:
		return "", 10000, true
	case claimed.Key == "":
		return "", 0, false
	case claimed.Key == source.Key && claimed.Form != "" && source.Form != "" && claimed.Form != source.Form:
		return "form_differs", 6000, true
	case claimed.Key == source.Key && claimed.Position != "" && source.Position != "" && claimed.Position != source.Position:
		return "form_position", 9500, true
	case claimed.Key == source.Key:
		return "writing", 9800, true
	case r.EnName != "" && claimed.Key == script.NameKey(r.EnName):
		return "english_name", 9500, true
	case r.Furigana != "" && claimed.Key == script.NameKey(r.Furigana):
		return "furigana", 9300, true
	case r.Furigana != "" && romanised(claimed.Core, r.Furigana):
		return "romanised", 9000, true
	}
	return "", 0, false
}

// romanised reports whether Latin letters are a reading's romanisation.
func romanised(latin, furigana string) bool {
	k := script.LatinKey(latin)
	return k != "" && k == script.LatinKey(furigana)
}

func compareSeat(x *Examination, l *lookup) finding.Comparison {
	p, g := &x.App.Applicant, l.Body
	cur := g.Current()
	var result, why string
	var degree int
	if p.Address == "" || cur.Address() == "" {
		result, degree, why = identifier.CompareAddress(p.Address, cur.Address())
	} else {
		result, degree, why = identifier.CompareParsed(x.claim().address, l.seat())
	}
	c := finding.Comparison{
		Field: "address", Claimed: p.Address, AtSource: cur.Address(),
		Result: finding.Result(result), Degree: degree, Why: why,
	}
	if c.Result == finding.Differs {
		formerSeat(&c, x.claim().address, g)
	}
	return c
}

func comparePostal(p *record.Party, g *entity.Registration) finding.Comparison {
	c := finding.Comparison{Field: "postal_code", Claimed: p.PostalCode, AtSource: g.Current().PostCode}
	claimed, err := identifier.PostalCode(p.PostalCode)
	switch {
	case p.PostalCode == "":
		c.Result = finding.ValueUnclaimed
	case c.AtSource == "":
		c.Result = finding.AbsentAtSource
	case err != nil:
		c.Result, c.Why = finding.Differs, "not_parsed"
	case claimed == c.AtSource:
		c.Result, c.Degree = finding.Agrees, 10000
	default:
		c.Result, c.Why = finding.Differs, "other_postal_code"
		for i := range g.Rows {
			if g.Rows[i].PostCode == claimed {
				c.Why = "former_address"
			}
		}
	}
	return c
}

// oneEdit reports whether two keys are one insertion, deletion, substitution or
// swap of neighbours apart.
func oneEdit(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	switch len(y) - len(x) {
	case 0:
		if i == len(x) {
			return false
		}
		swap := i+1 < len(x) && x[i] == y[i+1] && x[i+1] == y[i] && string(x[i+2:]) == string(y[i+2:])
		return swap || string(x[i+1:]) == string(y[i+1:])
	case 1:
		return string(x[i:]) == string(y[i+1:])
	}
	return false
}
