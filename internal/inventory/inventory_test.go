package inventory

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/application"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/book"
	"github.com/sekifuda/sekifuda/internal/store/storetest"
	"github.com/sekifuda/sekifuda/internal/vault"
)

func newInventory(t *testing.T) *Inventory {
	t.Helper()
	v, err := vault.OpenKeyFile(filepath.Join(t.TempDir(), "key"), true)
	if err != nil {
		t.Fatal(err)
	}
	return &Inventory{DB: storetest.SQLite(t, store.Options{}), Vault: v, Tenant: "default", Zone: time.FixedZone("JST", 9*3600)}
}

// entries reads JSON lines of a kind.
func entries(t *testing.T, v *Inventory, kind, lines string) (out []Entry) {
	t.Helper()
	for row, err := range application.ReadRecords(kind, "x.jsonl", strings.NewReader(lines), format.Limits{}) {
		if err != nil || row.Problems != nil {
			t.Fatal(err, row.Problems)
		}
		e, problems := v.Prepare(row.Record)
		if problems != nil {
			t.Fatal(problems)
		}
		out = append(out, e)
	}
	return out
}

func bring(t *testing.T, v *Inventory, kind, lines string, at entity.Instant) Result {
	t.Helper()
	r, err := v.Import(context.Background(), entries(t, v, kind, lines), at)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

const contract = `{"external_id":"C-1","application":"A-9","customer":"K-1","from":"2026-01-01","status":"active"}`

func TestVersions(t *testing.T) {
	v := newInventory(t)
	type counts struct{ added, changed, same int }
	for n, step := range []struct {
		lines string
		want  counts
	}{
		{contract, counts{1, 0, 0}},
		{contract, counts{0, 0, 1}},
		{strings.ReplaceAll(contract, "active", "ended"), counts{0, 1, 0}},
		{contract + "\n" + contract + "\n" + `{"external_id":"C-2","from":"2026-01-01"}`, counts{1, 1, 1}},
	} {
		r := bring(t, v, "contract", step.lines, entity.Instant(n))
		if got := (counts{r.Added, r.Changed, r.Same}); got != step.want {
			t.Errorf("step %d: %+v", n, got)
		}
	}
	all, err := v.Get(t.Context(), "contract", "C-1")
	if err != nil || len(all) != 3 {
		t.Fatalf("%v %v", all, err)
	}
	var statuses []string
	for _, h := range all {
		var c record.Contract
		if err := json.Unmarshal(h.Record, &c); err != nil {
			t.Fatal(err)
		}
		statuses = append(statuses, fmt.Sprint(h.Version, c.Status, h.At))
	}
	if d := cmp.Diff([]string{"1active1970-01-01T00:00:00Z", "2ended1970-01-01T00:00:00.000002Z", "3active1970-01-01T00:00:00.000003Z"}, statuses); d != "" {
		t.Error(d)
	}
	if all[0].From.String() != "2025-12-31T15:00:00Z" || all[0].To != Forever {
		t.Errorf("interval %s to %s", all[0].From, all[0].To)
	}
	list, err := v.List(t.Context(), "contract", "", 10)
	if err != nil || len(list) != 2 || list[0].Version != 3 {
		t.Errorf("%+v %v", list, err)
	}
	if _, err := v.Get(t.Context(), "asset", "C-1"); !errors.Is(err, store.ErrNotFound) {
		t.Error(err)
	}
	other := *v
	other.Tenant = "other"
	if _, err := other.Get(t.Context(), "contract", "C-1"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("of another tenant: %v", err)
	}
}

func TestReferencesThatLeadNowhere(t *testing.T) {
	v := newInventory(t)
	r := bring(t, v, "asset", `{"external_id":"S-1","contract":"C-1","kind":"server","from":"2026-01-01"}`, 1)
	if fmt.Sprint(r.Missing) != "[{contract C-1 contract}]" {
		t.Errorf("%v", r.Missing)
	}
	r = bring(t, v, "contract", contract, 2)
	if fmt.Sprint(r.Missing) != "[{application A-9 application}]" {
		t.Errorf("%v", r.Missing)
	}
	if r = bring(t, v, "asset", `{"external_id":"S-2","contract":"C-1","kind":"server","from":"2026-01-01"}`, 3); r.Missing != nil {
		t.Errorf("%v", r.Missing)
	}
	of, err := v.Referring(t.Context(), "contract", "C-1")
	if err != nil || len(of) != 2 || of[0].ExternalID != "S-1" || of[1].ExternalID != "S-2" {
		t.Errorf("%+v %v", of, err)
	}
}

func TestFind(t *testing.T) {
	v := newInventory(t)
	bring(t, v, "lease", `{"external_id":"L-1","address":"192.0.2.1","port_from":1024,"port_to":2047,"from":"2026-01-01","to":"2026-02-01"}
{"external_id":"L-2","address":"192.0.2.1","port_from":2048,"port_to":4095,"from":"2026-01-01","to":"2026-02-01"}
{"external_id":"L-3","address":"192.0.2.1","from":"2026-02-01"}
{"external_id":"L-4","address":"192.0.2.0/28","from":"2026-01-01"}
{"external_id":"L-5","address":"2001:db8::/48","from":"2026-01-01"}`, 1)
	bring(t, v, "event", `{"external_id":"E-1","kind":"login","at":"2026-01-15T00:00:00Z","ip":"::ffff:192.0.2.1","device":"D-1"}`, 1)
	bring(t, v, "account", `{"external_id":"U-1","contract":"C-1","login":"kaku","email":"Kaku+x@Gmail.com","from":"2026-01-01"}`, 1)
	names := func(all []Held, err error) string {
		var out []string
		for _, h := range all {
			out = append(out, h.ExternalID)
		}
		return fmt.Sprint(strings.Join(out, " "), err)
	}
	when := func(text string, port int64) (w book.When) {
		if text != "" {
			at, err := entity.ParseAt(text, v.Zone)
			if err != nil {
				t.Fatal(err)
			}
			w.At = &at
		}
		if port > 0 {
			w.Port = &port
		}
		return w
	}
	at := func(a string, w book.When) string { return names(v.AtAddress(t.Context(), netip.MustParseAddr(a), w)) }
	for _, tc := range []struct{ what, got, want string }{
		{"all", at("192.0.2.1", when("", 0)), "L-4 E-1 L-1 L-2 L-3<nil>"},
		{"at a time", at("192.0.2.1", when("2026-01-10", 0)), "L-4 L-1 L-2<nil>"},
		{"at a port", at("192.0.2.1", when("2026-01-10", 2048)), "L-4 L-2<nil>"},
		{"after the end", at("::ffff:192.0.2.1", when("2026-02-01", 2048)), "L-4 L-3<nil>"},
		{"the moment", at("192.0.2.1", when("2026-01-15T00:00:00Z", 1024)), "L-4 E-1 L-1<nil>"},
		{"network only", at("192.0.2.15", when("", 0)), "L-4<nil>"},
		{"beside it", at("192.0.2.16", when("", 0)), "<nil>"},
		{"IPv6", at("2001:db8:0:1::5", when("", 0)), "L-5<nil>"},
		{"device", names(v.By(t.Context(), Device, "D-1", book.When{})), "E-1<nil>"},
		{"mailbox", names(v.By(t.Context(), Email, "kaku@gmail.com", book.When{})), "U-1<nil>"},
		{"log-in", names(v.By(t.Context(), Login, "kaku", book.When{})), "U-1<nil>"},
		{"not a device", names(v.By(t.Context(), Device, "kaku", book.When{})), "<nil>"},
	} {
		if tc.got != tc.want {
			t.Errorf("%s: %s, want %s", tc.what, tc.got, tc.want)
		}
	}
}

func TestPrepareRefuses(t *testing.T) {
	v := newInventory(t)
	lease := func(fn func(*record.Lease)) *record.Lease {
		l := &record.Lease{ExternalID: "L-1", Address: "192.0.2.1", From: "2026-01-01"}
		fn(l)
		return l
	}
	for want, rec := range map[string]any{
		"from: neither a time nor a day":     lease(func(l *record.Lease) { l.From = "yesterday" }),
		"to: the end is not after the start": lease(func(l *record.Lease) { l.To = "2026-01-01" }),
		"address: no IP address":             lease(func(l *record.Lease) { l.Address = "example.com" }),
		"address: no IP address and":         lease(func(l *record.Lease) { l.Address = "fe80::1%eth0" }),
		"address: the prefix has bits set":   lease(func(l *record.Lease) { l.Address = "192.0.2.1/24" }),
		"port_to: the last port is below":    lease(func(l *record.Lease) { l.PortFrom = 9 }),
		"port_to: no port is above":          lease(func(l *record.Lease) { l.PortTo = 70000 }),
		"external_id: longer than 256 bytes": lease(func(l *record.Lease) { l.ExternalID = strings.Repeat("x", 257) }),
		"at: neither":                        &record.Event{ExternalID: "E-1", At: "noon"},
		"ip: no IP address and no prefix":    &record.Event{ExternalID: "E-1", At: "2026-01-01", IP: "x"},
	} {
		_, problems := v.Prepare(rec)
		if len(problems) != 1 || !strings.HasPrefix(problems[0].Error(), want) {
			t.Errorf("%s: %v", want, problems)
		}
	}
}

// Every address inside a leased network finds it, none outside does.
func TestNetworks(t *testing.T) {
	v := newInventory(t)
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		raw := rapid.SliceOfN(rapid.Byte(), 4, 4).Draw(t, "address")
		if rapid.Bool().Draw(t, "v6") {
			raw = append([]byte{0x20, 1}, rapid.SliceOfN(rapid.Byte(), 14, 14).Draw(t, "address6")...)
		}
		a, _ := netip.AddrFromSlice(raw)
		p, err := a.Prefix(rapid.IntRange(0, a.BitLen()).Draw(t, "bits"))
		if err != nil {
			t.Fatal(err)
		}
		id := fmt.Sprint("L-", n)
		e, problems := v.Prepare(&record.Lease{ExternalID: id, Address: p.String(), From: "2026-01-01"})
		if problems != nil {
			t.Fatal(problems)
		}
		if _, err := v.Import(context.Background(), []Entry{e}, 1); err != nil {
			t.Fatal(err)
		}
		other, _ := netip.AddrFromSlice(append([]byte{^raw[0]}, raw[1:]...))
		for _, ask := range []netip.Addr{a, p.Addr(), other} {
			found, err := v.AtAddress(context.Background(), ask, book.When{})
			if err != nil {
				t.Fatal(err)
			}
			got := false
			for _, h := range found {
				got = got || h.ExternalID == id
			}
			if got != p.Contains(ask) {
				t.Fatalf("%s in %s: found %v", ask, p, got)
			}
		}
	})
}

