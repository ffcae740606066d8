package storetest

import (
	"context"
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/decision"
	"github.com/sekifuda/sekifuda/internal/store/record"
	"github.com/sekifuda/sekifuda/internal/store/resolution"
)

func entry(id, kind, about string) resolution.Entry {
	return resolution.Entry{ID: id, Kind: kind, About: about, Body: `{"a":1}`, Subject: "s", Sealed: []byte(id), At: at(1), Tag: "tag", Commitment: "k"}
}

func testResolution(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	for _, e := range []resolution.Entry{entry("j1", "same", ""), entry("j2", "different", ""), entry("w1", "withdrawn", "j1"), {ID: "m1", Kind: "merge", Body: "{}", At: at(2)}} {
		update(t, db, func(tx *store.Tx) error { return resolution.Add(tx, tenant, e) })
	}
	update(t, db, func(tx *store.Tx) error { return resolution.Add(tx, "other", entry("j1", "same", "")) })
	err := db.Tx(context.Background(), func(tx *store.Tx) error { return resolution.Add(tx, tenant, entry("w2", "withdrawn", "j1")) })
	if !errors.Is(err, resolution.ErrWithdrawn) {
		t.Errorf("withdrawn twice: %v", err)
	}
	view(t, db, func(tx *store.Tx) error {
		got, err := resolution.Get(tx, tenant, "j2")
		if d := cmp.Diff(entry("j2", "different", ""), got, cmpopts.IgnoreFields(got, "Leaf", "Tag", "Commitment")); d != "" {
			t.Error(d)
		}
		if _, err := resolution.Get(tx, tenant, "none"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("none: %v", err)
		}
		ids := func(all []resolution.Entry, err error) (out string) {
			for _, e := range all {
				out += e.ID + " "
			}
			return fmt.Sprint(out, err)
		}
		if got := ids(resolution.Standing(tx, tenant, math.MaxInt64)); got != "j2 <nil>" {
			t.Errorf("standing: %s", got)
		}
		if got := ids(resolution.Standing(tx, "other", math.MaxInt64)); got != "j1 <nil>" {
			t.Errorf("standing of another: %s", got)
		}
		if got := ids(resolution.List(tx, tenant, got.Leaf, 1)); got != "w1 <nil>" {
			t.Errorf("list: %s", got)
		}
		if got := ids(resolution.Standing(tx, tenant, 100)); got != " <nil>" && got != "<nil>" {
			t.Errorf("standing before anything has a place: %s", got)
		}
		covered, sealed := map[int64]string{}, 0
		for c, err := range resolution.Covered(tx) {
			if err != nil {
				return err
			}
			covered[c.Leaf] = c.ID + " " + c.Row
		}
		for s, err := range resolution.Sealed(tx) {
			if err != nil || s.Place != resolution.Place(s.ID) || string(s.Bytes) != s.ID {
				t.Errorf("%+v %v", s, err)
			}
			sealed++
		}
		leaves, err2 := store.Leaves(tx, 0, 100)
		for _, l := range leaves {
			leaf, err := ledger.Parse(l.Body)
			if err != nil || leaf.Kind != ledger.KindResolution || covered[l.Seq] != leaf.ID+" "+leaf.Row {
				t.Errorf("%+v %v is not %s", leaf, err, covered[l.Seq])
			}
		}
		if len(leaves) != 5 || len(covered) != 5 || sealed != 4 {
			t.Errorf("%d leaves, %d rows covered, %d sealed", len(leaves), len(covered), sealed)
		}
		return errors.Join(err, err2)
	})
}

func testResolutionMembers(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	member := func(id, role, birth, entity string, since int) resolution.Member {
		return resolution.Member{Ref: resolution.Ref{Kind: "application", ID: id, Role: role}, Birth: birth, Entity: entity, Since: at(since), Outcome: "different", Near: "[]"}
	}
	a, b, c := member("A-1", "applicant", "e1", "e1", 1), member("A-1", "contact", "e2", "e2", 1), member("A-2", "contact", "e3", "e3", 2)
	put := func(members, past []resolution.Member, until int) {
		update(t, db, func(tx *store.Tx) error { return resolution.Put(tx, tenant, members, past, at(until)) })
	}
	put([]resolution.Member{a, b, c}, nil, 0)
	update(t, db, func(tx *store.Tx) error { return resolution.Put(tx, "other", []resolution.Member{c}, nil, 0) })
	joined := member("A-2", "contact", "not given", "e2", 5)
	put([]resolution.Member{joined}, []resolution.Member{c}, 5)
	joined.Birth = "e3" // stays
	gone := a
	gone.Gone = at(7)
	put([]resolution.Member{gone}, nil, 0)
	view(t, db, func(tx *store.Tx) error {
		all, err := resolution.Members(tx, tenant, resolution.Ref{}, 10)
		if d := cmp.Diff([]resolution.Member{gone, b, joined}, all); d != "" {
			t.Error(d)
		}
		more, err2 := resolution.Members(tx, tenant, a.Ref, 1)
		if len(more) != 1 || more[0].Birth != "e2" {
			t.Errorf("after the first: %+v", more)
		}
		of, err3 := resolution.OfRecord(tx, tenant, "application", "A-1")
		in, err4 := resolution.OfEntity(tx, tenant, "e2")
		born, err5 := resolution.Born(tx, tenant, "e3")
		if len(of) != 2 || len(in) != 2 || in[1].ID != "A-2" || born.Entity != "e2" {
			t.Errorf("%+v %+v %+v", of, in, born)
		}
		if _, err := resolution.Born(tx, tenant, "e9"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("nobody's id: %v", err)
		}
		for when, want := range map[int]string{0: "", 2: "[application:A-2#contact] [application:A-1#contact]", 5: "[] [application:A-1#contact application:A-2#contact]"} {
			third, err := resolution.At(tx, tenant, "e3", at(when))
			second, err2 := resolution.At(tx, tenant, "e2", at(when))
			if got := fmt.Sprint(third, second); got != want && when > 0 || err != nil || err2 != nil {
				t.Errorf("at %d: %s, want %s (%v %v)", when, got, want, err, err2)
			}
		}
		first, err6 := resolution.At(tx, tenant, "e1", at(7))
		if len(first) != 0 {
			t.Errorf("what went is still there: %v", first)
		}
		was, err7 := resolution.EntityAt(tx, tenant, c.Ref, at(4))
		is, err8 := resolution.EntityAt(tx, tenant, c.Ref, at(5))
		if _, err := resolution.EntityAt(tx, tenant, c.Ref, at(1)); was != "e3" || is != "e2" || !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s, then %s; before: %v", was, is, err)
		}
		return errors.Join(err, err2, err3, err4, err5, err6, err7, err8)
	})
}

