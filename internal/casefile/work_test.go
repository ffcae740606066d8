package casefile

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
)

func told(who ...string) func(*statement.Statement) {
	return func(s *statement.Statement) {
		for _, w := range who {
			s.Chain = append(s.Chain, statement.Told{Who: w})
		}
	}
}

func graded(text string) func(*statement.Statement) {
	return func(s *statement.Statement) { s.Grade, _ = statement.ParseGrade(text) }
}

func TestOrigins(t *testing.T) {
	relay := article("R", "2027-02-02")
	relay.Derives = []statement.Derivation{{From: "Channel", How: statement.Relay}}
	again := article("A2", "2027-02-01")
	again.Derives = []statement.Derivation{{From: "A", How: statement.Reprint}}
	named := article("N", "2027-02-01")
	named.Publisher = "The Wire"
	f := &File{Sources: []statement.Source{article("A", "2027-02-01"), relay, again, named, article("C", "2027-02-05")},
		Tellers: []Teller{{Who: "an investigator", Of: "The Police"}},
		Statements: []statement.Statement{
			say("1", "A", "p", "x", told("the police", "a friend")), say("2", "A2", "p", "x", told("an investigator")), say("3", "R", "p", "x"),
			say("4", "N", "p", "x", told("the police")), say("5", "C", "p", "x", told("The Wire")), say("6", "C", "p", "y", told("The Wire")),
			say("7", "C", "p", "z"), say("8", "A2", "p", "z"), say("9", "A", "p", "q", told("an investigator")),
		}}
	for ids, want := range map[string]string{
		"1 2 9": "the police", "1 4 5": "the police", // 5 cites 4, which has it from the police
		"3": "Channel", "6": "The Wire", "7": "C", "8": "A", "1 3 7": "C Channel the police", "nobody": "",
	} {
		var who []string
		for _, o := range Origins(f, strings.Fields(ids)) {
			who = append(who, o.Who)
			if len(o.Why) != len(o.Statements) {
				t.Errorf("%s: %d reasons for %d statements", ids, len(o.Why), len(o.Statements))
			}
		}
		if got := strings.Join(who, " "); !strings.EqualFold(got, want) {
			t.Errorf("%s: %q, want %q", ids, got, want)
		}
	}
	if o := Origins(f, []string{"1", "1"}); len(o[0].Statements) != 1 {
		t.Error("one statement counts twice")
	}
}

// TestCircleOfSourcesEnds: sources that cite each other have an origin all the
// same, and nothing hangs.
func TestCircleOfSourcesEnds(t *testing.T) {
	f := &File{Sources: []statement.Source{article("A", "2027-02-01"), article("B", "2027-02-01")},
		Tellers:    []Teller{{Who: "x", Of: "y"}, {Who: "y", Of: "x"}},
		Statements: []statement.Statement{say("1", "A", "p", "x", told("B")), say("2", "B", "p", "x", told("A")), say("3", "A", "q", "x", told("x"))}}
	if n := len(Origins(f, []string{"1", "2", "3"})); n == 0 || n > 3 {
		t.Errorf("%d origins", n)
	}
	Disagreements(f)
}

