package examples_test

import (
	"encoding/json"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/casefile"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// classes is what the analysis finds, question by question.
func classes(f *casefile.File) map[string]string {
	out := map[string]string{}
	for _, d := range casefile.Disagreements(f) {
		var s []string
		for _, c := range d.Classes {
			s = append(s, string(c))
		}
		out[d.On.String()] = strings.Join(s, " ")
	}
	return out
}

// change applies an edit to the statement of an id.
func change(t *testing.T, f *casefile.File, id string, edit func(*statement.Statement)) {
	t.Helper()
	i := slices.IndexFunc(f.Statements, func(s statement.Statement) bool { return s.ID == id })
	if i < 0 {
		t.Fatalf("no statement %s", id)
	}
	edit(&f.Statements[i])
}

func word(s string) statement.Value { return statement.Value{Kind: "term", Text: s} }

// drop takes whole reports out.
func drop(f *casefile.File, ids ...string) {
	f.Sources = slices.DeleteFunc(f.Sources, func(s statement.Source) bool { return slices.Contains(ids, s.ID) })
	f.Statements = slices.DeleteFunc(f.Statements, func(s statement.Statement) bool { return slices.Contains(ids, s.Source) })
}

// TestChangesChangeClasses: the rules follow what is said, not which case it is.
func TestChangesChangeClasses(t *testing.T) {
	for _, c := range []struct {
		name, question, want string
		edit                 func(f *casefile.File)
	}{
		{"nobody cancels: no contradiction", "event:software-purchase outcome", "granularity", func(f *casefile.File) {
			change(t, f, "R4-13", func(s *statement.Statement) { s.Value = word("refused") })
		}},
		{"all refuse: no disagreement", "event:software-purchase outcome", "", func(f *casefile.File) {
			for _, id := range []string{"R2-14", "R3-13", "R4-13"} {
				change(t, f, id, func(s *statement.Statement) { s.Value = word("refused") })
			}
		}},
		{"nobody is said to have no ties", "organization:unit-4417 ties", "granularity", func(f *casefile.File) { drop(f, "R5") }},
		{"the engineer's server is not mentioned", "organization:unit-4417 ties", "granularity scope", func(f *casefile.File) {
			f.Withdrawals = append(f.Withdrawals, casefile.Withdrawal{ID: "W", Kind: casefile.KindStatement, Of: "R1-12", Reason: "test", By: "test"})
		}},
		{"what is denied is wider still", "organization:unit-4417 ties", "contradiction within_one_report", func(f *casefile.File) {
			drop(f, "R5")
			change(t, f, "R2-05", func(s *statement.Statement) { s.Value = word("directed by others"); s.Place = "p9" })
		}},
		{"R5 says it one way", "event:instruction instructed_by", "contradiction", func(f *casefile.File) {
			change(t, f, "R5-02", func(s *statement.Statement) { s.Value = word("the wife of a member of the unit") })
		}},
		{"no wife in R2: only R5 is at odds, with itself", "event:instruction instructed_by", "within_one_report granularity", func(f *casefile.File) { drop(f, "R2") }},
		{"November and May", "event:software-purchase date", "contradiction", func(f *casefile.File) {
			change(t, f, "R5-14", func(s *statement.Statement) { s.Value.From, s.Value.To = s.Value.From-180, s.Value.To-180 })
		}},
		{"all companies", "event:attacks targets", "granularity", func(f *casefile.File) {
			change(t, f, "R2-20", func(s *statement.Statement) { s.Value.Set = []string{"companies"} })
		}},
		{"twice as many", "event:attacks targets", "contradiction granularity", func(f *casefile.File) {
			change(t, f, "R2-20", func(s *statement.Statement) { s.Value.Set = []string{"companies"} })
			change(t, f, "R4-15", func(s *statement.Statement) { s.Value.From, s.Value.To = 400, 400 })
		}},
		{"another way in", "event:attacks way_in", "contradiction", func(f *casefile.File) {
			s := f.Statements[0]
			s.ID, s.Subject, s.Predicate, s.Value = "X", statement.Ref{Kind: "event", Key: "attacks"}, "way_in", word("a mail")
			f.Statements = append(f.Statements, s)
		}},
		{"the institute's denial taken for all", "event:attacks damage", "contradiction", func(f *casefile.File) {
			change(t, f, "R1-14", func(s *statement.Statement) { s.Aspect = "" })
			change(t, f, "R5-29", func(s *statement.Statement) { s.Aspect = "" })
			f.Withdrawals = append(f.Withdrawals, casefile.Withdrawal{ID: "W", Kind: casefile.KindStatement, Of: "R5-28", Reason: "test", By: "test"})
		}},
		{"the later report is behind the earlier", "event:international-notice procedure", "contradiction", func(f *casefile.File) {
			change(t, f, "R3-23", func(s *statement.Statement) { s.State = casefile.Done })
			change(t, f, "R4-23", func(s *statement.Statement) { s.State = casefile.Done })
		}},
		{"April of the year before", "event:proceedings procedure", "contradiction evolution", func(f *casefile.File) {
			change(t, f, "R5-25", func(s *statement.Statement) { s.When.Earliest, s.When.Latest = s.When.Earliest-366, s.When.Latest-366 })
		}},
		{"one offence", "event:proceedings procedure", "within_one_report evolution", func(f *casefile.File) {
			change(t, f, "R5-24", func(s *statement.Statement) { s.Value = word("attempted fraud") })
		}},
		{"nothing was acquired", "event:software-purchase refusal", "granularity", func(f *casefile.File) {
			change(t, f, "R2-17", func(s *statement.Statement) { s.Value = word("not handed over") })
		}},
		{"no term says that a maker has sales firms", "event:software-purchase seller", "contradiction", func(f *casefile.File) {
			f.Terms = slices.DeleteFunc(f.Terms, func(e casefile.Term) bool { return e.Name == "a sales firm of the maker" })
		}},
		{"R2 is no translation", "organization:unit-4417 seat", "contradiction", func(f *casefile.File) {
			i := slices.IndexFunc(f.Sources, func(s statement.Source) bool { return s.ID == "R2" })
			f.Sources[i].Translation = ""
		}},
	} {
		f := readCase(t)
		c.edit(f)
		if got := classes(f)[c.question]; got != c.want {
			t.Errorf("%s: %s: %q, want %q", c.name, c.question, got, c.want)
		}
	}
}

// TestTwoMen: kept apart, their descriptions agree; taken for one, they
// contradict each other, and the decision is named as what may be wrong.
func TestTwoMen(t *testing.T) {
	f := readCase(t)
	f.Decisions = append(f.Decisions, casefile.Decision{ID: "D9", A: statement.Ref{Kind: "person", Key: "the-student"},
		B: statement.Ref{Kind: "person", Key: "the-engineer"}, Same: true, Reason: "a mistake", By: "test", Recorded: 1 << 60})
	for _, d := range casefile.Disagreements(f) {
		if d.On.Topic != "is" {
			continue
		}
		if !d.Alarm || !slices.Equal(d.Classes, []casefile.Class{casefile.Contradiction}) {
			t.Errorf("%v: %v", d.On, d.Classes)
		}
		for _, facet := range d.Facets {
			for _, why := range facet.Why {
				if !strings.Contains(why.Text, "by decision D") {
					t.Errorf("no decision is named: %v", why)
				}
			}
		}
		return
	}
	t.Error("two men taken for one raise no alarm")
}

// TestNamesAndOrderDoNotMatter: other names and another order of everything,
// the same classes.
func TestNamesAndOrderDoNotMatter(t *testing.T) {
	f := readCase(t)
	want := classes(f)
	dice := rand.New(rand.NewPCG(1, 2))
	shuffle := func(n int, swap func(i, j int)) { dice.Shuffle(n, swap) }
	for range 5 {
		shuffle(len(f.Statements), func(i, j int) { f.Statements[i], f.Statements[j] = f.Statements[j], f.Statements[i] })
		shuffle(len(f.Sources), func(i, j int) { f.Sources[i], f.Sources[j] = f.Sources[j], f.Sources[i] })
		shuffle(len(f.Terms), func(i, j int) { f.Terms[i], f.Terms[j] = f.Terms[j], f.Terms[i] })
		shuffle(len(f.Decisions), func(i, j int) { f.Decisions[i], f.Decisions[j] = f.Decisions[j], f.Decisions[i] })
		if got := classes(f); !same(got, want) {
			t.Fatalf("another order: %v", got)
		}
	}
	raw, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	rename := strings.NewReplacer("the unit", "the brigade", "the-student", "a-b", "the-engineer", "c-d",
		"teoro-valsk", "q", "attempted fraud", "larceny", "R1", "S9", "R2", "S8", "R3", "S7", "R4", "S6", "R5", "S5", "the maker", "x", "a sales firm", "y", "in-4417", "u")
	var g casefile.File
	if err := json.Unmarshal([]byte(rename.Replace(string(raw))), &g); err != nil {
		t.Fatal(err)
	}
	if a, b := tally(classes(&g)), tally(want); !same(a, b) {
		t.Errorf("renamed: %v, want %v", a, b)
	}
}

func same[V comparable](a, b map[string]V) bool {
	for k, v := range a {
		if b[k] != v {
			return false
		}
	}
	return len(a) == len(b)
}

func tally(in map[string]string) map[string]int {
	out := map[string]int{}
	for _, v := range in {
		out[v]++
	}
	return out
}

// TestRepeatedSourcesRaiseNoAlarm: one report alone, however often it is
// reprinted, is at odds with itself only where the table says so.
func TestRepeatedSourcesRaiseNoAlarm(t *testing.T) {
	alone := map[string]int{"R1": 0, "R2": 1, "R3": 0, "R4": 0, "R5": 2}
	for report, alarms := range alone {
		f := readCase(t)
		drop(f, slices.DeleteFunc([]string{"R1", "R1-again", "R2", "R3", "R4", "R5"}, func(s string) bool { return s == report })...)
		for _, how := range []string{"", statement.Reprint} {
			for i, s := range slices.Clone(f.Sources) {
				s.ID += "-copy" + how
				if how != "" {
					s.Derives = []statement.Derivation{{From: f.Sources[i].ID, How: how}}
				}
				f.Sources = append(f.Sources, s)
			}
			for _, s := range slices.Clone(f.Statements) {
				s.ID += "-copy" + how
				s.Source = report + "-copy" + how
				f.Statements = append(f.Statements, s)
			}
			n := 0
			for _, d := range casefile.Disagreements(f) {
				if d.Alarm {
					n++
				}
			}
			if n != alarms {
				t.Errorf("%s repeated (%q): %d alarms, want %d", report, how, n, alarms)
			}
		}
	}
}

// TestEachReportDropped: without one of the reports nothing that the others
// agree on becomes an alarm.
func TestEachReportDropped(t *testing.T) {
	all := alarms(readCase(t))
	for _, report := range reports {
		f := readCase(t)
		drop(f, report, report+"-again")
		for q := range alarms(f) {
			if !all[q] {
				t.Errorf("without %s: false alarm on %s", report, q)
			}
		}
	}
}

func alarms(f *casefile.File) map[string]bool {
	out := map[string]bool{}
	for _, d := range casefile.Disagreements(f) {
		if d.Alarm {
			out[d.On.String()] = true
		}
	}
	return out
}

// TestGeneralisingQuotationFeedsNothing: with and without it, everything that
// is computed is the same.
func TestGeneralisingQuotationFeedsNothing(t *testing.T) {
	f := readCase(t)
	want, _ := json.Marshal([]any{casefile.Disagreements(f), casefile.Weigh(f), casefile.Timeline(f), casefile.Roles(f)})
	g := readCase(t)
	n := len(g.Statements)
	g.Statements = slices.DeleteFunc(g.Statements, func(s statement.Statement) bool { return s.NoRule })
	got, _ := json.Marshal([]any{casefile.Disagreements(g), casefile.Weigh(g), casefile.Timeline(g), casefile.Roles(g)})
	if len(g.Statements) != n-1 || string(got) != string(want) {
		t.Errorf("%d of %d statements without it, and the answers differ", len(g.Statements), n)
	}
}

// TestOneOrigin: that the unit instructed is in five reports and six
// statements and has one origin; agency, spokesman, security firms and
// intelligence agency are others.
func TestOneOrigin(t *testing.T) {
	f := readCase(t)
	var ids []string
	for _, s := range f.Statements {
		if s.Predicate == "instructed_by" && s.ID != "R2-01" {
			ids = append(ids, s.ID)
		}
	}
	ids = append(ids, "R2-01")
	o := casefile.Origins(f, ids)
	if len(o) != 1 || o[0].Who != "the police bureau" || len(o[0].Statements) != 7+1 || len(o[0].Sources) != 6 {
		t.Errorf("%d origins of %v: %+v", len(o), ids, o)
	}
	more := casefile.Origins(f, append(ids, "R1-13", "R1-24", "R2-22", "R5-27", "R1-14"))
	var who []string
	for _, x := range more {
		who = append(who, x.Who)
	}
	want := []string{"a ministry spokesman", "an intelligence agency", "security firms", "the Kaminagi Orbital Institute", "the police bureau"}
	if !slices.Equal(who, want) {
		t.Errorf("%v, want %v", who, want)
	}
	if !regexp.MustCompile(`an investigator, who speaks for the police bureau`).MatchString(strings.Join(o[0].Why, "\n")) {
		t.Errorf("not said why: %v", o[0].Why)
	}
}
