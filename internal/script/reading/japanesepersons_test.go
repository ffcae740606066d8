package reading

import (
	"encoding/csv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"unicode"

	"github.com/sekifuda/sekifuda/internal/script"
)

// person is a real person: a name in kanji, without spaces, and in Latin letters.
type person struct {
	native string
	label  string
	words  []string
	runes  []rune
	lat    *Lattice
	w      []*Word
}

func readPersons(t testing.TB) []person {
	dir := os.Getenv("SEKIFUDA_TESTDATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	f, err := os.Open(filepath.Join(dir, "names", "jp", "persons_dev.csv"))
	if err != nil {
		t.Skip("no data to measure on:", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var all []person
	for _, row := range rows[1:] {
		all = append(all, newPerson(row[0], row[1]))
	}
	return all
}

func newPerson(native, label string) person {
	p := person{native: native, label: label, words: strings.Fields(script.LatinKey(label))}
	for _, r := range script.Fold(native) {
		if unicode.IsLetter(r) || r == 'ー' {
			p.runes = append(p.runes, r)
		}
	}
	p.lat = New(p.runes)
	for _, w := range p.words {
		p.w = append(p.w, NewWord(w))
	}
	return p
}

// cover is the best way to let each word answer a part of the name, so that
// all of the name is answered: its cost, 1<<30 where there is none.
func cover(l *Lattice, words []*Word, buf []Span) (sum, worst int) {
	const none = 1 << 30
	if l == nil || len(words) == 0 || len(words) > 5 {
		return none, none
	}
	n := len(l.Runes)
	var best [MaxRunes + 1][32]int
	for i := range best[:n+1] {
		for j := range best[i] {
			best[i][j] = none
		}
	}
	best[0][0] = 0
	type step struct {
		Span
		word int
	}
	var steps []step
	for k, w := range words {
		for _, s := range l.Spans(buf[:0], w) {
			if s.System == Japanese {
				steps = append(steps, step{s, k})
			}
		}
	}
	sort.Slice(steps, func(i, j int) bool { return steps[i].From < steps[j].From })
	for _, s := range steps {
		for mask := range 1 << len(words) {
			if c := best[s.From][mask]; c < none && mask>>s.word&1 == 0 {
				to := &best[s.To][mask|1<<s.word]
				*to = min(*to, c+s.Cost)
			}
		}
	}
	sum = best[n][1<<len(words)-1]
	return sum, sum
}

// negatives are pairs that do not belong together: a native name and words.
type pair struct {
	p     *person
	words []*Word
}

func randomPairs(all []person, n int) []pair {
	rng := rand.New(rand.NewPCG(3, 1))
	var out []pair
	for len(out) < n {
		a, b := &all[rng.IntN(len(all))], &all[rng.IntN(len(all))]
		if a.label != b.label {
			out = append(out, pair{a, b.w})
		}
	}
	return out
}

// sharedPairs keeps one word of a label and takes the other from another label.
func sharedPairs(all []person, n int) []pair {
	rng := rand.New(rand.NewPCG(3, 2))
	var out []pair
	for len(out) < n {
		a, b := &all[rng.IntN(len(all))], &all[rng.IntN(len(all))]
		k := rng.IntN(2)
		if len(a.w) != 2 || len(b.w) != 2 || a.w[k].latin[Japanese] == b.w[k].latin[Japanese] {
			continue
		}
		w := []*Word{a.w[0], a.w[1]}
		w[k] = b.w[k]
		out = append(out, pair{a, w})
	}
	return out
}

// realSharedPairs are pairs of two persons whose labels share one word of two.
func realSharedPairs(all []person, n int) []pair {
	by := map[string][]int{}
	for i := range all {
		if len(all[i].w) == 2 {
			for _, w := range all[i].w {
				by[w.latin[Japanese]] = append(by[w.latin[Japanese]], i)
			}
		}
	}
	var out []pair
	for i := range all {
		a := &all[i]
		if len(a.w) != 2 {
			continue
		}
		for k := range a.w {
			for _, j := range by[a.w[k].latin[Japanese]] {
				b := &all[j]
				la, lb := []string{a.w[0].latin[0], a.w[1].latin[0]}, []string{b.w[0].latin[0], b.w[1].latin[0]}
				sort.Strings(la)
				sort.Strings(lb)
				if i != j && (la[0] != lb[0] || la[1] != lb[1]) {
					out = append(out, pair{a, b.w})
				}
			}
		}
	}
	return out
}

func TestJapanesePersons(t *testing.T) {
	all := readPersons(t)
	var buf []Span
	stats := func(p *person, w []*Word) [1]float64 {
		sum, _ := cover(p.lat, w, buf)
		return [1]float64{float64(sum) / float64(max(1, len(p.runes)))}
	}
	pos := make([]float64, 0, len(all))
	var missed []string
	for i := range all {
		s := stats(&all[i], all[i].w)
		pos = append(pos, s[0])
		if s[0] > 1000 {
			missed = append(missed, all[i].native+" "+strings.Join(all[i].words, " "))
		}
	}
	sets := map[string][]pair{"random": randomPairs(all, 60000), "shared": sharedPairs(all, 60000), "real": realSharedPairs(all, 60000)}
	neg := map[string][]float64{}
	for name, pairs := range sets {
		for _, p := range pairs {
			neg[name] = append(neg[name], stats(p.p, p.words)[0])
		}
	}
	share := func(list []float64, limit float64) int {
		n := 0
		for _, x := range list {
			if x <= limit {
				n++
			}
		}
		return n
	}
	if out := os.Getenv("MISSED"); out != "" {
		os.WriteFile(out, []byte(strings.Join(missed, "\n")+"\n"), 0o644)
	}
	for limit := 100.0; limit < 900; limit += 50 {
		t.Logf("%4.0f  %.4f  random %d of %d  shared %.3f%%  real %.3f%%", limit, float64(share(pos, limit))/float64(len(pos)),
			share(neg["random"], limit), len(neg["random"]), 100*float64(share(neg["shared"], limit))/float64(len(neg["shared"])), 100*float64(share(neg["real"], limit))/float64(len(neg["real"])))
	}
}
