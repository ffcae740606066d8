package index

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/script/token"
)

// labelled makes records that all have one writing, with their own labels.
func labelled(n int, labels func(i int) []string) []Record {
	var recs []Record
	for i := range n {
		recs = append(recs, Record{
			Key: fmt.Sprintf("%04d", i), Data: []byte{}, Writings: []token.Writing{{"wname"}}, Labels: labels(i),
		})
	}
	return recs
}

func ranked(t *testing.T, s *Set, filter *Filter) []string {
	t.Helper()
	r, err := s.Search(asking("wname"), 1000, filter)
	if r.Cut {
		t.Error("cut")
	}
	return keysOf(t, s, Hits{Refs: r.Refs}, err)
}

func TestSearchByLabels(t *testing.T) {
	s := mustOpen(t, mustWrite(t, t.TempDir(), testMeta, labelled(6, func(i int) []string {
		return []string{fmt.Sprint("two:", i%2), fmt.Sprint("three:", i%3)}
	})).Path)
	for _, c := range []struct {
		filter Filter
		want   []string
	}{
		{Filter{}, []string{"0000", "0001", "0002", "0003", "0004", "0005"}},
		{Filter{Any: [][]string{{"two:1"}}}, []string{"0001", "0003", "0005"}},
		{Filter{Any: [][]string{{"two:1"}, {"three:0", "three:2"}}}, []string{"0003", "0005"}},
		{Filter{Any: [][]string{{"two:7"}}}, nil},
	} {
		if got := ranked(t, s, &c.filter); !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.filter, got, c.want)
		}
	}
}

// TestTooManyLabels: of a collection of hundreds of lists the lists are not kept
// as labels; who asks for one is told, and the other labels work.
func TestTooManyLabels(t *testing.T) {
	info := mustWrite(t, t.TempDir(), testMeta, labelled(200, func(i int) []string {
		return []string{fmt.Sprint("kind:", i%2), fmt.Sprint("dataset:", i)}
	}))
	if !slices.Equal(info.Unlabelled, []string{"dataset"}) {
		t.Errorf("not kept: %v", info.Unlabelled)
	}
	s := mustOpen(t, info.Path)
	if got := ranked(t, s, &Filter{Any: [][]string{{"kind:1"}}}); len(got) != 100 {
		t.Errorf("%d found", len(got))
	}
	if _, err := s.Search(asking("wname"), 10, &Filter{Any: [][]string{{"kind:1"}, {"dataset:7"}}}); !errors.Is(err, ErrLabel) {
		t.Errorf("a label that is not kept: %v", err)
	}
}

func TestSearchByDay(t *testing.T) {
	days := [][2]entity.Day{{10, 20}, {entity.NoDay, 15}, {15, entity.NoDay}, {entity.NoDay, entity.NoDay}, {12, 12}, {}}
	var recs []Record
	for i, d := range days {
		recs = append(recs, Record{Key: fmt.Sprint(i), Data: []byte{}, Writings: []token.Writing{{"wname"}}, From: d[0], To: d[1]})
	}
	s := mustOpen(t, mustWrite(t, t.TempDir(), testMeta, recs).Path)
	for day, want := range map[int32][]string{
		9: {"1", "3", "4", "5"}, 10: {"0", "1", "3", "4", "5"}, 14: {"0", "1", "3", "4", "5"},
		15: {"0", "2", "3", "4", "5"}, 20: {"2", "3", "4", "5"},
	} {
		if got := ranked(t, s, &Filter{ByDay: true, Day: day}); !slices.Equal(got, want) {
			t.Errorf("day %d: %v, want %v", day, got, want)
		}
	}
}

// TestDeltaWeighsAsItsBase: a word that the base has a thousand times is common in
// a delta that has it once.
func TestDeltaWeighsAsItsBase(t *testing.T) {
	dir := t.TempDir()
	base := mustWrite(t, dir, testMeta, labelled(500, func(int) []string { return nil }))
	s := mustOpen(t, base.Path)
	meta := testMeta
	meta.Base = base.Digest
	o := testOptions
	o.Base = s
	delta, err := Write(t.Context(), dir, meta, o, seq([]Record{
		{Key: "new", Data: []byte{}, Writings: []token.Writing{{"wname", "wseldom"}}},
	}))
	if err != nil {
		t.Fatal(err)
	}
	both := mustOpen(t, base.Path, delta.Path)
	r, err := both.Search(asking("wseldom"), 10, nil)
	if got := keysOf(t, both, Hits{Refs: r.Refs}, err); !slices.Equal(got, []string{"new"}) || r.Scores[0] < 8000 {
		t.Errorf("by its rare word: %v %v", got, r.Scores)
	}
	s.Close()
	if _, err := Write(t.Context(), dir, meta, o, seq(nil)); !errors.Is(err, ErrClosed) {
		t.Errorf("on a base that is closed: %v", err)
	}
}

func TestSearchOfClosedAndOfNothing(t *testing.T) {
	s := mustOpen(t, mustWrite(t, t.TempDir(), testMeta, nil).Path)
	if r, err := s.Search(asking("wname"), 0, nil); err != nil || len(r.Refs) > 0 || r.Cut {
		t.Errorf("in nothing: %+v, %v", r, err)
	}
	if r, err := s.Search(nil, 0, nil); err != nil || len(r.Refs) > 0 {
		t.Errorf("for nothing: %+v, %v", r, err)
	}
	s.Close()
	if _, err := s.Search(asking("wname"), 0, nil); !errors.Is(err, ErrClosed) {
		t.Errorf("closed: %v", err)
	}
}

func TestDistinctWritings(t *testing.T) {
	d := Distinct{}
	got := d.Append(nil, []token.Writing{{"a", "b"}, {"b", "a"}, {"a", "b", "b"}})
	got = d.Append(got, []token.Writing{{"a"}, {"a", "b"}})
	if want := []token.Writing{{"a", "b"}, {"a", "b", "b"}, {"a"}}; !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("%q, want %q", got, want)
	}
}
