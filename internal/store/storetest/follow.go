package storetest

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/book"
	"github.com/sekifuda/sekifuda/internal/store/follow"
	"github.com/sekifuda/sekifuda/internal/store/record"
)

// testFollow: whoever holds the store in memory reads all of a tenant, with its
// keys, and by the leaves what came since.
func testFollow(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	var rows []book.Row
	for n := range 1100 { // more than two pages
		rows = append(rows, bookRow("asset", fmt.Sprintf("S-%04d", n), 1))
	}
	putBook(t, db, tenant, rows...)
	putBook(t, db, "other", bookRow("asset", "S-0001", 1))
	update(t, db, func(tx *store.Tx) error {
		var errs []error
		for n := range 1100 {
			id := fmt.Sprintf("A-%04d", n)
			_, _, err := record.PutApplication(tx, tenant, record.Application{ExternalID: id, Input: "i", Subject: "application:" + id, Sealed: []byte(id), At: at(1)})
			errs = append(errs, err)
		}
		_, _, err := record.PutApplication(tx, tenant, record.Application{ExternalID: "A-0007", Input: "j", Subject: "application:A-0007", Sealed: []byte("x"), At: at(2)})
		_, err2 := record.Keys(tx).Keep(tenant, "application:A-0007", []byte("wrapped"))
		_, err3 := record.Keys(tx).Keep(tenant, "asset:S-0007", []byte("wrapped too"))
		return errors.Join(append(errs, err, err2, err3)...)
	})
	var last int64
	view(t, db, func(tx *store.Tx) error {
		seen := map[string]string{}
		for r, err := range follow.Records(tx, tenant) {
			if err != nil {
				return err
			}
			seen[r.ExternalID] = string(r.Wrapped) + "/" + string(r.Sealed)
		}
		if len(seen) != 1100 || seen["S-0007"] != "wrapped too/S-0007" || seen["S-0008"] != "/S-0008" {
			t.Errorf("%d records, %q %q", len(seen), seen["S-0007"], seen["S-0008"])
		}
		var versions []string
		n := 0
		for a, err := range follow.Applications(tx, tenant) {
			if err != nil {
				return err
			}
			if n++; a.ExternalID == "A-0007" {
				versions = append(versions, fmt.Sprint(a.Version, a.Input, string(a.Wrapped)))
			}
		}
		if d := cmp.Diff([]string{"1iwrapped", "2jwrapped"}, versions); d != "" || n != 1101 {
			t.Errorf("%d applications: %s", n, d)
		}
		some, err := follow.ApplicationsByIDs(tx, tenant, []string{"A-0007", "none"})
		if err != nil || len(some) != 2 || some[1].Version != 2 {
			t.Errorf("%+v %v", some, err)
		}
		last, err = follow.Last(tx)
		return err
	})
	putBook(t, db, "other", bookRow("asset", "S-0002", 1))
	putBook(t, db, tenant, bookRow("asset", "S-0003", 2))
	view(t, db, func(tx *store.Tx) error {
		leaves, err := follow.Leaves(tx, last, 0, 10)
		if err != nil || len(leaves) != 2 || leaves[1].Kind != "records" || leaves[1].ID != "asset-S-0003-2" || leaves[1].Tag != "tag" {
			t.Errorf("%+v %v", leaves, err)
		}
		before, err2 := follow.Leaves(tx, 0, last, 10_000)
		if len(before) != 1101 || !slices.IsSortedFunc(before, func(a, b follow.Leaf) int { return int(a.Seq - b.Seq) }) {
			t.Errorf("%d leaves before", len(before))
		}
		rows, err3 := follow.RecordsByIDs(tx, tenant, []string{"asset-S-0003-2", "none"})
		if len(rows) != 1 || rows[0].Version != 2 {
			t.Errorf("%+v", rows)
		}
		of, err4 := follow.ApplicationsOf(tx, tenant, []string{"none"})
		cases, err5 := follow.Saying(tx, tenant, []string{"none"})
		if of != nil || cases != nil {
			t.Errorf("%v %v", of, cases)
		}
		return errors.Join(err, err2, err3, err4, err5)
	})
}
