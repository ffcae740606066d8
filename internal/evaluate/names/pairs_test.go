package names

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

// fixed scores by the first name, so that the counting can be held by hand.
func fixed(scores map[string]int) Scorer {
	return func(_, a, _ string) int { return scores[a] }
}

func readPairs(t *testing.T, text string) *Pairs {
	t.Helper()
	p, err := ReadPairs(strings.NewReader(text), "p.csv")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestReportCounts(t *testing.T) {
	p := readPairs(t, `quality,is_match,name2,NAME1,schema,category,note
STRONG,true,x,a,Person,one,
STRONG,TRUE,x,b,Person,one,kept
WEAK,false,x,c,Company,two,
WEAK,0,Ж,d,Company,two,
`)
	p.Score(fixed(map[string]int{"a": 9000, "b": 8000, "c": 8400, "d": 0}))
	r := p.Report(8500)
	if r.TP != 1 || r.FP != 0 || r.FN != 1 || r.TN != 2 {
		t.Errorf("TP %d FP %d FN %d TN %d, want 1 0 1 2", r.TP, r.FP, r.FN, r.TN)
	}
	if r.Precision != 10000 || r.Recall != 5000 || r.F1 != 6667 {
		t.Errorf("precision %v recall %v F1 %v", r.Precision, r.Recall, r.F1)
	}
	// From 8000: two found, one false: F1 4/5. From 9000: 2/3.
	if r.BestF1 != 8000 || r.BestThreshold != 8000 {
		t.Errorf("best F1 %v at %d, want 0.8000 at 8000", r.BestF1, r.BestThreshold)
	}
	var got []string
	for _, g := range r.Groups {
		got = append(got, g.By+" "+g.Name)
	}
	want := "category one|category two|scripts Latin~Latin|scripts Cyrillic~Latin|schema Person|schema Company|quality STRONG|quality WEAK"
	if strings.Join(got, "|") != want {
		t.Errorf("groups %q\nwant %q", strings.Join(got, "|"), want)
	}
	b, err := json.Marshal(r.Groups[1])
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"by":"category","name":"two","tp":0,"fp":0,"fn":0,"tn":2,"precision":null,"recall":null,"f1":null,"threshold":8500,"best_f1":null,"best_threshold":0}`; string(b) != want {
		t.Errorf("JSON %s\nwant %s", b, want)
	}
}

func TestWriteKeepsRows(t *testing.T) {
	p := readPairs(t, "schema,name1,name2,is_match,note\nPerson,a,x,true,\"one, two\"\nPerson,,x,true,\nPerson,c,x,maybe,\nPerson,d,x\nPerson,e,x,no,\n")
	p.Score(fixed(map[string]int{"a": 9000}))
	var out bytes.Buffer
	if err := p.Write(&out, 8500); err != nil {
		t.Fatal(err)
	}
	want := "schema,name1,name2,is_match,note,score,predicted\nPerson,a,x,true,\"one, two\",9000,true\nPerson,,x,true,,,\nPerson,c,x,maybe,,,\nPerson,d,x,,,,\nPerson,e,x,no,,0,false\n"
	if out.String() != want {
		t.Errorf("wrote\n%s\nwant\n%s", out.String(), want)
	}
	for i, want := range []string{"p.csv:5:3: name2: the row has 3", "p.csv:3:2: name1: no name", `p.csv:4:4: is_match: "maybe" is neither`} {
		if got := p.Table.Bad[i].Error(); !strings.HasPrefix(got, want) {
			t.Errorf("error %d: %s\nwant %s…", i, got, want)
		}
	}
	if len(p.Table.Bad) != 3 || len(p.Pairs) != 2 {
		t.Errorf("%d bad, %d pairs, want 3 and 2", len(p.Table.Bad), len(p.Pairs))
	}
}

func TestBadTables(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", "p.csv:1: no header"},
		{"name1,name2,is_match\n", "p.csv:1: schema: no such column"},
		{"schema,name1,name2,name1,is_match\n", "p.csv:1:4: name1: the column is there twice"},
	} {
		_, err := ReadPairs(strings.NewReader(c.text), "p.csv")
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%q: %v, want %s…", c.text, err, c.want)
		}
	}
}

// A row with a stray quote is named; what follows it is read.
func TestStrayQuote(t *testing.T) {
	p := readPairs(t, "\ufeffschema,name1,name2,is_match\nPerson,a,x,true\nPerson,b \"q\",x,true\n\nPerson,\"c\n\",x,1\nPerson,\xff,x,1\n")
	if len(p.Pairs) != 2 || p.Pairs[1].A != "c\n" {
		t.Errorf("pairs %+v, want a and c", p.Pairs)
	}
	if len(p.Table.Bad) != 2 || p.Table.Bad[0].Line != 3 || p.Table.Bad[1].Line != 7 || p.Table.Bad[1].Column != 2 {
		t.Errorf("bad %v", p.Table.Bad)
	}
}

func TestBestThreshold(t *testing.T) {
	for _, c := range []struct {
		pairs []Scored
		f1    Share
		at    int
	}{
		{nil, -1, 0},
		{[]Scored{{9000, false}}, -1, 0},
		{[]Scored{{0, true}}, 0, 0},
		{[]Scored{{9000, true}, {9000, false}, {8000, true}}, 8000, 8000},
		{[]Scored{{9000, true}, {8000, false}, {8000, false}, {7000, false}, {7000, true}}, 6667, 9000},
	} {
		if f, at := best(c.pairs); f != c.f1 || at != c.at {
			t.Errorf("best(%v) = %v at %d, want %v at %d", c.pairs, f, at, c.f1, c.at)
		}
	}
}

func TestScripts(t *testing.T) {
	for s, want := range map[string]string{
		"Anna Berg": "Latin", "山田 ひろ子": "Han+Kana", "ジョージ・ベルグ": "Kana", "김민준": "Hangul", "12-3": "None",
		"Анна Berg": "Cyrillic+Latin", "אנה": "Hebrew", "ꡀ": "Other", "": "None",
	} {
		if got := Scripts(s); got != want {
			t.Errorf("Scripts(%q) = %s, want %s", s, got, want)
		}
	}
	if a, b := ScriptPair("Anna", "アンナ"), ScriptPair("アンナ", "Anna"); a != b || a != "Kana~Latin" {
		t.Errorf("%s, %s", a, b)
	}
}

func FuzzReadPairs(f *testing.F) {
	f.Add("schema,name1,name2,is_match\nPerson,a,b,true\n")
	f.Add("schema,name1,name2,is_match\nPerson,\"a\"x,b,true\n,,\n")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := ReadPairs(strings.NewReader(text), "p.csv")
		if err != nil {
			return
		}
		p.Score(fixed(nil))
		r := p.Report(8500)
		if n := r.TP + r.FP + r.FN + r.TN; n != len(p.Pairs) {
			t.Errorf("%d counted of %d", n, len(p.Pairs))
		}
		if err := p.Write(&bytes.Buffer{}, 8500); err != nil {
			t.Error(err)
		}
	})
}
