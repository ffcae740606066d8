package examples_test

import (
	"bytes"
	"path"
	"slices"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/sekifuda/sekifuda/examples"
	"github.com/sekifuda/sekifuda/internal/casefile"
	reader "github.com/sekifuda/sekifuda/internal/format/casefile"
)

var reports = []string{"R1", "R2", "R3", "R4", "R5"}

func readFile(t *testing.T, name string) []byte {
	t.Helper()
	b, err := examples.Case.ReadFile(path.Join("case", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func readPart(t *testing.T, name string) *casefile.File {
	t.Helper()
	f, err := reader.Read(bytes.NewReader(readFile(t, name)), reader.Options{Name: name})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func readCase(t *testing.T) *casefile.File {
	t.Helper()
	parts := []*casefile.File{readPart(t, "case.yaml")}
	for _, r := range reports {
		parts = append(parts, readPart(t, "reports/"+r+"/statements.yaml"))
	}
	f := casefile.Join(parts...)
	if err := f.Check(); err != nil {
		t.Fatal(err)
	}
	return f
}

// truth is truth.yaml as far as the disagreements go.
type truth struct {
	Rows []struct {
		Row       int
		On        string
		Questions []string
		Classes   []casefile.Class
		Alarm     bool
	}
	Beside []struct {
		On       string
		Question string
		Classes  []casefile.Class
	}
}

func readTruth(t *testing.T) truth {
	t.Helper()
	var out truth
	if err := yaml.Unmarshal(readFile(t, "truth.yaml"), &out); err != nil {
		t.Fatal(err)
	}
	if len(out.Rows) != 20 {
		t.Fatalf("%d rows, want 20", len(out.Rows))
	}
	return out
}

// found is what the analysis says on questions, all classes together.
func found(ds []casefile.Disagreement, questions []string) (classes []casefile.Class, alarm bool) {
	for _, d := range ds {
		if slices.Contains(questions, d.On.String()) {
			classes = append(classes, d.Classes...)
			alarm = alarm || d.Alarm
		}
	}
	slices.Sort(classes)
	return slices.Compact(classes), alarm
}

func equal(a, b []casefile.Class) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

// TestTwentyRows is the bar: every row is found and classed as in the table,
// and nothing else raises an alarm.
func TestTwentyRows(t *testing.T) {
	ds := casefile.Disagreements(readCase(t))
	want := readTruth(t)
	known := map[string]bool{}
	for _, row := range want.Rows {
		classes, alarm := found(ds, row.Questions)
		if !equal(classes, row.Classes) || alarm != row.Alarm {
			t.Errorf("row %d, %s: %v, alarm %v; want %v, %v", row.Row, row.On, classes, alarm, row.Classes, row.Alarm)
		}
		for _, q := range row.Questions {
			known[q] = true
		}
	}
	for _, b := range want.Beside {
		if classes, alarm := found(ds, []string{b.Question}); !equal(classes, b.Classes) || alarm {
			t.Errorf("%s: %v, alarm %v; want %v", b.On, classes, alarm, b.Classes)
		}
		known[b.Question] = true
	}
	for _, d := range ds {
		t.Log(d.On, d.Classes, d.Silent)
		for _, f := range d.Facets {
			t.Log("   ", f.Predicate, f.Classes, f.Why)
		}
		if known[d.On.String()] {
			continue
		}
		if d.Alarm || !equal(d.Classes, []casefile.Class{casefile.Silence}) {
			t.Errorf("false finding on %s: %v", d.On, d.Classes)
		}
	}
}
