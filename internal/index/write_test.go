package index

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/sekifuda/sekifuda/internal/script/token"
)

func entries(t *testing.T, dir string) []string {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range list {
		out = append(out, e.Name())
	}
	return out
}

func TestRefusedInputLeavesNothing(t *testing.T) {
	boom := errors.New("boom")
	delta := testMeta
	delta.Base = "base"
	for name, c := range map[string]struct {
		meta Meta
		recs []Record
		err  error
		want string
	}{
		"duplicate key":     {testMeta, []Record{{Key: "b", Data: []byte{}}, {Key: "a", Data: []byte{}}, {Key: "b", Data: []byte{1}}}, nil, "duplicate"},
		"empty key":         {testMeta, []Record{{Data: []byte{}}}, nil, "record key"},
		"NUL in key":        {testMeta, []Record{{Key: "a\x00", Data: []byte{}}}, nil, "record key"},
		"long writing":      {testMeta, []Record{{Key: "a", Data: []byte{}, Writings: []token.Writing{make(token.Writing, 300)}}}, nil, "fuzzy"},
		"tombstone in base": {testMeta, []Record{{Key: "a"}}, nil, "tombstone"},
		"over-long name":    {testMeta, []Record{{Key: "a", Data: []byte{}, Names: []string{strings.Repeat("n", 70000)}}}, nil, "name key"},
		"failing source":    {delta, []Record{{Key: "a"}}, boom, "boom"},
	} {
		dir := t.TempDir()
		_, err := Write(context.Background(), dir, c.meta, testOptions, func(yield func(Record, error) bool) {
			for _, r := range c.recs {
				if !yield(r, nil) {
					return
				}
			}
			if c.err != nil {
				yield(Record{}, c.err)
			}
		})
		if err == nil || !strings.Contains(err.Error(), c.want) || c.err != nil && !errors.Is(err, c.err) {
			t.Errorf("%s: got %v", name, err)
		}
		if left := entries(t, dir); len(left) > 0 {
			t.Errorf("%s: left behind %v", name, left)
		}
	}
}

func TestUnsortedInputIsRefused(t *testing.T) {
	recs := seq([]Record{{Key: "b", Data: []byte{}}, {Key: "a", Data: []byte{}}})
	if _, err := WriteSorted(context.Background(), t.TempDir(), testMeta, testOptions, recs); err == nil || !strings.Contains(err.Error(), "order") {
		t.Fatalf("got %v", err)
	}
}

// TestCancelledWriteLeavesNothing cancels after each of many numbers of
// records, which stops the work in every phase.
func TestCancelledWriteLeavesNothing(t *testing.T) {
	recs := sample(3000)
	for _, after := range []int{0, 1, 1500, 2999, 3000} {
		dir := t.TempDir()
		ctx, cancel := context.WithCancel(context.Background())
		_, err := Write(ctx, dir, testMeta, testOptions, func(yield func(Record, error) bool) {
			for i, r := range recs {
				if i == after {
					cancel()
				}
				if !yield(r, nil) {
					return
				}
			}
			cancel()
		})
		cancel()
		if !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled after %d: %v", after, err)
		}
		if left := entries(t, dir); len(left) > 0 {
			t.Errorf("cancelled after %d: left behind %v", after, left)
		}
	}
}

func TestSameSnapshotIsKept(t *testing.T) {
	dir := t.TempDir()
	first := mustWrite(t, dir, testMeta, sample(10))
	before, err := os.Stat(first.Path)
	if err != nil {
		t.Fatal(err)
	}
	later := testMeta
	later.Published++
	again := mustWrite(t, dir, later, sample(10))
	after, err := os.Stat(again.Path)
	if err != nil || !os.SameFile(before, after) || !again.Existing || again.Digest != first.Digest {
		t.Fatalf("published again: %+v, %v", again, err)
	}
	// A damaged one is replaced.
	if err := os.Truncate(first.Path, 5000); err != nil {
		t.Fatal(err)
	}
	if info := mustWrite(t, dir, testMeta, sample(10)); info.Existing {
		t.Fatal("a damaged file was kept")
	}
	if err := mustOpen(t, first.Path).Verify(context.Background()); err != nil {
		t.Fatal(err)
	}
	if left := entries(t, dir); len(left) != 1 {
		t.Fatalf("left behind %v", left)
	}
}

