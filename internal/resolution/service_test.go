package resolution

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/sekifuda/sekifuda/internal/canon"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/resolve"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/book"
	"github.com/sekifuda/sekifuda/internal/store/decision"
	kept "github.com/sekifuda/sekifuda/internal/store/record"
	stored "github.com/sekifuda/sekifuda/internal/store/resolution"
	"github.com/sekifuda/sekifuda/internal/store/storetest"
	"github.com/sekifuda/sekifuda/internal/vault"
)

const tenant = "default"

type desk struct {
	*Service
	t     *testing.T
	clock entity.Instant
}

func newDesk(t *testing.T, db *store.DB) *desk {
	t.Helper()
	v, err := vault.OpenKeyFile(filepath.Join(t.TempDir(), "key"), true)
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{t: t, clock: 1_770_000_000_000_000}
	d.Service = &Service{DB: db, Vault: v, Holder: "one", NewID: newID, Clock: func() entity.Instant { d.clock += 1_000_000; return d.clock }}
	return d
}

func newID() (string, error) { id, err := uuid.NewV7(); return id.String(), err }

func (d *desk) tx(fn func(*store.Tx) error) {
	d.t.Helper()
	if err := d.DB.Tx(context.Background(), fn); err != nil {
		d.t.Fatal(err)
	}
}

// apply stores an application with its decision, as the gate does.
func (d *desk) apply(tenant string, a record.Application) {
	d.t.Helper()
	text, err := canon.Marshal(a)
	if err != nil {
		d.t.Fatal(err)
	}
	input := canon.Sum(text)
	d.tx(func(tx *store.Tx) error {
		key, err := d.Vault.Obtain(kept.Keys(tx), tenant, vault.Subject("application", a.ExternalID))
		if err != nil {
			return err
		}
		id := canon.Sum([]byte(tenant + a.ExternalID + input))[:26]
		_, _, err = kept.PutApplication(tx, tenant, kept.Application{ExternalID: a.ExternalID, Input: input, Subject: key.Subject(), Sealed: key.Seal(kept.PlaceApplication+input, text)})
		_, err2 := decision.Save(tx, decision.Row{ID: id, Tenant: tenant, Application: a.ExternalID, Input: input, Outcome: finding.Review, Tag: d.Vault.TenantTag(tenant), Sealed: []byte{}})
		err3 := kept.PutAttributes(tx, tenant, a.ExternalID, []kept.Attribute{{Kind: "email", Blind: d.Vault.Blind(tenant, "email", a.Contact.Email)}})
		return errors.Join(err, err2, err3)
	})
}

// catchUp gives what was stored its places, and takes it in.
func (d *desk) catchUp(tenant string) {
	d.t.Helper()
	d.sequence()
	if err := d.CatchUp(context.Background(), tenant); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) sequence() {
	d.t.Helper()
	d.tx(func(tx *store.Tx) error {
		_, err := tx.Exec(`UPDATE leaf SET position = seq - 1 WHERE position IS NULL`)
		return err
	})
}

func person(id, name, born, phone, email string) record.Application {
	return record.Application{ExternalID: id, Contact: record.Human{Name: name, BirthDate: born, Phone: phone, Email: email}}
}

var (
	first  = person("A-1", "Haruka Minazuki", "1981-04-05", "03-1234-5678", "haruka@example.com")
	second = person("A-2", "Haruka Minazuki", "1981-04-05", "03-1234-5678", "minazuki@example.com")
	third  = person("A-3", "Tomas Eichwald", "1969-12-01", "03-9999-0000", "tomas@example.org")
)

func contactOf(id string) Ref { return Ref{Kind: "application", ID: id, Role: "contact"} }

