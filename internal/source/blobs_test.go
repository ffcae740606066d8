package source

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/sekifuda/sekifuda/internal/store"
	stored "github.com/sekifuda/sekifuda/internal/store/source"
)

// TestNodesShareFiles: what one node imports another one opens, from a
// directory that they share; what is damaged there is not taken.
func TestNodesShareFiles(t *testing.T) {
	one, in := shelf(t)
	one.Blobs = filepath.Join(t.TempDir(), "blobs")
	two := &Shelf{DB: one.DB, Dir: t.TempDir(), Blobs: one.Blobs}
	add := func(s *Shelf, name string, from, to int) {
		t.Helper()
		path := writeRegister(t, in, name, from, to, nil)
		if _, err := s.Add(t.Context(), "nta", "nta", []string{path}, Options{Minimum: 1, AcceptChange: true, At: now.At}); err != nil {
			t.Fatal(err)
		}
	}
	open := func(s *Shelf) (records int64, err error) {
		t.Helper()
		live, lerr := s.Live(t.Context())
		if lerr != nil || len(live) != 1 {
			t.Fatalf("%v, %v", live, lerr)
		}
		defer live[0].Close()
		return live[0].Records, live[0].Err
	}
	add(one, "00_zenkoku_all_20260227.csv", 0, 30)
	if n, err := open(two); n != 30 || err != nil {
		t.Errorf("%d records, %v", n, err)
	}
	add(two, "diff_20260302.csv", 30, 40)
	if n, err := open(one); n != 40 || err != nil {
		t.Errorf("after a difference: %d records, %v", n, err)
	}
	three := &Shelf{DB: one.DB, Dir: t.TempDir()} // shares nothing
	if _, err := open(three); err == nil {
		t.Error("opened what is not there")
	}
	// A node that has nothing, and a shared file that is damaged.
	three.Blobs = one.Blobs
	blobs, err := filepath.Glob(filepath.Join(one.Blobs, "nta", "*"))
	if err != nil || len(blobs) != 2 {
		t.Fatalf("%v, %v", blobs, err)
	}
	whole, err := os.ReadFile(blobs[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []int{len(whole) / 3, len(whole) / 2} {
		damaged := append([]byte{}, whole...)
		damaged[at] ^= 1
		put(t, blobs[0], damaged)
		if _, err := open(three); err == nil {
			t.Errorf("byte %d altered, and taken", at)
		}
	}
	put(t, blobs[0], whole[:len(whole)/2])
	if _, err := open(three); err == nil {
		t.Error("half a file was taken")
	}
	other, err := os.ReadFile(blobs[1])
	if err != nil {
		t.Fatal(err)
	}
	put(t, blobs[0], other)
	if _, err := open(three); err == nil {
		t.Error("another file under this name was taken")
	}
	put(t, blobs[0], whole)
	if n, err := open(three); n != 40 || err != nil {
		t.Errorf("mended: %d records, %v", n, err)
	}
	left, _ := filepath.Glob(filepath.Join(three.Dir, "snapshots", "nta", ".*"))
	if len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func put(t *testing.T, path string, b []byte) {
	t.Helper()
	os.Remove(path)
	if err := os.WriteFile(path, b, 0o444); err != nil {
		t.Fatal(err)
	}
}

// TestNothingDeletesSnapshots: what a decision names stays, here and in the
// shared directory, whatever goes live.
func TestNothingDeletesSnapshots(t *testing.T) {
	s, in := shelf(t)
	s.Blobs = filepath.Join(t.TempDir(), "blobs")
	for i, name := range []string{"00_zenkoku_all_20260227.csv", "diff_20260302.csv", "00_zenkoku_all_20260303.csv"} {
		path := writeRegister(t, in, name, 0, 30+i, nil)
		if _, err := s.Add(t.Context(), "nta", "nta", []string{path}, Options{Minimum: 1, AcceptChange: true, At: now.At}); err != nil {
			t.Fatal(err)
		}
	}
	var all []stored.Snapshot
	if err := s.DB.View(t.Context(), func(tx *store.Tx) (err error) { all, err = stored.List(tx, "nta"); return err }); err != nil {
		t.Fatal(err)
	}
	for _, snap := range all {
		if _, err := os.Stat(s.File(snap)); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(s.blob("nta", s.File(snap))); err != nil {
			t.Error(err)
		}
	}
	if len(all) != 3 {
		t.Errorf("%d snapshots", len(all))
	}
}
