package nta

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/identifier"
)

// TestNumberAgrees: the check of the reader, which is written for speed, accepts
// what identifier accepts and nothing else.
func TestNumberAgrees(t *testing.T) {
	for _, s := range []string{"5111101000006", "4111101000007", "8040001999013", "2040001999902", "3040001999901", "2100001010003", "9380001010002"} {
		if why := checkNumber(s); why != "" {
			t.Errorf("%s of the publisher's specification: %s", s, why)
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		s := rapid.StringMatching(`[0-9]{13}`).Draw(rt, "number")
		_, err := identifier.CorporateNumber(s)
		if why := checkNumber(s); (why == "") != (err == nil) {
			rt.Fatalf("%s: %q here, %v there", s, why, err)
		}
	})
}

// TestDayAgrees: so does the reader's own calendar.
func TestDayAgrees(t *testing.T) {
	for d := entity.DayOf(1868, 1, 1); d < entity.DayOf(2101, 1, 1); d++ {
		if got, ok := day(d.String()); !ok || got != d {
			t.Fatalf("%s: %v %v", d, got, ok)
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		s := rapid.StringMatching(`[0-9]{4}-[01][0-9]-[0-3][0-9]`).Draw(rt, "day")
		want, err := entity.ParseDay(s)
		if got, ok := day(s); s[:4] != "0000" && (ok != (err == nil) || ok && got != want) {
			rt.Fatalf("%s: %v %v here, %v %v there", s, got, ok, want, err)
		}
	})
}
