package reliability_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format/ftm"
	"github.com/sekifuda/sekifuda/internal/reliability"
	"github.com/sekifuda/sekifuda/internal/store"
)

// role returns the command that runs this binary in a role.
func role(name string, args map[string]any) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), roleEnv+"="+name)
	for k, v := range args {
		cmd.Env = append(cmd.Env, fmt.Sprintf("%s_%s=%v", roleEnv, k, v))
	}
	cmd.Stderr = os.Stderr
	return cmd
}

// strace puts strace before a command, or skips the test.
func strace(t *testing.T, cmd *exec.Cmd, args ...string) *exec.Cmd {
	t.Helper()
	path, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("strace is not installed: what a process writes and syncs cannot be recorded")
	}
	all := append(append([]string{path, "-f", "--seccomp-bpf"}, args...), cmd.Path)
	cmd.Path, cmd.Args = path, append(all, cmd.Args[1:]...)
	return cmd
}

// recorded runs a command under strace and returns the file with the trace.
func recorded(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	trace := filepath.Join(t.TempDir(), "trace")
	cmd = strace(t, cmd, "-xx", "-s", "100000000", "-o", trace, "-e", "trace="+reliability.TracedCalls)
	if out, err := cmd.Output(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return trace
}

// cuts plays a trace on a disk that holds what was in root before, and cuts the
// power at the beginning and the end of every sync and whenever something is
// acknowledged. What is left, in every way that seeds give, is handed to check
// with what had been said until then.
func cuts(t *testing.T, disk *reliability.Disk, trace string, seeds int, check func(root, said string) error) {
	t.Helper()
	f, err := os.Open(trace)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	moments, states, began, slowest := 0, 0, time.Now(), time.Duration(0)
	dir := t.TempDir()
	for e, err := range reliability.Trace(f) {
		if err != nil {
			t.Fatal(err)
		}
		cut, err := disk.Apply(e)
		if err != nil {
			t.Fatal(err)
		}
		if !cut {
			continue
		}
		moments++
		losses := map[string]reliability.Loss{"all": reliability.LoseAll(), "nothing": reliability.LoseNothing()}
		for n := range seeds {
			seed := uint64(moments*1000 + n)
			losses[fmt.Sprint("some, seed ", seed)] = reliability.LoseSome(seed)
		}
		for what, loss := range losses {
			root := filepath.Join(dir, fmt.Sprint("crash", states))
			states++
			err := disk.Crash(root, loss)
			if err == nil {
				start := time.Now()
				err = check(root, string(disk.Said))
				slowest = max(slowest, time.Since(start))
			}
			if err != nil {
				t.Errorf("power cut at line %d of the trace (%s %s), which takes %s of what was not synced (%v): %v",
					e.Line, map[bool]string{true: "begin of", false: "end of"}[e.Begin], e.Name, what, disk, err)
			}
			os.RemoveAll(root)
			if t.Failed() && states > 50 {
				t.FailNow()
			}
		}
	}
	if moments < 3 {
		t.Fatalf("only %d moments: the trace shows no syncs", moments)
	}
	t.Logf("%d moments, %d states of the disk in %.1f s; opening and checking took at most %d ms",
		moments, states, time.Since(began).Seconds(), slowest.Milliseconds())
	if slowest > 5*time.Second {
		t.Errorf("a state took %v to open and check", slowest)
	}
}

// lines are the whole lines of what a process said.
func lines(said string) (out []string) {
	for line := range strings.Lines(said) {
		if strings.HasSuffix(line, "\n") {
			out = append(out, strings.TrimSpace(line))
		}
	}
	return out
}

// TestPowerLossDecisions: whenever the power goes, every decision that was
// acknowledged is there, whole, with its leaf and its message, under a key that
// opens it; every other is there whole or not at all.
func TestPowerLossDecisions(t *testing.T) {
	t.Parallel()
	root := newRoot(t)
	for round := range 2 { // a new store, then one that is there
		disk, err := reliability.NewDisk(root)
		if err != nil {
			t.Fatal(err)
		}
		n := size(t, "POWER_DECISIONS", 6)
		trace := recorded(t, role("decide", map[string]any{"ROOT": root, "COUNT": n, "FIRST": round * n, "WRITERS": 4, "CHECKPOINT": round * 40}))
		acknowledged := 0
		cuts(t, disk, trace, size(t, "POWER_SEEDS", 1), func(left, said string) error {
			acknowledged = len(lines(said))
			return checkDecisions(left, lines(said), round*n)
		})
		if acknowledged != n {
			t.Errorf("%d acknowledged, want %d", acknowledged, n)
		}
	}
}

// checkDecisions opens what is left and looks for what was acknowledged, and for
// anything that is there in part. The first before decisions were made earlier.
func checkDecisions(root string, acknowledged []string, before int) error {
	ctx := context.Background()
	h, err := open(ctx, root, store.Options{})
	if err != nil {
		return fmt.Errorf("open: %w", err)
	}
	defer h.db.Close()
	for n := range before {
		acknowledged = append(acknowledged, name(n))
	}
	for _, line := range acknowledged {
		app, id, _ := strings.Cut(line, " ")
		d, a, err := h.books.Decision(ctx, app)
		if err != nil {
			return fmt.Errorf("acknowledged %s: %w", line, err)
		}
		if id != "" && d.ID != id || a.ExternalID != app {
			return fmt.Errorf("acknowledged %s: found %s on %s", line, d.ID, a.ExternalID)
		}
	}
	whole, err := h.whole(ctx)
	if err == nil && whole < len(acknowledged) {
		err = fmt.Errorf("%d acknowledged, %d there", len(acknowledged), whole)
	}
	return err
}

// whole returns how many decisions there are, and fails where any is there
// without all that belongs to it, or anything without its decision.
func (h *house) whole(ctx context.Context) (int, error) {
	var decisions int64
	err := h.db.View(ctx, func(tx *store.Tx) error {
		if err := tx.Row(store.Into(&decisions), `SELECT COUNT(*) FROM decision`); err != nil {
			return err
		}
		for what, query := range map[string]string{
			"leaves":              `SELECT COUNT(*) FROM leaf WHERE kind = 'decision'`,
			"leaves of decisions": `SELECT COUNT(*) FROM decision d JOIN leaf l ON l.seq = d.leaf AND l.id = d.id`,
			"messages":            `SELECT COUNT(*) FROM outbox o JOIN decision d ON d.id = o.ref`,
			"applications":        `SELECT COUNT(*) FROM application`,
			"keys":                `SELECT COUNT(*) FROM subject_key`,
			"attributes":          `SELECT COUNT(DISTINCT application) FROM brought`,
		} {
			var n int64
			if err := tx.Row(store.Into(&n), query); err != nil {
				return err
			}
			if n != decisions {
				return fmt.Errorf("%d decisions and %d %s", decisions, n, what)
			}
		}
		var sound string
		if err := tx.Row(store.Into(&sound), `PRAGMA integrity_check`); err != nil || sound != "ok" {
			return fmt.Errorf("integrity check: %s %w", sound, err)
		}
		return nil
	})
	return int(decisions), err
}

// TestPowerLossLedger: whenever the power goes while leaves are given their
// places, the whole log verifies; and against the checkpoint once that was given
// out.
func TestPowerLossLedger(t *testing.T) {
	t.Parallel()
	root := newRoot(t)
	for round := range 2 {
		args := map[string]any{"ROOT": root, "COUNT": 5, "FIRST": 5 * round, "WRITERS": 2}
		if err := role("decide", args).Run(); err != nil {
			t.Fatal(err)
		}
		disk, err := reliability.NewDisk(root)
		if err != nil {
			t.Fatal(err)
		}
		cuts(t, disk, recorded(t, role("sequence", args)), size(t, "POWER_SEEDS", 1), func(left, said string) error {
			_, err := foundCheckpoint(left, said)
			return err
		})
	}
}

// TestPowerLossImport: whenever the power goes during the import of a list, the
// list that is live is the old one or the new one, and its file is whole; the
// new one once that was said.
func TestPowerLossImport(t *testing.T) {
	t.Parallel()
	root, dir := newRoot(t), t.TempDir()
	before := 0
	for _, persons := range []int{60, 61} {
		disk, err := reliability.NewDisk(root)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, fmt.Sprint(persons, ".json"))
		if err := writeList(file, persons); err != nil {
			t.Fatal(err)
		}
		trace := recorded(t, role("import", map[string]any{"ROOT": root, "FILE": file}))
		cuts(t, disk, trace, size(t, "POWER_SEEDS", 1), func(left, said string) error {
			return checkImport(left, len(lines(said)) > 0, before, persons)
		})
		before = persons
	}
}

func checkImport(root string, said bool, before, after int) error {
	ctx := context.Background()
	h, err := open(ctx, root, store.Options{})
	if err != nil {
		return fmt.Errorf("open: %w", err)
	}
	defer h.db.Close()
	live, err := h.shelf.Live(ctx)
	if err != nil {
		return err
	}
	if len(live) == 0 {
		if before != 0 || said {
			return errors.New("nothing is live")
		}
		return nil
	}
	defer live[0].Close()
	if live[0].Err != nil {
		return live[0].Err
	}
	n := int(live[0].Records)
	if n != after && (said || n != before) {
		return fmt.Errorf("%d records are live, before %d, after %d, said: %v", n, before, after, said)
	}
	_, err = live[0].List.Get(fmt.Sprint("x-", n-1))
	return err
}

func writeList(path string, n int) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(f)
	w := ftm.NewWriter(b)
	for i := range n {
		e := &entity.Entity{ID: fmt.Sprint("x-", i), Schema: entity.Person}
		e.Add("name", fmt.Sprintf("Teoro Valsk %d", i))
		if err := w.Write(e); err != nil {
			return err
		}
	}
	return errors.Join(w.Flush(), b.Flush(), f.Close())
}