// entities lists who is together, and the events so far.
func (d *desk) entities(tenant string) string {
	d.t.Helper()
	var out []string
	by := map[string][]string{}
	d.tx(func(tx *store.Tx) error {
		all, err := stored.Members(tx, tenant, Ref{}, 1000)
		for _, m := range all {
			if m.Gone == 0 {
				by[m.Entity] = append(by[m.Entity], m.Ref.String())
			}
		}
		return err
	})
	for _, refs := range by {
		out = append(out, strings.Join(refs, " "))
	}
	slices.Sort(out)
	return strings.Join(out, " | ")
}

func (d *desk) events() (all []Event) {
	d.t.Helper()
	all, err := d.Events(context.Background(), tenant, 0, 100)
	if err != nil {
		d.t.Fatal(err)
	}
	return all
}

func (d *desk) idOf(id string) string {
	d.t.Helper()
	of, err := d.Record(context.Background(), tenant, "application", id)
	if err != nil || len(of) != 1 {
		d.t.Fatalf("%s: %+v %v", id, of, err)
	}
	return of[0].ID
}

func TestArrivalMergeUndoAndBack(t *testing.T) {
	d := newDesk(t, storetest.SQLite(t, store.Options{}))
	ctx := context.Background()
	d.apply(tenant, first)
	d.apply(tenant, third)
	d.catchUp(tenant)
	own, before := d.idOf("A-1"), d.clock
	d.apply(tenant, second)
	d.catchUp(tenant)
	want := "application:A-1#contact application:A-2#contact | application:A-3#contact"
	if got := d.entities(tenant); got != want {
		t.Fatalf("%s, want %s", got, want)
	}
	e, err := d.Entity(ctx, tenant, own)
	if err != nil || e.ID != own || len(e.Members) != 2 || e.Members[1].Outcome != resolve.Same || *e.Members[1].With != contactOf("A-1") {
		t.Fatalf("%+v %v", e, err)
	}
	sum := int32(0)
	for _, l := range e.Members[1].Why.Lines {
		sum += l.Weight
	}
	if sum != e.Members[1].Why.Score || len(e.Members[1].Why.Lines) < 4 {
		t.Errorf("%+v", e.Members[1].Why)
	}
	all := d.events()
	if len(all) != 1 || all[0].Kind != "merge" || !strings.Contains(string(all[0].Body), `"reason":"arrived"`) {
		t.Fatalf("%+v", all)
	}
	var c change
	if err := json.Unmarshal(all[0].Body, &c); err != nil || c.Entity != own || c.By != "application:A-2#contact" {
		t.Fatalf("%+v %v", c, err)
	}
	led, err := d.Entity(ctx, tenant, c.Others[0].Entity)
	if err != nil || led.ID != own || led.From != c.Others[0].Entity {
		t.Errorf("the other id leads to %+v %v", led, err)
	}
	if refs, err := d.EntityAt(ctx, tenant, own, before); err != nil || len(refs) != 1 {
		t.Errorf("before the merge: %v %v", refs, err)
	}

	made, err := d.Undo(ctx, tenant, all[0].ID, "father and daughter", "clerk", 5)
	if err != nil || len(made) != 1 {
		t.Fatal(made, err)
	}
	if _, err := d.Undo(ctx, tenant, all[0].ID, "again", "clerk", 6); !errors.Is(err, ErrUndone) {
		t.Errorf("undone twice: %v", err)
	}
	d.catchUp(tenant)
	if got := d.entities(tenant); strings.Contains(got, want[:40]) || d.idOf("A-1") != own || d.idOf("A-2") != c.Others[0].Entity {
		t.Errorf("after the undoing: %s", got)
	}
	err = d.Judge(ctx, tenant, Judgement{ID: "j2", Verdict: SameOnes, A: contactOf("A-2"), B: contactOf("A-1"), Reason: "r", By: "other"}, nil)
	if !errors.Is(err, ErrClash) || !strings.Contains(err.Error(), made[0]) {
		t.Errorf("a clash: %v", err)
	}
	if err := d.Withdraw(ctx, tenant, "w1", made[0], "it was one after all", "clerk", 7); err != nil {
		t.Fatal(err)
	}
	if err := d.Withdraw(ctx, tenant, "w2", made[0], "again", "clerk", 8); !errors.Is(err, stored.ErrWithdrawn) {
		t.Errorf("withdrawn twice: %v", err)
	}
	d.catchUp(tenant)
	if got := d.entities(tenant); got != want || d.idOf("A-2") != own {
		t.Errorf("after the withdrawal: %s", got)
	}
	var told []string
	for _, e := range d.events() {
		told = append(told, e.Kind+" "+e.Reason)
	}
	if diff := cmp.Diff([]string{"merge ", "different father and daughter", "split ", "withdrawn it was one after all", "merge "}, told); diff != "" {
		t.Error(diff)
	}
	d.restart(want)
}

