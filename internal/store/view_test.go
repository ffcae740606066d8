package store

import (
	"context"
	"runtime"
	"sync"
	"testing"
)

// TestViewsThatAreCalledOff: a view whose context ends at any moment, the
// beginning of its transaction included, leaves the connection fit for the next.
func TestViewsThatAreCalledOff(t *testing.T) {
	db, err := Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	nothing := func(*Tx) error { return nil }
	var wg sync.WaitGroup
	for w := range 8 {
		wg.Go(func() {
			for i := range 2000 {
				ctx, cancel := context.WithCancel(t.Context())
				go func() {
					for range (i + w) % 100 * 30 {
						runtime.Gosched()
					}
					cancel()
				}()
				_ = db.View(ctx, nothing) // may fail: it was called off
			}
		})
	}
	wg.Wait()
	// One that was left inside its transaction heals.
	reader := <-db.engine.(*sqliteEngine).readers
	if _, err := reader.ExecContext(t.Context(), "BEGIN"); err != nil {
		t.Fatal(err)
	}
	db.engine.(*sqliteEngine).readers <- reader
	for range 32 {
		if err := db.View(t.Context(), nothing); err != nil {
			t.Fatal(err)
		}
	}
}
