package store

import (
	"database/sql"
	"fmt"
	"strings"
)

// Table describes a table for a backup, in words that no engine has of its own.
type Table struct {
	Name    string   `json:"name"`
	Columns []column `json:"columns"`
	Key     []string `json:"key"` // columns that order the rows
}

// column is one column of a Table.
type column struct {
	Name string `json:"name"`
	Kind string `json:"kind"` // text, int, bytes, bool
}

// passing are tables that a backup leaves out: of the engine and the
// migrations, and what is void when the process that wrote it is gone.
const passing = `'goose_db_version', 'lease'`

// kinds are the types of both engines in neutral words.
var kinds = map[string]string{
	"TEXT": "text", "BIGINT": "int", "INTEGER": "int", "BLOB": "bytes", "BYTEA": "bytes", "BOOLEAN": "bool",
}

// Tables lists the tables of the store by name, as the engine itself describes
// them. It fails for a column of a type that has no neutral word.
func (tx *Tx) Tables() ([]Table, error) {
	q := tx.catalog()
	names, err := All(tx, scanText, q.tables)
	if err != nil {
		return nil, fmt.Errorf("list tables: %w", err)
	}
	var out []Table
	for _, name := range names {
		t := Table{Name: name}
		t.Columns, err = All(tx, func(scan func(...any) error) (c column, err error) {
			var typ string
			if err := scan(&c.Name, &typ); err != nil {
				return c, err
			}
			if c.Kind = kinds[strings.ToUpper(typ)]; c.Kind == "" {
				err = fmt.Errorf("column %s has type %s", c.Name, typ)
			}
			return c, err
		}, q.columns, name)
		if err == nil {
			t.Key, err = All(tx, scanText, q.key, name)
		}
		if err != nil {
			return nil, fmt.Errorf("describe table %s: %w", name, err)
		}
		out = append(out, t)
	}
	return out, nil
}

func scanText(scan func(...any) error) (s string, err error) { return s, scan(&s) }

// catalog is where an engine describes its tables.
type catalog struct{ tables, columns, key string }

func (tx *Tx) catalog() catalog {
	if !tx.returning {
		return catalog{
			`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT IN (` + passing + `) ORDER BY name`,
			`SELECT name, type FROM pragma_table_info($1) ORDER BY cid`,
			`SELECT name FROM pragma_table_info($1) WHERE pk > 0 ORDER BY pk`,
		}
	}
	return catalog{
		`SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'
			AND table_name NOT IN (` + passing + `) ORDER BY 1`,
		`SELECT column_name::text, data_type::text FROM information_schema.columns
			WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position`,
		`SELECT a.attname::text FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
			JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey)
			WHERE i.indisprimary AND c.relname = $1 AND n.nspname = current_schema()
			ORDER BY array_position(i.indkey::int2[], a.attnum)`,
	}
}

// SchemaVersion returns the number of the last migration of the store.
func (tx *Tx) SchemaVersion() (version int64, err error) {
	err = tx.Row(Into(&version), `SELECT MAX(version_id) FROM goose_db_version`)
	if err != nil {
		return 0, fmt.Errorf("schema version: %w", err)
	}
	return version, nil
}

// Dump hands every row of a table to each, in the order of the key: nil, string,
// int64, []byte or bool for each column. The slice is used again; the order of
// the rows and their values are the same on every engine.
func (tx *Tx) Dump(t Table, each func(row []any) error) error {
	var names []string
	for _, c := range t.Columns {
		names = append(names, quoted(c.Name))
	}
	var order []string
	for _, k := range t.Key {
		order = append(order, quoted(k))
	}
	rows, err := tx.Query(`SELECT ` + strings.Join(names, ", ") + ` FROM ` + quoted(t.Name) + ` ORDER BY ` + strings.Join(order, ", "))
	if err != nil {
		return fmt.Errorf("dump %s: %w", t.Name, err)
	}
	defer rows.Close()
	cells, values, out := newCells(t)
	for rows.Next() {
		if err := rows.Scan(cells...); err != nil {
			return fmt.Errorf("dump %s: %w", t.Name, err)
		}
		for i, v := range values {
			out[i] = v()
		}
		if err := each(out); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("dump %s: %w", t.Name, err)
	}
	return nil
}

// newCells makes places to scan a row into, and what reads them.
func newCells(t Table) (cells []any, values []func() any, out []any) {
	for _, c := range t.Columns {
		switch c.Kind {
		case "text":
			add(&cells, &values, func(v string) any { return v })
		case "int":
			add(&cells, &values, func(v int64) any { return v })
		case "bool":
			add(&cells, &values, func(v bool) any { return v })
		default:
			add(&cells, &values, func(v []byte) any { return v })
		}
	}
	return cells, values, make([]any, len(cells))
}

func add[T any](cells *[]any, values *[]func() any, box func(T) any) {
	cell := new(sql.Null[T])
	*cells = append(*cells, cell)
	*values = append(*values, func() any {
		if !cell.Valid {
			return nil
		}
		return box(cell.V)
	})
}

func quoted(name string) string { return `"` + name + `"` }