// restart has another process take over: nothing changes, nothing happens again.
func (d *desk) restart(want string) {
	d.t.Helper()
	n := len(d.events())
	other := *d
	other.Service = &Service{DB: d.DB, Vault: d.Vault, Holder: "two", NewID: d.NewID, Clock: d.Clock}
	other.catchUp(tenant)
	if got := other.entities(tenant); got != want || len(d.events()) != n {
		d.t.Errorf("another process: %s, %d events more", got, len(d.events())-n)
	}
	other.apply(tenant, person("A-9", "Nobody Else", "1950-01-01", "", "else@example.net"))
	other.catchUp(tenant)
	d.catchUp(tenant) // what this one has in memory is behind
	other.catchUp(tenant)
}

func TestWhoSaysSomethingElseOrNothing(t *testing.T) {
	d := newDesk(t, storetest.SQLite(t, store.Options{}))
	d.apply(tenant, first)
	d.apply(tenant, second)
	d.catchUp(tenant)
	id, former := d.idOf("A-2"), d.idOf("A-1")
	if id != former {
		t.Fatal("not merged")
	}
	d.apply(tenant, person("A-1", "Tomas Eichwald", "1969-12-01", "03-9999-0000", "tomas@example.org")) // it was somebody else's
	d.catchUp(tenant)
	if d.idOf("A-1") != former || d.idOf("A-2") == former {
		t.Errorf("the oldest record keeps the id: %s and %s, it was %s", d.idOf("A-1"), d.idOf("A-2"), former)
	}
	d.apply(tenant, third)
	d.catchUp(tenant)
	d.apply(tenant, record.Application{ExternalID: "A-1"}) // nobody is named any more
	d.catchUp(tenant)
	e, err := d.Entity(t.Context(), tenant, former)
	if err != nil || e.ID == former || e.Members[0].ID != "A-3" {
		t.Errorf("the id of what went leads to %+v %v", e, err)
	}
	d.restart("application:A-2#contact | application:A-3#contact")
}

func TestVictimsAreNoEvidence(t *testing.T) {
	d := newDesk(t, storetest.SQLite(t, store.Options{}))
	d.apply(tenant, first)
	d.apply(tenant, second)
	d.catchUp(tenant)
	d.tx(func(tx *store.Tx) error {
		_, err := kept.ProveFalse(tx, tenant, kept.Proof{ID: "P-1", Application: "A-2", Provisional: true, Reason: []byte{}, Tag: d.Vault.TenantTag(tenant)})
		return errors.Join(err, kept.SetMark(tx, tenant, "A-2", kept.Attribute{Kind: "email", Blind: d.Vault.Blind(tenant, "email", "minazuki@example.com"), Impersonated: true}))
	})
	d.catchUp(tenant)
	if got := d.entities(tenant); got != "application:A-1#contact | application:A-2#contact" {
		t.Errorf("a stolen name and birth date still tie: %s", got)
	}
	d.tx(func(tx *store.Tx) error {
		_, err := kept.Withdraw(tx, tenant, kept.Withdrawal{ID: "P-1", Reason: []byte{}, Tag: d.Vault.TenantTag(tenant)})
		return err
	})
	d.catchUp(tenant)
	if got := d.entities(tenant); got != "application:A-1#contact application:A-2#contact" {
		t.Errorf("after the withdrawal of the proof: %s", got)
	}
}

