package casefile

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// say makes a statement: "S1 topic=word", with options.
func say(id, source, predicate, word string, more ...func(*statement.Statement)) statement.Statement {
	s := statement.Statement{ID: id, Source: source, Subject: statement.Ref{Kind: "event", Key: "e"}, Predicate: predicate,
		Polarity: statement.Asserts, Place: id, Quotation: id}
	if word != "" {
		s.Value = statement.Value{Kind: term, Text: word}
	}
	for _, f := range more {
		f(&s)
	}
	return s
}

func article(id, published string) statement.Source {
	d, err := entity.ParseDate(published)
	if err != nil {
		panic(err)
	}
	return statement.Source{ID: id, Kind: statement.KindArticle, Published: d}
}

func value(v statement.Value) func(*statement.Statement) {
	return func(s *statement.Statement) { s.Value = v }
}

func on(text string) entity.Date {
	d, err := entity.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

func days(text string) statement.Value {
	d := on(text)
	return statement.Value{Kind: date, Text: text, From: int64(d.Earliest), To: int64(d.Latest)}
}

// only2 gives the classes that two sources get on one question.
func only2(t *testing.T, f *File) string {
	t.Helper()
	var out []string
	for _, d := range Disagreements(f) {
		if d.On.Subject.Kind == "source" {
			continue
		}
		for _, c := range d.Classes {
			out = append(out, string(c))
		}
		if d.Alarm != slices.ContainsFunc(d.Classes, Class.Alarm) {
			t.Errorf("alarm of %v is %v", d.Classes, d.Alarm)
		}
	}
	return strings.Join(out, " ")
}

// TestPairs: what two answers are to each other, whatever they are about.
func TestPairs(t *testing.T) {
	denies := func(s *statement.Statement) { s.Polarity = statement.Denies }
	lacks := func(s *statement.Statement) { s.Polarity = statement.Lacks }
	silent := func(s *statement.Statement) { s.Polarity = statement.NoAnswer }
	hedged := func(s *statement.Statement) { s.Hedge = "allegedly" }
	of := func(part string) func(*statement.Statement) { return func(s *statement.Statement) { s.Aspect = part } }
	state := func(state string) func(*statement.Statement) { return func(s *statement.Statement) { s.State = state } }
	to := func(key string) func(*statement.Statement) {
		return func(s *statement.Statement) { s.Object = statement.Ref{Kind: "ip", Key: key} }
	}
	num := func(a, b int64) func(*statement.Statement) {
		return value(statement.Value{Kind: number, From: a, To: b})
	}
	list := func(kind string, w ...string) func(*statement.Statement) {
		return value(statement.Value{Kind: kind, Set: w})
	}
	yes := func(w string) func(*statement.Statement) { return value(statement.Value{Kind: yesNo, Text: w}) }
	type mod = func(*statement.Statement)
	for _, c := range []struct {
		name string
		a, b []mod
		aw   string
		bw   string
		want string
	}{
		{"the same", nil, nil, "dog", "Dog ", ""},
		{"a synonym", nil, nil, "dog", "hound", ""},
		{"a kind of it", nil, nil, "dog", "animal", "granularity"},
		{"a kind of a kind", nil, nil, "poodle", "animal", "granularity"},
		{"a third is both", nil, nil, "dog", "guard", "granularity"},
		{"something else", nil, nil, "dog", "cat", "contradiction"},
		{"a word that nobody put in", nil, nil, "dog", "whale", "contradiction"},
		{"two renderings, neither translated", nil, nil, "husband", "wife", "contradiction"},
		{"outright and hedged", nil, []mod{hedged}, "dog", "dog", "granularity"},
		{"denied", nil, []mod{denies}, "dog", "dog", "contradiction"},
		{"the wider denied", nil, []mod{denies}, "dog", "animal", "contradiction"},
		{"the narrower denied", nil, []mod{denies}, "animal", "dog", ""},
		{"another denied", nil, []mod{denies}, "dog", "cat", ""},
		{"all denied", nil, []mod{denies}, "dog", "", "contradiction"},
		{"both deny", []mod{denies}, []mod{denies}, "dog", "cat", ""},
		{"no evidence", nil, []mod{lacks}, "dog", "dog", "granularity"},
		{"no answer", nil, []mod{silent}, "dog", "dog", ""},
		{"of another part", []mod{of("left")}, []mod{of("right")}, "dog", "cat", "scope"},
		{"of a part and of the whole", []mod{of("left")}, nil, "dog", "cat", "scope"},
		{"the same of two parts", []mod{of("left")}, []mod{of("right")}, "dog", "dog", ""},
		{"denied of another part", []mod{of("left"), denies}, nil, "dog", "dog", "scope"},
		{"numbers that overlap", []mod{num(180, 200)}, []mod{num(200, 220)}, "", "", "granularity"},
		{"numbers that do not", []mod{num(180, 199)}, []mod{num(200, 220)}, "", "", "contradiction"},
		{"one number", []mod{num(200, 200)}, []mod{num(200, 200)}, "", "", ""},
		{"a month in a year", []mod{value(days("2022-11"))}, []mod{value(days("2022"))}, "", "", "granularity"},
		{"two months", []mod{value(days("2022-11"))}, []mod{value(days("2022-12"))}, "", "", "contradiction"},
		{"yes and no", []mod{yes("yes")}, []mod{yes("no")}, "", "", "contradiction"},
		{"part of a list", []mod{list(set, "a", "b")}, []mod{list(set, "a")}, "", "", "scope"},
		{"other parts of a list", []mod{list(set, "a", "b")}, []mod{list(set, "b", "c")}, "", "", "scope"},
		{"one list", []mod{list(set, "a", "b")}, []mod{list(set, "b", "a", "a")}, "", "", ""},
		{"two lists", []mod{list(set, "a")}, []mod{list(set, "b")}, "", "", "contradiction"},
		{"a list more closely", []mod{list(set, "dog")}, []mod{list(set, "animal")}, "", "", "granularity"},
		{"only, and another", []mod{list(only, "dog")}, []mod{list(set, "dog", "cat")}, "", "", "contradiction"},
		{"only, and some of it", []mod{list(only, "animal")}, []mod{list(set, "dog", "cat")}, "", "", "granularity"},
		{"only and only", []mod{list(only, "dog")}, []mod{list(only, "dog", "cat")}, "", "", "contradiction"},
		{"a list and a term", []mod{list(set, "dog", "cat")}, nil, "", "dog", "scope"},
		{"other kinds of value", []mod{num(1, 1)}, nil, "", "dog", ""},
		{"two links", []mod{to("192.0.2.1")}, []mod{to("192.0.2.2")}, "", "", ""},
		{"a link denied", []mod{to("192.0.2.1")}, []mod{to("192.0.2.1"), denies}, "", "", "contradiction"},
		{"another link denied", []mod{to("192.0.2.1")}, []mod{to("192.0.2.2"), denies}, "", "", ""},
		{"free text", []mod{value(statement.Value{Kind: text, Text: "this"})}, []mod{value(statement.Value{Kind: text, Text: "that"})}, "", "", ""},
		{"planned, then done", []mod{state(Planned)}, []mod{state(Done)}, "", "", "evolution"},
		{"done, then planned", []mod{state(Done)}, []mod{state(Planned)}, "", "", "contradiction"},
		{"dropped, then asked again", []mod{state(Dropped)}, []mod{state(Requested)}, "", "", "evolution"},
		{"two steps", []mod{state(Done)}, []mod{state(Done)}, "referral", "warrant", "evolution"},
		{"one step on two days", []mod{state(Done), func(s *statement.Statement) { s.When = on("2027-01-02") }},
			[]mod{state(Done), func(s *statement.Statement) { s.When = on("2027-01-03") }}, "", "", "contradiction"},
		{"later told of earlier", []mod{state(Done), func(s *statement.Statement) { s.When = on("2027-01-09") }},
			[]mod{state(Planned), func(s *statement.Statement) { s.When = on("2027-01-03") }}, "", "", "evolution"},
		{"past at a day to come", []mod{func(s *statement.Statement) { s.When = on("2028-01-09") }}, nil, "dog", "dog", "within_one_report"},
		{"planned for a day to come", []mod{state(Planned), func(s *statement.Statement) { s.When = on("2028-01-09") }}, nil, "dog", "dog", ""},
		{"never fed to a rule", nil, []mod{func(s *statement.Statement) { s.NoRule = true }}, "dog", "cat", ""},
	} {
		f := &File{Sources: []statement.Source{article("A", "2027-02-01"), article("B", "2027-03-01")}, Terms: words(),
			Statements: []statement.Statement{say("a", "A", "p", c.aw, c.a...), say("b", "B", "p", c.bw, c.b...)}}
		if got := only2(t, f); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		slices.Reverse(f.Statements)
		slices.Reverse(f.Sources)
		if got := only2(t, f); got != c.want {
			t.Errorf("%s, the other way round: %q, want %q", c.name, got, c.want)
		}
	}
}

func words() []Term {
	return []Term{{Name: "dog", Within: []string{"animal"}, Same: []string{"hound"}}, {Name: "cat", Within: []string{"animal"}},
		{Name: "poodle", Within: []string{"hound"}}, {Name: "watchdog", Within: []string{"dog", "guard"}},
		{Name: "husband", Renders: "配偶者"}, {Name: "wife", Renders: "配偶者"},
		{Name: "round", Within: []string{"circle"}}, {Name: "circle", Within: []string{"round"}}}
}

func TestTranslation(t *testing.T) {
	f := &File{Sources: []statement.Source{article("A", "2027-02-01"), article("B", "2027-03-01")}, Terms: words(),
		Statements: []statement.Statement{say("a", "A", "p", "husband"), say("b", "B", "p", "wife"), say("c", "A", "q", "Kalder"), say("d", "B", "q", "Calder")}}
	if got := only2(t, f); got != "contradiction contradiction" {
		t.Errorf("not translated: %s", got)
	}
	f.Sources[0].Translation = "somebody"
	if got := only2(t, f); got != "translation translation" {
		t.Errorf("translated: %s", got)
	}
}

// TestOneReport: a report is at odds with itself only in two places and on one
// part; what it says closer stands for what it says wider.
func TestOneReport(t *testing.T) {
	f := &File{Sources: []statement.Source{article("A", "2027-02-01")}, Terms: words(),
		Statements: []statement.Statement{say("a", "A", "p", "dog"), say("b", "A", "p", "cat")}}
	if got := only2(t, f); got != "within_one_report" {
		t.Errorf("two places: %q", got)
	}
	f.Statements[1].Place, f.Statements[1].Quotation = "a", "a"
	if got := only2(t, f); got != "" {
		t.Errorf("one sentence: %q", got)
	}
	f.Sources = append(f.Sources, article("B", "2027-02-01"))
	f.Statements = []statement.Statement{say("a", "A", "p", "animal"), say("b", "A", "p", "cat"), say("c", "B", "p", "dog")}
	if got := only2(t, f); got != "contradiction" {
		t.Errorf("a wide lede hides what the text says: %q", got)
	}
}

func TestVocabularyInACircleEnds(t *testing.T) {
	v := newVocabulary(append(words(), Term{Name: "x", Same: []string{"y"}}, Term{Name: "y", Same: []string{"x"}}), same(&File{}))
	if v.relate(v.of("round"), v.of("circle")) != equal {
		t.Error("terms that are within each other are not one")
	}
	_ = v.of("x")
}

// TestRepeating: repeating what there is, as reprints or as it is, makes no
// alarm that was not there.
func TestRepeating(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := random(t)
		before := map[string]bool{}
		for _, d := range Disagreements(f) {
			if d.Alarm {
				before[d.On.String()] = true
			}
		}
		for _, s := range slices.Clone(f.Statements) {
			if s.Source == "A" {
				s.ID += "-again"
				s.Source = "A-again"
				f.Statements = append(f.Statements, s)
			}
		}
		a := article("A-again", "2027-02-01")
		a.Derives = []statement.Derivation{{From: "A", How: statement.Reprint}}
		f.Sources = append(f.Sources, a)
		for _, d := range Disagreements(f) {
			if d.Alarm && !before[d.On.String()] {
				t.Fatalf("new alarm on %v: %v", d.On, d.Facets)
			}
		}
	})
}

