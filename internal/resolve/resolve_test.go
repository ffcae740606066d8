package resolve

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
)

// people makes n persons with one to three records each.
func people(n int) (out []*Record) {
	r := rand.New(rand.NewPCG(3, 4))
	word := func() string {
		b := make([]byte, 4+r.IntN(5))
		for i := range b {
			b[i] = "bcdfglmnprstaeiou"[r.IntN(17)]
		}
		return string(b)
	}
	for i := range n {
		given, family, city := word(), word(), word()
		birth := fmt.Sprintf("%d-%02d-%02d", 1950+r.IntN(50), 1+r.IntN(12), 1+r.IntN(28))
		phone := fmt.Sprintf("555%07d", r.IntN(1e7))
		for k := range 1 + r.IntN(3) {
			v := map[Field][]string{GivenName: {given}, FamilyName: {family}, BirthDate: {birth}, City: {city}, Phone: {phone}}
			switch k {
			case 1:
				v[FamilyName] = []string{family[:2] + family[3:]}
				delete(v, Phone)
			case 2:
				v[GivenName] = []string{given[:1]}
			}
			out = append(out, &Record{ID: fmt.Sprintf("r%04d-%d", i, k), Schema: "Person", Values: v})
		}
	}
	return out
}

// Twenty orders of arrival and two numbers of processors give one partition and
// one epoch.
func TestOrderChangesNothing(t *testing.T) {
	records := people(50)
	first, err := Resolve(slices.Values(records), Options{})
	if err != nil {
		t.Fatal(err)
	}
	want, _ := first.Epoch.Marshal()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 20 {
		runtime.GOMAXPROCS(1 + i%3)
		r.Shuffle(len(records), func(i, j int) { records[i], records[j] = records[j], records[i] })
		got, err := Resolve(slices.Values(records), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got.Cluster, first.Cluster) {
			t.Fatal("another order, another partition")
		}
		if b, _ := got.Epoch.Marshal(); !bytes.Equal(b, want) {
			t.Fatal("another order, another epoch")
		}
	}
}

