package archive

import (
	"errors"
	"fmt"

	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
)

// told is what somebody says of the ledger.
type told struct {
	ledger.Checkpoint
	by string
}

// compareLedger computes the tree over the restored leaves and compares it with
// the checkpoint in the backup and one that was kept elsewhere, "" being none.
// Whose signatures they bear is for `verify` to say.
func compareLedger(tx *store.Tx, inside, outside string) error {
	var want []told
	for _, c := range []struct{ by, note string }{{"the checkpoint in the backup", inside}, {"the checkpoint that was given", outside}} {
		if c.note == "" {
			continue
		}
		read, err := ledger.ReadCheckpoint([]byte(c.note))
		if err != nil {
			return fmt.Errorf("%w: %s: %w", ErrCheckpoint, c.by, err)
		}
		want = append(want, told{read, c.by})
	}
	if len(want) == 0 {
		return nil
	}
	return compareTrees(tx, want)
}

func compareTrees(tx *store.Tx, want []told) error {
	tree := &ledger.Edge{}
	compare := func() error {
		for _, t := range want {
			if t.Size == tree.Size() && t.Root != tree.Root() {
				return fmt.Errorf("%w: %s says %s of %d leaves, and they come to %s", ErrCheckpoint, t.by, t.Root, t.Size, tree.Root())
			}
		}
		return nil
	}
	err := compare()
	for leaf, each := range sequenced(tx) {
		if err = errors.Join(err, each); err != nil {
			break
		}
		if leaf.position != tree.Size() {
			return fmt.Errorf("%w: no leaf stands at %d", ErrCheckpoint, tree.Size())
		}
		tree.Append(ledger.Hash(leaf.body))
		err = compare()
	}
	if err != nil {
		return err
	}
	for _, t := range want {
		if t.Size > tree.Size() {
			return fmt.Errorf("%w: %s is of %d leaves, and the backup has %d: it is older than the checkpoint", ErrCheckpoint, t.by, t.Size, tree.Size())
		}
	}
	return nil
}

type leaf struct {
	position int64
	body     []byte
}

// sequenced yields the leaves that have a place, in its order.
func sequenced(tx *store.Tx) func(func(leaf, error) bool) {
	return func(yield func(leaf, error) bool) {
		rows, err := tx.Query(`SELECT position, body FROM leaf WHERE position IS NOT NULL ORDER BY position`)
		if err != nil {
			yield(leaf{}, fmt.Errorf("read leaves: %w", err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			var l leaf
			if err := rows.Scan(&l.position, &l.body); err != nil {
				yield(l, fmt.Errorf("read leaves: %w", err))
				return
			}
			if !yield(l, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(leaf{}, fmt.Errorf("read leaves: %w", err))
		}
	}
}
