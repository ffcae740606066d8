package gate

import (
	"context"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/record"
)

// eligible asks whether the item may go to who asks for it: existing is not
// being entitled. Download, remote access, hosting and support count as
// provision just like a parcel.
type eligible struct{}

func (eligible) Name() string { return "eligible" }

func (eligible) Slot(f *finding.Facts) Slot {
	return Slot{&f.Eligible.State, &f.Eligible.Code, &f.Eligible.Cause}
}

func (eligible) Run(_ context.Context, x *Examination) (Answer, error) {
	f := finding.Finding{Subject: "item", State: finding.Clear}
	missing := x.missing()
	item := &x.App.Item
	if item.Name == "" && item.Kind == "" {
		f.State, f.Code = finding.NotClaimed, "no_item"
		return one(f), nil
	}
	if code, err := x.domestic(); err != nil {
		return Answer{}, err
	} else if code != "" {
		f.State, f.Code = finding.Hit, code
	}
	for _, m := range missing {
		f.Ask = append(f.Ask, "eligible."+m)
	}
	switch {
	case f.State == finding.Hit:
	case slices.Contains(missing, "classification"):
		f.State, f.Cause = finding.NotChecked, finding.CauseUnclassed
	case len(missing) > 0:
		f.State, f.Cause = finding.NotChecked, finding.CauseNoEvidence
	}
	return Answer{Findings: []finding.Finding{f}, Fill: func(facts *finding.Facts) { facts.Eligible.Missing = missing }}, nil
}

// domestic examines an item that is sold only to companies of the country; it
// returns the code of what stands against it.
func (x *Examination) domestic() (code string, err error) {
	if x.App.Item.DomesticOnly != "yes" {
		return "", nil
	}
	p := &x.App.Applicant
	switch {
	case p.Form == record.FormForeign, x.abroad(p.Residence), x.abroad(x.App.ShipTo.Country), x.abroad(x.App.EndUser.Residence):
		return "not_domestic", nil
	case x.App.ReExport == "yes":
		return "leaves_the_country", nil
	case !claimsRegistered(p):
		return "not_registered", nil
	}
	l, err := x.lookup()
	if err != nil {
		return "", err
	}
	if l.Body == nil {
		if len(x.confirmed("applicant", "register_extract")) > 0 {
			return "", nil
		}
		return "no_live_registration", nil
	}
	if cur := l.Body.Current(); l.Body.Status() != entity.StatusLive || cur.Outside != "" || cur.Kind == "401" {
		return "no_live_registration", nil
	}
	return "", nil
}

// missing lists the declarations and facts that the item asks for and that are
// neither in the application nor in the evidence.
func (x *Examination) missing() []string {
	a := x.App
	var out []string
	if a.Item.Classification == "" && len(x.confirmed("applicant", "classification")) == 0 {
		out = append(out, "classification")
	}
	if a.Item.DomesticOnly == "yes" && a.Applicant.Residence == "" && !x.answered("residence") {
		out = append(out, "residence")
	}
	for _, kind := range needed(&a.Item) {
		if !x.declared(kind) && !x.answered(kind) {
			out = append(out, "declaration."+kind)
		}
	}
	return out
}

// needed are the declarations that an item asks for.
func needed(i *record.Item) []string {
	var out []string
	if i.DomesticOnly == "yes" || concern(i) {
		out = append(out, "end_use", "no_reexport")
	}
	if concern(i) {
		out = append(out, "no_military_use")
	}
	return out
}

func concern(i *record.Item) bool {
	return i.ConcernClass != "" && !strings.EqualFold(i.ConcernClass, "none")
}

// declared reports whether a declaration is there with its date and signer; an
// unsigned or undated one is not one.
func (x *Examination) declared(kind string) bool {
	for _, d := range x.App.Declarations {
		if d.Kind == kind && d.Signer != "" && record.Day(d.Date).Known() {
			return true
		}
	}
	return false
}

// answered reports whether the operator obtained the declaration afterwards.
func (x *Examination) answered(kind string) bool {
	for _, e := range x.confirmed("applicant", "declaration") {
		if e.Value == kind {
			return true
		}
	}
	return false
}

// abroad reports whether a country is claimed and is not the operator's own.
func (x *Examination) abroad(country string) bool {
	return country != "" && !strings.EqualFold(country, x.Settings.Country)
}
