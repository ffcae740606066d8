package principal

import (
	"iter"

	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
)

// What leaves say of rows: one of what was granted, one of its being taken back.

func (r *Row) grant() string {
	return ledger.RowDigest("principal", r.Tenant, r.ID, r.Kind, r.Name, r.scopes(), r.Hash, int64(r.Created), r.CreatedBy, int64(r.Expires))
}

func (r *Row) revocation() string {
	return ledger.RowDigest("revocation", r.Tenant, r.ID, int64(r.Revoked), r.RevokedBy)
}

// Covered yields every principal of every tenant as the ledger covers it.
func Covered(tx *store.Tx) iter.Seq2[store.Covered, error] {
	return covered(tx, `leaf`, ``, (*Row).grant)
}

// CoveredRevocations yields every revocation as the ledger covers it. A row of
// which any part says that it was revoked counts as one.
func CoveredRevocations(tx *store.Tx) iter.Seq2[store.Covered, error] {
	return covered(tx, `revoked_leaf`, `AND (revoked <> 0 OR revoked_by <> '' OR revoked_leaf <> 0)`, (*Row).revocation)
}

func covered(tx *store.Tx, leaf, which string, digest func(*Row) string) iter.Seq2[store.Covered, error] {
	return store.Pages(tx, `SELECT `+columns+`, `+leaf+` FROM principal
		WHERE (tenant, id) > ($1, $2) `+which+` ORDER BY tenant, id LIMIT $3`,
		func(scan func(...any) error) (store.Covered, error) {
			c := store.Covered{Kind: ledger.KindAdmin}
			r, err := scanRow(func(dest ...any) error { return scan(append(dest, &c.Leaf)...) })
			c.ID, c.Tenant, c.Row = r.ID, r.Tenant, digest(&r)
			return c, err
		}, func(c store.Covered) (string, string) { return c.Tenant, c.ID })
}
