package reliability_test

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/notary"
	"github.com/sekifuda/sekifuda/internal/reliability"
	"github.com/sekifuda/sekifuda/internal/store"
)

// step is a moment of an operation at which the process dies, and what is found
// then: where all that it wrote reached the disk, and where nothing did that was
// not synced.
type step struct {
	name            string
	persisted, lost string
	times           int // moments in a row of that name
}

// TestFaultTable lets the process die at every step of a commit, of a checkpoint
// of the ledger and of a snapshot that goes live, and looks what is there: the
// old or the new, never a half; the new once it was said. It prints the table.
func TestFaultTable(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "list.json")
	if err := writeList(file, 60); err != nil {
		t.Fatal(err)
	}
	decide := func(root string, first, n int) map[string]any {
		return map[string]any{"ROOT": root, "FIRST": first, "COUNT": n, "WRITERS": 1}
	}
	for _, op := range []struct {
		name    string
		prepare func(root string) error
		role    string
		args    func(root string) map[string]any
		found   func(root, said string) (string, error)
	}{
		{"commit of a decision", func(root string) error { return role("decide", decide(root, 0, 2)).Run() },
			"decide", func(root string) map[string]any { return decide(root, 2, 1) }, func(root, said string) (string, error) {
				return foundDecision(root, lines(said))
			}},
		{"checkpoint of the ledger", func(root string) error {
			return errors.Join(role("decide", decide(root, 0, 2)).Run(), role("sequence", map[string]any{"ROOT": root}).Run(), role("decide", decide(root, 2, 2)).Run())
		}, "sequence", func(root string) map[string]any { return map[string]any{"ROOT": root} }, foundCheckpoint},
		{"a snapshot goes live", func(root string) error {
			old := filepath.Join(root, "etc", "old.json")
			return errors.Join(writeList(old, 50), role("import", map[string]any{"ROOT": root, "FILE": old}).Run())
		}, "import", func(root string) map[string]any { return map[string]any{"ROOT": root, "FILE": file} }, func(root, said string) (string, error) {
			if err := checkImport(root, len(lines(said)) > 0, 50, 60); err != nil {
				return "", err
			}
			if checkImport(root, true, 50, 60) == nil {
				return "new", nil
			}
			return "old", nil
		}},
	} {
		root := newRoot(t)
		if err := op.prepare(root); err != nil {
			t.Fatalf("%s: %v", op.name, err)
		}
		disk, err := reliability.NewDisk(root)
		if err != nil {
			t.Fatal(err)
		}
		table := steps(t, disk, recorded(t, role(op.role, op.args(root))), op.found)
		var b strings.Builder
		fmt.Fprintf(&b, "%s\n%-62s %-10s %s\n", op.name, "the process dies after", "persisted", "not persisted")
		for _, s := range table {
			name := s.name
			if s.times > 1 {
				name = fmt.Sprintf("%s (%d times)", name, s.times)
			}
			fmt.Fprintf(&b, "%-62s %-10s %s\n", name, s.persisted, s.lost)
		}
		t.Log(b.String())
		if first, last := table[0], table[len(table)-1]; first.lost != "old" || last.lost != "new" || last.persisted != "new" {
			t.Errorf("%s: from %+v to %+v", op.name, first, last)
		}
	}
}

