package triage

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/sekifuda/sekifuda/internal/store"
	stored "github.com/sekifuda/sekifuda/internal/store/record"
)

func (h *house) prove(id, application, second string, n int) {
	h.T.Helper()
	check(h.T, h.ProveFalse(h.T.Context(), Proof{ID: id, Application: application, Reason: "never applied", By: "one", Second: second}, act("one", n), func(*store.Tx) error { return nil }))
}

func (h *house) follow(id string, n int) Followed {
	h.T.Helper()
	f, err := h.Follow(h.T.Context(), id, day(n))
	check(h.T, err)
	return f
}

func (h *house) states() string {
	all, err := h.Reviews(h.T.Context(), 0, 10)
	check(h.T, err)
	out := ""
	for _, r := range all {
		out += fmt.Sprintf("%s %s %d; ", r.Contract, r.State, len(r.Rests))
	}
	return out
}

// What followed from a proof falls with it, and only what rested on it alone.
func TestFollow(t *testing.T) {
	h := newHouse(t)
	path := json.RawMessage(`[{"hops":[]}]`)
	h.siblings["A-1"] = []Sibling{{Contract: "C-2", Application: "A-2", Score: 9, Paths: path}, {Contract: "C-3", Score: 4}}
	h.siblings["A-4"] = []Sibling{{Contract: "C-3", Score: 5, Paths: path}}
	h.prove("p1", "A-1", "two", 1)
	if f := h.follow("p1", 2); f.Opened != 2 {
		t.Errorf("%+v", f)
	}
	if f := h.follow("p1", 2); f.Opened != 0 {
		t.Errorf("followed twice: %+v", f)
	}
	h.prove("p4", "A-4", "", 3)
	h.follow("p4", 3)
	if got := h.states(); got != "C-2 open 1; C-3 open 2; " {
		t.Error(got)
	}
	take := func(contract, grade string, n int) error {
		_, err := h.Take(t.Context(), Taking{Contract: contract, Grade: grade, Reason: "sibling", Until: day(90), Review: true}, act("clerk", n))
		return err
	}
	h.preserve("C-2")
	h.preserve("C-3")
	refusedWith(t, take("C-2", "suspend_service", 4), "not_reviewed")
	refusedWith(t, take("C-2", "notice", 4), "not_reviewed")
	for _, c := range []string{"C-2", "C-3"} {
		_, err := h.Settle(t.Context(), c, "confirmed", "the same hand", act("clerk", 5))
		check(t, err)
		check(t, take(c, "suspend_service", 6))
	}
	check(t, h.Withdraw(t.Context(), "p1", "a mistake", act("one", 7), nil))
	// At once, whoever asks; and recorded, when the job has run.
	if got := h.states(); got != "C-2 fallen 1; C-3 confirmed 2; " {
		t.Error(got)
	}
	all, err := h.Measures(t.Context(), 0, 10, day(7))
	if err != nil || all[0].State != fallen || all[0].Ended != nil || all[1].State != active {
		t.Errorf("%+v %v", all, err)
	}
	if f := h.follow("p1", 8); f.Fallen != 1 || f.Ended != 1 {
		t.Errorf("%+v", f)
	}
	if f := h.follow("p1", 8); f != (Followed{}) {
		t.Errorf("taken back twice: %+v", f)
	}
	all, err = h.Measures(t.Context(), 0, 10, day(8))
	if err != nil || all[0].State != fallen || all[0].Ended == nil || all[1].State != active {
		t.Errorf("%+v %v", all, err)
	}
	_, err = h.Settle(t.Context(), "C-2", "confirmed", "again", act("clerk", 9))
	refusedWith(t, err, "fallen")
	// What is left rests on one person: nothing heavy any more.
	refusedWith(t, take("C-3", "suspend_account", 9), "one_person")
	check(t, take("C-3", "rate_limit", 9))
	check(t, h.Withdraw(t.Context(), "p4", "another", act("one", 10), nil))
	h.follow("p4", 10)
	if got := h.states(); got != "C-2 fallen 1; C-3 fallen 2; " {
		t.Error(got)
	}
	all, err = h.Measures(t.Context(), 0, 10, day(10))
	check(t, err)
	for _, m := range all {
		if m.State != fallen {
			t.Errorf("%+v", m)
		}
	}
	// Proved anew: it is open again, of the new proof.
	h.prove("p5", "A-1", "two", 11)
	h.follow("p5", 11)
	if got := h.states(); got != "C-2 open 2; C-3 open 3; " {
		t.Error(got)
	}
}

// A review that was cleared stays so, until something new leads to the contract.
func TestCleared(t *testing.T) {
	h := newHouse(t)
	h.siblings["A-1"] = []Sibling{{Contract: "C-2"}}
	h.siblings["A-4"] = []Sibling{{Contract: "C-2"}}
	h.prove("p1", "A-1", "two", 1)
	h.follow("p1", 1)
	h.preserve("C-2")
	_, err := h.Settle(t.Context(), "C-2", "confirmed", "it looks so", act("clerk", 2))
	check(t, err)
	m, err := h.Take(t.Context(), Taking{Contract: "C-2", Grade: "notice", Reason: "x", Until: day(9), Review: true}, act("clerk", 3))
	check(t, err)
	_, err = h.Settle(t.Context(), "C-2", "cleared", "they are neighbours", act("clerk", 4))
	check(t, err)
	if m, err = h.Measure(t.Context(), m.ID, day(4)); err != nil || m.State != fallen {
		t.Errorf("what rested on the review: %+v %v", m, err)
	}
	check(t, h.Withdraw(t.Context(), "p1", "x", act("one", 5), nil))
	h.follow("p1", 5)
	if got := h.states(); got != "C-2 cleared 1; " {
		t.Error(got)
	}
	h.prove("p4", "A-4", "two", 6)
	h.follow("p4", 6)
	if got := h.states(); got != "C-2 open 2; " {
		t.Error(got)
	}
	_, err = h.Settle(t.Context(), "C-2", "guilty", "x", act("clerk", 7))
	wrongIn(t, err, "state")
}

// A measure on the contract of the identity itself needs no review.
func TestRestOnProof(t *testing.T) {
	h := newHouse(t)
	h.prove("p1", "A-1", "", 1)
	take := func(contract, grade string) error {
		_, err := h.Take(t.Context(), Taking{Contract: contract, Grade: grade, Reason: "x", Until: day(9), Proof: "p1"}, act("clerk", 3))
		return err
	}
	h.preserve("C-1")
	h.preserve("C-2")
	refusedWith(t, take("C-1", "suspend_service"), "one_person")
	refusedWith(t, take("C-2", "notice"), "not_concerned")
	check(t, take("C-1", "port_block"))
	check(t, h.DB.Tx(t.Context(), func(tx *store.Tx) error {
		_, err := stored.Withdraw(tx, tenant, stored.Withdrawal{ID: "p1", By: "one", Reason: []byte{}, At: day(4)})
		return err
	}))
	refusedWith(t, take("C-1", "notice"), "withdrawn")
}
