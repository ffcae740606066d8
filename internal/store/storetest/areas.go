package storetest

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/record"
	"github.com/sekifuda/sekifuda/internal/store/source"
	"github.com/sekifuda/sekifuda/internal/vault"
)

const tenant = "default"

// at returns the i-th second of a fixed day.
func at(i int) entity.Instant { return entity.Instant(1_770_000_000_000_000 + int64(i)*1_000_000) }

func snapshot(name, digest, base string) source.Snapshot {
	return source.Snapshot{Source: name, Kind: "nta", Digest: digest, Base: base, Published: at(1), PublishedFrom: source.FromFile,
		Imported: at(2), Records: 5, Path: "snapshots/" + name + "/" + digest, Reader: "nta/1",
		Raw: []source.RawFile{{Name: "a.csv", SHA256: "00", Bytes: 7}}}
}

func testSource(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	s := snapshot("nta", "d1", "")
	update(t, db, func(tx *store.Tx) error {
		got, added, err := source.Add(tx, s)
		if err != nil || !added {
			t.Fatalf("add: %v %v", added, err)
		}
		want := s
		want.Seq = got.Seq
		if d := cmp.Diff(want, got); d != "" {
			t.Error(d)
		}
		// The same content published again is the same snapshot, only fresher.
		later := s
		later.Published, later.PublishedFrom = at(9), source.FromFlag
		got, added, err = source.Add(tx, later)
		if err != nil || added || got.Published != at(9) || got.PublishedFrom != source.FromFlag || got.Imported != at(2) {
			t.Errorf("added again: %+v %v %v", got, added, err)
		}
		got, _, err = source.Add(tx, s)
		if err != nil || got.Published != at(9) {
			t.Errorf("an older publication took the newer's place: %+v %v", got, err)
		}
		return nil
	})
	view(t, db, func(tx *store.Tx) error {
		if _, err := source.Get(tx, "nta", "nope"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("unknown digest: %v", err)
		}
		live, err := source.Live(tx)
		if err != nil || len(live) != 0 {
			t.Errorf("live before going live: %v %v", live, err)
		}
		return nil
	})
}

