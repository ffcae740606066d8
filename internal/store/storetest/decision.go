package storetest

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/batch"
	"github.com/sekifuda/sekifuda/internal/store/decision"
	"github.com/sekifuda/sekifuda/internal/store/record"
)

func row(id string, i int) decision.Row {
	return decision.Row{ID: id, Tenant: tenant, Application: "A-1", Input: "in", Outcome: finding.Review, At: at(i), Policy: "p",
		Generation: finding.Generation{Policy: "p", Matcher: "1", Memory: 3, Snapshots: []finding.SnapshotRef{{Source: "nta", Chain: []string{"d"}}}},
		Subject:    "s", Sealed: []byte{0, 1, 0xff}, Batch: "b", BatchPosition: int64(i), Tag: "tag", Commitment: "c"}
}

func save(t *testing.T, db *store.DB, r decision.Row) (inserted bool) {
	t.Helper()
	update(t, db, func(tx *store.Tx) (err error) {
		inserted, err = decision.Save(tx, r)
		return err
	})
	return inserted
}

func testDecision(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	first := row("abcdefghijklmnop", 1)
	if !save(t, db, first) {
		t.Error("the first was not new")
	}
	again := first
	again.Outcome, again.Sealed = finding.Approve, []byte("other")
	if save(t, db, again) {
		t.Error("the same id was taken twice")
	}
	for _, table := range []string{"decision", "leaf", "outbox"} {
		if n := count(t, db, table); n != 1 {
			t.Errorf("%d rows in %s, want 1", n, table)
		}
	}
	view(t, db, func(tx *store.Tx) error {
		got, err := decision.Get(tx, tenant, first.ID)
		want := first
		want.Leaf, want.Tag, want.Commitment = got.Leaf, "", ""
		if d := cmp.Diff(want, got); d != "" || err != nil || got.Leaf == 0 {
			t.Errorf("read back: %v %s", err, d)
		}
		return nil
	})
	save(t, db, row("second-decision", 3))
	save(t, db, row("older-decision-", 2))
	view(t, db, func(tx *store.Tx) error {
		got, err := decision.LatestFor(tx, tenant, "A-1")
		if err != nil || got.ID != "second-decision" {
			t.Errorf("latest: %v %v", got.ID, err)
		}
		if _, err := decision.LatestFor(tx, tenant, "A-9"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("latest of none: %v", err)
		}
		n, err := decision.CountBy(tx, tenant, "")
		if d := cmp.Diff(map[finding.Outcome]int64{finding.Review: 3}, n); d != "" || err != nil {
			t.Errorf("counts: %v %s", err, d)
		}
		n, err = decision.CountBy(tx, tenant, "none")
		if len(n) != 0 || err != nil {
			t.Errorf("counts of no batch: %v %v", n, err)
		}
		return nil
	})
}

func testPrefix(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	for i, id := range []string{"abcdefgh22", "abcdefgh33", "abcdefgh", "zbcdefgh22"} {
		save(t, db, row(id, i))
	}
	view(t, db, func(tx *store.Tx) error {
		for _, c := range []struct {
			ask, got string
			want     error
		}{
			{"abcdefgh2", "abcdefgh22", nil}, {"abcdefgh", "abcdefgh", nil}, {"zbcdefgh", "zbcdefgh22", nil},
			{"abcdefgi", "", store.ErrNotFound}, {"ABCDEFGH", "", store.ErrNotFound}, {"abcdefg", "", decision.ErrShort},
			{"abcdefg%", "", store.ErrNotFound},
		} {
			r, err := decision.Get(tx, tenant, c.ask)
			if r.ID != c.got || !errors.Is(err, c.want) {
				t.Errorf("%s: %q, %v", c.ask, r.ID, err)
			}
		}
		return nil
	})
	save(t, db, row("yyyyyyyy1", 8))
	save(t, db, row("yyyyyyyy2", 9))
	view(t, db, func(tx *store.Tx) error {
		if _, err := decision.Get(tx, tenant, "yyyyyyyy"); !errors.Is(err, store.ErrAmbiguous) {
			t.Errorf("two fit: %v", err)
		}
		return nil
	})
}

func testBatchOrder(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	const many = 450
	update(t, db, func(tx *store.Tx) error {
		for i := range many {
			if _, err := decision.Save(tx, row(fmt.Sprintf("decision-%04d", i), (i*7)%many/2)); err != nil {
				return err
			}
		}
		alone := row("not-in-a-batch", 1)
		alone.Batch = ""
		_, err := decision.Save(tx, alone)
		return err
	})
	view(t, db, func(tx *store.Tx) error {
		n, last := 0, decision.Row{BatchPosition: -1}
		for r, err := range decision.ByBatch(tx, tenant, "b") {
			if err != nil {
				return err
			}
			if r.BatchPosition < last.BatchPosition || (r.BatchPosition == last.BatchPosition && r.ID <= last.ID) {
				t.Fatalf("%d %s after %d %s", r.BatchPosition, r.ID, last.BatchPosition, last.ID)
			}
			n, last = n+1, r
		}
		if n != many {
			t.Errorf("%d decisions, want %d", n, many)
		}
		for range decision.ByBatch(tx, tenant, "") {
			t.Fatal("decisions outside of batches were taken for a batch")
		}
		for range decision.ByBatch(tx, tenant, "b") {
			break // may be left at any time
		}
		return nil
	})
}

