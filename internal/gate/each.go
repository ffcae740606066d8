package gate

import (
	"context"
	"fmt"
	"iter"

	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/decision"
)

// eachPage is how many decisions are read at once.
const eachPage = 100

// Each yields the decisions of the books that are asked for as they are stored,
// in the order in which they were recorded. An error is yielded last. Decisions
// that are made meanwhile come too, so it reads no longer than a page at a time.
func (b *Books) Each(ctx context.Context, w decision.Wanted) iter.Seq2[decision.Row, error] {
	return func(yield func(decision.Row, error) bool) {
		leaf := int64(0)
		for {
			var rows []decision.Row
			err := b.DB.View(ctx, func(tx *store.Tx) (err error) {
				rows, err = decision.After(tx, b.Tenant, leaf, w, eachPage)
				return err
			})
			if err != nil {
				yield(decision.Row{}, fmt.Errorf("read decisions: %w", err))
				return
			}
			for _, r := range rows {
				if !yield(r, nil) {
					return
				}
				leaf = r.Leaf
			}
			if len(rows) < eachPage {
				return
			}
		}
	}
}
