package reliability_test

import (
	"errors"
	"fmt"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// traffic is what clients of one server see while it is troubled.
type traffic struct {
	mu      sync.Mutex
	acked   map[string]string
	asked   [4]string   // by writer: what it asks for
	refused map[int]int // by status
	other   []error
}

// write sends requests until stop, each until it is acknowledged.
func (tr *traffic) write(in *installation, url string, w int, stop <-chan struct{}) {
	client := &http.Client{Timeout: 20 * time.Second}
	for n := 0; ; n++ {
		r := newRequest(fmt.Sprintf("F-%d-%05d", w, n))
		tr.mu.Lock()
		tr.asked[w] = r.app
		tr.mu.Unlock()
		for {
			select {
			case <-stop:
				return
			default:
			}
			decision, _, err := in.post(client, url, r)
			tr.mu.Lock()
			var status errStatus
			switch {
			case err == nil:
				tr.acked[r.app] = decision
			case errors.As(err, &status):
				tr.refused[status.code]++
			default:
				tr.other = append(tr.other, err)
			}
			tr.mu.Unlock()
			if err == nil {
				break
			}
			time.Sleep(100 * time.Millisecond)
		}
	}
}

func (tr *traffic) counts() (acked, refused int) {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	for code, n := range tr.refused {
		if code == 503 {
			refused += n
		}
	}
	return len(tr.acked), refused
}

// until waits for something, and ends the test where it does not come.
func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(60 * time.Second); !ok(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%s: not within a minute", what)
		}
	}
}

// TestServerFullDisk fills the disk of a running server: decisions are answered
// with 503, decisions that were made can be read, /readyz says why, and once
// there is room it goes on by itself. What it acknowledged is there.
func TestServerFullDisk(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: runs the real program")
	}
	t.Parallel()
	k := &killing{T: t, in: &installation{root: newRoot(t)}}
	mount := filepath.Join(k.in.root, "var")
	if err := unix.Mount("tmpfs", mount, "tmpfs", 0, "size=5m"); err != nil {
		t.Skipf("a small disk cannot be mounted (%v): this takes root", err)
	}
	t.Cleanup(func() { unix.Unmount(mount, unix.MNT_DETACH) })
	k.in.makeKey(t)
	s := k.in.start(t, 0, nil)
	defer s.kill()
	tr := &traffic{acked: map[string]string{}, refused: map[int]int{}}
	stop := make(chan struct{})
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() { tr.write(k.in, s.url, w, stop) })
	}
	until(t, "the disk is full", func() bool { _, refused := tr.counts(); return refused >= 20 })
	before, _ := tr.counts()
	until(t, "/readyz says so", func() bool {
		code, body, err := k.in.get(s.url + "/readyz")
		return err == nil && code == 503 && strings.Contains(string(body), "store_not_writable")
	})
	for _, id := range first(tr, 5) {
		if code, body, err := k.in.get(s.url + "/v1/decisions/" + id); err != nil || code != 200 {
			t.Errorf("while the disk is full, a decision cannot be read: %d %s %v", code, body, err)
		}
	}
	if code, _, err := k.in.get(s.url + "/healthz"); err != nil || code != 200 {
		t.Errorf("/healthz: %d %v", code, err)
	}
	if err := unix.Mount("tmpfs", mount, "tmpfs", unix.MS_REMOUNT, "size=200m"); err != nil {
		t.Fatal(err)
	}
	until(t, "it goes on", func() bool { now, _ := tr.counts(); return now > before+20 })
	until(t, "/readyz", func() bool { code, _, err := k.in.get(s.url + "/readyz"); return err == nil && code == 200 })
	close(stop)
	wg.Wait()
	s.stop(t)
	k.acked = tr.acked
	for w, app := range tr.asked {
		k.open[w] = &request{app: app}
	}
	k.compare(true)
	t.Logf("%d decisions acknowledged, %d of them while or after it was full; answers while it was: %v, other errors: %d",
		len(tr.acked), len(tr.acked)-before, tr.refused, len(tr.other))
	for code := range tr.refused {
		if code != 503 {
			t.Errorf("a decision was refused with %d", code)
		}
	}
}

func first(tr *traffic, n int) (out []string) {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	for _, id := range tr.acked {
		if len(out) < n {
			out = append(out, id)
		}
	}
	return out
}

// TestServerDiskErrors lets syncs and writes of a running server fail for a
// while: whatever is acknowledged is there, nothing but 503 is answered to the
// rest, and it goes on by itself.
func TestServerDiskErrors(t *testing.T) {
	if !slow() {
		t.Skip("takes half a minute: set SEKIFUDA_SLOW=1, as .ci/faults does")
	}
	t.Parallel()
	for _, in := range []injection{{"fsync", "EIO", "8..10"}, {"pwrite64", "EIO", "150..155"}} {
		k := &killing{T: t, in: newInstallation(t, "")}
		s := k.in.start(t, 0, func(cmd *exec.Cmd) *exec.Cmd {
			return strace(t, cmd, "-D", "-o", filepath.Join(t.TempDir(), "trace"), "-e", "trace="+in.call,
				"-e", fmt.Sprintf("inject=%s:error=%s:when=%s", in.call, in.err, in.when))
		})
		tr := &traffic{acked: map[string]string{}, refused: map[int]int{}}
		stop := make(chan struct{})
		var wg sync.WaitGroup
		for w := range 4 {
			wg.Go(func() { tr.write(k.in, s.url, w, stop) })
		}
		until(t, "a sync fails", func() bool { _, refused := tr.counts(); return refused > 0 })
		before, _ := tr.counts()
		until(t, "it goes on", func() bool { now, _ := tr.counts(); return now > before+50 })
		close(stop)
		wg.Wait()
		s.kill()
		k.acked = tr.acked
		for w, app := range tr.asked {
			k.open[w] = &request{app: app}
		}
		k.compare(true)
		t.Logf("%v: %d decisions acknowledged, %d of them after the first refusal; answers: %v, other errors: %d",
			in, len(tr.acked), len(tr.acked)-before, tr.refused, len(tr.other))
		for code := range tr.refused {
			if code != 503 {
				t.Errorf("a decision was refused with %d", code)
			}
		}
	}
}
