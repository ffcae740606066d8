package storetest

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/decision"
	"github.com/sekifuda/sekifuda/internal/store/record"
	"github.com/sekifuda/sekifuda/internal/vault"
)

// many is more than one statement takes, and no multiple of it.
const many = 2*store.AtOnce + 3

// testManyDecisions saves decisions of which some are stored already and one
// stands there twice: each has its own leaf and one message, the first stays.
func testManyDecisions(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	var rows []decision.Row
	for i := range many {
		r := row(fmt.Sprintf("decision-%03d", i), i)
		r.Application = fmt.Sprint("A-", i)
		rows = append(rows, r)
	}
	for _, old := range []int{0, 20} {
		r := rows[old]
		r.Sealed = []byte("first")
		save(t, db, r)
	}
	again := rows[7]
	again.Sealed = []byte("again")
	update(t, db, func(tx *store.Tx) error {
		n, err := decision.SaveAll(tx, append(rows, again))
		if n != many-2 {
			t.Errorf("%d were new, want %d", n, many-2)
		}
		return err
	})
	for _, table := range []string{"decision", "leaf", "outbox"} {
		if n := count(t, db, table); n != many {
			t.Errorf("%d rows in %s, want %d", n, table, many)
		}
	}
	view(t, db, func(tx *store.Tx) error {
		for i, r := range rows {
			got, err := decision.Get(tx, tenant, r.ID)
			var id string
			if err == nil {
				err = tx.Row(store.Into(&id), `SELECT id FROM leaf WHERE seq = $1`, got.Leaf)
			}
			if err != nil || id != r.ID || got.Application != r.Application || (string(got.Sealed) == "first") != (i == 0 || i == 20) {
				t.Errorf("%s: leaf of %q, sealed %q, %v", r.ID, id, got.Sealed, err)
			}
		}
		return nil
	})
}

// testManyApplications puts new ones, one that is there with another input, and
// one twice with two inputs: versions come in the order of the list.
func testManyApplications(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	var list []record.Application
	for i := range many {
		list = append(list, record.Application{ExternalID: fmt.Sprintf("A-%03d", i), Input: "new", Sealed: []byte{byte(i)}, At: at(i)})
	}
	twice := list[3]
	twice.Input = "newer"
	list = append(list, twice)
	for range 2 { // the second time only what differs from the current version changes
		update(t, db, func(tx *store.Tx) error {
			old := list[5]
			old.Input = "old"
			_, _, err := record.PutApplication(tx, tenant, old)
			return errors.Join(err, record.PutApplications(tx, tenant, list))
		})
	}
	view(t, db, func(tx *store.Tx) error {
		for i, want := range list[:many] {
			version := map[int]int64{3: 4, 5: 4}[i]
			got, err := record.GetApplication(tx, tenant, want.ExternalID)
			if i == 3 {
				want = twice
			}
			want.Version = max(1, version)
			if d := cmp.Diff(want, got); d != "" || err != nil {
				t.Errorf("%v %s", err, d)
			}
		}
		return nil
	})
}

