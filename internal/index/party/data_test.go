package party

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/ofac"
)

// TestPublishedList asks for entries of a real list with a letter wrong in
// every word of four letters or more, and measures.
func TestPublishedList(t *testing.T) {
	dir := os.Getenv("SEKIFUDA_TESTDATA")
	if dir == "" {
		dir = "../../../../shared/data"
	}
	dir = filepath.Join(dir, "lists", "ofac")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("test data not here (set SEKIFUDA_TESTDATA): %v", err)
	}
	var list []entity.Entity
	for e, err := range ofac.Read([]string{dir}, format.ListLimits) {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, e)
	}
	info := mustBuild(t, t.TempDir(), list)
	t.Logf("%d entities, %d writings, %d bytes", info.Records, info.Writings, info.Bytes)
	l := mustOpen(t, info.Path)
	rng := rand.New(rand.NewPCG(11, 12))
	for name, write := range map[string]func(string) string{
		"as listed": func(s string) string { return s },
		"misspelt":  func(s string) string { return misspell(rng, s) },
	} {
		asked, found, cuts, returned := 0, 0, 0, 0
		var took []time.Duration
		for i := 0; i < len(list); i += 5 {
			start := time.Now()
			got, cut, err := l.Candidates([]string{write(list[i].First("name"))}, 200)
			took = append(took, time.Since(start))
			if err != nil {
				t.Fatal(err)
			}
			asked++
			returned += len(got)
			if slices.ContainsFunc(got, func(e *entity.Entity) bool { return e.ID == list[i].ID }) {
				found++
			} else if cut {
				cuts++
			}
		}
		slices.Sort(took)
		t.Logf("%s: %d of %d found, %d cut, %d candidates a query, p50 %v, p99 %v", name, found, asked, cuts, returned/asked, took[len(took)/2], took[len(took)*99/100])
		if want := asked * 98 / 100; found < want {
			t.Errorf("%s: %d of %d found, want %d", name, found, asked, want)
		}
	}
}

// misspell changes, drops, doubles or swaps a letter in each longer word.
func misspell(rng *rand.Rand, s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		r := []rune(w)
		if len(r) < 4 {
			continue
		}
		at := 1 + rng.IntN(len(r)-2)
		switch rng.IntN(4) {
		case 0:
			r[at] = 'q'
		case 1:
			r = slices.Delete(r, at, at+1)
		case 2:
			r = slices.Insert(r, at, r[at])
		case 3:
			r[at], r[at+1] = r[at+1], r[at]
		}
		words[i] = string(r)
	}
	return strings.Join(words, " ")
}
