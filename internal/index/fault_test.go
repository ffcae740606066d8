package index

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/script/token"
)

// TestDiskFaults closes files under the writer, which fails every later write
// as a full disk does.
func TestDiskFaults(t *testing.T) {
	dir := t.TempDir()
	w, err := newFileWriter(dir)
	if err != nil {
		t.Fatal(err)
	}
	b, err := newBuilder(context.Background(), dir, testMeta, testOptions, w)
	if err != nil {
		t.Fatal(err)
	}
	b.offsets.f.Close()
	if err := b.build(seq(sample(10))); !errors.Is(err, fs.ErrClosed) || !strings.Contains(err.Error(), secDataOff) {
		t.Errorf("spool on a failing disk: %v", err)
	}
	b.close()
	w.abort()

	if w, err = newFileWriter(dir); err != nil {
		t.Fatal(err)
	}
	w.f.Close()
	w.begin(secData)
	if _, err := w.Write(make([]byte, 3*blockSize)); err == nil {
		t.Error("a write to a failing disk succeeds")
	}
	w.end(0, 0)
	if _, err := w.finish(); !errors.Is(err, fs.ErrClosed) {
		t.Errorf("finish on a failing disk: %v", err)
	}
	w.abort()
	if left := entries(t, dir); len(left) > 0 {
		t.Errorf("left behind %v", left)
	}
}

func TestDirectoryFaults(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Write(context.Background(), file, testMeta, testOptions, seq(nil)); err == nil {
		t.Error("a file taken for a directory")
	}
	if _, err := WriteSorted(context.Background(), file, testMeta, testOptions, seq(nil)); err == nil {
		t.Error("a file taken for a directory")
	}
	// Something that is no file stands where the snapshot belongs.
	dir := t.TempDir()
	name := filepath.Base(mustWrite(t, t.TempDir(), testMeta, sample(3)).Path)
	if err := os.MkdirAll(filepath.Join(dir, name, "full"), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := Write(context.Background(), dir, testMeta, testOptions, seq(sample(3))); err == nil {
		t.Error("a directory was overwritten")
	}
	if left := entries(t, dir); len(left) != 1 {
		t.Errorf("left behind %v", left)
	}
}

// TestCancelInEveryPhase lets the context fail at the k-th question, for many
// k: the work must stop and leave nothing, whatever it was doing.
func TestCancelInEveryPhase(t *testing.T) {
	recs := sample(3000)
	for k := 1; ; k++ {
		dir := t.TempDir()
		ctx := &countdown{Context: context.Background(), left: k}
		_, err := Write(ctx, dir, testMeta, testOptions, seq(recs))
		if err == nil {
			if k < 10 {
				t.Errorf("the context is asked only %d times", k)
			}
			return
		}
		if left := entries(t, dir); !errors.Is(err, context.Canceled) || len(left) > 0 {
			t.Fatalf("question %d: %v, left behind %v", k, err, left)
		}
	}
}

// countdown is a context that is cancelled when asked for the left-th time.
type countdown struct {
	context.Context
	left int
}

func (c *countdown) Err() error {
	if c.left--; c.left <= 0 {
		return context.Canceled
	}
	return nil
}

func TestVerify(t *testing.T) {
	info := mustWrite(t, t.TempDir(), testMeta, sample(2000))
	s := mustOpen(t, info.Path)
	if err := s.Verify(context.Background()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := s.Verify(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if err := os.Remove(info.Path); err != nil {
		t.Fatal(err)
	}
	if err := s.Verify(context.Background()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("removed: %v", err)
	}
	if err := useAll(s); err != nil {
		t.Errorf("a file whose name is removed must still answer: %v", err)
	}
}

func TestUnknownSectionsArePassedOver(t *testing.T) {
	dir := t.TempDir()
	w, err := newFileWriter(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer w.abort()
	b, err := newBuilder(context.Background(), dir, testMeta, testOptions, w)
	if err != nil {
		t.Fatal(err)
	}
	defer b.close()
	w.begin("future")
	w.Write([]byte("of a later release"))
	w.end(1, 0)
	if err := b.build(seq(sample(10))); err != nil {
		t.Fatal(err)
	}
	if _, err := w.finish(); err != nil {
		t.Fatal(err)
	}
	if err := useAll(mustOpen(t, w.f.Name())); err != nil {
		t.Error(err)
	}
}

func TestBadRefs(t *testing.T) {
	s := mustOpen(t, mustWrite(t, t.TempDir(), testMeta, sample(3)).Path)
	if _, _, err := s.Record(3); err == nil {
		t.Error("a record beyond the last")
	}
}

func TestSpillItemsAreChecked(t *testing.T) {
	rec := Record{
		Key: "k", Data: []byte("data"), Names: []string{"n"}, Keys: []string{"a", "b"}, Live: true,
		Writings: []token.Writing{{"w1", "w2"}, {"w3"}}, Labels: []string{"a:1"}, From: entity.NoDay, To: -5,
	}
	item := appendRecord([]byte("k\x00"), &rec)
	if got, err := decodeItem(item); err != nil || !cmp.Equal(got, rec) {
		t.Fatalf("%+v, %v", got, err)
	}
	for n := range item {
		if _, err := decodeItem(item[:n]); err == nil {
			t.Errorf("cut after %d of %d bytes: accepted", n, len(item))
		}
	}
}
