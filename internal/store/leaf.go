package store

import (
	"fmt"
	"slices"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/ledger"
)

// AppendLeaf writes a leaf, not yet sequenced, in the transaction of what it
// records, and returns its number. Numbers rise in the order of writing; on
// PostgreSQL they may have gaps and commit out of order.
func AppendLeaf(tx *Tx, l ledger.Leaf) (int64, error) {
	body, err := l.Bytes()
	if err != nil {
		return 0, fmt.Errorf("append leaf: %w", err)
	}
	seq, err := tx.Insert(`INSERT INTO leaf (kind, id, tag, body, at) VALUES ($1, $2, $3, $4, $5)`,
		l.Kind, l.ID, l.Tenant, body, int64(l.At))
	if err != nil {
		return 0, fmt.Errorf("append leaf %s %s: %w", l.Kind, l.ID, err)
	}
	return seq, nil
}

var leafInserts = NewInserts("leaf (kind, id, tag, body, at)", 5, "RETURNING seq, id")

// AppendLeaves writes leaves of things with different ids, as AppendLeaf does
// each, and returns their numbers by the ids.
func AppendLeaves(tx *Tx, leaves []ledger.Leaf) (map[string]int64, error) {
	if tx.readOnly {
		return nil, ErrReadOnly
	}
	seqs := make(map[string]int64, len(leaves))
	for part := range slices.Chunk(leaves, AtOnce) {
		args := make([]any, 0, 5*len(part))
		for _, l := range part {
			body, err := l.Bytes()
			if err != nil {
				return nil, fmt.Errorf("append leaf: %w", err)
			}
			args = append(args, l.Kind, l.ID, l.Tenant, body, int64(l.At))
		}
		// By id, not by place: no engine promises an order of what it returns.
		_, err := All(tx, func(scan func(...any) error) (none struct{}, err error) {
			var seq int64
			var id string
			err = scan(&seq, &id)
			seqs[id] = seq
			return none, err
		}, leafInserts.Text(args), args...)
		if err != nil {
			return nil, fmt.Errorf("append %d leaves from %s %s on: %w", len(part), part[0].Kind, part[0].ID, err)
		}
	}
	return seqs, nil
}

// DropLeaf takes back a leaf that this same transaction appended: what it was
// to record turned out to be recorded. No committed leaf is ever dropped.
func DropLeaf(tx *Tx, seq int64) error {
	if _, err := tx.Exec(`DELETE FROM leaf WHERE seq = $1 AND position IS NULL`, seq); err != nil {
		return fmt.Errorf("drop leaf %d: %w", seq, err)
	}
	return nil
}

// StoredLeaf is a leaf with its number.
type StoredLeaf struct {
	Seq  int64
	Body []byte // canonical bytes, see ledger.Parse
}

// Leaves returns up to limit leaves with numbers above after.
func Leaves(tx *Tx, after int64, limit int) ([]StoredLeaf, error) {
	out, err := All(tx, func(scan func(...any) error) (l StoredLeaf, err error) {
		return l, scan(&l.Seq, &l.Body)
	}, `SELECT seq, body FROM leaf WHERE seq > $1 ORDER BY seq LIMIT $2`, after, limit)
	if err != nil {
		return nil, fmt.Errorf("leaves after %d: %w", after, err)
	}
	return out, nil
}

// Publish writes an outbox row: others are to hear of what ref names. Topic and
// ref together are the stable id of the message.
func Publish(tx *Tx, tenant, topic, ref string, at entity.Instant) error {
	_, err := tx.Exec(`INSERT INTO outbox (tenant, topic, ref, at) VALUES ($1, $2, $3, $4)`, tenant, topic, ref, int64(at))
	if err != nil {
		return fmt.Errorf("publish %s %s: %w", topic, ref, err)
	}
	return nil
}

var outboxInserts = NewInserts("outbox (tenant, topic, ref, at)", 4, "")

// PublishAll writes an outbox row for each message, as Publish does.
func PublishAll(tx *Tx, messages []Message) error {
	args := make([]any, 0, 4*len(messages))
	for _, m := range messages {
		args = append(args, m.Tenant, m.Topic, m.Ref, int64(m.At))
	}
	if _, err := tx.ExecAll(outboxInserts, args); err != nil {
		return fmt.Errorf("publish %d messages: %w", len(messages), err)
	}
	return nil
}

// Message is one row of the outbox.
type Message struct {
	Seq                int64
	Tenant, Topic, Ref string
	At                 entity.Instant
}

// Waiting returns up to limit messages that were not delivered, oldest first.
func Waiting(tx *Tx, limit int) ([]Message, error) {
	out, err := All(tx, func(scan func(...any) error) (m Message, err error) {
		return m, scan(&m.Seq, &m.Tenant, &m.Topic, &m.Ref, &m.At)
	}, `SELECT seq, tenant, topic, ref, at FROM outbox WHERE delivered IS NULL ORDER BY seq LIMIT $1`, limit)
	if err != nil {
		return nil, fmt.Errorf("waiting messages: %w", err)
	}
	return out, nil
}

// Setting returns a fact about the installation, "" where it was never set.
func Setting(tx *Tx, name string) (string, error) {
	var v string
	err := tx.Row(Into(&v), `SELECT value FROM setting WHERE name = $1`, name)
	if err == ErrNotFound {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("setting %s: %w", name, err)
	}
	return v, nil
}

// SetOnce sets a fact that never changes, and returns what it is now: what was
// set first stays.
func SetOnce(tx *Tx, name, value string) (string, error) {
	_, err := tx.Exec(`INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING`, name, value)
	if err != nil {
		return "", fmt.Errorf("set %s: %w", name, err)
	}
	return Setting(tx, name)
}
