package index

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the sample of the present format version anew")

// TestSampleOfEachVersion opens the samples of all versions of the format that
// were ever released. A sample is never rewritten: if this test fails because
// the writer changed, the change needs a new format version and a new sample.
func TestSampleOfEachVersion(t *testing.T) {
	dir := filepath.Join("testdata", "v1")
	if *update {
		mustWrite(t, dir, testMeta, sample(40))
	}
	paths, err := filepath.Glob(filepath.Join(dir, "*.v1"))
	if err != nil || len(paths) != 1 {
		t.Fatalf("samples of version 1: %v, %v", paths, err)
	}
	s := mustOpen(t, paths[0])
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
	}
	old, err := os.ReadFile(paths[0])
	if err != nil {
		t.Fatal(err)
	}
	now, err := os.ReadFile(mustWrite(t, t.TempDir(), testMeta, sample(40)).Path)
	if err != nil || !bytes.Equal(old, now) {
		t.Errorf("the writer gives other bytes than the sample of version %d (%v)", FormatVersion, err)
	}
}

func TestLayoutRefuses(t *testing.T) {
	good := header{fileLen: 5000, tocOff: 4900, tocLen: 100}
	if _, err := decodeHeader(good.encode(), 5000); err != nil {
		t.Fatal(err)
	}
	for name, h := range map[string]header{
		"length":            {fileLen: 5001, tocOff: 4900, tocLen: 100},
		"contents before":   {fileLen: 5000, tocOff: 10, tocLen: 4990},
		"contents beyond":   {fileLen: 5000, tocOff: 4900, tocLen: 101},
		"contents negative": {fileLen: 5000, tocOff: -1, tocLen: 5001},
		"contents short":    {fileLen: 5000, tocOff: 4996, tocLen: 4},
	} {
		if _, err := decodeHeader(h.encode(), 5000); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	for name, s := range map[string]section{
		"negative count": {count: -1},
		"width":          {len: 10, count: 3, width: 4},
		"overflow":       {len: 0, count: 1 << 62, width: 4},
	} {
		if s.fits() {
			t.Errorf("%s: accepted", name)
		}
	}
}
