package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"testing/fstest"
	"time"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations/*.sql
var migrations embed.FS

// ErrNewerSchema is returned where a newer release has migrated the store.
var ErrNewerSchema = errors.New("the store was written by a newer release")

// migrate brings the schema to what this release knows.
func migrate(ctx context.Context, db *sql.DB, d *dialect) error {
	p, err := provider(db, d)
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	// Two processes may open a new directory at once. SQLite has no lock that
	// spans goose's transactions, so the one that comes second fails, looks
	// again, and finds the work done.
	for n := 1; ; n++ {
		err := migrateOnce(ctx, p)
		if err == nil || errors.Is(err, ErrNewerSchema) || n == 20 {
			return err
		}
		select {
		case <-ctx.Done():
			return errors.Join(ctx.Err(), err)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func migrateOnce(ctx context.Context, p *goose.Provider) error {
	current, target, err := p.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	if current > target {
		return fmt.Errorf("%w: its schema is %d, this release knows up to %d; use the newer release, or restore a backup made before it",
			ErrNewerSchema, current, target)
	}
	if current == target {
		return nil
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("migrate from schema %d to %d: %w", current, target, err)
	}
	return nil
}

func provider(db *sql.DB, d *dialect) (*goose.Provider, error) {
	filled, err := fill(d)
	if err != nil {
		return nil, err
	}
	options := []goose.ProviderOption{goose.WithDisableGlobalRegistry(true)}
	if d == postgresDialect {
		l, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return nil, err
		}
		options = append(options, goose.WithSessionLocker(l))
	}
	return goose.NewProvider(d.goose, db, filled, options...)
}

// fill returns the migrations with the engine's types in place of the
// placeholders.
func fill(d *dialect) (fs.FS, error) {
	entries, err := migrations.ReadDir("migrations")
	if err != nil {
		return nil, err
	}
	out := fstest.MapFS{}
	for _, e := range entries {
		b, err := migrations.ReadFile("migrations/" + e.Name())
		if err != nil {
			return nil, err
		}
		out[e.Name()] = &fstest.MapFile{Data: []byte(d.types.Replace(string(b)))}
	}
	return out, nil
}

// LatestSchema is the number of the last migration that this release knows.
func LatestSchema() (latest int64) {
	entries, _ := migrations.ReadDir("migrations") // embedded: cannot fail
	for _, e := range entries {
		if n, err := goose.NumericComponent(e.Name()); err == nil {
			latest = max(latest, n)
		}
	}
	return latest
}
