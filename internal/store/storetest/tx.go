package storetest

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/vault"
)

var errOwn = errors.New("own error")

func testTx(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	update(t, db, set("kept"))
	err := db.Tx(context.Background(), func(tx *store.Tx) error {
		if err := set("undone")(tx); err != nil {
			return err
		}
		return errOwn
	})
	if err != errOwn {
		t.Errorf("error of the function came back as %v", err)
	}
	if n := count(t, db, "setting"); n != 1 {
		t.Errorf("%d rows, want only the committed one", n)
	}
	over, cancel := context.WithCancel(context.Background())
	cancel()
	if err := db.Tx(over, set("late")); !errors.Is(err, context.Canceled) {
		t.Errorf("with a context that is over: %v", err)
	}
}

func testView(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	update(t, db, set("one"))
	view(t, db, func(tx *store.Tx) error {
		if _, err := tx.Exec(`DELETE FROM setting`); !errors.Is(err, store.ErrReadOnly) {
			t.Errorf("a view wrote: %v", err)
		}
		if _, err := tx.Insert(`INSERT INTO leaf (kind, id, tag, body, at) VALUES ('', '', '', '', 0)`); !errors.Is(err, store.ErrReadOnly) {
			t.Errorf("a view inserted: %v", err)
		}
		// One state from the first statement to the last, whatever others commit.
		if n := inTx(t, tx); n != 1 {
			t.Errorf("%d rows before", n)
		}
		update(t, db, set("two"))
		if n := inTx(t, tx); n != 1 {
			t.Errorf("%d rows after another's commit, want the same 1", n)
		}
		return nil
	})
	if n := count(t, db, "setting"); n != 2 {
		t.Errorf("%d rows", n)
	}
	if err := db.View(context.Background(), func(*store.Tx) error { return errOwn }); err != errOwn {
		t.Errorf("error of a view: %v", err)
	}
}

func inTx(t *testing.T, tx *store.Tx) (n int64) {
	t.Helper()
	if err := tx.Row(store.Into(&n), `SELECT COUNT(*) FROM setting`); err != nil {
		t.Fatal(err)
	}
	return n
}

// testGroup runs many at once, some of which fail in every way a function can:
// those that do not fail are all there, the others leave nothing.
func testGroup(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	const many = 200
	waits := make([]func() error, many)
	for i := range many {
		name := fmt.Sprintf("n%03d", i)
		waits[i] = db.Go(context.Background(), func(tx *store.Tx) error {
			if err := set(name)(tx); err != nil {
				return err
			}
			switch i % 10 {
			case 3:
				return errOwn
			case 7:
				return set(name)(tx) // breaks a key
			}
			return nil
		})
	}
	good := int64(0)
	for i, wait := range waits {
		err := wait()
		switch bad := i%10 == 3 || i%10 == 7; {
		case bad && err == nil:
			t.Errorf("%d failed and was told that it did not", i)
		case !bad && err != nil:
			t.Errorf("%d: a neighbour's failure reached it: %v", i, err)
		case !bad:
			good++
		}
	}
	if n := count(t, db, "setting"); n != good {
		t.Errorf("%d rows, want %d", n, good)
	}
}

// testRetry makes the engine say "busy" at each step in turn: the work is done
// again and comes out once. An error that is no use repeating reaches the caller.
func testRetry(t *testing.T, open Opener) {
	for _, step := range []string{"begin", "commit"} {
		var left atomic.Int64
		db := open(t, store.Options{Fault: func(s string) error {
			if s == step && left.Add(-1) >= 0 {
				return busy
			}
			return nil
		}})
		left.Store(3)
		update(t, db, set(step))
		if n := count(t, db, "setting"); n != 1 {
			t.Errorf("busy at %s: %d rows, want 1", step, n)
		}
	}
	broken := errors.New("disk on fire")
	var on atomic.Bool
	db := open(t, store.Options{Fault: func(s string) error {
		if s == "commit" && on.Load() {
			return broken
		}
		return nil
	}})
	on.Store(true)
	if err := db.Tx(context.Background(), set("lost")); !errors.Is(err, broken) {
		t.Errorf("a broken commit came back as %v", err)
	}
	on.Store(false)
	update(t, db, set("after"))
	if n := count(t, db, "setting"); n != 1 {
		t.Errorf("%d rows after a commit that failed, want 1", n)
	}
}

// busy is taken for retryable by both engines: each looks only at its own.
var busy = errors.Join(&pgconn.PgError{Code: "40001"}, store.ErrInjectedBusy)

func testClosed(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := db.Tx(context.Background(), set("late")); err == nil {
		t.Error("a closed store took a write")
	}
	if err := db.View(context.Background(), func(*store.Tx) error { return nil }); err == nil {
		t.Error("a closed store was read")
	}
}

func testLedger(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	var seqs []int64
	for i := range 3 {
		update(t, db, func(tx *store.Tx) error {
			seq, err := store.AppendLeaf(tx, ledger.Leaf{Kind: ledger.KindPolicy, ID: fmt.Sprint("p", i), At: at(i)})
			seqs = append(seqs, seq)
			return errors.Join(err, store.Publish(tx, "t", "topic", fmt.Sprint(i), at(i)))
		})
	}
	view(t, db, func(tx *store.Tx) error {
		leaves, err := store.Leaves(tx, seqs[0], 10)
		if err != nil || len(leaves) != 2 || leaves[0].Seq != seqs[1] || leaves[1].Seq <= leaves[0].Seq {
			t.Fatalf("leaves after the first: %+v, %v", leaves, err)
		}
		l, err := ledger.Parse(leaves[0].Body)
		if err != nil || l.ID != "p1" || l.At != at(1) {
			t.Errorf("leaf read back: %+v, %v", l, err)
		}
		waiting, err := store.Waiting(tx, 2)
		if err != nil || len(waiting) != 2 || waiting[0].Ref != "0" || waiting[1].At != at(1) {
			t.Errorf("waiting: %+v, %v", waiting, err)
		}
		return nil
	})
	if err := db.Tx(context.Background(), func(tx *store.Tx) error {
		_, err := store.AppendLeaf(tx, ledger.Leaf{Kind: "guess", ID: "x"})
		return err
	}); !errors.Is(err, ledger.ErrLeaf) {
		t.Errorf("a leaf of no kind: %v", err)
	}
}

func testBind(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	one, two := newVault(t), newVault(t)
	for range 2 {
		if err := db.Bind(context.Background(), one); err != nil {
			t.Fatal(err)
		}
	}
	err := db.Bind(context.Background(), two)
	if !errors.Is(err, vault.ErrWrongKey) || !strings.Contains(err.Error(), "--key-file") {
		t.Errorf("another key: %v", err)
	}
}

func newVault(t testing.TB) *vault.Vault {
	t.Helper()
	v, err := vault.OpenKeyFile(filepath.Join(t.TempDir(), "key"), true)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
