package extsort

import (
	"bytes"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestSortedEqualsSlicesSort(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(rt *rapid.T) {
		items := rapid.SliceOfN(rapid.SliceOfN(rapid.Byte(), 0, 40), 0, 600).Draw(rt, "items")
		s := New(dir, rapid.IntRange(1, 20000).Draw(rt, "memory"))
		defer s.Close()
		for _, it := range items {
			if err := s.Add(it[:len(it)/2], it[len(it)/2:]); err != nil {
				rt.Fatal(err)
			}
		}
		var got [][]byte
		for it, err := range s.Sorted() {
			if err != nil {
				rt.Fatal(err)
			}
			got = append(got, bytes.Clone(it))
		}
		slices.SortFunc(items, bytes.Compare)
		if !slices.EqualFunc(got, items, bytes.Equal) {
			rt.Fatalf("got %q\nwant %q", got, items)
		}
	})
}

func TestDrainGivesMemoryBack(t *testing.T) {
	s := New(t.TempDir(), 4096)
	for i := range 5000 {
		if err := s.Add([]byte{byte(i >> 8), byte(i)}); err != nil {
			t.Fatal(err)
		}
	}
	n := 0
	for _, err := range s.Drain() {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	if n != 5000 || len(s.runs) > 0 || s.cur.size() > 0 {
		t.Errorf("%d items, %d runs kept", n, len(s.runs))
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func TestLeavesNothingBehind(t *testing.T) {
	dir := t.TempDir()
	s := New(dir, 4096)
	for i := range 5000 {
		if err := s.Add([]byte{byte(i), byte(i >> 8)}); err != nil {
			t.Fatal(err)
		}
	}
	left, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range left { // a spill under way may have its name for a moment
		t.Log("while sorting:", e.Name())
	}
	for range s.Sorted() {
		break // an abandoned iteration must not keep files either
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if left, _ = os.ReadDir(dir); len(left) > 0 {
		t.Fatalf("left behind: %v", left)
	}
}

func TestMissingDirectoryIsAnError(t *testing.T) {
	s := New(t.TempDir()+"/none", 4096)
	defer s.Close()
	for i := range 5000 {
		if err := s.Add([]byte{byte(i)}); err != nil {
			return
		}
	}
	for _, err := range s.Sorted() {
		if err != nil {
			return
		}
	}
	t.Fatal("no error for a directory that does not exist")
}
