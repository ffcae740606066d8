package dossier

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sekifuda/sekifuda/internal/casefile"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/casebook"
	"github.com/sekifuda/sekifuda/internal/vault"
)

func day(n int) entity.Instant {
	return entity.Instant(1_770_000_000_000_000 + int64(n)*86_400_000_000)
}

func act(n int) Act { return Act{By: "analyst", At: day(n)} }

func look(n int) Look { return Look{By: "reader", Purpose: "weekly review", What: "test", At: day(n)} }

// house is a store with one case, c-1.
func house(t *testing.T) *Book {
	t.Helper()
	v, err := vault.OpenKeyFile(filepath.Join(t.TempDir(), "key"), true)
	check(t, err)
	db, err := store.Open(t.Context(), t.TempDir())
	check(t, err)
	t.Cleanup(func() { db.Close() })
	n := 0
	b := &Book{DB: db, Vault: v, Tenant: "default", NewID: func() (string, error) { n++; return fmt.Sprintf("id-%03d", n), nil }}
	check(t, b.Open(t.Context(), Case{ID: "c-1", Title: "Heron", Marking: statement.Marking{Purpose: "to warn"}}, act(0)))
	return b
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var (
	student = statement.Ref{Kind: statement.Person, Key: "student"}
	server  = statement.Ref{Kind: statement.Asset, Key: "S-1"}
)

func sources(ids ...string) (out []statement.Source) {
	for _, id := range ids {
		out = append(out, statement.Source{ID: id, Kind: statement.KindArticle, Publisher: "paper " + id, Reliability: "B"})
	}
	return out
}

func said(id, source, predicate, text string) statement.Statement {
	return statement.Statement{ID: id, Source: source, Quotation: "quoted " + text, Subject: student, Predicate: predicate, Object: server,
		Value: statement.Value{Kind: "text", Text: text}, Grade: statement.Grade{Source: 'B', Info: '2'}, Polarity: statement.Asserts}
}

func add(t *testing.T, b *Book, n int, f *casefile.File) casebook.Recorded {
	t.Helper()
	r, err := b.Add(t.Context(), "c-1", f, act(n))
	check(t, err)
	return r
}

func TestCaseAsKnown(t *testing.T) {
	b := house(t)
	add(t, b, 1, &casefile.File{Sources: sources("r1"), Statements: []statement.Statement{said("s1", "r1", "rented", "one server")}})
	add(t, b, 3, &casefile.File{Sources: sources("r2"), Statements: []statement.Statement{said("s1", "r1", "rented", "two servers"), said("s2", "r2", "rented", "none")},
		Positions: []casefile.Position{{ID: "p1", On: casefile.Question{Subject: student, Topic: "rented"}, Statements: []string{"s1"}, Reason: "better placed"}}})
	if r := add(t, b, 4, &casefile.File{Sources: sources("r2")}); r != (casebook.Recorded{Same: 1}) {
		t.Errorf("the same again: %+v", r)
	}
	n, err := b.Withdraw(t.Context(), "c-1", casefile.Withdrawal{Kind: casefile.KindSource, Of: "r2", Reason: "was retracted"}, act(5))
	if err != nil || n != 2 {
		t.Errorf("%d taken back, %v", n, err)
	}
	for at, want := range map[int]string{
		0: "", 1: "r1@1; s1=one server@1", 3: "r1@1; s1=two servers@3; r2@3; s2=none@3; p1 by analyst",
		5: "r1@1; s1=two servers@3; r2@3; s2=none@3; p1 by analyst; -source r2 was retracted; -statement s2 was retracted",
	} {
		l := look(9)
		l.Known = new(day(at))
		f, c, err := b.File(t.Context(), "c-1", l)
		check(t, err)
		if got := told(f); got != want || c.Title != "Heron" || c.Opened != day(0) {
			t.Errorf("known on day %d: %s, want %s; %+v", at, got, want, c)
		}
	}
}

func told(f *casefile.File) string {
	since := func(i entity.Instant) int { return int((i - day(0)) / (day(1) - day(0))) }
	var out []string
	for i, s := range f.Sources {
		out = append(out, fmt.Sprintf("%s@%d", s.ID, since(s.Recorded)))
		for _, x := range f.Statements {
			if x.Source == f.Sources[i].ID {
				out = append(out, fmt.Sprintf("%s=%s@%d", x.ID, x.Value.Text, since(x.Recorded)))
			}
		}
	}
	for _, p := range f.Positions {
		out = append(out, p.ID+" by "+p.By)
	}
	for _, w := range f.Withdrawals {
		out = append(out, fmt.Sprintf("-%s %s %s", w.Kind, w.Of, w.Reason))
	}
	return strings.Join(out, "; ")
}

func TestLooksAreRecorded(t *testing.T) {
	b := house(t)
	l := look(1)
	l.Purpose = "  "
	if _, _, err := b.File(t.Context(), "c-1", l); !errors.Is(err, ErrNoPurpose) {
		t.Errorf("without a purpose: %v", err)
	}
	if _, _, err := b.File(t.Context(), "none", look(1)); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("no such case: %v", err)
	}
	if _, _, err := b.File(t.Context(), "c-1", look(1)); err != nil {
		t.Error(err)
	}
	reads, err := b.Reads(t.Context(), "c-1", 0, 0, look(2))
	var got []string
	for _, r := range reads {
		got = append(got, r.By+", "+r.Purpose+", "+r.At.String())
	}
	if d := cmp.Diff([]string{"reader, weekly review, " + day(1).String(), "reader, weekly review, " + day(2).String()}, got); d != "" || err != nil {
		t.Errorf("%v %s", err, d)
	}
}

