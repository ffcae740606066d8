package register

import (
	"context"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/script"
)

// Few numbers, names and seats, so that bodies meet.
var (
	modelNumbers = []string{"1000000000001", "2000000000002", "3000000000003", "4000000000004"}
	modelNames   = []string{"株式会社山田", "山田商事㈱", "山本商事株式会社", "Yamada K.K.", ""}
	modelStreets = []string{"丸の内１丁目２番３号", "丸の内１丁目２番３号第１ビル５０１号室", "大手町２丁目５番", "番地なし", ""}
)

var modelRow = rapid.Custom(func(t *rapid.T) Row {
	r := Row{Number: rapid.SampledFrom(modelNumbers).Draw(t, "number")}
	if rapid.IntRange(0, 9).Draw(t, "deleted") == 0 {
		r.Row = none
		r.Process = entity.ProcessDeleted
		return r
	}
	r.Process = rapid.SampledFrom([]string{entity.ProcessNew, entity.ProcessName, entity.ProcessSeat, entity.ProcessClosed}).Draw(t, "process")
	r.Updated = entity.Day(rapid.IntRange(0, 5).Draw(t, "updated"))
	r.Changed, r.Assigned, r.CloseDate = r.Updated, entity.NumbersBegan, entity.NoDay
	if r.Process == entity.ProcessClosed {
		r.CloseDate, r.CloseCause = r.Updated, "01"
	}
	r.Name = rapid.SampledFrom(modelNames).Draw(t, "name")
	r.EnName = rapid.SampledFrom([]string{"", "", "Yamada Trading Co., Ltd."}).Draw(t, "english")
	r.Prefecture, r.City, r.Street = "東京都", "千代田区", rapid.SampledFrom(modelStreets).Draw(t, "street")
	r.Latest = rapid.Bool().Draw(t, "latest")
	return r
})

// registerModel is the register as a map, searched row by row.
type registerModel map[string]*entity.Registration

func (m registerModel) apply(rows []Row) {
	fresh := map[string][]entity.Row{}
	for _, r := range rows {
		fresh[r.Number] = append(fresh[r.Number], r.Row)
	}
	for number, rows := range fresh {
		var known []entity.Row
		if g := m[number]; g != nil {
			known = g.Rows
		}
		m[number] = &entity.Registration{Number: number, Rows: merge(known, rows)}
	}
}

func (m registerModel) find(f func(*entity.Registration, *entity.Row) bool) []string {
	var out []string
	for number, g := range m {
		for i := range g.Rows {
			if f(g, &g.Rows[i]) {
				out = append(out, number)
				break
			}
		}
	}
	slices.Sort(out)
	return out
}

func blockOf(r *entity.Row) string { return identifier.ParseAddress(r.Address()).BlockKey() }

// TestRegisterAgainstModel applies a full file and differences, and asks the
// register and the model the same questions.
func TestRegisterAgainstModel(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		dir, err := os.MkdirTemp(t.TempDir(), "")
		if err != nil {
			rt.Fatal(err)
		}
		want := registerModel{}
		var paths []string
		var reg *Register
		for range rapid.IntRange(1, 3).Draw(rt, "files") {
			rows := rapid.SliceOfN(modelRow, 0, 10).Draw(rt, "rows")
			want.apply(rows)
			info, err := Build(context.Background(), dir, testMeta, seq(rows), nil)
			if reg != nil {
				info, err = BuildDelta(context.Background(), dir, testMeta, reg, seq(rows), nil)
				reg.Close()
			}
			if err != nil {
				rt.Fatal(err)
			}
			paths = append(paths, info.Path)
			if reg, err = Open(paths...); err != nil {
				rt.Fatal(err)
			}
		}
		defer reg.Close()
		compareBodies(rt, reg, want)
		compareQuestions(rt, reg, want)

		info, err := Compact(context.Background(), dir, testMeta, reg, nil)
		if err != nil || info.Base != "" {
			rt.Fatal(info, err)
		}
		joined, err := Open(info.Path)
		if err != nil {
			rt.Fatal(err)
		}
		defer joined.Close()
		compareBodies(rt, joined, want)
		compareQuestions(rt, joined, want)
	})
}

func compareBodies(rt *rapid.T, reg *Register, want registerModel) {
	if reg.Len() != int64(len(want)) {
		rt.Fatalf("%d bodies, want %d", reg.Len(), len(want))
	}
	for _, number := range modelNumbers {
		g, err := reg.ByNumber(number)
		if err != nil || !cmp.Equal(g, want[number]) {
			rt.Fatalf("%s: %v\n%s", number, err, cmp.Diff(want[number], g))
		}
	}
}

func compareQuestions(rt *rapid.T, reg *Register, want registerModel) {
	check := func(what string, expect []string, found []*entity.Registration, cut bool, err error) {
		var got []string
		for _, g := range found {
			got = append(got, g.Number)
		}
		slices.Sort(got)
		if err != nil || cut || !slices.Equal(got, expect) {
			rt.Fatalf("%s: %v, cut %t, %v; want %v", what, got, cut, err, expect)
		}
	}
	for _, name := range append(modelNames, "YAMADA TRADING") {
		key := script.NameKey(name)
		expect := want.find(func(_ *entity.Registration, r *entity.Row) bool {
			return key != "" && (script.NameKey(r.Name) == key || script.NameKey(r.EnName) == key)
		})
		found, cut, err := reg.ByName(key, 100)
		check("name "+name, expect, found, cut, err)
	}
	for _, street := range modelStreets {
		a := identifier.ParseAddress("東京都千代田区" + street)
		block := a.BlockKey()
		expect := want.find(func(_ *entity.Registration, r *entity.Row) bool { return block != "" && blockOf(r) == block })
		found, cut, err := reg.ByBlock(a, 100)
		check("block "+street, expect, found, cut, err)
		live := want.find(func(g *entity.Registration, r *entity.Row) bool {
			return block != "" && g.Status() == entity.StatusLive && r == g.Current() && blockOf(r) == block
		})
		n, _, cut, err := reg.CountAt(a, 100)
		if n != len(live) || cut || err != nil {
			rt.Fatalf("%d live bodies at %s, cut %t, %v; want %v", n, street, cut, err, live)
		}
	}
}
