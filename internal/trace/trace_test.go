package trace_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/casebook"
	"github.com/sekifuda/sekifuda/internal/store/resolution"
	"github.com/sekifuda/sekifuda/internal/trace"
)

// worked is a house in the manner of the worked case: two false identities that
// share a mailbox, a device and a means of payment, an honest neighbour with the
// same surname and building, an address that changed its holder, an account that
// was handed on, and the application to buy software.
func worked(t *testing.T) *house {
	h := newHouse(t, sqlite(t))
	party := func(name, address string) func(*record.Application) {
		return func(a *record.Application) {
			a.Applicant.Name, a.Applicant.Form, a.Applicant.Address = name, "person", address
			a.ShipTo.Address = "東京都港区芝浦２丁目１５番６号 芝浦ビル"
		}
	}
	h.apply("A-1", "2026-01-05", func(a *record.Application) {
		party("Odo Karsten", "東京都港区芝浦１丁目１番１号")(a)
		a.Contact.Email, a.Contact.Phone = "okarsten@example.com", "03-1234-5678"
		a.Channel = record.Channel{IP: "198.51.100.7", Device: "DEV-1", PaymentToken: "tok-1"}
		a.ReceivedAt = "2026-01-05T10:00:00+09:00"
	})
	h.apply("A-2", "2026-02-05", func(a *record.Application) {
		party("Mina Holt", "東京都新宿区西新宿２丁目８番１号")(a)
		a.Contact.Email = "Okarsten@example.com"
		a.Channel = record.Channel{Device: "DEV-1", PaymentToken: "tok-1"}
	})
	h.apply("A-3", "2026-01-20", func(a *record.Application) { // the honest neighbour
		party("Jana Karsten", "東京都港区芝浦３丁目１番１号")(a)
		a.Contact.Email, a.Contact.Phone = "jana@example.org", "03-9876-5432"
		a.Channel = record.Channel{IP: "198.51.100.7", Device: "DEV-3", PaymentToken: "tok-3"}
		a.ReceivedAt = "2026-03-20T10:00:00+09:00" // the address of a provider, months later
	})
	h.apply("A-4", "2026-04-05", func(a *record.Application) { // the purchase
		a.Applicant.Name, a.Applicant.Form = "Karsten Trading", "company"
		a.Contact.Email, a.Contact.Phone = "sales@karsten.example.net", "+81 3 1234 5678"
	})
	h.records("contract", `{"external_id":"C-1","application":"A-1","customer":"K-1","product":"server","from":"2026-01-10"}
{"external_id":"C-2","application":"A-2","customer":"K-2","product":"server","from":"2026-02-10"}
{"external_id":"C-3","application":"A-3","customer":"K-3","product":"server","from":"2026-01-25"}`, "2026-06-01")
	h.records("asset", `{"external_id":"S-1","contract":"C-1","kind":"server","label":"s1.host.example.com","from":"2026-01-10"}
{"external_id":"S-2","contract":"C-2","kind":"server","from":"2026-02-10"}
{"external_id":"S-3","contract":"C-3","kind":"server","from":"2026-01-25"}`, "2026-06-01")
	h.records("lease", `{"external_id":"L-1","address":"192.0.2.1","asset":"S-1","from":"2026-01-10T00:00:00+09:00","to":"2026-05-01T00:00:00+09:00"}
{"external_id":"L-2","address":"192.0.2.1","asset":"S-3","from":"2026-05-01T00:00:00+09:00"}
{"external_id":"L-3","address":"192.0.2.2","asset":"S-2","from":"2026-02-10T00:00:00+09:00"}`, "2026-06-01")
	h.records("account", `{"external_id":"U-1","contract":"C-1","login":"okarsten","email":"okarsten@example.com","from":"2026-01-10"}
{"external_id":"U-2","contract":"C-2","login":"mholt","from":"2026-02-10"}`, "2026-06-01")
	h.records("event", `{"external_id":"E-1","account":"U-1","kind":"login","at":"2026-01-11T00:00:00Z","ip":"203.0.113.5","device":"DEV-1"}
{"external_id":"E-2","account":"U-1","kind":"login","at":"2026-03-11T00:00:00Z","ip":"203.0.113.99","device":"DEV-9"}
{"external_id":"E-3","account":"U-2","kind":"login","at":"2026-03-11T05:00:00Z","ip":"203.0.113.99","device":"DEV-9"}`, "2026-06-01")
	return h
}

