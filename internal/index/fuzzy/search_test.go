package fuzzy

import (
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
