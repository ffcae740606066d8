package storetest

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/log"
)

func testLease(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	for i, c := range []struct {
		holder     string
		now, until int
		want       bool
	}{
		{"a", 0, 10, true}, {"b", 1, 11, false}, {"a", 5, 15, true}, {"b", 14, 20, false}, {"b", 15, 25, true}, {"a", 16, 30, false},
	} {
		update(t, db, func(tx *store.Tx) error {
			got, err := store.Lease(tx, "l", c.holder, at(c.now), at(c.until))
			if got != c.want {
				t.Errorf("step %d: %s got it: %v", i, c.holder, got)
			}
			return err
		})
	}
}

func leaves(t testing.TB, db *store.DB, from, n int) {
	t.Helper()
	update(t, db, func(tx *store.Tx) error {
		for i := range n {
			if _, err := store.AppendLeaf(tx, ledger.Leaf{Kind: ledger.KindAdmin, ID: fmt.Sprint(from + i), At: at(1)}); err != nil {
				return err
			}
		}
		return nil
	})
}

// sequence does one step as the sequencer does; before, where set, comes between
// the plan and the writing.
func sequence(db *store.DB, t testing.TB, limit int, before func()) (*log.Next, error) {
	var next *log.Next
	err := db.View(t.Context(), func(tx *store.Tx) (err error) {
		next, _, err = log.Plan(tx, limit)
		return err
	})
	if err != nil || next == nil {
		return nil, err
	}
	if before != nil {
		before()
	}
	return next, db.Tx(t.Context(), func(tx *store.Tx) error { return next.Apply(tx, []byte("note"), at(3)) })
}

// testSequence grows a log in steps of all sizes: head, places and tiles are
// those of the tree over the leaves in their order.
func testSequence(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	total := 0
	for _, n := range []int{1, 254, 1, 1, 300, 3} {
		leaves(t, db, total, n)
		total += n
		for {
			next, err := sequence(db, t, 200, nil)
			if err != nil {
				t.Fatal(err)
			}
			if next == nil {
				break
			}
		}
		view(t, db, func(tx *store.Tx) error {
			h, err := log.GetHead(tx)
			if err != nil {
				return err
			}
			var edge ledger.Edge
			all, err := log.At(tx, 0, total+1)
			for i, l := range all {
				if l.ID != fmt.Sprint(i) || *l.Position != int64(i) {
					t.Fatalf("at place %d stands %s (%d)", i, l.ID, *l.Position)
				}
				edge.Append(ledger.Hash(l.Body))
			}
			if h.Size != int64(total) || len(all) != total || edge.Root() != h.Root || string(h.Note) != "note" || h.At != at(3) {
				t.Errorf("head %+v of %d leaves, root %v", h, total, edge.Root())
			}
			for _, i := range []int64{0, int64(total) / 2, int64(total) - 1} {
				proof, err := tlog.ProveRecord(h.Size, i, log.ReadTile(tx))
				if err != nil || tlog.CheckRecord(proof, h.Size, h.Root, i, ledger.Hash(all[i].Body)) != nil {
					t.Errorf("proof of %d in %d: %v", i, h.Size, err)
				}
			}
			return err
		})
	}
	if n, oldest, err := waiting(t, db); n != 0 || oldest != 0 || err != nil {
		t.Errorf("%d wait, from %d on, %v", n, oldest, err)
	}
	view(t, db, func(tx *store.Tx) error {
		b, err := log.Bundle(tx, ledger.Tile{Level: ledger.Entries, N: 1, Width: 256})
		if entries, e := ledger.ParseBundle(b); err != nil || e != nil || len(entries) != 256 {
			t.Errorf("bundle: %d entries, %v %v", len(entries), err, e)
		}
		return nil
	})
}

func waiting(t testing.TB, db *store.DB) (n, oldest int64, err error) {
	err = db.View(t.Context(), func(tx *store.Tx) error {
		n, oldest, err = log.Waiting(tx, 100)
		return err
	})
	return n, oldest, err
}

