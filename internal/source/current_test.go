package source

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/index"
	"github.com/sekifuda/sekifuda/internal/script/token"
)

func current(t *testing.T, s *Shelf) *Current {
	t.Helper()
	c, err := s.Current(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func refreshed(t *testing.T, c *Current, want bool) {
	t.Helper()
	if changed, err := c.Refresh(t.Context()); err != nil || changed != want {
		t.Errorf("changed %t, %v; want %t", changed, err, want)
	}
}

// TestWhatIsBorrowedStaysOpen: who borrowed before a change sees what was live
// then, and its files are closed when he has done.
func TestWhatIsBorrowedStaysOpen(t *testing.T) {
	s, _ := withDifferences(t)
	c := current(t, s)
	refreshed(t, c, false)
	before, release := c.Borrow()
	if _, err := s.Compact(t.Context(), "register", now); err != nil {
		t.Fatal(err)
	}
	refreshed(t, c, true)
	refreshed(t, c, false)
	after, done := c.Borrow()
	if len(before[0].Chain.Snapshots) != 3 || len(after[0].Chain.Snapshots) != 1 {
		t.Errorf("%d snapshots before, %d after", len(before[0].Chain.Snapshots), len(after[0].Chain.Snapshots))
	}
	for _, l := range []*Loaded{before[0], after[0]} {
		if g, err := l.Register.ByNumber(number(7)); g == nil || err != nil {
			t.Errorf("%v, %v", g, err)
		}
	}
	release()
	if _, err := before[0].Register.ByNumber(number(7)); !errors.Is(err, index.ErrClosed) {
		t.Errorf("given back and replaced, but open: %v", err)
	}
	c.Close()
	if g, err := after[0].Register.ByNumber(number(7)); g == nil || err != nil {
		t.Errorf("borrowed while closing: %v, %v", g, err)
	}
	done()
	if _, err := after[0].Register.ByNumber(number(7)); !errors.Is(err, index.ErrClosed) {
		t.Errorf("still open: %v", err)
	}
}

// TestUnchangedSourcesStayOpen: another source that goes live does not open the
// register again; a publication that was repeated shows its new date.
func TestUnchangedSourcesStayOpen(t *testing.T) {
	s, dir := shelf(t)
	path := writeRegister(t, dir, "00_zenkoku_all_20260227.csv", 0, 1200, nil)
	if _, err := s.Add(t.Context(), "nta", "register", []string{path}, now); err != nil {
		t.Fatal(err)
	}
	c := current(t, s)
	before, release := c.Borrow()
	release()
	if _, err := s.Add(t.Context(), "ftm", "own", []string{writeList(t, dir, 50)}, now); err != nil {
		t.Fatal(err)
	}
	refreshed(t, c, true)
	after, release := c.Borrow()
	if len(after) != 2 || after[1].Register != before[0].Register {
		t.Error("the register was opened again")
	}
	release()
	if _, err := s.Add(t.Context(), "nta", "register", []string{path}, Options{At: now.At, Published: instant("2026-03-01")}); err != nil {
		t.Fatal(err)
	}
	refreshed(t, c, true)
	after, release = c.Borrow()
	defer release()
	if after[1].Chain.Published() != instant("2026-03-01") {
		t.Errorf("published %s", after[1].Chain.Published())
	}
}

func TestRefreshCancelled(t *testing.T) {
	s, _ := withDifferences(t)
	c := current(t, s)
	if _, err := s.Compact(t.Context(), "register", now); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if changed, err := c.Refresh(ctx); changed || !errors.Is(err, context.Canceled) {
		t.Errorf("changed %t, %v", changed, err)
	}
	live, release := c.Borrow()
	defer release()
	if g, err := live[0].Register.ByNumber(number(7)); g == nil || err != nil || len(live[0].Chain.Snapshots) != 3 {
		t.Errorf("%v, %v", g, err)
	}
}

// TestQueriesDuringSwaps lets 16 threads search by name while differences go
// live and are joined: none fails, and none finds less than was live before.
func TestQueriesDuringSwaps(t *testing.T) {
	s, dir := withDifferences(t)
	c := current(t, s)
	done := make(chan struct{})
	slowest := make([]time.Duration, 16)
	var wg sync.WaitGroup
	for w := range slowest {
		wg.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				start := time.Now()
				live, release := c.Borrow()
				found, _, err := live[0].Register.Search("株式会社渡月商会", token.Body, 20)
				release()
				slowest[w] = max(slowest[w], time.Since(start))
				if err != nil || len(found) < 6 {
					t.Errorf("%d found, %v", len(found), err)
					return
				}
			}
		})
	}
	for i, date := range []string{"20260304", "20260305", "20260306"} {
		diff := writeRegister(t, dir, "diff_"+date+".csv", 1205+i, 1206+i, func(r *entity.Row) { r.Name = "株式会社渡月商会" })
		if _, err := s.Add(t.Context(), "nta", "register", []string{diff}, Options{At: now.At + 3*dayAhead}); err != nil {
			t.Fatal(err)
		}
		refreshed(t, c, true)
		if i == 1 {
			if _, err := s.Compact(t.Context(), "register", now); err != nil {
				t.Fatal(err)
			}
			refreshed(t, c, true)
		}
	}
	close(done)
	wg.Wait()
	worst := time.Duration(0)
	for _, d := range slowest {
		worst = max(worst, d)
	}
	t.Logf("the slowest search took %v", worst)
}
