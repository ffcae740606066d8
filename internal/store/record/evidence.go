package record

import (
	"fmt"
	"slices"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/event"
	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
)

// Evidence is an answer or a document on an application, sealed.
type Evidence struct {
	ID          string // UUIDv7: the order of ids is the order of recording
	Application string // external id
	Subject     string // whose data key it is sealed with
	Sealed      []byte
	At          entity.Instant
	Tag         string // keyed tag of the tenant, for the leaf
	Commitment  string // keyed commitment to the content, for the leaf
}

// AddEvidence stores evidence with its leaf. The same id twice is one piece of
// evidence. The application may be unknown yet: papers come before it at times.
func AddEvidence(tx *store.Tx, tenant string, e Evidence) error {
	leaf, err := store.AppendLeaf(tx, ledger.Leaf{Kind: ledger.KindEvidence, ID: e.ID, Tenant: e.Tag, At: e.At, Commitment: e.Commitment,
		Row: e.digest(tenant)})
	if err != nil {
		return err
	}
	n, err := tx.Exec(`INSERT INTO evidence (tenant, id, application, subject, sealed, at, leaf) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (tenant, id) DO NOTHING`, tenant, e.ID, e.Application, e.Subject, e.Sealed, int64(e.At), leaf)
	if err != nil {
		return fmt.Errorf("add evidence %s on %s: %w", e.ID, e.Application, err)
	}
	if n == 0 {
		return store.DropLeaf(tx, leaf) // it was there; to look first would cost all others a query
	}
	return store.Publish(tx, tenant, event.Evidence, e.ID, e.At)
}

// EvidenceOf returns the evidence on each of several applications, in the order
// of ids. One without any has no entry.
func EvidenceOf(tx *store.Tx, tenant string, applications []string) (map[string][]Evidence, error) {
	out := map[string][]Evidence{}
	for part := range slices.Chunk(applications, store.AtOnce) {
		in, args := store.In(tenant, part)
		found, err := store.All(tx, scanEvidence, `SELECT id, application, subject, sealed, at FROM evidence
			WHERE tenant = $1 AND application `+in+` ORDER BY application, id`, args...)
		if err != nil {
			return nil, fmt.Errorf("evidence on %d applications: %w", len(applications), err)
		}
		for _, e := range found {
			out[e.Application] = append(out[e.Application], e)
		}
	}
	return out, nil
}

// CountEvidence returns how many pieces of evidence there are on each of several
// applications; one without any has no entry.
func CountEvidence(tx *store.Tx, tenant string, applications []string) (map[string]int, error) {
	out := map[string]int{}
	for part := range slices.Chunk(applications, store.AtOnce) {
		in, args := store.In(tenant, part)
		_, err := store.All(tx, func(scan func(...any) error) (none struct{}, err error) {
			var application string
			var n int
			err = scan(&application, &n)
			out[application] = n
			return none, err
		}, `SELECT application, COUNT(*) FROM evidence WHERE tenant = $1 AND application `+in+` GROUP BY application`, args...)
		if err != nil {
			return nil, fmt.Errorf("count evidence on %d applications: %w", len(applications), err)
		}
	}
	return out, nil
}

func scanEvidence(scan func(...any) error) (e Evidence, err error) {
	return e, scan(&e.ID, &e.Application, &e.Subject, &e.Sealed, &e.At)
}

// EvidenceOn returns the application that a piece of evidence is on;
// store.ErrNotFound where it is not there.
func EvidenceOn(tx *store.Tx, tenant, id string) (application string, err error) {
	if err := tx.Row(store.Into(&application), `SELECT application FROM evidence WHERE tenant = $1 AND id = $2`, tenant, id); err != nil {
		return "", fmt.Errorf("evidence %s: %w", id, err)
	}
	return application, nil
}
