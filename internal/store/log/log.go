// Package log keeps the Merkle log over the leaves: their places in the tree,
// its tiles, and the head, which is the present checkpoint. Leaves are written
// by others, unsequenced, in the transactions of what they record; here they
// get their places.
package log

import (
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
)

// Head is the tree as it was last published. The zero value is that of a log
// in which nothing was sequenced yet.
type Head struct {
	Size int64
	Root tlog.Hash
	Note []byte         // the signed checkpoint
	At   entity.Instant // when it was published
}

// ErrDamaged is returned where what is stored of the log contradicts itself: a
// bit was flipped, or somebody changed it. Nothing may be added to it then.
var ErrDamaged = errors.New("the stored log is damaged: run `sekifuda verify` to see where, and restore a backup")

// ErrMoved is returned where another sequencer was faster.
var ErrMoved = errors.New("the head of the log moved")

// ErrNotSequenced is returned for a leaf that has no place yet: ask again in a second.
var ErrNotSequenced = errors.New("the leaf is not sequenced yet")

// GetHead returns the head. It fails with ErrDamaged where its row is none.
func GetHead(tx *store.Tx) (Head, error) {
	var h Head
	var root, note string
	err := tx.Row(store.Into(&h.Size, &root, &note, &h.At), `SELECT size, root, note, at FROM head WHERE one = 1`)
	if errors.Is(err, store.ErrNotFound) {
		return Head{}, nil
	}
	if err != nil {
		return Head{}, fmt.Errorf("head of the log: %w", err)
	}
	if h.Root, err = tlog.ParseHash(root); err != nil || h.Size <= 0 {
		return Head{}, fmt.Errorf("head of the log, size %d, root %.50q: %w", h.Size, root, ErrDamaged)
	}
	h.Note = []byte(note)
	return h, nil
}

// ReadTile reads tiles within a transaction. What it returns is as stored and
// may be longer than asked for; ErrDamaged where it is shorter.
func ReadTile(tx *store.Tx) ledger.TileReader {
	return func(level int, n int64, width int) ([]byte, error) {
		var b []byte
		err := tx.Row(store.Into(&b), `SELECT bytes FROM tile WHERE level = $1 AND n = $2`, level, n)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return nil, fmt.Errorf("tile %d/%d: %w", level, n, err)
		}
		if len(b) < width*tlog.HashSize {
			return nil, fmt.Errorf("tile %d/%d holds %d bytes where %d hashes should be: %w", level, n, len(b), width, ErrDamaged)
		}
		return b, nil
	}
}

// Bundle returns the entry bundle of a tile that is in the tree: its leaves.
func Bundle(tx *store.Tx, t ledger.Tile) ([]byte, error) {
	from := t.N * ledger.TileWidth
	leaves, err := At(tx, from, t.Width)
	if err != nil {
		return nil, err
	}
	if len(leaves) != t.Width {
		return nil, fmt.Errorf("%s: %d leaves from %d on: %w", t.Path(), len(leaves), from, ErrDamaged)
	}
	var b []byte
	for _, l := range leaves {
		b = ledger.AppendEntry(b, l.Body)
	}
	return b, nil
}

// Leaf is a leaf as it is stored; Kind, ID, Tag and At stand beside its bytes
// for look-ups, and say the same.
type Leaf struct {
	Seq      int64
	Position *int64 // nil: not sequenced
	Kind     string
	ID       string
	Tag      string
	At       entity.Instant
	Body     []byte
}

const columns = `seq, position, kind, id, tag, at, body`

func scanLeaf(scan func(...any) error) (l Leaf, err error) {
	return l, scan(&l.Seq, &l.Position, &l.Kind, &l.ID, &l.Tag, &l.At, &l.Body)
}

// Parse reads the leaf's bytes. It fails with ErrDamaged where they are no leaf
// or another than the row says.
func (l Leaf) Parse() (ledger.Leaf, error) {
	p, err := ledger.Parse(l.Body)
	if err == nil && (p.Kind != l.Kind || p.ID != l.ID || p.Tenant != l.Tag || p.At != l.At) {
		err = fmt.Errorf("its row says %s %s", l.Kind, l.ID)
	}
	if err != nil {
		return p, fmt.Errorf("leaf number %d: %w: %w", l.Seq, err, ErrDamaged)
	}
	return p, nil
}

// At returns the leaves from a place on, up to limit of them.
func At(tx *store.Tx, from int64, limit int) ([]Leaf, error) {
	out, err := store.All(tx, scanLeaf, `SELECT `+columns+` FROM leaf WHERE position >= $1 ORDER BY position LIMIT $2`, from, limit)
	if err != nil {
		return nil, fmt.Errorf("leaves from place %d on: %w", from, err)
	}
	return out, nil
}

// Get returns a leaf by its number; store.ErrNotFound without one.
func Get(tx *store.Tx, seq int64) (Leaf, error) {
	out, err := store.All(tx, scanLeaf, `SELECT `+columns+` FROM leaf WHERE seq = $1`, seq)
	if err == nil && len(out) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		return Leaf{}, fmt.Errorf("leaf number %d: %w", seq, err)
	}
	return out[0], nil
}

// Waiting returns how many leaves have no place yet, and the number of the
// oldest; it counts to limit at most.
func Waiting(tx *store.Tx, limit int) (count, oldest int64, err error) {
	err = tx.Row(store.Into(&count, &oldest), `SELECT COUNT(*), COALESCE(MIN(seq), 0) FROM (SELECT seq FROM leaf WHERE position IS NULL ORDER BY seq LIMIT $1) AS w`, limit)
	if err != nil {
		return 0, 0, fmt.Errorf("leaves that wait: %w", err)
	}
	return count, oldest, nil
}

// Unsequenced returns up to limit leaves without a place, with numbers above after.
func Unsequenced(tx *store.Tx, after int64, limit int) ([]Leaf, error) {
	out, err := store.All(tx, scanLeaf, `SELECT `+columns+` FROM leaf WHERE position IS NULL AND seq > $1 ORDER BY seq LIMIT $2`, after, limit)
	if err != nil {
		return nil, fmt.Errorf("leaves that wait: %w", err)
	}
	return out, nil
}
