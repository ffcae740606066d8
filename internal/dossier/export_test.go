package dossier

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sekifuda/sekifuda/internal/canon"
	"github.com/sekifuda/sekifuda/internal/casefile"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/record"
)

// with changes a statement that is made for a test.
func with(s statement.Statement, change func(*statement.Statement)) statement.Statement {
	change(&s)
	return s
}

func tlp(t statement.TLP) func(*statement.Statement) {
	return func(s *statement.Statement) { s.Marking.TLP = t }
}

// onServer makes a statement that names no person.
func onServer(id, topic string, change ...func(*statement.Statement)) statement.Statement {
	s := said(id, "r1", topic, "x "+id)
	s.Subject = server
	s.Object = statement.Ref{}
	for _, c := range change {
		c(&s)
	}
	return s
}

func TestRedact(t *testing.T) {
	person := func(id, topic string, change ...func(*statement.Statement)) statement.Statement {
		s := said(id, "r1", topic, "x")
		for _, c := range change {
			c(&s)
		}
		return s
	}
	denies := func(s *statement.Statement) { s.Polarity = statement.Denies }
	f := &casefile.File{
		Sources: append(sources("r1", "red"), statement.Source{ID: "free", Marking: statement.Marking{TLP: statement.Clear}, Derives: []statement.Derivation{{From: "red"}, {From: "an agency"}}}),
		Statements: []statement.Statement{
			onServer("plain", "a"), onServer("green", "b", tlp(statement.Green)), onServer("strict", "c", tlp(statement.AmberStrict)),
			with(onServer("of-red", "d", tlp(statement.Clear)), func(s *statement.Statement) { s.Source = "red" }),
			with(onServer("of-free", "e"), func(s *statement.Statement) { s.Source = "free" }),
			onServer("court", "f", func(s *statement.Statement) { s.Marking.Care = []string{"criminal_procedure"} }),
			onServer("log-in", "g", func(s *statement.Statement) { s.Class = statement.CommunicationData }),
			onServer("people", "h", func(s *statement.Statement) { s.NoRule = true }),
			onServer("used", "i.when"), onServer("never", "i.how", denies, tlp(statement.Red)),
			person("rented", "j"), person("referred", "procedure", func(s *statement.Statement) {
				s.State = casefile.Done
				s.Marking.Care = []string{"criminal_procedure"}
			}),
			onServer("back", "k"),
		},
		Withdrawals: []casefile.Withdrawal{{Kind: casefile.KindStatement, Of: "back"}},
		Positions:   []casefile.Position{{ID: "p", Holds: "acting"}},
		Steps:       []casefile.Step{{ID: "st", What: "warrant", State: casefile.Planned}},
		Things:      []casefile.Thing{{Ref: server, Names: []string{"Server 1"}}, {Ref: student, Names: []string{"T. V."}}},
	}
	f.Sources[1].Marking.TLP = statement.Red
	for name, tc := range map[string]struct {
		q    Request
		want string
		held string
	}{
		"green":  {Request{TLP: statement.Green}, "green of-free", "map[no_rule:1 tlp:9]"},
		"amber":  {Request{TLP: statement.Amber}, "plain green of-free", "map[care:2 communication:1 denial_held:1 no_rule:1 procedure_held:1 tlp:3]"},
		"strict": {Request{TLP: statement.AmberStrict}, "plain green strict of-free", "map[care:2 communication:1 denial_held:1 no_rule:1 procedure_held:1 tlp:2]"},
		"care":   {Request{TLP: statement.Amber, Care: []string{"criminal_procedure"}}, "plain green of-free court rented referred", "map[communication:1 denial_held:1 no_rule:1 tlp:3]"},
		"comm":   {Request{TLP: statement.Amber, Communication: true}, "plain green of-free log-in", "map[care:2 denial_held:1 no_rule:1 procedure_held:1 tlp:3]"},
		"red": {Request{TLP: statement.Red, Care: Care(), Communication: true}, "plain green strict of-red of-free court log-in used never rented referred",
			"map[no_rule:1]"},
	} {
		out, held := redact(f, tc.q)
		var got []string
		for _, s := range out.Statements {
			got = append(got, s.ID)
		}
		if d := cmp.Diff(tc.want, strings.Join(got, " ")); d != "" {
			t.Errorf("%s: %s", name, d)
		}
		if h := fmt.Sprint(held); h != tc.held {
			t.Errorf("%s: held %s, want %s", name, h, tc.held)
		}
		if len(out.Positions) > 0 || len(out.Steps) > 0 && !slices.Contains(tc.q.Care, "criminal_procedure") {
			t.Errorf("%s: %+v %+v leave", name, out.Positions, out.Steps)
		}
		for _, s := range out.Sources {
			if s.ID == "red" && tc.q.TLP != statement.Red || s.ID == "free" && tc.q.TLP != statement.Red && len(s.Derives) != 1 {
				t.Errorf("%s: source %+v leaves", name, s)
			}
		}
	}
	f.Marking.Care = []string{"belief"}
	if out, _ := redact(f, Request{TLP: statement.Red, Care: []string{"criminal_procedure"}, Communication: true}); len(out.Statements) != 0 {
		t.Errorf("of a case that holds data on belief leave %+v", out.Statements)
	}
}

