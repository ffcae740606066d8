package trace

import (
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/sekifuda/sekifuda/internal/entity"
)

func TestParseReported(t *testing.T) {
	tokyo, york := zone(t, "Asia/Tokyo"), zone(t, "America/New_York")
	for _, tc := range []struct {
		text string
		zone *time.Location
		from string // of the window without skew
		to   string
	}{
		{"2026-07-01T10:00:00Z", nil, "2026-07-01T10:00:00Z", "2026-07-01T10:00:01Z"},
		{"2026-07-01T10:00:00+09:00", nil, "2026-07-01T01:00:00Z", "2026-07-01T01:00:01Z"},
		{"2026-07-01T10:00:00+09:00", york, "2026-07-01T01:00:00Z", "2026-07-01T01:00:01Z"},
		{"2026-07-01T10:00:00.25Z", nil, "2026-07-01T10:00:00.25Z", "2026-07-01T10:00:00.250001Z"},
		{"2026-07-01T10:00-03:30", nil, "2026-07-01T13:30:00Z", "2026-07-01T13:31:00Z"},
		{"Wed, 01 Jul 2026 10:00:00 +0900", nil, "2026-07-01T01:00:00Z", "2026-07-01T01:00:01Z"},
		{"Wed, 1 Jul 2026 10:00:00 +0900 (JST)", nil, "2026-07-01T01:00:00Z", "2026-07-01T01:00:01Z"},
		{"Wed, 01 Jul 2026 10:00:00 GMT", nil, "2026-07-01T10:00:00Z", "2026-07-01T10:00:01Z"},
		{"Wed, 01 Jul 2026 10:00:00 -0000", nil, "2026-07-01T10:00:00Z", "2026-07-01T10:00:01Z"},
		{"2026-07-01 10:00:00 JST", nil, "2026-07-01T01:00:00Z", "2026-07-01T01:00:01Z"},
		{"2026/07/01 10:00", tokyo, "2026-07-01T01:00:00Z", "2026-07-01T01:01:00Z"},
		{"01/Jul/2026:10:00:00 +0900", nil, "2026-07-01T01:00:00Z", "2026-07-01T01:00:01Z"},
		{"2026-07-01", tokyo, "2026-06-30T15:00:00Z", "2026-07-01T15:00:00Z"},
		// Nobody knows the zone: all offsets.
		{"2026-07-01T10:00:00", nil, "2026-06-30T20:00:00Z", "2026-07-01T22:00:01Z"},
		{"Wed, 01 Jul 2026 10:00:00", nil, "2026-06-30T20:00:00Z", "2026-07-01T22:00:01Z"},
		{"2026-07-01", nil, "2026-06-30T10:00:00Z", "2026-07-02T12:00:00Z"},
		{"2026-07-01 10:00:00 IST", nil, "2026-06-30T20:00:00Z", "2026-07-01T22:00:01Z"}, // India, Israel, Ireland
		// The hour that comes twice, and the one that never came.
		{"2026-11-01 01:30:00", york, "2026-11-01T05:30:00Z", "2026-11-01T06:30:01Z"},
		{"2026-03-08 02:30:00", york, "2026-03-08T06:30:00Z", "2026-03-08T07:30:01Z"},
		{"2026-11-01", york, "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z"},
	} {
		r, err := ParseReported(tc.text, tc.zone)
		if err != nil {
			t.Error(err)
			continue
		}
		if w := r.Window(0); w.From.String() != tc.from || w.To.String() != tc.to {
			t.Errorf("%s: %s to %s, want %s to %s", tc.text, w.From, w.To, tc.from, tc.to)
		}
	}
	for _, text := range []string{"", "yesterday", "10:00", "2026-07-01T10:00:00+15:00", "2026-07-01T10:00:00-12:30", "2026-13-01", "2026-07-01T25:00:00Z", "01/02/2026"} {
		if r, err := ParseReported(text, tokyo); err == nil {
			t.Errorf("%q is read as %s", text, r.At)
		}
	}
}

func TestSkew(t *testing.T) {
	r := Reported{At: 1_000_000_000, Span: time.Second}
	if w := r.Window(5 * time.Minute); w.From != 700_000_000 || w.To != 1_301_000_000 {
		t.Errorf("%+v", w)
	}
}

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// FuzzParseReported: whatever is read lies within the offsets that there are of
// the clock that was written, and reading has no way to fail but to say so.
func FuzzParseReported(f *testing.F) {
	for _, s := range []string{"2026-07-01T10:00:00Z", "Wed, 01 Jul 2026 10:00:00 +0900 (JST)", "2026-07-01", "2026/07/01 10:00", "2026-07-01 10:00:00 IST"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := ParseReported(text, nil)
		if err != nil {
			return
		}
		w := r.Window(0)
		if w.To <= w.From {
			t.Errorf("%q: %s to %s", text, w.From, w.To)
		}
		if long := w.To - w.From; r.Zoneless && long < entity.Instant((26*time.Hour).Microseconds()) {
			t.Errorf("%q without zone: %d µs", text, long)
		}
	})
}
