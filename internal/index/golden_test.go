package index

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

var update = flag.Bool("update", false, "write the sample of the present format version anew")

// TestSampleOfThisVersion: the sample answers, and the writer still gives the
// same bytes.
func TestSampleOfThisVersion(t *testing.T) {
	if *update {
		dir := filepath.Join("testdata", fmt.Sprintf("v%d", FormatVersion))
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
		mustWrite(t, dir, testMeta, sample(40))
	}
	path := samplePath(t, FormatVersion)
	compareWithSample(t, path)
	if err := useAll(mustOpen(t, path)); err != nil {
		t.Error(err)
	}
	old, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	now, err := os.ReadFile(mustWrite(t, t.TempDir(), testMeta, sample(40)).Path)
	if err != nil || !bytes.Equal(old, now) {
		t.Errorf("the writer gives other bytes than the sample of version %d (%v)", FormatVersion, err)
	}
}

// samplePath is where the file of one version of the format lies. A sample is never
// rewritten: if a test of it fails because the writer changed, the change needs
// a new format version and a new sample.
func samplePath(t *testing.T, version int) string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", fmt.Sprintf("v%d", version), "*.v*"))
	if err != nil || len(paths) != 1 {
		t.Fatalf("samples of version %d: %v, %v", version, paths, err)
	}
	return paths[0]
}

// TestOldSamples: a search refuses them, their records can be read, and this
// release makes its own file of them, which answers as one that was imported.
func TestOldSamples(t *testing.T) {
	for version := oldestVersion; version < FormatVersion; version++ {
		path := samplePath(t, version)
		if _, err := Open(path); !errors.Is(err, ErrVersion) {
			t.Errorf("version %d, opened to be searched: %v", version, err)
		}
		old, err := OpenRecords(path)
		if err != nil {
			t.Fatal(err)
		}
		var got []Record
		for rec, err := range old.All() {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, rec)
		}
		want := sample(40)
		for i := range want {
			if i >= len(got) || got[i].Key != want[i].Key || !bytes.Equal(got[i].Data, want[i].Data) || got[i].Live != want[i].Live {
				t.Fatalf("version %d: record %d of %d is not what was written", version, i, len(got))
			}
		}
		if err := old.Close(); err != nil {
			t.Error(err)
		}

		dir := t.TempDir()
		digest := old.Info().Digest
		copyFile(t, path, filepath.Join(dir, filepath.Base(path)))
		info, err := Rebuild(context.Background(), dir, digest, testMeta.Keys, testOptions, rediscover, nil)
		if err != nil || info.Digest != digest || filepath.Base(info.Path) != FileName(digest, testMeta.Keys) {
			t.Fatalf("version %d rebuilt: %+v, %v", version, info, err)
		}
		compareWithSample(t, info.Path)
	}
}

// rediscover gives a record of sample what it is found by.
func rediscover(rec Record) (Record, error) {
	for _, r := range sample(40) {
		if r.Key == rec.Key {
			return r, nil
		}
	}
	return rec, fmt.Errorf("no record %q in the sample", rec.Key)
}

// compareWithSample opens a file of 40 sample records and looks for each.
func compareWithSample(t *testing.T, path string) {
	t.Helper()
	s := mustOpen(t, path)
	if err := s.Verify(context.Background()); err != nil {
		t.Fatal(err)
	}
	want := model{}
	want.apply(sample(40))
	if s.Len() != 40 {
		t.Errorf("%d records, want 40", s.Len())
	}
	for key, rec := range want {
		data, ok, err := s.Get(key)
		hits, err2 := s.ByName(rec.Names[0], 0)
		if !ok || data != string(rec.Data) || err != nil || err2 != nil || len(hits.Refs) != 1 {
			t.Errorf("%s: %q, %t, %v, %v", key, data, ok, err, err2)
		}
		r, err := s.Search(asking(rec.Writings[0]...), 20, nil)
		if found := keysOf(t, s, Hits{Refs: r.Refs}, err); !slices.Contains(found, key) || r.Cut {
			t.Errorf("%s by its writing: %v, cut %t", key, found, r.Cut)
		}
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	b, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, b, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}
