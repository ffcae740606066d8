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
	return store.Pages(tx, `SELECT `+insertColumns+` FROM decision WHERE (tenant, id) > ($1, $2) ORDER BY tenant, id LIMIT $3`,
		func(scan func(...any) error) (store.Covered, error) {
			// The generation as its text stands: written otherwise it would be another row.
			var r Row
			var generation string
			err := scan(&r.Tenant, &r.ID, &r.Application, &r.Input, &r.Outcome, &r.At, &r.Policy, &generation, &r.Subject, &r.Sealed, &r.Batch, &r.BatchPosition, &r.Leaf)
			return store.Covered{Kind: ledger.KindDecision, ID: r.ID, Tenant: r.Tenant, Leaf: r.Leaf, Row: r.digest(generation)}, err
		}, tenantAndID)
}

func tenantAndID(c store.Covered) (string, string) { return c.Tenant, c.ID }

// Place is where a decision's sealed bytes open; part of the stored format.
func Place(id string) string { return "decision:" + id }

// Sealed yields the sealed bytes of every decision of every tenant.
func Sealed(tx *store.Tx) iter.Seq2[store.Sealed, error] {
	return store.Pages(tx, `SELECT tenant, id, subject, sealed, leaf FROM decision WHERE (tenant, id) > ($1, $2) ORDER BY tenant, id LIMIT $3`,
		func(scan func(...any) error) (store.Sealed, error) {
			s := store.Sealed{Kind: ledger.KindDecision, Label: "decision"}
			err := scan(&s.Tenant, &s.ID, &s.Subject, &s.Bytes, &s.Leaf)
			s.Place = Place(s.ID)
			return s, err
		}, func(s store.Sealed) (string, string) { return s.Tenant, s.ID })
}

// Orphan is a decision of which no application is stored.
type Orphan struct{ Tenant, ID, Application string }

// Orphans yields the decisions whose application, as it was examined, is gone.
func Orphans(tx *store.Tx) iter.Seq2[Orphan, error] {
	return store.Pages(tx, `SELECT tenant, id, application FROM decision d WHERE (tenant, id) > ($1, $2) AND NOT EXISTS
		(SELECT 1 FROM application a WHERE a.tenant = d.tenant AND a.external_id = d.application AND a.input = d.input) ORDER BY tenant, id LIMIT $3`,
		func(scan func(...any) error) (o Orphan, err error) { return o, scan(&o.Tenant, &o.ID, &o.Application) },
		func(o Orphan) (string, string) { return o.Tenant, o.ID })
}
