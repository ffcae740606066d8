package storetest

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/casebook"
	"github.com/sekifuda/sekifuda/internal/store/record"
	"github.com/sekifuda/sekifuda/internal/vault"
)

var heron = casebook.Container{Kind: casebook.Case, ID: "heron"}

func said(id, what string) casebook.Entry {
	return casebook.Entry{Kind: casebook.KindStatement, ID: id, By: "clerk", Body: what}
}

func takenBack(id string) casebook.Entry {
	return casebook.Entry{Kind: casebook.KindStatement, ID: id, By: "chief", Reason: "misread", Withdrawn: true}
}

func recordCase(t *testing.T, db *store.DB, b casebook.Book, c casebook.Container, n int, entries ...casebook.Entry) (r casebook.Recorded) {
	t.Helper()
	update(t, db, func(tx *store.Tx) (err error) {
		r, err = b.Record(tx, c, at(n), entries...)
		return err
	})
	return r
}

// readCase writes what a query finds as id, version, body.
func readCase(t *testing.T, db *store.DB, b casebook.Book, c casebook.Container, q casebook.Query) (out []string) {
	t.Helper()
	view(t, db, func(tx *store.Tx) error {
		all, err := b.Read(tx, c, q)
		for _, h := range all {
			text := fmt.Sprintf("%s %s %d %s", h.Kind, h.ID, h.Version, h.Body)
			if h.Withdrawn {
				text += " withdrawn by " + h.By + ": " + h.Reason
			}
			out = append(out, text)
		}
		return err
	})
	return out
}