// steps plays a trace and dies at each moment that writes, syncs or names
// something, or says something.
func steps(t *testing.T, disk *reliability.Disk, trace string, found func(root, said string) (string, error)) (table []step) {
	t.Helper()
	f, err := os.Open(trace)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	dir := t.TempDir()
	for e, err := range reliability.Trace(f) {
		if err != nil {
			t.Fatal(err)
		}
		name := moment(disk.Place(e), e)
		cut, err := disk.Apply(e)
		if err != nil {
			t.Fatal(err)
		}
		if e.Name == "write" && e.Begin && cut {
			name = "it was said"
		}
		if name == "" || !slow() && !telling(name) {
			continue
		}
		s := step{name: name, times: 1}
		for into, loss := range map[*string]reliability.Loss{&s.persisted: reliability.LoseNothing(), &s.lost: reliability.LoseAll()} {
			root := filepath.Join(dir, "left")
			err := disk.Crash(root, loss)
			if err == nil {
				*into, err = found(root, string(disk.Said))
			}
			if err != nil {
				t.Errorf("%s (line %d of the trace): %v", name, e.Line, err)
				*into = "BROKEN"
			}
			os.RemoveAll(root)
		}
		if n := len(table) - 1; n >= 0 && table[n].name == name && table[n].persisted == s.persisted && table[n].lost == s.lost {
			table[n].times++
			continue
		}
		table = append(table, s)
	}
	return table
}

// telling reports whether a moment is looked at in the small form, too: writes
// that no sync follows yet differ in nothing but their number.
func telling(name string) bool {
	return !strings.HasSuffix(name, "being written") && !strings.HasPrefix(name, ".spill")
}

var changing = regexp.MustCompile(`\.(snapshot|spill|key)-\d+|[0-9a-f]{64}`)

// moment names what a call did, "" where it did nothing that is told.
func moment(place string, e reliability.Event) string {
	if place == "" || strings.HasSuffix(place, "-shm") || !e.Begin && e.Result < 0 {
		return ""
	}
	what := map[string]string{
		"sekifuda.db": "the main file", "sekifuda.db-wal": "the log", "var": "the directory above the data",
		"data": "the data directory", "snapshots": "the directory of sources", "own": "the directory of the source",
	}[filepath.Base(place)]
	if what == "" {
		what = changing.ReplaceAllStringFunc(filepath.Base(place), func(s string) string {
			if len(s) == 64 {
				return "DIGEST"
			}
			return strings.TrimRight(s, "0123456789") + "*"
		})
	}
	switch {
	case strings.HasSuffix(e.Name, "sync") && e.Begin:
		return what + " written, before its sync"
	case strings.HasSuffix(e.Name, "sync"):
		return what + " synced"
	case e.Begin:
		return ""
	case strings.HasPrefix(e.Name, "rename"):
		return "renamed to " + what
	case strings.HasPrefix(e.Name, "unlink"):
		return what + " removed"
	case strings.HasPrefix(e.Name, "mkdir"):
		return what + " made"
	case e.Name == "ftruncate":
		return what + " cut"
	case strings.HasSuffix(e.Name, "write") || e.Name == "pwrite64":
		return what + " being written"
	}
	return ""
}

func foundDecision(root string, said []string) (string, error) {
	if err := checkDecisions(root, said, 2); err != nil {
		return "", err
	}
	h, err := open(context.Background(), root, store.Options{})
	if err != nil {
		return "", err
	}
	defer h.db.Close()
	n, err := h.whole(context.Background())
	switch {
	case err != nil:
		return "", err
	case n == 2:
		return "old", nil
	case n == 3:
		return "new", nil
	}
	return "", fmt.Errorf("%d decisions", n)
}

// foundCheckpoint verifies the whole log, against what was said where that was.
func foundCheckpoint(root, said string) (string, error) {
	ctx := context.Background()
	h, err := open(ctx, root, store.Options{})
	if err != nil {
		return "", err
	}
	defer h.db.Close()
	var kept []byte
	for _, line := range lines(said) {
		if kept, err = base64.StdEncoding.DecodeString(strings.TrimPrefix(line, "kept ")); err != nil {
			return "", err
		}
	}
	report, err := (&notary.Log{DB: h.db}).Verify(ctx, notary.Options{Kept: kept, Vault: h.books.Vault})
	if err != nil {
		return "", err
	}
	if !report.OK() {
		return "", fmt.Errorf("%v", report.Problems)
	}
	switch report.Waiting {
	case 0:
		return "new", nil
	default:
		if kept != nil {
			return "", fmt.Errorf("a checkpoint was given out, and %d of its leaves have no place", report.Waiting)
		}
		return "old", nil
	}
}