func TestWorkedCase(t *testing.T) {
	h := worked(t)
	a := h.ask(trace.Query{Kind: "ip", Value: "192.0.2.1", Ground: selfDefence}, "2026-04-30T20:00:00+09:00")
	if got := said(a.Contracts); got != "holder contract:C-1 !; linked contract:C-2 direct" {
		t.Errorf("contracts: %s", got)
	}
	if got := said(a.Identities); got != "holder application:A-1; linked application:A-2 direct; linked application:A-4 direct" {
		t.Errorf("identities: %s", got)
	}
	if got := way(a.Contracts, "contract:C-1"); got != "ip:192.0.2.1 -leased- asset:S-1 -under- contract:C-1" {
		t.Errorf("to the holder: %s", got)
	}
	if got := way(a.Contracts, "contract:C-2"); !strings.HasPrefix(got, "ip:192.0.2.1 -leased- asset:S-1 -under- contract:C-1 -applied_for- application:A-1 -brought- ") {
		t.Errorf("to the sibling: %s", got)
	}
	if got := way(a.Identities, "application:A-4"); !strings.Contains(got, "phone:+81312345678") {
		t.Errorf("to the purchase: %s", got)
	}
	if a.PlaceOnly != 1 {
		t.Errorf("%d contracts share a place only", a.PlaceOnly)
	}
	// Months later the address is the neighbour's.
	a = h.ask(trace.Query{Kind: "ip", Value: "192.0.2.1", Ground: selfDefence}, "2026-06-30T20:00:00+09:00")
	if got := said(a.Contracts); got != "holder contract:C-3 !" {
		t.Errorf("later: %s", got)
	}
	// The report forgot the zone, near the change.
	a = h.ask(trace.Query{Kind: "ip", Value: "192.0.2.1", Ground: selfDefence}, "2026-04-30 20:00:00")
	if got := said(a.Contracts); !strings.HasPrefix(got, "candidate contract:C-1; candidate contract:C-3") || !a.Assignment.Ambiguous {
		t.Errorf("without zone: %s %v", got, a.Assignment.Why)
	}
	for _, r := range a.Contracts {
		if r.CanContain {
			t.Errorf("%s can be contained although nobody knows who it was", r.Ref)
		}
	}
	if d := cmp.Diff([]string{"self_defence T-1 ip:192.0.2.1", "self_defence T-1 ip:192.0.2.1", "self_defence T-1 ip:192.0.2.1"}, h.looks.all); d != "" {
		t.Errorf("looks: %s", d)
	}
}

// The account that was handed on leads to the second contract, over the device
// that came to it afterwards, and only with a ground.
func TestCommunicationTakesAGround(t *testing.T) {
	h := worked(t)
	for _, g := range []*statement.Ground{nil, {Kind: "warrant"}, {Kind: "warrant", Reference: "W-1"}, {Kind: "curiosity", Reference: "x", Purpose: "y"}} {
		if a, err := h.Trace(context.Background(), trace.Query{Kind: "ip", Value: "192.0.2.1", Ground: g}); !errors.Is(err, trace.ErrGround) || a != nil {
			t.Errorf("%v: %v %v", g, a, err)
		}
	}
	without := h.ask(trace.Query{Kind: "device", Value: "DEV-9"}, "")
	if len(without.Contracts) != 0 || !slices.Contains(without.LeftOut, "communication") {
		t.Errorf("without a ground: %s", said(without.Contracts))
	}
	with := h.ask(trace.Query{Kind: "device", Value: "DEV-9", Ground: selfDefence}, "")
	if got := said(with.Contracts); !strings.Contains(got, "contract:C-1 direct") || !strings.Contains(got, "contract:C-2 direct") {
		t.Errorf("with a ground: %s", got)
	}
	h.looks.fail = errBroken
	if a, err := h.Trace(context.Background(), trace.Query{Kind: "device", Value: "DEV-9", Ground: selfDefence}); !errors.Is(err, errBroken) || a != nil {
		t.Errorf("a look that cannot be recorded: %v %v", a, err)
	}
	h.Grounds = nil
	if _, err := h.Trace(context.Background(), trace.Query{Kind: "ip", Value: "192.0.2.1", Ground: selfDefence}); !errors.Is(err, trace.ErrGround) {
		t.Errorf("nothing records: %v", err)
	}
}

