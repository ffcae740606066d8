package storetest

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/once"
	"github.com/sekifuda/sekifuda/internal/store/principal"
)

func key(tenant string, i int) principal.Row {
	return principal.Row{Tenant: tenant, ID: fmt.Sprintf("k%d", i), Kind: principal.KindKey, Name: []byte{1, 2, byte(i)},
		Scopes: []access.Scope{access.Examine, access.Match}, Hash: "h", Created: at(i), CreatedBy: "by", Expires: at(100)}
}

func testPrincipal(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	view(t, db, func(tx *store.Tx) error {
		if any, err := principal.Any(tx); any || err != nil {
			t.Errorf("an empty store has principals: %v %v", any, err)
		}
		if _, err := principal.ByID(tx, "k1"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("by id: %v", err)
		}
		return nil
	})
	var before, after int64
	update(t, db, func(tx *store.Tx) (err error) {
		before, err = principal.Version(tx)
		for i := 1; err == nil && i <= 3; i++ {
			err = principal.Add(tx, key("a", i), "tag")
		}
		return errors.Join(err, principal.Add(tx, key("b", 4), "tag"))
	})
	if err := db.Tx(t.Context(), func(tx *store.Tx) error { return principal.Add(tx, key("b", 1), "tag") }); err == nil {
		t.Error("two tenants have a principal of one id")
	}
	update(t, db, func(tx *store.Tx) error {
		if err := principal.Revoke(tx, "b", "k1", "", "tag", at(5)); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("another tenant's was revoked: %v", err)
		}
		return errors.Join(principal.Revoke(tx, "a", "k1", "boss", "tag", at(5)), principal.Revoke(tx, "a", "k1", "other", "tag", at(9)))
	})
	view(t, db, func(tx *store.Tx) (err error) {
		if after, err = principal.Version(tx); err != nil {
			return err
		}
		if any, err := principal.Any(tx); !any || err != nil {
			t.Errorf("none is there: %v %v", any, err)
		}
		got, err := principal.ByID(tx, "k1")
		want := key("a", 1)
		want.Revoked, want.RevokedBy = at(5), "boss"
		if d := cmp.Diff(want, got); d != "" || err != nil {
			t.Errorf("%v %s", err, d)
		}
		if _, err := principal.Get(tx, "b", "k1"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("another tenant sees it: %v", err)
		}
		list, err := principal.List(tx, "a", "k1", 1)
		if err != nil || len(list) != 1 || list[0].ID != "k2" {
			t.Errorf("list: %+v %v", list, err)
		}
		return err
	})
	if after-before != 5 {
		t.Errorf("version moved by %d with five changes", after-before)
	}
	coveredPrincipals(t, db)
}

// coveredPrincipals compares every row with the leaf that it names.
func coveredPrincipals(t *testing.T, db *store.DB) {
	view(t, db, func(tx *store.Tx) error {
		leaves, err := store.Leaves(tx, 0, 100)
		if err != nil {
			return err
		}
		rows := map[int64]string{}
		for _, l := range leaves {
			leaf, err := ledger.Parse(l.Body)
			if err != nil || leaf.Kind != ledger.KindAdmin {
				t.Errorf("leaf %s: %v", l.Body, err)
			}
			rows[l.Seq] = leaf.ID + leaf.Row
		}
		n := 0
		for c, err := range principal.Covered(tx) {
			if n++; err != nil || rows[c.Leaf] != c.ID+c.Row {
				t.Errorf("%+v is not what its leaf says: %v", c, err)
			}
		}
		for c, err := range principal.CoveredRevocations(tx) {
			if n++; err != nil || rows[c.Leaf] != c.ID+c.Row {
				t.Errorf("%+v is not what its leaf says: %v", c, err)
			}
		}
		if n != 5 || len(leaves) != 5 {
			t.Errorf("%d rows, %d leaves, want 5", n, len(leaves))
		}
		return nil
	})
}

func testOnce(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	r := once.Request{Tenant: "a", Key: "k", Body: "b", At: at(1)}
	claim := func(r once.Request, ref string) (taken string, err error) {
		txErr := db.Tx(t.Context(), func(tx *store.Tx) error {
			taken, err = once.Claim(tx, r, ref)
			return nil
		})
		return taken, errors.Join(txErr, err)
	}
	other, another := r, r
	other.Body, another.Tenant = "c", "b"
	for _, c := range []struct {
		r          once.Request
		ref, taken string
		err        error
	}{
		{r, "first", "", nil}, {r, "second", "first", nil}, {other, "third", "", once.ErrOther}, {another, "fourth", "", nil},
	} {
		if taken, err := claim(c.r, c.ref); taken != c.taken || !errors.Is(err, c.err) {
			t.Errorf("%s: taken by %q, %v; want %q, %v", c.ref, taken, err, c.taken, c.err)
		}
	}
	for i := range 5 {
		if _, err := claim(once.Request{Tenant: "a", Key: fmt.Sprint(i), Body: "b", At: at(10 + i)}, "x"); err != nil {
			t.Fatal(err)
		}
	}
	update(t, db, func(tx *store.Tx) error {
		if n, err := once.Forget(tx, at(12), 3); n != 3 || err != nil {
			t.Errorf("forgot %d, %v; want the first three", n, err)
		}
		if n, err := once.Forget(tx, at(12), 3); n != 1 || err != nil {
			t.Errorf("forgot %d more, %v; want one", n, err)
		}
		return nil
	})
	if n := count(t, db, "once"); n != 3 {
		t.Errorf("%d are kept, want 3", n)
	}
	if taken, err := claim(r, "again"); taken != "" || err != nil {
		t.Errorf("a forgotten key is taken by %q, %v", taken, err)
	}
}
