package parity

import (
	"bytes"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/evaluate/names"
	"github.com/sekifuda/sekifuda/internal/world/culture"
)

// fake alarms on every name of which the first letter is in a set, and finds
// what is written with the same letters.
type fake struct{ first string }

func (f fake) Best(name string) (int, string) {
	if strings.IndexAny(name, f.first) == 0 {
		return 9000, "somebody"
	}
	return 100 * (len(name) % 50), "nobody"
}

func (f fake) Pair(name, listed string) int {
	if names.WordKey(name) == names.WordKey(listed) {
		return 10000
	}
	return 5000
}

var small = Options{Names: 300, Positives: 60, Seed: 3}

func TestMeasureIsDeterministic(t *testing.T) {
	write := func() string {
		var b bytes.Buffer
		if err := Measure(fake{"AM"}, nil, small).Write(&b); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	a, b := write(), write()
	if a != b {
		t.Fatalf("two runs differ:\n%s\n%s", a, b)
	}
	for _, want := range []string{"kanji_kana", "romanised", "devanagari", "recall by script"} {
		if !strings.Contains(a, want) {
			t.Errorf("no %s in\n%s", want, a)
		}
	}
}

func TestMeasureCounts(t *testing.T) {
	r := Measure(fake{"AM"}, nil, small)
	if len(r.Groups) != 18 || len(r.Cultures) != 2*len(culture.Traditions()) {
		t.Fatalf("%d groups, %d traditions", len(r.Groups), len(r.Cultures))
	}
	names, alarms, recall := 0, 0, 0
	for _, g := range r.Groups {
		names, alarms, recall = names+g.Alarms.Of, alarms+g.Alarms.N, recall+g.Recall.N
		if g.Alarms.Of != small.Names {
			t.Errorf("%s %s: %d names", g.Script, g.Form, g.Alarms.Of)
		}
		if g.Recall.Of < small.Positives*9/10 {
			t.Errorf("%s %s: %d rewritten", g.Script, g.Form, g.Recall.Of)
		}
		if latin := g.Script == culture.ScriptLatin || g.Form == Romanised; (g.Alarms.N > 0) != latin {
			t.Errorf("%s %s: %d alarms", g.Script, g.Form, g.Alarms.N)
		}
		of := 0
		for _, k := range g.Kinds {
			of += k.Of
		}
		if of != g.Recall.Of {
			t.Errorf("%s %s: kinds count %d of %d", g.Script, g.Form, of, g.Recall.Of)
		}
	}
	if r.Total.Alarms.Of != names || r.Total.Alarms.N != alarms || r.Total.Recall.N != recall || len(r.Alarms) != alarms {
		t.Errorf("total %+v, want %d of %d, recall %d", r.Total, alarms, names, recall)
	}
	if r.Loose.Alarms.Share > 100 || r.Loose.Threshold <= r.Threshold {
		t.Errorf("one percent: %+v", r.Loose)
	}
}

func TestNamesOfTheListAreSetAside(t *testing.T) {
	first := Measure(fake{""}, nil, small)
	if first.Total.SetAside != 0 {
		t.Fatalf("%d set aside without a list", first.Total.SetAside)
	}
	native, _ := drawn(culture.ScriptCyrillic, nil, small)
	n := native.seen[0].name
	f := strings.Fields(n)
	turned := strings.ToUpper(strings.Join(append(f[1:], f[0]), ", "))
	r := Measure(fake{""}, []string{turned}, small)
	if r.Total.SetAside != 1 {
		t.Errorf("%q is listed as %q: %d set aside", n, turned, r.Total.SetAside)
	}
}

func TestBetween(t *testing.T) {
	rows := []Row{{Script: "a", Alarms: count(4, 1000)}, {Script: "b", Alarms: count(10, 1000)}, {Script: "c"}}
	b := between(rows, func(r Row) Count { return r.Alarms })
	if b.Highest != "b" || b.Lowest != "a" || b.Ratio != 25000 || b.Points != 60 {
		t.Errorf("%+v", b)
	}
	if b := between(rows[2:], func(r Row) Count { return r.Alarms }); b.High != -1 || b.Ratio != -1 {
		t.Errorf("of nothing: %+v", b)
	}
}

func TestOnePercent(t *testing.T) {
	g := &group{}
	for i := range 1000 {
		g.seen = append(g.seen, seen{score: i})
	}
	if got := onePercent(g); got != 990 {
		t.Errorf("threshold %d, want 990", got)
	}
	if r := row(g, 2000, onePercent(g)); r.LooseAlarms.N != 10 || r.Alarms.N != 0 {
		t.Errorf("%+v", r.LooseAlarms)
	}
}

func TestRewritingsDiffer(t *testing.T) {
	for _, script := range scripts(nil) {
		native, roman := rewritten(script, Options{Positives: 200, Seed: 1})
		kinds := map[string]string{}
		for _, f := range append(native, roman...) {
			if f.name == "" || f.listed == "" {
				t.Errorf("%s %s: %q, %q", f.tradition, f.kind, f.name, f.listed)
			}
			if strings.HasPrefix(f.kind, "typing") && f.name == f.listed {
				t.Errorf("%s: no error in %s", f.tradition, f.name)
			}
			kinds[f.kind] = f.name + " ~ " + f.listed
		}
		t.Log(script, kinds)
	}
}
