// Package store is where truth lives: applications, decisions with their
// leaves, proofs, batches and the rows of snapshots. One SQL text runs on
// SQLite and on PostgreSQL. The SQL of each area stands in a sub-package,
// beside the function that uses it; this package opens the database, migrates
// it and runs transactions.
package store

import (
	"context"
	"fmt"
	"strings"
	"sync"
)

// DB is an open store. It is safe for concurrent use.
type DB struct {
	engine  engine
	dialect *dialect
	options Options
	once    sync.Once
	closed  error
}

// engine is what SQLite and PostgreSQL each do in their own way.
type engine interface {
	update(ctx context.Context, fn func(*Tx) error) error
	view(ctx context.Context, fn func(*Tx) error) error
	close() error
}

// Options are for callers with special needs; the zero value is right for all others.
type Options struct {
	// Fault, where set, is asked before each step (begin, savepoint, release,
	// commit) and its error is taken for the engine's. For tests.
	Fault func(step string) error
	// NoGroups gives every transaction a commit of its own. For measurements.
	NoGroups bool
}

// Open opens the store that dsn names, and migrates it: a directory, made where
// missing, holds SQLite's file sekifuda.db; postgres://… is a PostgreSQL
// database. It fails where the store was written by a newer release.
func Open(ctx context.Context, dsn string) (*DB, error) {
	return OpenWith(ctx, dsn, Options{})
}

// OpenWith is Open with options.
func OpenWith(ctx context.Context, dsn string, o Options) (*DB, error) {
	db := &DB{options: o, dialect: sqliteDialect}
	open := openSQLite
	if strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://") {
		db.dialect, open = postgresDialect, openPostgres
	}
	e, err := open(ctx, dsn, db)
	if err != nil {
		return nil, fmt.Errorf("open store %s: %w", redact(dsn), err)
	}
	db.engine = e
	return db, nil
}

// Close waits for running transactions and closes the store. Transactions
// begun later fail with ErrClosed. Closing again does nothing.
func (db *DB) Close() error {
	db.once.Do(func() {
		if err := db.engine.close(); err != nil {
			db.closed = fmt.Errorf("close store: %w", err)
		}
	})
	return db.closed
}

// Engine returns "sqlite" or "postgres".
func (db *DB) Engine() string { return db.dialect.name }

// Queued returns how many transactions wait for a commit: a measure of load.
func (db *DB) Queued() int {
	if e, ok := db.engine.(*sqliteEngine); ok {
		return len(e.group.queue)
	}
	return 0
}

// redact drops what stands before the @ of a DSN: a password may.
func redact(dsn string) string {
	scheme, rest, ok := strings.Cut(dsn, "://")
	if !ok {
		return dsn
	}
	if i := strings.LastIndex(rest, "@"); i >= 0 {
		rest = "…" + rest[i:]
	}
	if i := strings.Index(rest, "?"); i >= 0 {
		rest = rest[:i]
	}
	return scheme + "://" + rest
}

func (db *DB) fault(step string) error {
	if db.options.Fault == nil {
		return nil
	}
	return db.options.Fault(step)
}
