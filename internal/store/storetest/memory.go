package storetest

import (
	"errors"
	"fmt"
	"sort"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/record"
)

func testProof(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	proof := record.Proof{ID: "p1", Application: "A-1", By: "x", Second: "y", Subject: "s", Reason: []byte("sealed"), At: at(1), Tag: "tag", Commitment: "c"}
	try := func(fn func(tx *store.Tx) error) error { return db.Tx(t.Context(), fn) }
	prove := func(p record.Proof) error {
		return try(func(tx *store.Tx) error { _, err := record.ProveFalse(tx, tenant, p); return err })
	}
	if err := prove(proof); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("unknown application: %v", err)
	}
	update(t, db, func(tx *store.Tx) error {
		_, _, err := record.PutApplication(tx, tenant, record.Application{ExternalID: "A-1", Input: "a", Sealed: []byte{}})
		return err
	})
	for _, second := range []string{"", "x"} {
		alone := proof
		alone.Second = second
		if err := prove(alone); !errors.Is(err, record.ErrTwoPeople) {
			t.Errorf("second person %q: %v", second, err)
		}
	}
	if err := prove(proof); err != nil {
		t.Fatal(err)
	}
	if err := prove(proof); err == nil {
		t.Error("one id proved twice")
	}
	withdraw := func(id string) error {
		return try(func(tx *store.Tx) error {
			_, err := record.Withdraw(tx, tenant, record.Withdrawal{ID: id, By: "z", Reason: []byte("r"), At: at(2), Tag: "tag"})
			return err
		})
	}
	view(t, db, func(tx *store.Tx) error {
		active, err := activeProofs(tx)
		if err != nil || len(active) != 1 || string(active[0].Reason) != "sealed" || active[0].Withdrawn != 0 {
			t.Errorf("active: %+v %v", active, err)
		}
		return nil
	})
	if err := withdraw("none"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("withdraw unknown: %v", err)
	}
	if err := withdraw("p1"); err != nil {
		t.Fatal(err)
	}
	if err := withdraw("p1"); !errors.Is(err, record.ErrWithdrawn) {
		t.Errorf("withdrawn twice: %v", err)
	}
	view(t, db, func(tx *store.Tx) error {
		active, err := activeProofs(tx)
		if err != nil || len(active) != 0 {
			t.Errorf("active after withdrawal: %+v %v", active, err)
		}
		all, err := record.Proofs(tx, tenant, "A-1", 0, 10)
		position, err2 := record.Position(tx, tenant)
		if err != nil || err2 != nil || len(all) != 1 || all[0].Withdrawn != position || all[0].Proved >= position {
			t.Errorf("all: %+v, position %d, %v %v", all, position, err, err2)
		}
		leaves, err := store.Leaves(tx, 0, 10)
		if err != nil || len(leaves) != 2 {
			t.Fatalf("leaves: %v %v", leaves, err)
		}
		l, err := ledger.Parse(leaves[1].Body)
		if err != nil || l.Kind != ledger.KindWithdrawal || l.ID != "p1" || l.Tenant != "tag" {
			t.Errorf("leaf: %+v %v", l, err)
		}
		return nil
	})
}

