package nta

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/sekifuda/sekifuda/internal/format"
)

// sample returns a file of the shared test data, skipping where it is absent.
func sample(t *testing.T, name string) []byte {
	t.Helper()
	dir := os.Getenv("SEKIFUDA_TESTDATA")
	if dir == "" {
		dir = "../../../../shared/data"
	}
	b, err := os.ReadFile(filepath.Join(dir, "registers", name))
	if err != nil {
		t.Skipf("test data not here (set SEKIFUDA_TESTDATA): %v", err)
	}
	return b
}

// TestPublishedSamples reads the rows of the publisher's specification and
// writes them again: the bytes must be the publisher's.
func TestPublishedSamples(t *testing.T) {
	for name, enc := range map[string]Encoding{"nta_rows.csv": UTF8, "nta_rows.sjis.csv": ShiftJIS} {
		want := sample(t, name)
		rows, err := collect(want, name)
		if err != nil || len(rows) != 2 {
			t.Fatalf("%s: %d rows, %v", name, len(rows), err)
		}
		var got bytes.Buffer
		w := NewWriter(&got, enc)
		for i := range rows {
			if err := w.Write(i+1, rows[i].Number, &rows[i].Row); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Bytes(), want) {
			t.Errorf("%s: written\n%q\nwant\n%q", name, got.Bytes(), want)
		}
	}
}

func TestPublishedWebAnswers(t *testing.T) {
	rows, err := collect(sample(t, "nta_web_api_v4.csv"), "a.csv")
	if err != nil || len(rows) != 2 || rows[1].Line != 4 {
		t.Errorf("csv: %+v, %v", rows, err)
	}
	rows, err = collect(sample(t, "nta_web_api_v4.xml"), "a.xml")
	if err != nil || len(rows) != 1 || rows[0].Number != "7000012050002" || rows[0].Kind != "101" || !rows[0].Latest {
		t.Errorf("xml: %+v, %v", rows, err)
	}
}

func collect(b []byte, name string) ([]Row, error) {
	var rows []Row
	for row, err := range Read(bytes.NewReader(b), name, format.RegisterLimits) {
		if err != nil {
			return rows, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}