func testChain(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	other := snapshot("nta", "other", "")
	other.Kind = "ofac"
	update(t, db, func(tx *store.Tx) error {
		var errs []error
		for _, s := range []source.Snapshot{snapshot("nta", "d2", "d1"), snapshot("nta", "d1", ""), snapshot("nta", "d3", "d2"),
			snapshot("nta", "x", "gone"), other, snapshot("b", "d1", ""), snapshot("Z", "d1", "")} {
			_, _, err := source.Add(tx, s)
			errs = append(errs, err)
		}
		for _, name := range []string{"b", "Z"} {
			errs = append(errs, source.GoLive(tx, name, []string{"d1"}, at(3)))
		}
		errs = append(errs, source.GoLive(tx, "nta", []string{"d1"}, at(3)), source.GoLive(tx, "nta", []string{"d1", "d2", "d3"}, at(4)))
		return errors.Join(errs...)
	})
	for name, bad := range map[string]struct {
		chain []string
		want  error
	}{
		"empty":            {nil, source.ErrChain},
		"never added":      {[]string{"nope"}, store.ErrNotFound},
		"difference alone": {[]string{"d2"}, source.ErrChain},
		"gap":              {[]string{"d1", "d3"}, source.ErrChain},
		"other base":       {[]string{"d1", "x"}, source.ErrChain},
		"other kind":       {[]string{"d1", "other"}, source.ErrChain},
	} {
		if err := db.Tx(t.Context(), func(tx *store.Tx) error { return source.GoLive(tx, "nta", bad.chain, at(5)) }); !errors.Is(err, bad.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	view(t, db, func(tx *store.Tx) error {
		live, err := source.Live(tx)
		if err != nil {
			return err
		}
		var got []string
		for _, c := range live {
			got = append(got, fmt.Sprint(c.Ref()))
		}
		if d := cmp.Diff([]string{"{Z [d1]}", "{b [d1]}", "{nta [d1 d2 d3]}"}, got); d != "" {
			t.Error(d)
		}
		c, err := source.LiveOf(tx, "nta")
		if err != nil || c.Published() != at(1) {
			t.Errorf("live of nta: %+v %v", c, err)
		}
		if _, err := source.LiveOf(tx, "none"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("live of none: %v", err)
		}
		all, err := source.List(tx, "")
		if err != nil || len(all) != 7 || all[0].Source != "Z" {
			t.Errorf("list: %v %v", all, err)
		}
		one, err := source.List(tx, "nta")
		if err != nil || len(one) != 5 || one[0].Digest != "d2" || !one[0].Live || one[3].Live {
			t.Errorf("list nta: %+v %v", one, err)
		}
		return nil
	})
}

func testApplication(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	for i, step := range []struct {
		input   string
		version int64
		added   bool
	}{{"a", 1, true}, {"a", 1, false}, {"b", 2, true}, {"b", 2, false}, {"a", 3, true}} {
		update(t, db, func(tx *store.Tx) error {
			v, added, err := record.PutApplication(tx, tenant, record.Application{ExternalID: "A-1", Input: step.input, Subject: "s", Sealed: []byte{byte(i)}, At: at(i)})
			if v != step.version || added != step.added {
				t.Errorf("step %d: version %d, added %v", i, v, added)
			}
			return err
		})
	}
	view(t, db, func(tx *store.Tx) error {
		a, err := record.GetApplication(tx, tenant, "A-1")
		want := record.Application{ExternalID: "A-1", Version: 3, Input: "a", Subject: "s", Sealed: []byte{4}, At: at(4)}
		if d := cmp.Diff(want, a); d != "" || err != nil {
			t.Errorf("current: %v %s", err, d)
		}
		a, err = record.GetApplicationInput(tx, tenant, "A-1", "b")
		if err != nil || a.Version != 2 {
			t.Errorf("by input: %+v %v", a, err)
		}
		if _, err := record.GetApplication(tx, tenant, "A-2"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("unknown: %v", err)
		}
		return nil
	})
}

func testKeys(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	v := newVault(t)
	subject := vault.Subject("application", "A-1")
	var sealed []byte
	update(t, db, func(tx *store.Tx) error {
		if _, err := v.Load(record.Keys(tx), tenant, subject); !errors.Is(err, vault.ErrNoKey) {
			t.Errorf("before any: %v", err)
		}
		k, err := v.Obtain(record.Keys(tx), tenant, subject)
		if err == nil {
			sealed = k.Seal("here", []byte("secret"))
		}
		return err
	})
	update(t, db, func(tx *store.Tx) error {
		k, err := v.Obtain(record.Keys(tx), tenant, subject)
		if err != nil {
			return err
		}
		if got, err := k.Open("here", sealed); err != nil || string(got) != "secret" {
			t.Errorf("opened %q, %v", got, err)
		}
		return record.DestroyKey(tx, tenant, subject, at(1))
	})
	update(t, db, func(tx *store.Tx) error {
		if _, err := v.Load(record.Keys(tx), tenant, subject); !errors.Is(err, vault.ErrShredded) {
			t.Errorf("load after destroying: %v", err)
		}
		if _, err := v.Obtain(record.Keys(tx), tenant, subject); !errors.Is(err, vault.ErrShredded) {
			t.Errorf("a destroyed key was made anew: %v", err)
		}
		if err := record.DestroyKey(tx, tenant, "application:none", at(1)); !errors.Is(err, vault.ErrNoKey) {
			t.Errorf("destroy what is not there: %v", err)
		}
		return record.DestroyKey(tx, tenant, subject, at(2))
	})
}

func testEvidence(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	for _, id := range []string{"e2", "e1", "e1", "e3"} {
		application := "A-1"
		if id == "e3" {
			application = "A-2"
		}
		update(t, db, func(tx *store.Tx) error {
			return record.AddEvidence(tx, tenant, record.Evidence{ID: id, Application: application, Subject: "s", Sealed: []byte(id), At: at(1), Tag: "tag", Commitment: "c"})
		})
	}
	view(t, db, func(tx *store.Tx) error {
		all, err := record.EvidenceOf(tx, tenant, []string{"A-0", "A-1", "A-2", "A-1"})
		if got := all["A-1"]; err != nil || len(all) != 2 || len(got) != 2 || got[0].ID != "e1" || string(got[1].Sealed) != "e2" {
			t.Errorf("evidence: %+v %v", all, err)
		}
		return err
	})
	if n := count(t, db, "leaf"); n != 3 {
		t.Errorf("%d leaves for 3 pieces of evidence", n)
	}
}
