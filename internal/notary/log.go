package notary

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/decision"
	"github.com/sekifuda/sekifuda/internal/store/log"
)

// ErrNotSequenced is returned for what has no place in the log yet: ask again in
// a second.
var ErrNotSequenced = log.ErrNotSequenced

// ErrRange is returned for a place or a size that the log does not have.
var ErrRange = errors.New("the log does not reach so far")

// Log answers from the log as it was last published.
type Log struct{ DB *store.DB }

// Key returns the verifier key that the store names, "" before the first
// checkpoint. Who does not trust the store has to have it from elsewhere.
func (l *Log) Key(ctx context.Context) (key string, err error) {
	err = l.DB.View(ctx, func(tx *store.Tx) (err error) {
		key, err = store.Setting(tx, settingKey)
		return err
	})
	return key, err
}

// Checkpoint returns the present signed checkpoint, nil for an empty log.
func (l *Log) Checkpoint(ctx context.Context) (signed []byte, err error) {
	err = l.DB.View(ctx, func(tx *store.Tx) error {
		h, err := log.GetHead(tx)
		signed = h.Note
		return err
	})
	return signed, err
}

// Receipt returns the receipt of a decision. It fails with store.ErrNotFound
// where the tenant has none with that id, and ErrNotSequenced.
func (l *Log) Receipt(ctx context.Context, tenant, id string) (*ledger.Receipt, error) {
	var r *ledger.Receipt
	err := l.DB.View(ctx, func(tx *store.Tx) error {
		row, err := decision.Get(tx, tenant, id)
		if err != nil {
			return err
		}
		r, err = receipt(tx, row.Leaf)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("receipt of decision %s: %w", id, err)
	}
	return r, nil
}

// ReceiptOf returns the receipt of a leaf by its number, as Receipt does.
func (l *Log) ReceiptOf(ctx context.Context, leaf int64) (*ledger.Receipt, error) {
	var r *ledger.Receipt
	err := l.DB.View(ctx, func(tx *store.Tx) (err error) {
		r, err = receipt(tx, leaf)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("receipt of leaf number %d: %w", leaf, err)
	}
	return r, nil
}

func receipt(tx *store.Tx, leaf int64) (*ledger.Receipt, error) {
	row, err := log.Get(tx, leaf)
	if err != nil {
		return nil, err
	}
	if row.Position == nil {
		return nil, ErrNotSequenced
	}
	h, err := log.GetHead(tx)
	if err != nil {
		return nil, err
	}
	r := &ledger.Receipt{Leaf: row.Body, Index: *row.Position, Checkpoint: h.Note}
	if r.Proof, err = tlog.ProveRecord(h.Size, r.Index, log.ReadTile(tx)); err != nil {
		return nil, fmt.Errorf("%w: %w", err, log.ErrDamaged)
	}
	// A receipt that does not prove anything must not be given out.
	if err := tlog.CheckRecord(r.Proof, h.Size, h.Root, r.Index, ledger.Hash(r.Leaf)); err != nil {
		return nil, fmt.Errorf("%w: %w", err, log.ErrDamaged)
	}
	return r, nil
}

// Tile returns the bytes of a tile or, with ledger.Entries, of an entry bundle.
// A partial tile is had at any width that the tree had; ErrRange.
func (l *Log) Tile(ctx context.Context, t ledger.Tile) (b []byte, err error) {
	err = l.DB.View(ctx, func(tx *store.Tx) error {
		h, err := log.GetHead(tx)
		if err != nil {
			return err
		}
		if t.WidthIn(h.Size) < t.Width {
			return ErrRange
		}
		if t.Level == ledger.Entries {
			b, err = log.Bundle(tx, t)
			return err
		}
		if b, err = log.ReadTile(tx)(t.Level, t.N, t.Width); err == nil {
			b = b[:t.Width*tlog.HashSize]
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", t.Path(), err)
	}
	return b, nil
}

// Inclusion proves that the leaf at index is in the tree of a size; ErrRange.
func (l *Log) Inclusion(ctx context.Context, size, index int64) (proof []tlog.Hash, err error) {
	err = l.prove(ctx, size, func(tx *store.Tx) error {
		if index < 0 || index >= size {
			return ErrRange
		}
		proof, err = tlog.ProveRecord(size, index, log.ReadTile(tx))
		return err
	})
	return proof, err
}

// Consistency proves that the tree of one size begins as the smaller one of
// another; ErrRange.
func (l *Log) Consistency(ctx context.Context, size, smaller int64) (proof []tlog.Hash, err error) {
	err = l.prove(ctx, size, func(tx *store.Tx) error {
		if smaller < 1 || smaller > size {
			return ErrRange
		}
		proof, err = tlog.ProveTree(size, smaller, log.ReadTile(tx))
		return err
	})
	return proof, err
}

func (l *Log) prove(ctx context.Context, size int64, fn func(*store.Tx) error) error {
	err := l.DB.View(ctx, func(tx *store.Tx) error {
		h, err := log.GetHead(tx)
		if err == nil && (size < 1 || size > h.Size) {
			err = ErrRange
		}
		if err != nil {
			return err
		}
		return fn(tx)
	})
	if err != nil {
		return fmt.Errorf("proof in the tree of %d: %w", size, err)
	}
	return nil
}