// An address of a provider that two customers used months apart ties nobody; on
// one day it does.
func TestAddressTiesForAWhile(t *testing.T) {
	h := worked(t)
	a := h.ask(trace.Query{Kind: "account", Value: "mholt", Ground: selfDefence}, "")
	for _, r := range slices.Concat(a.Contracts, a.Identities) {
		if r.Ref.Key == "A-3" || r.Ref.Key == "C-3" {
			t.Errorf("the neighbour is tied: %s", way(a.Identities, "application:A-3"))
		}
	}
	if got := said(a.Contracts); got != "holder contract:C-2 !; linked contract:C-1 direct" {
		t.Errorf("%s", got)
	}
}

// What an impostor took from a victim leads neither from the one to the other
// nor back.
func TestVictimsStayClean(t *testing.T) {
	h := worked(t)
	h.apply("V-1", "2025-01-01", func(a *record.Application) {
		a.Applicant.Name, a.Contact.Email, a.Contact.Phone = "Mina Holt", "holt@example.jp", "06-1234-5678"
	})
	h.records("contract", `{"external_id":"C-9","application":"V-1","from":"2025-01-10"}`, "2026-06-01")
	h.apply("A-2", "2026-02-06", func(a *record.Application) {
		a.Applicant.Name, a.Contact.Email, a.Contact.Phone = "Mina Holt", "holt@example.jp", "06-1234-5678"
		a.Channel = record.Channel{Device: "DEV-1", PaymentToken: "tok-1"}
	})
	a := h.ask(trace.Query{Kind: "contract", Value: "C-1"}, "")
	if got := said(a.Contracts); !strings.Contains(got, "linked contract:C-9 two_hops") {
		t.Fatalf("before anything is proved the shared mailbox ties: %s", got)
	}
	h.proveFalse("A-2", "email=holt@example.jp", "phone=06-1234-5678")
	a = h.ask(trace.Query{Kind: "contract", Value: "C-1"}, "")
	if got := said(a.Contracts); got != "holder contract:C-1 !; linked contract:C-2 direct" {
		t.Errorf("after: %s", got)
	}
	want := []trace.Stolen{{Application: "A-2", Ref: statement.Ref{Kind: "email", Key: "holt@example.jp"}}, {Application: "A-2", Ref: statement.Ref{Kind: "phone", Key: "+81612345678"}}}
	if d := cmp.Diff(want, a.Impersonated); d != "" {
		t.Error(d)
	}
	if f := a.Identities[1].Application; f == nil || f.Proved != "proven" {
		t.Errorf("%+v", f)
	}
	a = h.ask(trace.Query{Kind: "email", Value: "holt@example.jp"}, "")
	if got := said(a.Contracts); got != "linked contract:C-9 direct" || len(a.Impersonated) != 1 {
		t.Errorf("the victim's mailbox: %s %v", got, a.Impersonated)
	}
}

// The graph follows the store: records, versions, proofs and what others wrote.
func TestFollows(t *testing.T) {
	h := worked(t)
	other := newHouse(t, h.DB)
	other.Vault, other.inv.Vault, other.books.Vault = h.Vault, h.Vault, h.Vault
	q := trace.Query{Kind: "contract", Value: "C-3", Ground: selfDefence}
	if got := said(h.ask(q, "").Contracts); got != "holder contract:C-3 !" {
		t.Fatal(got)
	}
	other.records("account", `{"external_id":"U-3","contract":"C-3","login":"jana","email":"okarsten@example.com","from":"2026-02-10"}`, "2026-06-02")
	if got := said(h.ask(q, "").Contracts); !strings.Contains(got, "contract:C-1 direct") {
		t.Errorf("a record of another node: %s", got)
	}
	other.records("account", `{"external_id":"U-3","contract":"C-3","login":"jana","email":"jana@example.org","from":"2026-02-10"}`, "2026-06-03")
	if got := said(h.ask(q, "").Contracts); got != "holder contract:C-3 !" {
		t.Errorf("corrected: %s", got)
	}
	other.records("event", `{"external_id":"E-9","account":"U-3","kind":"login","at":"2026-04-11T05:00:00Z","ip":"192.0.2.2"}`, "2026-06-03")
	if got := said(h.ask(q, "").Contracts); !strings.Contains(got, "contract:C-2 direct") {
		t.Errorf("a log-in from another customer's server: %s", got)
	}
	fresh := newHouse(t, h.DB)
	fresh.Vault = h.Vault
	if d := cmp.Diff(fresh.ask(q, "").Contracts, h.ask(q, "").Contracts); d != "" {
		t.Errorf("what was followed differs from what is built: %s", d)
	}
	// What was known earlier.
	known := at(t, "2026-06-01T12:00:00Z")
	q.Known = &known
	if got := said(h.ask(q, "").Contracts); got != "holder contract:C-3 !" {
		t.Errorf("as known before: %s", got)
	}
}

