package store_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/storetest"
)

func TestNewerSchema(t *testing.T) {
	ctx := context.Background()
	for engine, dsn := range map[string]func(t *testing.T) (dsn, driver, dataSource string){
		"sqlite": func(t *testing.T) (string, string, string) {
			dir := t.TempDir()
			return dir, "sqlite", filepath.Join(dir, store.FileName)
		},
		"postgres": func(t *testing.T) (string, string, string) {
			dsn := storetest.PostgresSchema(t)
			return dsn, "pgx", dsn
		},
	} {
		t.Run(engine, func(t *testing.T) {
			dsn, driver, source := dsn(t)
			db, err := store.Open(ctx, dsn)
			if err != nil {
				t.Fatal(err)
			}
			if db.Engine() != engine {
				t.Errorf("engine %s", db.Engine())
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			raw, err := sql.Open(driver, source)
			if err != nil {
				t.Fatal(err)
			}
			defer raw.Close()
			if _, err := raw.Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, true)`); err != nil {
				t.Fatal(err)
			}
			_, err = store.Open(ctx, dsn)
			if !errors.Is(err, store.ErrNewerSchema) || !strings.Contains(err.Error(), "9999") || !strings.Contains(err.Error(), "use the newer release") {
				t.Errorf("a newer schema: %v", err)
			}
		})
	}
}

// Several that open a new directory at once must all come through.
func TestOpenAtOnce(t *testing.T) {
	for engine, dsn := range map[string]func(t *testing.T) string{
		"sqlite":   func(t *testing.T) string { return filepath.Join(t.TempDir(), "new") },
		"postgres": storetest.PostgresSchema,
	} {
		t.Run(engine, func(t *testing.T) {
			dsn := dsn(t)
			var wg sync.WaitGroup
			for range 4 {
				wg.Go(func() {
					db, err := store.Open(context.Background(), dsn)
					if err != nil {
						t.Error(err)
						return
					}
					if err := db.Close(); err != nil {
						t.Error(err)
					}
				})
			}
			wg.Wait()
		})
	}
}

func TestFilesArePrivate(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	db, err := store.Open(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) < 2 {
		t.Fatalf("%v, %v", entries, err)
	}
	for _, e := range entries {
		st, err := e.Info()
		if err != nil || st.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s: mode %v, %v", e.Name(), st.Mode(), err)
		}
	}
	if st, _ := os.Stat(dir); st.Mode().Perm() != 0o700 {
		t.Errorf("directory: mode %v", st.Mode())
	}
}

func TestOpenFails(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(context.Background(), file); err == nil {
		t.Error("a file was taken for a directory")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, store.FileName), []byte(strings.Repeat("not a database ", 500)), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel() // what no waiting helps is not waited for
	if _, err := store.Open(ctx, dir); err == nil {
		t.Error("something else was taken for a database")
	}
	_, err := store.Open(ctx, "postgres://user:hidden@127.0.0.1:1/none?password=hidden")
	if err == nil || strings.Contains(err.Error(), "hidden") {
		t.Errorf("the error of a DSN: %v", err)
	}
}
