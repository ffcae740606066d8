package record

import (
	"fmt"

	"github.com/sekifuda/sekifuda/internal/entity"
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
	var n int64
	if err := tx.Row(store.Into(&n), `SELECT COUNT(*) FROM evidence WHERE tenant = $1 AND id = $2`, tenant, e.ID); err != nil || n > 0 {
		return err
	}
	leaf, err := store.AppendLeaf(tx, ledger.Leaf{Kind: ledger.KindEvidence, ID: e.ID, Tenant: e.Tag, At: e.At, Commitment: e.Commitment})
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO evidence (tenant, id, application, subject, sealed, at, leaf) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		tenant, e.ID, e.Application, e.Subject, e.Sealed, int64(e.At), leaf)
	if err != nil {
		return fmt.Errorf("add evidence %s on %s: %w", e.ID, e.Application, err)
	}
	return nil
}

// EvidenceFor returns the evidence on an application in the order of ids.
func EvidenceFor(tx *store.Tx, tenant, application string) ([]Evidence, error) {
	out, err := store.All(tx, func(scan func(...any) error) (e Evidence, err error) {
		return e, scan(&e.ID, &e.Application, &e.Subject, &e.Sealed, &e.At)
	}, `SELECT id, application, subject, sealed, at FROM evidence WHERE tenant = $1 AND application = $2 ORDER BY id`, tenant, application)
	if err != nil {
		return nil, fmt.Errorf("evidence on %s: %w", application, err)
	}
	return out, nil
}
