package fuzzy

import (
	"slices"
	"testing"
)

func TestFinds(t *testing.T) {
	names := []string{"john smith", "jian bin wang", "jianbin li", "mohammed hassan ali", "smith", "zkenji tanaka", "john brown", "maria gonzalez"}
	for _, common := range []int{0, 1} {
		x := indexOf(t, BuildOptions{Common: common}, names...)
		for _, c := range []struct {
			q     string
			first int
			least int
		}{
			{"john smith", 0, 10000}, {"smith john", 0, 10000}, {"jonh smiht", 0, 8000},
			{"jianbin wang", 1, 9000}, {"jian bin li", 2, 9900}, {"mohamed hasan ali", 3, 8000},
			{"hassan mohammed", 3, 7000}, {"smith", 4, 10000}, {"kenji tanaka", 5, 9000},
			{"maria gnzlez", 7, 7000}, {"mohammed hassan ali rahman", 3, 7000},
		} {
			r := x.Search(ask(c.q), Options{})
			if len(r.Hits) == 0 || r.Hits[0].Record != uint32(c.first) || r.Hits[0].Score < c.least || r.Cut {
				t.Errorf("common %d, %q: %+v", common, c.q, r)
			}
		}
		if r := x.Search(ask("xqwvut yyprtz"), Options{}); len(r.Hits) > 0 || r.Cut {
			t.Errorf("nothing: %+v", r)
		}
	}
}

// TestFew: a search for few hits finds the first ones of a whole search, also
// where they score less than Promise and common terms mean the same. Record 0 of
// the base is gone.
func TestFew(t *testing.T) {
	for _, c := range []struct {
		name       string
		base, more []string
		q          string
		few        few
		want       []Hit
	}{
		{
			// The list of "aa", less like it, is the only one with record 0.
			name: "no pair of terms that mean the same",
			base: []string{"aa"}, more: []string{"xaa aa aa", "ba xaa axa aa"},
			q: "xaa", few: few{7000, 1}, want: []Hit{{1, 0, 4999}},
		},
		{
			name: "both hits",
			base: []string{"aa"}, more: []string{"xaa aa aa", "ba xaa axa aa"},
			q: "xaa", few: few{7000, 2}, want: []Hit{{1, 0, 4999}, {1, 1, 4000}},
		},
		{
			// Who looks further finds more in it (9084), but a whole search does
			// not: it has a hit of 7479.
			name: "no hit is enough",
			base: []string{"b", "a aaaaa aaaaa"},
			q:    "xaaaaa a", few: few{9000, 0},
		},
	} {
		base := indexOf(t, BuildOptions{Common: 1}, c.base...)
		delta := indexOf(t, BuildOptions{Common: 1, Frequency: base.Frequency, Records: base.Records()}, c.more...)
		parts := []Part{{Index: base, Exists: func(rec uint32) bool { return rec > 0 }}, {Index: delta}}
		got := Search(parts, ask(c.q), Options{Limit: 100, Enough: c.few.enough, Always: c.few.always})
		if !slices.Equal(got.Hits, c.want) || got.Cut {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}
