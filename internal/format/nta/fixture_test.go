package nta

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sekifuda/sekifuda/internal/format"
)

var update = flag.Bool("update", false, "write the golden files")

func fixture(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestFixtures compares each hand-typed file with the rows it must give. The
// Shift_JIS twin was encoded by another program.
func TestFixtures(t *testing.T) {
	for _, tc := range []struct{ file, golden string }{
		{"full.csv", "full.json"},
		{"full.sjis.csv", "full.json"},
		{"diff_20260228.csv", "diff.json"},
		{"web.xml", "diff.json"},
		{"web.csv", "diff.json"},
	} {
		rows, err := collect(fixture(t, tc.file), tc.file)
		if err != nil {
			t.Errorf("%s: %v", tc.file, err)
			continue
		}
		for i := range rows {
			if rows[i].File != tc.file || rows[i].Line == 0 {
				t.Errorf("%s: row %d says it is from %s:%d", tc.file, i, rows[i].File, rows[i].Line)
			}
			rows[i].File, rows[i].Line = "", 0
		}
		got, err := json.MarshalIndent(rows, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		golden := filepath.Join("testdata", tc.golden)
		if *update {
			if err := os.WriteFile(golden, append(got, '\n'), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if d := cmp.Diff(string(fixture(t, tc.golden)), string(got)+"\n"); d != "" {
			t.Errorf("%s: %s", tc.file, d)
		}
	}
}

// TestFixturesWritten writes the rows of a fixture again, byte for byte.
func TestFixturesWritten(t *testing.T) {
	for file, enc := range map[string]Encoding{"full.csv": UTF8, "full.sjis.csv": ShiftJIS, "diff_20260228.csv": UTF8} {
		want := fixture(t, file)
		rows, err := collect(want, file)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), string(written(t, rows, enc))); d != "" {
			t.Errorf("%s: %s", file, d)
		}
	}
}

func written(t testing.TB, rows []Row, enc Encoding) []byte {
	t.Helper()
	var out bytes.Buffer
	w := NewWriter(&out, enc)
	for i := range rows {
		if err := w.Write(i+1, rows[i].Number, &rows[i].Row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestLines(t *testing.T) {
	rows, err := collect(fixture(t, "full.csv"), "full.csv")
	if err != nil {
		t.Fatal(err)
	}
	var got []int
	for _, r := range rows {
		got = append(got, r.Line)
	}
	if d := cmp.Diff([]int{1, 2, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14}, got); d != "" {
		t.Error(d)
	}
}

// FuzzRead demands that whatever is read can be written and read again, and that
// no input panics or grows without bound.
func FuzzRead(f *testing.F) {
	for _, name := range []string{"full.csv", "full.sjis.csv", "diff_20260228.csv", "web.csv", "web.xml"} {
		f.Add(fixture(f, name))
	}
	lim := format.Limits{Bytes: 1 << 20, Ratio: 10, Depth: 8, FieldSize: 4 << 10, Members: 4}
	f.Fuzz(func(t *testing.T, b []byte) {
		var rows []Row
		for row, err := range Read(bytes.NewReader(b), "fuzz.csv", lim) {
			if err != nil {
				checkError(t, err)
				return
			}
			rows = append(rows, row)
		}
		if len(rows) == 0 {
			return
		}
		back, err := collect(written(t, rows, UTF8), "again.csv")
		if err != nil || len(back) != len(rows) {
			t.Fatalf("%d rows, then %d: %v", len(rows), len(back), err)
		}
		for i := range rows {
			if rows[i].Process != "99" && rows[i].Row != back[i].Row {
				t.Fatalf("row %d: %+v, then %+v", i, rows[i], back[i])
			}
		}
	})
}

func checkError(t *testing.T, err error) {
	t.Helper()
	fe, ok := err.(*format.Error)
	if !ok || fe.File == "" || fe.Msg == "" {
		t.Fatalf("%T %v: want a *format.Error with a place", err, err)
	}
}
