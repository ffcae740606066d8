package source

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format/ftm"
	"github.com/sekifuda/sekifuda/internal/index"
)

// writeList writes a list of n persons and returns its path.
func writeList(t *testing.T, dir string, n int) string {
	t.Helper()
	path := filepath.Join(dir, "list.json")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := ftm.NewWriter(f)
	for i := range n {
		e := &entity.Entity{ID: fmt.Sprint("x-", i), Schema: entity.Person}
		e.Add("name", fmt.Sprintf("Teoro Valsk %d", i))
		if err := w.Write(e); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.Flush(), f.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

// age makes the files of a source what another release would have left: the
// records with keys of another version, under the name that belongs to them.
func age(t *testing.T, s *Shelf, source string) {
	t.Helper()
	all, err := s.Snapshots(t.Context(), source)
	if err != nil || len(all) == 0 {
		t.Fatal(all, err)
	}
	for _, snap := range all {
		present := s.File(snap)
		recs, err := index.OpenRecords(present)
		if err != nil {
			t.Fatal(err)
		}
		meta := recs.Info().Meta
		meta.Keys = "of another release"
		old, err := index.WriteSorted(t.Context(), filepath.Dir(present), meta, index.Options{}, recs.All())
		if err := errors.Join(err, recs.Close(), os.Remove(present)); err != nil || old.Digest != snap.Digest {
			t.Fatal(err, old.Digest)
		}
	}
}

func TestFilesOfAnotherReleaseAreRebuilt(t *testing.T) {
	s, dir := shelf(t)
	for _, add := range []struct{ kind, source, path string }{
		{"nta", "register", writeRegister(t, dir, "00_zenkoku_all_20260227.csv", 0, 1200, nil)},
		{"nta", "register", writeRegister(t, dir, "diff_20260302.csv", 1199, 1205, func(r *entity.Row) {
			r.Process, r.Updated, r.Name = "11", day("2026-03-02"), "株式会社渡月商会"
		})},
		{"ftm", "own", writeList(t, dir, 50)},
	} {
		if _, err := s.Add(t.Context(), add.kind, add.source, []string{add.path}, now); err != nil {
			t.Fatal(err)
		}
	}
	for _, source := range []string{"register", "own"} {
		age(t, s, source)
	}
	told := map[string]int64{}
	s.Rebuilding = func(source string, p Progress) { told[source] = p.Rows }
	for range 2 {
		live, err := s.Live(t.Context())
		if err != nil || len(live) != 2 || errors.Join(live[0].Err, live[1].Err) != nil || live[0].Records != 50 || live[1].Records != 1205 {
			t.Fatalf("%+v, %v", live, err)
		}
		g, err := live[1].Register.ByNumber(number(1199))
		if err != nil || len(g.Rows) != 2 {
			t.Errorf("%+v, %v", g, err)
		}
		if e, err := live[0].List.Get("x-7"); e == nil || err != nil {
			t.Errorf("%v, %v", e, err)
		}
		for _, l := range live {
			l.Close()
		}
	}
	if told["register"] != 6 || told["own"] != 50 {
		t.Errorf("told %v", told)
	}
	if got := len(files(t, s, "register")) + len(files(t, s, "own")); got != 6 {
		t.Errorf("%d files, want each of three twice", got)
	}
}

// TestRebuildingFails: what cannot be rebuilt is the error of its source, and a
// cancelled rebuild the error of the call.
func TestRebuildingFails(t *testing.T) {
	s, dir := shelf(t)
	if _, err := s.Add(t.Context(), "ftm", "own", []string{writeList(t, dir, 50)}, now); err != nil {
		t.Fatal(err)
	}
	age(t, s, "own")
	ctx, cancel := context.WithCancel(t.Context())
	s.Rebuilding = func(string, Progress) { cancel() }
	if _, err := s.Live(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	s.Rebuilding = nil
	old := files(t, s, "own")
	if len(old) != 1 {
		t.Fatalf("left behind %v", old)
	}
	if err := os.Truncate(filepath.Join(s.dir("own"), old[0]), 5000); err != nil {
		t.Fatal(err)
	}
	live, err := s.Live(t.Context())
	if err != nil || !errors.Is(live[0].Err, index.ErrDamaged) {
		t.Errorf("damaged: %+v, %v", live, err)
	}
	if left := files(t, s, "own"); len(left) != 1 {
		t.Errorf("left behind %v", left)
	}
}
