package register

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/index"
	"github.com/sekifuda/sekifuda/internal/script"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const day0 = entity.Day(17000)

func rowOf(number, name, street string, change func(*entity.Row)) Row {
	r := entity.Row{
		Process: entity.ProcessNew, Updated: day0, Changed: day0, Assigned: entity.NumbersBegan, CloseDate: entity.NoDay,
		Name: name, Kind: "301", Prefecture: "東京都", City: "千代田区", Street: street, PrefectureCode: "13", CityCode: "101", Latest: true,
	}
	if change != nil {
		change(&r)
	}
	return Row{Number: number, Row: r}
}

// A small register: two bodies in one room, one next door that has left, one
// closed, one with an English name and a former name.
func smallRegister() []Row {
	return []Row{
		rowOf("1000000000001", "株式会社山田商事", "丸の内１丁目２番３号第１ビル５０１号室", nil),
		rowOf("2000000000002", "合同会社川田", "丸の内一丁目２－３　第１ビル５０１", nil),
		rowOf("3000000000003", "北川工業株式会社", "丸の内１丁目２番３号", func(r *entity.Row) { r.Latest = false }),
		rowOf("3000000000003", "北川工業株式会社", "大手町２丁目５番６号", func(r *entity.Row) { r.Process, r.Updated = entity.ProcessSeat, day0+100 }),
		rowOf("4000000000004", "山田商店株式会社", "丸の内１丁目２番３号第１ビル２０２号室", func(r *entity.Row) {
			r.Process, r.CloseDate, r.CloseCause = entity.ProcessClosed, day0+10, "01"
		}),
		rowOf("5000000000005", "旧名企画株式会社", "神田３丁目１番１号", func(r *entity.Row) { r.Latest = false }),
		rowOf("5000000000005", "新名企画株式会社", "神田３丁目１番１号", func(r *entity.Row) {
			r.Process, r.Updated, r.EnName, r.Furigana = entity.ProcessName, day0+50, "Shinmei Planning Co., Ltd.", "シンメイキカク"
		}),
	}
}

