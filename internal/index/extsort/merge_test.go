package extsort

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"testing"
)

// TestManyRuns merges runs of all sizes, with items larger than the buffers of
// the readers.
func TestManyRuns(t *testing.T) {
	s := New(t.TempDir(), 64<<10)
	defer s.Close()
	big := make([]byte, 2*bufferSize)
	var want []string
	for i := range 3000 {
		item := fmt.Sprintf("%05d", i*7919%3000)
		if i%500 == 0 {
			item += string(big)
		}
		want = append(want, item)
		if err := s.Add([]byte(item)); err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(want)
	i := 0
	for item, err := range s.Sorted() {
		if err != nil || string(item) != want[i] {
			t.Fatalf("item %d: %.10q, %v", i, item, err)
		}
		i++
	}
	if i != len(want) || len(s.runs) < 5 {
		t.Fatalf("%d items of %d in %d runs", i, len(want), len(s.runs))
	}
}

// TestDamagedRunIsAnError cuts a spilled run short and takes one away: the
// merge must not end as if that were all.
func TestDamagedRunIsAnError(t *testing.T) {
	for name, harm := range map[string]func(*os.File) error{
		"cut":               func(f *os.File) error { return f.Truncate(1001) },
		"cut between items": func(f *os.File) error { return f.Truncate(1000) },
		"cut to nothing":    func(f *os.File) error { return f.Truncate(0) },
		"closed":            (*os.File).Close,
	} {
		s := New(t.TempDir(), 4096)
		for i := range 2000 {
			if err := s.Add([]byte(fmt.Sprintf("%09d", i))); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.wait(); err != nil {
			t.Fatal(err)
		}
		if err := harm(s.runs[1].f); err != nil {
			t.Fatal(err)
		}
		var failed error
		for _, err := range s.Sorted() {
			failed = err
		}
		if failed == nil || name != "closed" && !errors.Is(failed, io.ErrUnexpectedEOF) {
			t.Errorf("%s: %v", name, failed)
		}
		s.Close()
	}
}

func TestCloseTwice(t *testing.T) {
	s := New(t.TempDir(), 4096)
	if err := s.Add([]byte("x")); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.Close(), s.Close()); err != nil {
		t.Fatal(err)
	}
	for range s.Sorted() {
		t.Fatal("items of a closed sorter")
	}
}
