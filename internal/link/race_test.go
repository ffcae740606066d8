package link

import (
	"fmt"
	"sync"
	"testing"

	"github.com/sekifuda/sekifuda/internal/statement"
)

// Questions beside additions: each sees the graph whole, and what was added
// before it was put.
func TestQuestionsBesideAdditions(t *testing.T) {
	g := build(t, nil, chain())
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			for i := range 100 {
				who := app(fmt.Sprint("new-", w, "-", i))
				if err := g.Add(tie(who, phone, "n"), tie(who, ip, "n")); err != nil {
					t.Error(err)
				}
				n := g.Expand([]statement.Ref{who}, ExpandOptions{Hops: 2})
				if n.Len() < 4 {
					t.Errorf("%s: %d reached right after it was added", who, n.Len())
				}
				if r := g.Rank([]statement.Ref{who}, RankOptions{}); len(r.Ranked) < 2 {
					t.Errorf("%s: %d ranked", who, len(r.Ranked))
				}
			}
		})
		wg.Go(func() {
			for range 50 {
				if r := g.Paths(app("a"), app("c"), 2, PathOptions{}); len(r.Paths) == 0 {
					t.Error("a path is gone")
				}
				g.Components(ComponentOptions{})
			}
		})
	}
	wg.Wait()
	if s := g.Size(); s.Delta != 800 || s.Edges != 804 {
		t.Errorf("size %+v", s)
	}
}
