package gate

import (
	"strings"

	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/record"
)

// appFacts are what conditions read of the application alone.
func appFacts(x *Examination) finding.AppFacts {
	a := x.App
	f := finding.AppFacts{
		Form: a.Applicant.Form, NumberClaimed: a.Applicant.CorporateNumber != "",
		ItemKind: a.Item.Kind, Provision: a.Item.Provision, ConcernClass: a.Item.ConcernClass,
		Classified:   a.Item.Classification != "" || len(x.confirmed("applicant", "classification")) > 0,
		DomesticOnly: a.Item.DomesticOnly == "yes", Quantity: int64(a.Quantity),
		Resale: a.Resale, ReExport: a.ReExport, Residence: strings.ToUpper(a.Applicant.Residence),
		ShipToGiven:  a.ShipTo.Address != "",
		ThirdPayer:   other(&a.Payer, &a.Applicant),
		ThirdEndUser: other(&a.EndUser, &a.Applicant),
	}
	for _, d := range a.Declarations {
		if x.declared(d.Kind) {
			f.Declarations = append(f.Declarations, d.Kind)
		}
	}
	return f
}

// other reports whether p is named and is not the applicant again.
func other(p, applicant *record.Party) bool {
	return !p.Empty() && p.Name != applicant.Name
}
