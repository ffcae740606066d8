package match

import (
	"encoding/csv"
	"os"
	"path/filepath"
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
	if f1 < 7500 {
		t.Errorf("F1 %d, want 7500 or more", f1)
	}
}
