// Package book keeps what an operator has in its own books: contracts, assets,
// leases, accounts and events, each in all its versions. Content is sealed;
// what is personal is found by keyed tags, references by the operator's own ids.
package book

import (
	"cmp"
	"fmt"
	"iter"
	"slices"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
)

// Row is one version of a record, sealed.
type Row struct {
	ID         string // keyed tag of kind, external id and version
	Kind       string
	ExternalID string
	Version    int64  // from 1
	Content    string // keyed tag of the record: equal where nothing changed
	Source     string
	From, To   entity.Instant // [from, to)
	Subject    string
	Sealed     []byte
	At         entity.Instant // when it was recorded
	Leaf       int64

	Refs []Ref
	Keys []Key

	Tag        string // keyed tag of the tenant, for the leaf; not read back
	Commitment string // keyed commitment to the record, for the leaf; not read back
}

// Ref is a reference to another record, which may not be there.
type Ref struct{ Kind, ID, Field string }

// Key is a keyed tag by which a version is found, with the ports for which it
// holds: 0 to 65535 where ports do not matter.
type Key struct {
	What, Blind      string
	PortFrom, PortTo int64
}

// NetPrefix begins the What of a key that is a network.
const NetPrefix = "net/"

func (r *Row) digest(tenant string) string {
	return ledger.RowDigest("book", tenant, r.ID, r.Kind, r.ExternalID, r.Version, r.Content, r.Source, int64(r.From), int64(r.To),
		r.Subject, r.Sealed, int64(r.At))
}

const columns = `id, kind, external_id, version, content, source, valid_from, valid_to, subject, sealed, at, leaf`

func scanRow(scan func(...any) error) (r Row, err error) {
	return r, scan(&r.ID, &r.Kind, &r.ExternalID, &r.Version, &r.Content, &r.Source, &r.From, &r.To, &r.Subject, &r.Sealed, &r.At, &r.Leaf)
}

var (
	rowInserts = store.NewInserts("book (tenant, "+columns+")", 13, "")
	refInserts = store.NewInserts("book_ref (tenant, to_kind, to_id, field, kind, external_id, version)", 7, "ON CONFLICT DO NOTHING")
	keyInserts = store.NewInserts("book_key (tenant, what, blind, kind, external_id, version, valid_from, valid_to, port_from, port_to)", 10, "ON CONFLICT DO NOTHING")
	netInserts = store.NewInserts("book_net (tenant, what)", 2, "ON CONFLICT DO NOTHING")
)

// Put stores new versions with their leaves. Which version is new is the
// caller's to find, in the same transaction: see Current.
func Put(tx *store.Tx, tenant string, rows []Row) error {
	if len(rows) == 0 {
		return nil
	}
	leaves := make([]ledger.Leaf, len(rows))
	for i := range rows {
		r := &rows[i]
		leaves[i] = ledger.Leaf{Kind: ledger.KindRecords, ID: r.ID, Tenant: r.Tag, At: r.At, Codes: []string{r.Kind},
			Commitment: r.Commitment, Row: r.digest(tenant)}
	}
	seqs, err := store.AppendLeaves(tx, leaves)
	if err != nil {
		return err
	}
	var values, refs, keys, nets []any
	seen := map[string]bool{}
	for i := range rows {
		r := &rows[i]
		r.Leaf = seqs[r.ID]
		values = append(values, tenant, r.ID, r.Kind, r.ExternalID, r.Version, r.Content, r.Source, int64(r.From), int64(r.To),
			r.Subject, r.Sealed, int64(r.At), r.Leaf)
		for _, f := range r.Refs {
			refs = append(refs, tenant, f.Kind, f.ID, f.Field, r.Kind, r.ExternalID, r.Version)
		}
		for _, k := range r.Keys {
			keys = append(keys, tenant, k.What, k.Blind, r.Kind, r.ExternalID, r.Version, int64(r.From), int64(r.To), k.PortFrom, k.PortTo)
			if len(k.What) > len(NetPrefix) && k.What[:len(NetPrefix)] == NetPrefix && !seen[k.What] {
				seen[k.What] = true
				nets = append(nets, tenant, k.What)
			}
		}
	}
	for _, insert := range []struct {
		into *store.Inserts
		args []any
	}{{rowInserts, values}, {refInserts, refs}, {keyInserts, keys}, {netInserts, nets}} {
		if _, err := tx.ExecAll(insert.into, insert.args); err != nil {
			return fmt.Errorf("put %d records from %s %s on: %w", len(rows), rows[0].Kind, rows[0].ExternalID, err)
		}
	}
	return nil
}

