package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"net/url"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// ErrNotEmpty is returned by Load for a store that holds something.
var ErrNotEmpty = errors.New("the database is not empty")

// filler puts rows into tables with put, which returns how many there were and
// fails for a table or a column that the schema does not have. All of it goes
// into the one transaction.
type filler = func(tx *Tx, put func(Table, iter.Seq2[[]any, error]) (int64, error)) error

type loader struct {
	tx     *Tx
	conn   *sql.Conn
	tables map[string]Table
}

// Load makes a store of an older schema, or of this release's, and lets fill put
// rows into it; then it brings the schema up to date and runs finish. On
// PostgreSQL all of it is one transaction where the schema is this release's, so
// that nothing stays of what was interrupted. On SQLite nothing is safe until
// Load has returned: dsn must be a directory that is given its name afterwards.
// It fails with ErrNewerSchema and ErrNotEmpty.
func Load(ctx context.Context, dsn string, version int64, fill filler, finish func(*Tx) error) error {
	d, handle, err := openToLoad(dsn)
	if err != nil {
		return fmt.Errorf("load %s: %w", redact(dsn), err)
	}
	latest, err := prepare(ctx, handle, d, version)
	if err == nil {
		err = load(ctx, handle, d, fill, func(tx *Tx) error {
			if version < latest {
				return nil
			}
			return finish(tx)
		})
	}
	if err = errors.Join(err, handle.Close()); err != nil {
		err = errors.Join(ctx.Err(), err) // a copy that was called off loses its connection
		return fmt.Errorf("load %s: %w", redact(dsn), err)
	}
	db, err := Open(ctx, dsn) // migrates what is older
	if err != nil {
		return err
	}
	if version < latest {
		err = db.Tx(ctx, finish)
	}
	return errors.Join(err, db.Close())
}

func openToLoad(dsn string) (*dialect, *sql.DB, error) {
	if strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://") {
		handle, err := sql.Open("pgx", dsn)
		return postgresDialect, handle, err
	}
	path, err := prepareFile(dsn)
	if err != nil {
		return nil, nil, err
	}
	pragmas := []string{"journal_mode(OFF)", "synchronous(OFF)", "cache_size(-131072)", "temp_store(MEMORY)"}
	handle, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?"+url.Values{"_pragma": pragmas}.Encode())
	return sqliteDialect, handle, err
}

// prepare makes the tables of a schema in an empty database.
func prepare(ctx context.Context, handle *sql.DB, d *dialect, version int64) (latest int64, err error) {
	p, err := provider(handle, d)
	if err != nil {
		return 0, err
	}
	current, latest, err := p.GetVersions(ctx)
	switch {
	case err != nil:
		return 0, err
	case version > latest:
		return 0, fmt.Errorf("%w: its schema is %d, this release knows up to %d; use the newer release", ErrNewerSchema, version, latest)
	case current > version:
		return 0, fmt.Errorf("%w: it has tables of schema %d, and these rows are of %d: give a database without any", ErrNotEmpty, current, version)
	}
	_, err = p.UpTo(ctx, version)
	return latest, err
}

// load runs everything on one connection, in one transaction.
func load(ctx context.Context, handle *sql.DB, d *dialect, fill filler, finish func(*Tx) error) error {
	c, err := newConn(ctx, handle)
	if err != nil {
		return err
	}
	defer c.close()
	if _, err := c.conn.ExecContext(ctx, "BEGIN"); err != nil {
		return err
	}
	defer c.conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK") // no effect after the commit
	l := &loader{tx: &Tx{ctx: ctx, run: c}, conn: c.conn, tables: map[string]Table{}}
	if d == postgresDialect {
		l.tx = &Tx{ctx: ctx, run: c.conn, returning: true}
	}
	if err := l.empty(); err != nil {
		return err
	}
	if err := fill(l.tx, l.rows); err != nil {
		return err
	}
	if err := l.sequences(); err != nil {
		return err
	}
	if err := finish(l.tx); err != nil {
		return err
	}
	_, err = c.conn.ExecContext(ctx, "COMMIT")
	return err
}

