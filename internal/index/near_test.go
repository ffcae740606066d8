package index

import (
	"fmt"
	"slices"
	"testing"
)

func TestOneEdit(t *testing.T) {
	for _, c := range []struct {
		query, key string
		extra      int
		want       bool
	}{
		{"山田商事", "山本商事", 0, true},
		{"山田商事", "山田商店", 0, true},
		{"山田商事", "川本商事", 0, false},
		{"山田商事", "山田商事", 0, false},
		{"山田", "山田屋", 1, true},
		{"山田", "小山田", 1, true},
		{"山田", "山々田", 1, true},
		{"山田", "山々田屋", 1, false},
		{"aé", "aè", 0, true}, // the runes share their first byte
		{"é", "éé", 1, true},
		{"", "x", 1, true},
		{"", "", 0, false},
		{"aa", "a", 0, false},
	} {
		q := nearQuery{key: []byte(c.query)}
		if got := q.oneEdit([]byte(c.key), c.extra); got != c.want {
			t.Errorf("oneEdit(%q, %q, %d) = %t", c.query, c.key, c.extra, got)
		}
	}
}

func TestCuts(t *testing.T) {
	for m, want := range map[int][]int{0: {0}, 1: {0, 1}, 4: {2, 3, 1, 4, 0}, 5: {2, 3, 1, 4, 0, 5}} {
		if got := cuts(m); !slices.Equal(got, want) {
			t.Errorf("cuts(%d) = %v, want %v", m, got, want)
		}
	}
}

func TestCompareEnds(t *testing.T) {
	for _, c := range []struct {
		key, suffix string
		want        int
	}{
		{"山田商事", "商事", 0}, {"商事", "商事", 0}, {"事", "商事", -1}, {"abc", "", 0}, {"", "a", -1}, {"xb", "xa", 1}, {"ax", "bx", -1},
	} {
		got := compareEnds([]byte(c.key), []byte(c.suffix))
		if (got > 0) != (c.want > 0) || (got < 0) != (c.want < 0) {
			t.Errorf("compareEnds(%q, %q) = %d, want %d", c.key, c.suffix, got, c.want)
		}
	}
}

// TestScanIsBounded asks for neighbours of a name that shares its only
// beginning with more keys than one search may compare: the answer must be
// short and say that it was cut.
func TestScanIsBounded(t *testing.T) {
	recs := func(yield func(Record, error) bool) {
		for i := range maxScan + 10 {
			if !yield(Record{Key: fmt.Sprintf("%06d", i), Data: []byte{}, Names: []string{"社" + string(rune(0x20000+i))}}, nil) {
				return
			}
		}
	}
	info, err := WriteSorted(t.Context(), t.TempDir(), testMeta, testOptions, recs)
	if err != nil {
		t.Fatal(err)
	}
	s := mustOpen(t, info.Path)
	if hits, err := s.NearNames("社一", 10); err != nil || !hits.Cut {
		t.Errorf("%+v, %v: want a cut", hits, err)
	}
	// With a rarer beginning the same bucket is searched whole.
	if hits, err := s.NearNames("会"+string(rune(0x20005)), 10); err != nil || hits.Cut || len(hits.Refs) != 1 {
		t.Errorf("%+v, %v: want the one neighbour", hits, err)
	}
}
