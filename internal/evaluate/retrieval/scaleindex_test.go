package retrieval

import (
	"context"
	"testing"
	"time"

	"github.com/sekifuda/sekifuda/internal/index"
)

// A small index is built, asked, scored and swapped.
func TestScaleIndex(t *testing.T) {
	s := NewScale(600, 1)
	info, err := s.Build(context.Background(), t.TempDir(), func(int64) {})
	if err != nil {
		t.Fatal(err)
	}
	set, err := index.Open(info.Path)
	if err != nil {
		t.Fatal(err)
	}
	defer set.Close()
	queries := s.Queries(10, 2)
	began := time.Now()
	clock := func() time.Duration { return time.Since(began) }
	rows, err := AskScale(set, queries, clock)
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 11 || rows[len(rows)-1].P50 <= 0 {
		t.Errorf("%d rows: %+v", len(rows), rows)
	}
	for _, r := range rows {
		switch r.Class {
		case "exact", "words swapped":
			if r.Found.Found != 10 {
				t.Errorf("%s: %d of 10 found", r.Class, r.Found.Found)
			}
		case ClassOther, ClassNothing, "all":
			if r.Found != nil {
				t.Errorf("%s: there is nothing to find", r.Class)
			}
		}
	}
	if times, err := ScoreScale(set, queries, clock); err != nil || times.Max < times.P50 {
		t.Errorf("%+v, %v", times, err)
	}
	swapped, err := Swap(context.Background(), info.Path, queries, 4, 200*time.Millisecond, clock)
	if err != nil || swapped.Errors != 0 || swapped.Swaps < 2 || swapped.Queries == 0 {
		t.Errorf("%+v, %v", swapped, err)
	}
	if _, err := Swap(context.Background(), info.Path+"x", queries, 1, time.Millisecond, clock); err == nil {
		t.Error("a file that is not there was opened")
	}
}
