package entity

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestParseDate(t *testing.T) {
	for _, tt := range []struct{ in, from, to, precision string }{
		{"1965", "1965-01-01", "1965-12-31", PrecisionYear},
		{"1965-02", "1965-02-01", "1965-02-28", PrecisionMonth},
		{"1964-02-29", "1964-02-29", "1964-02-29", PrecisionDay},
		{"1965/3/4", "1965-03-04", "1965-03-04", PrecisionDay},
		{"1965年3月4日", "1965-03-04", "1965-03-04", PrecisionDay},
		{"1965年3月", "1965-03-01", "1965-03-31", PrecisionMonth},
		{"04 Mar 1965", "1965-03-04", "1965-03-04", PrecisionDay},
		{"Mar 1965", "1965-03-01", "1965-03-31", PrecisionMonth},
		{"March 4, 1965", "1965-03-04", "1965-03-04", PrecisionDay},
		{"1965 to 1967", "1965-01-01", "1967-12-31", PrecisionRange},
		{"circa 1965", "1964-01-01", "1967-01-01", PrecisionAbout},
		{"約1965年", "1964-01-01", "1967-01-01", PrecisionAbout},
	} {
		d, err := ParseDate(tt.in)
		if err != nil || d.Earliest.String() != tt.from || d.Latest.String() != tt.to || d.Precision != tt.precision {
			t.Errorf("ParseDate(%q) = %s…%s %s, %v; want %s…%s %s", tt.in, d.Earliest, d.Latest, d.Precision, err, tt.from, tt.to, tt.precision)
		}
		if d.Original != tt.in {
			t.Errorf("ParseDate(%q) keeps %q as the original", tt.in, d.Original)
		}
	}
}

func TestParseDateRefuses(t *testing.T) {
	for _, in := range []string{"", "autumn", "1965-13", "1965-02-30", "19651", "1967 to 1965", "circa", "年"} {
		d, err := ParseDate(in)
		if err == nil || d.Known() || d.Original != in {
			t.Errorf("ParseDate(%q) = %+v, %v; want an unknown date and an error", in, d, err)
		}
	}
}

func TestOverlaps(t *testing.T) {
	day := func(s string) Date { d, _ := ParseDate(s); return d }
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"1965", "1965-07-01", true}, {"1965", "1966", false}, {"1965-12-31", "1965", true},
		{"circa 1965", "1966-06-01", true}, {"circa 1965", "1970", false},
		{"autumn", "1965", false}, {"1965", "autumn", false},
	} {
		if got := day(tt.a).Overlaps(day(tt.b)); got != tt.want {
			t.Errorf("%q overlaps %q = %v", tt.a, tt.b, got)
		}
	}
}

func TestOverlapsIsSymmetricAndDaysRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mk := func(name string) (Day, Date) {
			d := Day(rapid.IntRange(-30000, 30000).Draw(t, name))
			v, err := ParseDate(d.String())
			if err != nil || v.Earliest != d || v.Latest != d {
				t.Fatalf("ParseDate(%s) = %v, %v", d, v, err)
			}
			back, err := ParseDay(d.String())
			if err != nil || back != d {
				t.Fatalf("ParseDay(%s) = %v, %v", d, back, err)
			}
			return d, v
		}
		x, a := mk("a")
		y, b := mk("b")
		if a.Overlaps(b) != b.Overlaps(a) || a.Overlaps(b) != (x == y) {
			t.Fatalf("%v and %v", a, b)
		}
	})
}

func TestParseAt(t *testing.T) {
	tokyo, err := time.LoadLocation("Asia/Tokyo")
	if err != nil {
		t.Fatal(err)
	}
	for in, want := range map[string]string{
		"2026-02-28":                "2026-02-27T15:00:00Z",
		"2026-02-28T09:00:00+09:00": "2026-02-28T00:00:00Z",
		"2026-02-28T09:00+09:00":    "2026-02-28T00:00:00Z",
		"2026-02-28T00:00:00Z":      "2026-02-28T00:00:00Z",
	} {
		got, err := ParseAt(in, tokyo)
		if err != nil || got.String() != want {
			t.Errorf("ParseAt(%q) = %s, %v; want %s", in, got, err, want)
		}
		if d := got.DayIn(tokyo); d.String() != "2026-02-28" {
			t.Errorf("%q is day %s in Tokyo", in, d)
		}
	}
	if _, err := ParseAt("tomorrow", tokyo); err == nil {
		t.Error("ParseAt takes a word")
	}
	if d, _ := ParseDay("2026-02-28"); d.Start(tokyo).String() != "2026-02-27T15:00:00Z" {
		t.Errorf("the day starts at %s", d.Start(tokyo))
	}
}