func TestRefused(t *testing.T) {
	b := house(t)
	add(t, b, 1, &casefile.File{Sources: sources("r1"), Statements: []statement.Statement{said("s1", "r1", "rented", "x")}})
	wrong := func(change func(*statement.Statement)) *casefile.File {
		s := said("s2", "r1", "rented", "x")
		change(&s)
		return &casefile.File{Statements: []statement.Statement{s}}
	}
	on := casefile.Question{Subject: student, Topic: "rented"}
	for field, f := range map[string]*casefile.File{
		"statements.0.id":          wrong(func(s *statement.Statement) { s.ID = "" }),
		"statements.0.source":      wrong(func(s *statement.Statement) { s.Source = "r9" }),
		"statements.0.subject":     wrong(func(s *statement.Statement) { s.Subject.Key = "" }),
		"statements.0.predicate":   wrong(func(s *statement.Statement) { s.Predicate = "" }),
		"statements.0.polarity":    wrong(func(s *statement.Statement) { s.Polarity = "maybe" }),
		"statements.0.role":        wrong(func(s *statement.Statement) { s.Role = "guilty" }),
		"statements.0.class":       wrong(func(s *statement.Statement) { s.Class = "content" }),
		"statements.0.marking.tlp": wrong(func(s *statement.Statement) { s.Marking.TLP = "white" }),
		"statements.0.quotation":   wrong(func(s *statement.Statement) { s.Quotation = "password: hunter2hunter2" }),
		"sources.0.reliability":    {Sources: []statement.Source{{ID: "r2", Reliability: "G"}}},
		"decisions.0.reason":       {Decisions: []casefile.Decision{{ID: "d", A: student, B: server}}},
		"decisions.0.b":            {Decisions: []casefile.Decision{{ID: "d", A: student, B: server, Same: true, Reason: "r"}}},
		"positions.0.reason":       {Positions: []casefile.Position{{ID: "p", On: on}}},
		"positions.0.statements":   {Positions: []casefile.Position{{ID: "p", On: on, Reason: "r", Statements: []string{"s9"}}}},
		"assessments.0.hypothesis": {Assessments: []casefile.Assessment{{ID: "a", Statement: "s1", Hypothesis: "h", Stance: casefile.For}}},
		"assessments.0.stance":     {Hypotheses: []casefile.Hypothesis{{ID: "h", Text: "t"}}, Assessments: []casefile.Assessment{{ID: "a", Statement: "s1", Hypothesis: "h"}}},
		"steps.0.state":            {Steps: []casefile.Step{{ID: "x", What: "warrant"}}},
		"evidence.0.digest":        {Evidence: []casefile.Evidence{{ID: "e", Name: "n", Digest: "00"}}},
		"withdrawals.0.reason":     {Withdrawals: []casefile.Withdrawal{{Kind: "statement", Of: "s1"}}},
	} {
		f.Sources = append(f.Sources, sources("half")...)
		_, err := b.Add(t.Context(), "c-1", f, act(2))
		var r *Refused
		if !errors.As(err, &r) || r.Problems[0].Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	f, _, err := b.File(t.Context(), "c-1", look(3))
	if err != nil || len(f.Sources) != 1 {
		t.Errorf("something of what was refused stays: %+v %v", f.Sources, err)
	}
	if err := b.Open(t.Context(), Case{ID: "c-1", Title: "again", Marking: statement.Marking{Purpose: "p"}}, act(1)); !errors.Is(err, ErrExists) {
		t.Errorf("opened twice: %v", err)
	}
	var r *Refused
	if err := b.Open(t.Context(), Case{ID: "a b"}, act(1)); !errors.As(err, &r) || len(r.Problems) != 3 {
		t.Errorf("a case without anything: %v", err)
	}
}

func TestChangeAndList(t *testing.T) {
	b := house(t)
	check(t, b.Open(t.Context(), Case{ID: "c-2", Title: "Other", Marking: statement.Marking{Purpose: "to warn", TLP: statement.Red}}, act(1)))
	check(t, b.Change(t.Context(), Case{ID: "c-1", Title: "Heron, closed", Closed: true, Marking: statement.Marking{Purpose: "to warn"}}, act(2)))
	if err := b.Change(t.Context(), Case{ID: "c-9", Title: "x", Marking: statement.Marking{Purpose: "p"}}, act(2)); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("changed what is not there: %v", err)
	}
	all, err := b.List(t.Context(), 0, 10)
	if err != nil || len(all) != 2 || !all[0].Closed || all[0].TLP != statement.Amber || all[1].TLP != statement.Red || all[0].Opened != day(0) {
		t.Errorf("%+v %v", all, err)
	}
	if page, _ := b.List(t.Context(), all[0].Leaf, 10); len(page) != 1 || page[0].ID != "c-2" {
		t.Errorf("page %+v", page)
	}
	check(t, b.DB.Tx(context.Background(), func(tx *store.Tx) error { return destroy(tx, "c-2") }))
	if all, err = b.List(t.Context(), 0, 10); err != nil || !all[1].Erased || all[1].ID != "c-2" {
		t.Errorf("after erasing: %+v %v", all, err)
	}
}
