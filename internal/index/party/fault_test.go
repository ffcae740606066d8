package party

import (
	"context"
	"errors"
	"os"
	"slices"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/index"
	"github.com/sekifuda/sekifuda/internal/script/token"
)

// raw writes records as they are, so that they can be wrong.
func raw(t *testing.T, dir, base string, recs ...index.Record) index.Info {
	t.Helper()
	meta := testMeta
	meta.Base, meta.Keys = base, keysVersion()
	info, err := index.Write(context.Background(), dir, meta, index.Options{Keys: token.Keys}, func(yield func(index.Record, error) bool) {
		for _, r := range recs {
			if !yield(r, nil) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return info
}

// TestEntityThatIsNoJSON: a record that cannot be read is an error of every
// search that meets it, never an absence.
func TestEntityThatIsNoJSON(t *testing.T) {
	bad := index.Record{Key: "bad", Data: []byte("{"), Names: []string{"ivan"}, Keys: []string{"id:imo:1"}, Writings: token.Writings("Ivan", token.Person)}
	l := mustOpen(t, raw(t, t.TempDir(), "", bad).Path)
	if _, err := l.Get("bad"); !errors.Is(err, index.ErrDamaged) {
		t.Errorf("Get: %v", err)
	}
	if _, _, err := l.Candidates([]string{"Ivan"}, 5); !errors.Is(err, index.ErrDamaged) {
		t.Errorf("Candidates: %v", err)
	}
	if _, _, err := l.ByIdentifier([]string{"imo:1"}, 5); !errors.Is(err, index.ErrDamaged) {
		t.Errorf("ByIdentifier: %v", err)
	}
}

func TestDeltaReplacesAndRemoves(t *testing.T) {
	dir := t.TempDir()
	base := mustBuild(t, dir, smallList())
	renamed := person("ivan", "Ivan Newname")
	rec, err := record(renamed)
	if err != nil {
		t.Fatal(err)
	}
	delta := raw(t, dir, base.Digest, rec, index.Record{Key: "firm"})
	l := mustOpen(t, base.Path, delta.Path)
	if l.Len() != int64(len(smallList())-1) {
		t.Errorf("%d entities", l.Len())
	}
	for query, want := range map[string][]string{"Zlatorogov": nil, "Newname": {"ivan"}, "Zorvan Trading": nil, "홍가람": {"hangul"}} {
		found, cut, err := l.Candidates([]string{query}, 5)
		if got := idsOf(t, found, cut, err); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", query, got, want)
		}
	}
	if found, _, err := l.ByIdentifier([]string{"registration:12345678"}, 5); err != nil || len(found) > 0 {
		t.Errorf("a removed entity is found by its number: %v, %v", found, err)
	}
}

func TestClosedListSaysSo(t *testing.T) {
	l, err := Open(mustBuild(t, t.TempDir(), smallList()).Path)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if _, _, err := l.Candidates([]string{"Ivan"}, 5); !errors.Is(err, index.ErrClosed) {
		t.Errorf("Candidates: %v", err)
	}
	if _, err := l.Get("ivan"); !errors.Is(err, index.ErrClosed) {
		t.Errorf("Get: %v", err)
	}
}

func TestDamagedListSaysSo(t *testing.T) {
	info := mustBuild(t, t.TempDir(), synthetic(300))
	b, err := os.ReadFile(info.Path)
	if err != nil {
		t.Fatal(err)
	}
	for i := 5000; i < len(b)-5000; i += 1000 {
		b[i] ^= 0x55
	}
	if err := os.WriteFile(info.Path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := Open(info.Path)
	if err == nil {
		defer l.Close()
		_, _, err = l.Candidates([]string{"Ivan"}, 5)
	}
	if !errors.Is(err, index.ErrDamaged) {
		t.Errorf("got %v", err)
	}
}

func TestProgressAndCancel(t *testing.T) {
	var counts []int64
	list := synthetic(600)
	if _, err := Build(context.Background(), t.TempDir(), testMeta, seq(list), func(n int64) { counts = append(counts, n) }); err != nil {
		t.Fatal(err)
	}
	if !slices.IsSorted(counts) || counts[len(counts)-1] != 600 {
		t.Errorf("progress %v", counts)
	}
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	_, err := Build(ctx, dir, testMeta, func(yield func(entity.Entity, error) bool) {
		for _, e := range list {
			if !yield(e, nil) {
				return
			}
		}
		cancel()
	}, nil)
	if left, _ := os.ReadDir(dir); !errors.Is(err, context.Canceled) || len(left) > 0 {
		t.Errorf("cancelled: %v, left behind %v", err, left)
	}
}
