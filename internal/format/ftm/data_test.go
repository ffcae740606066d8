package ftm

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
)

// TestPublishedSets reads the two shared data sets and writes them again.
func TestPublishedSets(t *testing.T) {
	dir := os.Getenv("SEKIFUDA_TESTDATA")
	if dir == "" {
		dir = "../../../../shared/data"
	}
	for base, lines := range map[string]int{"zala.entities.ftm.json": 91, "parteispenden.entities.ftm.json": 475} {
		b, err := os.ReadFile(filepath.Join(dir, "ftm", base))
		if err != nil {
			t.Skipf("test data not here (set SEKIFUDA_TESTDATA): %v", err)
		}
		want := collect(t, b)
		if len(want) != lines {
			t.Errorf("%s: %d entities in %d lines", base, len(want), lines)
		}
		if d := cmp.Diff(want, collect(t, write(t, want))); d != "" {
			t.Errorf("%s: %s", base, d)
		}
	}
}

func collect(t *testing.T, b []byte) []entity.Entity {
	t.Helper()
	var out []entity.Entity
	for e, err := range Read(bytes.NewReader(b), "set.json", format.ListLimits) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, e)
	}
	return out
}

func write(t *testing.T, entities []entity.Entity) []byte {
	t.Helper()
	var b bytes.Buffer
	w := NewWriter(&b)
	for i := range entities {
		if err := w.Write(&entities[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
