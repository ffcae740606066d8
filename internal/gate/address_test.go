package gate

import (
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/identifier"
)

func TestFormerSeat(t *testing.T) {
	row := func(city, street string, latest bool) entity.Row {
		return entity.Row{Prefecture: "静岡県", City: city, Street: street, Latest: latest, CloseDate: entity.NoDay}
	}
	for _, c := range []struct {
		claimed string
		now     entity.Row
		result  finding.Result
		why     string
	}{
		{"静岡県清水市追分1-2-3", row("静岡市清水区", "追分１丁目２番３号", true), finding.Agrees, "former_city"},
		{"静岡県清水市追分1-2-3", row("静岡市清水区", "追分１丁目２番４号", true), finding.Differs, "former_address"},
		{"静岡県清水市追分1-2-4", row("静岡市清水区", "追分１丁目２番３号", true), finding.Differs, "other_city"},
	} {
		g := &entity.Registration{Number: "1", Rows: []entity.Row{row("清水市", "追分１丁目２番３号", false), c.now}}
		got := finding.Comparison{Result: finding.Differs, Why: "other_city"}
		formerSeat(&got, identifier.ParseAddress(c.claimed), g)
		if got.Result != c.result || got.Why != c.why {
			t.Errorf("%s, now %s: %s %s, want %s %s", c.claimed, c.now.Address(), got.Result, got.Why, c.result, c.why)
		}
	}
}

type readingRegister struct{ *fakeRegister }

func (readingRegister) ReadAddress(s string) identifier.Address {
	return identifier.Address{Town: "read: " + s}
}

func TestReadAddress(t *testing.T) {
	var none *Source
	for _, s := range []*Source{none, {}, {Register: &fakeRegister{}}} {
		if got := s.readAddress("東京都港区芝5-7-1").Town; got != "芝" {
			t.Errorf("without towns %q", got)
		}
	}
	if got := (&Source{Register: readingRegister{&fakeRegister{}}}).readAddress("x").Town; got != "read: x" {
		t.Errorf("with towns %q", got)
	}
}
