package trace_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/application"
	"github.com/sekifuda/sekifuda/internal/gate"
	"github.com/sekifuda/sekifuda/internal/inventory"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/storetest"
	"github.com/sekifuda/sekifuda/internal/trace"
	"github.com/sekifuda/sekifuda/internal/vault"
)

// house is an operator's books with a tracer on them.
type house struct {
	*trace.Tracer
	t     testing.TB
	inv   *inventory.Inventory
	books *gate.Books
	looks *looks
	now   entity.Instant
}

// looks records looks as the real one does, in memory.
type looks struct {
	all  []string
	fail error
}

func (l *looks) Record(_ context.Context, s statement.Look) (string, error) {
	if l.fail != nil {
		return "", l.fail
	}
	l.all = append(l.all, s.Kind+" "+s.Reference+" "+s.Asked.String())
	return fmt.Sprint("look-", len(l.all)), nil
}

func brought(a *record.Application) (out []statement.Ref) {
	for _, x := range gate.Brought(a) {
		out = append(out, statement.Ref{Kind: x.Kind, Key: x.Value})
	}
	return out
}

func newHouse(t testing.TB, db *store.DB) *house {
	t.Helper()
	v, err := vault.OpenKeyFile(filepath.Join(t.TempDir(), "key"), true)
	if err != nil {
		t.Fatal(err)
	}
	h := &house{t: t, looks: &looks{}, now: at(t, "2026-09-01T00:00:00Z")}
	h.inv = &inventory.Inventory{DB: db, Vault: v, Tenant: "default", Zone: time.FixedZone("JST", 9*3600)}
	h.books = &gate.Books{DB: db, Vault: v, Tenant: "default"}
	h.Tracer = &trace.Tracer{DB: db, Vault: v, Tenant: "default", Clock: func() entity.Instant { return h.now }, Brought: brought, Grounds: h.looks}
	return h
}

func sqlite(t *testing.T) *store.DB { return storetest.SQLite(t, store.Options{}) }

func at(t testing.TB, text string) entity.Instant {
	t.Helper()
	out, err := entity.ParseAt(text, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// records brings records of a kind, JSON lines.
func (h *house) records(kind, lines string, when string) {
	h.t.Helper()
	var entries []inventory.Entry
	for row, err := range application.ReadRecords(kind, "x.jsonl", strings.NewReader(lines), format.Limits{}) {
		if err != nil || row.Problems != nil {
			h.t.Fatal(err, row.Problems)
		}
		e, problems := h.inv.Prepare(row.Record)
		if problems != nil {
			h.t.Fatal(problems)
		}
		entries = append(entries, e)
	}
	if _, err := h.inv.Import(context.Background(), entries, at(h.t, when)); err != nil {
		h.t.Fatal(err)
	}
}

// apply stores an application as if it had been examined.
func (h *house) apply(id, when string, change func(a *record.Application)) {
	h.t.Helper()
	a := &record.Application{ExternalID: id}
	change(a)
	if err := h.books.Remember(context.Background(), a, at(h.t, when)); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) proveFalse(id string, stolen ...string) {
	h.t.Helper()
	err := h.books.ProveFalse(context.Background(), gate.FalseIdentity{ID: "proof-" + id, Application: id, Reason: "the person was asked", By: "one", Second: "two", Stolen: stolen, At: h.now})
	if err != nil {
		h.t.Fatal(err)
	}
}

var selfDefence = &statement.Ground{Kind: "self_defence", Reference: "T-1", Purpose: "an attack from here was reported", By: "one"}

func (h *house) ask(q trace.Query, when string) *trace.Traced {
	h.t.Helper()
	if when != "" {
		r, err := trace.ParseReported(when, nil)
		if err != nil {
			h.t.Fatal(err)
		}
		q.At = &r
	}
	a, err := h.Trace(context.Background(), q)
	if err != nil {
		h.t.Fatal(err)
	}
	return a
}

// said writes what an answer lists: relation, strength, ref and whether it can
// be contained.
func said(list []trace.Ranked) string {
	var out []string
	for _, r := range list {
		s := r.Relation + " " + r.Ref.String()
		if r.Strength != "" {
			s += " " + r.Strength
		}
		if r.CanContain {
			s += " !"
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

// way writes the first path to something.
func way(list []trace.Ranked, ref string) string {
	i := slices.IndexFunc(list, func(r trace.Ranked) bool { return r.Ref.String() == ref })
	if i < 0 || len(list[i].Paths) == 0 {
		return ""
	}
	var out []string
	for n, h := range list[i].Paths[0].Hops {
		if n == 0 {
			out = append(out, h.From.String())
		}
		out = append(out, "-"+h.Tie+"-", h.To.String())
	}
	return strings.Join(out, " ")
}

var errBroken = errors.New("broken")
