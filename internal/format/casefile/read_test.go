package casefile_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	core "github.com/sekifuda/sekifuda/internal/casefile"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/casefile"
	"github.com/sekifuda/sekifuda/internal/statement"
)

const small = `
case: {id: c-1, title: a case, opened: 2027-04-21, tlp: amber}
source: {id: S, published: 2027-04-20, derives: [{from: T, how: relay}], recorded: 2027-04-21T09:00:00+09:00}
grade: B2
chain: [{who: the bureau, how: said}]
statements:
- {id: a, subject: "person:x", predicate: is.age, value: {number: 30 to 39, text: in his 30s}}
- {id: b, subject: "event:e", predicate: date, value: {date: {text: autumn, from: 2022-09, to: 2022-11}}, grade: C3, chain: [], polarity: denies}
- {id: c, subject: "event:e", predicate: open, value: {yes_no: no}, when: 2022-11-03, state: planned, no_rule: true, tlp: red, care: [belief]}
- {id: d, subject: "event:e", predicate: parts, value: {only: [a, b]}, at: 2022-11-03T01:02:03Z, skew: 60, class: communication}
things: [{ref: "person:x", names: [X, Y], unnamed: true}]
decisions: [{id: D, apart: ["person:x", "person:y"], reason: r, by: p, recorded: 2027-04-22}]
steps: [{id: S1, what: warrant, state: done, statement: a}]
withdrawals: [{id: W, kind: statement, of: a, reason: r, by: p}]
`

func TestRead(t *testing.T) {
	f, err := casefile.Read(strings.NewReader(small), casefile.Options{Name: "s.yaml", At: 7})
	if err != nil {
		t.Fatal(err)
	}
	s := f.Sources[0]
	if f.ID != "c-1" || f.Marking.TLP != statement.Amber || s.Kind != statement.KindArticle || s.Derives[0].How != statement.Relay {
		t.Errorf("%+v %+v", f.Marking, s)
	}
	a, b, c, d := f.Statements[0], f.Statements[1], f.Statements[2], f.Statements[3]
	if a.Grade.String() != "B2" || a.Chain[0].Who != "the bureau" || a.Recorded != s.Recorded || a.Source != "S" || a.Value.From != 30 || a.Value.To != 39 ||
		a.Polarity != statement.Asserts {
		t.Errorf("%+v", a)
	}
	if b.Grade.String() != "C3" || len(b.Chain) != 0 || b.Polarity != statement.Denies || entity.Day(b.Value.From).String() != "2022-09-01" || entity.Day(b.Value.To).String() != "2022-11-30" {
		t.Errorf("%+v", b)
	}
	if c.Value.Text != "no" || c.State != core.Planned || !c.NoRule || c.When.Precision != entity.PrecisionDay || c.Marking.TLP != statement.Red || c.Marking.Care[0] != "belief" {
		t.Errorf("%+v", c)
	}
	if d.Value.Kind != "only" || len(d.Value.Set) != 2 || d.Skew != 60 || d.At == 0 || d.Class != statement.CommunicationData {
		t.Errorf("%+v", d)
	}
	if x := f.Decisions[0]; x.Same || x.B.Key != "y" || f.Things[0].Recorded != 7 || !f.Things[0].Unnamed || f.Steps[0].State != core.Done || len(f.Withdrawals) != 1 {
		t.Errorf("%+v %+v", x, f.Things)
	}
	if err := f.Check(); err != nil {
		t.Error(err)
	}
}

// TestBadFiles: each says line and field, and nothing comes back.
func TestBadFiles(t *testing.T) {
	head := "source: {id: S}\nstatements:\n"
	for text, want := range map[string]string{
		"- a\n":                            "x.yaml:1: not a case file",
		"a: [":                             "not YAML",
		"":                                 "not a case file",
		"sauce: {}\n":                      "x.yaml:1: sauce: is no field",
		"source: {id: S, id: T}\n":         "id: is there twice",
		"source: &a {id: S}\nthings: *a\n": "anchors and aliases",
		head + "- {id: a, subject: x, predicate: p}\n":                                           `x.yaml:3: statements[0].subject: "x"`,
		head + "- {id: a, subject: \"k:x\"}\n":                                                   "statements[0].predicate: is missing",
		head + "- {subject: \"k:x\", predicate: p}\n":                                            "statements[0].id: is missing",
		head + "- {id: a, subject: \"k:x\", predicate: p, polarity: perhaps}\n":                  "want one of asserts",
		head + "- {id: a, subject: \"k:x\", predicate: p, grade: Z9}\n":                          "statements[0].grade",
		head + "- {id: a, subject: \"k:x\", predicate: p, when: soon}\n":                         "statements[0].when",
		head + "- {id: a, subject: \"k:x\", predicate: p, value: {number: many}}\n":              "statements[0].value.number",
		head + "- {id: a, subject: \"k:x\", predicate: p, value: {term: a, set: [b]}}\n":         "one value is of one kind",
		head + "- {id: a, subject: \"k:x\", predicate: p, value: {}}\n":                          "value.text: is missing",
		head + "- {id: a, subject: \"k:x\", predicate: p, at: noon}\n":                           "statements[0].at",
		head + "- {id: a, subject: \"k:x\", predicate: p, no_rule: maybe}\n":                     "want true or false",
		head + "- {id: a, subject: \"k:x\", predicate: p, tlp: pink}\n":                          "want one of clear",
		"statements:\n- {id: a, subject: \"k:x\", predicate: p}\n":                               "statements[0].source: is missing",
		"decisions: [{id: D, same: [\"k:x\"], reason: r, by: p}]\n":                              "wants two things",
		"terms: [{name: [a]}]\n":                                                                 "want one value",
		"terms: [{name: a, within: {b: c}}]\n":                                                   "want a list",
		"steps: {id: x}\n":                                                                       "steps: want a list",
		"things: [x]\n":                                                                          "want a mapping",
		"assessments: [{id: a, hypothesis: h, statement: s, stance: for, by: p, strength: x}]\n": "want a whole number",
	} {
		f, err := casefile.Read(strings.NewReader(text), casefile.Options{Name: "x.yaml"})
		var fe *format.Error
		if f != nil || !errors.As(err, &fe) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

func TestTooLong(t *testing.T) {
	if _, err := casefile.Read(strings.NewReader(strings.Repeat("#\n", 5<<20)), casefile.Options{Name: "x"}); err == nil {
		t.Error("10 MB are read")
	}
}

func FuzzRead(f *testing.F) {
	f.Add(small)
	names, _ := filepath.Glob("../../../examples/case/reports/*/statements.yaml")
	for _, n := range append(names, "../../../examples/case/case.yaml") {
		b, err := os.ReadFile(n)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(b))
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := casefile.Read(strings.NewReader(text), casefile.Options{Name: "x"})
		if (got == nil) == (err == nil) {
			t.Fatal("something and an error, or neither")
		}
		if got != nil { // whatever was read can be looked at
			_ = got.Check()
			core.Disagreements(got)
			core.Weigh(got)
			core.Timeline(got)
			core.Known(got)
			core.Roles(got)
			core.Diff(got, 0, 1<<60)
		}
	})
}