// things are tables of which one holds rows in every store that was used: what
// is done there leaves a leaf, and what is read is a snapshot or an application.
var things = []string{"leaf", "snapshot", "application", "decision"}

// empty fails for a store that holds something, and clears what migrations and
// opening have put into one that does not.
func (l *loader) empty() error {
	for _, table := range things {
		var n int64
		if err := l.tx.Row(Into(&n), `SELECT COUNT(*) FROM (SELECT 1 FROM `+quoted(table)+` LIMIT 1) AS n`); err != nil {
			return err
		}
		if n > 0 {
			return fmt.Errorf("%w: table %s holds rows", ErrNotEmpty, table)
		}
	}
	all, err := l.tx.Tables()
	if err != nil {
		return err
	}
	for _, t := range all {
		if _, err := l.tx.Exec(`DELETE FROM ` + quoted(t.Name)); err != nil {
			return err
		}
		l.tables[t.Name] = t
	}
	return nil
}

func (l *loader) rows(t Table, rows iter.Seq2[[]any, error]) (n int64, err error) {
	have, ok := l.tables[t.Name]
	if !ok {
		return 0, fmt.Errorf("load table %s: the schema has no such table", t.Name)
	}
	kind := map[string]string{}
	for _, c := range have.Columns {
		kind[c.Name] = c.Kind
	}
	names := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		if kind[c.Name] != c.Kind {
			return 0, fmt.Errorf("load table %s: column %s is %q here and %q there", t.Name, c.Name, kind[c.Name], c.Kind)
		}
		names[i] = c.Name
	}
	if l.tx.returning {
		n, err = l.copy(t.Name, names, rows)
	} else {
		n, err = l.insert(t.Name, names, rows)
	}
	if err != nil {
		return n, fmt.Errorf("load table %s after %d rows: %w", t.Name, n, err)
	}
	return n, nil
}

// copy uses PostgreSQL's own way for many rows.
func (l *loader) copy(table string, columns []string, rows iter.Seq2[[]any, error]) (n int64, err error) {
	next, stop := iter.Pull2(rows)
	defer stop()
	source := pgx.CopyFromFunc(func() ([]any, error) {
		row, err, more := next()
		if !more {
			return nil, nil
		}
		return row, err
	})
	err = l.conn.Raw(func(driver any) error {
		c, ok := driver.(*stdlib.Conn)
		if !ok {
			return fmt.Errorf("driver %T cannot copy", driver)
		}
		n, err = c.Conn().CopyFrom(l.tx.ctx, pgx.Identifier{table}, columns, source)
		return err
	})
	return n, err
}

// insert puts some rows at once into one statement, which is prepared once.
func (l *loader) insert(table string, columns []string, rows iter.Seq2[[]any, error]) (n int64, err error) {
	many := NewInserts(quoted(table)+` ("`+strings.Join(columns, `", "`)+`")`, len(columns), "")
	args := make([]any, 0, AtOnce*len(columns))
	for row, err := range rows {
		if err != nil {
			return n, err
		}
		args, n = append(args, row...), n+1
		if len(args) < cap(args) {
			continue
		}
		if _, err := l.tx.ExecAll(many, args); err != nil {
			return n, err
		}
		args = args[:0]
	}
	_, err = l.tx.ExecAll(many, args)
	return n, err
}

// sequences lets numbers go on after the highest that was loaded; SQLite does
// so by itself.
func (l *loader) sequences() error {
	if !l.tx.returning {
		return nil
	}
	for name := range l.tables {
		var sequence *string
		err := l.tx.Row(Into(&sequence), `SELECT pg_get_serial_sequence($1, column_name) FROM information_schema.columns
			WHERE table_schema = current_schema() AND table_name = $1 AND is_identity = 'YES'`, name)
		if errors.Is(err, ErrNotFound) || (err == nil && sequence == nil) {
			continue
		}
		if err != nil {
			return fmt.Errorf("sequence of %s: %w", name, err)
		}
		var next int64
		if err := l.tx.Row(Into(&next), `SELECT setval($1::regclass, COALESCE(MAX(seq), 0) + 1, false) FROM `+quoted(name), *sequence); err != nil {
			return fmt.Errorf("sequence of %s: %w", name, err)
		}
	}
	return nil
}
