package gate

import (
	"context"
	"fmt"

	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/identifier"
)

// shared says how many live companies sit in the same building or room, and
// whether an address reads like a mail drop or a forwarder. Many honest
// companies sit in shared offices: alone it says nothing.
type shared struct{}

func (shared) Name() string { return "address.shared" }

func (shared) Slot(f *finding.Facts) Slot {
	return Slot{&f.Address.State, &f.Address.Code, &f.Address.Cause}
}

// countLimit bounds counting; more is "at least".
const countLimit = 10000

func (shared) Run(_ context.Context, x *Examination) (Answer, error) {
	f := finding.Finding{Subject: "applicant", State: finding.Clear}
	drop, forwarder := x.words(&f)
	seat, err := x.seat()
	if err != nil {
		return Answer{}, err
	}
	var building, room int
	switch {
	case seat == nil:
		f.State = finding.NotClaimed
	case seat.BlockKey() == "":
		f.Detail = "the address was not understood down to a number; nothing was counted"
	default:
		if err := x.usable(x.Register); err != nil {
			return Answer{}, err
		}
		var cut bool
		building, room, cut, err = x.Register.Register.CountAt(*seat, countLimit)
		if err != nil {
			return Answer{}, err
		}
		f.Source = &x.Register.Ref
		f.Detail = fmt.Sprintf("live companies at this address: %d, in the same room: %d%s", building, room, map[bool]string{true: " (at least)"}[cut])
	}
	s := x.Settings
	switch {
	case forwarder:
		f.State, f.Code = finding.Hit, "forwarder"
	case drop:
		f.State, f.Code = finding.Hit, "mail_drop"
	case room >= s.RoomCompanies:
		f.State, f.Code = finding.Hit, "room"
	case building >= s.BuildingCompanies:
		f.State, f.Code = finding.Hit, "building"
	}
	return Answer{Findings: []finding.Finding{f}, Fill: func(facts *finding.Facts) {
		facts.Address.Companies = int64(max(building, room))
		facts.Address.MailDrop, facts.Address.Forwarder = drop, forwarder
	}}, nil
}

// words looks for the words of mail drops and forwarders in the addresses that
// were given.
func (x *Examination) words(f *finding.Finding) (drop, forwarder bool) {
	a := x.App
	for _, s := range []string{a.Applicant.Address, a.ShipTo.Name, a.ShipTo.Address} {
		if w := identifier.MailDropWord(s); w != "" {
			drop = true
			f.Comparisons = append(f.Comparisons, finding.Comparison{Field: "mail_drop_word", Claimed: w, Result: finding.Noted})
		}
	}
	for _, s := range []string{a.ShipTo.Name, a.ShipTo.Address} {
		if w := identifier.ForwarderWord(s); w != "" {
			forwarder = true
			f.Comparisons = append(f.Comparisons, finding.Comparison{Field: "forwarder_word", Claimed: w, Result: finding.Noted})
		}
	}
	return drop, forwarder
}

// seat is the address to count at: the registered one where the body was found,
// else the claimed one; nil where there is none.
func (x *Examination) seat() (*identifier.Address, error) {
	if claimsRegistered(&x.App.Applicant) {
		l, err := x.lookup()
		if err != nil {
			return nil, err
		}
		if l.Body != nil {
			seat := l.seat()
			return &seat, nil
		}
	}
	if x.App.Applicant.Address == "" {
		return nil, nil
	}
	return &x.claim().address, nil
}