func testCasebook(t *testing.T, open Opener) {
	db, b := open(t, store.Options{}), casebook.Book{Vault: newVault(t), Tenant: tenant}
	other := casebook.Book{Vault: b.Vault, Tenant: "other"}
	steps := []struct {
		got, want casebook.Recorded
	}{
		{recordCase(t, db, b, heron, 1, said("s1", "a"), said("s2", "b"), casebook.Entry{Kind: casebook.KindSource, ID: "s1", Body: "paper"}), casebook.Recorded{Added: 3}},
		{recordCase(t, db, b, heron, 2, said("s1", "a"), said("s2", "c"), said("s3", "d"), said("s3", "d")), casebook.Recorded{Added: 1, Changed: 1, Same: 2}},
		{recordCase(t, db, b, heron, 3, takenBack("s1")), casebook.Recorded{Withdrawn: 1}},
		{recordCase(t, db, b, heron, 4, takenBack("s1")), casebook.Recorded{Same: 1}},
		{recordCase(t, db, b, casebook.Container{Kind: casebook.Report, ID: "heron"}, 4, said("s1", "of a report")), casebook.Recorded{Added: 1}},
		{recordCase(t, db, other, heron, 4, said("s1", "of another")), casebook.Recorded{Added: 1}},
	}
	for i, s := range steps {
		if s.got != s.want {
			t.Errorf("step %d: %+v, want %+v", i, s.got, s.want)
		}
	}
	statements := casebook.Query{Kinds: []string{casebook.KindStatement}}
	for name, tc := range map[string]struct {
		q    casebook.Query
		want []string
	}{
		"all":        {casebook.Query{}, []string{`source s1 1 "paper"`, `statement s2 2 "c"`, `statement s3 1 "d"`, `statement s1 2 "a" withdrawn by chief: misread`}},
		"statements": {statements, []string{`statement s2 2 "c"`, `statement s3 1 "d"`, `statement s1 2 "a" withdrawn by chief: misread`}},
		"history": {casebook.Query{Kinds: statements.Kinds, History: true}, []string{`statement s1 1 "a"`, `statement s2 1 "b"`, `statement s2 2 "c"`, `statement s3 1 "d"`,
			`statement s1 2 "a" withdrawn by chief: misread`}},
		"limit": {casebook.Query{Limit: 1}, []string{`source s1 1 "paper"`}},
	} {
		if d := cmp.Diff(tc.want, readCase(t, db, b, heron, tc.q)); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
	refusals(t, db, b)
	coveredCases(t, db)
}

func refusals(t *testing.T, db *store.DB, b casebook.Book) {
	for name, tc := range map[string]struct {
		n     int
		entry casebook.Entry
		want  error
	}{
		"earlier than what is there":  {1, said("s2", "e"), casebook.ErrEarlier},
		"taking back what never was":  {9, takenBack("s9"), store.ErrNotFound},
		"of another kind than stands": {9, casebook.Entry{Kind: casebook.KindSource, ID: "s2", Withdrawn: true}, store.ErrNotFound},
	} {
		err := db.Tx(t.Context(), func(tx *store.Tx) error {
			_, err := b.Record(tx, heron, at(tc.n), said("new", name), tc.entry)
			return err
		})
		if !errors.Is(err, tc.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	view(t, db, func(tx *store.Tx) error {
		if _, err := b.Get(tx, heron, casebook.KindStatement, "new", nil); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("half of what failed stays: %v", err)
		}
		if _, err := b.Read(tx, casebook.Container{Kind: casebook.Case, ID: "none"}, casebook.Query{}); !errors.Is(err, casebook.ErrNoContainer) {
			t.Errorf("no such case: %v", err)
		}
		all, err := b.Get(tx, heron, casebook.KindStatement, "s2", nil)
		if len(all) != 2 || string(all[1].Body) != `"c"` {
			t.Errorf("versions of s2: %+v", all)
		}
		return err
	})
}

// coveredCases compares each version with its leaf.
func coveredCases(t *testing.T, db *store.DB) {
	view(t, db, func(tx *store.Tx) error {
		leaves, err := store.Leaves(tx, 0, 1000)
		rows := map[int64]string{}
		for _, l := range leaves {
			leaf, err := ledger.Parse(l.Body)
			if err != nil || leaf.Kind != ledger.KindCase {
				t.Errorf("%+v %v", leaf, err)
			}
			rows[l.Seq] = leaf.ID + " " + leaf.Row
		}
		n := 0
		for c, err := range casebook.Covered(tx) {
			if err != nil {
				return err
			}
			n++
			if rows[c.Leaf] != c.ID+" "+c.Row {
				t.Errorf("%+v is not what its leaf says: %s", c, rows[c.Leaf])
			}
		}
		if n != 8 || len(leaves) != 8 {
			t.Errorf("%d rows covered, %d leaves", n, len(leaves))
		}
		return err
	})
}

func testCasebookKnown(t *testing.T, open Opener) {
	db, b := open(t, store.Options{}), casebook.Book{Vault: newVault(t), Tenant: tenant}
	ip := statement.Ref{Kind: statement.IP, Key: "192.0.2.1"}
	say := func(id, predicate string) casebook.Entry {
		return casebook.StatementEntry(statement.Statement{ID: id, Source: "r1", Subject: ip, Predicate: predicate, Recorded: 7}, "clerk")
	}
	recordCase(t, db, b, heron, 1, casebook.SourceEntry(statement.Source{ID: "r1", Kind: statement.KindArticle}, "clerk"), say("s1", "used"))
	recordCase(t, db, b, heron, 3, say("s1", "attacked"), say("s2", "used"))
	recordCase(t, db, b, heron, 5, casebook.Entry{Kind: casebook.KindStatement, ID: "s2", Withdrawn: true})
	if r := recordCase(t, db, b, heron, 6, say("s1", "attacked")); r.Same != 1 {
		t.Errorf("the same statement again: %+v", r)
	}
	recordCase(t, db, b, casebook.Container{Kind: casebook.Report, ID: "gone"}, 2, say("s9", "used"))
	update(t, db, func(tx *store.Tx) error { return record.DestroyKey(tx, tenant, vault.Subject("report", "gone"), at(6)) })
	for n, want := range map[int][]string{0: nil, 1: {"s1 used 1"}, 2: {"s1 used 1"}, 3: {"s1 attacked 3", "s2 used 3"}, 4: {"s1 attacked 3", "s2 used 3"}, 5: {"s1 attacked 3"}, -1: {"s1 attacked 3"}} {
		known := new(at(n))
		if n < 0 {
			known = nil
		}
		var got []string
		view(t, db, func(tx *store.Tx) error {
			told, err := b.Statements(tx, known)
			for _, c := range told {
				for _, s := range c.Statements {
					got = append(got, fmt.Sprint(s.ID, " ", s.Predicate, " ", int64(s.Recorded-at(0))/1_000_000))
				}
			}
			return err
		})
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("as known at %d: %s", n, d)
		}
	}
	err := db.View(t.Context(), func(tx *store.Tx) error {
		_, err := b.Read(tx, casebook.Container{Kind: casebook.Report, ID: "gone"}, casebook.Query{})
		return err
	})
	if !errors.Is(err, casebook.ErrErased) {
		t.Errorf("an erased report: %v", err)
	}
	err = db.Tx(t.Context(), func(tx *store.Tx) error {
		_, err := b.Record(tx, casebook.Container{Kind: casebook.Report, ID: "gone"}, at(9), say("s1", "used"))
		return err
	})
	if !errors.Is(err, casebook.ErrErased) {
		t.Errorf("recorded in an erased report: %v", err)
	}
}

func testCasebookFind(t *testing.T, open Opener) {
	db, b := open(t, store.Options{}), casebook.Book{Vault: newVault(t), Tenant: tenant}
	ip := statement.Ref{Kind: statement.IP, Key: "192.0.2.1"}
	in := statement.Intake{Source: statement.Source{ID: "mail"}, Kept: []statement.Kept{{Place: "part 2", SHA256: "00"}},
		Statements: []statement.Statement{{ID: "1", Subject: ip}, {ID: "2", Subject: statement.Ref{Kind: statement.Contract, Key: "C-1"}, Object: ip}}}
	report := casebook.Container{Kind: casebook.Report, ID: "r-1"}
	update(t, db, func(tx *store.Tx) error {
		r, err := b.AddIntake(tx, report, in, "clerk", at(1))
		if r.Added != 4 {
			t.Errorf("%+v", r)
		}
		return err
	})
	recordCase(t, db, b, heron, 1, casebook.Entry{Kind: casebook.KindExport, ID: "e", Body: "x", Proofs: []string{"p1"}})
	view(t, db, func(tx *store.Tx) error {
		found, err := b.Mentioning(tx, ip)
		if len(found) != 2 || found[0].Container != report {
			t.Errorf("mentioning: %+v", found)
		}
		none, err2 := casebook.Book{Vault: b.Vault, Tenant: "other"}.Mentioning(tx, ip)
		resting, err3 := b.RestingOn(tx, "p1")
		if len(none) != 0 || len(resting) != 1 || resting[0].Kind != casebook.KindExport {
			t.Errorf("%+v %+v", none, resting)
		}
		all, err4 := casebook.Containers(tx, tenant)
		if d := cmp.Diff([]casebook.Container{heron, report}, all); d != "" {
			t.Error(d)
		}
		rows, err5 := casebook.RowsOf(tx, tenant, casebook.Report, casebook.KindStatement, casebook.Query{Limit: 1, Known: new(entity.Instant(at(1)))})
		if len(rows) != 1 || rows[0].Leaf == 0 {
			t.Errorf("rows of all: %+v", rows)
		}
		next, err6 := casebook.RowsOf(tx, tenant, casebook.Report, casebook.KindStatement, casebook.Query{After: rows[0].Leaf})
		if len(next) != 1 || slices.Equal(next[0].Sealed, rows[0].Sealed) {
			t.Errorf("page after: %+v", next)
		}
		return errors.Join(err, err2, err3, err4, err5, err6)
	})
}