func TestResellers(t *testing.T) {
	h := newHouse(t, sqlite(t))
	h.records("contract", `{"external_id":"C-9","customer":"R-1","from":"2026-01-01"}
{"external_id":"C-8","reseller":"C-9","from":"2026-01-01"}
{"external_id":"C-7","reseller":"C-8","from":"2026-01-01"}
{"external_id":"C-6","reseller":"C-9","from":"2026-01-01"}`, "2026-06-01")
	h.records("asset", `{"external_id":"S-9","contract":"C-9","kind":"server","from":"2026-01-01"}`, "2026-06-01")
	h.records("lease", `{"external_id":"L-0","address":"192.0.2.0/28","asset":"S-9","from":"2026-01-01"}
{"external_id":"L-1","address":"192.0.2.1","asset":"S-9","reseller_path":["C-9","C-8","C-7"],"from":"2026-01-01"}
{"external_id":"L-2","address":"192.0.2.2","reseller_path":["C-9","C-5","C-6"],"from":"2026-01-01"}
{"external_id":"L-3","address":"192.0.2.3","asset":"S-5","from":"2026-01-01"}`, "2026-06-01")
	a := h.ask(trace.Query{Kind: "ip", Value: "192.0.2.1", Ground: selfDefence}, "2026-04-30T20:00:00Z")
	if got := said(a.Contracts); got != "holder contract:C-7 !" {
		t.Fatalf("%s %v", got, a.Assignment.Why)
	}
	if got := way(a.Contracts, "contract:C-7"); got != "ip:192.0.2.1 -leased- asset:S-9 -under- contract:C-9 -resold_to- contract:C-8 -resold_to- contract:C-7" {
		t.Error(got)
	}
	if got := fmt.Sprintf("%v %s", a.Contracts[0].Contract.Resellers, a.Assignment.Candidates[0].Customer); got != "[C-9 C-8 C-7] C-9" {
		t.Error(got)
	}
	// Lease and contracts tell different resellers; an asset that nobody knows.
	a = h.ask(trace.Query{Kind: "ip", Value: "192.0.2.2", Ground: selfDefence}, "2026-04-30T20:00:00Z")
	if got := said(a.Contracts); !strings.HasPrefix(got, "candidate contract:C-6") || !slices.Contains(a.Assignment.Why, trace.PathsDiffer) {
		t.Errorf("%s %v", got, a.Assignment.Why)
	}
	a = h.ask(trace.Query{Kind: "ip", Value: "192.0.2.3", Ground: selfDefence}, "2026-04-30T20:00:00Z")
	if got := fmt.Sprint(said(a.Contracts), a.Assignment.Why); !strings.Contains(got, trace.NoHolder) || strings.Contains(got, "!") {
		t.Error(got)
	}
}

// A record that is used again for the next customer: what an earlier version
// said is a candidate, and never the only one in whom to trust.
func TestVersionsOfALease(t *testing.T) {
	h := worked(t)
	h.records("lease", `{"external_id":"L-3","address":"192.0.2.2","asset":"S-3","from":"2026-07-01T00:00:00+09:00"}`, "2026-07-01")
	a := h.ask(trace.Query{Kind: "ip", Value: "192.0.2.2", Ground: selfDefence}, "2026-04-30T20:00:00+09:00")
	if got := said(a.Contracts); !strings.HasPrefix(got, "candidate contract:C-2") || !slices.Contains(a.Assignment.Why, trace.OldVersion) {
		t.Errorf("%s %v", got, a.Assignment.Why)
	}
	known := at(t, "2026-06-15T00:00:00Z")
	a = h.ask(trace.Query{Kind: "ip", Value: "192.0.2.2", Ground: selfDefence, Known: &known}, "2026-04-30T20:00:00+09:00")
	if got := said(a.Contracts); !strings.HasPrefix(got, "holder contract:C-2 !") {
		t.Errorf("as known: %s", got)
	}
	// A lease that was closed says nothing of the time after.
	h.records("lease", `{"external_id":"L-2","address":"192.0.2.1","asset":"S-3","from":"2026-05-01T00:00:00+09:00","to":"2026-06-01"}`, "2026-07-01")
	if a = h.ask(trace.Query{Kind: "ip", Value: "192.0.2.1", Ground: selfDefence}, "2026-06-30T20:00:00+09:00"); len(a.Contracts) != 0 || !slices.Contains(a.Assignment.Why, trace.Nobody) {
		t.Errorf("%s %v", said(a.Contracts), a.Assignment.Why)
	}
}

