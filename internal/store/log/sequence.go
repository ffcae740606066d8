package log

import (
	"bytes"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
)

// Next is the next state of the log, worked out and not yet written.
type Next struct {
	Size  int64
	Root  tlog.Hash
	old   Head
	edge  *ledger.Edge // of the old tree
	runs  []run
	tiles []ledger.TileBytes // that are new or wider
}

// run is a stretch of leaves whose numbers follow each other.
type run struct{ first, last int64 }

// Plan works out what the log will be with up to limit leaves that wait, in the
// order of their numbers, and returns the size before; nil where none waits. It is called in a view: hashing
// holds up no writer. It fails with ErrDamaged where the stored head, tiles or
// leaves contradict each other, so that damage does not spread.
func Plan(tx *store.Tx, limit int) (next *Next, before int64, err error) {
	leaves, err := Unsequenced(tx, 0, limit)
	if err != nil || len(leaves) == 0 {
		return nil, 0, err
	}
	n := &Next{}
	if n.old, n.edge, err = Edge(tx); err != nil {
		return nil, 0, err
	}
	edge := n.edge.Clone()
	for _, l := range leaves {
		if _, err := l.Parse(); err != nil {
			return nil, 0, err
		}
		n.tiles = append(n.tiles, edge.Append(ledger.Hash(l.Body))...)
		if i := len(n.runs) - 1; i >= 0 && n.runs[i].last+1 == l.Seq {
			n.runs[i].last = l.Seq
		} else {
			n.runs = append(n.runs, run{l.Seq, l.Seq})
		}
	}
	n.tiles = append(n.tiles, edge.Partial()...)
	n.Size, n.Root = edge.Size(), edge.Root()
	return n, n.old.Size, nil
}

// Edge returns the head and the right edge of the tree, whose root is the head's;
// ErrDamaged where it is not.
func Edge(tx *store.Tx) (Head, *ledger.Edge, error) {
	h, err := GetHead(tx)
	if err != nil {
		return h, nil, err
	}
	e, err := ledger.ReadEdge(h.Size, ReadTile(tx))
	if err != nil {
		return h, nil, err
	}
	if h.Size > 0 && e.Root() != h.Root {
		return h, nil, fmt.Errorf("the tiles give root %v for %d leaves, the head says %v: %w", e.Root(), h.Size, h.Root, ErrDamaged)
	}
	return h, e, nil
}

// Look looks for damage that would stop a sequencer: at the right edge of the
// tree, and in the first of the leaves that wait. It fails with ErrDamaged.
func Look(tx *store.Tx) error {
	if _, _, err := Edge(tx); err != nil {
		return err
	}
	leaves, err := Unsequenced(tx, 0, 100)
	for _, l := range leaves {
		if _, err := l.Parse(); err != nil {
			return err
		}
	}
	return err
}

// Apply writes the next state with its signed checkpoint, reads it back and
// hashes it again, all in one transaction: where anything differs nothing is
// published. It fails with ErrMoved where the log is not what the plan was made
// on, and ErrDamaged.
func (n *Next) Apply(tx *store.Tx, note []byte, at entity.Instant) error {
	if err := n.move(tx, note, at); err != nil {
		return err
	}
	place := n.old.Size
	for _, r := range n.runs {
		count := r.last - r.first + 1
		changed, err := tx.Exec(`UPDATE leaf SET position = seq + $1 WHERE seq >= $2 AND seq <= $3 AND position IS NULL`, place-r.first, r.first, r.last)
		if err != nil {
			return fmt.Errorf("sequence leaves %d to %d: %w", r.first, r.last, err)
		}
		if changed != count {
			return fmt.Errorf("sequence leaves %d to %d: %d are there: %w", r.first, r.last, changed, ErrMoved)
		}
		place += count
	}
	for _, t := range n.tiles {
		if _, err := tx.Exec(`INSERT INTO tile (level, n, width, bytes) VALUES ($1, $2, $3, $4)
			ON CONFLICT (level, n) DO UPDATE SET width = excluded.width, bytes = excluded.bytes`, t.Level, t.N, t.Width, t.Bytes); err != nil {
			return fmt.Errorf("write %s: %w", t.Path(), err)
		}
	}
	return n.check(tx)
}

// move is the compare-and-swap of the head.
func (n *Next) move(tx *store.Tx, note []byte, at entity.Instant) (err error) {
	var changed int64
	if n.old.Size == 0 {
		changed, err = tx.Exec(`INSERT INTO head (one, size, root, note, at) VALUES (1, $1, $2, $3, $4) ON CONFLICT (one) DO NOTHING`,
			n.Size, n.Root.String(), string(note), int64(at))
	} else {
		changed, err = tx.Exec(`UPDATE head SET size = $1, root = $2, note = $3, at = $4 WHERE one = 1 AND size = $5 AND root = $6`,
			n.Size, n.Root.String(), string(note), int64(at), n.old.Size, n.old.Root.String())
	}
	if err != nil {
		return fmt.Errorf("move the head to %d: %w", n.Size, err)
	}
	if changed != 1 {
		return fmt.Errorf("move the head from %d to %d: %w", n.old.Size, n.Size, ErrMoved)
	}
	return nil
}

// check reads back what Apply wrote.
func (n *Next) check(tx *store.Tx) error {
	leaves, err := At(tx, n.old.Size, int(n.Size-n.old.Size)+1)
	if err != nil {
		return err
	}
	edge := n.edge.Clone()
	var tiles []ledger.TileBytes
	for i, l := range leaves {
		if *l.Position != n.old.Size+int64(i) {
			return fmt.Errorf("leaf number %d stands at %d, not %d: %w", l.Seq, *l.Position, n.old.Size+int64(i), ErrDamaged)
		}
		tiles = append(tiles, edge.Append(ledger.Hash(l.Body))...)
	}
	if edge.Size() != n.Size || edge.Root() != n.Root {
		return fmt.Errorf("read back %d leaves with root %v, wrote %d with %v: %w", edge.Size(), edge.Root(), n.Size, n.Root, ErrDamaged)
	}
	for _, t := range append(tiles, edge.Partial()...) {
		b, err := ReadTile(tx)(t.Level, t.N, t.Width)
		if err != nil {
			return err
		}
		if !bytes.Equal(b, t.Bytes) {
			return fmt.Errorf("%s reads back otherwise: %w", t.Path(), ErrDamaged)
		}
	}
	return nil
}
