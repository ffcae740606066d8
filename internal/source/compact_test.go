package source

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
	stored "github.com/sekifuda/sekifuda/internal/store/source"
)

// withDifferences makes a shelf with a register of a full file and two
// differences live, and returns it with the directory of the files.
func withDifferences(t *testing.T) (*Shelf, string) {
	t.Helper()
	s, dir := shelf(t)
	renamed := func(day0, name string) func(*entity.Row) {
		return func(r *entity.Row) { r.Process, r.Updated, r.Changed, r.Name = "11", day(day0), day(day0), name }
	}
	for _, path := range []string{
		writeRegister(t, dir, "00_zenkoku_all_20260227.csv", 0, 1200, nil),
		writeRegister(t, dir, "diff_20260302.csv", 1199, 1205, renamed("2026-03-02", "株式会社渡月商会")),
		writeRegister(t, dir, "diff_20260303.csv", 3, 5, renamed("2026-03-03", "株式会社嵐山堂")),
	} {
		if _, err := s.Add(t.Context(), "nta", "register", []string{path}, now); err != nil {
			t.Fatal(err)
		}
	}
	return s, dir
}

// contents reads all records of the live register.
func contents(t *testing.T, l *Loaded) []string {
	t.Helper()
	if l.Err != nil {
		t.Fatal(l.Err)
	}
	var out []string
	for ref, err := range l.Register.Set().All() {
		if err != nil {
			t.Fatal(err)
		}
		key, data, err := l.Register.Set().Record(ref)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, key+data)
	}
	return out
}

func one(t *testing.T, s *Shelf) *Loaded {
	t.Helper()
	live, err := s.Live(t.Context())
	if err != nil || len(live) != 1 {
		t.Fatal(live, err)
	}
	t.Cleanup(live[0].Close)
	return live[0]
}

func TestCompactKeepsRecordsAndHistory(t *testing.T) {
	s, dir := withDifferences(t)
	before := one(t, s)
	then := before.Chain.Ref()
	r, err := s.Compact(t.Context(), "register", now)
	if err != nil || r.Records != 1205 || r.Before != 1205 || r.Snapshot.Base != "" || !r.Snapshot.Live || len(r.Snapshot.Raw) != 3 {
		t.Fatalf("%+v, %v", r, err)
	}
	if r.Snapshot.Published != before.Chain.Published() || r.Snapshot.PublishedFrom != stored.FromFile {
		t.Errorf("published %s (%s)", r.Snapshot.Published, r.Snapshot.PublishedFrom)
	}
	after := one(t, s)
	if len(after.Chain.Snapshots) != 1 || !slices.Equal(contents(t, after), contents(t, before)) {
		t.Errorf("%d snapshots are live, or with other records", len(after.Chain.Snapshots))
	}
	found, _, err := after.Register.Near("嵐山同", 5)
	if err != nil || len(found) != 2 {
		t.Errorf("a name of a difference: %d found, %v", len(found), err)
	}
	if !lastLeaf(t, s, []string{r.Snapshot.Digest}) {
		t.Error("no leaf of the new state")
	}
	// What a decision names is still there, and the next difference stands on the new base.
	old, err := s.At(t.Context(), []finding.SnapshotRef{then})
	if err != nil || old[0].Err != nil || old[0].Records != 1205 {
		t.Errorf("the state of a decision: %+v, %v", old, err)
	}
	old[0].Close()
	next := writeRegister(t, dir, "diff_20260304.csv", 1205, 1207, nil)
	if r, err := s.Add(t.Context(), "nta", "register", []string{next}, now); err != nil || r.Records != 1207 || r.Snapshot.Base != after.Chain.Snapshots[0].Digest {
		t.Errorf("the next difference: %+v, %v", r, err)
	}
}