// TestOrderOfArrival: whatever the order of its parts, a case reads the same.
func TestOrderOfArrival(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := random(t)
		want := fmt.Sprint(Disagreements(f), Weigh(f), Timeline(f), Roles(f))
		g := *f
		g.Statements = rapid.Permutation(f.Statements).Draw(t, "statements")
		g.Sources = rapid.Permutation(f.Sources).Draw(t, "sources")
		g.Assessments = rapid.Permutation(f.Assessments).Draw(t, "assessments")
		g.Decisions = rapid.Permutation(f.Decisions).Draw(t, "decisions")
		if got := fmt.Sprint(Disagreements(&g), Weigh(&g), Timeline(&g), Roles(&g)); got != want {
			t.Fatalf("got %s\nwant %s", got, want)
		}
	})
}

func random(t *rapid.T) *File {
	f := &File{Sources: []statement.Source{article("A", "2027-02-01"), article("B", "2027-03-01"), article("C", "2027-03-01")}, Terms: words()}
	f.Hypotheses = []Hypothesis{{ID: "H1"}, {ID: "H2"}}
	things := []statement.Ref{{Kind: "person", Key: "p"}, {Kind: "person", Key: "q"}, {Kind: "event", Key: "e"}}
	n := rapid.IntRange(1, 12).Draw(t, "n")
	for i := range n {
		id := fmt.Sprintf("s%02d", i)
		s := say(id, rapid.SampledFrom([]string{"A", "B", "C"}).Draw(t, "source"), rapid.SampledFrom([]string{"p", "p.x", "is.y"}).Draw(t, "predicate"),
			rapid.SampledFrom([]string{"dog", "cat", "animal", "guard"}).Draw(t, "word"))
		s.Subject = rapid.SampledFrom(things).Draw(t, "subject")
		s.Polarity = rapid.SampledFrom([]statement.Polarity{statement.Asserts, statement.Asserts, statement.Denies, statement.Lacks, statement.NoAnswer}).Draw(t, "polarity")
		s.State = rapid.SampledFrom([]string{"", "", Planned, Done, Dropped}).Draw(t, "state")
		s.Aspect = rapid.SampledFrom([]string{"", "", "left"}).Draw(t, "aspect")
		s.Role = rapid.SampledFrom([]string{"", "acting", "coerced"}).Draw(t, "role")
		s.Chain = rapid.SampledFrom([][]statement.Told{nil, {{Who: "police"}}, {{Who: "A"}}}).Draw(t, "chain")
		f.Statements = append(f.Statements, s)
		f.Assessments = append(f.Assessments, Assessment{ID: "a" + id, Hypothesis: rapid.SampledFrom([]string{"H1", "H2"}).Draw(t, "h"), Statement: id,
			Stance: rapid.SampledFrom([]Stance{For, Against, Neutral}).Draw(t, "stance")})
	}
	for i, same := range rapid.SliceOfN(rapid.Bool(), 0, 3).Draw(t, "decisions") {
		f.Decisions = append(f.Decisions, Decision{ID: fmt.Sprint("d", i), A: things[0], B: things[1], Same: same, Recorded: entity.Instant(i)})
	}
	return f
}
