package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/gate"
	"github.com/sekifuda/sekifuda/internal/notary"
	"github.com/sekifuda/sekifuda/internal/people"
	"github.com/sekifuda/sekifuda/internal/source"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/decision"
	"github.com/sekifuda/sekifuda/internal/world"
)

// benchNumber is the mark in applications that each request overwrites with its
// own number: no two are the same.
var benchNumber = []byte("benchnumbr")

// stage makes a world, imports it, makes a key and starts a server on it.
func (c *benchServeCmd) stage(a *app, dir string, r *benchServe) (_ *stage, err error) {
	s := &stage{seconds: time.Duration(c.Seconds) * time.Second, overloadFor: time.Duration(c.Overload) * time.Second}
	worldDir := filepath.Join(dir, "world")
	if _, err := world.Write(a.ctx, worldDir, world.Options{Companies: c.companies(), Applications: 5000, Seed: 7}); err != nil {
		return nil, err
	}
	a.flags.Data, a.flags.KeyFile, a.flags.At = filepath.Join(dir, "data"), filepath.Join(dir, "bench.key"), world.DefaultAt.String()
	if s.house, err = a.open(); err != nil {
		return nil, err
	}
	r.Store = s.house.db.Engine()
	for _, l := range worldSources {
		res, err := l.add(a, s.house, worldDir, world.DefaultAt)
		if err != nil {
			return nil, err
		}
		r.Companies = max(r.Companies, res.Records)
	}
	if s.names, err = readListed(filepath.Join(worldDir, "lists", "ofac", "sdn.csv")); err != nil {
		return nil, err
	}
	p := &people.People{DB: s.house.db, Vault: s.house.books.Vault, NewID: a.newID}
	if s.key, _, err = p.Add(a.ctx, nil, people.New{Tenant: tenant, Name: "bench", Scopes: access.Scopes()}, world.DefaultAt, nil); err != nil {
		return nil, err
	}
	if s.server, err = startChild(a, dir); err != nil {
		return nil, err
	}
	s.applications, err = s.readApplications(filepath.Join(worldDir, "applications.jsonl"))
	return s, err
}

// addLists adds the lists of OFAC and the UN beside the running server, where
// they are beside the project, so that the match API is measured on them.
func (s *stage) addLists(a *app, r *benchServe) error {
	r.Lists, s.matchPath = "of the world", "/match/default"
	dir := filepath.Join(cmp.Or(os.Getenv("SEKIFUDA_TESTDATA"), filepath.Join("..", "shared", "data")), "lists")
	sdn := filepath.Join(dir, "ofac", "sdn.csv")
	if _, err := os.Stat(sdn); err != nil {
		return nil
	}
	r.Lists, s.matchPath = "OFAC and UN", "/match/default?include_dataset=us&include_dataset=un-real"
	at := world.DefaultAt
	for _, l := range []worldSource{{kind: "ofac", path: filepath.Join(dir, "ofac")}, {kind: "un", path: filepath.Join(dir, "un", "UN_consolidated.xml")}} {
		name := map[string]string{"ofac": "us", "un": "un-real"}[l.kind]
		if _, err := s.house.shelf.Add(a.ctx, l.kind, name, []string{l.path}, source.Options{At: at, Published: at - halfDay}); err != nil {
			return err
		}
	}
	time.Sleep(2 * time.Second) // until they are live in the server
	var err error
	s.names, err = readListed(sdn)
	return err
}

// readApplications makes a request of each application, with a mark in its id.
func (s *stage) readApplications(path string) (out []request, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var app map[string]json.RawMessage
		if err := json.Unmarshal(lines.Bytes(), &app); err != nil {
			return nil, err
		}
		app["external_id"] = json.RawMessage(`"` + string(benchNumber) + `"`)
		body, err := json.Marshal(app)
		if err != nil {
			return nil, err
		}
		out = append(out, newRequest("POST", "/v1/applications", s.server.addr, s.key, body, benchNumber))
	}
	return out, lines.Err()
}

// listed is a name on a list, and what bears it.
type listed struct{ schema, name string }

func readListed(path string) (out []listed, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	for len(out) < 4000 {
		row, err := r.Read()
		if err != nil || len(row) < 3 {
			break // the end, and OFAC ends its files with a sign of its own
		}
		l := listed{"Organization", row[1]}
		switch strings.TrimSpace(row[2]) {
		case "individual":
			l.schema = "Person"
			if last, given, ok := strings.Cut(row[1], ", "); ok {
				l.name = given + " " + last
			}
		case "vessel":
			l.schema = "Vessel"
		case "-0-":
		default:
			continue
		}
		out = append(out, l)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s: no names", path)
	}
	return out, nil
}

