package batch_test

import (
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/batch"
)

// TestJoin walks the life of two shards: the second joins the first's run, a
// killed one joins its own again, an ended one begins anew.
func TestJoin(t *testing.T) {
	db, err := store.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for i, step := range []struct {
		part  string
		at    entity.Instant
		run   string
		again bool
		ends  bool
		want  entity.Instant
	}{
		{part: "0/2", at: 1, run: "k#1", want: 1},
		{part: "0/2", at: 2, run: "k#1", again: true, ends: true, want: 1},
		{part: "1/2", at: 3, run: "k#1", again: true, ends: true, want: 1},
		{part: "1/2", at: 4, run: "k#2", want: 4},
		{part: "0/2", at: 5, run: "k#2", again: true, want: 4},
	} {
		err := db.Tx(t.Context(), func(tx *store.Tx) error {
			b, again, err := batch.Join(tx, batch.Batch{Tenant: "t", Key: "k", At: step.at, Generation: finding.Generation{Policy: "p"}}, step.part)
			if err != nil {
				return err
			}
			if b.Key != step.run || again != step.again || b.At != step.want {
				t.Errorf("step %d: run %s, again %v, at %d; want %s, %v, %d", i, b.Key, again, b.At, step.run, step.again, step.want)
			}
			if step.ends {
				return batch.End(tx, "t", b.Key, step.part)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
