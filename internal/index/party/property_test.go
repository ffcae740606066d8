package party

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sekifuda/sekifuda/internal/entity"
)

var (
	stock    = strings.Fields("mohammed ali karvani zlatorog ivan petrova 山田 太郎 山田太郎 架空商事 bank of trading")
	wordsGen = rapid.SliceOfN(rapid.SampledFrom(stock), 1, 4)
)

func drawList(rt *rapid.T, dir string) (*List, []entity.Entity) {
	var list []entity.Entity
	for i := range rapid.IntRange(1, 15).Draw(rt, "entities") {
		list = append(list, person(fmt.Sprintf("e%02d", i), strings.Join(wordsGen.Draw(rt, "name"), " ")))
	}
	sub, err := os.MkdirTemp(dir, "")
	if err != nil {
		rt.Fatal(err)
	}
	info, err := Build(context.Background(), sub, testMeta, seq(list), nil)
	if err != nil {
		rt.Fatal(err)
	}
	l, err := Open(info.Path)
	if err != nil {
		rt.Fatal(err)
	}
	return l, list
}

// TestCandidateProperties: whoever bears the name is among the candidates,
// misspelt or with words in another order; a smaller limit gives the beginning
// of the same answer, and says so when it matters.
func TestCandidateProperties(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		l, list := drawList(rt, t.TempDir())
		defer l.Close()
		e := rapid.SampledFrom(list).Draw(rt, "asked")
		words := strings.Fields(e.First("name"))
		words = rapid.Permutation(words).Draw(rt, "order")
		i := rapid.IntRange(0, len(words)-1).Draw(rt, "misspelt")
		if w := []rune(words[i]); len(w) >= 4 && w[0] < 0x80 {
			at := rapid.IntRange(0, len(w)-1).Draw(rt, "letter")
			w[at] = 'q'
			words[i] = string(w)
		}
		query := []string{strings.Join(words, " ")}
		all, cut, err := l.Candidates(query, len(list))
		if err != nil || cut {
			rt.Fatal(cut, err)
		}
		if !slices.ContainsFunc(all, func(c *entity.Entity) bool { return c.ID == e.ID }) {
			rt.Fatalf("%q does not find %q", query, e.First("name"))
		}
		limit := rapid.IntRange(1, len(list)).Draw(rt, "limit")
		some, cut, err := l.Candidates(query, limit)
		if err != nil || !slices.Equal(some, all[:min(limit, len(all))]) {
			rt.Fatalf("limit %d gives %d other candidates, %v", limit, len(some), err)
		}
		if cut && limit >= len(all) {
			rt.Fatalf("cut at %d of %d", limit, len(all))
		}
	})
}

// TestScratchIsClean: a query leaves nothing behind for the next one.
func TestScratchIsClean(t *testing.T) {
	l := mustOpen(t, mustBuild(t, t.TempDir(), synthetic(200)).Path)
	first, _, err := l.Candidates([]string{"Karo Karo"}, 50)
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		if _, _, err := l.Candidates([]string{synthetic(20)[7].First("name")}, 50); err != nil {
			t.Fatal(err)
		}
		again, _, err := l.Candidates([]string{"Karo Karo"}, 50)
		if err != nil || !slices.Equal(first, again) {
			t.Fatalf("the same query gives %d, then %d candidates, %v", len(first), len(again), err)
		}
	}
}
