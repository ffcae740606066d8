package store

import (
	"context"
	"fmt"

	"github.com/sekifuda/sekifuda/internal/vault"
)

const keyCheck = "vault.check"

// Bound reports whether the store is tied to a master key.
func (db *DB) Bound(ctx context.Context) (bool, error) {
	var kept string
	err := db.View(ctx, func(tx *Tx) (err error) {
		kept, err = Setting(tx, keyCheck)
		return err
	})
	return kept != "", err
}

// Bind ties the store to a master key the first time, and afterwards fails with
// vault.ErrWrongKey where another is given: data sealed under two keys would be
// half unreadable, and look-ups would silently find nothing.
func (db *DB) Bind(ctx context.Context, v *vault.Vault) error {
	var kept string
	if err := db.View(ctx, func(tx *Tx) (err error) {
		kept, err = Setting(tx, keyCheck)
		return err
	}); err != nil {
		return fmt.Errorf("bind key: %w", err)
	}
	if kept == "" {
		if err := db.Tx(ctx, func(tx *Tx) (err error) {
			kept, err = SetOnce(tx, keyCheck, v.CheckValue())
			return err
		}); err != nil {
			return fmt.Errorf("bind key: %w", err)
		}
	}
	return v.Verify(kept)
}

// KeyCheck returns the value that says which master key the data were sealed
// with, "" where there is none yet (see vault.CheckValue).
func (tx *Tx) KeyCheck() (string, error) { return Setting(tx, keyCheck) }
