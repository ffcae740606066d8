package triage

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store"
)

func TestReport(t *testing.T) {
	h := newHouse(t)
	r := h.add("1")
	if len(r.Indicators) != 1 || r.Indicators[0].Ref != address("1") || r.Indicators[0].At != day(1) || r.Statements != 2 || r.Kept != 1 {
		t.Errorf("%+v", r)
	}
	same, again, err := h.Add(t.Context(), Incoming{Intake: intake("1")}, act("other", 5))
	if err != nil || !again || same.ID != r.ID || same.By != "mail" || same.Received != day(1) {
		t.Errorf("the same report again: %+v %v %v", same, again, err)
	}
	h.add("2")
	all, err := h.Reports(t.Context(), 0, 10)
	check(t, err)
	if len(all) != 2 || all[0].ID != r.ID {
		t.Errorf("%+v", all)
	}
	next, err := h.Reports(t.Context(), all[0].Leaf, 10)
	if err != nil || len(next) != 1 || next[0].ID != all[1].ID {
		t.Errorf("page after: %+v %v", next, err)
	}
	if _, err := h.Report(t.Context(), "r-none"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("no such report: %v", err)
	}
}

func TestJudgement(t *testing.T) {
	h := newHouse(t)
	r := h.add("1")
	judge := func(j Judgement, by string, n int) (Report, error) { return h.Judge(t.Context(), r.ID, j, act(by, n)) }
	_, err := judge(Judgement{Verdict: "guilty", Reason: "x"}, "a", 2)
	wrongIn(t, err, "verdict")
	_, err = judge(Judgement{Verdict: Abusive, Reason: " "}, "a", 2)
	wrongIn(t, err, "reason")
	_, err = judge(Judgement{Verdict: FalseIdentity, Reason: "x", Application: "A-1"}, "a", 2)
	wrongIn(t, err, "evidence")
	_, err = judge(Judgement{Verdict: Abusive, Reason: "x", Application: "A-1"}, "a", 2)
	wrongIn(t, err, "application")

	got := h.judge(r, FalseIdentity, "one", 3)
	if j := got.Judgement; j.Second != "" || len(j.Proofs) != 1 || !j.Holds || j.By != "one" {
		t.Errorf("by one person: %+v", j)
	}
	got = h.judge(r, FalseIdentity, "one", 4)
	if j := got.Judgement; len(j.Proofs) != 1 {
		t.Errorf("the same person twice is no second person: %+v", j)
	}
	got = h.judge(r, FalseIdentity, "two", 5)
	if j := got.Judgement; j.By != "one" || j.Second != "two" || len(j.Proofs) != 2 {
		t.Errorf("by two: %+v", j)
	}
	got = h.judge(r, FalseIdentity, "three", 6)
	if j := got.Judgement; j.Second != "two" || len(j.Proofs) != 2 {
		t.Errorf("a third: %+v", j)
	}
	_, err = judge(Judgement{Verdict: FalseIdentity, Reason: "x", Application: "A-2", Evidence: []string{"e"}}, "one", 7)
	refusedWith(t, err, "other_application")
	// A judgement that is revised takes its proofs back.
	got = h.judge(r, Compromised, "one", 8)
	if len(got.Earlier) != 2 || got.Earlier[0].Holds || got.Earlier[1].Holds || !got.Judgement.Holds || got.Judgement.Verdict != Compromised {
		t.Errorf("revised: %+v", got)
	}
	got = h.judge(r, FalseIdentity, "one", 9)
	if j := got.Judgement; len(j.Proofs) != 1 || j.Second != "" || !j.Holds {
		t.Errorf("anew: %+v", j)
	}
}