// lastLeaf reports whether the newest leaf of a source names these digests.
func lastLeaf(t *testing.T, s *Shelf, digests []string) bool {
	t.Helper()
	var last ledger.Leaf
	err := s.DB.View(t.Context(), func(tx *store.Tx) error {
		leaves, err := store.Leaves(tx, 0, 1000)
		for _, l := range leaves {
			leaf, err := ledger.Parse(l.Body)
			if err != nil {
				return err
			}
			if leaf.Kind == ledger.KindSourceLive {
				last = leaf
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return slices.Equal(last.Digests, digests)
}

func TestCompactRefuses(t *testing.T) {
	s, dir := shelf(t)
	var fe *format.Error
	if _, err := s.Compact(t.Context(), "register", now); !errors.As(err, &fe) {
		t.Errorf("no such source: %v", err)
	}
	if _, err := s.Add(t.Context(), "nta", "register", []string{writeRegister(t, dir, "00_zenkoku_all_20260227.csv", 0, 1200, nil)}, now); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Compact(t.Context(), "register", now); !errors.As(err, &fe) {
		t.Errorf("no difference: %v", err)
	}
}

// TestCompactCancelled stops it at each of its questions: what was live stays,
// and nothing is left behind.
func TestCompactCancelled(t *testing.T) {
	s, _ := withDifferences(t)
	before, chain := files(t, s, "register"), one(t, s).Chain.Ref()
	for k := 1; ; k++ {
		ctx := &countdown{Context: t.Context()}
		ctx.left.Store(int64(k))
		_, err := s.Compact(ctx, "register", now)
		if err == nil {
			if k < 5 {
				t.Errorf("the context is asked only %d times", k)
			}
			return
		}
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("question %d: %v", k, err)
		}
		if left := files(t, s, "register"); !slices.Equal(left, before) || fmt.Sprint(one(t, s).Chain.Ref()) != fmt.Sprint(chain) {
			t.Fatalf("question %d: left behind %v", k, left)
		}
	}
}

// countdown is a context that is cancelled when asked for the left-th time.
type countdown struct {
	context.Context
	left atomic.Int64
}

func (c *countdown) Err() error {
	if c.left.Add(-1) <= 0 {
		return context.Canceled
	}
	return nil
}

// TestCompactMissesNothing: where a difference goes live while the older state
// is being joined, joining gives way.
func TestCompactMissesNothing(t *testing.T) {
	s, dir := withDifferences(t)
	next := writeRegister(t, dir, "diff_20260304.csv", 1205, 1207, nil)
	o := now
	var added sync.Once
	o.Progress = func(Progress) {
		added.Do(func() {
			if _, err := s.Add(t.Context(), "nta", "register", []string{next}, now); err != nil {
				t.Error(err)
			}
		})
	}
	before := len(files(t, s, "register"))
	if _, err := s.Compact(t.Context(), "register", o); !errors.Is(err, ErrNotLive) {
		t.Fatalf("%v", err)
	}
	if l := one(t, s); l.Records != 1207 || len(l.Chain.Snapshots) != 4 || len(files(t, s, "register")) != before+1 {
		t.Errorf("%d records, %d snapshots, files %v", l.Records, len(l.Chain.Snapshots), files(t, s, "register"))
	}
}

// TestQueriesDuringCompact searches in what was live before, all the time.
func TestQueriesDuringCompact(t *testing.T) {
	s, _ := withDifferences(t)
	l := one(t, s)
	done := make(chan struct{})
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			for i := w; ; i++ {
				select {
				case <-done:
					return
				default:
				}
				g, err := l.Register.ByNumber(number(i % 1205))
				if err != nil || g == nil {
					t.Errorf("body %d: %v, %v", i%1205, g, err)
					return
				}
			}
		})
	}
	_, err := s.Compact(t.Context(), "register", now)
	close(done)
	wg.Wait()
	if err != nil {
		t.Fatal(err)
	}
}

// TestImportGivesWay: of two imports that began with the same state the second
// does not take back the first.
func TestImportGivesWay(t *testing.T) {
	s, dir := withDifferences(t)
	next := writeRegister(t, dir, "diff_20260304.csv", 1205, 1207, nil)
	other := writeRegister(t, dir, "full_20260305.csv", 0, 1210, nil)
	o := now
	var added sync.Once
	o.Progress = func(Progress) {
		added.Do(func() {
			if _, err := s.Add(t.Context(), "nta", "register", []string{next}, now); err != nil {
				t.Error(err)
			}
		})
	}
	before := len(files(t, s, "register"))
	if _, err := s.Add(t.Context(), "nta", "register", []string{other}, o); !errors.Is(err, ErrNotLive) {
		t.Fatalf("%v", err)
	}
	if l := one(t, s); l.Records != 1207 || len(files(t, s, "register")) != before+1 {
		t.Errorf("%d records, files %v", l.Records, files(t, s, "register"))
	}
}