func testPolicy(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	for _, body := range []string{"rules: 関札", "other"} {
		update(t, db, func(tx *store.Tx) error {
			return decision.PutPolicy(tx, decision.Policy{Tenant: tenant, Tag: "tag", Digest: "p", Body: body, At: at(1)})
		})
	}
	view(t, db, func(tx *store.Tx) error {
		body, err := decision.GetPolicy(tx, tenant, "p")
		if err != nil || body != "rules: 関札" {
			t.Errorf("policy: %q %v", body, err)
		}
		if _, err := decision.GetPolicy(tx, tenant, "q"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("unknown policy: %v", err)
		}
		return nil
	})
}

func testBatch(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	var leaf int64
	update(t, db, func(tx *store.Tx) (err error) {
		_, _, err = record.PutApplication(tx, tenant, record.Application{ExternalID: "A-1", Input: "a", Sealed: []byte{}})
		if err == nil {
			leaf, err = record.ProveFalse(tx, tenant, record.Proof{ID: "p", Application: "A-1", By: "x", Provisional: true, Reason: []byte{}})
		}
		return err
	})
	begin := func(b batch.Batch) (got batch.Batch, again bool) {
		update(t, db, func(tx *store.Tx) (err error) {
			got, again, err = batch.Begin(tx, b)
			return err
		})
		return got, again
	}
	first, again := begin(batch.Batch{Tenant: tenant, Key: "k", At: at(1), Generation: finding.Generation{Policy: "p"}})
	if again || first.Generation.Memory != leaf || first.AsOf.Position != leaf {
		t.Errorf("first: %+v, again %v; leaf %d", first, again, leaf)
	}
	rerun, again := begin(batch.Batch{Tenant: tenant, Key: "k", At: at(9), Generation: finding.Generation{Policy: "newer"}})
	if d := cmp.Diff(first, rerun); d != "" || !again {
		t.Errorf("rerun: again %v %s", again, d)
	}
	second, again := begin(batch.Batch{Tenant: tenant, Key: "l", At: at(2)})
	if again || second.AsOf.Clock <= first.AsOf.Clock {
		t.Errorf("second batch sees no later state: %+v", second)
	}
	view(t, db, func(tx *store.Tx) error {
		if _, err := batch.Get(tx, tenant, "none"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("unknown batch: %v", err)
		}
		return nil
	})
}

// testTenants stores the same keys under two tenants: neither sees the other's.
func testTenants(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	attributes := []record.Attribute{{Kind: "phone", Blind: "same"}}
	for _, who := range []string{"one", "two"} {
		update(t, db, func(tx *store.Tx) error {
			r := row("the-same-decision", 1)
			r.Tenant, r.Subject = who, who
			_, err := decision.Save(tx, r)
			if err == nil {
				_, _, err = record.PutApplication(tx, who, record.Application{ExternalID: "A-1", Input: who, Sealed: []byte{}})
			}
			if err == nil {
				err = record.PutAttributes(tx, who, "A-1", attributes)
			}
			return err
		})
	}
	update(t, db, func(tx *store.Tx) error {
		_, err := record.ProveFalse(tx, "one", record.Proof{ID: "p", Application: "A-1", By: "x", Second: "y", Reason: []byte{}})
		return err
	})
	view(t, db, func(tx *store.Tx) error {
		for _, who := range []string{"one", "two"} {
			r, err := decision.Get(tx, who, "the-same-decision")
			if err != nil || r.Subject != who {
				t.Errorf("%s reads %q, %v", who, r.Subject, err)
			}
			asOf, err := record.Now(tx, who)
			if err != nil {
				return err
			}
			asOf.Position = 1 << 40 // even if another's position were used
			shares, err := record.Shares(tx, who, attributes, "A-2", asOf)
			if err != nil || (len(shares) == 1) != (who == "one") {
				t.Errorf("%s shares %+v, %v", who, shares, err)
			}
		}
		if _, err := record.GetProof(tx, "two", "p"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("another's proof: %v", err)
		}
		return nil
	})
}

// testListed reads decisions newest first, whole and of one application, and
// finds one by its whole id only.
func testListed(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	for i := range 7 {
		r := row(fmt.Sprintf("decision-%02d", i), i)
		r.Application = fmt.Sprintf("A-%d", i%2)
		if i == 3 {
			r.Outcome = finding.Refuse
		}
		update(t, db, func(tx *store.Tx) error { _, err := decision.Save(tx, r); return err })
	}
	view(t, db, func(tx *store.Tx) error {
		var seen []string
		for leaf := int64(0); ; {
			lines, next, err := decision.Before(tx, tenant, leaf, decision.Wanted{}, 3)
			if err != nil {
				return err
			}
			for _, l := range lines {
				seen = append(seen, l.ID)
			}
			if leaf = next; leaf == 0 {
				break
			}
		}
		if len(seen) != 7 || seen[0] != "decision-06" || seen[6] != "decision-00" {
			t.Errorf("listed: %v", seen)
		}
		lines, _, err := decision.Before(tx, tenant, 0, decision.Wanted{Outcome: finding.Refuse, Since: at(2), Until: at(4)}, 3)
		if err != nil || len(lines) != 1 || lines[0].ID != "decision-03" {
			t.Errorf("sifted: %+v %v", lines, err)
		}
		lines, next, err := decision.BeforeOf(tx, tenant, "A-1", 0, decision.Wanted{}, 2)
		if err != nil || len(lines) != 2 || lines[0].ID != "decision-05" || next == 0 {
			t.Errorf("of one: %+v %d %v", lines, next, err)
		}
		if lines, _, err = decision.Before(tx, "other", 0, decision.Wanted{}, 9); err != nil || len(lines) != 0 {
			t.Errorf("of another tenant: %+v %v", lines, err)
		}
		if _, err := decision.Exact(tx, tenant, "decision-0"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("by its start: %v", err)
		}
		_, err = decision.Exact(tx, tenant, "decision-01")
		return err
	})
}