// queries makes requests of so many queries each: every second name is listed,
// the others are made of parts of two that are.
func (s *stage) queries(size int) (out []request) {
	type query struct {
		Schema     string              `json:"schema"`
		Properties map[string][]string `json:"properties"`
	}
	n := 0
	for range max(1, 4000/size) {
		queries := map[string]query{}
		for i := range size {
			l := s.names[(n*7919)%len(s.names)]
			if n%2 == 1 {
				other := s.names[(n*104729)%len(s.names)]
				first, _, _ := strings.Cut(l.name, " ")
				l.name = first + " " + other.name[strings.LastIndexByte(other.name, ' ')+1:]
			}
			queries[fmt.Sprintf("q%d", i)] = query{l.schema, map[string][]string{"name": {l.name}}}
			n++
		}
		body, err := json.Marshal(map[string]any{"queries": queries})
		if err != nil {
			panic(err) // texts only
		}
		out = append(out, newRequest("POST", s.matchPath, s.server.addr, s.key, body, nil))
	}
	return out
}

// watchLag looks again and again how long the oldest leaf has waited for its
// place, until the function that it returns is called.
func (s *stage) watchLag(ctx context.Context) (ninetyNine func() float64) {
	log := &notary.Sequencer{DB: s.house.db, Clock: func() entity.Instant { return entity.InstantOf(time.Now()) }}
	ctx, stop := context.WithCancel(ctx)
	seen := make(chan []time.Duration, 1)
	go func() {
		var lags []time.Duration
		for ctx.Err() == nil {
			if l, err := log.Lag(ctx); err == nil {
				lags = append(lags, l.Oldest)
			}
			time.Sleep(10 * time.Millisecond)
		}
		seen <- lags
	}()
	return func() float64 { stop(); return p99(<-seen) }
}

func (s *stage) newestLeaf(ctx context.Context) (seq int64, err error) {
	err = s.house.db.View(ctx, func(tx *store.Tx) error {
		return tx.Row(store.Into(&seq), `SELECT COALESCE(MAX(seq), 0) FROM leaf`)
	})
	return seq, err
}

// audit reads every decision of the overload back and counts those in which a
// check is missing, or was not run for want of time.
func (s *stage) audit(a *app, r *benchServe) error {
	s.server.stop()
	checks := len(gate.Checks())
	for leaf := s.before; ; {
		var rows []decision.Row
		err := s.house.db.View(a.ctx, func(tx *store.Tx) (err error) {
			rows, err = decision.After(tx, tenant, leaf, decision.Wanted{}, 1000)
			return err
		})
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, row := range rows {
			if leaf = row.Leaf; leaf > s.after {
				return nil
			}
			d, _, err := s.house.books.Decision(a.ctx, row.ID)
			if err != nil {
				return err
			}
			r.Overload.Stored++
			if skipped(d, checks) {
				r.Overload.Skipped++
			}
		}
	}
}

func skipped(d *finding.Decision, checks int) bool {
	ran := map[string]bool{}
	for _, f := range d.Findings {
		if f.State == finding.NotChecked && (f.Cause == finding.CauseTimeout || f.Cause == finding.CauseError) {
			return true
		}
		ran[f.Check] = true
	}
	return len(ran) != checks
}

func (s *stage) stop() {
	s.server.stop()
	s.house.Close()
}

// child is a server in a process of its own.
type child struct {
	cmd  *exec.Cmd
	addr string
	log  bytes.Buffer
	over bool
}

func startChild(a *app, dir string) (*child, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	args := []string{"serve", "--listen", "127.0.0.1:0", "--log", "problems", "--data", a.flags.Data, "--key-file", a.flags.KeyFile, "--at", a.flags.At}
	if a.flags.DB != "" {
		args = append(args, "--db", a.flags.DB)
	}
	if a.flags.Profile != "" {
		args = append(args, "--profile", a.flags.Profile+".server")
	}
	c := &child{cmd: exec.CommandContext(a.ctx, self, args...)}
	c.cmd.Stderr = &c.log
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.cmd.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if m := listensOn.FindStringSubmatch(lines.Text()); m != nil {
			c.addr = strings.TrimPrefix(m[1], "http://")
			return c, nil
		}
	}
	return nil, errors.Join(fmt.Errorf("the server says nothing: %s", c.complaint()), c.cmd.Wait())
}

func (c *child) pid() int { return c.cmd.Process.Pid }

// peakMB is the most memory that the server has had.
func (c *child) peakMB() int64 {
	n, err := statusOf(c.pid(), "VmHWM:")
	if err != nil {
		return 0
	}
	return n
}

func (c *child) complaint() string { return c.log.String() }

func (c *child) stop() {
	if c.over {
		return
	}
	c.over = true
	c.cmd.Process.Signal(syscall.SIGTERM)
	c.cmd.Wait()
}

// processorTime is what the server has used, in hundredths of a second.
func (c *child) processorTime() time.Duration {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", c.pid()))
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(b[bytes.LastIndexByte(b, ')')+1:]))
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * 10 * time.Millisecond
}

// processorTime is what this process has used.
func processorTime() time.Duration {
	var u unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
