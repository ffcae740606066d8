package parts

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/sekifuda/sekifuda/internal/script"
	"github.com/sekifuda/sekifuda/internal/script/letters"
)

func dataDir(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("SEKIFUDA_TESTDATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	dir = filepath.Join(dir, "names", "translit")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no development data: ", err)
	}
	return dir
}

// lettersScore is what letters says of two words, prepared once each.
func lettersScore() func(a, b string) int {
	words := map[string]*letters.Word{}
	get := func(s string) *letters.Word {
		w, ok := words[s]
		if !ok {
			w = letters.NewWord(script.Fold(s))
			words[s] = w
		}
		return w
	}
	return func(a, b string) int {
		s, _ := letters.Compare(get(a), get(b))
		return s
	}
}

// The least shares, in 1/10,000, of the development rows that letters must
// accept at 0.1 % false accepts.
func TestLettersOnDevelopmentRows(t *testing.T) {
	dir := dataDir(t)
	for _, c := range []struct {
		name    string
		cleaned bool
		want    int
	}{{"russian", false, 9700}, {"arabic", false, 9600}, {"katakana", false, 9500}, {"chinese", false, 8800},
		{"korean", false, 8500}, {"korean", true, 9300}, {"hebrew", false, 9600}, {"hebrew", true, 9700}} {
		t.Run(fmt.Sprint(c.name, c.cleaned), func(t *testing.T) {
			f, err := os.Open(filepath.Join(dir, c.name+"_dev.tsv"))
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			rows, err := ReadTSV(f)
			if err != nil {
				t.Fatal(err)
			}
			if c.cleaned {
				kept, dropped := Clean(rows)
				t.Logf("dropped %d of %d: %v", len(rows)-len(kept), len(rows), dropped)
				rows = kept
			}
			res := Measure(rows, lettersScore(), Options{Seed: 1})
			for _, p := range res.Points {
				t.Logf("%d rows, %d pairs: %.2f %%: above %d: %d", res.Rows, res.Pairs, float64(p.Rate)/100, p.Threshold, 10000*p.Accepted/res.Rows)
			}
			t.Logf("same initial: %d", res.Hard)
			if got := 10000 * res.Points[1].Accepted / res.Rows; got < c.want {
				t.Errorf("accepted %d in 10,000, want %d", got, c.want)
			}
		})
	}
}
