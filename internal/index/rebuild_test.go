package index

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
)

// rebuilt is what tests give their rebuilds: the records of sample(40).
func rebuilt(t *testing.T, dir, digest, keys string) (Info, error) {
	t.Helper()
	return Rebuild(context.Background(), dir, digest, keys, testOptions, rediscover, nil)
}

func TestRebuildOfOtherKeys(t *testing.T) {
	dir := t.TempDir()
	old := mustWrite(t, dir, testMeta, sample(40))
	if Missing(dir, old.Digest, testMeta.Keys) || !Missing(dir, old.Digest, "k/2") || Missing(dir, "other", "k/2") {
		t.Error("what is missing is not told")
	}
	var told [2]int64
	info, err := Rebuild(context.Background(), dir, old.Digest, "k/2", testOptions, rediscover, func(n, of int64) { told = [2]int64{n, of} })
	if err != nil || info.Digest != old.Digest || info.Path == old.Path || told != [2]int64{40, 40} {
		t.Fatalf("%+v, told %v, %v", info, told, err)
	}
	compareWithSample(t, info.Path)
	if Missing(dir, old.Digest, "k/2") {
		t.Error("what was rebuilt is still missing")
	}
	if left := entries(t, dir); len(left) != 2 {
		t.Errorf("in the directory: %v", left)
	}
	// A second process that did the same finds it done.
	if again, err := rebuilt(t, dir, old.Digest, "k/2"); err != nil || !again.Existing {
		t.Errorf("once more: %+v, %v", again, err)
	}
}

// TestRebuildOfDelta: tombstones stay, and the rebuilt delta stands on the
// rebuilt base, since both keep their digests.
func TestRebuildOfDelta(t *testing.T) {
	dir := t.TempDir()
	base := mustWrite(t, dir, testMeta, sample(40))
	meta := testMeta
	meta.Base = base.Digest
	delta := mustWrite(t, dir, meta, []Record{{Key: "000003"}, sample(8)[7]})
	a, err1 := rebuilt(t, dir, base.Digest, "k/2")
	b, err2 := rebuilt(t, dir, delta.Digest, "k/2")
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	s := mustOpen(t, a.Path, b.Path)
	if _, ok, err := s.Get("000003"); ok || err != nil || s.Len() != 39 || b.Tombstones != 1 {
		t.Errorf("the deleted record: %t, %v; %d records", ok, err, s.Len())
	}
}

func TestRebuildTakesTheNewestWholeFile(t *testing.T) {
	dir := t.TempDir()
	v1 := samplePath(t, 1)
	copyFile(t, v1, filepath.Join(dir, filepath.Base(v1)))
	digest := filepath.Base(v1)[:64]
	first, err := rebuilt(t, dir, digest, "k/2")
	if err != nil {
		t.Fatal(err)
	}
	if got := older(dir, digest, ""); len(got) != 2 || got[0] != first.Path {
		t.Errorf("older files %v", got)
	}
	if err := os.Truncate(first.Path, 5000); err != nil {
		t.Fatal(err)
	}
	info, err := rebuilt(t, dir, digest, "k/3")
	if err != nil || info.DigestKeys != testMeta.Keys {
		t.Fatalf("%+v, %v", info, err)
	}
	compareWithSample(t, info.Path)
}

func TestRebuildFails(t *testing.T) {
	dir := t.TempDir()
	if _, err := rebuilt(t, dir, "none", "k/2"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("nothing to rebuild from: %v", err)
	}
	old := mustWrite(t, dir, testMeta, sample(40))
	boom := errors.New("boom")
	if _, err := Rebuild(context.Background(), dir, old.Digest, "k/2", testOptions, func(Record) (Record, error) { return Record{}, boom }, nil); !errors.Is(err, boom) {
		t.Errorf("records that cannot be read: %v", err)
	}
	for k := 1; k < 3; k++ {
		ctx := &countdown{Context: context.Background(), left: k}
		if _, err := Rebuild(ctx, dir, old.Digest, "k/2", testOptions, rediscover, nil); !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled at question %d: %v", k, err)
		}
	}
	b, err := os.ReadFile(old.Path)
	if err != nil {
		t.Fatal(err)
	}
	// The digest in meta and in the name says other records than there are.
	forged := slices.Clone(b)
	forged[headerSize] ^= 1
	if err := os.WriteFile(old.Path, repaired(forged), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := rebuilt(t, dir, old.Digest, "k/2"); !errors.Is(err, ErrDamaged) {
		t.Errorf("records of another digest: %v", err)
	}
	b[headerSize] ^= 1
	if err := os.WriteFile(old.Path, b, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := rebuilt(t, dir, old.Digest, "k/2"); !errors.Is(err, ErrDamaged) {
		t.Errorf("damaged: %v", err)
	}
	if left := entries(t, dir); len(left) != 1 {
		t.Errorf("left behind %v", left)
	}
}

// TestRebuildsSideBySide: many at once do not take each other's temporary files
// for a dead one's, and leave one whole file.
func TestRebuildsSideBySide(t *testing.T) {
	dir := t.TempDir()
	old := mustWrite(t, dir, testMeta, sample(40))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if _, err := rebuilt(t, dir, old.Digest, "k/2"); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if left := entries(t, dir); len(left) != 2 {
		t.Errorf("left behind %v", left)
	}
	compareWithSample(t, filepath.Join(dir, FileName(old.Digest, "k/2")))
}
