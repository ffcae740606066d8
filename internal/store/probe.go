package store

import (
	"context"
	"fmt"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// probe is a setting that is never there after a transaction.
const probe = "probe"

// Probe finds out whether the store can be written: it commits a transaction
// that writes and leaves nothing behind.
func (db *DB) Probe(ctx context.Context) error {
	err := db.Tx(ctx, func(tx *Tx) error {
		if _, err := tx.Exec(`INSERT INTO setting (name, value) VALUES ($1, '') ON CONFLICT (name) DO NOTHING`, probe); err != nil {
			return err
		}
		_, err := tx.Exec(`DELETE FROM setting WHERE name = $1`, probe)
		return err
	})
	if err != nil {
		return fmt.Errorf("write to the store: %w", err)
	}
	return nil
}

// NewestLeaf returns the time of the leaf that was written last, 0 without any.
func (tx *Tx) NewestLeaf() (at entity.Instant, err error) {
	err = tx.Row(Into(&at), `SELECT at FROM leaf ORDER BY seq DESC LIMIT 1`)
	if err == ErrNotFound {
		return 0, nil
	}
	return at, err
}
