package tamper

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/canon"
	"github.com/sekifuda/sekifuda/internal/store"
)

func sum(b []byte) string { return canon.Sum(b) }

// table is what the ledger covers of a table.
type table struct {
	name    string
	key     []string // columns that say which row
	columns []string // that are covered, keys included
	where   string   // which rows are; "" for all
}

// tables lists what is covered, as docs/promises.md does. Numbers of leaves
// without a row are not: only their order is.
var tables = []table{
	{"leaf", []string{"seq"}, []string{"position", "kind", "id", "tag", "body", "at"}, ""},
	{"leaf", []string{"seq"}, []string{"seq"}, "kind IN ('decision', 'evidence', 'proof', 'withdrawal', 'policy', 'records', 'admin', 'case', 'measure') AND seq < (SELECT MAX(seq) - 60 FROM leaf)"},
	{"decision", []string{"tenant", "id"}, []string{"tenant", "id", "application", "input", "outcome", "at", "policy", "generation", "subject", "sealed", "batch", "batch_position", "leaf"}, ""},
	{"evidence", []string{"tenant", "id"}, []string{"tenant", "id", "application", "subject", "sealed", "at", "leaf"}, ""},
	{"proof", []string{"tenant", "id"}, []string{"tenant", "id", "application", "proved_by", "second", "provisional", "subject", "reason", "at", "proved"}, ""},
	{"proof", []string{"tenant", "id"}, []string{"withdrawn", "withdrawn_by", "withdrawn_reason", "withdrawn_at"}, "withdrawn IS NOT NULL"},
	{"policy", []string{"tenant", "digest"}, []string{"tenant", "digest", "body", "added", "leaf"}, ""},
	{"active_policy", []string{"tenant"}, []string{"tenant", "digest", "since", "leaf"}, ""},
	{"snapshot", []string{"source", "digest"}, []string{"seq", "source", "kind", "digest", "base", "published", "published_from", "imported", "records", "path", "reader", "raw", "live"}, ""},
	{"book", []string{"tenant", "id"}, []string{"tenant", "id", "kind", "external_id", "version", "content", "source", "valid_from", "valid_to", "subject", "sealed", "at", "leaf"}, ""},
	{"resolution_entry", []string{"tenant", "id"}, []string{"tenant", "id", "kind", "about", "body", "subject", "sealed", "at", "leaf"}, ""},
	{"casebook", []string{"tenant", "id"}, []string{"tenant", "id", "container_kind", "container", "kind", "name", "version", "content", "withdrawn", "subject", "sealed", "at", "leaf"}, ""},
	{"principal", []string{"tenant", "id"}, []string{"tenant", "id", "kind", "name", "scopes", "hash", "created", "created_by", "expires", "revoked", "revoked_by", "leaf", "revoked_leaf"}, ""},
	{"tile", []string{"level", "n"}, []string{"level", "n", "width", "bytes"}, ""},
	{"head", []string{"one"}, []string{"one", "size", "root", "note"}, ""},
	{"setting", []string{"name"}, []string{"name", "value"}, "name LIKE 'log.%'"},
}

// sealedTables are covered where the master key is at hand.
var sealedTables = []table{
	{"application", []string{"tenant", "external_id", "version"}, []string{"tenant", "external_id", "input", "subject", "sealed"}, ""},
	{"subject_key", []string{"tenant", "subject"}, []string{"tenant", "subject", "wrapped"}, ""},
}

// copied are the tables that a copy of the store needs.
var copied = []string{"setting", "snapshot", "policy", "active_policy", "application", "evidence", "proof", "decision", "book", "casebook", "resolution_entry", "principal", "leaf", "tile", "head", "subject_key"}

// copyRows copies all rows of one store into another, which is empty.
func copyRows(ctx context.Context, from, to *store.DB) error {
	return from.View(ctx, func(src *store.Tx) error {
		return to.Tx(ctx, func(dst *store.Tx) error {
			for _, name := range copied {
				rows, columns, err := read(src, name, "")
				if err != nil {
					return err
				}
				for _, r := range rows {
					if err := insert(dst, name, columns, r); err != nil {
						return err
					}
				}
			}
			return nil
		})
	})
}

// read returns rows of a table with all their columns.
func read(tx *store.Tx, name, where string) (out [][]any, columns []string, err error) {
	if where != "" {
		where = " WHERE " + where
	}
	rows, err := tx.Query("SELECT * FROM " + name + where)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	if columns, err = rows.Columns(); err != nil {
		return nil, nil, err
	}
	for rows.Next() {
		values := make([]any, len(columns))
		dest := make([]any, len(columns))
		for i := range values {
			dest[i] = &values[i]
		}
		if err := rows.Scan(dest...); err != nil {
			return nil, nil, err
		}
		out = append(out, values)
	}
	return out, columns, rows.Err()
}

func insert(tx *store.Tx, name string, columns []string, values []any) error {
	var marks []string
	for i := range values {
		marks = append(marks, fmt.Sprint("$", i+1))
	}
	_, err := tx.Exec(fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s)", name, strings.Join(columns, ", "), strings.Join(marks, ", ")), values...)
	return err
}

// one is a row that was drawn.
type one struct {
	table
	columns []string // all of the row
	values  []any
}

func (o one) value(column string) any { return o.values[slices.Index(o.columns, column)] }

// draw picks a row of a table; the first call for a table reads it.
func (p *pool) draw(t table, r *rand.Rand) one {
	rows := p.rows[t.name+t.where]
	return one{t, p.columns[t.name+t.where], rows[r.IntN(len(rows))]}
}

// pool is the content of the store as it was built, from which rows are drawn.
type pool struct {
	rows    map[string][][]any
	columns map[string][]string
}

func newPool(tx *store.Tx) (*pool, error) {
	p := &pool{rows: map[string][][]any{}, columns: map[string][]string{}}
	for _, t := range slices.Concat(tables, sealedTables) {
		rows, columns, err := read(tx, t.name, t.where)
		if err != nil {
			return nil, err
		}
		if len(rows) == 0 {
			return nil, fmt.Errorf("the store that was built has no %s", t.name)
		}
		p.rows[t.name+t.where], p.columns[t.name+t.where] = rows, columns
	}
	return p, nil
}

// set changes columns of the row.
func (o one) set(tx *store.Tx, columns []string, values []any) error {
	var sets, wheres []string
	args := slices.Clone(values)
	for i, c := range columns {
		sets = append(sets, fmt.Sprintf("%s = $%d", c, i+1))
	}
	for _, k := range o.key {
		args = append(args, o.value(k))
		wheres = append(wheres, fmt.Sprintf("%s = $%d", k, len(args)))
	}
	n, err := tx.Exec(fmt.Sprintf("UPDATE %s SET %s WHERE %s", o.name, strings.Join(sets, ", "), strings.Join(wheres, " AND ")), args...)
	if err == nil && n != 1 {
		err = fmt.Errorf("%d rows changed", n)
	}
	return err
}

func (o one) remove(tx *store.Tx) error {
	var wheres []string
	var args []any
	for _, k := range o.key {
		args = append(args, o.value(k))
		wheres = append(wheres, fmt.Sprintf("%s = $%d", k, len(args)))
	}
	_, err := tx.Exec(fmt.Sprintf("DELETE FROM %s WHERE %s", o.name, strings.Join(wheres, " AND ")), args...)
	return err
}

// where says which row it is.
func (o one) where() string {
	var parts []string
	for _, k := range o.key {
		parts = append(parts, fmt.Sprint(o.value(k)))
	}
	return o.name + " " + strings.Join(parts, "/")
}
