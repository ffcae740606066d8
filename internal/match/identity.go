package match

import (
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
)

// evidence is what one kind of attribute says.
type evidence struct {
	confirms, contradicts bool
}

// judge fills in the comparisons and the identity. Only an attribute beside an
// agreeing name confirms; a contradiction counts only where nothing confirms.
func (p *Prepared) judge(e *entity.Entity, r *Result, why string) {
	r.Identity, r.Why = finding.IdentityUnknown, WhyNone
	if r.Score > 0 {
		r.Comparisons = append(r.Comparisons, nameComparison(r, why))
	}
	ids := p.compareIdentifiers(e, r)
	if r.Score < Weak && !ids.confirms {
		return
	}
	born := p.compareBirth(e, r)
	lives := p.compareAddresses(e, r)
	agrees := r.Score >= Agrees
	if agrees {
		r.Why = WhyNameOnly
	}
	switch compatible := compatibleSchemata(p.query.Schema, e.Schema); {
	case ids.confirms && !agrees:
		r.Why = WhyIDOnly
	case !compatible && ids.confirms:
		r.Why = WhySchema // an identifier and a schema that exclude one another: a person must look
	case !compatible:
		r.Identity, r.Why = finding.IdentityContradicted, WhySchema
	case agrees && ids.confirms:
		r.Identity, r.Why = finding.IdentityConfirmed, WhyIdentifier
	case agrees && born.confirms:
		r.Identity, r.Why = finding.IdentityConfirmed, WhyBirthDate
	case agrees && lives.confirms && !born.contradicts && !ids.contradicts:
		r.Identity, r.Why = finding.IdentityConfirmed, WhyAddress
	case lives.confirms: // the same address speaks against a contradiction, and does not settle it
	case ids.contradicts:
		r.Identity, r.Why = finding.IdentityContradicted, WhyIDDiffers
	case born.contradicts:
		r.Identity, r.Why = finding.IdentityContradicted, WhyBirthDiffer
	}
}

func nameComparison(r *Result, why string) finding.Comparison {
	c := finding.Comparison{Field: "name", Claimed: r.QueryName, AtSource: r.EntityName, Result: finding.Differs, Degree: r.Score, Why: why}
	if r.Score >= Agrees {
		c.Result = finding.Agrees
	}
	return c
}

// compatibleSchemata reports whether one thing can be of both schemata. What
// is not known is compatible with all.
func compatibleSchemata(a, b string) bool {
	ka, kb := kindOfSchema(a), kindOfSchema(b)
	return ka == kb || ka == anyKind || kb == anyKind ||
		ka == anyParty && kb != thing || kb == anyParty && ka != thing
}

const (
	anyKind = iota
	anyParty
	natural
	body
	thing
)

func kindOfSchema(s string) int {
	switch s {
	case entity.Person:
		return natural
	case entity.Company, entity.Organization, "PublicBody":
		return body
	case entity.LegalEntity:
		return anyParty
	case entity.Vessel, entity.Airplane, "Vehicle", "CryptoWallet":
		return thing
	}
	return anyKind
}
