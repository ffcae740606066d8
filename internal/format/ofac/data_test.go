package ofac

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
)

// lists returns the directory of the shared lists, skipping where it is absent.
func listsDir(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("SEKIFUDA_TESTDATA")
	if dir == "" {
		dir = "../../../../shared/data"
	}
	dir = filepath.Join(dir, "lists", "ofac")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("test data not here (set SEKIFUDA_TESTDATA): %v", err)
	}
	return dir
}

// TestPublishedLists counts what is in the published files. The last rows of
// add.csv and alt.csv have no line end, so line counts are one less. Two
// entries are on both lists.
func TestPublishedLists(t *testing.T) {
	set, err := Open([]string{listsDir(t)}, format.ListLimits)
	if err != nil {
		t.Fatal(err)
	}
	want := Counts{Entries: 7379 + 442, Addresses: 11696 + 574, Aliases: 9682 + 1073, Comments: 13 + 10}
	got := set.Counts
	t.Logf("%d comments belong to no entry", got.Unattached)
	got.Unattached = 0
	if got != want || set.Len() != 7379+442-2 {
		t.Errorf("got %+v and %d entities, want %+v", set.Counts, set.Len(), want)
	}
	seen, schemata := map[string]int{}, map[string]int{}
	for e := range set.Entities() {
		schemata[e.Schema]++
		for prop, values := range e.Properties {
			seen[prop] += len(values)
			for _, v := range values {
				if prop == "birthDate" {
					if _, err := entity.ParseDate(v); err != nil {
						t.Errorf("%s: %v", e.ID, err)
					}
				}
			}
		}
	}
	t.Log(seen)
	t.Log(schemata)
	for prop, n := range map[string]int{"birthDate": 4200, "passportNumber": 900, "imoNumber": 320, "weakAlias": 2000, "taxNumber": 900, "gender": 650, "website": 150, "idNumber": 1200} {
		if seen[prop] < n {
			t.Errorf("%s: %d values, want at least %d", prop, seen[prop], n)
		}
	}
}

func TestPublishedRoundTrip(t *testing.T) {
	set, err := Open([]string{listsDir(t)}, format.ListLimits)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	w, err := Create(dir, DatasetSDN)
	if err != nil {
		t.Fatal(err)
	}
	n, refused := 0, 0
	byID := map[string]*entity.Entity{}
	for e := range set.Entities() {
		if err := w.Write(e); err != nil {
			refused++
			t.Logf("refused: %v", err)
			continue
		}
		n++
		byID[e.ID] = e
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	back, err := Open([]string{dir}, format.ListLimits)
	if err != nil {
		t.Fatal(err)
	}
	differ := 0
	for e := range back.Entities() {
		if d := differences(byID[e.ID], e); d != "" {
			if differ++; differ < 10 {
				t.Errorf("%s: %s", e.ID, d)
			}
		}
	}
	if back.Len() != n || refused > 10 {
		t.Errorf("%d entities back, want %d; %d refused, %d differ", back.Len(), n, refused, differ)
	}
}