// The same records come through the service in 20 orders, each to a tenant of
// its own, and fall into the same entities.
func TestEveryOrderIsOne(t *testing.T) {
	d := newDesk(t, storetest.SQLite(t, store.Options{}))
	dice := rand.New(rand.NewPCG(1, 2))
	var all []record.Application
	for i := range 24 {
		who := dice.IntN(9)
		a := person(fmt.Sprintf("A-%02d", i), []string{"Anna Falkenau", "Bertram Holm", "Clara Jansky", "Dorian Eich", "Elena Castell"}[who%5], fmt.Sprintf("19%d-01-0%d", 60+who, 1+who%5),
			fmt.Sprintf("03-1234-56%02d", who), fmt.Sprintf("box%d@example.com", dice.IntN(12)))
		if dice.IntN(3) == 0 {
			a.Contact.BirthDate = ""
		}
		all = append(all, a)
	}
	want := ""
	for n := range 20 {
		of := fmt.Sprint("order", n)
		dice.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for i, a := range all {
			d.apply(of, a)
			if i%7 == n%7 {
				d.catchUp(of)
			}
		}
		d.catchUp(of)
		got := d.entities(of)
		if want == "" {
			want = got
		}
		if got != want || strings.Count(got, "|") < 3 {
			t.Fatalf("order %d:\n%s\nwant\n%s", n, got, want)
		}
	}
}

func TestAccountsAndEpochs(t *testing.T) {
	d := newDesk(t, storetest.SQLite(t, store.Options{}))
	ctx := context.Background()
	d.tx(func(tx *store.Tx) error {
		key, err := d.Vault.Obtain(kept.Keys(tx), tenant, vault.Subject("account", "U-1"))
		if err != nil {
			return err
		}
		return book.Put(tx, tenant, []book.Row{{ID: "tag", Kind: "account", ExternalID: "U-1", Version: 1, Subject: key.Subject(), Tag: d.Vault.TenantTag(tenant),
			Sealed: key.Seal(book.Place("tag"), []byte(`{"external_id":"U-1","login":"haruka","email":"Haruka@example.com"}`))}})
	})
	d.apply(tenant, first)
	d.catchUp(tenant)
	w, err := d.Compare(ctx, tenant, Ref{Kind: "account", ID: "U-1"}, contactOf("A-1"))
	if err != nil || !slices.ContainsFunc(w.Lines, func(l resolve.Line) bool { return l.Field == "email" && l.Weight > 0 }) {
		t.Errorf("%+v %v", w, err)
	}
	if err := d.Learn(ctx, tenant, "e1", "clerk", 1); !errors.Is(err, ErrFew) {
		t.Errorf("learned from two: %v", err)
	}
	for i := range fewest {
		d.apply(tenant, person(fmt.Sprintf("B-%03d", i), fmt.Sprintf("Anna%d Falk%d", i%40, i%55), fmt.Sprintf("1960-%02d-%02d", 1+i%12, 1+i%28), fmt.Sprintf("03-1234-%04d", i%160), ""))
	}
	d.catchUp(tenant)
	for range 2 { // a job may run twice
		if err := d.Learn(ctx, tenant, "e1", "clerk", 1); err != nil {
			t.Fatal(err)
		}
	}
	d.catchUp(tenant)
	d.tx(func(tx *store.Tx) error {
		state, err := stored.Read(tx, tenant)
		if state.Epoch != "e1" {
			t.Errorf("%+v", state)
		}
		return err
	})
	if _, err := d.Compare(ctx, tenant, contactOf("A-1"), contactOf("B-001")); err != nil {
		t.Error(err)
	}
	d.restart(d.entities(tenant))
}
