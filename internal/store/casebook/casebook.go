// Package casebook keeps what is recorded in case files and abuse reports:
// sources, statements, positions, steps, who looked and what left, each in all
// its versions. Nothing is overwritten: a change is a new version, and so is
// taking something back. Content is sealed with one data key a container, so
// that destroying the key erases the container.
package casebook

import (
	"errors"
	"fmt"
	"iter"
	"slices"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
)

// Container is a case file or an abuse report. Its id stands in clear in the
// store, the ledger's row digest and addresses: it must say nothing of a person.
type Container struct {
	Kind string // Case, Report
	ID   string
}

// Kinds of Container.
const (
	Case   = "case"
	Report = "report"
	// What of containment is kept in the same way, and is neither: see Containers.
	Target  = "target"  // what measures are taken on: its measures, what was preserved of it, its review
	Request = "request" // of an authority
	Looks   = "looks"   // at communication data, of one month
)

// Kinds of things in a container. Others may be added by who uses them.
const (
	KindCase      = "case" // title, purpose and owner of the container itself
	KindSource    = "source"
	KindStatement = "statement"
	KindRead      = "read"   // somebody looked, and why
	KindExport    = "export" // something left, and to whom
	KindNotice    = "notice" // somebody who was given something is to be told

	// Triage and containment.
	KindReport       = "report"       // how a report came in, and what it names
	KindAssignment   = "assignment"   // whose what it names was, then
	KindJudgement    = "judgement"    // what a person makes of it
	KindPreservation = "preservation" // what was there, before a measure
	KindMeasure      = "measure"
	KindReview       = "review"  // of a contract that shares with a false identity
	KindRequest      = "request" // of an authority
	KindLook         = "look"    // at communication data, with its ground
)

// Row is one version of one thing, sealed.
type Row struct {
	ID        string // keyed tag of container, kind, name and version
	Container Container
	Kind      string
	Name      string // keyed tag of the id that it has in its container
	Version   int64  // from 1
	Content   string // keyed tag of what it says
	Withdrawn bool
	Subject   string
	Sealed    []byte
	At        entity.Instant // when it was recorded
	Leaf      int64

	Keys       []Key  // to find it by; not read back
	Tag        string // keyed tag of the tenant, for the leaf; not read back
	Commitment string // keyed commitment to the content, for the leaf; not read back
}

// Key is a keyed tag by which things are found across containers.
type Key struct{ What, Blind string }

// leafKind is the kind of the leaf of a thing: what leaves the house has its own.
func leafKind(kind string) string {
	switch kind {
	case KindExport:
		return ledger.KindExport
	case KindReport, KindAssignment, KindJudgement, KindPreservation, KindMeasure, KindReview, KindRequest, KindLook:
		return ledger.KindMeasure
	}
	return ledger.KindCase
}

func (r *Row) digest(tenant string) string {
	return ledger.RowDigest("casebook", tenant, r.ID, r.Container.Kind, r.Container.ID, r.Kind, r.Name, r.Version, r.Content, r.Withdrawn,
		r.Subject, r.Sealed, int64(r.At))
}

func (r *Row) leaf(tenant string) ledger.Leaf {
	codes := []string{r.Container.Kind, r.Kind}
	if r.Withdrawn {
		codes = append(codes, "withdrawn")
	}
	return ledger.Leaf{Kind: leafKind(r.Kind), ID: r.ID, Tenant: r.Tag, At: r.At, Codes: codes, Commitment: r.Commitment, Row: r.digest(tenant)}
}

const columns = `id, container_kind, container, kind, name, version, content, withdrawn, subject, sealed, at, leaf`

func scanRow(scan func(...any) error) (r Row, err error) {
	return r, scan(&r.ID, &r.Container.Kind, &r.Container.ID, &r.Kind, &r.Name, &r.Version, &r.Content, &r.Withdrawn, &r.Subject, &r.Sealed, &r.At, &r.Leaf)
}

