package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/storetest"
)

// TestDiskFails: after an error of the disk nothing is committed, however often
// it is tried, until the log was written anew; reads go on; all who waited are
// told; then it works again by itself.
func TestDiskFails(t *testing.T) {
	for _, step := range []string{"begin", "commit"} {
		t.Run(step, func(t *testing.T) {
			t.Parallel()
			var once, well atomic.Bool
			var rewrites atomic.Int64
			db := storetest.SQLite(t, store.Options{Fault: func(s string) error {
				switch {
				case s == step && once.CompareAndSwap(true, false):
					return store.ErrInjectedDisk
				case s == "rewrite" && !well.Load():
					rewrites.Add(1)
					return store.ErrInjectedDisk
				}
				return nil
			}})
			ctx := context.Background()
			if err := db.Tx(ctx, insert("before")); err != nil {
				t.Fatal(err)
			}
			release := held(t, db)
			waits := queued(db, 20, func(i int) func(*store.Tx) error { return insert(fmt.Sprint(i)) })
			release()
			once.Store(true)
			failed := 0
			for _, w := range waits {
				if err := w(); err != nil {
					failed++
					if !errors.Is(err, store.ErrDisk) {
						t.Errorf("%v", err)
					}
				}
			}
			if once.Load() { // the group was quicker: let the next one fail
				if err := db.Tx(ctx, insert("fails")); !errors.Is(err, store.ErrDisk) {
					t.Fatalf("%v", err)
				}
			}
			before := rows(t, db) // reads go on
			for rewrites.Load() < 2 {
				if err := db.Tx(ctx, insert("refused")); !errors.Is(err, store.ErrDisk) {
					t.Fatalf("committed after an error of the disk: %v", err)
				}
				if db.Failing() == nil {
					t.Fatal("says nothing of it")
				}
				time.Sleep(10 * time.Millisecond)
			}
			well.Store(true)
			for db.Failing() != nil {
				time.Sleep(10 * time.Millisecond)
			}
			if err := db.Tx(ctx, insert("after")); err != nil {
				t.Fatal(err)
			}
			if n := rows(t, db); n != before+1 || before != int64(21-failed) {
				t.Errorf("%d rows, before %d, %d failed", n, before, failed)
			}
		})
	}
}
