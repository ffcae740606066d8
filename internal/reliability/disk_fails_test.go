package reliability_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/sekifuda/sekifuda/internal/reliability"
	"github.com/sekifuda/sekifuda/internal/store"
)

// injection is a fault of the disk that strace makes.
type injection struct{ call, err, when string }

func (i injection) String() string { return i.call + " " + i.err + " " + i.when }

// injections lists faults of each call at one place after the other: a place is
// how often its thread has made that call before.
func injections(calls []string, err string, places int) (out []injection) {
	for _, call := range calls {
		for n := 1; n <= places; n++ {
			at := n
			if n > 8 { // the first of all, then fewer: they repeat themselves
				at = 8 + (n-8)*(n-8)
			}
			out = append(out, injection{call, err, fmt.Sprint(at)})
		}
	}
	return out
}

// troubled runs a role under strace with a fault and returns what it said and
// the disk at its end. What goes wrong within the process shows in its exit.
func troubled(t *testing.T, root string, cmd *exec.Cmd, in injection) (said string, disk *reliability.Disk, exit error) {
	t.Helper()
	disk, err := reliability.NewDisk(root)
	if err != nil {
		t.Fatal(err)
	}
	trace := filepath.Join(t.TempDir(), "trace")
	cmd = strace(t, cmd, "-xx", "-s", "100000000", "-o", trace, "-e", "trace="+reliability.TracedCalls,
		"-e", fmt.Sprintf("inject=%s:error=%s:when=%s", in.call, in.err, in.when))
	cmd.Stderr = nil
	out, exit := cmd.Output()
	f, err := os.Open(trace)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for e, err := range reliability.Trace(f) {
		if err == nil {
			_, err = disk.Apply(e)
		}
		if err != nil {
			t.Fatalf("%v: %v", in, err)
		}
	}
	return string(out), disk, exit
}

// acknowledged are the lines that say that something is there.
func acknowledged(said string) []string {
	return slices.DeleteFunc(lines(said), func(l string) bool { return strings.HasPrefix(l, "refused") })
}

// TestInjectedErrors lets a write or a sync fail at one place after the other
// while decisions are made. What is acknowledged then survives even a power cut
// that takes all that a failed sync dropped; and where the store was open, it
// goes on by itself and decides everything in the end.
func TestInjectedErrors(t *testing.T) {
	t.Parallel()
	n, refused, recovered, stopped := 6, 0, 0, 0
	all := injections([]string{"fsync", "pwrite64"}, "EIO", size(t, "INJECTED", 3))
	all = append(all, []injection{
		{"fsync", "EIO", "4+"}, {"pwrite64", "EIO", "60+"}, // for good: nothing may be acknowledged any more
		{"pwrite64", "ENOSPC", "60..90"}, {"pwrite64,fsync,ftruncate", "EROFS", "50..80"}, {"ftruncate", "EIO", "1"},
	}...)
	for _, in := range all {
		root := newRoot(t)
		said, disk, exit := troubled(t, root, role("decide", map[string]any{"ROOT": root, "COUNT": n, "WRITERS": 2, "PATIENCE": "4s"}), in)
		done := acknowledged(said)
		if len(lines(said)) > len(done) {
			refused++
			if len(done) == n {
				recovered++
			}
		}
		if exit != nil {
			stopped++
		}
		if exit == nil && len(done) != n {
			t.Errorf("%v: ended well with %d of %d acknowledged", in, len(done), n)
		}
		for what, loss := range map[string]reliability.Loss{"all": reliability.LoseAll(), "nothing": reliability.LoseNothing(), "some": reliability.LoseSome(7)} {
			left := filepath.Join(t.TempDir(), "left")
			if err := disk.Crash(left, loss); err != nil {
				t.Fatal(err)
			}
			if err := checkDecisions(left, done, 0); err != nil {
				t.Errorf("%v, then a power cut that takes %s: %v", in, what, err)
			}
		}
	}
	t.Logf("%d faults: %d let a decision be refused, %d of these recovered by themselves; %d ended the process", len(all), refused, recovered, stopped)
	if refused == 0 || recovered == 0 {
		t.Error("no fault was met and survived: the test shows nothing")
	}
}

// TestInjectedErrorsImport: whatever fails during the import of a list, the one
// that is live is whole.
func TestInjectedErrorsImport(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "list.json")
	if err := writeList(file, 60); err != nil {
		t.Fatal(err)
	}
	failed := 0
	all := injections([]string{"fsync", "write", "pwrite64", "renameat", "mkdirat", "openat", "ftruncate"}, "EIO", size(t, "INJECTED", 2))
	for _, in := range all {
		root := newRoot(t)
		said, disk, exit := troubled(t, root, role("import", map[string]any{"ROOT": root, "FILE": file}), in)
		if exit != nil {
			failed++
		} else if len(acknowledged(said)) == 0 {
			t.Errorf("%v: ended well and said nothing", in)
		}
		for what, loss := range map[string]reliability.Loss{"all": reliability.LoseAll(), "nothing": reliability.LoseNothing()} {
			left := filepath.Join(t.TempDir(), "left")
			if err := disk.Crash(left, loss); err != nil {
				t.Fatal(err)
			}
			if err := checkImport(left, len(acknowledged(said)) > 0, 0, 60); err != nil {
				t.Errorf("%v, then a power cut that takes %s: %v", in, what, err)
			}
		}
	}
	t.Logf("%d faults, %d failed the import", len(all), failed)
	if failed == 0 {
		t.Error("no fault was met: the test shows nothing")
	}
}

