package token

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/script"
	"github.com/sekifuda/sekifuda/internal/script/letters"
)

// testData gives the folder of public data, which stands beside the project.
func testData(t *testing.T) string {
	dir := os.Getenv("SEKIFUDA_TESTDATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no test data: ", err)
	}
	return dir
}

type spelling struct{ latin, native string }

// readSpellings reads single words in Latin letters and in another script.
func readSpellings(t *testing.T, file string) []spelling {
	text, err := os.ReadFile(filepath.Join(testData(t), "names", "translit", file))
	if err != nil {
		t.Skip(err)
	}
	var out []spelling
	for line := range strings.Lines(string(text)) {
		f := strings.Split(line, "\t")
		if len(f) < 2 {
			continue
		}
		latin, native := script.Words(f[0]), script.NameWords(strings.ReplaceAll(f[1], " ", ""))
		if len(latin) == 1 && len(native) == 1 && alphabetOfRune([]rune(latin[0])[0]) == 0 {
			out = append(out, spelling{latin[0], wordText(native[0])})
		}
	}
	return out
}

func wordText(w script.Word) string {
	if alphabetOf(w.Key).unspaced() {
		return string(runOf(w))
	}
	return w.Key
}

// meet says how a term is found by a word that is asked for: 0 not at all, 1 by
// an exact key, 2 by letters without a slip, 3 with one, 4 with two.
func meet(index, asked []Key) int {
	best := 0
	better := func(n int) {
		if best == 0 || n < best {
			best = n
		}
	}
	for _, a := range asked {
		for _, k := range index {
			switch {
			case a.Spelled != k.Spelled:
			case !a.Spelled:
				if a.Text == k.Text {
					better(1)
				}
			default:
				n := min(len([]rune(a.Text)), len([]rune(k.Text)))
				switch d := editDistance(a.Text, k.Text); {
				case d == 0, d == 1 && n >= 3, d == 2 && n >= 5:
					better(2 + d)
				}
			}
		}
	}
	return best
}

func askedOf(w string) []Key {
	if alphabetOf(w).unspaced() {
		return stretchKeys([]rune(w)).keys
	}
	return askedKeys(w, alphabetOf(w)).keys
}

// TestWordsInOtherScripts measures how many words are found by what they are in
// another script, and how many others are.
func TestWordsInOtherScripts(t *testing.T) {
	for _, c := range []struct {
		file  string
		least float64
	}{{"russian", 0.96}, {"arabic", 0.94}, {"katakana", 0.91}, {"hebrew", 0.92}, {"korean", 0.88}, {"chinese", 0.76}} {
		pairs := readSpellings(t, c.file+"_dev.tsv")
		if testing.Short() {
			pairs = pairs[:500]
		}
		for _, native := range []bool{true, false} {
			var index, asked [][]Key
			keys := 0
			for _, p := range pairs {
				i, a := p.native, p.latin
				if !native {
					i, a = p.latin, p.native
				}
				index, asked = append(index, Keys(termWord+i)), append(asked, askedOf(a))
				keys += len(index[len(index)-1])
			}
			var by [5]int
			accepted, acceptedFound := 0, 0
			for i := range pairs {
				n := meet(index[i], asked[i])
				by[n]++
				s, likeness, ok := letters.Weigh(letters.NewWord(pairs[i].latin), letters.NewWord(pairs[i].native))
				if accept := ok && min(s, 7600+likeness/4) >= 8500; accept {
					accepted++
					acceptedFound += b2i(n > 0)
				} else if os.Getenv("MISSES") == "2" {
					continue
				}
				if n == 0 && i%10 == 0 && os.Getenv("MISSES") != "" {
					t.Logf("missed: %s %s %v %v", pairs[i].latin, pairs[i].native, index[i], asked[i])
				}
			}
			n := float64(len(pairs))
			random := rand.New(rand.NewPCG(1, 2))
			met := map[string]int{}
			for _, k := range index {
				for _, key := range k {
					if !key.Spelled {
						met[key.Text]++
					}
				}
			}
			others := 0
			for range 2000 {
				for _, k := range asked[random.IntN(len(asked))] {
					if !k.Spelled && k.Cost < costLast-costSkeleton {
						others += met[k.Text]
					}
				}
			}
			found := float64(acceptedFound) / float64(accepted)
			t.Logf("%s listed natively %v: found %.4f of %d accepted, %.4f of all (exact key %.3f, letters %.3f, one slip %.3f, two %.3f); %.1f keys a term; %.2f of 1000 others share an exact key",
				c.file, native, found, accepted, 1-float64(by[0])/n, float64(by[1])/n, float64(by[2])/n, float64(by[3])/n, float64(by[4])/n, float64(keys)/n, float64(others)/2000/n*1000)
			if found < c.least {
				t.Errorf("%s: found %.4f, want %.2f", c.file, found, c.least)
			}
		}
	}
}