func testManyKeys(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	var subjects []string
	var wrapped [][]byte
	for i := range many {
		subjects, wrapped = append(subjects, fmt.Sprint("application:", i)), append(wrapped, []byte{byte(i)})
	}
	update(t, db, func(tx *store.Tx) error {
		if _, err := record.Keys(tx).Keep(tenant, subjects[20], []byte("old")); err != nil {
			return err
		}
		kept, err := record.KeepKeys(tx, tenant, append(subjects, subjects[2]), append(wrapped, []byte("later")))
		for i, s := range subjects {
			if want := wrapped[i]; i != 20 && string(kept[s]) != string(want) {
				t.Errorf("key of %s is %q, want %q", s, kept[s], want)
			}
		}
		if string(kept[subjects[20]]) != "old" || len(kept) != many {
			t.Errorf("%d keys; the one that was there is %q", len(kept), kept[subjects[20]])
		}
		return err
	})
	update(t, db, func(tx *store.Tx) error {
		if _, err := record.LoadKeys(tx, tenant, append(subjects, "application:none")); !errors.Is(err, vault.ErrNoKey) {
			t.Errorf("a subject without a key: %v", err)
		}
		return record.DestroyKey(tx, tenant, subjects[30], at(1))
	})
	update(t, db, func(tx *store.Tx) error {
		if _, err := record.LoadKeys(tx, tenant, subjects); !errors.Is(err, vault.ErrShredded) {
			t.Errorf("a key that was destroyed was loaded: %v", err)
		}
		if _, err := record.KeepKeys(tx, tenant, subjects, wrapped); !errors.Is(err, vault.ErrShredded) {
			t.Errorf("a key that was destroyed was made anew: %v", err)
		}
		none, err := record.LoadKeys(tx, tenant, nil)
		if len(none) != 0 || err != nil {
			t.Errorf("keys of nobody: %v %v", none, err)
		}
		return nil
	})
}

// testManyAttributes puts what many brought before and after the first proof:
// it comes out as if each had been put alone.
func testManyAttributes(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	m := &memory{db: db, tenant: tenant}
	all := []record.Brought{{Application: "A-1", Attributes: []record.Attribute{phone("1"), stolen("phone", "2")}}}
	for i := range many {
		all = append(all, record.Brought{Application: fmt.Sprint("B-", i), Attributes: []record.Attribute{phone(fmt.Sprint(i)), mail("m")}})
	}
	all = append(all, record.Brought{Application: "B-0", Attributes: []record.Attribute{mail("n")}})
	check := func(when string) {
		t.Helper()
		view(t, db, func(tx *store.Tx) error {
			for application, want := range map[string][]record.Attribute{
				"A-1": {phone("1"), stolen("phone", "2")}, "B-0": {mail("m"), mail("n"), phone("0")}, "B-17": {mail("m"), phone("17")},
			} {
				got, err := record.Attributes(tx, tenant, application)
				if d := cmp.Diff(want, got); d != "" || err != nil {
					t.Errorf("%s: %s: %v %s", when, application, err, d)
				}
			}
			return nil
		})
	}
	for _, when := range []string{"new", "again"} {
		update(t, db, func(tx *store.Tx) error { return record.PutAllAttributes(tx, tenant, all) })
		check(when)
	}
	m.prove(t, "A-1", true)
	update(t, db, func(tx *store.Tx) error { return record.PutAllAttributes(tx, tenant, all) })
	check("after a proof")
	if err := db.Tx(t.Context(), func(tx *store.Tx) error {
		return record.PutAllAttributes(tx, tenant, []record.Brought{{Application: "C", Attributes: []record.Attribute{{Kind: "a b"}}}})
	}); !errors.Is(err, record.ErrAttribute) {
		t.Errorf("no code: %v", err)
	}
}

func testManyEvidence(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	var ids []string
	want := map[string]int{}
	update(t, db, func(tx *store.Tx) error {
		for i := range many {
			id := fmt.Sprint("A-", i)
			ids = append(ids, id)
			for n := range i % 3 {
				e := record.Evidence{ID: fmt.Sprintf("%s/%d", id, n), Application: id, Sealed: []byte{}, At: at(n), Tag: "t", Commitment: "c"}
				if err := record.AddEvidence(tx, tenant, e); err != nil {
					return err
				}
				want[id]++
			}
		}
		return nil
	})
	view(t, db, func(tx *store.Tx) error {
		all, err := record.EvidenceOf(tx, tenant, ids)
		got := map[string]int{}
		for id, list := range all {
			for n, e := range list {
				if e.ID != fmt.Sprintf("%s/%d", id, n) {
					t.Errorf("%s: %d is %s", id, n, e.ID)
				}
				got[id]++
			}
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Error(d)
		}
		return err
	})
}