var (
	rowInserts = store.NewInserts("casebook (tenant, "+columns+")", 13, "")
	keyInserts = store.NewInserts("casebook_key (tenant, what, blind, container_kind, container, kind, name)", 7, "ON CONFLICT DO NOTHING")
)

// Put stores new versions with their leaves. Which version is new is the
// caller's to find, in the same transaction: see Current and Book.Record.
func Put(tx *store.Tx, tenant string, rows []Row) error {
	if len(rows) == 0 {
		return nil
	}
	leaves := make([]ledger.Leaf, len(rows))
	for i := range rows {
		leaves[i] = rows[i].leaf(tenant)
	}
	seqs, err := store.AppendLeaves(tx, leaves)
	if err != nil {
		return err
	}
	var values, keys []any
	for i := range rows {
		r := &rows[i]
		r.Leaf = seqs[r.ID]
		values = append(values, tenant, r.ID, r.Container.Kind, r.Container.ID, r.Kind, r.Name, r.Version, r.Content, r.Withdrawn, r.Subject, r.Sealed,
			int64(r.At), r.Leaf)
		for _, k := range r.Keys {
			keys = append(keys, tenant, k.What, k.Blind, r.Container.Kind, r.Container.ID, r.Kind, r.Name)
		}
	}
	_, err = tx.ExecAll(rowInserts, values)
	if err == nil {
		_, err = tx.ExecAll(keyInserts, keys)
	}
	if err != nil {
		return fmt.Errorf("put %d things of %s %s: %w", len(rows), rows[0].Container.Kind, rows[0].Container.ID, err)
	}
	return nil
}

// Query says which versions are wanted. The zero value is the current version
// of everything.
type Query struct {
	Kinds   []string        // none: all
	Names   []string        // none: all
	Known   *entity.Instant // as it was known then: what was recorded later does not count
	History bool            // every version, not the last alone
	First   bool            // the first versions alone
	After   int64           // after this leaf
	Limit   int             // 0: all
}

// list writes "AND column IN (…)" for values that args take; few at a time.
func list(query, column string, values []string, args []any) (string, []any) {
	if len(values) == 0 {
		return query, args
	}
	query += ` AND c.` + column + ` IN (`
	for i, v := range values {
		if i > 0 {
			query += `, `
		}
		args = append(args, v)
		query += fmt.Sprintf(`$%d`, len(args))
	}
	return query + `)`, args
}

// where continues a query on casebook AS c.
func (q Query) where(query string, args []any) (string, []any) {
	query, args = list(query, "kind", q.Kinds, args)
	query, args = list(query, "name", q.Names, args)
	newer := ``
	if q.Known != nil {
		args = append(args, int64(*q.Known))
		query += fmt.Sprintf(` AND c.at <= $%d`, len(args))
		args = append(args, int64(*q.Known))
		newer = fmt.Sprintf(` AND n.at <= $%d`, len(args))
	}
	switch {
	case q.First:
		query += ` AND c.version = 1`
	case !q.History:
		query += ` AND NOT EXISTS (SELECT 1 FROM casebook AS n WHERE n.tenant = c.tenant AND n.container_kind = c.container_kind
			AND n.container = c.container AND n.kind = c.kind AND n.name = c.name AND n.version > c.version` + newer + `)`
	}
	if q.After > 0 {
		args = append(args, q.After)
		query += fmt.Sprintf(` AND c.leaf > $%d`, len(args))
	}
	query += ` ORDER BY c.leaf`
	if q.Limit > 0 {
		args = append(args, q.Limit)
		query += fmt.Sprintf(` LIMIT $%d`, len(args))
	}
	return query, args
}

// namesAtOnce bounds a list of names in one query.
const namesAtOnce = 200

