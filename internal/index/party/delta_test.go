package party

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/index"
)

// TestListAgainstModel publishes a list, changes and removes entities in deltas,
// and compares list and model; so with the parts joined to one, and with each
// part rebuilt from what another release wrote.
func TestListAgainstModel(t *testing.T) {
	names := []string{"Ivan Zlatorogov", "Mohammed Ali Karvani", "架空 太郎", "홍가람", "Zorvan Trading Co., Ltd."}
	rapid.Check(t, func(rt *rapid.T) {
		dir, err := os.MkdirTemp(t.TempDir(), "")
		if err != nil {
			rt.Fatal(err)
		}
		want := map[string]entity.Entity{}
		var infos []index.Info
		var l *List
		for part := range rapid.IntRange(1, 4).Draw(rt, "parts") {
			var changed []entity.Entity
			var removed []string
			for i := range 8 {
				id := fmt.Sprint("e", i)
				_, there := want[id]
				switch rapid.IntRange(0, 3).Draw(rt, "what") {
				case 0:
					e := person(id, rapid.SampledFrom(names).Draw(rt, "name"))
					e.Add("passportNumber", fmt.Sprint("P", part, i))
					changed, want[id] = append(changed, e), e
				case 1:
					if there {
						removed = append(removed, id)
						delete(want, id)
					}
				}
			}
			var info index.Info
			if l == nil {
				info, err = Build(context.Background(), dir, testMeta, seq(changed), nil)
			} else {
				info, err = BuildDelta(context.Background(), dir, testMeta, l, seq(changed), removed, nil)
				l.Close()
			}
			if err != nil {
				rt.Fatal(err)
			}
			infos = append(infos, info)
			if l, err = Open(paths(infos)...); err != nil {
				rt.Fatal(err)
			}
		}
		defer l.Close()
		compareList(rt, l, want)

		joined, err := Compact(context.Background(), dir, testMeta, l, nil)
		if err != nil || joined.Base != "" {
			rt.Fatal(joined, err)
		}
		compareFiles(rt, want, joined)
		for i, info := range infos {
			if infos[i], err = releaseLater(dir, info, paths(infos[:i])...); err != nil {
				rt.Fatal(err)
			}
		}
		compareFiles(rt, want, infos...)
	})
}

func paths(infos []index.Info) []string {
	var out []string
	for _, info := range infos {
		out = append(out, info.Path)
	}
	return out
}

// releaseLater replaces a file by one of another release and rebuilds it.
func releaseLater(dir string, info index.Info, below ...string) (index.Info, error) {
	recs, err := index.OpenRecords(info.Path)
	if err != nil {
		return info, err
	}
	defer recs.Close()
	meta := recs.Info().Meta
	meta.Keys = "of another release"
	if _, err := index.WriteSorted(context.Background(), dir, meta, index.Options{}, recs.All()); err != nil {
		return info, err
	}
	if err := os.Remove(info.Path); err != nil || !Missing(dir, info.Digest) {
		return info, errors.Join(err, errors.New("the file is not missing"))
	}
	return Rebuild(context.Background(), dir, info.Digest, below, nil)
}

func compareFiles(rt *rapid.T, want map[string]entity.Entity, infos ...index.Info) {
	l, err := Open(paths(infos)...)
	if err != nil {
		rt.Fatal(err)
	}
	defer l.Close()
	compareList(rt, l, want)
}

func compareList(rt *rapid.T, l *List, want map[string]entity.Entity) {
	if l.Len() != int64(len(want)) {
		rt.Fatalf("%d entities, want %d", l.Len(), len(want))
	}
	for i := range 8 {
		id := fmt.Sprint("e", i)
		e, err := l.Get(id)
		w, there := want[id]
		if err != nil || (e != nil) != there || there && !cmp.Equal(*e, w) {
			rt.Fatalf("%s: %+v, %v; want %+v", id, e, err, w)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(want)) {
		w := want[id]
		found, _, err := l.ByIdentifier([]string{"passport:" + w.First("passportNumber")}, 5)
		if err != nil || len(found) != 1 || found[0].ID != id {
			rt.Fatalf("%s by its passport: %v, %v", id, found, err)
		}
		found, cut, err := l.Candidates([]string{w.First("name")}, 10)
		if err != nil || cut || !slices.ContainsFunc(found, func(e *entity.Entity) bool { return e.ID == id }) {
			rt.Fatalf("%s by its name: %v, cut %t, %v", id, found, cut, err)
		}
		for _, e := range found {
			if !cmp.Equal(*e, want[e.ID]) {
				rt.Fatalf("by the name %s: %+v, which is not in the list", w.First("name"), *e)
			}
		}
	}
}

func TestDeltaRefuses(t *testing.T) {
	dir := t.TempDir()
	base := mustBuild(t, dir, smallList())
	l := mustOpen(t, base.Path)
	boom := errors.New("boom")
	for name, c := range map[string]struct {
		changed []entity.Entity
		fail    error
		removed []string
		want    error
	}{
		"removes what is not there": {nil, nil, []string{"nobody"}, index.ErrBase},
		"removes and changes":       {[]entity.Entity{person("ivan", "Ivan")}, nil, []string{"ivan"}, index.ErrDuplicate},
		"removes twice":             {nil, nil, []string{"ivan", "ivan"}, index.ErrDuplicate},
		"reader fails":              {nil, boom, nil, boom},
	} {
		_, err := BuildDelta(context.Background(), dir, testMeta, l, func(yield func(entity.Entity, error) bool) {
			for _, e := range c.changed {
				if !yield(e, nil) {
					return
				}
			}
			if c.fail != nil {
				yield(entity.Entity{}, c.fail)
			}
		}, c.removed, nil)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Errorf("left behind %v", left)
	}
}

func TestRebuildOfAnUnreadableEntity(t *testing.T) {
	dir := t.TempDir()
	info := raw(t, dir, "", index.Record{Key: "bad", Data: []byte("{")})
	if _, err := releaseLater(dir, info); !errors.Is(err, index.ErrDamaged) {
		t.Errorf("%v", err)
	}
}
