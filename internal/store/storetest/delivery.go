package storetest

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/event"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/delivery"
	"github.com/sekifuda/sekifuda/internal/store/record"
	"github.com/sekifuda/sekifuda/internal/store/source"
)

func addDelivery(t *testing.T, db *store.DB, who, endpoint, ref string, second int) string {
	t.Helper()
	update(t, db, func(tx *store.Tx) error {
		return delivery.Add(tx, []delivery.Delivery{{Tenant: who, Endpoint: endpoint, Topic: event.Decision, Ref: ref, At: at(0)}}, at(second))
	})
	return delivery.ID(who, endpoint, event.Decision, ref)
}

func take(t *testing.T, db *store.DB, holder string, second, until int) (out []delivery.Delivery) {
	t.Helper()
	update(t, db, func(tx *store.Tx) (err error) {
		out, err = delivery.Claim(tx, tenant, "shop", holder, at(second), at(until), 2)
		return err
	})
	return out
}

func tried(t *testing.T, db *store.DB, d delivery.Delivery, code, state string, now, next int) (held bool) {
	t.Helper()
	update(t, db, func(tx *store.Tx) (err error) {
		held, err = delivery.Tried(tx, d, delivery.Attempt{At: at(now), Status: 500, Code: code, Milliseconds: 7}, state, at(next))
		return err
	})
	return held
}

func testDelivery(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	id := addDelivery(t, db, tenant, "shop", "d1", 1)
	addDelivery(t, db, tenant, "shop", "d1", 2) // handed on twice: one delivery
	addDelivery(t, db, tenant, "shop", "d2", 2)
	addDelivery(t, db, tenant, "shop", "d3", 3)
	addDelivery(t, db, tenant, "desk", "d1", 1)
	addDelivery(t, db, "other", "shop", "d1", 1)
	one := take(t, db, "one", 5, 10)
	if len(one) != 2 || one[0].ID != id || one[1].Ref != "d2" || one[0].Attempts != 1 {
		t.Fatalf("taken %+v", one)
	}
	if rest := take(t, db, "two", 6, 10); len(rest) != 1 || rest[0].Ref != "d3" {
		t.Errorf("held ones were taken: %+v", rest)
	}
	if !tried(t, db, one[0], "status", delivery.Waiting, 6, 8) || tried(t, db, one[0], "status", delivery.Delivered, 6, 8) {
		t.Error("an attempt counts twice, or not at all")
	}
	two := take(t, db, "two", 8, 12)
	if len(two) != 1 || two[0].ID != id || two[0].Attempts != 2 {
		t.Fatalf("not taken again: %+v", two)
	}
	if !tried(t, db, two[0], "delivered", delivery.Delivered, 9, 0) {
		t.Error("the lease was lost")
	}
	// The other one's lease lapses; who held it says so too late.
	late := take(t, db, "three", 10, 20)
	if len(late) != 2 || tried(t, db, one[1], "delivered", delivery.Delivered, 11, 0) {
		t.Errorf("a lapsed lease: %+v", late)
	}
	update(t, db, func(tx *store.Tx) error {
		held, err := delivery.Release(tx, late[0], at(30))
		if !held {
			t.Error("not released")
		}
		return err
	})
	view(t, db, func(tx *store.Tx) error {
		got, err := delivery.Get(tx, tenant, "shop", id)
		want := delivery.Delivery{Seq: got.Seq, ID: id, Tenant: tenant, Endpoint: "shop", Topic: event.Decision, Ref: "d1", At: at(0),
			State: delivery.Delivered, RunAt: at(9), Attempts: 2, Begun: at(1), Changed: at(9)}
		if d := cmp.Diff(want, got); d != "" || err != nil {
			t.Errorf("%v %s", err, d)
		}
		log, err := delivery.Attempts(tx, tenant, id)
		if len(log) != 3 || log[0] != (delivery.Attempt{Seq: 1, At: at(6), Status: 500, Code: "status", Milliseconds: 7}) || log[2].Code != "delivered" {
			t.Errorf("log %+v", log)
		}
		if _, other := delivery.Get(tx, tenant, "desk", id); !errors.Is(other, store.ErrNotFound) {
			t.Errorf("of another endpoint: %v", other)
		}
		if _, other := delivery.Get(tx, "other", "shop", id); !errors.Is(other, store.ErrNotFound) {
			t.Errorf("of another tenant: %v", other)
		}
		return err
	})
	update(t, db, func(tx *store.Tx) error {
		d, err := delivery.Again(tx, tenant, "shop", id, at(40))
		if d.State != delivery.Waiting || d.ID != id || d.Begun != at(40) || d.Attempts != 0 {
			t.Errorf("again: %+v", d)
		}
		return err
	})
}

