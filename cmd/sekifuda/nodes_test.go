package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/sekifuda/sekifuda/internal/store/storetest"
)

// cluster is several processes on one database, with a data directory each and
// one directory of snapshot files.
type cluster struct {
	t   *testing.T
	dir string
	dsn string
	key string
}

// command is a process of this program; node says whose data directory it has.
func (c *cluster) command(node string, args ...string) *exec.Cmd {
	c.t.Helper()
	self, err := os.Executable()
	if err != nil {
		c.t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Args = append([]string{"sekifuda"}, args...)
	cmd.Env = append(os.Environ(), "SEKIFUDA_DATA="+filepath.Join(c.dir, node), "SEKIFUDA_DB="+c.dsn, "SEKIFUDA_BLOBS="+filepath.Join(c.dir, "blobs"),
		"SEKIFUDA_KEY_FILE="+filepath.Join(c.dir, "master.key"), "SEKIFUDA_AT=2026-02-28T09:00:00+09:00", "HOME="+c.dir)
	return cmd
}

func (c *cluster) run(node string, args ...string) string {
	c.t.Helper()
	var out, errs bytes.Buffer
	cmd := c.command(node, args...)
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		c.t.Fatalf("%v: %v\n%s", args, err, errs.String())
	}
	return out.String()
}

// serve starts a server and returns its address and what stops it.
func (c *cluster) serve(node string) (url string, stop func(os.Signal)) {
	c.t.Helper()
	path := filepath.Join(c.dir, node+".out")
	out, err := os.Create(path)
	if err != nil {
		c.t.Fatal(err)
	}
	var log bytes.Buffer
	cmd := c.command(node, "serve", "--listen", "127.0.0.1:0")
	cmd.Stdout, cmd.Stderr = out, &log
	if err := cmd.Start(); err != nil {
		c.t.Fatal(err)
	}
	var once sync.Once
	stop = func(s os.Signal) { once.Do(func() { cmd.Process.Signal(s); cmd.Wait() }) }
	c.t.Cleanup(func() { stop(syscall.SIGTERM) })
	for range 1500 {
		b, _ := os.ReadFile(path)
		if m := listening.FindSubmatch(b); m != nil && bytes.HasSuffix(b, []byte("\n")) {
			return string(m[1]), stop
		}
		time.Sleep(20 * time.Millisecond)
	}
	stop(syscall.SIGKILL)
	c.t.Fatalf("%s does not start: %s", node, log.String())
	return "", nil
}

// ask sends a request and returns status and body; header is a name and a value.
func (c *cluster) ask(method, url, body string, header ...string) (int, map[string]any) {
	c.t.Helper()
	r, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+c.key)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if len(header) == 2 {
		r.Header.Set(header[0], header[1])
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, nil
	}
	defer resp.Body.Close()
	b, _ := io.ReadAll(resp.Body)
	v := map[string]any{"text": string(b)}
	_ = json.Unmarshal(b, &v)
	return resp.StatusCode, v
}

// within asks until ok says so, and returns how long that took.
func (c *cluster) within(limit time.Duration, what string, ok func() bool) time.Duration {
	c.t.Helper()
	start := time.Now()
	for !ok() {
		if time.Since(start) > limit {
			c.t.Fatalf("%s: not within %s", what, limit)
		}
		time.Sleep(20 * time.Millisecond)
	}
	return time.Since(start)
}

func applicationOf(id string) string {
	return fmt.Sprintf(`{"external_id":%q,"applicant":{"form":"sole_proprietor","name":"alpha Design","address":"東京都千代田区霞が関1-2-3","residence":"JP"},"contact":{"name":"Kaito","email":"a@alpha.example"},"item":{"name":"Shield","kind":"server","provision":"hosting","concern_class":"none","classification":"not_listed"}}`, id)
}

