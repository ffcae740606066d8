package register

import (
	"context"
	"errors"
	"os"
	"slices"
	"sync"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/index"
	"github.com/sekifuda/sekifuda/internal/script"
)

// TestBodyThatCannotBeDecoded: an unreadable record is an error of every
// search that meets it, never an absence.
func TestBodyThatCannotBeDecoded(t *testing.T) {
	meta := testMeta
	meta.Keys = keysVersion()
	info, err := index.Write(context.Background(), t.TempDir(), meta, index.Options{}, func(yield func(index.Record, error) bool) {
		yield(index.Record{Key: "1000000000001", Data: []byte{9}, Names: []string{"山田"}, Keys: []string{"block:x"}}, nil)
	})
	if err != nil {
		t.Fatal(err)
	}
	r := open(t, info.Path)
	_, err1 := r.ByNumber("1000000000001")
	_, _, err2 := r.ByName("山田", 5)
	_, _, err3 := r.Near("山本", 5)
	_, _, err4 := r.Prefix("山", 5)
	for i, err := range []error{err1, err2, err3, err4} {
		if !errors.Is(err, errRecord) {
			t.Errorf("search %d: %v", i, err)
		}
	}
}

func TestDamagedAndClosedRegister(t *testing.T) {
	info, err := Build(context.Background(), t.TempDir(), testMeta, synthetic(3000, 3), nil)
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(info.Path)
	if err != nil {
		t.Fatal(err)
	}
	b[5000] ^= 1 // in the first block of records
	if err := os.WriteFile(info.Path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := Open(info.Path)
	if err != nil {
		t.Fatal(err)
	}
	failed := false
	for i := range 200 {
		row := slices.Collect(func(yield func(Row) bool) {
			for x := range synthetic(i+1, 3) {
				if !yield(x) {
					return
				}
			}
		})[i]
		if _, err := r.ByNumber(row.Number); errors.Is(err, index.ErrDamaged) {
			failed = true
		} else if failed {
			t.Fatalf("a register that met damage answers again: %v", err)
		}
	}
	if err := r.Set().Verify(context.Background()); !errors.Is(err, index.ErrDamaged) {
		t.Errorf("Verify: %v", err)
	}
	r.Close()
	if _, err := r.ByNumber("1000000000001"); !errors.Is(err, index.ErrClosed) {
		t.Errorf("closed: %v", err)
	}
}

// TestLimitsAreSaid: every search with a limit below what is there says that it
// was cut.
func TestLimitsAreSaid(t *testing.T) {
	var rows []Row
	for _, n := range []string{"1000000000001", "2000000000002", "3000000000003"} {
		rows = append(rows, rowOf(n, "株式会社山田商事", "丸の内１丁目２番３号５０１号室", nil))
	}
	r := open(t, mustBuild(t, t.TempDir(), rows).Path)
	at := identifier.ParseAddress("東京都千代田区丸の内1-2-3 501号室")
	for limit := 1; limit <= 3; limit++ {
		want := limit < 3
		for name, f := range map[string]func() ([]*entity.Registration, bool, error){
			"name":   func() ([]*entity.Registration, bool, error) { return r.ByName(script.NameKey("山田商事"), limit) },
			"near":   func() ([]*entity.Registration, bool, error) { return r.Near(script.NameKey("山本商事"), limit) },
			"prefix": func() ([]*entity.Registration, bool, error) { return r.Prefix("山", limit) },
			"block":  func() ([]*entity.Registration, bool, error) { return r.ByBlock(at, limit) },
		} {
			if found, cut, err := f(); len(found) != limit || cut != want || err != nil {
				t.Errorf("%s, limit %d: %d found, cut %t, %v", name, limit, len(found), cut, err)
			}
		}
		if b, room, cut, err := r.CountAt(at, limit); b != limit || room != limit || cut != want || err != nil {
			t.Errorf("CountAt, limit %d: %d, %d, %t, %v", limit, b, room, cut, err)
		}
	}
}

func TestConcurrentReaders(t *testing.T) {
	r := open(t, mustBuild(t, t.TempDir(), smallRegister()).Path)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 200 {
				found, _, err := r.ByName(script.NameKey("山田商事"), 5)
				if err != nil || len(found) != 1 {
					t.Errorf("%d found, %v", len(found), err)
					return
				}
				found[0].Rows[0].Name = "the caller's own" // must disturb nobody
			}
		})
	}
	wg.Wait()
}
