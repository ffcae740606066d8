package gate

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/decision"
	stored "github.com/sekifuda/sekifuda/internal/store/record"
	"github.com/sekifuda/sekifuda/internal/vault"
)

// desk is a gate over fakes with books over a real store.
func desk(t *testing.T, o store.Options) (*fixture, *Books) {
	t.Helper()
	dir := t.TempDir()
	db, err := store.OpenWith(t.Context(), filepath.Join(dir, "data"), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	v, err := vault.OpenKeyFile(filepath.Join(dir, "key"), true)
	if err != nil {
		t.Fatal(err)
	}
	return honest(t), &Books{DB: db, Vault: v, Tenant: "default"}
}

// applications are n copies of the fixture's application, A-1 to A-n.
func (f *fixture) applications(n int) []Row {
	rows := make([]Row, n)
	for i := range rows {
		app := *f.input.Application
		app.ExternalID = fmt.Sprint("A-", i+1)
		rows[i] = Row{App: &app, File: "f", Line: i + 1, Position: i + 1}
	}
	return rows
}

func (f *fixture) batch(b *Books) *Batch {
	return &Batch{Gate: f.Gate, Books: b, Key: "k#1", At: f.input.At, Workers: 3}
}

func inputs(rows []Row) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// runBatch runs a batch and returns the lines that it told.
func runBatch(t *testing.T, b *Batch, rows iter.Seq2[Row, error]) (lines []*Line, err error) {
	t.Helper()
	err = b.Run(t.Context(), rows, func(l *Line) error {
		if l.Position != len(lines)+1 {
			t.Errorf("row %d was told after %d others", l.Position, len(lines))
		}
		lines = append(lines, l)
		return nil
	})
	return lines, err
}

func (b *Books) letter(t *testing.T, application string) {
	t.Helper()
	err := b.AddEvidence(t.Context(), []Recorded{{ID: "e-" + application, Evidence: record.Evidence{
		Application: application, Kind: "letter", Channel: "東京都千代田区霞が関3-2-5", ChannelFrom: "register", Result: "confirmed", By: "clerk", At: "2026-02-26",
	}}}, 1)
	if err != nil {
		t.Fatal(err)
	}
}

// TestBatch runs several chunks with evidence on some rows, one row that cannot
// be read and one application twice: each is decided as it would be alone, and
// all that is told opens again.
func TestBatch(t *testing.T) {
	f, books := desk(t, store.Options{})
	rows := f.applications(4*chunkMax + 5)
	rows[9].Problems = []string{"cannot be read"}
	twice := *rows[30].App
	twice.Quantity++
	rows[31].App = &twice
	for _, id := range []string{"A-3", "A-31", "A-100"} {
		books.letter(t, id)
	}
	lines, err := runBatch(t, f.batch(books), inputs(rows))
	if err != nil || len(lines) != len(rows) {
		t.Fatalf("%d lines of %d, %v", len(lines), len(rows), err)
	}
	for i, l := range lines {
		if i == 9 {
			if l.Decision != nil || len(l.Problems) != 1 {
				t.Errorf("the row that cannot be read: %+v", l)
			}
			continue
		}
		evidence, err := books.Evidence(t.Context(), rows[i].App.ExternalID)
		if err != nil {
			t.Fatal(err)
		}
		want, err := f.Examine(t.Context(), Input{Tenant: "default", Application: rows[i].App, Evidence: evidence, At: f.input.At})
		if err != nil || want.ID != l.Decision.ID || want.Outcome != l.Outcome {
			t.Errorf("row %d: %s, alone %s, %v", i+1, l.Outcome, want.Outcome, err)
		}
		d, app, err := books.Decision(t.Context(), l.Decision.ID)
		if err != nil || d.ID != l.Decision.ID || app.Quantity != rows[i].App.Quantity {
			t.Errorf("row %d read back: %v", i+1, err)
		}
	}
	b := f.batch(books)
	b.Decided = map[int]string{}
	for _, l := range lines[10:] {
		b.Decided[l.Position] = l.Decision.ID
	}
	again, err := runBatch(t, b, inputs(rows))
	if err != nil || !slices.EqualFunc(lines, again, func(x, y *Line) bool {
		return x.Outcome == y.Outcome && slices.Equal(x.Keys, y.Keys) && (x.Decision == nil || x.Decision.ID == y.Decision.ID)
	}) {
		t.Errorf("the rerun tells other things: %v", err)
	}
}

// TestBatchStops lets one row fail in every way that a row can: those before it
// are told and durable, it is named, and nothing after it is told.
func TestBatchStops(t *testing.T) {
	const bad = chunkMax + 7
	broken := errors.New("broken")
	shred := func(t *testing.T, b *Books) {
		if err := b.DB.Tx(t.Context(), func(tx *store.Tx) error {
			subject := subjectOf(fmt.Sprint("A-", bad))
			if _, err := b.Vault.Obtain(stored.Keys(tx), b.Tenant, subject); err != nil {
				return err
			}
			return stored.DestroyKey(tx, b.Tenant, subject, 1)
		}); err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		prepare func(t *testing.T, b *Books)
		rows    func(rows []Row) iter.Seq2[Row, error]
		want    error
	}{
		"the key was destroyed": {shred, inputs, vault.ErrShredded},
		"evidence that nobody can open": {func(t *testing.T, b *Books) {
			b.letter(t, fmt.Sprint("A-", bad))
			shred(t, b)
		}, inputs, vault.ErrShredded},
		"the reader fails": {func(*testing.T, *Books) {}, func(rows []Row) iter.Seq2[Row, error] {
			return func(yield func(Row, error) bool) {
				for _, r := range rows[:bad-1] {
					if !yield(r, nil) {
						return
					}
				}
				yield(Row{Position: bad}, broken)
			}
		}, broken},
	} {
		t.Run(name, func(t *testing.T) {
			f, books := desk(t, store.Options{})
			c.prepare(t, books)
			lines, err := runBatch(t, f.batch(books), c.rows(f.applications(4*chunkMax)))
			if !errors.Is(err, c.want) || !strings.Contains(err.Error(), fmt.Sprintf("row %d:", bad)) {
				t.Errorf("error %v", err)
			}
			if len(lines) != bad-1 {
				t.Errorf("%d rows told before row %d", len(lines), bad)
			}
			for _, l := range lines {
				if _, _, err := books.Decision(t.Context(), l.Decision.ID); err != nil {
					t.Errorf("row %d was told and is not there: %v", l.Position, err)
				}
			}
		})
	}
}

func TestBatchEmitFails(t *testing.T) {
	f, books := desk(t, store.Options{})
	full := errors.New("no room")
	n := 0
	err := f.batch(books).Run(t.Context(), inputs(f.applications(30*chunkMax)), func(*Line) error {
		if n++; n == 3 {
			return full
		}
		return nil
	})
	if !errors.Is(err, full) || n != 3 {
		t.Errorf("%v after %d lines", err, n)
	}
}

// TestBatchCancelled ends a run from outside: it must not pass for a whole one.
func TestBatchCancelled(t *testing.T) {
	f, books := desk(t, store.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	err := f.batch(books).Run(ctx, inputs(f.applications(30*chunkMax)), func(l *Line) error {
		if l.Position == 3 {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// TestSaveAgain makes the store undo a group in which one row was sealed with
// the key that its neighbour made, and run it again without the neighbour: what
// is told must open with the key that is kept then.
func TestSaveAgain(t *testing.T) {
	var busy atomic.Bool
	f, books := desk(t, store.Options{Fault: func(step string) error {
		if step == "commit" && busy.CompareAndSwap(true, false) {
			return store.ErrInjectedBusy
		}
		return nil
	}})
	rows := f.applications(2)
	second := *rows[0].App
	second.Quantity++
	rows[1].App = &second
	var list []*saved
	for _, row := range rows {
		_, s, err := f.batch(books).decide(t.Context(), row, held{})
		if err != nil {
			t.Fatal(err)
		}
		if err := books.provide(s); err != nil {
			t.Fatal(err)
		}
		list = append(list, s)
	}
	one, two := []sealed{books.seal(list[0].key, list[0])}, []sealed{books.seal(list[1].key, list[1])}
	gone := errors.New("gone")
	if err := books.DB.Tx(t.Context(), func(tx *store.Tx) error {
		return errors.Join(books.put(tx, list[:1], one), books.put(tx, list[1:], two), gone)
	}); !errors.Is(err, gone) {
		t.Fatal(err)
	}
	busy.Store(true)
	if err := books.DB.Tx(t.Context(), func(tx *store.Tx) error { return books.put(tx, list[1:], two) }); err != nil {
		t.Fatal(err)
	}
	if d, app, err := books.Decision(t.Context(), list[1].d.ID); err != nil || d.ID != list[1].d.ID || app.Quantity != second.Quantity {
		t.Errorf("read back: %v", err)
	}
	if err := books.DB.View(t.Context(), func(tx *store.Tx) error {
		_, err := decision.Get(tx, "default", list[0].d.ID)
		return err
	}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the one that was undone: %v", err)
	}
}