// testMemory tells the story that the rules are about.
func testMemory(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	m := &memory{db: db, tenant: tenant}
	m.put(t, "impostor", phone("1"), mail("m"), stolen("register", "seat"))
	m.put(t, "owner", stolen("register", "seat"))
	m.put(t, "sibling", phone("1"), mail("s"))
	m.put(t, "cousin", mail("s"))
	before := m.now(t)
	if got := m.shares(t, "x", before, phone("1")); len(got) != 0 {
		t.Errorf("shares before any proof: %v", got)
	}
	proof := m.prove(t, "impostor", false)
	after := m.now(t)
	for _, c := range []struct {
		name  string
		asOf  record.AsOf
		who   string
		attrs []record.Attribute
		want  []string
	}{
		{"direct", after, "new", []record.Attribute{phone("1")}, []string{proof + " phone 1 true"}},
		{"two things", after, "new", []record.Attribute{mail("m"), phone("1")}, []string{proof + " mail 1 true", proof + " phone 1 true"}},
		{"through one other", after, "cousin", []record.Attribute{mail("s")}, []string{proof + " mail 2 true via sibling"}},
		{"three hops are none", after, "far", []record.Attribute{mail("c")}, nil},
		{"the victim's own seat", after, "owner", []record.Attribute{{Kind: "register", Blind: "seat"}}, nil},
		{"the victim's number, claimed", after, "new", []record.Attribute{stolen("phone", "1")}, nil},
		{"another kind", after, "new", []record.Attribute{{Kind: "mail", Blind: "1"}}, nil},
		{"itself", after, "impostor", []record.Attribute{phone("1")}, nil},
		{"as of before", before, "new", []record.Attribute{phone("1")}, nil},
	} {
		if got := m.shares(t, c.who, c.asOf, c.attrs...); !cmp.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	m.withdraw(t, proof)
	if got := m.shares(t, "new", m.now(t), phone("1")); len(got) != 0 {
		t.Errorf("after the withdrawal: %v", got)
	}
	if got := m.shares(t, "new", after, phone("1")); len(got) != 1 {
		t.Errorf("as of before the withdrawal: %v", got)
	}
	provisional := m.prove(t, "impostor", true)
	if got := m.shares(t, "new", m.now(t), phone("1")); !cmp.Equal(got, []string{provisional + " phone 1 false"}) {
		t.Errorf("provisional: %v", got)
	}
}

func phone(v string) record.Attribute { return record.Attribute{Kind: "phone", Blind: v} }
func mail(v string) record.Attribute  { return record.Attribute{Kind: "mail", Blind: v} }
func stolen(kind, v string) record.Attribute {
	return record.Attribute{Kind: kind, Blind: v, Impersonated: true}
}

// testAttributes: what was brought is told the same before, while and after it
// is moved to where it is looked for.
func testAttributes(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	m := &memory{db: db, tenant: tenant}
	told := func(when string, want ...record.Attribute) {
		t.Helper()
		view(t, db, func(tx *store.Tx) error {
			got, err := record.Attributes(tx, tenant, "A-1")
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%s: %s", when, d)
			}
			return err
		})
	}
	m.put(t, "A-1", phone("2"), phone("1"), phone("2"))
	told("packed", phone("1"), phone("2"))
	m.put(t, "A-1", stolen("phone", "1"), mail("m"))
	told("packed twice", mail("m"), stolen("phone", "1"), phone("2"))
	m.put(t, "A-1", phone("1"))
	told("a mark stays", mail("m"), stolen("phone", "1"), phone("2"))
	if err := record.Unpack(t.Context(), db, tenant); err != nil {
		t.Fatal(err)
	}
	told("moved", mail("m"), stolen("phone", "1"), phone("2"))
	m.put(t, "A-1", phone("1"), phone("3"))
	told("both", mail("m"), stolen("phone", "1"), phone("2"), phone("3"))
	m.mark(t, "A-1", phone("1"))
	told("mark taken off", mail("m"), phone("1"), phone("2"), phone("3"))
	m.prove(t, "A-1", true)
	told("proved", mail("m"), phone("1"), phone("2"), phone("3"))
	m.put(t, "A-1", stolen("phone", "3"), phone("3"), phone("4"))
	told("after", mail("m"), phone("1"), phone("2"), stolen("phone", "3"), phone("4"))
	m.put(t, "A-1", phone("3"))
	told("examined once more", mail("m"), phone("1"), phone("2"), stolen("phone", "3"), phone("4"))
	for _, bad := range []record.Attribute{{}, {Kind: "a b", Blind: "x"}, {Kind: "a", Blind: "x\n"}, {Kind: "a"}} {
		if err := db.Tx(t.Context(), func(tx *store.Tx) error {
			return record.PutAttributes(tx, tenant, "A-1", []record.Attribute{bad})
		}); !errors.Is(err, record.ErrAttribute) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}

// testShares compares the rings in the store with a model that looks at
// everything, over random histories and random moments in them.
func testShares(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	example := 0
	rapid.Check(t, func(rt *rapid.T) {
		example++
		m := &memory{db: db, tenant: fmt.Sprint("tenant", example)}
		apps := rapid.SampledFrom([]string{"a", "b", "c", "d", "e"})
		attribute := rapid.Custom(func(t *rapid.T) record.Attribute {
			return record.Attribute{Kind: rapid.SampledFrom([]string{"k", "l"}).Draw(t, "kind"),
				Blind: rapid.SampledFrom([]string{"1", "2", "3", "4", "5"}).Draw(t, "blind"), Impersonated: rapid.IntRange(0, 5).Draw(t, "stolen") == 0}
		})
		moments := []record.AsOf{{}}
		for range rapid.IntRange(1, 24).Draw(rt, "steps") {
			switch rapid.IntRange(0, 8).Draw(rt, "step") {
			case 0, 1, 2:
				m.put(rt, apps.Draw(rt, "app"), rapid.SliceOfN(attribute, 1, 3).Draw(rt, "attributes")...)
			case 3, 4:
				m.prove(rt, apps.Draw(rt, "app"), rapid.Bool().Draw(rt, "provisional"))
			case 5:
				if len(m.proofs) > 0 {
					m.withdraw(rt, rapid.SampledFrom(m.proofs).Draw(rt, "proof").ID)
				}
			case 6:
				if err := record.Unpack(t.Context(), db, m.tenant); err != nil {
					rt.Fatal(err)
				}
			case 7:
				m.mark(rt, apps.Draw(rt, "app"), attribute.Draw(rt, "attribute"))
			case 8:
				moments = append(moments, m.tick(rt))
			}
		}
		moments = append(moments, m.now(rt))
		for range 6 { // questions are cheap, histories are not
			ask := rapid.SliceOfN(attribute, 1, 2).Draw(rt, "ask")
			who := apps.Draw(rt, "asker")
			asOf := rapid.SampledFrom(moments).Draw(rt, "moment")
			if d := cmp.Diff(m.expect(who, asOf, ask), sorted(m.shares(rt, who, asOf, ask...))); d != "" {
				rt.Fatalf("%s asks %v as of %v: %s", who, ask, asOf, d)
			}
		}
	})
}

func sorted(s []string) []string {
	sort.Strings(s)
	var out []string
	for i, v := range s {
		if i == 0 || v != s[i-1] {
			out = append(out, v)
		}
	}
	return out
}

func activeProofs(tx *store.Tx) (out []record.Proof, err error) {
	all, err := record.Proofs(tx, tenant, "", 0, 100)
	for _, p := range all {
		if p.Withdrawn == 0 {
			out = append(out, p)
		}
	}
	return out, err
}