// testSequenceGaps sequences numbers with gaps, and one that commits late: it
// comes after those that were there before it.
func testSequenceGaps(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	leaves(t, db, 0, 6)
	var seqs []int64
	view(t, db, func(tx *store.Tx) error {
		all, err := store.Leaves(tx, 0, 10)
		for _, l := range all {
			seqs = append(seqs, l.Seq)
		}
		return err
	})
	late := []byte(nil)
	update(t, db, func(tx *store.Tx) error {
		if err := tx.Row(store.Into(&late), `SELECT body FROM leaf WHERE seq = $1`, seqs[1]); err != nil {
			return err
		}
		return errors.Join(store.DropLeaf(tx, seqs[1]), store.DropLeaf(tx, seqs[3]))
	})
	if _, err := sequence(db, t, 10, nil); err != nil {
		t.Fatal(err)
	}
	update(t, db, func(tx *store.Tx) error { // as a transaction of PostgreSQL that took its number early
		_, err := tx.Exec(`INSERT INTO leaf (seq, kind, id, tag, body, at) VALUES ($1, 'admin', '1', '', $2, $3)`, seqs[1], late, int64(at(1)))
		return err
	})
	if _, err := sequence(db, t, 10, nil); err != nil {
		t.Fatal(err)
	}
	view(t, db, func(tx *store.Tx) error {
		all, err := log.At(tx, 0, 10)
		got := ""
		for _, l := range all {
			got += l.ID
		}
		if got != "02451" {
			t.Errorf("order %s", got)
		}
		return err
	})
}

// testSequenceRace lets several sequence the same leaves: one does each step.
func testSequenceRace(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	const total = 60
	leaves(t, db, 0, total)
	if _, err := sequence(db, t, 5, func() {
		if _, err := sequence(db, t, 5, nil); err != nil {
			t.Error(err)
		}
	}); !errors.Is(err, log.ErrMoved) {
		t.Errorf("the slower of the first two: %v", err)
	}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for {
				next, err := sequence(db, t, 7, nil)
				if err != nil && !errors.Is(err, log.ErrMoved) {
					t.Error(err)
					return
				}
				if next == nil {
					return
				}
			}
		})
	}
	all.Wait()
	view(t, db, func(tx *store.Tx) error {
		h, _, err := log.Edge(tx)
		rows, err2 := log.At(tx, 0, total+1)
		if h.Size != total || len(rows) != total {
			t.Errorf("%d leaves in the head, %d with a place", h.Size, len(rows))
		}
		return errors.Join(err, err2)
	})
}

// testSequenceDamage changes what is stored: nothing is added to it, and it
// stays as it was.
func testSequenceDamage(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	leaves(t, db, 0, 300)
	if _, err := sequence(db, t, 1000, nil); err != nil {
		t.Fatal(err)
	}
	leaves(t, db, 300, 2)
	flip := func(table, column, where string) func(*store.Tx) error {
		return func(tx *store.Tx) error {
			var b []byte
			if err := tx.Row(store.Into(&b), fmt.Sprintf(`SELECT %s FROM %s WHERE %s`, column, table, where)); err != nil {
				return err
			}
			b[len(b)-5] ^= 4
			_, err := tx.Exec(fmt.Sprintf(`UPDATE %s SET %s = $1 WHERE %s`, table, column, where), b)
			return err
		}
	}
	for name, change := range map[string]func(*store.Tx) error{
		"tile of leaves": flip("tile", "bytes", "level = 0 AND n = 1"),
		"tile above":     flip("tile", "bytes", "level = 1"),
		"leaf":           flip("leaf", "body", "id = '301'"),
		"size":           func(tx *store.Tx) error { _, err := tx.Exec(`UPDATE head SET size = 299`); return err },
		"root":           func(tx *store.Tx) error { _, err := tx.Exec(`UPDATE head SET root = 'x'`); return err },
		"tile gone":      func(tx *store.Tx) error { _, err := tx.Exec(`DELETE FROM tile WHERE level = 0 AND n = 1`); return err },
	} {
		errUndo := errors.New("undo")
		err := db.Tx(t.Context(), func(tx *store.Tx) error {
			if err := change(tx); err != nil {
				return err
			}
			if next, _, err := log.Plan(tx, 10); !errors.Is(err, log.ErrDamaged) {
				t.Errorf("%s: %+v, %v", name, next, err)
			}
			return errUndo
		})
		if err != errUndo {
			t.Fatal(err)
		}
	}
	if _, err := sequence(db, t, 10, func() { update(t, db, flip("leaf", "body", "id = '301'")) }); !errors.Is(err, log.ErrDamaged) {
		t.Errorf("a leaf that changed on the way: %v", err)
	}
	if n, _, _ := waiting(t, db); n != 2 {
		t.Errorf("%d leaves wait, want 2", n)
	}
}