func TestKinds(t *testing.T) {
	h := worked(t)
	for _, tc := range []struct{ kind, value, want string }{
		{"email", "OKARSTEN@example.com", "linked contract:C-1 direct; linked contract:C-2 direct"},
		{"phone", "03-1234-5678", "linked contract:C-1 direct; linked contract:C-2 two_hops"},
		{"payment_token", "tok-1", "linked contract:C-1 direct; linked contract:C-2 direct"},
		{"account", "U-2", "holder contract:C-2 !; linked contract:C-1 direct"},
		{"account", "okarsten", "holder contract:C-1 !; linked contract:C-2 direct"},
		{"contract", "C-2", "holder contract:C-2 !; linked contract:C-1 direct"},
		{"asset", "S-1", "holder contract:C-1 !; linked contract:C-2 direct"},
		{"domain", "s1.host.example.com", "holder contract:C-1 !; linked contract:C-2 direct"},
		{"entity", "A-4", "linked contract:C-1 direct; linked contract:C-2 two_hops"},
		{"entity", "A-3", "holder contract:C-3 !"},
		{"entity", "customer:K-3", "linked contract:C-3 direct"},
		{"email", "nobody@example.com", ""},
	} {
		a := h.ask(trace.Query{Kind: tc.kind, Value: tc.value}, "")
		got := strings.Split(said(a.Contracts), "; ")
		slices.Sort(got)
		want := strings.Split(tc.want, "; ")
		slices.Sort(want)
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s %s: %s", tc.kind, tc.value, d)
		}
	}
	for _, q := range []trace.Query{{Kind: "colour", Value: "red"}, {Kind: "email", Value: "x"}, {Kind: "phone", Value: "x"}, {Kind: "domain", Value: "x"},
		{Kind: "contract", Value: " "}, {Kind: "contract", Value: "C-1", Hops: 9}, {Kind: "contract", Value: "C-1", Port: new(int)}, {Kind: "contract", Value: "C-1", Skew: -1}} {
		if _, err := h.Trace(context.Background(), q); !errors.Is(err, trace.ErrQuery) {
			t.Errorf("%+v: %v", q, err)
		}
	}
	for _, q := range []trace.Query{{Kind: "contract", Value: "C-99"}, {Kind: "account", Value: "x"}, {Kind: "entity", Value: "x"}, {Kind: "asset", Value: "x"}, {Kind: "application", Value: "x"}} {
		if _, err := h.Trace(context.Background(), q); !errors.Is(err, trace.ErrUnknown) {
			t.Errorf("%+v: %v", q, err)
		}
	}
}

func TestSiblings(t *testing.T) {
	h := worked(t)
	found := func() string {
		all, err := h.Siblings(context.Background(), "A-1", h.now)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, s := range all {
			out = append(out, fmt.Sprintf("%s %s %s %d", s.Contract, s.Application, s.Strength, min(len(s.Paths), 1)))
		}
		return strings.Join(out, "; ")
	}
	if got := found(); got != "C-2 A-2 direct 1" {
		t.Error(got)
	}
	// A contract of the purchase makes it a sibling; of a victim's telephone alone it is none.
	h.records("contract", `{"external_id":"C-4","application":"A-4","from":"2026-05-01"}`, "2026-06-02")
	if got := found(); !strings.Contains(got, "C-4 A-4 direct 1") {
		t.Error(got)
	}
	h.proveFalse("A-1", "phone")
	if got := found(); got != "C-2 A-2 direct 1" {
		t.Errorf("the telephone was stolen: %s", got)
	}
	if _, err := h.Siblings(context.Background(), "A-99", h.now); !errors.Is(err, trace.ErrUnknown) {
		t.Error(err)
	}
}