// TestFullDisk fills the disk while decisions are made: they stop, reads go on,
// and once there is room they go on. What was acknowledged is there.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	root := newRoot(t)
	mount := filepath.Join(root, "var")
	if err := unix.Mount("tmpfs", mount, "tmpfs", 0, "size=3m"); err != nil {
		t.Skipf("a small disk cannot be mounted (%v): this takes root", err)
	}
	t.Cleanup(func() { unix.Unmount(mount, unix.MNT_DETACH) })
	n := 400
	cmd := role("decide", map[string]any{"ROOT": root, "COUNT": n, "WRITERS": 4, "PATIENCE": "60s"})
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var done []string
	refused, reads := 0, 0
	for scan := bufio.NewScanner(stdout); scan.Scan(); {
		line := scan.Text()
		if !strings.HasPrefix(line, "refused") {
			done = append(done, line)
			continue
		}
		if strings.Contains(line, "read ok") {
			reads++
		}
		if refused++; refused == 20 { // room again
			if len(done) == n {
				t.Error("the disk was never full")
			}
			if err := unix.Mount("tmpfs", mount, "tmpfs", unix.MS_REMOUNT, "size=200m"); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
	if refused < 20 || reads < refused-4 || len(done) != n {
		t.Errorf("refused %d times, of which %d could read; %d of %d acknowledged", refused, reads, len(done), n)
	}
	if err := checkDecisions(root, done, 0); err != nil {
		t.Error(err)
	}
	t.Logf("%d decisions; refused %d times while the disk was full, %d times read meanwhile", len(done), refused, reads)
}

// TestFewDescriptors gives the process fewer files than it needs: it says so, or
// works; what it acknowledged is there.
func TestFewDescriptors(t *testing.T) {
	t.Parallel()
	worked, failed := 0, 0
	file := filepath.Join(t.TempDir(), "list.json")
	if err := writeList(file, 60); err != nil {
		t.Fatal(err)
	}
	for limit := 10; limit <= 40; limit += size(t, "DESCRIPTORS_STEP", 4) {
		root := newRoot(t)
		for _, kind := range []string{"decide", "import"} {
			cmd := role(kind, map[string]any{"ROOT": root, "COUNT": 5, "WRITERS": 2, "FILE": file, "PATIENCE": "1s"})
			sh := exec.Command("/bin/sh", "-c", fmt.Sprintf(`ulimit -n %d; exec "$0"`, limit), cmd.Path)
			sh.Env = cmd.Env
			out, err := sh.Output()
			if err == nil {
				worked++
			} else {
				failed++
			}
			done := acknowledged(string(out))
			if err == nil && len(done) == 0 {
				t.Errorf("%s with %d files ended well and did nothing", kind, limit)
			}
			if kind == "decide" {
				err = checkDecisions(root, done, 0)
			} else {
				err = checkImport(root, len(done) > 0, 0, 60)
			}
			if err != nil {
				t.Errorf("%s with %d files: %v", kind, limit, err)
			}
		}
	}
	t.Logf("%d runs worked, %d said that they could not", worked, failed)
	if worked == 0 || failed == 0 {
		t.Error("the limits are all too high or too low to show anything")
	}
}

// TestReadOnlyDirectory: a data directory that cannot be written to is refused
// with an error that names it, and not harmed.
func TestReadOnlyDirectory(t *testing.T) {
	t.Parallel()
	root := newRoot(t)
	out, err := role("decide", map[string]any{"ROOT": root, "COUNT": 3, "WRITERS": 1}).Output()
	if err != nil {
		t.Fatal(err)
	}
	mount := dataDir(root)
	if err := errors.Join(unix.Mount(mount, mount, "", unix.MS_BIND, ""), unix.Mount("", mount, "", unix.MS_REMOUNT|unix.MS_BIND|unix.MS_RDONLY, "")); err != nil {
		t.Skipf("a directory cannot be mounted read-only (%v): this takes root", err)
	}
	t.Cleanup(func() { unix.Unmount(mount, unix.MNT_DETACH) })
	if _, err := open(context.Background(), root, store.Options{}); err == nil {
		t.Error("opened")
	} else if !strings.Contains(err.Error(), mount) {
		t.Errorf("does not name the directory: %v", err)
	}
	if err := unix.Unmount(mount, 0); err != nil {
		t.Fatal(err)
	}
	if err := checkDecisions(root, acknowledged(string(out)), 0); err != nil {
		t.Error(err)
	}
}

// patiently does it again until it succeeds or patience ends; each refusal is
// said, and whether reading still works.
func patiently(what string, do, read func() error) error {
	patience, err := time.ParseDuration(argument("PATIENCE"))
	if err != nil {
		return do()
	}
	for start := time.Now(); ; time.Sleep(50 * time.Millisecond) {
		err := do()
		if err == nil || time.Since(start) > patience {
			return err
		}
		said := "refused " + what + " read ok\n"
		if err := read(); err != nil {
			said = "refused " + what + " cannot read\n"
		}
		os.Stdout.WriteString(said)
	}
}
