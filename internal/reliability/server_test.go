package reliability_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/people"
)

// program builds the real program once; SEKIFUDA_BIN names one that is built.
var program = sync.OnceValues(func() (string, error) {
	if path := os.Getenv("SEKIFUDA_BIN"); path != "" {
		return path, nil
	}
	dir, err := os.MkdirTemp("", "sekifuda-reliability-")
	if err != nil {
		return "", err
	}
	built = dir
	path := filepath.Join(dir, "sekifuda")
	out, err := exec.Command("go", "build", "-o", path, "github.com/sekifuda/sekifuda/cmd/sekifuda").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("build the program: %w\n%s", err, out)
	}
	return path, nil
})

// built is a directory to be removed at the end.
var built string

func binary(t *testing.T) string {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// installation is what one or several servers stand on.
type installation struct {
	root, db string // db is "" for the embedded store
	key      string // of the API
	hooks    string // address that hears of decisions; "" for none
}

// newInstallation makes an installation on a new store.
func newInstallation(t *testing.T, db string) *installation {
	t.Helper()
	in := &installation{root: newRoot(t), db: db}
	in.makeKey(t)
	return in
}

// makeKey makes the store and a key to it.
func (in *installation) makeKey(t *testing.T) {
	t.Helper()
	ctx := context.Background()
	h, err := in.open(ctx)
	if err != nil {
		t.Fatal(err)
	}
	p := &people.People{DB: h.db, Vault: h.books.Vault, NewID: func() (string, error) {
		id, err := uuid.NewV7()
		return id.String(), err
	}}
	in.key, _, err = p.Add(ctx, nil, people.New{Tenant: "default", Name: "writers", Scopes: []access.Scope{access.Examine, access.DecisionsRead, access.LedgerRead}}, decided, nil)
	if err = errors.Join(err, h.db.Close()); err != nil {
		t.Fatal(err)
	}
}

// server is one running process.
type server struct {
	cmd *exec.Cmd
	url string
	log *bytes.Buffer
}

// start starts server n and waits until it listens. prefix, where not nil, is
// put before its command.
func (in *installation) start(t *testing.T, n int, prefix func(*exec.Cmd) *exec.Cmd) *server {
	t.Helper()
	dir := dataDir(in.root)
	if in.db != "" {
		dir = fmt.Sprintf("%s-%d", dir, n)
	}
	args := []string{"serve", "--data", dir, "--key-file", keyFile(in.root), "--listen", "127.0.0.1:0", "--log", "problems", "--log-name", "reliability", "--at", "2026-02-28"}
	if in.db != "" {
		args = append(args, "--db", in.db)
	}
	if in.hooks != "" {
		path := filepath.Join(in.root, "serve.yaml")
		text := fmt.Sprintf("webhooks:\n  - {name: r, url: %q, secret: whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz, allow: [127.0.0.0/8]}\n", in.hooks)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, "--config", path)
	}
	s := &server{cmd: exec.Command(binary(t), args...), log: &bytes.Buffer{}}
	if prefix != nil {
		s.cmd = prefix(s.cmd)
	}
	s.cmd.Stderr = s.log
	stdout, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(stdout)
	for lines.Scan() {
		if url, ok := strings.CutPrefix(lines.Text(), "listening on "); ok {
			s.url = url
			break
		}
	}
	if s.url == "" {
		s.cmd.Wait()
		t.Fatalf("the server does not start: %s", s.log)
	}
	if took := time.Since(start); took > 5*time.Second && prefix == nil {
		t.Errorf("the server took %v to start", took)
	}
	go io.Copy(io.Discard, stdout)
	return s
}

// kill ends the process at once.
func (s *server) kill() {
	s.cmd.Process.Kill()
	s.cmd.Wait()
}

// stop ends it as an operator does.
func (s *server) stop(t *testing.T) {
	t.Helper()
	s.cmd.Process.Signal(os.Interrupt)
	if err := s.cmd.Wait(); err != nil {
		t.Errorf("stop: %v\n%s", err, s.log)
	}
}

// request is an application under an idempotency key. It is sent with the same
// bytes until it is answered.
type request struct {
	app, once string
	body      []byte
}

func newRequest(app string) request {
	a := application(0)
	a.ExternalID = app
	a.Applicant.Name = "株式会社水無瀬工房" + app
	body, err := json.Marshal(a)
	if err != nil {
		panic(err)
	}
	return request{app, "once-" + app, body}
}

// errStatus is an answer that acknowledges nothing.
type errStatus struct {
	code int
	body string
}

func (e errStatus) Error() string { return fmt.Sprintf("%d %s", e.code, e.body) }

// post sends a request and returns the decision that was acknowledged.
func (in *installation) post(c *http.Client, url string, r request) (decision string, again bool, err error) {
	req, err := http.NewRequest("POST", url+"/v1/applications", bytes.NewReader(r.body))
	if err != nil {
		return "", false, err
	}
	req.Header.Set("Authorization", "Bearer "+in.key)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Idempotency-Key", r.once)
	resp, err := c.Do(req)
	if err != nil {
		return "", false, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return "", false, err // cut off: not acknowledged
	}
	if resp.StatusCode != 201 && resp.StatusCode != 200 {
		return "", false, errStatus{resp.StatusCode, string(body)}
	}
	var answer struct{ Decision, Application string }
	if err := json.Unmarshal(body, &answer); err != nil || answer.Decision == "" || answer.Application != r.app {
		return "", false, fmt.Errorf("answer %s: %w", body, err)
	}
	return answer.Decision, resp.StatusCode == 200, nil
}

// get asks for something and returns its body.
func (in *installation) get(url string) (int, []byte, error) {
	req, err := http.NewRequest("GET", url, nil)
	if err != nil {
		return 0, nil, err
	}
	req.Header.Set("Authorization", "Bearer "+in.key)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return resp.StatusCode, body, err
}
