package reading

import (
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
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
// all of the name is answered: the cost a character of the word that costs
// most, none where there is no way.
func cover(l *Lattice, words []*Word, system System) int {
	if l == nil || len(words) == 0 || len(words) > 5 {
		return none
	}
	spans := make([][]Span, len(words))
	for k, w := range words {
		spans[k] = l.Spans(nil, w)
	}
	best := none
	var follow func(pos, left, worst int)
	follow = func(pos, left, worst int) {
		if pos == len(l.Runes) && left == 0 {
			best = min(best, worst)
		}
		for k := range words {
			for _, s := range spans[k] {
				if left>>k&1 == 1 && s.From == pos && s.System == system {
					follow(s.To, left&^(1<<k), max(worst, s.Cost/(s.To-s.From)))
				}
			}
		}
	}
	follow(0, 1<<len(words)-1, 0)
	return best
}

const none = 1 << 30

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
func realSharedPairs(all []person) []pair {
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

// TestJapanesePersons measures what is promised, at one limit: of real persons
// at least 0.93 accepted, of 60,000 random pairs at most 3, of pairs that share
// one part at most 0.5 %. With -v it prints the curve.
func TestJapanesePersons(t *testing.T) { measurePersons(t, 0.93) }

func measurePersons(t *testing.T, least float64) {
	const limit = 600
	all := readPersons(t)
	own := make([]pair, len(all))
	for i := range all {
		own[i] = pair{&all[i], all[i].w}
	}
	names := []string{"persons", "random", "one part changed", "persons sharing a part"}
	sets := [][]pair{own, randomPairs(all, 60000), sharedPairs(all, 60000), realSharedPairs(all)}
	costs := make([][]int, len(sets))
	for k, pairs := range sets {
		for _, p := range pairs {
			costs[k] = append(costs[k], cover(p.p.lat, p.words, Japanese))
		}
		slices.Sort(costs[k])
	}
	accepted := func(k, limit int) int { n, _ := slices.BinarySearch(costs[k], limit+1); return n }
	share := func(k, limit int) float64 { return float64(accepted(k, limit)) / float64(len(costs[k])) }
	for at := 100; at <= 900; at += 50 {
		line := fmt.Sprintf("cost %3d", at)
		for k := range sets {
			line += fmt.Sprintf("  %s %.3f%% (%d of %d)", names[k], 100*share(k, at), accepted(k, at), len(costs[k]))
		}
		t.Log(line)
	}
	if share(0, limit) < least || accepted(1, limit) > 3 || share(2, limit) > 0.005 || share(3, limit) > 0.005 {
		t.Errorf("at %d: %.4f of persons, %d random pairs, %.4f and %.4f of pairs that share a part", limit, share(0, limit), accepted(1, limit), share(2, limit), share(3, limit))
	}
}
