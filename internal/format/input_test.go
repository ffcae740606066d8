package format

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

type member struct {
	name string
	body []byte
}

func makeZip(t *testing.T, members ...member) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, m := range members {
		w, err := z.Create(m.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(m.body); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func save(t *testing.T, name string, b []byte) string {
	t.Helper()
	p := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(p, b, 0o644); err != nil {
		t.Fatal(err)
	}
	return p
}

func isCSV(base string) bool { return strings.HasSuffix(base, ".csv") }

// readAll opens and reads every input of paths.
func readAll(paths []string, lim Limits) (string, error) {
	inputs, err := Inputs(paths, lim, isCSV)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	for _, in := range inputs {
		r, err := in.Open()
		if err != nil {
			return "", err
		}
		b, err := io.ReadAll(r)
		r.Close()
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&out, "%s=%s;", in.Base(), b)
	}
	return out.String(), nil
}

func TestInputs(t *testing.T) {
	good := makeZip(t, member{"d/b.csv", []byte("B")}, member{"a.csv", []byte("A")}, member{"a.csv.asc", []byte("S")}, member{"d/", nil})
	lim := small
	lim.Members = 4
	for _, tc := range []struct {
		name, file string
		body       []byte
		want, err  string
	}{
		{"plain", "x.csv", []byte("X"), "x.csv=X;", ""},
		{"plain, other name", "x.dat", []byte("X"), "x.dat=X;", ""},
		{"zip", "x.zip", good, "a.csv=A;b.csv=B;", ""},
		{"zip with a sign in its name", "x!y.zip", good, "a.csv=A;b.csv=B;", ""},
		{"zip without what is wanted", "x.zip", makeZip(t, member{"a.txt", nil}), "", "nothing to read"},
		{"zip cut off", "x.zip", good[:len(good)-30], "", "cut off or damaged"},
		{"no zip", "x.zip", []byte("text"), "", "zip archive"},
		{"too many members", "x.zip", makeZip(t, member{"1", nil}, member{"2", nil}, member{"3", nil}, member{"4", nil}, member{"5", nil}), "", "stopped: 5 members; limit 4"},
		{"path out", "x.zip", makeZip(t, member{"../../a.csv", nil}), "", "points outside the archive"},
		{"absolute path", "x.zip", makeZip(t, member{"/etc/a.csv", nil}), "", "points outside the archive"},
		{"backslash path", "x.zip", makeZip(t, member{`..\a.csv`, nil}), "", "points outside the archive"},
		{"control characters in a name", "x.zip", makeZip(t, member{"../\x1b[2J.csv", nil}), "", `\x1b[2J.csv`},
		{"too large by its directory", "x.zip", makeZip(t, member{"a.csv", make([]byte, 2<<20)}), "", "unpacks to more than the limit"},
		{"too large together", "x.zip", makeZip(t, member{"a.csv", make([]byte, 700<<10)}, member{"b.csv", make([]byte, 700<<10)}), "", "unpacks to more than the limit"},
		{"plain too large", "x.csv", make([]byte, 2<<20), "", "stopped after 1048576 bytes; limit 1048576"},
	} {
		got, err := readAll([]string{save(t, tc.file, tc.body)}, lim)
		if got != tc.want || !hasText(err, tc.err) {
			t.Errorf("%s: %.80q %v, want %q %q", tc.name, got, err, tc.want, tc.err)
		}
		if _, ok := err.(*Error); err != nil && !ok {
			t.Errorf("%s: %T, want *Error", tc.name, err)
		}
	}
	for name, paths := range map[string][]string{"no path": nil, "absent": {"absent.csv"}} {
		if _, err := readAll(paths, lim); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// TestZipBomb: a member that unpacks to a thousand times its size stops at the
// ratio, long before the byte limit.
func TestZipBomb(t *testing.T) {
	lim := Limits{Bytes: 1 << 30, Ratio: 20, FieldSize: 100, Members: 3}
	_, err := readAll([]string{save(t, "bomb.zip", makeZip(t, member{"a.csv", make([]byte, 64<<20)}))}, lim)
	if !hasText(err, "more than 20 bytes for each compressed one") || !hasText(err, "bomb.zip!a.csv") {
		t.Errorf("got %v", err)
	}
}

// TestZipLies changes the directory of an archive: its sizes are not believed.
func TestZipLies(t *testing.T) {
	z := makeZip(t, member{"a.csv", bytes.Repeat([]byte("text "), 1000)})
	dir := bytes.Index(z, []byte("PK\x01\x02"))
	for name, at := range map[string]int{"size": dir + 24, "checksum": dir + 16} {
		b := bytes.Clone(z)
		b[at] ^= 1
		if _, err := readAll([]string{save(t, "x.zip", b)}, small); err == nil {
			t.Errorf("wrong %s: no error", name)
		}
	}
	encrypted := bytes.Clone(z)
	encrypted[dir+8] |= 1
	if _, err := readAll([]string{save(t, "x.zip", encrypted)}, small); !hasText(err, "encrypted") {
		t.Errorf("encrypted: %v", err)
	}
}

func TestZipChanged(t *testing.T) {
	p := save(t, "x.zip", makeZip(t, member{"a.csv", nil}, member{"b.csv", nil}))
	inputs, err := Inputs([]string{p}, small, isCSV)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(p, makeZip(t, member{"a.csv", nil}), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := inputs[1].Open(); !hasText(err, "changed while it was read") {
		t.Errorf("got %v", err)
	}
	os.Remove(p)
	if _, err := inputs[1].Open(); err == nil {
		t.Error("removed archive: no error")
	}
}

func TestDirectory(t *testing.T) {
	dir := t.TempDir()
	for name, b := range map[string][]byte{"b.csv": []byte("B"), "a.zip": makeZip(t, member{"z.csv", []byte("Z")}), "notes.txt": nil} {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "c.csv"), 0o755); err != nil {
		t.Fatal(err)
	}
	if got, err := readAll([]string{dir}, small); err != nil || got != "z.csv=Z;b.csv=B;" {
		t.Errorf("%q %v", got, err)
	}
}

func FuzzZip(f *testing.F) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, _ := z.Create("a.csv")
	w.Write([]byte("text"))
	z.Close()
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, b []byte) {
		if got, err := readAll([]string{save(t, "x.zip", b)}, small); err == nil && len(got) > 4<<20 {
			t.Fatalf("%d bytes", len(got))
		}
	})
}
