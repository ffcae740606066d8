package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/storetest"
)

func insert(name string) func(*store.Tx) error {
	return func(tx *store.Tx) error {
		_, err := tx.Exec(`INSERT INTO setting (name, value) VALUES ($1, 'x')`, name)
		return err
	}
}

func rows(t *testing.T, db *store.DB) (n int64) {
	t.Helper()
	if err := db.View(context.Background(), func(tx *store.Tx) error {
		return tx.Row(store.Into(&n), `SELECT COUNT(*) FROM setting`)
	}); err != nil {
		t.Fatal(err)
	}
	return n
}

// held keeps the committer busy until released, so that what is queued
// meanwhile makes one group.
func held(t *testing.T, db *store.DB) (release func()) {
	t.Helper()
	running, gate := make(chan struct{}), make(chan struct{})
	wait := db.Go(context.Background(), func(tx *store.Tx) error {
		select {
		case <-gate:
		default:
			close(running)
			<-gate
		}
		return nil
	})
	<-running
	return func() {
		close(gate)
		if err := wait(); err != nil {
			t.Error(err)
		}
	}
}

// queued starts n transactions and waits until all are in the queue.
func queued(db *store.DB, n int, fn func(i int) func(*store.Tx) error) []func() error {
	waits := make([]func() error, n)
	for i := range waits {
		waits[i] = db.Go(context.Background(), fn(i))
	}
	for db.Queued() < n {
	}
	return waits
}

func TestOneCommitForAGroup(t *testing.T) {
	var commits, savepoints atomic.Int64
	db := storetest.SQLite(t, store.Options{Fault: func(step string) error {
		switch step {
		case "commit":
			commits.Add(1)
		case "savepoint":
			savepoints.Add(1)
		}
		return nil
	}})
	for _, c := range []struct{ bad, commits, savepoints int64 }{{0, 2, 0}, {1, 2, 50}} {
		before := rows(t, db)
		release := held(t, db)
		commits.Store(0)
		savepoints.Store(0)
		waits := queued(db, 50, func(i int) func(*store.Tx) error {
			if int64(i) < c.bad {
				return func(tx *store.Tx) error {
					return errors.Join(insert("lost")(tx), errors.New("no"))
				}
			}
			return insert(fmt.Sprint(c.bad, "-", i))
		})
		release()
		failed := int64(0)
		for _, w := range waits {
			if w() != nil {
				failed++
			}
		}
		if failed != c.bad || rows(t, db) != before+50-c.bad {
			t.Errorf("%d failed, want %d; %d rows after %d", failed, c.bad, rows(t, db), before)
		}
		// One commit is that of the transaction that was held.
		if commits.Load() != c.commits || savepoints.Load() != c.savepoints {
			t.Errorf("%d commits and %d savepoints, want %d and %d", commits.Load(), savepoints.Load(), c.commits, c.savepoints)
		}
	}
}

// TestGroupFaults lets each step of a group fail once, and for good: a fault
// that passes harms nobody, one that stays is told to all, and nobody's work
// is ever there in part or twice.
func TestGroupFaults(t *testing.T) {
	for _, step := range []string{"begin", "savepoint", "undo", "release", "commit"} {
		for _, c := range []struct {
			name  string
			times int64
			err   error
			want  int64 // transactions that succeed
		}{
			{"busy once", 1, store.ErrInjectedBusy, 19},
			{"broken once", 1, errors.New("broken"), 19},
			{"broken for good", 1 << 40, errors.New("broken"), 0},
		} {
			t.Run(step+" "+c.name, func(t *testing.T) {
				var left atomic.Int64
				db := storetest.SQLite(t, store.Options{Fault: func(s string) error {
					if s == step && left.Add(-1) >= 0 {
						return c.err
					}
					return nil
				}})
				release := held(t, db)
				waits := queued(db, 20, func(i int) func(*store.Tx) error {
					return func(tx *store.Tx) error {
						if err := insert(fmt.Sprint(i))(tx); err != nil {
							return err
						}
						if i == 13 {
							return errors.New("own")
						}
						return nil
					}
				})
				if step != "begin" && step != "commit" {
					left.Store(c.times)
					release()
				} else {
					release()
					left.Store(c.times)
				}
				var told int64
				for _, w := range waits {
					if w() == nil {
						told++
					}
				}
				left.Store(0)
				if n := rows(t, db); n != told {
					t.Errorf("%d rows, %d were told that theirs is there", n, told)
				}
				if c.times == 1 && told != c.want {
					t.Errorf("%d succeeded, want %d", told, c.want)
				}
				if err := db.Tx(context.Background(), insert("after")); err != nil {
					t.Errorf("after the fault: %v", err)
				}
			})
		}
	}
}

func TestPanicReachesItsCaller(t *testing.T) {
	db := storetest.SQLite(t, store.Options{})
	release := held(t, db)
	waits := queued(db, 5, func(i int) func(*store.Tx) error { return insert(fmt.Sprint(i)) })
	panicked := make(chan any, 1)
	go func() {
		defer func() { panicked <- recover() }()
		db.Tx(context.Background(), func(tx *store.Tx) error {
			if err := insert("lost")(tx); err != nil {
				return err
			}
			panic("mine")
		})
	}()
	release()
	if p := <-panicked; p != "mine" {
		t.Errorf("recovered %v", p)
	}
	for _, w := range waits {
		if err := w(); err != nil {
			t.Error(err)
		}
	}
	if n := rows(t, db); n != 5 {
		t.Errorf("%d rows", n)
	}
}

// SQLite ends a transaction by itself when the disk is full: the neighbours of
// the one that filled it must come through or be told, never be lost in silence.
func TestDiskFull(t *testing.T) {
	db := storetest.SQLite(t, store.Options{})
	if err := db.Tx(context.Background(), func(tx *store.Tx) error {
		var pages int64
		if err := tx.Row(store.Into(&pages), `PRAGMA page_count`); err != nil {
			return err
		}
		return tx.Row(store.Into(&pages), fmt.Sprintf(`PRAGMA max_page_count = %d`, pages+20))
	}); err != nil {
		t.Fatal(err)
	}
	release := held(t, db)
	waits := queued(db, 20, func(i int) func(*store.Tx) error {
		return func(tx *store.Tx) error {
			if err := insert(fmt.Sprint(i))(tx); err != nil || i != 7 {
				return err
			}
			_, err := tx.Exec(`INSERT INTO setting (name, value) VALUES ('large', $1)`, string(make([]byte, 1<<20)))
			return err
		}
	})
	release()
	for i, w := range waits {
		if err := w(); (err != nil) != (i == 7) {
			t.Errorf("%d: %v", i, err)
		}
	}
	if n := rows(t, db); n != 19 {
		t.Errorf("%d rows, want 19", n)
	}
}