func testDeliveryHouse(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	var ids []string
	for n := range 5 {
		ids = append(ids, addDelivery(t, db, tenant, "shop", fmt.Sprint("d", n), n))
	}
	for _, d := range take(t, db, "w", 5, 9) { // d0, d1
		state := delivery.Delivered
		if d.ID == ids[1] {
			state = delivery.Dead
		}
		tried(t, db, d, "x", state, 6, 0)
	}
	refs := func(f delivery.Filter, limit int) (out []string) {
		view(t, db, func(tx *store.Tx) error {
			all, err := delivery.List(tx, tenant, "shop", f, limit)
			for _, d := range all {
				out = append(out, d.Ref)
			}
			return err
		})
		return out
	}
	var seq int64
	view(t, db, func(tx *store.Tx) error {
		d, err := delivery.Get(tx, tenant, "shop", ids[2])
		seq = d.Seq
		return err
	})
	got := fmt.Sprint(refs(delivery.Filter{}, 2), refs(delivery.Filter{State: delivery.Waiting}, 9), refs(delivery.Filter{Before: seq}, 9),
		refs(delivery.Filter{Ref: "d1", Topic: event.Decision}, 9), refs(delivery.Filter{Topic: event.Evidence}, 9))
	if want := "[d4 d3] [d4 d3 d2] [d1 d0] [d1] []"; got != want {
		t.Errorf("lists %s, want %s", got, want)
	}
	update(t, db, func(tx *store.Tx) error {
		n, err := delivery.Expire(tx, at(3), at(8)) // d2 began before
		if n != 1 {
			t.Errorf("%d expired", n)
		}
		return err
	})
	view(t, db, func(tx *store.Tx) error {
		h, err := delivery.Look(tx)
		if want := (delivery.Health{Waiting: 2, OldestWaiting: at(3), Dead: 2}); h != want {
			t.Errorf("health %+v, want %+v", h, want)
		}
		return err
	})
	update(t, db, func(tx *store.Tx) error {
		n, err := delivery.Sweep(tx, at(7), at(7), 100) // d0 and d1 ended before, with a log each
		if n != 4 {
			t.Errorf("%d swept", n)
		}
		return err
	})
	if count(t, db, "delivery") != 3 || count(t, db, "delivery_attempt") != 0 {
		t.Error("swept too much, or too little")
	}
	for _, step := range []struct {
		url  string
		want entity.Instant
	}{{"a", at(1)}, {"b", 0}} {
		update(t, db, func(tx *store.Tx) error { return delivery.SetGone(tx, tenant, "shop", "a", at(1)) })
		view(t, db, func(tx *store.Tx) error {
			got, err := delivery.Gone(tx, tenant, "shop", step.url)
			if got != step.want {
				t.Errorf("gone at %s: %v", step.url, got)
			}
			return err
		})
	}
	update(t, db, func(tx *store.Tx) error { return delivery.ClearGone(tx, tenant, "shop") })
	view(t, db, func(tx *store.Tx) error {
		got, err := delivery.Gone(tx, tenant, "shop", "a")
		if got != 0 {
			t.Error("still gone")
		}
		return err
	})
}

// The outbox hears of what happened, once, in the transaction of it.
func testOutbox(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	update(t, db, func(tx *store.Tx) error {
		_, _, err := source.Add(tx, snapshot("nta", "d1", ""))
		_, _, err2 := record.PutApplication(tx, tenant, record.Application{ExternalID: "A-1", Input: "i", Sealed: []byte{}})
		return errors.Join(err, err2)
	})
	evidence := record.Evidence{ID: "e1", Application: "A-1", Sealed: []byte{}, At: at(2)}
	update(t, db, func(tx *store.Tx) error {
		_, err := record.ProveFalse(tx, tenant, record.Proof{ID: "p1", Application: "A-1", By: "x", Second: "y", Reason: []byte{}, At: at(3)})
		return errors.Join(source.GoLive(tx, "nta", []string{"d1"}, at(1)), record.AddEvidence(tx, tenant, evidence), err)
	})
	update(t, db, func(tx *store.Tx) error {
		_, err := record.Withdraw(tx, tenant, record.Withdrawal{ID: "p1", By: "x", Reason: []byte{}, At: at(4)})
		return errors.Join(err, record.AddEvidence(tx, tenant, evidence))
	})
	var got []string
	update(t, db, func(tx *store.Tx) error {
		messages, err := delivery.Take(tx, 100)
		for _, m := range messages {
			got = append(got, fmt.Sprintf("%q %s %s", m.Tenant, m.Topic, m.Ref))
		}
		return errors.Join(err, delivery.HandedOn(tx, messages, at(5)))
	})
	live := event.Live{Source: "nta", Digest: "d1", At: at(1)}.Ref()
	want := []string{`"default" identity.false p1`, `"" source.live ` + live, `"default" evidence e1`, `"default" identity.withdrawn p1`}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	update(t, db, func(tx *store.Tx) error {
		messages, err := delivery.Take(tx, 100)
		if len(messages) != 0 {
			t.Errorf("taken twice: %v", messages)
		}
		n, err2 := delivery.Sweep(tx, at(9), at(9), 100)
		if n != 4 {
			t.Errorf("%d swept", n)
		}
		return errors.Join(err, err2)
	})
}