func TestWeigh(t *testing.T) {
	f := &File{Sources: []statement.Source{article("A", "2027-02-01"), article("B", "2027-02-01"), article("C", "2027-02-01")},
		Hypotheses: []Hypothesis{{ID: "H1"}, {ID: "H2"}},
		Statements: []statement.Statement{
			say("1", "A", "p", "x", told("police"), graded("B2")), say("2", "B", "p", "x", told("police"), graded("C3")), // one origin
			say("3", "C", "q", "y", graded("A1")), say("4", "C", "r", "z", graded("F6")), say("5", "C", "s", "z"),
		},
		Assessments: []Assessment{
			{ID: "a1", Hypothesis: "H1", Statement: "1", Stance: Against, Strength: 3}, {ID: "a2", Hypothesis: "H1", Statement: "2", Stance: Against, Strength: 3},
			{ID: "a3", Hypothesis: "H2", Statement: "3", Stance: Against, Strength: 3}, {ID: "a4", Hypothesis: "H1", Statement: "4", Stance: Against, Strength: 3},
			{ID: "a5", Hypothesis: "H2", Statement: "5", Stance: For}, {ID: "a6", Hypothesis: "H2", Statement: "1", Stance: NotApplicable},
		}}
	m := Weigh(f)
	if len(m.Rows) != 4 || len(m.Rows[0].Statements) != 2 || m.Rows[0].Weight != 7225 {
		t.Fatalf("%+v", m.Rows)
	}
	h1, h2 := m.Hypotheses[0], m.Hypotheses[1]
	if h1.ID != "H1" || h1.Against != 7225 || h1.Unjudged != 1 || h2.Against != 10000 || h2.For != 0 || h2.Unjudged != 1 || h2.NotApplied != 1 {
		t.Errorf("%+v %+v", h1, h2)
	}
	var turns []string
	for _, x := range m.Turns {
		turns = append(turns, x.Statement+" "+x.How)
	}
	// What two printings carry does not hang on one of them; what cannot be judged turns nothing.
	if want := []string{"3 removed", "3 reversed"}; !slices.Equal(turns, want) {
		t.Errorf("turns on %v, want %v", turns, want)
	}
	// The later assessment of a pair counts; one origin for and against is neither.
	f.Assessments = append(f.Assessments, Assessment{ID: "a7", Hypothesis: "H2", Statement: "3", Stance: For, Strength: 3, Recorded: 9},
		Assessment{ID: "a8", Hypothesis: "H1", Statement: "2", Stance: For, Strength: 3, Recorded: 9})
	m = Weigh(f)
	if m.Hypotheses[0].ID != "H2" || m.Hypotheses[0].For != 10000 || m.Hypotheses[1].Neutral != 1 || !slices.Equal(m.Rows[0].Split, []string{"H1"}) {
		t.Errorf("%+v %+v", m.Hypotheses, m.Rows[0])
	}
	f.Withdrawals = []Withdrawal{{ID: "w", Kind: KindStatement, Of: "3", Reason: "r", By: "p"}}
	if m = Weigh(f); len(m.Rows) != 3 {
		t.Errorf("a withdrawn statement counts: %+v", m.Rows)
	}
}