// What cases and reports say ties as far as it is graded; a denial stands beside
// a path and opens none, and names that two reports give are two.
func TestStatements(t *testing.T) {
	h := worked(t)
	said := func(c casebook.Container, list ...statement.Statement) {
		t.Helper()
		in := statement.Intake{Source: statement.Source{ID: "s", Kind: "article", Reliability: "B"}, Statements: list}
		err := h.DB.Tx(context.Background(), func(tx *store.Tx) error {
			_, err := casebook.Book{Vault: h.Vault, Tenant: "default"}.AddIntake(tx, c, in, "one", h.now)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	says := func(id string, subject, object statement.Ref, p statement.Polarity) statement.Statement {
		return statement.Statement{ID: id, Source: "s", Subject: subject, Predicate: "uses", Object: object, Polarity: p, Grade: statement.Grade{Source: 'B', Info: '2'}}
	}
	ref := func(kind, key string) statement.Ref { return statement.Ref{Kind: kind, Key: key} }
	woman := ref("person", "the-woman")
	first := casebook.Container{Kind: casebook.Case, ID: "K-1"}
	h.ask(trace.Query{Kind: "contract", Value: "C-1"}, "") // the graph is there before anything is said
	said(first, says("1", woman, ref("contract", "C-1"), statement.Asserts), says("2", woman, ref("contract", "C-3"), statement.Denies))
	said(casebook.Container{Kind: casebook.Report, ID: "R-1"}, says("1", woman, ref("contract", "C-3"), statement.Asserts))
	a := h.ask(trace.Query{Kind: "entity", Value: "person:case:K-1/the-woman"}, "")
	if got := said2(a); got != "C-1 C-2" {
		t.Errorf("%s", got)
	}
	if told := a.Contracts[0].Paths[0].Hops[0].Said[0]; told.Grade != "B2" || told.Evidence != "case:K-1/1" || told.Source != "K-1/s" {
		t.Errorf("%+v", told)
	}
	// An assertion and a denial of the same stand beside each other.
	said(first, says("3", woman, ref("contract", "C-3"), statement.Asserts))
	a = h.ask(trace.Query{Kind: "entity", Value: "person:case:K-1/the-woman"}, "")
	i := slices.IndexFunc(a.Contracts, func(r trace.Ranked) bool { return r.Ref.Key == "C-3" })
	if i < 0 || len(a.Contracts[i].Paths[0].Against) != 1 || a.Contracts[i].Paths[0].Against[0].Evidence != "case:K-1/2" {
		t.Errorf("%s", said2(a))
	}
}

func said2(a *trace.Traced) string {
	var out []string
	for _, r := range a.Contracts {
		out = append(out, r.Ref.Key)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// Whom resolution takes for the same is gone on from; of an identity proved
// false nothing is taken.
func TestResolved(t *testing.T) {
	h := worked(t)
	h.apply("A-7", "2026-03-01", func(a *record.Application) { a.Applicant.Name = "Karsten, Odo" })
	h.records("contract", `{"external_id":"C-7","application":"A-7","from":"2026-03-10"}`, "2026-06-01")
	err := h.DB.Tx(context.Background(), func(tx *store.Tx) error {
		var all []resolution.Member
		for n, id := range []string{"A-1", "A-7"} {
			all = append(all, resolution.Member{Ref: resolution.Ref{Kind: "application", ID: id, Role: "applicant"}, Birth: fmt.Sprint("e", n), Entity: "e0", Since: h.now, Outcome: "same", Near: "[]"})
		}
		return resolution.Put(tx, "default", all, nil, 0)
	})
	if err != nil {
		t.Fatal(err)
	}
	a := h.ask(trace.Query{Kind: "contract", Value: "C-1"}, "")
	if got := way(a.Contracts, "contract:C-7"); got != "contract:C-1 -applied_for- application:A-1 -same_as- application:A-7 -applied_for- contract:C-7" && got != "application:A-1 -same_as- application:A-7 -applied_for- contract:C-7" {
		t.Errorf("%q %s", got, said(a.Contracts))
	}
	a = h.ask(trace.Query{Kind: "entity", Value: "e0"}, "")
	if got := said2(a); got != "C-1 C-2 C-7" {
		t.Error(got)
	}
	h.proveFalse("A-1")
	a = h.ask(trace.Query{Kind: "contract", Value: "C-1"}, "")
	if got := said2(a); got != "C-1 C-2" {
		t.Errorf("a stolen name leads on: %s", got)
	}
}
