package parts

import (
	"reflect"
	"strings"
	"testing"
)

var invented = []Row{
	{"brannock", "браннок", 1, 1}, {"lindgard", "линдгард", 1, 2}, {"sorrel", "соррел", 1, 3}, {"tavish", "тавиш", 1, 4}, {"morwen", "морвен", 1, 5},
	{"brunnick", "брунник", 1, 6}, {"landor", "ландор", 1, 7}, {"selwick", "селвик", 1, 8}, {"torvald", "торвальд", 1, 9}, {"mirande", "миранда", 1, 10},
}

// A scorer that knows the rows accepts all of them, and no random pair.
func TestMeasureKnowsTheRows(t *testing.T) {
	known := map[string]string{}
	for _, r := range invented {
		known[r.Latin] = r.Native
	}
	res := Measure(invented, func(a, b string) int {
		if known[a] == b {
			return 9000
		}
		return len(a) + len(b)
	}, Options{Seed: 7})
	if res.Rows != 10 || res.Pairs == 0 || len(res.Missed) != 0 {
		t.Errorf("%+v", res)
	}
	for _, p := range res.Points {
		if p.Accepted != 10 || p.Threshold >= 9000 {
			t.Errorf("%+v", p)
		}
	}
	if res.Hard != 0 {
		t.Errorf("%d pairs of the same initial in 10,000", res.Hard)
	}
}

// A scorer that says the same of every pair accepts nothing, and misses all.
func TestMeasureOfNoKnowledge(t *testing.T) {
	same := func(a, b string) int { return 5000 }
	res := Measure(invented, same, Options{Seed: 7})
	if len(res.Missed) != len(invented) || res.Points[0].Accepted != 0 {
		t.Errorf("%+v", res)
	}
	if again := Measure(invented, same, Options{Seed: 7}); !reflect.DeepEqual(res, again) {
		t.Error("measured twice, two results")
	}
	if res := Measure(nil, same, Options{}); res.Rows != 0 || res.Points != nil {
		t.Errorf("no rows: %+v", res)
	}
}

func TestReadTSV(t *testing.T) {
	rows, err := ReadTSV(strings.NewReader("sorrel\tс о р р е л\t12\ntavish\tтавиш\n"))
	want := []Row{{"sorrel", "соррел", 12, 1}, {"tavish", "тавиш", 1, 2}}
	if err != nil || !reflect.DeepEqual(rows, want) {
		t.Errorf("%+v, %v", rows, err)
	}
	for _, bad := range []string{"sorrel\n", "sorrel\tс\tmany\n"} {
		if _, err := ReadTSV(strings.NewReader("a\tа\t1\n" + bad)); err == nil || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestReadCSV(t *testing.T) {
	rows, err := ReadCSV(strings.NewReader("\ufeffLatin,native\nsorrel,соррел\n\"tavish\",тавиш\n"))
	want := []Row{{"sorrel", "соррел", 1, 2}, {"tavish", "тавиш", 1, 3}}
	if err != nil || !reflect.DeepEqual(rows, want) {
		t.Errorf("%+v, %v", rows, err)
	}
	for _, bad := range []string{"", "latin,other\n", "latin,native\nonly\n"} {
		if _, err := ReadCSV(strings.NewReader(bad)); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}

func FuzzReadTSV(f *testing.F) {
	f.Add("sorrel\tс о р р е л\t12\n")
	f.Fuzz(func(t *testing.T, s string) {
		rows, err := ReadTSV(strings.NewReader(s))
		if err != nil {
			return
		}
		kept, dropped := Clean(rows)
		n := len(kept)
		for _, d := range dropped {
			n += d
		}
		if n != len(rows) {
			t.Errorf("%d rows, %d kept or dropped", len(rows), n)
		}
	})
}
