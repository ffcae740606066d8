package gate

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/record"
)

// counted is a register that counts as it is told, and notes where.
type counted struct {
	*fakeRegister
	building, room int
	cut            bool
	at             *identifier.Address
}

func (c counted) CountAt(a identifier.Address, _ int) (int, int, bool, error) {
	*c.at = a
	return c.building, c.room, c.cut, c.ask()
}

func TestSharedCounts(t *testing.T) {
	s := honest(t).Policy.Settings()
	for _, tt := range []struct {
		building, room int
		want           string
	}{
		{1, 0, "clear"}, {s.BuildingCompanies - 1, s.RoomCompanies - 1, "clear"},
		{s.BuildingCompanies, 0, "hit building"}, {1, s.RoomCompanies, "hit room"}, {s.BuildingCompanies, s.RoomCompanies, "hit room"},
	} {
		for _, cut := range []bool{false, true} {
			f := honest(t)
			var at identifier.Address
			f.Register.Register = counted{f.register, tt.building, tt.room, cut, &at}
			g, facts := f.ask(t, shared{})
			expect(t, g, tt.want)
			if strings.Contains(g.Detail, "(at least)") != cut || g.Source == nil {
				t.Errorf("%d, %d, cut %v: %q", tt.building, tt.room, cut, g.Detail)
			}
			if facts.Address.Companies != int64(max(tt.building, tt.room)) {
				t.Errorf("%d, %d: %d companies", tt.building, tt.room, facts.Address.Companies)
			}
		}
	}
}

// TestSharedCountsTheRegisteredSeat: who is in the register is counted where the
// register says, wherever it says itself that it sits.
func TestSharedCountsTheRegisteredSeat(t *testing.T) {
	for _, tt := range []struct {
		form, city string
	}{{record.FormKK, "千代田区"}, {record.FormSole, "大阪市北区"}} {
		f := honest(t)
		p := &f.input.Application.Applicant
		p.Form, p.Address = tt.form, "大阪府大阪市北区梅田１丁目１番３号"
		if tt.form == record.FormSole {
			p.Name, p.CorporateNumber = "谷口デザイン", ""
		}
		var at identifier.Address
		f.Register.Register = counted{f.register, 1, 1, false, &at}
		f.ask(t, shared{})
		if at.City != tt.city {
			t.Errorf("%s: counted in %q", tt.form, at.City)
		}
	}
}

func TestSharedWords(t *testing.T) {
	const box, forward = "東京都千代田区霞が関3-2-5 私書箱12号", "みなと国際物流"
	shipTo := func(name, address string) func(f *fixture) {
		return app(func(a *record.Application) { a.ShipTo = record.Place{Name: name, Address: address} })
	}
	sole := applicant(func(p *record.Party) {
		p.Form, p.Name, p.CorporateNumber, p.Address = record.FormSole, "谷口デザイン", "", ""
	})
	for _, tt := range []struct {
		name            string
		change          func(f *fixture)
		want            string
		drop, forwarder bool
	}{
		{"none", func(*fixture) {}, "clear", false, false},
		{"the applicant's", applicant(func(p *record.Party) { p.Address = box }), "hit mail_drop", true, false},
		{"where it is sent", shipTo("", box), "hit mail_drop", true, false},
		{"who receives it", shipTo(forward, "東京都港区芝浦2-15-6"), "hit forwarder", false, true},
		{"both", shipTo(forward, box), "hit forwarder", true, true},
		{"a forwarder applies at its own seat", applicant(func(p *record.Party) { p.Address += " " + forward }), "clear", false, false},
		{"nowhere", sole, "not_claimed", false, false},
		{"nowhere, sent to a forwarder", all(sole, shipTo(forward, "")), "hit forwarder", false, true},
		{"an address without a number", all(sole, applicant(func(p *record.Party) { p.Address = "東京都千代田区" })), "clear", false, false},
		{"an address, the register is old", all(sole, applicant(func(p *record.Party) { p.Address = "東京都千代田区霞が関3-2-5" }),
			func(f *fixture) { f.Register.MaxAge = 1 }), "not_checked stale", false, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := honest(t)
			tt.change(f)
			g, facts := f.ask(t, shared{})
			expect(t, g, tt.want)
			if a := facts.Address; a.MailDrop != tt.drop || a.Forwarder != tt.forwarder {
				t.Errorf("facts %+v", a)
			}
			if words := map[bool]int{true: 1}[tt.drop] + map[bool]int{true: 1}[tt.forwarder]; len(g.Comparisons) < words {
				t.Errorf("the words are not shown: %+v", g.Comparisons)
			}
		})
	}
}

func TestSharedSaysThatNothingWasCounted(t *testing.T) {
	f := honest(t)
	p := &f.input.Application.Applicant
	p.Form, p.Name, p.CorporateNumber, p.Address = record.FormSole, "谷口デザイン", "", "東京都千代田区"
	f.register.fail = func() error { return fmt.Errorf("asked for nothing") }
	g, _ := f.ask(t, shared{})
	if g.Source != nil || !strings.Contains(g.Detail, "not understood") {
		t.Errorf("%+v", g)
	}
}