func TestMeasureNeeds(t *testing.T) {
	h := newHouse(t)
	r := h.add("1")
	take := func(grade string) error {
		_, err := h.Take(t.Context(), Taking{Contract: "C-1", Grade: grade, Reason: "attack", Until: day(20), Report: r.ID}, act("clerk", 4))
		return err
	}
	_, err := h.Take(t.Context(), Taking{Contract: "C-1", Grade: "notice", Reason: "x", Report: r.ID}, act("clerk", 4))
	wrongIn(t, err, "until")
	_, err = h.Take(t.Context(), Taking{Contract: "C-1", Grade: "notice", Reason: "x", Until: day(9)}, act("clerk", 4))
	wrongIn(t, err, "report")
	refusedWith(t, take("rate_limit"), "not_preserved")
	h.preserve("C-1")
	refusedWith(t, take("rate_limit"), "not_judged")
	h.judge(r, FalseReport, "clerk", 3)
	refusedWith(t, take("rate_limit"), "false_report")
	h.judge(r, Abusive, "clerk", 3)
	refusedWith(t, take("rate_limit"), "not_assigned")

	h.whose[address("1")] = Whose{Candidates: []Concerned{{Contract: "C-1", Doubts: []string{"no_zone"}}, {Contract: "C-2"}}, Ambiguous: true, Why: []string{"no_zone"}}
	if _, err := h.Assign(t.Context(), r.ID, nil, act("clerk", 3)); err == nil {
		t.Error("who held an address was told without a ground")
	}
	_, err = h.Assign(t.Context(), r.ID, &ground, act("clerk", 3))
	check(t, err)
	refusedWith(t, take("notice"), "ambiguous")
	h.whose[address("1")] = Whose{Candidates: []Concerned{{Contract: "C-2", Contain: true}}}
	_, err = h.Assign(t.Context(), r.ID, &ground, act("clerk", 4))
	check(t, err)
	refusedWith(t, take("notice"), "not_concerned")
	h.sure2(r, act("clerk", 5))
	check(t, h.takeAt(r, "suspend_service", 6))
	if err := h.takeAt(r, "no such", 6); err == nil {
		t.Error("a grade that is none")
	}
	m, err := h.Measures(t.Context(), 0, 10, day(7))
	check(t, err)
	if len(m) != 1 || m[0].State != active || m[0].Help || m[0].Preservation == "" {
		t.Errorf("%+v", m)
	}
	_, err = h.Take(t.Context(), Taking{Contract: "C-1", Object: &statement.Ref{Kind: "account", Key: "U-2"}, Grade: "suspend_account", Reason: "x", Until: day(20), Report: r.ID}, act("clerk", 7))
	wrongIn(t, err, "object")
}

func (h *house) sure2(r Report, a Act) {
	h.whose[address("1")] = Whose{Candidates: []Concerned{{Contract: "C-1", Contain: true}}}
	_, err := h.Assign(h.T.Context(), r.ID, &ground, a)
	check(h.T, err)
}

func (h *house) takeAt(r Report, grade string, n int) error {
	_, err := h.Take(h.T.Context(), Taking{Contract: "C-1", Grade: grade, Reason: "attack", Until: day(20), Report: r.ID}, act("clerk", n))
	return err
}

// A victim is helped: told, held back where it attacks others, never suspended.
func TestVictim(t *testing.T) {
	h := newHouse(t)
	r := h.add("1")
	h.sure(r, "1")
	h.preserve("C-1")
	h.judge(r, Compromised, "clerk", 3)
	for i, grade := range Grades() {
		err := h.takeAt(r, grade, 4)
		if i < helping {
			check(t, err)
		} else {
			refusedWith(t, err, "victim")
		}
	}
	all, err := h.Measures(t.Context(), 0, 10, day(5))
	check(t, err)
	for _, m := range all {
		if !m.Help {
			t.Errorf("%+v is not marked as help", m)
		}
	}
	// One whose assignment says that it is impersonated, whatever was judged.
	r2 := h.add("2")
	h.whose[address("2")] = Whose{Candidates: []Concerned{{Contract: "C-2", Contain: true, Victim: true}}}
	_, err = h.Assign(t.Context(), r2.ID, &ground, act("clerk", 3))
	check(t, err)
	h.preserve("C-2")
	h.judge(r2, Abusive, "clerk", 3)
	_, err = h.Take(t.Context(), Taking{Contract: "C-2", Grade: "suspend_service", Reason: "x", Until: day(9), Report: r2.ID}, act("clerk", 4))
	refusedWith(t, err, "victim")
}