func TestEpochComesBack(t *testing.T) {
	r, err := Resolve(slices.Values(people(60)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	b, err := r.Epoch.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	again, err := Unmarshal(b)
	if err != nil {
		t.Fatal(err)
	}
	if again.Digest() != r.Epoch.Digest() {
		t.Error("another digest after reading it")
	}
	for _, e := range []*Epoch{r.Epoch, Default()} {
		pairwise(t, e, r.Records[:40])
	}
	x, y := r.Epoch.Prepare(r.Records[0]), r.Epoch.Prepare(r.Records[1])
	if again.Score(again.Prepare(r.Records[0]), again.Prepare(r.Records[1])) != r.Epoch.Score(x, y) {
		t.Error("another score after reading it")
	}
	if _, err := Unmarshal([]byte(`{"version":99}`)); err == nil {
		t.Error("an epoch of another version was read")
	}
}

// pairwise holds what is so of all pairs: scores are symmetric, waterfalls sum.
func pairwise(t *testing.T, e *Epoch, records []*Record) {
	for i, r := range records {
		a := e.Prepare(r)
		for _, s := range records[i:] {
			b := e.Prepare(s)
			score := e.Score(a, b)
			if back := e.Score(b, a); back != score {
				t.Fatalf("%s, %s: %d one way, %d the other", a.ID, b.ID, score, back)
			}
			f := e.Explain(a, b)
			sum := int32(0)
			for _, l := range f.Lines {
				sum += l.Weight
			}
			if sum != score || f.Score != score {
				t.Fatalf("%s, %s: lines sum to %d, score %d: %+v", a.ID, b.ID, sum, score, f)
			}
		}
	}
}

func TestScoreAllocatesNothing(t *testing.T) {
	e := Default()
	rs := people(2)
	a, b := e.Prepare(rs[0]), e.Prepare(rs[1])
	if n := testing.AllocsPerRun(100, func() { e.Score(a, b) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
	if n := len(e.Keys(a, nil)); n == 0 || n > 14 {
		t.Errorf("%d keys", n)
	}
}

func BenchmarkScore(b *testing.B) {
	e := Default()
	rs := people(50)
	var ps []*Prepared
	for _, r := range rs {
		ps = append(ps, e.Prepare(r))
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		e.Score(ps[i%len(ps)], ps[(i+1)%len(ps)])
	}
}

func TestDefaultOutcomes(t *testing.T) {
	e := Default()
	base := map[Field][]string{GivenName: {"Mira"}, FamilyName: {"Castellvorn"}, BirthDate: {"1980-03-05"}, Phone: {"+81 3 5555 0101"}, Email: {"mira@castellvorn.example"}}
	with := func(change map[Field][]string) *Record {
		v := map[Field][]string{}
		for f, x := range base {
			v[f] = x
		}
		for f, x := range change {
			v[f] = x
		}
		return &Record{ID: "b", Schema: "Person", Values: v}
	}
	a := e.Prepare(with(nil))
	for _, c := range []struct {
		name string
		r    *Record
		want Outcome
	}{
		{"the same", with(nil), Same},
		{"written otherwise", with(map[Field][]string{BirthDate: {"5 March 1980"}, Phone: {"03-5555-0101"}, Email: nil}), Same},
		{"a sister", with(map[Field][]string{GivenName: {"Jolanda"}, BirthDate: {"1983-11-21"}, Email: {"jo@castellvorn.example"}}), Different},
		{"a name alone", &Record{ID: "b", Values: map[Field][]string{GivenName: {"Mira"}, FamilyName: {"Castellvorn"}}}, PossiblySame},
		{"a company", &Record{ID: "b", Schema: "Company", Values: base}, Different},
	} {
		c.r.Values = maybe(c.r.Values, c.want == Different && c.r.Schema == "Company")
		b := e.Prepare(c.r)
		if got := e.Outcome(e.Score(a, b)); got != c.want {
			t.Errorf("%s: %s, want %s: %+v", c.name, got, c.want, e.Explain(a, b))
		}
	}
}

// maybe leaves out the parts of a person's name for what is none.
func maybe(v map[Field][]string, company bool) map[Field][]string {
	if !company {
		return v
	}
	return map[Field][]string{Name: {"Castellvorn"}, Phone: v[Phone]}
}

func TestParseDay(t *testing.T) {
	for in, want := range map[string]string{
		"1980-03-05": "19800305", "19800305": "19800305", "3/5/1980": "19800305", "25/3/1980": "19800325", "5 March 1980": "19800305",
		"Mar 5 1980": "19800305", "24-May-11": "19110524", "1980": "19800000", "1980-03": "19800300", "1980-03-05T00:00:00Z": "19800305", "1980-03-05 00:00:00": "19800305",
	} {
		if d, ok := parseDay(in); !ok || d.text() != want {
			t.Errorf("%q: %s, want %s", in, d.text(), want)
		}
	}
	for _, in := range []string{"", "soon", "12", "1-2-3-4", "\xff"} {
		if d, ok := parseDay(in); ok {
			t.Errorf("%q was read as %s", in, d.text())
		}
	}
}

func FuzzPrepare(f *testing.F) {
	f.Add("Anna", "de la Cruz-Ōta", "1980-3-5", "12 High St.", "山田")
	f.Fuzz(func(t *testing.T, g, fam, d, a, n string) {
		e := Default()
		x := e.Prepare(&Record{ID: "x", Values: map[Field][]string{GivenName: {g}, FamilyName: {fam}, BirthDate: {d}, Address: {a}, Email: {n}}})
		y := e.Prepare(&Record{ID: "y", Values: map[Field][]string{Name: {n}, BirthDate: {a}, Address: {d}, Phone: {g}}})
		for _, p := range []*Prepared{x, y} {
			e.Keys(p, nil)
			if e.Score(p, x) != e.Score(x, p) {
				t.Fatal("not symmetric")
			}
		}
	})
}
