package store

import (
	"context"
	"database/sql"
	"fmt"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver
)

// postgresEngine uses one pool. Transactions are serializable: what an area
// reads before it writes still holds when it commits, or it runs again.
type postgresEngine struct {
	db    *sql.DB
	fault func(string) error
}

func openPostgres(ctx context.Context, dsn string, db *DB) (engine, error) {
	handle, err := sql.Open("pgx", dsn)
	if err != nil {
		return nil, err
	}
	handle.SetMaxOpenConns(32)
	handle.SetMaxIdleConns(32)
	if err := migrate(ctx, handle, db.dialect); err != nil {
		handle.Close()
		return nil, err
	}
	return &postgresEngine{db: handle, fault: db.fault}, nil
}

func (e *postgresEngine) update(ctx context.Context, fn func(*Tx) error) error {
	return e.run(ctx, false, fn)
}

func (e *postgresEngine) view(ctx context.Context, fn func(*Tx) error) error {
	return e.run(ctx, true, fn)
}

func (e *postgresEngine) run(ctx context.Context, readOnly bool, fn func(*Tx) error) error {
	opts := &sql.TxOptions{Isolation: sql.LevelSerializable, ReadOnly: readOnly}
	if readOnly {
		opts.Isolation = sql.LevelRepeatableRead // one snapshot is enough to read
	}
	if err := e.fault("begin"); err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	tx, err := e.db.BeginTx(ctx, opts)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer tx.Rollback() // no effect after the commit
	if err := fn(&Tx{ctx: ctx, run: tx, readOnly: readOnly, returning: true, rowLocks: true}); err != nil {
		return err
	}
	if err := e.fault("commit"); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

func (e *postgresEngine) close() error { return e.db.Close() }