// Nothing personal stands in the rows in clear.
func TestSealed(t *testing.T) {
	v := newInventory(t)
	bring(t, v, "account", `{"external_id":"U-1","contract":"C-1","login":"secretlogin","email":"secretmail@example.com","from":"2026-01-01"}`, 1)
	bring(t, v, "lease", `{"external_id":"L-1","address":"198.51.100.77","from":"2026-01-01"}`, 1)
	if err := v.DB.View(t.Context(), func(tx *store.Tx) error {
		for _, query := range []string{`SELECT id || content || subject || CAST(sealed AS TEXT) FROM book`, `SELECT what || blind FROM book_key`,
			`SELECT CAST(body AS TEXT) FROM leaf`, `SELECT to_kind || to_id FROM book_ref`} {
			texts, err := store.All(tx, func(scan func(...any) error) (s string, err error) { return s, scan(&s) }, query)
			if err != nil {
				return err
			}
			for _, text := range texts {
				if strings.Contains(text, "secret") || strings.Contains(text, "198.51") {
					t.Errorf("%s shows %q", query, text)
				}
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// BenchmarkImport says what a record costs.
func BenchmarkImport(b *testing.B) {
	v, err := vault.OpenKeyFile(filepath.Join(b.TempDir(), "key"), true)
	if err != nil {
		b.Fatal(err)
	}
	db, err := store.Open(b.Context(), filepath.Join(b.TempDir(), "data"))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	inv := &Inventory{DB: db, Vault: v, Tenant: "default", Zone: time.UTC}
	n := 0
	for b.Loop() {
		var all []Entry
		for range atOnce {
			n++
			e, problems := inv.Prepare(&record.Lease{ExternalID: fmt.Sprint("L-", n), Address: fmt.Sprintf("10.%d.%d.%d", n>>16&255, n>>8&255, n&255), Asset: "S-1", From: "2026-01-01"})
			if problems != nil {
				b.Fatal(problems)
			}
			all = append(all, e)
		}
		if _, err := inv.Import(b.Context(), all, 1); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(n), "µs/record")
}