func TestMeasureEnds(t *testing.T) {
	h := newHouse(t)
	r := h.add("1")
	h.sure(r, "1")
	h.preserve("C-1")
	h.judge(r, Abusive, "clerk", 3)
	check(t, h.takeAt(r, "rate_limit", 4))
	check(t, h.takeAt(r, "port_block", 4))
	all, err := h.Measures(t.Context(), 0, 10, day(5))
	check(t, err)
	a, b := all[0].ID, all[1].ID
	_, err = h.Extend(t.Context(), a, "", day(30), act("clerk", 6))
	wrongIn(t, err, "reason")
	_, err = h.Extend(t.Context(), a, "goes on", day(10), act("clerk", 6))
	wrongIn(t, err, "until")
	m, err := h.Extend(t.Context(), a, "goes on", day(30), act("clerk", 6))
	if err != nil || m.Until != day(30) || m.Versions != 2 || m.At != day(4) {
		t.Errorf("%+v %v", m, err)
	}
	m, err = h.Lift(t.Context(), b, "it has stopped", act("other", 7))
	if err != nil || m.State != lifted || m.Ended.By != "other" {
		t.Errorf("%+v %v", m, err)
	}
	_, err = h.Lift(t.Context(), b, "again", act("other", 8))
	refusedWith(t, err, "ended")
	for n, want := range map[int]string{25: active, 30: expired} {
		if m, err := h.Measure(t.Context(), a, day(n)); err != nil || m.State != want {
			t.Errorf("on day %d: %s %v", n, m.State, err)
		}
	}
	check(t, h.Tell(t.Context(), a, day(30)))
	if got := strings.Join(h.topics(), " "); got != "measure.taken measure.taken measure.ended measure.ended" {
		t.Errorf("told: %s", got)
	}
	// Judged false: what is still in force falls.
	check(t, h.takeAt(r, "notice", 8))
	h.judge(r, FalseReport, "clerk", 9)
	all, err = h.Measures(t.Context(), 0, 10, day(10))
	if err != nil || all[2].State != fallen || all[0].State != fallen || all[1].State != lifted {
		t.Errorf("%+v %v", all, err)
	}
}

func TestDoNotDisrupt(t *testing.T) {
	h := newHouse(t)
	in := intake("1")
	r, _, err := h.Add(t.Context(), Incoming{Intake: in, DoNotDisrupt: day(10)}, act("mail", 1))
	check(t, err)
	h.sure(r, "1")
	h.preserve("C-1")
	h.judge(r, Abusive, "clerk", 3)
	refusedWith(t, h.takeAt(r, "notice", 9), "do_not_disrupt")
	q, err := h.Receive(t.Context(), Request{Kind: "preservation", Authority: "Prosecutor of Kita", Number: "K-7", Due: day(12), Silence: day(18), DoNotDisrupt: day(15),
		Scope: []statement.Ref{{Kind: statement.IP, Key: "192.0.2.0/30"}}}, act("counsel", 9))
	check(t, err)
	refusedWith(t, h.takeAt(r, "notice", 10), "do_not_disrupt")
	lift := day(10)
	q, err = h.Alter(t.Context(), q.ID, Altering{DoNotDisrupt: &lift, Reason: "they called"}, act("counsel", 11))
	if err != nil || q.Versions != 2 {
		t.Fatalf("%+v %v", q, err)
	}
	refusedWith(t, h.takeAt(r, "notice", 12), "silence")
	check(t, h.takeAt(r, "rate_limit", 12))
	if got := h.topics(); len(got) != 0 {
		t.Errorf("told in a silence: %v", got)
	}
	m, err := h.Measures(t.Context(), 0, 1, day(12))
	check(t, err)
	check(t, h.Tell(t.Context(), m[0].ID, day(13))) // still held back
	if got := h.topics(); len(got) != 0 {
		t.Errorf("told in a silence: %v", got)
	}
	check(t, h.Tell(t.Context(), m[0].ID, day(18)))
	if got := h.topics(); !slices.Equal(got, []string{"measure.taken"}) {
		t.Errorf("told after it: %v", got)
	}
	late, err := h.Request(t.Context(), q.ID, day(12))
	if err != nil || !late.Overdue {
		t.Errorf("%+v %v", late, err)
	}
	q, err = h.Alter(t.Context(), q.ID, Altering{Given: &Given{What: "contract and invoices", Class: statement.ContractData}}, act("counsel", 13))
	if err != nil || len(q.Given) != 1 || q.Given[0].At != day(13) {
		t.Errorf("%+v %v", q, err)
	}
	_, err = h.Alter(t.Context(), q.ID, Altering{Given: &Given{What: "mails", Class: "content"}}, act("counsel", 13))
	wrongIn(t, err, "class")
	q, err = h.Alter(t.Context(), q.ID, Altering{Status: "answered", Reason: "all was given"}, act("counsel", 14))
	if err != nil || q.Overdue {
		t.Errorf("%+v %v", q, err)
	}
}

