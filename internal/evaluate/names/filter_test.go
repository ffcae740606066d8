package names

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/un"
)

// devPath gives the path of a file of the development data, or skips.
func devPath(t testing.TB, elem ...string) string {
	t.Helper()
	root := os.Getenv("SEKIFUDA_TESTDATA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	path := filepath.Join(append([]string{root}, elem...)...)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("development data not here: %v", err)
	}
	return path
}

func unPersons(t testing.TB) *List {
	t.Helper()
	var out []*entity.Entity
	for e, err := range un.Open([]string{devPath(t, "lists", "un", "UN_consolidated.xml")}, format.ListLimits) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, &e)
	}
	return NewList(out, entity.Person)
}

// The filter loses nothing from Floor on: names of the list, altered, written
// together or cut short, and names of others, asked with and without it.
func TestFilterLosesNothing(t *testing.T) {
	whole := unPersons(t)
	ask := 60
	if os.Getenv("SEKIFUDA_SLOW") != "" {
		ask = 1500
	}
	f, err := os.Open(devPath(t, "names", "negatives_global_1000.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	others, _, err := ReadNames(f, "negatives")
	if err != nil {
		t.Fatal(err)
	}
	dice := rand.New(rand.NewPCG(5, 5))
	var queries []string
	for range ask {
		names := whole.Entities()[dice.IntN(whole.Len())].Names()
		queries = append(queries, vary(names[dice.IntN(len(names))], dice))
		if len(queries)%3 == 0 {
			queries = append(queries, others[dice.IntN(len(others))])
		}
	}
	filtered := whole.Filtered()
	found := 0
	for _, q := range queries {
		want, got := whole.From(q, Floor), filtered.From(q, Floor)
		found += len(want)
		if fmt.Sprint(want) != fmt.Sprint(got) {
			t.Errorf("%q: %d found, %d with the filter%s", q, len(want), len(got), lost(want, got))
		}
	}
	t.Logf("%d queries, %d answers from %d on", len(queries), found, Floor)
	if found < ask/2 {
		t.Errorf("%d answers to %d queries hold little", found, len(queries))
	}
}

func lost(want, got []Hit) string {
	var b strings.Builder
	has := map[*entity.Entity]bool{}
	for _, h := range got {
		has[h.Entity] = true
	}
	for _, h := range want {
		if !has[h.Entity] {
			fmt.Fprintf(&b, "\n  %d %s", h.Score, h.Name)
		}
	}
	return b.String()
}

// vary writes a listed name in one of the ways that a filter might miss.
func vary(name string, dice *rand.Rand) string {
	words := strings.Fields(name)
	switch dice.IntN(5) {
	case 0:
		return Alter(name, 5, dice)
	case 1: // two words together
		if i := dice.IntN(len(words)); i > 0 {
			words = append(words[:i-1:i-1], append([]string{words[i-1] + words[i]}, words[i+1:]...)...)
		}
	case 2: // all together
		return strings.Join(words, "")
	case 3: // a word left out
		if i := dice.IntN(len(words)); len(words) > 2 {
			words = append(words[:i:i], words[i+1:]...)
		}
	case 4: // an initial
		if i := dice.IntN(len(words)); len(words) > 1 {
			words[i] = string([]rune(words[i])[:1]) + "."
		}
	}
	return strings.Join(words, " ")
}

// What holds for no list in particular: a name finds itself through the filter.
func TestFilterFindsItself(t *testing.T) {
	names := []string{"Marek Ostrowan", "Li Na", "Yi", "Марек Острован", "水無月 遥", "水無月遥", "みなづき はるか", "박 서연", "Abd al-Rahman al-Quillmoori", "J. C. Quillmoor", "محمود القلموري"}
	var all []*entity.Entity
	for i, n := range names {
		all = append(all, listed(fmt.Sprint(i), entity.Person, n))
	}
	l := NewList(all, entity.Person).Filtered()
	for i, n := range names {
		if h := l.Best(n); h.Score < Floor || h.Name == "" {
			t.Errorf("%q finds %+v", n, h)
		} else if i != 4 && i != 5 && h.Entity != all[i] {
			t.Errorf("%q finds %q first", n, h.Name)
		}
	}
	if bodies := NewList(invented(), entity.Company); bodies.Filtered() != bodies {
		t.Error("a list of companies is filtered")
	}
}
