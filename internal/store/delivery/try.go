package delivery

import (
	"fmt"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/store"
)

// Attempt is one try of a delivery.
type Attempt struct {
	Seq          int64 // from 1, set by the store
	At           entity.Instant
	Status       int64  // of HTTP; 0 where nobody answered
	Code         string // "delivered", or why not
	Milliseconds int64
}

// Due reports whether an endpoint has a delivery to try.
func Due(tx *store.Tx, tenant, endpoint string, at entity.Instant) (bool, error) {
	var n int64
	if err := tx.Row(store.Into(&n), `SELECT COUNT(*) FROM (SELECT 1 FROM delivery
		WHERE tenant = $1 AND endpoint = $2 AND state = 'waiting' AND run_at <= $3 LIMIT 1) AS due`, tenant, endpoint, int64(at)); err != nil {
		return false, fmt.Errorf("due deliveries of %s: %w", endpoint, err)
	}
	return n > 0, nil
}

// Claim takes up to limit deliveries of an endpoint that are due, those that
// have been due longest first, and leases them to holder until a time.
func Claim(tx *store.Tx, tenant, endpoint, holder string, at, until entity.Instant, limit int) ([]Delivery, error) {
	out, err := store.All(tx, scanDelivery, `SELECT `+columns+` FROM delivery WHERE tenant = $1 AND endpoint = $2 AND state = 'waiting'
		AND run_at <= $3 ORDER BY run_at, seq LIMIT $4`+tx.SkipLocked(), tenant, endpoint, int64(at), limit)
	if err != nil {
		return nil, fmt.Errorf("claim deliveries of %s: %w", endpoint, err)
	}
	for i := range out {
		d := &out[i]
		d.Holder, d.RunAt = holder, until
		d.Attempts++
		if _, err := tx.Exec(`UPDATE delivery SET holder = $2, run_at = $3, attempts = $4 WHERE seq = $1`,
			d.Seq, holder, int64(until), d.Attempts); err != nil {
			return nil, fmt.Errorf("claim delivery %s: %w", d.ID, err)
		}
	}
	return out, nil
}

// Tried records what came of a try: state Delivered or Dead ends the delivery,
// Waiting tries it again at next. The attempt is logged in any case: it
// happened. held is false where the lease is over: another node says how the
// delivery stands.
func Tried(tx *store.Tx, d Delivery, a Attempt, state string, next entity.Instant) (held bool, err error) {
	if err := log(tx, d, a); err != nil {
		return false, err
	}
	changed := d.Changed
	if state != Waiting {
		next, changed = a.At, a.At
	}
	return update(tx, d, `UPDATE delivery SET state = $4, run_at = $5, holder = '', changed = $6
		WHERE seq = $1 AND state = 'waiting' AND holder = $2 AND attempts = $3`, state, int64(next), int64(changed))
}

// Release gives back a delivery that was not tried; that does not count. held
// as in Tried.
func Release(tx *store.Tx, d Delivery, next entity.Instant) (held bool, err error) {
	return update(tx, d, `UPDATE delivery SET run_at = $4, holder = '', attempts = attempts - 1
		WHERE seq = $1 AND state = 'waiting' AND holder = $2 AND attempts = $3`, int64(next))
}

// update changes a delivery whose lease is not over.
func update(tx *store.Tx, d Delivery, query string, more ...any) (held bool, err error) {
	n, err := tx.Exec(query, append([]any{d.Seq, d.Holder, d.Attempts}, more...)...)
	if err != nil {
		return false, fmt.Errorf("delivery %s: %w", d.ID, err)
	}
	return n == 1, nil
}

func log(tx *store.Tx, d Delivery, a Attempt) error {
	_, err := tx.Exec(`INSERT INTO delivery_attempt (tenant, delivery, seq, at, status, code, milliseconds)
		SELECT $1, $2, COALESCE(MAX(seq), 0) + 1, $3, $4, $5, $6 FROM delivery_attempt WHERE tenant = $1 AND delivery = $2`,
		d.Tenant, d.ID, int64(a.At), a.Status, a.Code, a.Milliseconds)
	if err != nil {
		return fmt.Errorf("log attempt of delivery %s: %w", d.ID, err)
	}
	return nil
}

// Attempts returns the log of one delivery.
func Attempts(tx *store.Tx, tenant, id string) ([]Attempt, error) {
	out, err := store.All(tx, func(scan func(...any) error) (a Attempt, err error) {
		return a, scan(&a.Seq, &a.At, &a.Status, &a.Code, &a.Milliseconds)
	}, `SELECT seq, at, status, code, milliseconds FROM delivery_attempt WHERE tenant = $1 AND delivery = $2 ORDER BY seq`, tenant, id)
	if err != nil {
		return nil, fmt.Errorf("attempts of delivery %s: %w", id, err)
	}
	return out, nil
}