// give exports the case to somebody.
func give(t *testing.T, b *Book, n int, to string) (*Exported, string) {
	t.Helper()
	x, content, err := b.Export(t.Context(), "c-1", Request{Format: "html", Recipient: to, TLP: statement.Amber, Purpose: "to warn", Author: "the desk"}, act(n))
	check(t, err)
	return x, string(content)
}

func TestExportAndWithdrawal(t *testing.T) {
	b := house(t)
	add(t, b, 1, &casefile.File{Sources: sources("r1", "r2"), Statements: []statement.Statement{onServer("s1", "used"), onServer("s2", "bought")}})
	x, content := give(t, b, 2, "Harbour Desk")
	if x.Digest != canon.Sum([]byte(content)) || len(x.Given) != 3 || !strings.Contains(content, "quoted x s1") {
		t.Errorf("%+v", x)
	}
	kept, err := b.Sent(t.Context(), "c-1", x.ID, look(3))
	if err != nil || string(kept) != content {
		t.Errorf("what left is not what is kept: %v", err)
	}
	give(t, b, 3, "Harbour Desk")
	give(t, b, 3, "Orlen Bureau")
	add(t, b, 4, &casefile.File{Statements: []statement.Statement{onServer("s3", "sold")}})
	for _, w := range []casefile.Withdrawal{{Kind: casefile.KindStatement, Of: "s3", Reason: "nobody was given it"}, {Kind: casefile.KindSource, Of: "r1", Reason: "retracted"}} {
		_, err := b.Withdraw(t.Context(), "c-1", w, act(5))
		check(t, err)
	}
	notices, err := b.Notices(t.Context(), "c-1", look(6))
	check(t, err)
	var got []string
	for _, n := range notices {
		got = append(got, fmt.Sprint(n.Recipient, " ", len(n.Exports), " ", n.Gone, " ", n.Reason))
	}
	if d := cmp.Diff([]string{"Harbour Desk 2 [{source r1 1} {statement s1 1} {statement s2 1}] retracted", "Orlen Bureau 1 [{source r1 1} {statement s1 1} {statement s2 1}] retracted"}, got); d != "" {
		t.Fatal(d)
	}
	check(t, b.Tell(t.Context(), "c-1", notices[0].ID, "mail to the desk", act(7)))
	check(t, b.Tell(t.Context(), "c-1", notices[0].ID, "once more", act(8)))
	if err := b.Tell(t.Context(), "c-1", "none", "x", act(8)); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("told of nothing: %v", err)
	}
	notices, err = b.Notices(t.Context(), "c-1", look(9))
	if err != nil || notices[0].Told == nil && notices[1].Told == nil {
		t.Errorf("%+v %v", notices, err)
	}
	lines, err := b.List(t.Context(), 0, 10)
	if err != nil || lines[0].ToTell != 1 {
		t.Errorf("%+v %v", lines, err)
	}
	leaves(t, b)
}

