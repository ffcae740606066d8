// Package batch keeps what a batch of applications was begun with, so that it
// can be run again after a crash and decide the same.
package batch

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/sekifuda/sekifuda/internal/canon"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/record"
)

// Batch is one run over a set of files with one set of options.
type Batch struct {
	Tenant     string
	Key        string // digest of files and options
	At         entity.Instant
	Generation finding.Generation
	AsOf       record.AsOf // the memory that all of it is examined against
}

// Begin stores a batch and returns it, or the one begun earlier under the same
// key, with its time, generation and memory: a rerun decides as the first run
// did. It fixes the memory: AsOf and Generation.Memory are set here, and what
// the batch itself stores does not count for it.
func Begin(tx *store.Tx, b Batch) (stored Batch, again bool, err error) {
	stored, err = Get(tx, b.Tenant, b.Key)
	if err == nil {
		return stored, true, nil
	}
	if !errors.Is(err, store.ErrNotFound) {
		return Batch{}, false, err
	}
	if b.AsOf, err = record.Tick(tx, b.Tenant); err != nil {
		return Batch{}, false, fmt.Errorf("begin batch %s: %w", b.Key, err)
	}
	b.Generation.Memory = b.AsOf.Position
	generation, err := canon.Marshal(b.Generation)
	if err != nil {
		return Batch{}, false, fmt.Errorf("begin batch %s: %w", b.Key, err)
	}
	_, err = tx.Exec(`INSERT INTO batch (tenant, key, at, generation, position, clock) VALUES ($1, $2, $3, $4, $5, $6)`,
		b.Tenant, b.Key, int64(b.At), string(generation), b.AsOf.Position, b.AsOf.Clock)
	if err != nil {
		return Batch{}, false, fmt.Errorf("begin batch %s: %w", b.Key, err)
	}
	return b, false, nil
}

// Get returns a batch that was begun; store.ErrNotFound without one.
func Get(tx *store.Tx, tenant, key string) (Batch, error) {
	b := Batch{Tenant: tenant, Key: key}
	var generation string
	err := tx.Row(store.Into(&b.At, &generation, &b.AsOf.Position, &b.AsOf.Clock),
		`SELECT at, generation, position, clock FROM batch WHERE tenant = $1 AND key = $2`, tenant, key)
	if err == nil {
		err = json.Unmarshal([]byte(generation), &b.Generation)
	}
	if err != nil {
		return Batch{}, fmt.Errorf("batch %s: %w", key, err)
	}
	return b, nil
}
