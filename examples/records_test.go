package examples_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/application"
	"github.com/sekifuda/sekifuda/internal/format/xarf"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/world"
)

// TestEvidenceIsWhatIsThere: the hashes of the case file are those of the
// reports as they are shipped.
func TestEvidenceIsWhatIsThere(t *testing.T) {
	f := readCase(t)
	if len(f.Evidence) != len(reports) {
		t.Errorf("%d files of evidence", len(f.Evidence))
	}
	for _, e := range f.Evidence {
		raw := readFile(t, e.Name)
		if sum := sha256.Sum256(raw); hex.EncodeToString(sum[:]) != e.Digest || int64(len(raw)) != e.Size || len(e.Custody) == 0 {
			t.Errorf("%s: %s has another hash, %x", e.ID, e.Name, sum)
		}
	}
}

// TestRecordsAreTaken: the operator's books are in the documented form.
func TestRecordsAreTaken(t *testing.T) {
	for kind, want := range map[string]int{"contract": 4, "asset": 5, "lease": 5, "account": 4, "event": 9} {
		n := 0
		for row, err := range application.ReadRecords(kind, kind+".jsonl", bytes.NewReader(readFile(t, "records/"+kind+"s.jsonl")), format.Limits{}) {
			if err != nil || row.Problems != nil {
				t.Fatal(kind, err, row.Problems)
			}
			n++
		}
		if n != want {
			t.Errorf("%d of kind %s, want %d", n, kind, want)
		}
	}
	for _, name := range []string{"jst", "utc"} {
		in, err := xarf.Read(bytes.NewReader(readFile(t, "abuse/"+name+".json")), xarf.Options{Name: name})
		if err != nil || len(in.Statements) == 0 || in.Statements[0].Subject.String() != "ip:198.51.100.23" || in.Statements[0].Zoneless {
			t.Errorf("%s: %v %+v", name, err, in.Statements)
		}
	}
}

// TestAwardsHaveTheirLayout: eight columns, a byte-order mark, CRLF, all quoted,
// twelve agencies.
func TestAwardsHaveTheirLayout(t *testing.T) {
	raw := string(readFile(t, "records/awards.csv"))
	body, ok := strings.CutPrefix(raw, "\ufeff")
	if !ok || strings.Count(body, "\r\n") != 12 || strings.Count(body, "\n") != 12 {
		t.Error("no byte-order mark, or other ends of lines")
	}
	rows, err := csv.NewReader(strings.NewReader(body)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	agencies := map[string]bool{}
	for _, r := range rows {
		if len(r) != 8 || len(r[0]) != 19 {
			t.Errorf("%d columns, number %s", len(r), r[0])
		}
		agencies[r[4]] = true
	}
	if len(agencies) != 12 {
		t.Errorf("%d agencies", len(agencies))
	}
}

// TestCompanyIsInNoRegister: the company that ordered the software is not in
// the generated register.
func TestCompanyIsInNoRegister(t *testing.T) {
	dir := t.TempDir()
	if _, err := world.Write(context.Background(), dir, world.Options{Companies: 20000, Seed: 1, At: world.DefaultAt}); err != nil {
		t.Fatal(err)
	}
	name := ""
	for row, err := range application.Read("a.jsonl", bytes.NewReader(readFile(t, "records/applications.jsonl")), format.Limits{}) {
		if err != nil || row.Problems != nil {
			t.Fatal(err, row.Problems)
		}
		if row.App.Applicant.Form == record.FormKK {
			name = row.App.Applicant.Name
		}
	}
	if name == "" || !inRegister(t, dir, "株式会社") {
		t.Fatalf("the order names %q; the register is not read", name)
	}
	if inRegister(t, dir, name) || inRegister(t, dir, strings.TrimPrefix(name, "株式会社")) {
		t.Errorf("%s is in the generated register", name)
	}
}

func inRegister(t *testing.T, dir, text string) bool {
	t.Helper()
	found := false
	err := filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Base(filepath.Dir(p)) != "register" {
			return err
		}
		b, err := os.ReadFile(p)
		found = found || bytes.Contains(b, []byte(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
