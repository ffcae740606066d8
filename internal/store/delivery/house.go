package delivery

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/store"
)

// Take returns up to limit messages that were not handed on yet, oldest first,
// locked for this transaction: no other hands them on meanwhile.
func Take(tx *store.Tx, limit int) ([]store.Message, error) {
	out, err := store.All(tx, func(scan func(...any) error) (m store.Message, err error) {
		return m, scan(&m.Seq, &m.Tenant, &m.Topic, &m.Ref, &m.At)
	}, `SELECT seq, tenant, topic, ref, at FROM outbox WHERE delivered IS NULL ORDER BY seq LIMIT $1`+tx.SkipLocked(), limit)
	if err != nil {
		return nil, fmt.Errorf("take messages: %w", err)
	}
	return out, nil
}

// HandedOn marks messages that Take returned.
func HandedOn(tx *store.Tx, messages []store.Message, at entity.Instant) error {
	for part := range slices.Chunk(messages, handOnAtOnce) {
		args := []any{int64(at)}
		for i := range handOnAtOnce { // the last is repeated, so that one text serves any number
			args = append(args, part[min(i, len(part)-1)].Seq)
		}
		if _, err := tx.Exec(handOnText, args...); err != nil {
			return fmt.Errorf("hand on %d messages from %d on: %w", len(messages), part[0].Seq, err)
		}
	}
	return nil
}

const handOnAtOnce = 32

var handOnText = func() string {
	marks := make([]string, handOnAtOnce)
	for i := range marks {
		marks[i] = fmt.Sprintf("$%d", i+2)
	}
	return `UPDATE outbox SET delivered = $1 WHERE seq IN (` + strings.Join(marks, ", ") + `)`
}()

// Expire gives up deliveries whose attempts began before a time: those that
// nobody tries, as their endpoint is in no configuration any more. Those that
// are tried end on their own before.
func Expire(tx *store.Tx, before, at entity.Instant) (int64, error) {
	n, err := tx.Exec(`UPDATE delivery SET state = 'dead', holder = '', changed = $2 WHERE state = 'waiting' AND begun < $1 AND run_at <= $2`,
		int64(before), int64(at))
	if err != nil {
		return 0, fmt.Errorf("expire deliveries: %w", err)
	}
	return n, nil
}

// Sweep deletes up to limit deliveries that ended before a time, with their
// logs, and as many messages that were handed on before another.
func Sweep(tx *store.Tx, ended, handedOn entity.Instant, limit int) (deleted int64, err error) {
	for _, step := range []struct {
		query  string
		before entity.Instant
	}{
		{`DELETE FROM delivery_attempt WHERE (tenant, delivery) IN (SELECT tenant, id FROM (SELECT tenant, id, state, changed FROM delivery
			ORDER BY seq LIMIT $2) AS oldest WHERE state <> 'waiting' AND changed < $1)`, ended},
		{`DELETE FROM delivery WHERE seq IN (SELECT seq FROM delivery ORDER BY seq LIMIT $2) AND state <> 'waiting' AND changed < $1`, ended},
		{`DELETE FROM outbox WHERE seq IN (SELECT seq FROM outbox ORDER BY seq LIMIT $2) AND delivered < $1`, handedOn},
	} {
		n, err := tx.Exec(step.query, int64(step.before), limit)
		if err != nil {
			return deleted, fmt.Errorf("sweep deliveries: %w", err)
		}
		deleted += n
	}
	return deleted, nil
}

// SetGone records that an endpoint said at an address (its digest) that it is
// gone.
func SetGone(tx *store.Tx, tenant, name, url string, at entity.Instant) error {
	_, err := tx.Exec(`INSERT INTO endpoint_gone (tenant, name, url, at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (tenant, name) DO UPDATE SET url = excluded.url, at = excluded.at`, tenant, name, url, int64(at))
	if err != nil {
		return fmt.Errorf("endpoint %s is gone: %w", name, err)
	}
	return nil
}

// ClearGone forgets that an endpoint is gone: somebody says that it is back.
func ClearGone(tx *store.Tx, tenant, name string) error {
	if _, err := tx.Exec(`DELETE FROM endpoint_gone WHERE tenant = $1 AND name = $2`, tenant, name); err != nil {
		return fmt.Errorf("endpoint %s is back: %w", name, err)
	}
	return nil
}

// Gone returns since when an endpoint is gone at an address, 0 where it is not.
func Gone(tx *store.Tx, tenant, name, url string) (entity.Instant, error) {
	var at entity.Instant
	err := tx.Row(store.Into(&at), `SELECT COALESCE(MAX(at), 0) FROM endpoint_gone WHERE tenant = $1 AND name = $2 AND url = $3`, tenant, name, url)
	if err != nil {
		return 0, fmt.Errorf("endpoint %s: %w", name, err)
	}
	return at, nil
}

// Health is what an operator should know of outbox and deliveries.
type Health struct {
	Unread        int64          // messages that no relay has handed on
	OldestUnread  entity.Instant // 0 without any
	Waiting       int64
	OldestWaiting entity.Instant // when the oldest that waits began, 0 without any
	Dead          int64
}

// Look counts messages and deliveries of all tenants.
func Look(tx *store.Tx) (h Health, err error) {
	err = tx.Row(store.Into(&h.Unread, &h.OldestUnread), `SELECT COUNT(*), COALESCE(MIN(at), 0) FROM outbox WHERE delivered IS NULL`)
	if err == nil {
		err = tx.Row(store.Into(&h.Waiting, &h.OldestWaiting), `SELECT COUNT(*), COALESCE(MIN(begun), 0) FROM delivery WHERE state = 'waiting'`)
	}
	if err == nil {
		err = tx.Row(store.Into(&h.Dead), `SELECT COUNT(*) FROM delivery WHERE state = 'dead'`)
	}
	if err != nil {
		return Health{}, fmt.Errorf("count deliveries: %w", err)
	}
	return h, nil
}
