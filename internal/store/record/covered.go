package record

import (
	"iter"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
)

// What leaves say of rows. Numbers of leaves are not in it: a leaf names its row
// by kind and id.

func (e Evidence) digest(tenant string) string {
	return ledger.RowDigest("evidence", tenant, e.ID, e.Application, e.Subject, e.Sealed, int64(e.At))
}

func (p Proof) digest(tenant string) string {
	return ledger.RowDigest("proof", tenant, p.ID, p.Application, p.By, p.Second, p.Provisional, p.Subject, p.Reason, int64(p.At))
}

func (w Withdrawal) digest(tenant string) string {
	return ledger.RowDigest("withdrawal", tenant, w.ID, w.By, w.Reason, int64(w.At))
}

// Covered yields all evidence, proofs and withdrawals of every tenant as the
// ledger covers them.
func Covered(tx *store.Tx) iter.Seq2[store.Covered, error] {
	return func(yield func(store.Covered, error) bool) {
		for _, area := range []iter.Seq2[store.Covered, error]{coveredEvidence(tx), coveredProofs(tx), coveredWithdrawals(tx)} {
			for c, err := range area {
				if !yield(c, err) || err != nil {
					return
				}
			}
		}
	}
}

// coveredEvidence yields all evidence of every tenant as the ledger covers it.
func coveredEvidence(tx *store.Tx) iter.Seq2[store.Covered, error] {
	return store.Pages(tx, `SELECT tenant, id, application, subject, sealed, at, leaf FROM evidence
		WHERE (tenant, id) > ($1, $2) ORDER BY tenant, id LIMIT $3`,
		func(scan func(...any) error) (store.Covered, error) {
			var e Evidence
			c := store.Covered{Kind: ledger.KindEvidence}
			err := scan(&c.Tenant, &e.ID, &e.Application, &e.Subject, &e.Sealed, &e.At, &c.Leaf)
			c.ID, c.Row = e.ID, e.digest(c.Tenant)
			return c, err
		}, tenantAndID)
}

// coveredProofs yields every proof of every tenant as the ledger covers it.
func coveredProofs(tx *store.Tx) iter.Seq2[store.Covered, error] {
	return store.Pages(tx, `SELECT tenant, `+proofColumns+` FROM proof WHERE (tenant, id) > ($1, $2) ORDER BY tenant, id LIMIT $3`,
		func(scan func(...any) error) (store.Covered, error) {
			c := store.Covered{Kind: ledger.KindProof}
			p, err := scanProof(func(dest ...any) error { return scan(append([]any{&c.Tenant}, dest...)...) })
			c.ID, c.Leaf, c.Row = p.ID, p.Proved, p.digest(c.Tenant)
			return c, err
		}, tenantAndID)
}

// coveredWithdrawals yields every withdrawal of a proof as the ledger covers it.
// A row of which any part says that it was withdrawn counts as one.
func coveredWithdrawals(tx *store.Tx) iter.Seq2[store.Covered, error] {
	return store.Pages(tx, `SELECT tenant, id, COALESCE(withdrawn_by, ''), withdrawn_reason, withdrawn_at, COALESCE(withdrawn, 0) FROM proof
		WHERE (tenant, id) > ($1, $2)
		AND (withdrawn IS NOT NULL OR withdrawn_by IS NOT NULL OR withdrawn_reason IS NOT NULL OR withdrawn_at IS NOT NULL)
		ORDER BY tenant, id LIMIT $3`,
		func(scan func(...any) error) (store.Covered, error) {
			var w Withdrawal
			var when *int64
			c := store.Covered{Kind: ledger.KindWithdrawal}
			err := scan(&c.Tenant, &w.ID, &w.By, &w.Reason, &when, &c.Leaf)
			if when != nil {
				w.At = entity.Instant(*when)
			}
			c.ID, c.Row = w.ID, w.digest(c.Tenant)
			return c, err
		}, tenantAndID)
}

func tenantAndID(c store.Covered) (string, string) { return c.Tenant, c.ID }
