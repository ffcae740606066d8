package reliability

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// hexed writes the strings of a trace as strace -xx does.
func hexed(trace, root string) string {
	return regexp.MustCompile(`"[^"]*"`).ReplaceAllStringFunc(strings.ReplaceAll(trace, "ROOT", root), func(s string) string {
		var b strings.Builder
		for _, c := range []byte(s[1 : len(s)-1]) {
			fmt.Fprintf(&b, `\x%02x`, c)
		}
		return `"` + b.String() + `"`
	})
}

// left plays a trace and returns the files that a power cut after it leaves.
func left(t *testing.T, trace string, l Loss) string {
	t.Helper()
	root := t.TempDir()
	if err := os.WriteFile(filepath.Join(root, "old"), []byte("0123456789"), 0o600); err != nil {
		t.Fatal(err)
	}
	d, err := NewDisk(root)
	if err != nil {
		t.Fatal(err)
	}
	for e, err := range Trace(strings.NewReader(hexed(trace, root))) {
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.Apply(e); err != nil {
			t.Fatal(err)
		}
	}
	out, files := t.TempDir(), map[string]string{}
	if err := d.Crash(out, l); err != nil {
		t.Fatal(err)
	}
	filepath.WalkDir(out, func(path string, e os.DirEntry, err error) error {
		if b, err := os.ReadFile(path); err == nil {
			rel, _ := filepath.Rel(out, path)
			files[rel] = string(b)
		}
		return err
	})
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(files)) {
		lines = append(lines, name+"="+files[name])
	}
	return strings.Join(lines, " ")
}

// TestDisk proves that the model loses what a disk may lose, and nothing else:
// a model that keeps too much would prove nothing.
func TestDisk(t *testing.T) {
	for _, c := range []struct{ name, trace, all, nothing string }{
		{"a write that was not synced", `
1 openat(AT_FDCWD, "ROOT/old", O_RDWR) = 5
1 pwrite64(5, "ab", 2, 4) = 2
1 close(5) = 0`, "old=0123456789", "old=0123ab6789"},
		{"a write that was synced", `
1 open("ROOT/old", O_RDWR|O_CLOEXEC, 0600)     = 5
1 write(5, "ab", 2) = 2
1 fsync(5) = 0
1 write(5, "cd", 2) = 2`, "old=ab23456789", "old=abcd456789"},
		{"a sync that failed", `
1 openat(AT_FDCWD, "ROOT/old", O_RDWR) = 5
1 write(5, "ab", 2) = 2
1 fsync(5) = -1 EIO (Input/output error) (INJECTED)`, "old=0123456789", "old=ab23456789"},
		{"a sync that failed, and one that did not", `
1 openat(AT_FDCWD, "ROOT/old", O_RDWR) = 5
1 write(5, "ab", 2) = 2
1 fsync(5) = -1 EIO (Input/output error) (INJECTED)
1 fsync(5) = 0`, "old=0123456789", "old=ab23456789"},
		{"a page that is written again after a sync that failed", `
1 openat(AT_FDCWD, "ROOT/old", O_RDWR) = 5
1 write(5, "ab", 2) = 2
1 fsync(5) = -1 EIO (Input/output error) (INJECTED)
1 pwrite64(5, "x", 1, 9) = 1
1 fsync(5) = 0`, "old=ab2345678x", "old=ab2345678x"},
		{"a sync under way", `
1 openat(AT_FDCWD, "ROOT/old", O_RDWR) = 5
1 write(5, "ab", 2) = 2
2 fsync(5 <unfinished ...>
1 write(5, "cd", 2) = 2`, "old=0123456789", "old=abcd456789"},
		{"a sync covers what was written before it began", `
1 openat(AT_FDCWD, "ROOT/old", O_RDWR) = 5
1 write(5, "ab", 2) = 2
2 fdatasync(5 <unfinished ...>
1 write(5, "cd", 2) = 2
2 <... fdatasync resumed>) = 0`, "old=ab23456789", "old=abcd456789"},
		{"a new file whose directory was not synced", `
1 openat(AT_FDCWD, "ROOT/new", O_RDWR|O_CREAT, 0600) = 5
1 write(5, "ab", 2) = 2
1 fsync(5) = 0`, "old=0123456789", "new=ab old=0123456789"},
		{"a new file whose directory was synced", `
1 openat(AT_FDCWD, "ROOT/new", O_RDWR|O_CREAT, 0600) = 5
1 write(5, "ab", 2) = 2
1 openat(AT_FDCWD, "ROOT", O_RDONLY) = 6
1 fsync(6) = 0`, "new= old=0123456789", "new=ab old=0123456789"},
		{"a directory of whose name nothing is durable", `
1 mkdirat(AT_FDCWD, "ROOT/dir", 0700) = 0
1 openat(AT_FDCWD, "ROOT/dir/new", O_RDWR|O_CREAT, 0600) = 5
1 write(5, "ab", 2) = 2
1 fsync(5) = 0
1 openat(AT_FDCWD, "ROOT/dir", O_RDONLY) = 6
1 fsync(6) = 0`, "old=0123456789", "dir/new=ab old=0123456789"},
		{"a rename whose directory was not synced", `
1 openat(AT_FDCWD, "ROOT/new", O_RDWR|O_CREAT, 0600) = 5
1 write(5, "ab", 2) = 2
1 fsync(5) = 0
1 renameat(AT_FDCWD, "ROOT/new", AT_FDCWD, "ROOT/old") = 0`, "old=0123456789", "old=ab"},
		{"a file that was cut and removed", `
1 openat(AT_FDCWD, "ROOT/old", O_RDWR|O_TRUNC) = 5
1 unlinkat(AT_FDCWD, "ROOT/old", 0) = 0`, "old=0123456789", ""},
		{"sizes", `
1 openat(AT_FDCWD, "ROOT/old", O_RDWR) = 5
1 ftruncate(5, 3) = 0
1 lseek(5, 4, SEEK_SET) = 4
1 write(5, "x", 1) = 1
1 fsync(5) = 0`, "old=012\x00x", "old=012\x00x"},
	} {
		if got := left(t, c.trace, LoseAll()); got != c.all {
			t.Errorf("%s, all of it lost: %q, want %q", c.name, got, c.all)
		}
		if got := left(t, c.trace, LoseNothing()); got != c.nothing {
			t.Errorf("%s, nothing lost: %q, want %q", c.name, got, c.nothing)
		}
	}
}

// TestLoseSome: of a write across sectors any part may be lost.
func TestLoseSome(t *testing.T) {
	trace := `
1 openat(AT_FDCWD, "ROOT/old", O_RDWR) = 5
1 pwrite64(5, "` + strings.Repeat("x", 4*sector) + `", 2048, 100) = 2048`
	seen := map[string]bool{}
	for seed := range uint64(60) {
		seen[left(t, trace, LoseSome(seed))] = true
	}
	if len(seen) < 12 {
		t.Errorf("%d outcomes of 60 seeds", len(seen))
	}
}

func TestUnknownCallsAreRefused(t *testing.T) {
	root := t.TempDir()
	d, err := NewDisk(root)
	if err != nil {
		t.Fatal(err)
	}
	trace := hexed("1 openat(AT_FDCWD, \"ROOT/a\", O_RDWR|O_CREAT, 0600) = 5\n1 copy_file_range(7, NULL, 5, NULL, 100, 0) = 100\n", root)
	for e, err := range Trace(strings.NewReader(trace)) {
		if err != nil {
			t.Fatal(err)
		}
		if _, err = d.Apply(e); err != nil {
			return
		}
	}
	t.Error("a call that the model does not know was passed over")
}
