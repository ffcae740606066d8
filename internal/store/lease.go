package store

import (
	"fmt"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// Lease takes, or keeps, the right to do what only one process may do at a time,
// and says whether holder has it until then. Who holds a lease may still be
// late: what it guards must be safe even then, by a compare-and-swap.
func Lease(tx *Tx, name, holder string, now, until entity.Instant) (bool, error) {
	n, err := tx.Exec(`INSERT INTO lease (name, holder, until) VALUES ($1, $2, $3)
		ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
		WHERE lease.holder = excluded.holder OR lease.until <= $4`, name, holder, int64(until), int64(now))
	if err != nil {
		return false, fmt.Errorf("lease %s: %w", name, err)
	}
	return n == 1, nil
}
