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

// Loader fills a new store.
type Loader struct {
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
func Load(ctx context.Context, dsn string, version int64, fill func(*Loader) error, finish func(*Tx) error) error {
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
func load(ctx context.Context, handle *sql.DB, d *dialect, fill func(*Loader) error, finish func(*Tx) error) error {
	c, err := newConn(ctx, handle)
	if err != nil {
		return err
	}
	defer c.close()
	if _, err := c.conn.ExecContext(ctx, "BEGIN"); err != nil {
		return err
	}
	defer c.conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK") // no effect after the commit
	l := &Loader{tx: &Tx{ctx: ctx, run: c}, conn: c.conn, tables: map[string]Table{}}
	if d == postgresDialect {
		l.tx = &Tx{ctx: ctx, run: c.conn, returning: true}
	}
	if err := l.empty(); err != nil {
		return err
	}
	if err := fill(l); err != nil {
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

func (l *Loader) empty() error {
	all, err := l.tx.Tables()
	if err != nil {
		return err
	}
	for _, t := range all {
		var n int64
		if err := l.tx.Row(Into(&n), `SELECT COUNT(*) FROM (SELECT 1 FROM `+quoted(t.Name)+` LIMIT 1) AS n`); err != nil {
			return err
		}
		if n > 0 {
			return fmt.Errorf("%w: table %s holds rows", ErrNotEmpty, t.Name)
		}
		l.tables[t.Name] = t
	}
	return nil
}

// Rows puts rows into a table and returns how many. It fails for a table or a
// column that the schema does not have.
func (l *Loader) Rows(t Table, rows iter.Seq2[[]any, error]) (n int64, err error) {
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
func (l *Loader) copy(table string, columns []string, rows iter.Seq2[[]any, error]) (n int64, err error) {
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
func (l *Loader) insert(table string, columns []string, rows iter.Seq2[[]any, error]) (n int64, err error) {
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
func (l *Loader) sequences() error {
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

// Tx is the transaction that everything goes into.
func (l *Loader) Tx() *Tx { return l.tx }

// Context is the context of the load.
func (l *Loader) Context() context.Context { return l.tx.ctx }
