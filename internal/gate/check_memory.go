package gate

import (
	"context"
	"fmt"
	"slices"

	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/record"
)

// memoryShares asks whether what the applicant brought was brought before by an
// identity that was proved false. A stolen name, number or registered address
// takes no part: victims stay clean.
type memoryShares struct{}

func (memoryShares) Name() string { return "memory.shares" }

func (memoryShares) Slot(f *finding.Facts) Slot {
	return Slot{&f.Memory.State, &f.Memory.Code, &f.Memory.Cause}
}

func (memoryShares) Run(ctx context.Context, x *Examination) (Answer, error) {
	if x.Memory == nil {
		return Answer{}, &unusable{cause: finding.CauseMissing}
	}
	if len(x.Brought) == 0 {
		return one(finding.Finding{Subject: "applicant", State: finding.NotClaimed}), nil
	}
	shares, err := x.Memory.Shares(ctx, x.App.ExternalID, x.Brought)
	if err != nil {
		return Answer{}, fmt.Errorf("memory: %w", err)
	}
	f := finding.Finding{Subject: "applicant", State: finding.Clear, Code: "none"}
	var facts finding.MemoryFacts
	for _, s := range shares {
		f.State = finding.Hit
		f.Comparisons = append(f.Comparisons, finding.Comparison{
			Field: s.Kind, AtSource: s.Application, Result: finding.Agrees, Degree: 10000, Why: fmt.Sprintf("hops_%d", s.Hops),
		})
		if facts.Hops == 0 || stronger(s, facts) {
			facts.Hops, facts.Proven = int64(s.Hops), s.Proven
		}
	}
	for _, s := range shares { // only what the strongest tie rests on
		if int64(s.Hops) == facts.Hops && s.Proven == facts.Proven && !slices.Contains(facts.SharedKinds, s.Kind) {
			facts.SharedKinds = append(facts.SharedKinds, s.Kind)
		}
	}
	switch {
	case facts.Hops == 1 && facts.Proven:
		f.Code = "direct"
	case facts.Hops == 1:
		f.Code = "provisional"
	case facts.Hops > 1:
		f.Code = "two_hops"
	}
	return Answer{Findings: []finding.Finding{f}, Fill: func(to *finding.Facts) {
		to.Memory.Hops, to.Memory.Proven, to.Memory.SharedKinds = facts.Hops, facts.Proven, facts.SharedKinds
	}}, nil
}

// stronger orders shares: a direct one by a full proof first, then any direct one.
func stronger(s Share, than finding.MemoryFacts) bool {
	if int64(s.Hops) != than.Hops {
		return int64(s.Hops) < than.Hops
	}
	return s.Proven && !than.Proven
}

// BroughtKinds are the kinds of what Brought lists.
var BroughtKinds = []string{"phone", "email", "device", "payment_token", "key", "ship_to"}

// Brought lists what an applicant brings of its own: telephone, mailbox, device,
// means of payment, key, and where goods go. Name, corporate number and seat
// are left out on purpose: they may be somebody else's.
func Brought(a *record.Application) []Attribute {
	var out []Attribute
	add := func(kind, value string) {
		v := Attribute{kind, value}
		if value != "" && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	for _, s := range []string{a.Applicant.Phone, a.Contact.Phone, a.Representative.Phone} {
		if p, err := identifier.Phone(s, "JP"); err == nil {
			add("phone", p.E164)
		}
	}
	for _, s := range []string{a.Contact.Email, a.Representative.Email, a.Mail.From, a.Mail.ReplyTo} {
		if m, err := identifier.Email(s); err == nil {
			add("email", m.Address)
		}
	}
	add("device", a.Channel.Device)
	add("payment_token", a.Channel.PaymentToken)
	add("key", a.Channel.Key)
	add("ship_to", shipTo(a))
	return out
}

// shipTo is the key of the place of delivery, unless that is the claimed seat:
// a stolen company's own address is the victim's, not the impostor's.
func shipTo(a *record.Application) string {
	if a.ShipTo.Address == "" {
		return ""
	}
	to, seat := identifier.ParseAddress(a.ShipTo.Address), identifier.ParseAddress(a.Applicant.Address)
	if to.BlockKey() == seat.BlockKey() {
		return ""
	}
	return placeKey(to)
}

// placeKey is "" for an address that is not understood down to a number.
func placeKey(to identifier.Address) string {
	if k := to.BuildingKey(); k != "" {
		return k
	}
	return to.BlockKey()
}