func TestRestOnRequest(t *testing.T) {
	h := newHouse(t)
	h.preserve("C-1")
	q, err := h.Receive(t.Context(), Request{Kind: "court_order", Authority: "Court of Kita", Number: "1/26", DoNotDisrupt: day(30),
		Scope: []statement.Ref{{Kind: statement.Account, Key: "u1"}}}, act("counsel", 3))
	check(t, err)
	take := func(contract string) error {
		_, err := h.Take(t.Context(), Taking{Contract: contract, Grade: "suspend_account", Reason: "ordered", Until: day(20), Request: q.ID}, act("clerk", 4))
		return err
	}
	check(t, take("C-1")) // the request itself asks for it
	h.preserve("C-2")
	refusedWith(t, take("C-2"), "not_concerned")
	_, err = h.Receive(t.Context(), Request{Kind: "court_order", Authority: "x", Number: "2"}, act("counsel", 3))
	wrongIn(t, err, "scope")
}

func TestLooks(t *testing.T) {
	h := newHouse(t)
	l := statement.Look{Ground: ground, Asked: address("1"), At: day(3)}
	if _, err := h.Record(t.Context(), l); err == nil {
		t.Error("a look by nobody was recorded")
	}
	l.By = "clerk"
	q, err := h.Receive(t.Context(), Request{Kind: "warrant", Authority: "Court of Kita", Number: "W-1", Scope: []statement.Ref{address("1")}}, act("counsel", 3))
	check(t, err)
	_, err = h.Record(t.Context(), l)
	check(t, err)
	l.Kind, l.Reference, l.At = statement.Warrant, "W-1", day(90)
	_, err = h.Record(t.Context(), l)
	check(t, err)
	all, err := h.Looks(t.Context(), 0, 10)
	if err != nil || len(all) != 2 || all[0].Order != "" || all[1].Order != q.ID || all[1].Asked != address("1") {
		t.Errorf("%+v %v", all, err)
	}
}

func TestPreservation(t *testing.T) {
	h := newHouse(t)
	_, err := h.Preserve(t.Context(), "C-9", "x", day(9), act("clerk", 1))
	wrongIn(t, err, "contract")
	_, err = h.Preserve(t.Context(), "C-1", "x", day(1), act("clerk", 1))
	wrongIn(t, err, "hold_until")
	p, err := h.Preserve(t.Context(), "C-1", "x", day(9), act("clerk", 1))
	check(t, err)
	got, err := h.Preservation(t.Context(), p.ID)
	if err != nil || got.Records != 4 || got.Snapshot.Application != "A-1" || len(got.SHA256) != 64 || got.At != day(1) {
		t.Errorf("%+v %v", got, err)
	}
	if text := asJSON(t, got.Snapshot); !strings.Contains(text, "192.0.2.1") || strings.Contains(text, "192.0.2.2") {
		t.Error(text)
	}
}
