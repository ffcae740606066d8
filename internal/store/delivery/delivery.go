// Package delivery keeps what is on its way from the outbox to endpoints: one
// row for each message and endpoint, leased to who tries it, and a log of the
// tries. What the endpoints are stands in the configuration, not here.
package delivery

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/store"
)

// States of a delivery.
const (
	Waiting   = "waiting" // due at RunAt
	Delivered = "delivered"
	Dead      = "dead" // given up; Again revives it
)

// Delivery is one message on its way to one endpoint.
type Delivery struct {
	Seq      int64
	ID       string // what the receiver tells duplicates by
	Tenant   string // of the endpoint
	Endpoint string
	Topic    string
	Ref      string
	At       entity.Instant // when it happened
	State    string
	RunAt    entity.Instant
	Holder   string // "" while nobody tries it
	Attempts int64
	Begun    entity.Instant // when the attempts that count began
	Changed  entity.Instant // of the state
}

var base = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// ID returns the id of a delivery: the same message to the same endpoint has
// the same one, however often it is handed on or sent.
func ID(tenant, endpoint, topic, ref string) string {
	h := sha256.New()
	for _, f := range []string{tenant, endpoint, topic, ref} {
		fmt.Fprintf(h, "%d:%s", len(f), f)
	}
	return "msg_" + base.EncodeToString(h.Sum(nil))[:26]
}

var inserts = store.NewInserts("delivery (id, tenant, endpoint, topic, ref, at, state, run_at, holder, attempts, begun, changed)", 12,
	"ON CONFLICT (tenant, id) DO NOTHING")

// Add stores deliveries to begin with at a time, each with tenant, endpoint,
// topic, ref and the time of what happened. One that is there stays as it is.
func Add(tx *store.Tx, deliveries []Delivery, at entity.Instant) error {
	args := make([]any, 0, 12*len(deliveries))
	for _, d := range deliveries {
		args = append(args, ID(d.Tenant, d.Endpoint, d.Topic, d.Ref), d.Tenant, d.Endpoint, d.Topic, d.Ref, int64(d.At),
			Waiting, int64(at), "", int64(0), int64(at), int64(at))
	}
	if _, err := tx.ExecAll(inserts, args); err != nil {
		return fmt.Errorf("add %d deliveries: %w", len(deliveries), err)
	}
	return nil
}

// Again makes a delivery that came to an end wait anew, with the same id. It
// returns it as it is now; store.ErrNotFound where the endpoint has none such.
func Again(tx *store.Tx, tenant, endpoint, id string, at entity.Instant) (Delivery, error) {
	if _, err := tx.Exec(`UPDATE delivery SET state = 'waiting', run_at = $4, holder = '', attempts = 0, begun = $4, changed = $4
		WHERE tenant = $1 AND endpoint = $2 AND id = $3 AND state <> 'waiting'`, tenant, endpoint, id, int64(at)); err != nil {
		return Delivery{}, fmt.Errorf("delivery %s again: %w", id, err)
	}
	return Get(tx, tenant, endpoint, id)
}

const columns = `seq, id, tenant, endpoint, topic, ref, at, state, run_at, holder, attempts, begun, changed`

func scanDelivery(scan func(...any) error) (d Delivery, err error) {
	return d, scan(&d.Seq, &d.ID, &d.Tenant, &d.Endpoint, &d.Topic, &d.Ref, &d.At, &d.State, &d.RunAt, &d.Holder,
		&d.Attempts, &d.Begun, &d.Changed)
}

// Get returns one delivery of an endpoint; store.ErrNotFound without it.
func Get(tx *store.Tx, tenant, endpoint, id string) (Delivery, error) {
	out, err := store.All(tx, scanDelivery, `SELECT `+columns+` FROM delivery WHERE tenant = $1 AND id = $2 AND endpoint = $3`, tenant, id, endpoint)
	if err == nil && len(out) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		return Delivery{}, fmt.Errorf("delivery %s: %w", id, err)
	}
	return out[0], nil
}

// Filter narrows a list; the zero value is all of an endpoint.
type Filter struct {
	State  string
	Topic  string
	Ref    string
	Before int64 // Seq of the last one seen, 0 from the newest
}

// List returns up to limit deliveries of an endpoint, newest first.
func List(tx *store.Tx, tenant, endpoint string, f Filter, limit int) ([]Delivery, error) {
	out, err := store.All(tx, scanDelivery, `SELECT `+columns+` FROM delivery WHERE tenant = $1 AND endpoint = $2
		AND (state = $3 OR $3 = '') AND (topic = $4 OR $4 = '') AND (ref = $5 OR $5 = '') AND (seq < $6 OR $6 = 0)
		ORDER BY seq DESC LIMIT $7`, tenant, endpoint, f.State, f.Topic, f.Ref, f.Before, limit)
	if err != nil {
		return nil, fmt.Errorf("deliveries of %s: %w", endpoint, err)
	}
	return out, nil
}
