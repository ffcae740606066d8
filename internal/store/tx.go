package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// ErrClosed is returned by a transaction on a closed store.
var ErrClosed = errors.New("store is closed")

// ErrReadOnly is returned by Exec within a View.
var ErrReadOnly = errors.New("a view cannot write")

// Tx is a running transaction. It belongs to the function that it was given to
// and to one goroutine. Rows must be read to their end or closed before the
// next statement: PostgreSQL has one conversation at a time (see All).
type Tx struct {
	ctx       context.Context
	run       runner
	readOnly  bool
	returning bool // numbers of new rows are had by RETURNING only
	rowLocks  bool // rows can be locked one by one: others write meanwhile
}

// runner is the part of database/sql that a transaction needs.
type runner interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// Tx runs fn in a transaction and returns once what it wrote is durable. An
// error of fn undoes all that fn did and is returned as it is.
//
// fn may run more than once: on a busy database, on a serialization failure,
// and when a neighbour in the same commit brings it down. It must keep nothing
// from an earlier run. It must not wait for another transaction.
func (db *DB) Tx(ctx context.Context, fn func(*Tx) error) error {
	return db.retry(ctx, func() error { return db.engine.update(ctx, fn) })
}

// Go is Tx without waiting: it returns as soon as the work is queued, and the
// function that it returns waits for the outcome. A batch keeps some hundred in
// flight, which then share commits.
func (db *DB) Go(ctx context.Context, fn func(*Tx) error) (wait func() error) {
	done := make(chan error, 1)
	go func() { done <- db.Tx(ctx, fn) }()
	return func() error { return <-done }
}

// View runs fn on one consistent state of the store; fn cannot write.
func (db *DB) View(ctx context.Context, fn func(*Tx) error) error {
	return db.retry(ctx, func() error { return db.engine.view(ctx, fn) })
}

const attempts = 12

// retry does it again, waiting longer each time (up to some seconds in all),
// as long as the engine says that this may help.
func (db *DB) retry(ctx context.Context, do func() error) error {
	wait := 2 * time.Millisecond
	for n := 1; ; n++ {
		err := do()
		if err == nil || !db.dialect.retryable(err) {
			return err
		}
		if n == attempts {
			return fmt.Errorf("store busy after %d attempts: %w", n, err)
		}
		select {
		case <-ctx.Done():
			return errors.Join(ctx.Err(), err)
		case <-time.After(wait):
		}
		wait = min(2*wait, time.Second)
	}
}

// SkipLocked is what a SELECT ends with that takes rows to work on: it locks
// them, and passes over those that another transaction is taking. SQLite, where
// one writes at a time, needs nothing.
func (tx *Tx) SkipLocked() string {
	if tx.rowLocks {
		return " FOR UPDATE SKIP LOCKED"
	}
	return ""
}

// Context returns the context of the transaction.
func (tx *Tx) Context() context.Context { return tx.ctx }

// Exec runs one statement and returns how many rows it changed.
func (tx *Tx) Exec(query string, args ...any) (int64, error) {
	if tx.readOnly {
		return 0, ErrReadOnly
	}
	res, err := tx.run.ExecContext(tx.ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// Insert runs an INSERT into a table with a seq column and returns the row's
// seq. SQLite tells it for nothing; PostgreSQL is asked for it.
func (tx *Tx) Insert(query string, args ...any) (seq int64, err error) {
	if tx.readOnly {
		return 0, ErrReadOnly
	}
	if tx.returning {
		return seq, tx.Row(Into(&seq), query+" RETURNING seq", args...)
	}
	res, err := tx.run.ExecContext(tx.ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}

// Query runs a query; the caller closes the rows before the next statement.
func (tx *Tx) Query(query string, args ...any) (*sql.Rows, error) {
	return tx.run.QueryContext(tx.ctx, query, args...)
}

// Row runs a query and scans its first row into dest; ErrNotFound without one.
func (tx *Tx) Row(dest []any, query string, args ...any) error {
	err := tx.run.QueryRowContext(tx.ctx, query, args...).Scan(dest...)
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	return err
}

// Into is the list of destinations of Row.
func Into(dest ...any) []any { return dest }

// All runs a query and returns what scan makes of each row. scan must not use
// the transaction.
func All[T any](tx *Tx, scan func(func(...any) error) (T, error), query string, args ...any) ([]T, error) {
	rows, err := tx.Query(query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		v, err := scan(rows.Scan)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}