func TestAsKnownAndDiff(t *testing.T) {
	at := func(n entity.Instant) func(*statement.Statement) {
		return func(s *statement.Statement) { s.Recorded = n }
	}
	f := &File{Sources: []statement.Source{article("A", "2027-02-01"), article("B", "2027-03-01")}, Terms: words(),
		Hypotheses: []Hypothesis{{ID: "H1", Text: "one"}, {ID: "H2", Text: "two"}},
		Statements: []statement.Statement{say("a", "A", "p", "dog", at(1), graded("A1")), say("b", "B", "p", "cat", at(5), graded("A1"))},
		Assessments: []Assessment{{ID: "x", Hypothesis: "H2", Statement: "a", Stance: Against, Recorded: 1, By: "p"},
			{ID: "y", Hypothesis: "H1", Statement: "b", Stance: Against, Strength: 3, Recorded: 5, By: "p"}},
		Positions:   []Position{{ID: "P", On: Question{Topic: "p"}, Reason: "r", By: "p", Recorded: 6}},
		Withdrawals: []Withdrawal{{ID: "w", Kind: KindStatement, Of: "b", Reason: "taken back", By: "p", Recorded: 9}}}
	if n := len(Disagreements(f.AsKnown(3))); n != 0 {
		t.Errorf("%d disagreements before the second report", n)
	}
	if n := len(Disagreements(f.AsKnown(7))); n != 1 {
		t.Errorf("%d disagreements with it", n)
	}
	if n := len(Disagreements(f)); n != 0 {
		t.Errorf("%d disagreements after it was withdrawn", n)
	}
	text := func(from, to entity.Instant) (out []string) {
		for _, c := range Diff(f, from, to) {
			out = append(out, strings.TrimSpace(c.What+" "+c.ID+" "+c.How))
		}
		return out
	}
	if got, want := text(3, 7), []string{"assessment y added", "position P added", "statement b added", "disagreement event:e p added", "order hypotheses changed"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got, want := text(7, 9), []string{"statement b withdrawn", "disagreement event:e p gone", "order hypotheses changed"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got := text(9, 9); got != nil {
		t.Errorf("nothing changed, and %v is told", got)
	}
}

func TestTimelines(t *testing.T) {
	when := func(text string) func(*statement.Statement) {
		return func(s *statement.Statement) { s.When = on(text) }
	}
	f := &File{Sources: []statement.Source{article("A", "2027-02-01"), article("B", "2027-03-01")}, Statements: []statement.Statement{
		say("c", "B", "p", "late", when("2026-05")), say("a", "A", "p", "early", when("2024")), say("b", "B", "p", "early", when("2024")),
		say("d", "B", "date", "", value(days("2025-02"))), say("e", "A", "p", "undated")}}
	var got []string
	for _, e := range Timeline(f) {
		got = append(got, e.When.Earliest.String()+" "+e.Says+" "+strings.Join(e.Sources, "+"))
	}
	if want := []string{"2024-01-01 early A+B", "2025-02-01 2025-02 B", "2026-05-01 late B"}; !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	f.Statements[4].Recorded = entity.Day(20860).Start(time.UTC)
	known := Known(f)
	if len(known) != 3 || known[0].Sources[0] != "A" || !strings.Contains(known[2].Says, "statement e") && !strings.Contains(known[1].Says, "statement e") {
		t.Errorf("%+v", known)
	}
}

func TestRoles(t *testing.T) {
	role := func(word string) func(*statement.Statement) {
		return func(s *statement.Statement) {
			s.Role = word
			s.Subject = statement.Ref{Kind: statement.Person, Key: "x"}
		}
	}
	x := statement.Ref{Kind: statement.Person, Key: "x"}
	f := &File{Sources: []statement.Source{article("A", "2027-02-01"), article("B", "2027-03-01")},
		Things: []Thing{{Ref: statement.Ref{Kind: statement.Person, Key: "the-woman"}, Names: []string{"the woman"}, Unnamed: true}},
		Statements: []statement.Statement{say("a", "A", "role", "", role("coerced"), graded("C3")), say("b", "B", "role", "", role("coerced"), graded("B2")),
			say("c", "B", "role", "", role("acting"), graded("D4"))}}
	r := Roles(f)
	if len(r) != 2 || r[0].Held != unknown || r[0].Person.Key != "the-woman" || r[1].Held != unknown || len(r[1].Said) != 2 || r[1].Said[0].Best.String() != "B2" || r[1].Said[0].Origins != 2 {
		t.Fatalf("%+v", r)
	}
	f.Positions = []Position{{ID: "P", On: Question{Subject: x, Topic: "role"}, Holds: "coerced", Reason: "r", By: "p"}}
	if r = Roles(f); r[1].Held != "coerced" || r[1].By != "p" {
		t.Errorf("%+v", r[1])
	}
	f.Withdrawals = []Withdrawal{{ID: "w", Kind: KindPosition, Of: "P", Reason: "r", By: "p"}}
	if r = Roles(f); r[1].Held != unknown {
		t.Errorf("a position that was taken back holds: %+v", r[1])
	}
}

func TestDecisions(t *testing.T) {
	p := func(k string) statement.Ref { return statement.Ref{Kind: "person", Key: k} }
	d := func(id string, same bool, a, b string, at entity.Instant) Decision {
		return Decision{ID: id, A: p(a), B: p(b), Same: same, Reason: "r", By: "p", Recorded: at}
	}
	one := func(s *sameness, a, b string) bool { return s.of("person:"+a) == s.of("person:"+b) }
	s := same(&File{Decisions: []Decision{d("1", true, "a", "b", 1), d("2", true, "b", "c", 2)}})
	if !one(s, "a", "c") || one(s, "a", "d") {
		t.Error("two merges do not join")
	}
	s = same(&File{Decisions: []Decision{d("1", true, "a", "b", 1), d("2", true, "b", "c", 2), d("3", false, "c", "a", 3)}})
	if one(s, "a", "c") || !one(s, "a", "b") {
		t.Error("kept apart, and joined by way of a third")
	}
	s = same(&File{Decisions: []Decision{d("1", false, "a", "b", 1), d("2", true, "b", "a", 2)}})
	if !one(s, "a", "b") {
		t.Error("the later decision does not hold")
	}
}

func TestCheck(t *testing.T) {
	f := &File{Sources: []statement.Source{article("A", "2027"), article("A", "2027")},
		Statements:  []statement.Statement{{ID: "s", Source: "B"}, {}},
		Assessments: []Assessment{{ID: "x", Hypothesis: "H", Statement: "q", Stance: "perhaps", Strength: 9}},
		Steps:       []Step{{ID: "t", State: "soon", Statement: "q"}}, Positions: []Position{{ID: "p", Statements: []string{"q"}}},
		Decisions: []Decision{{ID: "d"}}, Withdrawals: []Withdrawal{{ID: "w", Kind: "term", Of: "z"}}}
	err := f.Check()
	for _, want := range []string{"source A is there twice", `source "B"`, "a statement has no id", "wants a subject", "polarity", "hypothesis", "stance", "strength",
		"state", "position p names", "one thing twice", "wants the person", `term "z"`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("not told: %s (%v)", want, err)
		}
	}
}
