package trace

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// fakeHolding: asset S-x is under contract C-x; contracts come from no reseller
// but where of says so.
type fakeHolding struct{ of map[string]string }

func (f fakeHolding) under(asset string, _ Window) (string, []string) {
	return "C" + strings.TrimPrefix(asset, "S"), nil
}

func (f fakeHolding) resellers(contract string, path []string, _ Window) ([]string, []string) {
	if len(path) > 0 {
		return path, nil
	}
	out := []string{contract}
	for up := f.of[contract]; up != ""; up = f.of[up] {
		out = slices.Insert(out, 0, up)
	}
	return out, nil
}

func instant(t *testing.T, text string) entity.Instant {
	t.Helper()
	if text == "" {
		return forever
	}
	at, err := entity.ParseAt(text, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// table makes leases of lines: id address ports from to asset path.
func table(t *testing.T, lines ...string) *leases {
	t.Helper()
	var out leases
	for _, line := range lines {
		var f [7]string
		copy(f[:], strings.Fields(line))
		p, err := netip.ParsePrefix(f[1])
		if err != nil {
			a := netip.MustParseAddr(f[1])
			p = netip.PrefixFrom(a, a.BitLen())
		}
		l := &Lease{ID: f[0], Version: 1, Prefix: p, PortTo: lastPort, From: instant(t, f[3]), To: instant(t, strings.Trim(f[4], "-"))}
		if f[5] != "-" {
			l.Asset = f[5]
		}
		if f[2] != "-" {
			if _, err := fmt.Sscanf(f[2], "%d-%d", &l.PortFrom, &l.PortTo); err != nil {
				t.Fatal(err)
			}
		}
		if f[6] != "" {
			l.Path = strings.Split(f[6], ">")
		}
		out.add(l)
	}
	return &out
}

func TestAssign(t *testing.T) {
	all := table(t,
		"L-1 192.0.2.1 - 2026-01-01 2026-07-01 S-1",
		"L-2 192.0.2.1 - 2026-07-01 2026-08-01 S-2",
		"L-3 192.0.2.1 - 2026-08-02 - S-2",
		"P-1 192.0.2.2 1024-2047 2026-01-01 - S-1",
		"P-2 192.0.2.2 2048-4095 2026-01-01 - S-2",
		"O-1 192.0.2.3 - 2026-01-01 2026-03-01 S-1",
		"O-2 192.0.2.3 - 2026-02-01 - S-2",
		"R-1 192.0.2.16/28 - 2026-01-01 - S-9",
		"R-2 192.0.2.17 - 2026-01-01 - S-9 C-9>C-7",
		"R-3 192.0.2.18 - 2026-02-01 2026-03-01 S-9 C-9>C-8>C-7",
		"N-1 192.0.2.32/28 - 2026-01-01 - S-1",
		"N-2 192.0.2.33 - 2026-01-01 - S-2",
		"H-1 192.0.2.48 - 2026-01-01 - -",
		"V-1 2001:db8::/48 - 2026-01-01 - S-1",
		"V-2 2001:db8:0:1::/64 - 2026-01-01 - S-1",
		"T-1 192.0.2.64 - 2026-01-01 2026-02-01 S-1",
		"T-2 192.0.2.64 - 2026-02-01 - S-1",
	)
	h := fakeHolding{of: map[string]string{"C-2": "C-5"}}
	for _, tc := range []struct {
		ask  string // address, time, port, skew
		want string // candidates' contracts | why
	}{
		{"192.0.2.1 2026-06-30T23:59:59Z", "C-1|"},
		{"192.0.2.1 2026-07-01T00:00:00Z", "C-5>C-2|"},
		{"192.0.2.1 2026-07-01T00:00:00+09:00", "C-1|"},
		{"192.0.2.1 2026-07-01T00:00:00", "C-1 C-5>C-2|holder_changed no_zone"},
		{"192.0.2.1 2026-05-01T00:00:00", "C-1|"},
		{"192.0.2.1 2026-07-01T00:04:00Z - 5m", "C-1 C-5>C-2|holder_changed"},
		{"192.0.2.1 2026-07-01T00:06:00Z - 5m", "C-5>C-2|"},
		{"192.0.2.1 2026-08-01T12:00:00Z", "|nobody"},
		{"192.0.2.1 2026-08-01T23:59:00Z - 5m", "C-5>C-2|partly_nobody"},
		{"192.0.2.1 -", "C-1 C-5>C-2 C-5>C-2|no_time"},
		{"192.0.2.2 2026-05-01T00:00:00Z", "C-1 C-5>C-2|no_port"},
		{"192.0.2.2 2026-05-01T00:00:00Z 2048", "C-5>C-2|"},
		{"192.0.2.2 2026-05-01T00:00:00Z 1024", "C-1|"},
		{"192.0.2.2 2026-05-01T00:00:00Z 80", "|nobody"},
		{"192.0.2.3 2026-02-10T00:00:00Z", "C-1 C-5>C-2|overlapping"},
		{"192.0.2.3 2026-03-10T00:00:00Z", "C-5>C-2|"},
		{"192.0.2.17 2026-03-10T00:00:00Z", "C-9>C-7|"},
		{"192.0.2.18 2026-02-10T00:00:00Z", "C-9>C-8>C-7|"},
		{"192.0.2.18 2026-03-10T00:00:00Z", "C-9|"},
		{"192.0.2.18 2026-03-01T00:01:00Z - 5m", "C-9>C-8>C-7 C-9|overlapping"},
		{"192.0.2.19 2026-03-10T00:00:00Z", "C-9|"},
		{"192.0.2.33 2026-03-10T00:00:00Z", "C-5>C-2 C-1|overlapping"},
		{"192.0.2.48 2026-03-10T00:00:00Z", "|no_holder"},
		{"2001:db8:0:1::5 2026-03-10T00:00:00Z", "C-1 C-1|"},
		{"2001:db8:0:2::5 2026-03-10T00:00:00Z", "C-1|"},
		{"::ffff:192.0.2.1 2026-01-10T00:00:00Z", "C-1|"},
		{"192.0.2.64 2026-02-01T00:00:00", "C-1 C-1|"},
		{"192.0.2.16/29 2026-03-10T00:00:00Z", "C-9>C-7 C-9|overlapping"},
		{"192.0.2.64/30 2026-03-10T00:00:00Z", "C-1|network"},
		{"2001:db8:0:1::/80 2026-03-10T00:00:00Z", "C-1 C-1|"},
	} {
		t.Run(tc.ask, func(t *testing.T) {
			var f [4]string
			copy(f[:], strings.Fields(tc.ask))
			a := all.assign(question(t, f), h)
			var got []string
			for _, c := range a.Candidates {
				got = append(got, strings.Join(c.Path, ">"))
			}
			slices.Sort(a.Why)
			if d := cmp.Diff(tc.want, strings.Join(got, " ")+"|"+strings.Join(a.Why, " ")); d != "" {
				t.Error(d)
			}
			if _, ok := a.Holder(); ok != strings.HasSuffix(tc.want, "|") {
				t.Errorf("a holder: %v", ok)
			}
		})
	}
}

func question(t *testing.T, f [4]string) asked {
	t.Helper()
	p, err := netip.ParsePrefix(f[0])
	if err != nil {
		a := netip.MustParseAddr(f[0]).Unmap()
		p = netip.PrefixFrom(a, a.BitLen())
	}
	q := asked{net: p, window: Always}
	var skew time.Duration
	if f[3] != "" {
		if skew, err = time.ParseDuration(f[3]); err != nil {
			t.Fatal(err)
		}
	}
	if f[1] != "-" {
		r, err := ParseReported(f[1], nil)
		if err != nil {
			t.Fatal(err)
		}
		q.window, q.zoneless = r.Window(skew), r.Zoneless
	}
	if f[2] != "" && f[2] != "-" {
		var port int
		if _, err := fmt.Sscan(f[2], &port); err != nil {
			t.Fatal(err)
		}
		q.port = &port
	}
	return q
}

// However a report writes the time of what happened (in UTC, in Japan's time, by
// a clock of any zone that it does not name, off by less than it admits), it
// names the right customer alone, or several of whom the right one is one.
func TestNineHoursNeverNameTheWrongCustomer(t *testing.T) {
	addr := netip.MustParseAddr("192.0.2.1")
	named, ambiguous := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		var all leases
		for n := range rapid.IntRange(1, 12).Draw(t, "leases") {
			end := start.Add(time.Duration(rapid.IntRange(1, 100).Draw(t, "hours")) * time.Hour)
			end = end.Add(time.Duration(rapid.IntRange(0, 3600).Draw(t, "seconds")) * time.Second)
			all.add(&Lease{ID: fmt.Sprint("L-", n), Prefix: netip.PrefixFrom(addr, 32), PortTo: lastPort,
				From: entity.InstantOf(start), To: entity.InstantOf(end), Asset: fmt.Sprint("S-", n)})
			start = end
		}
		first := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		happened := first.Add(time.Duration(rapid.Int64Range(0, int64(start.Sub(first)/time.Second)-1).Draw(t, "happened")) * time.Second)
		exact := all.assign(asked{net: netip.PrefixFrom(addr, 32), window: Reported{At: entity.InstantOf(happened)}.Window(0)}, fakeHolding{})
		truth, ok := exact.Holder()
		if !ok {
			t.Fatal("a lease has no holder")
		}
		off := time.Duration(rapid.IntRange(-300, 300).Draw(t, "off")) * time.Second
		text := writeTime(t, happened.Add(off))
		r, err := ParseReported(text, nil)
		if err != nil {
			t.Fatal(err)
		}
		a := all.assign(asked{net: netip.PrefixFrom(addr, 32), window: r.Window(max(off, -off)), zoneless: r.Zoneless}, fakeHolding{})
		if holder, ok := a.Holder(); ok {
			if named++; holder != truth {
				t.Fatalf("%s: %s, it was %s", text, holder, truth)
			}
			return
		}
		ambiguous++
		if !slices.ContainsFunc(a.Candidates, func(c Candidate) bool { return c.Contract == truth }) {
			t.Fatalf("%s: %s is no candidate: %v", text, truth, a)
		}
	})
	if named == 0 || ambiguous == 0 {
		t.Errorf("%d named, %d ambiguous: the test says nothing", named, ambiguous)
	}
}

// writeTime writes a time as some reporter would.
func writeTime(t *rapid.T, at time.Time) string {
	jst := time.FixedZone("JST", 9*3600)
	any := time.FixedZone("", rapid.IntRange(-12*4, 14*4).Draw(t, "quarters")*900)
	switch rapid.IntRange(0, 9).Draw(t, "format") {
	case 0:
		return at.Format(time.RFC3339)
	case 1:
		return at.In(jst).Format(time.RFC3339)
	case 2:
		return at.In(jst).Format(time.RFC1123Z)
	case 3:
		return at.Format("Mon, 02 Jan 2006 15:04:05 GMT")
	case 4:
		return at.In(jst).Format("2006-01-02 15:04:05 JST")
	case 5: // Japan's time, and the zone forgotten
		return at.In(jst).Format("2006-01-02T15:04:05")
	case 6: // UTC, and the zone forgotten
		return at.Format("2006/01/02 15:04:05")
	case 7:
		return at.In(any).Format("Mon, 2 Jan 2006 15:04:05")
	case 8:
		return at.In(any).Format("2006-01-02")
	}
	return at.In(any).Format("2006-01-02T15:04-07:00")
}