func testResolutionFeed(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	update(t, db, func(tx *store.Tx) error {
		if _, _, err := record.PutApplication(tx, tenant, record.Application{ExternalID: "A-1", Input: "i", Subject: "s", Sealed: []byte("x"), At: at(1)}); err != nil {
			return err
		}
		if _, err := decision.Save(tx, decision.Row{ID: "D", Tenant: tenant, Application: "A-1", Input: "i", Outcome: finding.Review, Tag: "tag", Sealed: []byte{}}); err != nil {
			return err
		}
		return resolution.Add(tx, tenant, entry("j1", "same", ""))
	})
	putBook(t, db, "other", bookRow("account", "U-1", 1))
	putBook(t, db, tenant, bookRow("account", "U-1", 1), bookRow("account", "U-1", 2))
	update(t, db, func(tx *store.Tx) error {
		_, err := record.ProveFalse(tx, tenant, record.Proof{ID: "P", Application: "A-1", Provisional: true, Reason: []byte{}, Tag: "tag"})
		return err
	})
	feed := func(from int64, limit int) (out string, next int64) {
		view(t, db, func(tx *store.Tx) error {
			news, after, err := resolution.Feed(tx, tenant, "tag", from, limit)
			for _, n := range news {
				out += fmt.Sprint(n.Position, n.Entry, n.Kind, n.ID, " ")
			}
			next = after
			return err
		})
		return out, next
	}
	if got, next := feed(0, 100); got != "" || next != 0 {
		t.Errorf("what has no place yet is told: %s %d", got, next)
	}
	update(t, db, func(tx *store.Tx) error {
		_, err := tx.Exec(`UPDATE leaf SET position = seq - 1`)
		return err
	})
	if got, next := feed(0, 2); got != "0applicationA-1 1j1 " || next != 2 {
		t.Errorf("%s, next %d", got, next)
	}
	if got, next := feed(2, 100); got != "2accountU-1 3accountU-1 4accountU-1 5applicationA-1 " && got != "3accountU-1 4accountU-1 5applicationA-1 " || next != 6 {
		t.Errorf("%s, next %d", got, next)
	}
	view(t, db, func(tx *store.Tx) error {
		found, err := resolution.Contents(tx, tenant, "account", []string{"U-1", "U-2"})
		apps, err2 := resolution.Contents(tx, tenant, "application", []string{"A-1"})
		if u, a := found["U-1"], apps["A-1"]; len(found) != 1 || u.Version != 2 || u.Place != "record:account-U-1-2" || a.Place != "application:i" || string(a.Sealed) != "x" {
			t.Errorf("%+v %+v", found, apps)
		}
		proved, err3 := resolution.Proved(tx, tenant, []string{"A-1", "A-2"})
		if d := cmp.Diff(map[string]bool{"A-1": true}, proved); d != "" {
			t.Error(d)
		}
		tenants, err4 := resolution.Tenants(tx)
		if d := cmp.Diff([]string{tenant, "other"}, tenants); d != "" {
			t.Error(d)
		}
		return errors.Join(err, err2, err3, err4)
	})
	from := resolution.State{}
	move := func(from, to resolution.State) error {
		return db.Tx(context.Background(), func(tx *store.Tx) error { return resolution.Move(tx, tenant, from, to) })
	}
	if err := move(from, resolution.State{Position: 6, Epoch: "e"}); err != nil {
		t.Fatal(err)
	}
	if err := move(from, resolution.State{Position: 9}); !errors.Is(err, resolution.ErrMoved) {
		t.Errorf("moved twice from one state: %v", err)
	}
	view(t, db, func(tx *store.Tx) error {
		s, err := resolution.Read(tx, tenant)
		if s != (resolution.State{Position: 6, Turn: 1, Epoch: "e"}) {
			t.Errorf("%+v", s)
		}
		return err
	})
	if err := move(resolution.State{Turn: 1}, resolution.State{Position: 7}); err != nil {
		t.Error(err)
	}
}
