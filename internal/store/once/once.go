// Package once keeps idempotency keys: which request created what, in the
// transaction that created it. A retry finds what its first run made; the same
// key with another body is refused.
package once

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/store"
)

// Kept is how long a key is kept.
const Kept = 7 * 24 * time.Hour

// ErrOther is returned for a key that stands for another request.
var ErrOther = errors.New("the idempotency key was used for another request")

// Request is one request that creates something. Key and Body are keyed: neither
// what the client wrote as key nor what it sent can be guessed from them.
type Request struct {
	Tenant string
	Key    string
	Body   string
	At     entity.Instant
}

// Claim claims the key for ref. It returns what the same request created before,
// "" where the claim is new, and ErrOther.
func Claim(tx *store.Tx, r Request, ref string) (taken string, err error) {
	n, err := tx.Exec(`INSERT INTO once (tenant, key, body, ref, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (key, tenant) DO NOTHING`,
		r.Tenant, r.Key, r.Body, ref, int64(r.At))
	if err != nil {
		return "", fmt.Errorf("claim idempotency key: %w", err)
	}
	if n == 1 {
		return "", nil
	}
	return Find(tx, r)
}

// Find returns what the same request created before, "" where it did not, and
// ErrOther.
func Find(tx *store.Tx, r Request) (ref string, err error) {
	var body string
	err = tx.Row(store.Into(&body, &ref), `SELECT body, ref FROM once WHERE key = $1 AND tenant = $2`, r.Key, r.Tenant)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return "", nil
	case err != nil:
		return "", fmt.Errorf("find idempotency key: %w", err)
	case body != r.Body:
		return "", ErrOther
	}
	return ref, nil
}

// Forget drops up to limit keys from before a time, and returns how many.
func Forget(tx *store.Tx, before entity.Instant, limit int) (int64, error) {
	n, err := tx.Exec(`DELETE FROM once WHERE (key, tenant) IN (SELECT key, tenant FROM once WHERE at < $1 ORDER BY at LIMIT $2)`, int64(before), limit)
	if err != nil {
		return 0, fmt.Errorf("forget idempotency keys: %w", err)
	}
	return n, nil
}

// slice is how many keys one transaction drops: writers do not wait for more.
const slice = 500

// Run forgets keys that were kept long enough, every so often, until ctx ends. A
// store that does not answer is asked again the next time.
func Run(ctx context.Context, db *store.DB, every time.Duration, clock func() entity.Instant) error {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		for {
			var n int64
			before := clock() - entity.Instant(Kept/time.Microsecond)
			err := db.Tx(ctx, func(tx *store.Tx) (err error) {
				n, err = Forget(tx, before, slice)
				return err
			})
			if err != nil || n < slice {
				break
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}