// leaves looks whether each export has a leaf of its own kind and each notice a
// message.
func leaves(t *testing.T, b *Book) {
	check(t, b.DB.View(t.Context(), func(tx *store.Tx) error {
		all, err := store.Leaves(tx, 0, 1000)
		n := 0
		for _, l := range all {
			leaf, err := ledger.Parse(l.Body)
			check(t, err)
			if leaf.Kind == ledger.KindExport {
				n++
			}
			for _, secret := range []string{"Harbour", "Heron", "retracted", "analyst"} {
				if strings.Contains(string(l.Body), secret) {
					t.Errorf("%q stands in a leaf: %s", secret, l.Body)
				}
			}
		}
		messages, err2 := store.Waiting(tx, 100)
		if n != 3 || len(messages) != 2 || messages[0].Topic != "case.withdrawn" {
			t.Errorf("%d exports in the ledger, messages %+v", n, messages)
		}
		return errors.Join(err, err2)
	}))
}

func TestNothingLeaves(t *testing.T) {
	b := house(t)
	add(t, b, 1, &casefile.File{Sources: sources("r1"), Statements: []statement.Statement{onServer("s1", "used")}})
	for field, q := range map[string]Request{
		"tlp":       {Format: "html", Recipient: "x", Purpose: "p", Author: "a", TLP: statement.Clear},
		"format":    {Format: "fax", Recipient: "x", Purpose: "p", Author: "a", TLP: statement.Amber},
		"recipient": {Format: "html", Purpose: "p", Author: "a", TLP: statement.Amber},
		"purpose":   {Format: "html", Recipient: "x", Author: "a", TLP: statement.Amber},
		"care":      {Format: "html", Recipient: "x", Purpose: "p", Author: "a", TLP: statement.Amber, Care: []string{"all"}},
	} {
		_, content, err := b.Export(t.Context(), "c-1", q, act(2))
		var r *Refused
		if !errors.As(err, &r) || r.Problems[0].Field != field || content != nil {
			t.Errorf("%s: %v", field, err)
		}
	}
	if x, err := b.Exports(t.Context(), "c-1", look(3)); err != nil || len(x) != 0 {
		t.Errorf("%+v %v", x, err)
	}
}

func TestProofWithdrawn(t *testing.T) {
	b := house(t)
	application := statement.Ref{Kind: statement.Application, Key: "A-1"}
	check(t, b.DB.Tx(t.Context(), func(tx *store.Tx) error {
		_, _, err := record.PutApplication(tx, b.Tenant, record.Application{ExternalID: "A-1", Input: "i", Sealed: []byte{1}})
		if err == nil {
			_, err = record.ProveFalse(tx, b.Tenant, record.Proof{ID: "p1", Application: "A-1", By: "a", Second: "b", Reason: []byte{1}, At: day(1)})
		}
		return err
	}))
	add(t, b, 1, &casefile.File{Sources: sources("r1"), Statements: []statement.Statement{onServer("s1", "used", func(s *statement.Statement) { s.Object = application })}})
	x, _ := give(t, b, 2, "Harbour Desk")
	if !slices.Equal(x.Proofs, []string{"p1"}) {
		t.Errorf("rests on %v", x.Proofs)
	}
	for range 2 { // again is nothing new
		check(t, b.ProofWithdrawn(t.Context(), "p1", "the papers were his own", act(3)))
		check(t, b.ProofWithdrawn(t.Context(), "p9", "of nothing", act(3)))
	}
	notices, err := b.Notices(t.Context(), "c-1", look(4))
	if err != nil || len(notices) != 1 || notices[0].Proof != "p1" || len(notices[0].Gone) != 2 {
		t.Errorf("%+v %v", notices, err)
	}
}

func TestChanges(t *testing.T) {
	b := house(t)
	add(t, b, 2, &casefile.File{Sources: sources("r1"), Statements: []statement.Statement{said("s1", "r1", "rented", "one")}})
	add(t, b, 4, &casefile.File{Statements: []statement.Statement{said("s1", "r1", "rented", "two")}, Sources: sources("r2")})
	for _, tc := range []struct {
		from, to entity.Instant
		want     string
	}{
		{day(-1), day(9), "[source r1 added source r2 added statement s1 added]"},
		{day(2), day(4), "[source r2 added statement s1 changed]"},
		{day(4), day(9), "[]"},
	} {
		changes, err := b.Changes(t.Context(), "c-1", tc.from, tc.to, look(9))
		var got []string
		for _, c := range changes {
			if c.What != "disagreement" {
				got = append(got, c.What+" "+c.ID+" "+c.How)
			}
		}
		if err != nil || fmt.Sprint(got) != tc.want {
			t.Errorf("%v %v, want %s", got, err, tc.want)
		}
	}
}
