package batch

import (
	"errors"
	"fmt"

	"github.com/sekifuda/sekifuda/internal/store"
)

// Join begins a run of b.Key for one part of it (a shard, or "" for all), or
// joins the newest run in which that part has not ended: one that was killed,
// or that another shard began. A part that ran to its end begins anew when it
// is asked for again, with today's time and sources. The returned batch's key
// names the run.
func Join(tx *store.Tx, b Batch, part string) (stored Batch, again bool, err error) {
	base := b.Key
	for n := 1; ; n++ {
		b.Key = fmt.Sprintf("%s#%d", base, n)
		_, err := Get(tx, b.Tenant, b.Key)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return Batch{}, false, err
		}
		ended := false
		if err == nil {
			if ended, err = Ended(tx, b.Tenant, b.Key, part); err != nil {
				return Batch{}, false, err
			}
		}
		if !ended {
			return Begin(tx, b)
		}
	}
}

// End records that a part of a run went through.
func End(tx *store.Tx, tenant, key, part string) error {
	_, err := tx.Exec(`INSERT INTO batch_part (tenant, key, part) VALUES ($1, $2, $3) ON CONFLICT (tenant, key, part) DO NOTHING`, tenant, key, part)
	if err != nil {
		return fmt.Errorf("end part %q of batch %s: %w", part, key, err)
	}
	return nil
}

// Ended reports whether a part of a run went through.
func Ended(tx *store.Tx, tenant, key, part string) (bool, error) {
	var n int64
	err := tx.Row(store.Into(&n), `SELECT COUNT(*) FROM batch_part WHERE tenant = $1 AND key = $2 AND part = $3`, tenant, key, part)
	if err != nil {
		return false, fmt.Errorf("part %q of batch %s: %w", part, key, err)
	}
	return n > 0, nil
}
