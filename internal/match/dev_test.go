package match

import (
	"encoding/csv"
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// devFile opens a file of the development data, or skips.
func devFile(t testing.TB, elem ...string) *os.File {
	t.Helper()
	root := os.Getenv("SEKIFUDA_TESTDATA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "data")
	}
	f, err := os.Open(filepath.Join(append([]string{root}, elem...)...))
	if err != nil {
		t.Skipf("development data not here: %v", err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func devRows(t testing.TB, elem ...string) [][]string {
	t.Helper()
	r := csv.NewReader(devFile(t, elem...))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// The labelled pairs are a development set: their figure guards against
// getting worse, it is no claim.
func TestDevPairs(t *testing.T) {
	var tp, fp, fn, tn int
	for _, row := range devRows(t, "names", "pairs_dev.csv")[1:] {
		q := &Query{Schema: row[0], Names: []string{row[1]}}
		e := &entity.Entity{Schema: row[0], Properties: map[string][]string{"name": {row[2]}}}
		r := Score(q, e)
		got, want := r.Score >= Agrees, row[3] == "true"
		switch {
		case got && want:
			tp++
		case got:
			fp++
		case want:
			fn++
		default:
			tn++
		}
		if got != want {
			t.Logf("%v %q %q: score %d, want %v (%s)", row[0], row[1], row[2], r.Score, want, row[4])
		}
	}
	precision, recall := tp*10000/(tp+fp), tp*10000/(tp+fn)
	f1 := 2 * precision * recall / (precision + recall)
	t.Logf("pairs_dev: TP %d FP %d FN %d TN %d, precision %d recall %d F1 %d (of 10000)", tp, fp, fn, tn, precision, recall, f1)
	if f1 < 9550 {
		t.Errorf("F1 %d, want 9550 or more", f1)
	}
}

// listNames gives the names of the persons on the OFAC and UN lists, read as
// plainly as a test may.
func listNames(t testing.TB) []string {
	t.Helper()
	var out []string
	persons := map[string]bool{}
	for _, row := range devRows(t, "lists", "ofac", "sdn.csv") {
		if len(row) > 2 && strings.TrimSpace(row[2]) == "individual" {
			persons[row[0]] = true
			out = append(out, row[1])
		}
	}
	for _, row := range devRows(t, "lists", "ofac", "alt.csv") {
		if len(row) > 3 && persons[row[0]] {
			out = append(out, row[3])
		}
	}
	var list struct {
		People []struct {
			First  string `xml:"FIRST_NAME"`
			Second string `xml:"SECOND_NAME"`
			Third  string `xml:"THIRD_NAME"`
			Fourth string `xml:"FOURTH_NAME"`
			Native string `xml:"NAME_ORIGINAL_SCRIPT"`
			Alias  []struct {
				Quality string `xml:"QUALITY"`
				Name    string `xml:"ALIAS_NAME"`
			} `xml:"INDIVIDUAL_ALIAS"`
		} `xml:"INDIVIDUALS>INDIVIDUAL"`
	}
	if err := xml.NewDecoder(devFile(t, "lists", "un", "UN_consolidated.xml")).Decode(&list); err != nil {
		t.Fatal(err)
	}
	for _, p := range list.People {
		out = append(out, strings.Join([]string{p.First, p.Second, p.Third, p.Fourth}, " "), p.Native)
		for _, a := range p.Alias {
			if a.Quality != "Low" {
				out = append(out, a.Name)
			}
		}
	}
	return out
}

// Every alarm on the synthetic persons who are on no list is a false one. One
// name in 25 is asked for; all of them with SEKIFUDA_SLOW set.
func TestDevNegatives(t *testing.T) {
	const most = 1
	step := 25
	if os.Getenv("SEKIFUDA_SLOW") != "" {
		step = 1
	}
	var targets []*name
	for _, s := range listNames(t) {
		if n := newName(s, true); n != nil {
			targets = append(targets, n)
		}
	}
	rows := devRows(t, "names", "negatives_global_1000.csv")[1:]
	var asked, alarms atomic.Int64
	var wait sync.WaitGroup
	for worker := range 4 {
		wait.Go(func() {
			for i := worker * step; i < len(rows); i += 4 * step {
				asked.Add(1)
				n := newName(rows[i][0], true)
				var out alignment
				for _, target := range targets {
					if score, why := compareNames(&out, n, target, true, 0); score >= Agrees {
						t.Logf("%q ~ %q: %d %s", rows[i][0], target.text, score, why)
						alarms.Add(1)
						break
					}
				}
			}
		})
	}
	wait.Wait()
	t.Logf("%d persons on no list against %d names of listed persons: %d alarms", asked.Load(), len(targets), alarms.Load())
	if int(alarms.Load()) > most {
		t.Errorf("%d alarms, want at most %d", alarms.Load(), most)
	}
}
