package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"

	_ "modernc.org/sqlite" // the driver

	"github.com/sekifuda/sekifuda/internal/durable"
)

// FileName is the name of SQLite's file in a data directory.
const FileName = "sekifuda.db"

// sqliteEngine has one connection that writes, owned by the committer, and a
// pool of connections that read.
type sqliteEngine struct {
	db      *sql.DB
	group   *grouper
	readers chan *conn
	reading int // how many of them were made: all, unless opening failed
	all     []*conn
}

func openSQLite(ctx context.Context, dir string, db *DB) (engine, error) {
	path, err := prepareFile(dir)
	if err != nil {
		return nil, err
	}
	// busy_timeout comes first: the others may already meet a lock. FULL syncs
	// the log at each commit, which is what "acknowledged is durable" needs.
	// secure_delete overwrites what is deleted: a destroyed key must be gone.
	pragmas := []string{"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)",
		"cache_size(-32768)", "wal_autocheckpoint(4000)", "temp_store(MEMORY)", "secure_delete(FAST)"}
	handle, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?"+url.Values{"_pragma": pragmas}.Encode())
	if err != nil {
		return nil, err
	}
	e := &sqliteEngine{db: handle}
	if err := migrate(ctx, handle, db.dialect); err != nil {
		return nil, errors.Join(err, handle.Close())
	}
	err = e.connect(ctx, db)
	if err == nil {
		// SQLite syncs the directory when it makes its log, and hears of no error.
		// While a connection is open the log stays.
		err = durable.SyncDir(filepath.Dir(path))
	}
	if err != nil {
		return nil, errors.Join(err, e.close())
	}
	return e, nil
}

// prepareFile makes the directory and the file so that only their owner reads
// them; SQLite's other files take the mode of the first.
func prepareFile(dir string) (string, error) {
	if err := durable.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	path, err := filepath.Abs(filepath.Join(dir, FileName))
	if err != nil {
		return "", err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return "", err
	}
	return path, f.Close()
}

func (e *sqliteEngine) connect(ctx context.Context, db *DB) error {
	n := max(4, runtime.GOMAXPROCS(0))
	e.readers = make(chan *conn, n)
	for range n {
		c, err := newConn(ctx, e.db)
		if err != nil {
			return err
		}
		e.all = append(e.all, c)
		if _, err := c.ExecContext(ctx, "PRAGMA query_only = 1"); err != nil {
			return err
		}
		e.readers <- c
		e.reading++
	}
	w, err := newConn(ctx, e.db)
	if err != nil {
		return err
	}
	e.all = append(e.all, w)
	e.group = newGrouper(w, db)
	return nil
}

func (e *sqliteEngine) update(ctx context.Context, fn func(*Tx) error) error {
	return e.group.do(ctx, fn)
}

func (e *sqliteEngine) view(ctx context.Context, fn func(*Tx) error) error {
	var c *conn
	select {
	case c = <-e.readers:
	case <-ctx.Done():
		return ctx.Err()
	}
	if c == nil {
		return ErrClosed
	}
	defer func() { e.readers <- c }()
	// The end must be reached even if ctx is over: the connection is used again.
	end := func() { c.ExecContext(context.WithoutCancel(ctx), "ROLLBACK") }
	defer end()
	_, err := c.ExecContext(ctx, "BEGIN")
	if err != nil && ctx.Err() == nil {
		end() // a view that was called off may have been interrupted at its end, too
		_, err = c.ExecContext(ctx, "BEGIN")
	}
	if err != nil {
		return fmt.Errorf("begin view: %w", err)
	}
	return fn(&Tx{ctx: ctx, run: c, readOnly: true})
}

func (e *sqliteEngine) close() error {
	if e.group != nil {
		e.group.stop()
	}
	if e.readers != nil {
		for range e.reading {
			<-e.readers // waits for views that run
		}
		close(e.readers)
	}
	var errs []error
	for _, c := range e.all {
		errs = append(errs, c.close())
	}
	return errors.Join(append(errs, e.db.Close())...)
}

// conn is one connection that prepares each statement once.
type conn struct {
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
}

func newConn(ctx context.Context, db *sql.DB) (*conn, error) {
	c, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	return &conn{conn: c, stmts: map[string]*sql.Stmt{}}, nil
}

func (c *conn) prepare(ctx context.Context, query string) (*sql.Stmt, error) {
	if s, ok := c.stmts[query]; ok {
		return s, nil
	}
	s, err := c.conn.PrepareContext(ctx, placeholders(query))
	if err == nil {
		c.stmts[query] = s
	}
	return s, err
}

var numbered = regexp.MustCompile(`\$(\d+)`)

// placeholders writes a query's $1, $2 … in the way that costs SQLite least. $1
// is a name to it, and looked up; ?1 is the same by number, but a name to the
// driver, which asks for it at each binding, and SQLite goes through the list of
// names each time. So where each stands once and in order, it is a bare ?.
func placeholders(query string) string {
	inOrder := true
	for i, m := range numbered.FindAllStringSubmatch(query, -1) {
		inOrder = inOrder && m[1] == strconv.Itoa(i+1)
	}
	if inOrder {
		return numbered.ReplaceAllString(query, "?")
	}
	return strings.ReplaceAll(query, "$", "?")
}

// ExecContext runs a statement.
func (c *conn) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	s, err := c.prepare(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(ctx, args...)
}

// QueryContext runs a query.
func (c *conn) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	s, err := c.prepare(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...)
}

// QueryRowContext runs a query of one row.
func (c *conn) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	s, err := c.prepare(ctx, query)
	if err != nil {
		return c.conn.QueryRowContext(ctx, query, args...) // carries the same error
	}
	return s.QueryRowContext(ctx, args...)
}

func (c *conn) close() error {
	var errs []error
	for _, s := range c.stmts {
		errs = append(errs, s.Close())
	}
	return errors.Join(append(errs, c.conn.Close())...)
}