// Current returns the current versions of the records of a kind with given
// ids, without their content; one that is not there has no entry.
func Current(tx *store.Tx, tenant, kind string, ids []string) (map[string]Row, error) {
	out := make(map[string]Row, len(ids))
	for part := range slices.Chunk(ids, store.AtOnce) {
		in, args := store.In(tenant, part)
		rows, err := store.All(tx, func(scan func(...any) error) (r Row, err error) {
			return r, scan(&r.ExternalID, &r.Version, &r.Content)
		}, `SELECT external_id, version, content FROM book WHERE tenant = $1 AND external_id `+in+fmt.Sprintf(` AND kind = $%d`, len(args)+1),
			append(args, kind)...)
		if err != nil {
			return nil, fmt.Errorf("current %d records of kind %s: %w", len(ids), kind, err)
		}
		for _, r := range rows {
			if r.Version > out[r.ExternalID].Version {
				out[r.ExternalID] = r
			}
		}
	}
	return out, nil
}

// Get returns all versions of a record, oldest first; store.ErrNotFound
// without any.
func Get(tx *store.Tx, tenant, kind, id string) ([]Row, error) {
	out, err := store.All(tx, scanRow, `SELECT `+columns+` FROM book WHERE tenant = $1 AND kind = $2 AND external_id = $3 ORDER BY version`, tenant, kind, id)
	if err == nil && len(out) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", kind, id, err)
	}
	return out, nil
}

// List returns the current versions of up to limit records of a kind, in the
// order of external ids, after one.
func List(tx *store.Tx, tenant, kind, after string, limit int) ([]Row, error) {
	out, err := store.All(tx, scanRow, `SELECT `+columns+` FROM book AS b WHERE tenant = $1 AND kind = $2 AND external_id > $3
		AND NOT EXISTS (SELECT 1 FROM book AS n WHERE n.tenant = b.tenant AND n.kind = b.kind AND n.external_id = b.external_id AND n.version > b.version)
		ORDER BY external_id LIMIT $4`, tenant, kind, after, limit)
	if err != nil {
		return nil, fmt.Errorf("list records of kind %s: %w", kind, err)
	}
	return out, nil
}

// Covered yields every version of every tenant as the ledger covers it.
func Covered(tx *store.Tx) iter.Seq2[store.Covered, error] {
	return store.Pages(tx, `SELECT tenant, `+columns+` FROM book WHERE (tenant, id) > ($1, $2) ORDER BY tenant, id LIMIT $3`,
		func(scan func(...any) error) (store.Covered, error) {
			c := store.Covered{Kind: ledger.KindRecords}
			r, err := scanRow(func(dest ...any) error { return scan(append([]any{&c.Tenant}, dest...)...) })
			c.ID, c.Leaf, c.Row = r.ID, r.Leaf, r.digest(c.Tenant)
			return c, err
		}, func(c store.Covered) (string, string) { return c.Tenant, c.ID })
}

// Place is where the sealed bytes of a record open; part of the stored format.
func Place(id string) string { return "record:" + id }

// Sealed yields the sealed bytes of every version of every tenant.
func Sealed(tx *store.Tx) iter.Seq2[store.Sealed, error] {
	return store.Pages(tx, `SELECT tenant, id, subject, sealed, leaf FROM book WHERE (tenant, id) > ($1, $2) ORDER BY tenant, id LIMIT $3`,
		func(scan func(...any) error) (store.Sealed, error) {
			s := store.Sealed{Kind: ledger.KindRecords, Label: "record"}
			err := scan(&s.Tenant, &s.ID, &s.Subject, &s.Bytes, &s.Leaf)
			s.Place = Place(s.ID)
			return s, err
		}, func(s store.Sealed) (string, string) { return s.Tenant, s.ID })
}

// Missing returns those of refs that lead nowhere yet, in order.
func Missing(tx *store.Tx, tenant string, refs []Ref) ([]Ref, error) {
	byKind := map[string][]string{}
	for _, r := range refs {
		byKind[r.Kind] = append(byKind[r.Kind], r.ID)
	}
	found := map[[2]string]bool{}
	for kind, ids := range byKind {
		for part := range slices.Chunk(ids, store.AtOnce) {
			in, args := store.In(tenant, part)
			query := `SELECT external_id FROM application WHERE tenant = $1 AND external_id ` + in
			if kind != "application" {
				query = `SELECT external_id FROM book WHERE tenant = $1 AND external_id ` + in + fmt.Sprintf(` AND kind = $%d`, len(args)+1)
				args = append(args, kind)
			}
			rows, err := store.All(tx, func(scan func(...any) error) (id string, err error) { return id, scan(&id) }, query, args...)
			if err != nil {
				return nil, fmt.Errorf("look for %d records: %w", len(refs), err)
			}
			for _, id := range rows {
				found[[2]string{kind, id}] = true
			}
		}
	}
	var out []Ref
	for _, r := range refs {
		if !found[[2]string{r.Kind, r.ID}] {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, func(a, b Ref) int { return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID)) })
	return slices.CompactFunc(out, func(a, b Ref) bool { return a.Kind == b.Kind && a.ID == b.ID }), nil
}
