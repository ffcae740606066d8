package register

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/sekifuda/sekifuda/internal/entity"
)

func named(name string, updated entity.Day, latest bool) entity.Row {
	return entity.Row{Process: entity.ProcessNew, Name: name, Updated: updated, Latest: latest, CloseDate: entity.NoDay}
}

func TestMerge(t *testing.T) {
	deleted := entity.Row{Process: entity.ProcessDeleted, Updated: entity.NoDay, CloseDate: entity.NoDay}
	for name, c := range map[string]struct{ known, fresh, want []entity.Row }{
		"history sorts before the current row, whatever its day": {
			fresh: []entity.Row{named("now", 5, true), named("later", 9, false), named("old", 1, false)},
			want:  []entity.Row{named("old", 1, false), named("later", 9, false), named("now", 5, true)},
		},
		"a difference retires what was current": {
			known: []entity.Row{named("old", 1, true)},
			fresh: []entity.Row{named("new", 2, true)},
			want:  []entity.Row{named("old", 1, false), named("new", 2, true)},
		},
		"a difference that repeats the old row as history": {
			known: []entity.Row{named("old", 1, true)},
			fresh: []entity.Row{named("new", 2, true), named("old", 1, false)},
			want:  []entity.Row{named("old", 1, false), named("new", 2, true)},
		},
		"a difference applied twice": {
			known: []entity.Row{named("old", 1, false), named("new", 2, true)},
			fresh: []entity.Row{named("new", 2, true)},
			want:  []entity.Row{named("old", 1, false), named("new", 2, true)},
		},
		"a correction of history leaves the current row": {
			known: []entity.Row{named("now", 3, true)},
			fresh: []entity.Row{named("was", 1, false)},
			want:  []entity.Row{named("was", 1, false), named("now", 3, true)},
		},
		"of two current rows the newer wins": {
			fresh: []entity.Row{named("new", 2, true), named("old", 1, true)},
			want:  []entity.Row{named("old", 1, false), named("new", 2, true)},
		},
		"a deletion leaves history and no current row": {
			known: []entity.Row{named("old", 1, true)},
			fresh: []entity.Row{deleted},
			want:  []entity.Row{named("old", 1, false), deleted},
		},
		"a number given again after its deletion": {
			known: []entity.Row{named("old", 1, false), deleted},
			fresh: []entity.Row{named("again", 9, true)},
			want:  []entity.Row{named("old", 1, false), deleted, named("again", 9, true)},
		},
		"identical rows are one": {
			fresh: []entity.Row{named("a", 1, true), named("a", 1, true)},
			want:  []entity.Row{named("a", 1, true)},
		},
	} {
		if diff := cmp.Diff(c.want, merge(c.known, c.fresh)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

func TestMergeIgnoresOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		rows := rapid.SliceOfN(rowGen, 1, 8).Draw(rt, "rows")
		shuffled := rapid.Permutation(rows).Draw(rt, "shuffled")
		known := merge(nil, rapid.SliceOfN(rowGen, 0, 3).Draw(rt, "known"))
		a, b := merge(known, rows), merge(known, shuffled)
		if diff := cmp.Diff(a, b); diff != "" {
			rt.Fatal(diff)
		}
		latest, deletions := 0, 0
		for i, r := range a {
			if r.Process == entity.ProcessDeleted {
				deletions++
			}
			if r.Latest {
				latest++
				if i != len(a)-1 {
					rt.Fatalf("current row at %d of %d", i, len(a))
				}
			}
		}
		if latest > 1 {
			rt.Fatalf("%d current rows", latest)
		}
		if diff := cmp.Diff(a, merge(a, a)); latest == 1 && deletions == 0 && diff != "" {
			rt.Fatalf("merging a body with itself changes it:\n%s", diff)
		}
	})
}
