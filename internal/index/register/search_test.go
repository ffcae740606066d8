package register

import (
	"errors"
	"slices"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/index"
	"github.com/sekifuda/sekifuda/internal/script/token"
)

// TestSearch finds bodies by present and former names, misspelt, in kana, in
// Latin letters.
func TestSearch(t *testing.T) {
	r := open(t, mustBuild(t, t.TempDir(), smallRegister()).Path)
	for name, want := range map[string]string{
		"株式会社山田商事":                   "1000000000001",
		"山田商亊":                       "1000000000001",
		"Yamada Shoji":               "1000000000001",
		"北川工業":                       "3000000000003",
		"旧名企画":                       "5000000000005", // its former name
		"Shinmei Planing Co., Ltd.":  "5000000000005",
		"シンメイキカク":                    "5000000000005",
		"Qwuxal Dholzeb Corporation": "",
	} {
		found, cut, err := r.Search(name, token.Body, 5)
		if err != nil || cut {
			t.Fatalf("%s: cut %t, %v", name, cut, err)
		}
		if want == "" && len(found) > 0 || want != "" && (len(found) == 0 || found[0].Number != want) {
			t.Errorf("%s: %v, want %q first", name, numbers(t, found, cut, err), want)
		}
	}
	r.Close()
	if _, _, err := r.Search("山田商事", token.Body, 5); !errors.Is(err, index.ErrClosed) {
		t.Errorf("closed: %v", err)
	}
}

// TestSearchInDelta: a body that changed its name is found by both names, once.
func TestSearchInDelta(t *testing.T) {
	dir := t.TempDir()
	base := mustBuild(t, dir, smallRegister())
	r := open(t, base.Path)
	delta, err := BuildDelta(t.Context(), dir, testMeta, r, seq([]Row{
		rowOf("2000000000002", "合同会社渡月堂", "丸の内一丁目２－３", func(r *entity.Row) { r.Process, r.Updated = entity.ProcessName, day0+9 }),
	}), nil)
	if err != nil {
		t.Fatal(err)
	}
	both := open(t, base.Path, delta.Path)
	for _, name := range []string{"合同会社川田", "渡月堂"} {
		found, cut, err := both.Search(name, token.Body, 5)
		got := numbers(t, found, cut, err)
		if len(got) == 0 || found[0].Number != "2000000000002" || len(slices.Compact(slices.Sorted(slices.Values(got)))) != len(got) {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestDescribe(t *testing.T) {
	later := entity.NumbersBegan + 100
	for name, c := range map[string]struct {
		change   func(*entity.Row)
		status   string
		from, to entity.Day
	}{
		"from the beginning": {func(*entity.Row) {}, "status:live", entity.NoDay, entity.NoDay},
		"later":              {func(r *entity.Row) { r.Assigned = later }, "status:live", later, entity.NoDay},
		"closed": {func(r *entity.Row) {
			r.Assigned, r.Process, r.CloseDate, r.CloseCause = later, entity.ProcessClosed, later+5, "01"
		}, "status:closed", later, later + 5},
		"without a date": {func(r *entity.Row) { r.Assigned = entity.NoDay }, "status:live", entity.NoDay, entity.NoDay},
	} {
		row := rowOf("1000000000001", "株式会社山田商事", "", c.change).Row
		rec := record(&entity.Registration{Number: "1000000000001", Rows: []entity.Row{row}})
		if rec.From != c.from || rec.To != c.to || !slices.Equal(rec.Labels, []string{"kind:body", c.status}) {
			t.Errorf("%s: %v, from %d to %d", name, rec.Labels, rec.From, rec.To)
		}
	}
	if rec := record(&entity.Registration{Number: "1"}); rec.Labels[1] != "status:deleted" || len(rec.Writings) > 0 {
		t.Errorf("without rows: %+v", rec)
	}
}

// TestWritingsOnce: rows that repeat a name, or write it otherwise, add nothing.
func TestWritingsOnce(t *testing.T) {
	one := rowOf("1000000000001", "株式会社山田商事", "", nil).Row
	two := one
	two.Name, two.Updated = "山田商事　株式会社", one.Updated+1
	a := record(&entity.Registration{Number: "1000000000001", Rows: []entity.Row{one}})
	b := record(&entity.Registration{Number: "1000000000001", Rows: []entity.Row{one, two, one}})
	if len(a.Writings) == 0 || len(a.Writings) != len(b.Writings) {
		t.Errorf("%d writings of one row, %d of three", len(a.Writings), len(b.Writings))
	}
}
