package decision

import (
	"iter"

	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
)

// digest is what the leaf says of the row. The leaf's number is not in it: it is
// had only with the leaf, which names the row by its id.
func (r Row) digest(generation string) string {
	return ledger.RowDigest("decision", r.Tenant, r.ID, r.Application, r.Input, string(r.Outcome), int64(r.At), r.Policy,
		generation, r.Subject, r.Sealed, r.Batch, r.BatchPosition)
}

// Covered yields every decision of every tenant as the ledger covers it.
func Covered(tx *store.Tx) iter.Seq2[store.Covered, error] {
	return store.Pages(tx, `SELECT `+insertColumns+` FROM decision WHERE tenant > $1 OR (tenant = $1 AND id > $2) ORDER BY tenant, id LIMIT $3`,
		func(scan func(...any) error) (store.Covered, error) {
			// The generation as its text stands: written otherwise it would be another row.
			var r Row
			var generation string
			err := scan(&r.Tenant, &r.ID, &r.Application, &r.Input, &r.Outcome, &r.At, &r.Policy, &generation, &r.Subject, &r.Sealed, &r.Batch, &r.BatchPosition, &r.Leaf)
			return store.Covered{Kind: ledger.KindDecision, ID: r.ID, Tenant: r.Tenant, Leaf: r.Leaf, Row: r.digest(generation)}, err
		}, tenantAndID)
}

func tenantAndID(c store.Covered) (string, string) { return c.Tenant, c.ID }