func TestTimesAsJSON(t *testing.T) {
	type both struct {
		I Instant
		D Day
		N Day
	}
	in := both{InstantOf(time.Date(2026, 2, 28, 1, 2, 3, 4000, time.UTC)), DayOf(2026, 2, 28), NoDay}
	b, err := json.Marshal(in)
	if err != nil || string(b) != `{"I":"2026-02-28T01:02:03.000004Z","D":"2026-02-28","N":""}` {
		t.Fatalf("%s, %v", b, err)
	}
	var out both
	if err := json.Unmarshal(b, &out); err != nil || out != in {
		t.Fatalf("%+v, %v", out, err)
	}
	for _, bad := range []string{`{"I":"x"}`, `{"I":1}`, `{"D":"2026-02-30"}`, `{"D":1}`} {
		if err := json.Unmarshal([]byte(bad), &out); err == nil {
			t.Errorf("%s is taken", bad)
		}
	}
}

func TestEntity(t *testing.T) {
	var e Entity
	e.Schema = Person
	e.Add("alias", "B")
	e.Add("name", "A")
	e.Add("name", "A")
	e.Add("name", "")
	e.Add("weakAlias", "C")
	e.Add("previousName", "B")
	if diff := cmp.Diff([]string{"A", "B", "C"}, e.Names()); diff != "" {
		t.Error(diff)
	}
	if e.First("name") != "A" || e.First("email") != "" || len(e.Values("email")) != 0 || !e.IsPerson() {
		t.Errorf("%+v", e)
	}
}

func TestStatus(t *testing.T) {
	closed := DayOf(2020, 1, 1)
	for _, tt := range []struct {
		name string
		rows []Row
		want string
	}{
		{"no row", nil, StatusDeleted},
		{"new", []Row{{Process: "01", CloseDate: NoDay, Latest: true}}, StatusLive},
		{"moved", []Row{{Process: "01", CloseDate: NoDay}, {Process: "12", CloseDate: NoDay, Latest: true}}, StatusLive},
		{"closed", []Row{{Process: "21", CloseDate: closed, CloseCause: "01", Latest: true}}, StatusClosed},
		{"merged", []Row{{Process: "71", CloseDate: closed, CloseCause: "11", Successor: "1", Latest: true}}, StatusMerged},
		{"closed by a merger", []Row{{Process: "21", CloseDate: closed, CloseCause: "11", Latest: true}}, StatusMerged},
		{"revived", []Row{{Process: "21", CloseDate: closed, CloseCause: "21"}, {Process: "22", CloseDate: NoDay, Latest: true}}, StatusLive},
		{"struck off", []Row{{Process: "81", CloseDate: NoDay, Latest: true}}, StatusClosed},
		{"deleted", []Row{{Process: "99", CloseDate: NoDay, Latest: true}}, StatusDeleted},
		{"no row is the latest", []Row{{Process: "01", CloseDate: closed}, {Process: "22", CloseDate: NoDay}}, StatusLive},
	} {
		g := Registration{Rows: tt.rows}
		if got := g.Status(); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestAddress(t *testing.T) {
	home := Row{Prefecture: "東京都", City: "千代田区", Street: "霞が関１丁目１"}
	abroad := Row{Outside: "1 Harbour Street, Kalder"}
	if home.Address() != "東京都千代田区霞が関１丁目１" || abroad.Address() != "1 Harbour Street, Kalder" {
		t.Errorf("%q, %q", home.Address(), abroad.Address())
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"1965", "1965-01-02", "circa 1965", "1965 to 1967", "1965年", "about about 1", "Jan 1965"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDate(s)
		if d.Original != s || (err == nil) != d.Known() {
			t.Errorf("ParseDate(%q) = %+v, %v", s, d, err)
		}
		if d.Known() && d.Earliest > d.Latest {
			t.Errorf("ParseDate(%q): %s after %s", s, d.Earliest, d.Latest)
		}
	})
}