func open(t *testing.T, paths ...string) *Register {
	t.Helper()
	r, err := Open(paths...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

func mustBuild(t *testing.T, dir string, rows []Row) index.Info {
	t.Helper()
	info, err := Build(context.Background(), dir, testMeta, seq(rows), nil)
	if err != nil {
		t.Fatal(err)
	}
	return info
}

func numbers(t *testing.T, found []*entity.Registration, cut bool, err error) []string {
	t.Helper()
	if err != nil || cut {
		t.Fatalf("cut %t, %v", cut, err)
	}
	var out []string
	for _, g := range found {
		out = append(out, g.Number)
	}
	slices.Sort(out)
	return out
}

func TestSearches(t *testing.T) {
	r := open(t, mustBuild(t, t.TempDir(), smallRegister()).Path)
	if r.Len() != 5 || r.Infos()[0].Live != 4 {
		t.Fatalf("%d bodies, %+v", r.Len(), r.Infos())
	}
	key := script.NameKey
	block := identifier.ParseAddress("東京都千代田区丸の内1-2-3")
	type search func() ([]*entity.Registration, bool, error)
	for name, c := range map[string]struct {
		search search
		want   []string
	}{
		"name":              {func() ([]*entity.Registration, bool, error) { return r.ByName(key("(株)山田商事"), 9) }, []string{"1000000000001"}},
		"former name":       {func() ([]*entity.Registration, bool, error) { return r.ByName(key("旧名企画"), 9) }, []string{"5000000000005"}},
		"English name":      {func() ([]*entity.Registration, bool, error) { return r.ByName(key("SHINMEI PLANNING"), 9) }, []string{"5000000000005"}},
		"furigana":          {func() ([]*entity.Registration, bool, error) { return r.ByName(key("シンメイキカク"), 9) }, []string{"5000000000005"}},
		"one edit away":     {func() ([]*entity.Registration, bool, error) { return r.Near(key("山田商"), 9) }, []string{"1000000000001", "4000000000004"}},
		"prefix":            {func() ([]*entity.Registration, bool, error) { return r.Prefix(key("山田"), 9) }, []string{"1000000000001", "4000000000004"}},
		"nothing":           {func() ([]*entity.Registration, bool, error) { return r.ByName(key("桜田工務店"), 9) }, nil},
		"block, now or ago": {func() ([]*entity.Registration, bool, error) { return r.ByBlock(block, 9) }, []string{"1000000000001", "2000000000002", "3000000000003", "4000000000004"}},
	} {
		found, cut, err := c.search()
		if got := numbers(t, found, cut, err); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	building, room, cut, err := r.CountAt(identifier.ParseAddress("東京都千代田区丸の内1-2-3 第1ビル501"), 100)
	if building != 2 || room != 2 || cut || err != nil {
		t.Errorf("CountAt: %d in the building, %d in the room, %t, %v; want the two that are live and there now", building, room, cut, err)
	}
	if g, err := r.ByNumber("9999999999999"); g != nil || err != nil {
		t.Errorf("a number that is not there: %v, %v", g, err)
	}
}

func TestSameBytesInAnyOrder(t *testing.T) {
	rows := slices.Collect(func(yield func(Row) bool) {
		for r := range synthetic(3000, 7) {
			if !yield(r) {
				return
			}
		}
	})
	a := mustBuild(t, t.TempDir(), rows)
	rand.New(rand.NewPCG(3, 4)).Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	b := mustBuild(t, t.TempDir(), append(rows, rows[:10]...)) // repeated rows count once
	x, _ := os.ReadFile(a.Path)
	y, _ := os.ReadFile(b.Path)
	if a.Digest != b.Digest || !bytes.Equal(x, y) || len(x) == 0 {
		t.Fatal("another order of rows gives another file")
	}
}

func TestDelta(t *testing.T) {
	dir := t.TempDir()
	base := mustBuild(t, dir, smallRegister())
	r := open(t, base.Path)
	diff := []Row{
		rowOf("1000000000001", "株式会社山田物産", "丸の内１丁目２番３号", func(r *entity.Row) { r.Process, r.Updated = entity.ProcessName, day0+200 }),
		{Number: "2000000000002", Row: entity.Row{Process: entity.ProcessDeleted, Updated: entity.NoDay, Changed: entity.NoDay, CloseDate: entity.NoDay, Assigned: entity.NoDay}},
		rowOf("6000000000006", "新設株式会社", "神田３丁目１番１号", nil),
	}
	info, err := BuildDelta(context.Background(), dir, testMeta, r, seq(diff), nil)
	if err != nil {
		t.Fatal(err)
	}
	now := open(t, base.Path, info.Path)
	if now.Len() != 6 {
		t.Errorf("%d bodies, want 6", now.Len())
	}
	g, err := now.ByNumber("1000000000001")
	if err != nil || len(g.Rows) != 2 || g.Current().Name != "株式会社山田物産" || g.Rows[0].Latest {
		t.Errorf("renamed body: %+v, %v", g, err)
	}
	for name, want := range map[string][]string{"山田商事": {"1000000000001"}, "山田物産": {"1000000000001"}, "新設": {"6000000000006"}, "川田": {"2000000000002"}} {
		found, cut, err := now.ByName(script.NameKey(name), 9)
		if got := numbers(t, found, cut, err); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	if g, _ := now.ByNumber("2000000000002"); g.Status() != entity.StatusDeleted || len(g.Rows) != 2 {
		t.Errorf("deleted body: %+v", g)
	}
	_, room, _, err := now.CountAt(identifier.ParseAddress("東京都千代田区丸の内1-2-3 第1ビル501"), 100)
	if room != 0 || err != nil {
		t.Errorf("%d live bodies in the room that one left and one was deleted from, %v", room, err)
	}
	// A second difference stands on the first.
	again, err := BuildDelta(context.Background(), dir, testMeta, now, seq(diff[:1]), nil)
	if err != nil || again.Base != info.Digest {
		t.Fatalf("%+v, %v", again, err)
	}
	third := open(t, base.Path, info.Path, again.Path)
	if h, _ := third.ByNumber("1000000000001"); !cmp.Equal(g, h) {
		t.Errorf("the same difference twice changed the body:\n%s", cmp.Diff(g, h))
	}
}

func TestBrokenInputLeavesNothing(t *testing.T) {
	boom := errors.New("boom")
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	for name, c := range map[string]struct {
		last Row
		err  error
		n    int
		want error
	}{
		"reader fails":     {Row{}, boom, 5000, boom},
		"cancelled":        {Row{}, nil, 9000, context.Canceled},
		"number malformed": {Row{Number: "12345"}, nil, 10, nil},
	} {
		dir := t.TempDir()
		_, err := Build(ctx, dir, testMeta, func(yield func(Row, error) bool) {
			for r := range synthetic(c.n, 1) {
				if !yield(r, nil) {
					return
				}
			}
			if errors.Is(c.want, context.Canceled) {
				cancel()
			}
			if c.err != nil || c.last.Number != "" {
				yield(c.last, c.err)
			}
		}, nil)
		if err == nil || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if left, _ := os.ReadDir(dir); len(left) > 0 {
			t.Errorf("%s: left behind %v", name, left)
		}
		if name == "cancelled" {
			ctx, cancel = context.WithCancel(context.Background())
			defer cancel()
		}
	}
}

func TestOtherKeysAreRefused(t *testing.T) {
	meta := testMeta
	meta.Keys = "register/0"
	info, err := index.Write(context.Background(), t.TempDir(), meta, index.Options{}, func(func(index.Record, error) bool) {})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(info.Path); !errors.Is(err, index.ErrVersion) {
		t.Fatalf("got %v", err)
	}
}

func TestProgressCountsRows(t *testing.T) {
	var last int64
	_, err := Build(context.Background(), t.TempDir(), testMeta, synthetic(5000, 2), func(n int64) {
		if n < last {
			t.Errorf("progress goes back from %d to %d", last, n)
		}
		last = n
	})
	if err != nil || last != 6000 {
		t.Fatalf("%d rows, %v", last, err)
	}
}

func ExampleRegister_ByNumber() {
	dir, _ := os.MkdirTemp("", "register")
	defer os.RemoveAll(dir)
	info, _ := Build(context.Background(), dir, testMeta, seq(smallRegister()), nil)
	r, _ := Open(info.Path)
	defer r.Close()
	g, _ := r.ByNumber("4000000000004")
	fmt.Println(g.Current().Name, g.Status())
	// Output: 山田商店株式会社 closed
}
