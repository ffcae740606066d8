package notary

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/log"
	"github.com/sekifuda/sekifuda/internal/vault"
)

// Verify compares the whole store with its log: the leaves with the tiles and
// the signed head, every covered row with its leaf, the log with a checkpoint
// kept elsewhere. What is wrong is in the report; it fails only where the store
// cannot be read or an option is none.
func (l *Log) Verify(ctx context.Context, o Options) (*Report, error) {
	var r *Report
	err := l.DB.View(ctx, func(tx *store.Tx) (err error) {
		r, err = VerifyTx(tx, l.DB.Engine() == "sqlite", o)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("verify: %w", err)
	}
	return r, nil
}

// VerifyTx is Verify within a transaction. inOrder says that the engine commits
// leaves in the order of their numbers.
func VerifyTx(tx *store.Tx, inOrder bool, o Options) (*Report, error) {
	v := &verification{
		tx: tx, inOrder: inOrder, vault: o.Vault,
		r:      &Report{Leaves: map[string]int64{}, Rows: map[string]int64{}, Problems: []Problem{}},
		marks:  map[int64]mark{},
		tags:   map[string]string{},
		actual: map[string]int64{}, live: map[string]liveLeaf{}, snapshots: map[[2]string]string{},
	}
	if len(o.Kept) > 0 {
		kept, err := ledger.ReadCheckpoint(o.Kept)
		if err != nil {
			return nil, fmt.Errorf("checkpoint kept elsewhere: %w", err)
		}
		v.r.Kept, v.r.KeptSize = &kept, kept.Size
	}
	for _, part := range []func(Options) error{v.leaves, v.waiting, v.head, v.rows, v.sources, v.rowless, v.sealed} {
		if err := part(o); err != nil {
			return nil, err
		}
	}
	return v.r, nil
}

// verification is one run.
type verification struct {
	tx      *store.Tx
	r       *Report
	inOrder bool
	vault   *vault.Vault

	edge   ledger.Edge
	broken bool // a place is empty: the tree over the rest means nothing
	prefix tlog.Hash

	marks     map[int64]mark       // leaves of rows, by number
	tags      map[string]string    // tenant to tag, and the other way round
	actual    map[string]int64     // the last leaf that made a policy active, by tag
	live      map[string]liveLeaf  // the last leaf of each source
	snapshots map[[2]string]string // source and digest to the digest of the row
}

// mark is what is kept of a leaf until its row was seen.
type mark struct {
	print  [16]byte
	tag    string
	place  int64 // -1: none yet
	class  byte
	seen   bool
	before bool // it does not say what its row is
}

// Classes of leaves that have rows; history has one only while it is the last.
const (
	classRow     = 'r'
	classHistory = 'h'
)

type liveLeaf struct {
	seq   int64
	chain []string
}

// page is how many leaves are read at once.
const page = 500

// leaves goes through the tree from its first leaf on, and through its tiles.
func (v *verification) leaves(Options) error {
	last := int64(0)
	for place := int64(0); ; {
		rows, err := log.At(v.tx, place, page)
		if err != nil {
			return err
		}
		for _, l := range rows {
			if *l.Position != place {
				v.r.problem("leaf", fmt.Sprintf("leaf at place %d", place), "it is missing: the next is at %d", *l.Position)
				v.broken = true
			}
			if v.inOrder && l.Seq <= last {
				v.r.problem("leaf", fmt.Sprintf("leaf number %d", l.Seq), "it stands at place %d, after number %d", *l.Position, last)
			}
			place, last = *l.Position+1, l.Seq
			v.leaf(l)
			if err := v.grow(l); err != nil {
				return err
			}
		}
		if len(rows) < page {
			v.r.Size = v.edge.Size()
			return nil
		}
	}
}

// grow adds a leaf to the tree and compares the tiles that became full.
func (v *verification) grow(l log.Leaf) error {
	for _, t := range v.edge.Append(ledger.Hash(l.Body)) {
		if err := v.tile(t); err != nil {
			return err
		}
	}
	if v.r.Kept != nil && v.edge.Size() == v.r.Kept.Size {
		v.prefix = v.edge.Root()
	}
	return nil
}

func (v *verification) tile(t ledger.TileBytes) error {
	if v.broken {
		return nil
	}
	var width int
	var b []byte
	err := v.tx.Row(store.Into(&width, &b), `SELECT width, bytes FROM tile WHERE level = $1 AND n = $2`, t.Level, t.N)
	switch {
	case errors.Is(err, store.ErrNotFound):
		v.r.problem("tile", t.Path(), "it is missing")
	case err != nil:
		return fmt.Errorf("%s: %w", t.Path(), err)
	case width != t.Width || len(b) != len(t.Bytes):
		v.r.problem("tile", t.Path(), "it is %d hashes wide in %d bytes, not %d", width, len(b), t.Width)
	case !bytes.Equal(b, t.Bytes):
		v.r.problem("tile", t.Path(), "its hashes are not those of the leaves")
	}
	return nil
}

// leaf reads one leaf and remembers what its row must be.
func (v *verification) leaf(l log.Leaf) {
	p, err := l.Parse()
	if err != nil {
		v.r.problem("leaf", fmt.Sprintf("leaf number %d", l.Seq), "%v", err)
		return
	}
	v.r.Leaves[p.Kind]++
	m := mark{print: fingerprint(p.Kind, p.ID, p.Row), tag: p.Tenant, class: classRow, place: -1, before: p.Row == ""}
	if l.Position != nil {
		m.place = *l.Position
	}
	switch p.Kind {
	case ledger.KindDecision, ledger.KindEvidence, ledger.KindProof, ledger.KindWithdrawal, ledger.KindRecords:
	case ledger.KindPolicy:
		if len(p.Codes) == 1 && p.Codes[0] == codeActive {
			m.class = classHistory
			v.actual[p.Tenant] = max(v.actual[p.Tenant], l.Seq)
		}
	case ledger.KindSourceLive:
		v.liveLeaf(l.Seq, p)
		return
	default: // records, keys: where a row was written with the leaf, it says so
		if p.Row == "" {
			return
		}
	}
	v.marks[l.Seq] = m
}

// waiting goes through the leaves that have no place yet.
func (v *verification) waiting(Options) error {
	for after := int64(0); ; {
		rows, err := log.Unsequenced(v.tx, after, page)
		if err != nil {
			return err
		}
		for _, l := range rows {
			v.r.Waiting++
			v.leaf(l)
			after = l.Seq
		}
		if len(rows) < page {
			return nil
		}
	}
}

// head compares the tree with what was published of it.
func (v *verification) head(o Options) error {
	for _, t := range v.edge.Partial() {
		if err := v.tile(t); err != nil {
			return err
		}
	}
	if err := v.countTiles(); err != nil {
		return err
	}
	v.r.Root = v.edge.Root().String()
	if v.r.Kept != nil {
		v.r.checkKept(*v.r.Kept, v.prefix)
	}
	h, err := log.GetHead(v.tx)
	if errors.Is(err, log.ErrDamaged) {
		v.r.problem("head", "head", "%v", err)
	} else if err != nil {
		return err
	}
	if h.Size != v.edge.Size() || (h.Size > 0 && h.Root != v.edge.Root()) {
		v.r.problem("root", "head", "it says %d leaves with root %v, the leaves are %d with root %v", h.Size, h.Root, v.edge.Size(), v.edge.Root())
	}
	return v.signature(h, o)
}

// countTiles finds tiles that belong to no tree of this size.
func (v *verification) countTiles() error {
	want, have := int64(0), int64(0)
	for n := v.edge.Size(); n > 0; n >>= ledger.TileHeight {
		want += (n + ledger.TileWidth - 1) / ledger.TileWidth
	}
	if err := v.tx.Row(store.Into(&have), `SELECT COUNT(*) FROM tile`); err != nil {
		return fmt.Errorf("count tiles: %w", err)
	}
	if have > want {
		v.r.problem("tile", "tiles", "there are %d, a tree of %d leaves has %d", have, v.edge.Size(), want)
	}
	return nil
}

// signature verifies the signed checkpoint of the head, and the one kept elsewhere.
func (v *verification) signature(h log.Head, o Options) error {
	key, err := store.Setting(v.tx, settingKey)
	if err != nil {
		return err
	}
	origin, err := store.Setting(v.tx, settingOrigin)
	if err != nil {
		return err
	}
	v.r.Key, v.r.KeyGiven = key, o.Key != ""
	if o.Key != "" {
		v.r.Key = o.Key
		if key != "" && key != o.Key {
			v.r.problem("head", "log key", "the store names another key than the one that was given: %s", key)
		}
	}
	if v.r.Kept != nil && v.r.Key != "" {
		if _, err := ledger.OpenCheckpoint(o.Kept, v.r.Key); err != nil {
			if o.Key != "" {
				return fmt.Errorf("checkpoint kept elsewhere: %w", err)
			}
			v.r.problem("kept", "checkpoint kept elsewhere", "the key that the store names did not sign it: %v", err)
		}
	}
	if h.Size == 0 {
		return nil
	}
	c, err := ledger.OpenCheckpoint(h.Note, v.r.Key)
	switch {
	case errors.Is(err, ledger.ErrLogKey) && o.Key != "":
		return err
	case err != nil:
		v.r.problem("head", "checkpoint", "%v", err)
	case c.Size != h.Size || c.Root != h.Root:
		v.r.problem("head", "checkpoint", "it is of %d leaves with root %v, the head of %d with %v", c.Size, c.Root, h.Size, h.Root)
	case c.Origin != origin:
		v.r.problem("head", "checkpoint", "it is of log %q, the store says %q", c.Origin, origin)
	}
	return nil
}

// fingerprint is what a row and its leaf must have in common.
func fingerprint(kind, id, row string) (f [16]byte) {
	sum := sha256.Sum256([]byte(kind + "\x00" + id + "\x00" + row))
	copy(f[:], sum[:])
	return f
}
