package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/book"
	"github.com/sekifuda/sekifuda/internal/store/record"
)

func bookRow(kind, id string, version int64) book.Row {
	return book.Row{ID: fmt.Sprintf("%s-%s-%d", kind, id, version), Kind: kind, ExternalID: id, Version: version, Content: fmt.Sprint("c", version),
		Source: "billing", From: at(1), To: at(9), Subject: kind + ":" + id, Sealed: []byte(id), At: at(int(version)), Tag: "tag", Commitment: "k",
		Refs: []book.Ref{{Kind: "contract", ID: "C-1", Field: "contract"}, {Kind: "contract", ID: "C-1", Field: "reseller"}},
		Keys: []book.Key{{What: "login", Blind: "b-" + id, PortTo: 65535}, {What: "net/4/32", Blind: fmt.Sprint("n", version), PortFrom: 100, PortTo: 200}}}
}

func putBook(t *testing.T, db *store.DB, who string, rows ...book.Row) {
	t.Helper()
	update(t, db, func(tx *store.Tx) error { return book.Put(tx, who, rows) })
}

func testBook(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	var many []book.Row
	for n := range 40 {
		many = append(many, bookRow("asset", fmt.Sprintf("S-%02d", n), 1))
	}
	putBook(t, db, tenant, many...)
	putBook(t, db, tenant, bookRow("asset", "S-07", 2), bookRow("lease", "S-07", 1))
	putBook(t, db, "other", bookRow("asset", "S-07", 1))
	view(t, db, func(tx *store.Tx) error {
		rows, err := book.Get(tx, tenant, "asset", "S-07")
		if len(rows) != 2 || rows[1].Version != 2 {
			t.Fatalf("%+v", rows)
		}
		ignored := cmpopts.IgnoreFields(book.Row{}, "Leaf", "Refs", "Keys", "Tag", "Commitment")
		if d := cmp.Diff(bookRow("asset", "S-07", 2), rows[1], ignored); d != "" {
			t.Error(d)
		}
		current, err2 := book.Current(tx, tenant, "asset", []string{"S-07", "S-08", "none"})
		if len(current) != 2 || current["S-07"].Version != 2 || current["S-08"].Content != "c1" {
			t.Errorf("current %+v", current)
		}
		page, err3 := book.List(tx, tenant, "asset", "S-05", 3)
		var ids []string
		for _, r := range page {
			ids = append(ids, fmt.Sprint(r.ExternalID, r.Version))
		}
		if d := cmp.Diff([]string{"S-061", "S-072", "S-081"}, ids); d != "" {
			t.Error(d)
		}
		if _, err := book.Get(tx, tenant, "lease", "S-08"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("of another kind: %v", err)
		}
		return errors.Join(err, err2, err3)
	})
	// Each version has a leaf that covers its row.
	view(t, db, func(tx *store.Tx) error {
		leaves, err := store.Leaves(tx, 0, 1000)
		rows := map[int64]string{}
		for _, l := range leaves {
			leaf, err := ledger.Parse(l.Body)
			if err != nil || leaf.Kind != ledger.KindRecords {
				t.Errorf("%+v %v", leaf, err)
			}
			rows[l.Seq] = leaf.ID + " " + leaf.Row
		}
		n := 0
		for c, err := range book.Covered(tx) {
			if err != nil {
				return err
			}
			n++
			if rows[c.Leaf] != c.ID+" "+c.Row {
				t.Errorf("%+v is not what its leaf says: %s", c, rows[c.Leaf])
			}
		}
		if n != 43 || len(leaves) != 43 {
			t.Errorf("%d rows covered, %d leaves", n, len(leaves))
		}
		return err
	})
	err := db.Tx(context.Background(), func(tx *store.Tx) error { return book.Put(tx, tenant, []book.Row{bookRow("asset", "S-07", 2)}) })
	if err == nil {
		t.Error("a version was put twice")
	}
}

func testBookFind(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	putBook(t, db, tenant, bookRow("asset", "S-1", 1), bookRow("account", "U-1", 1))
	putBook(t, db, tenant, bookRow("asset", "S-1", 2))
	putBook(t, db, "other", bookRow("asset", "S-9", 1))
	find := func(w book.When, keys ...book.Key) (out []string) {
		view(t, db, func(tx *store.Tx) error {
			rows, err := book.ByKey(tx, tenant, keys, w)
			for _, r := range rows {
				out = append(out, fmt.Sprint(r.Kind, " ", r.ExternalID, r.Version))
			}
			return err
		})
		return out
	}
	second := func(n int) book.When { i := at(n); return book.When{At: &i} }
	port := func(n int64) book.When { return book.When{Port: &n} }
	login, net1, net2 := book.Key{What: "login", Blind: "b-S-1"}, book.Key{What: "net/4/32", Blind: "n1"}, book.Key{What: "net/4/32", Blind: "n2"}
	for what, tc := range map[string]struct{ got, want []string }{
		"any":       {find(book.When{}, login), []string{"asset S-12"}},
		"from":      {find(second(1), login), []string{"asset S-12"}},
		"before":    {find(second(0), login), nil},
		"to":        {find(second(9), login), nil},
		"old keys":  {find(book.When{}, net1), []string{"account U-11"}},
		"port":      {find(port(100), net2), []string{"asset S-12"}},
		"port end":  {find(port(201), net2), nil},
		"any port":  {find(port(9), login), []string{"asset S-12"}},
		"both":      {find(book.When{}, net1, net2), []string{"account U-11", "asset S-12"}},
		"other key": {find(book.When{}, book.Key{What: "email", Blind: "b-S-1"}), nil},
		"of others": {find(book.When{}, book.Key{What: "login", Blind: "b-S-9"}), nil},
	} {
		if d := cmp.Diff(tc.want, tc.got); d != "" {
			t.Errorf("%s: %s", what, d)
		}
	}
	view(t, db, func(tx *store.Tx) error {
		rows, err := book.ByRef(tx, tenant, "contract", "C-1")
		if len(rows) != 2 || rows[0].ExternalID != "U-1" || rows[1].Version != 2 {
			t.Errorf("by reference: %+v", rows)
		}
		nets, err2 := book.Nets(tx, tenant)
		if d := cmp.Diff([]string{"net/4/32"}, nets); d != "" {
			t.Error(d)
		}
		return errors.Join(err, err2)
	})
	update(t, db, func(tx *store.Tx) error {
		_, _, err := record.PutApplication(tx, tenant, record.Application{ExternalID: "A-1", Input: "i", Sealed: []byte{}})
		return err
	})
	view(t, db, func(tx *store.Tx) error {
		missing, err := book.Missing(tx, tenant, []book.Ref{{Kind: "contract", ID: "C-2", Field: "x"}, {Kind: "asset", ID: "S-1"}, {Kind: "contract", ID: "C-1"},
			{Kind: "application", ID: "A-1"}, {Kind: "application", ID: "A-2"}, {Kind: "contract", ID: "C-2", Field: "y"}, {Kind: "asset", ID: "S-9"}})
		if got := fmt.Sprint(missing); got != "[{application A-2 } {asset S-9 } {contract C-1 } {contract C-2 x}]" {
			t.Errorf("missing %s", got)
		}
		return err
	})
}