func TestDigestDependsOnMeaningOnly(t *testing.T) {
	base := mustWrite(t, t.TempDir(), testMeta, sample(10)).Digest
	other := func(f func(*Meta)) string {
		m := testMeta
		f(&m)
		return mustWrite(t, t.TempDir(), m, sample(10)).Digest
	}
	if other(func(m *Meta) { m.Published = 5 }) != base || other(func(m *Meta) { m.Source = "elsewhere" }) != base {
		t.Error("date or name of the source changed the digest")
	}
	if other(func(m *Meta) { m.Keys = "k/2" }) != base {
		t.Error("the keys, which follow from the records, changed the digest")
	}
	if other(func(m *Meta) { m.Reader = "test/2" }) == base || other(func(m *Meta) { m.Base = "x" }) == base {
		t.Error("reader or base did not change the digest")
	}
}

func TestDeltaMustFollowItsBase(t *testing.T) {
	dir := t.TempDir()
	a := mustWrite(t, dir, testMeta, sample(3))
	m := testMeta
	m.Base = a.Digest
	b := mustWrite(t, dir, m, sample(4)[3:])
	m.Base = b.Digest
	c := mustWrite(t, dir, m, []Record{{Key: "000000"}})
	for _, paths := range [][]string{{b.Path}, {a.Path, c.Path}, {a.Path, a.Path}, {a.Path, c.Path, b.Path}} {
		if _, err := OpenSet(paths...); !errors.Is(err, ErrBase) {
			t.Errorf("%v: %v", paths, err)
		}
	}
	if s := mustOpen(t, a.Path, b.Path, c.Path); s.Len() != 3 {
		t.Errorf("Len %d, want 3", s.Len())
	}
	if _, err := OpenSet(); err == nil {
		t.Error("a set of nothing")
	}
	if _, err := Open(filepath.Join(dir, "none")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("missing file: %v", err)
	}
}

func TestNearSearchSaysThatItWasCut(t *testing.T) {
	var recs []Record
	for i := range 100 {
		recs = append(recs, Record{Key: fmt.Sprintf("%03d", i), Data: []byte{}, Names: []string{"社" + string(rune('一'+i))}})
	}
	s := mustOpen(t, mustWrite(t, t.TempDir(), testMeta, recs).Path)
	if hits, err := s.NearNames("社々", 10); err != nil || !hits.Cut || len(hits.Refs) != 10 {
		t.Fatalf("%+v, %v", hits, err)
	}
	if hits, err := s.NearNames("社々", 100); err != nil || hits.Cut || len(hits.Refs) != 100 {
		t.Fatalf("%d hits, cut %t, %v", len(hits.Refs), hits.Cut, err)
	}
}

// TestConcurrentReadersAndClose closes a set under load: calls succeed or say
// that it is closed.
func TestConcurrentReadersAndClose(t *testing.T) {
	info := mustWrite(t, t.TempDir(), testMeta, sample(500))
	s, err := Open(info.Path)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	errs := make(chan error, 8)
	for range 8 {
		wg.Go(func() {
			for range 50 {
				if err := useAll(s); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	wg.Go(func() { s.Close() })
	wg.Wait()
	close(errs)
	for err := range errs {
		if !errors.Is(err, ErrClosed) {
			t.Error(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Errorf("closed twice: %v", err)
	}
}

// TestKilledImportIsSweptUp: a temporary file without a living writer goes with
// the next import, one that is being written stays.
func TestKilledImportIsSweptUp(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, ".snapshot-123"), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	other, err := newFileWriter(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer other.abort()
	info := mustWrite(t, dir, testMeta, sample(3))
	left := entries(t, dir)
	if len(left) != 2 || !slices.Contains(left, filepath.Base(info.Path)) || !slices.Contains(left, filepath.Base(other.f.Name())) {
		t.Errorf("in the directory: %v", left)
	}
}