// TestTwoNodes: two servers on one PostgreSQL database are one service.
func TestTwoNodes(t *testing.T) {
	c := &cluster{t: t, dir: t.TempDir(), dsn: storetest.PostgresSchema(t)}
	c.run("world", "world", "--companies", "300", "--applications", "20", "--seed", "3", "--out", filepath.Join(c.dir, "w"))
	c.key = keyText.FindString(c.run("a", "key", "add", "test", "--scope", "examine,decisions:read,sources:read,ledger:read,operate,evidence:write"))
	a, stopA := c.serve("a")
	b, _ := c.serve("b")

	// A source that one process imports is live in both within two seconds; the
	// other node fetches the file. The machine of the test is slow: five here.
	c.run("a", "source", "add", "ofac", "ofac", filepath.Join(c.dir, "w/lists/ofac"), "--published", "2026-02-27T21:00:00+09:00")
	for _, url := range []string{a, b} {
		took := c.within(5*time.Second, "source on "+url, func() bool {
			_, v := c.ask("GET", url+"/v1/sources", "")
			return strings.Contains(fmt.Sprint(v["text"]), `"open":true`)
		})
		t.Logf("live after %s", took)
	}
	for _, url := range []string{a, b} {
		c.within(5*time.Second, "ready", func() bool { status, _ := c.ask("GET", url+"/readyz", ""); return status == http.StatusOK })
	}

	// One idempotency key, both nodes at once: one decision.
	ids := make([]string, 30)
	var wg sync.WaitGroup
	for i := range ids {
		wg.Go(func() {
			status, v := c.ask("POST", []string{a, b}[i%2]+"/v1/applications", applicationOf("K-1"), "Idempotency-Key", "same-key-for-all")
			if status != http.StatusCreated && status != http.StatusOK {
				t.Errorf("status %d: %v", status, v["text"])
			}
			ids[i] = decisionID(v)
		})
	}
	wg.Wait()
	for _, id := range ids {
		if id == "" || id != ids[0] {
			t.Fatalf("decisions %q", ids)
		}
	}

	// What one decides the other knows, and it gets its place in the one ledger.
	status, v := c.ask("POST", a+"/v1/applications", applicationOf("A-1"))
	if status != http.StatusCreated {
		t.Fatalf("%d %v", status, v["text"])
	}
	id := decisionID(v)
	c.within(10*time.Second, "receipt", func() bool {
		status, _ := c.ask("GET", b+"/v1/decisions/"+id+"/receipt", "")
		return status == http.StatusOK
	})

	// Evidence by one node counts on the other at once.
	if status, v := c.ask("POST", b+"/v1/applications/A-1/evidence", `{"kind":"letter","channel":"東京都千代田区霞が関1-2-3","channel_from":"register","result":"confirmed"}`); status >= 300 {
		t.Fatalf("evidence: %d %v", status, v["text"])
	}
	if status, v := c.ask("POST", a+"/v1/applications", applicationOf("A-1")); status >= 300 || decisionID(v) == id {
		t.Errorf("decided again with evidence: %d, the same decision %s", status, id)
	}

	// One node is killed while both decide: nothing that was acknowledged is
	// lost, and the other takes over the ledger.
	var mu sync.Mutex
	told := []string{}
	for i := range 8 {
		wg.Go(func() {
			for n := range 15 {
				if i == 0 && n == 5 {
					stopA(syscall.SIGKILL)
				}
				if status, v := c.ask("POST", []string{a, b}[i%2]+"/v1/applications", applicationOf(fmt.Sprintf("W-%d-%d", i, n))); status == http.StatusCreated {
					mu.Lock()
					told = append(told, decisionID(v))
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	if len(told) < 4*15 {
		t.Errorf("%d decisions were told, the node that stayed was asked for %d", len(told), 4*15)
	}
	for _, id := range told {
		if status, v := c.ask("GET", b+"/v1/decisions/"+id, ""); status != http.StatusOK {
			t.Errorf("decision %s was told and is not there: %d %v", id, status, v["text"])
		}
	}
	took := c.within(60*time.Second, "receipt after a node was lost", func() bool {
		status, _ := c.ask("GET", b+"/v1/decisions/"+told[len(told)-1]+"/receipt", "")
		return status == http.StatusOK
	})
	t.Logf("%d decisions; the ledger went on after %s", len(told), took)
	if out := c.run("b", "verify"); !strings.Contains(out, "verified:") {
		t.Error(out)
	}
	if out := c.run("b", "replay", "--all", "--full"); !strings.Contains(out, " 0 not, 0 need") {
		t.Error(out)
	}
}

// decisionID finds the id in an answer.
func decisionID(v map[string]any) string {
	for _, name := range []string{"id", "decision", "decision_id"} {
		if id, ok := v[name].(string); ok && len(id) == 26 {
			return id
		}
	}
	return ""
}