// Rows returns versions of things in a container, in the order of recording.
func Rows(tx *store.Tx, tenant string, c Container, q Query) (out []Row, err error) {
	names := [][]string{nil}
	if len(q.Names) > 0 {
		names = slices.Collect(slices.Chunk(q.Names, namesAtOnce))
	}
	for _, part := range names {
		q.Names = part
		query, args := q.where(`SELECT `+columns+` FROM casebook AS c WHERE c.tenant = $1 AND c.container_kind = $2 AND c.container = $3`,
			[]any{tenant, c.Kind, c.ID})
		rows, err := store.All(tx, scanRow, query, args...)
		if err != nil {
			return nil, fmt.Errorf("things of %s %s: %w", c.Kind, c.ID, err)
		}
		out = append(out, rows...)
	}
	return out, nil
}

// RowsOf returns versions of things of one kind in all containers of a kind,
// in the order of recording.
func RowsOf(tx *store.Tx, tenant, containerKind, kind string, q Query) ([]Row, error) {
	q.Kinds = []string{kind}
	query, args := q.where(`SELECT `+columns+` FROM casebook AS c WHERE c.tenant = $1 AND c.container_kind = $2`, []any{tenant, containerKind})
	out, err := store.All(tx, scanRow, query, args...)
	if err != nil {
		return nil, fmt.Errorf("%s of all %ss: %w", kind, containerKind, err)
	}
	return out, nil
}

// Found is where a thing stands that a key led to.
type Found struct {
	Container Container
	Kind      string
	Name      string // keyed tag, see Query.Names
}

// ByKey returns what was ever found by a key, whatever its newest version says.
func ByKey(tx *store.Tx, tenant string, k Key) ([]Found, error) {
	out, err := store.All(tx, func(scan func(...any) error) (f Found, err error) {
		return f, scan(&f.Container.Kind, &f.Container.ID, &f.Kind, &f.Name)
	}, `SELECT container_kind, container, kind, name FROM casebook_key WHERE blind = $1 AND what = $2 AND tenant = $3
		ORDER BY container_kind, container, kind, name`, k.Blind, k.What, tenant)
	if err != nil {
		return nil, fmt.Errorf("things by %s: %w", k.What, err)
	}
	return out, nil
}

// Exists reports whether anything was recorded in a container.
func Exists(tx *store.Tx, tenant string, c Container) (bool, error) {
	var one int64
	err := tx.Row(store.Into(&one), `SELECT 1 FROM casebook WHERE tenant = $1 AND container_kind = $2 AND container = $3 LIMIT 1`, tenant, c.Kind, c.ID)
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("look for %s %s: %w", c.Kind, c.ID, err)
	}
	return true, nil
}

// Covered yields every version of every tenant as the ledger covers it.
func Covered(tx *store.Tx) iter.Seq2[store.Covered, error] {
	return store.Pages(tx, `SELECT tenant, `+columns+` FROM casebook WHERE (tenant, id) > ($1, $2) ORDER BY tenant, id LIMIT $3`,
		func(scan func(...any) error) (c store.Covered, err error) {
			r, err := scanRow(func(dest ...any) error { return scan(append([]any{&c.Tenant}, dest...)...) })
			c.Kind, c.ID, c.Leaf, c.Row = leafKind(r.Kind), r.ID, r.Leaf, r.digest(c.Tenant)
			return c, err
		}, func(c store.Covered) (string, string) { return c.Tenant, c.ID })
}

// place is where the sealed bytes of a version open; part of the stored format.
func place(id string) string { return "case:" + id }

// label is what leaves commit to content under; part of the stored format.
const label = "case"

// Sealed yields the sealed bytes of every version of every tenant.
func Sealed(tx *store.Tx) iter.Seq2[store.Sealed, error] {
	return store.Pages(tx, `SELECT tenant, id, kind, subject, sealed, leaf FROM casebook WHERE (tenant, id) > ($1, $2) ORDER BY tenant, id LIMIT $3`,
		func(scan func(...any) error) (store.Sealed, error) {
			s := store.Sealed{Label: label}
			var kind string
			err := scan(&s.Tenant, &s.ID, &kind, &s.Subject, &s.Bytes, &s.Leaf)
			s.Kind, s.Place = leafKind(kind), place(s.ID)
			return s, err
		}, func(s store.Sealed) (string, string) { return s.Tenant, s.ID })
}
