package reliability_test

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/sekifuda/sekifuda/internal/source"
	"github.com/sekifuda/sekifuda/internal/store"
)

// TestBadFilesDoNotGoLive imports, for each kind of source, what a publisher's
// site gives on a bad day. Nothing of it goes live, and what was live stays and
// answers. What the gate makes of a source that is missing, stale or unreadable
// is in the table of internal/gate.
func TestBadFilesDoNotGoLive(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: generates a world with the real program")
	}
	t.Parallel()
	ctx := context.Background()
	dir := t.TempDir()
	world := filepath.Join(dir, "world")
	if out, err := exec.Command(binary(t), "world", "--companies", "1500", "--applications", "5", "--seed", "4", "--out", world).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	list := filepath.Join(dir, "list.json")
	if err := writeList(list, 200); err != nil {
		t.Fatal(err)
	}
	register, err := filepath.Glob(filepath.Join(world, "register", "00_zenkoku_all_*.csv"))
	if err != nil || len(register) != 1 {
		t.Fatal(register, err)
	}
	kinds := map[string]string{
		"nta": register[0], "ofac": filepath.Join(world, "lists", "ofac"), "un": filepath.Join(world, "lists", "un", "consolidated.xml"), "ftm": list,
	}
	bad := []struct {
		name   string
		change func(b []byte) []byte
	}{
		{"empty", func([]byte) []byte { return nil }},
		{"cut in the middle", func(b []byte) []byte { return b[:max(0, len(b)/2-3)] }},
		{"cut near the end", func(b []byte) []byte { return b[:max(0, len(b)-7)] }},
		{"a third is missing", func(b []byte) []byte { return without(b, len(b)/3) }},
		{"a page that says that the site is down", func([]byte) []byte {
			return []byte("<!doctype html><html><body>503 Service Unavailable</body></html>\n")
		}},
		{"another publisher's columns", func([]byte) []byte { return bytes.Repeat([]byte("id;name;note\n1;Teoro Valsk;none\n"), 2000) }},
		{"an object of another shape", func([]byte) []byte { return []byte(`{"version": 2, "entries": []}` + "\n") }},
		{"zeros", func(b []byte) []byte { return make([]byte, len(b)) }},
	}
	h, err := open(ctx, newRoot(t), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer h.db.Close()
	refused := 0
	for kind, path := range kinds {
		good, err := h.shelf.Add(ctx, kind, kind, []string{path}, source.Options{At: decided, Published: decided, Minimum: 1})
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		for _, b := range bad {
			spoiled := filepath.Join(t.TempDir(), filepath.Base(path))
			if err := spoil(path, spoiled, b.change); err != nil {
				t.Fatal(err)
			}
			r, err := h.shelf.Add(ctx, kind, kind, []string{spoiled}, source.Options{At: decided, Published: decided, Minimum: 1})
			switch {
			case err != nil:
				refused++
			case r.Snapshot.Digest != good.Snapshot.Digest && !(b.name == "cut near the end" && r.Records >= good.Records-1):
				t.Errorf("%s, %s: went live with %d of %d records", kind, b.name, r.Records, good.Records)
			}
			live, err := h.shelf.Live(ctx)
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range live {
				if l.Chain.Source == kind && (l.Err != nil || l.Records < good.Records-1) {
					t.Errorf("%s, after %s: %d of %d records are live, %v", kind, b.name, l.Records, good.Records, l.Err)
				}
				l.Close()
			}
		}
	}
	t.Logf("%d kinds of source, %d bad files each: %d of %d refused", len(kinds), len(bad), refused, len(kinds)*len(bad))
}

// without takes bytes out of the middle, up to the ends of lines.
func without(b []byte, n int) []byte {
	if len(b) < 1000 {
		return b
	}
	from := len(b) / 3
	from += bytes.IndexByte(b[from:], '\n') + 1
	to := min(len(b), from+n)
	to += bytes.IndexByte(b[to:], '\n') + 1
	return append(append([]byte(nil), b[:from]...), b[to:]...)
}

// spoil copies a file, or each file of a directory, with a change.
func spoil(from, to string, change func([]byte) []byte) error {
	return filepath.WalkDir(from, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if e.IsDir() {
			return os.MkdirAll(filepath.Join(to, rel), 0o700)
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), change(b), 0o600)
	})
}
