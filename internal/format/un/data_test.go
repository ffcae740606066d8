package un

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
)

// published returns the path of the shared list, skipping where it is absent.
func published(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("SEKIFUDA_TESTDATA")
	if dir == "" {
		dir = "../../../../shared/data"
	}
	p := filepath.Join(dir, "lists", "un", "UN_consolidated.xml")
	if _, err := os.Stat(p); err != nil {
		t.Skipf("test data not here (set SEKIFUDA_TESTDATA): %v", err)
	}
	return p
}

func collect(t *testing.T, path string) []entity.Entity {
	t.Helper()
	var out []entity.Entity
	for e, err := range Open([]string{path}, format.ListLimits) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, e)
	}
	return out
}

// TestPublishedList counts what is in the published document.
func TestPublishedList(t *testing.T) {
	path := published(t)
	persons, others, original := 0, 0, 0
	props := map[string]int{}
	for _, e := range collect(t, path) {
		if e.IsPerson() {
			persons++
		} else {
			others++
		}
		original += len(e.Values("name")) - 1
		for prop, v := range e.Properties {
			props[prop] += len(v)
		}
		for _, d := range e.Values("birthDate") {
			if _, err := entity.ParseDate(d); err != nil {
				t.Errorf("%s: %v", e.ID, err)
			}
		}
	}
	t.Log(props)
	// 378 elements, one of which repeats the Latin name letter by letter.
	if persons != 730 || others != 273 || original != 377 {
		t.Errorf("%d persons, %d entities, %d names in original script; want 730, 273, 377", persons, others, original)
	}
	at, err := OpenPublished([]string{path}, format.ListLimits)
	if err != nil || at.String() != "2026-02-27T00:00:09.554Z" {
		t.Errorf("published %v, %v", at, err)
	}
}

// TestPublishedCut cuts the published document: no cut may pass for a list.
func TestPublishedCut(t *testing.T) {
	b, err := os.ReadFile(published(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []int{0, 100, len(b) / 3, len(b) / 2, len(b) - 20, len(b) - 2} {
		failed := false
		for _, err := range Read(bytes.NewReader(b[:at]), "cut.xml", format.ListLimits) {
			failed = err != nil
		}
		if !failed {
			t.Errorf("cut at %d of %d: no error", at, len(b))
		}
	}
}

func TestPublishedRoundTrip(t *testing.T) {
	want := collect(t, published(t))
	var doc bytes.Buffer
	w := NewWriter(&doc, 0)
	for i := range want {
		want[i].Properties["notes"] = want[i].Properties["notes"][:min(1, len(want[i].Properties["notes"]))]
		if err := w.Write(&want[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	i := 0
	for e, err := range Read(&doc, "written.xml", format.ListLimits) {
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(sorted(&want[i]), sorted(&e)); d != "" {
			t.Errorf("%s: %s", e.ID, d)
		}
		i++
	}
	if i != len(want) {
		t.Errorf("%d entities back, want %d", i, len(want))
	}
}

// sorted makes entities comparable whatever the order of values.
func sorted(e *entity.Entity) map[string][]string {
	out := map[string][]string{"id": {e.ID}, "schema": {e.Schema}, "caption": {e.Caption}, "change": {e.LastChange}}
	for prop, values := range e.Properties {
		if len(values) > 0 {
			v := slices.Clone(values)
			slices.Sort(v)
			out[prop] = v
		}
	}
	return out
}
