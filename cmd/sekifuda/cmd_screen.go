package main

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"golang.org/x/term"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/application"
	"github.com/sekifuda/sekifuda/internal/gate"
	"github.com/sekifuda/sekifuda/internal/policy"
	"github.com/sekifuda/sekifuda/internal/report"
)

type screenCmd struct {
	Files  []string `arg:"" help:"Applications as .jsonl, .csv, .tsv or .eml; with --merge, the outputs of shards." type:"existingfile"`
	JSON   bool     `help:"One JSON line for each application." xor:"form"`
	CSV    bool     `help:"CSV, safe to open in a spreadsheet." xor:"form"`
	Policy string   `help:"Policy file (default: the embedded one)." type:"path"`
	Shard  string   `help:"Examine one of N parts of the rows: 0/N to N-1/N, or 1/N to N/N; goes with --json." placeholder:"i/N"`
	Merge  bool     `help:"Put the parts of a sharded batch together and note what rows share."`
}

func (c *screenCmd) Run(a *app) error {
	if c.Merge {
		return c.merge(a)
	}
	shard, err := parseShard(c.Shard)
	if err != nil {
		return badInput{err}
	}
	p, err := readPolicy(c.Policy)
	if err != nil {
		return err
	}
	h, err := a.open()
	if err != nil {
		return err
	}
	defer h.Close()
	out, err := c.output(a)
	if err != nil {
		return err
	}
	t, err := a.screen(h, p, c.Files, shard, out.line)
	if err = errors.Join(err, out.close()); err != nil {
		return err
	}
	return t.result()
}

// tally counts what matters for the exit code.
type tally struct {
	rows, bad int
	sources   map[string]string // name of a source that could not be relied upon, and why
}

func (t *tally) add(l *gate.Line) {
	t.rows++
	if l.Decision == nil {
		t.bad++
		return
	}
	for _, f := range l.Decision.Findings {
		if f.State != finding.NotChecked || !slices.Contains(sourceCauses, f.Cause) {
			continue
		}
		name := f.Check
		if f.Source != nil {
			name = f.Source.Name
		}
		if t.sources == nil {
			t.sources = map[string]string{}
		}
		if t.sources[name] == "" {
			t.sources[name] = cmp.Or(f.Detail, f.Cause)
		}
	}
}

// sourceCauses are the causes that lie with a source, not with an application.
var sourceCauses = []string{
	finding.CauseStale, finding.CauseMissing, finding.CauseEmpty, finding.CauseError, finding.CauseTimeout,
}

func (t *tally) result() error {
	switch {
	case t.bad > 0:
		return badInput{fmt.Errorf("%d of %d rows could not be read and were not examined", t.bad, t.rows)}
	case len(t.sources) > 0:
		var all []string
		for _, name := range slices.Sorted(maps.Keys(t.sources)) {
			all = append(all, "\n  "+name+": "+t.sources[name])
		}
		return fmt.Errorf("%w%s\nrun `sekifuda source add` for them", errSourceMissing, strings.Join(all, ""))
	}
	return nil
}

// screen examines the applications in files and hands a line for each to emit.
func (a *app) screen(h *house, p *policy.Policy, files []string, s shard, emit func(*gate.Line) error) (*tally, error) {
	digests, total, key, err := batchKey(files, p, a.flags.At)
	if err != nil {
		return nil, badInput{err}
	}
	at, err := a.at()
	if err != nil {
		return nil, err
	}
	desk, run, err := a.begin(h, p, key, s, at)
	if err != nil {
		return nil, err
	}
	defer desk.Close()
	b := &gate.Batch{
		Gate: desk.Gate, Books: h.books, Key: run.Key, At: run.At, Position: run.AsOf.Position, Workers: workers(), Decided: run.Decided,
	}
	// A batch makes much short-lived garbage and keeps little: collecting less
	// often costs some megabytes and saves a tenth of the time.
	defer debug.SetGCPercent(debug.SetGCPercent(800))
	progress := newProgress(a.err, "screen", "")
	progress.total = total / max(1, int64(s.n))
	t := &tally{}
	rows := s.take(applications(files, digests, desk.Registered))
	err = b.Run(a.ctx, rows, func(l *gate.Line) error {
		t.add(l)
		progress.at(int64(t.rows))
		for _, problem := range l.Problems {
			fmt.Fprintln(a.err, problem)
		}
		return emit(l)
	})
	progress.done()
	if err != nil {
		return t, importError(err)
	}
	return t, h.books.End(a.ctx, run)
}

// begin opens the sources that the run is examined against: those that are live
// now, or, where a run goes on that broke off, those that it began with.
func (a *app) begin(h *house, p *policy.Policy, key string, s shard, at entity.Instant) (*desk, *gate.Run, error) {
	loaded, err := h.shelf.Live(a.ctx)
	if err != nil {
		return nil, nil, err
	}
	desk, err := a.gate(p, loaded)
	if err != nil {
		return nil, nil, err
	}
	run, err := h.books.Begin(a.ctx, key, s.String(), at, desk.Generation(), p)
	if err != nil {
		desk.Close()
		return nil, nil, err
	}
	if run.Again && len(run.Decided) > 0 {
		fmt.Fprintf(a.err, "going on with the run of %s; %d rows are decided already\n", run.At, len(run.Decided))
	}
	if run.Again {
		desk.Close()
		if desk, err = a.reopen(h, run); err != nil {
			return nil, nil, err
		}
	}
	desk.Memory = h.books.Memory(run.AsOf)
	return desk, run, nil
}

func (a *app) reopen(h *house, run *gate.Run) (*desk, error) {
	packs, err := a.packs()
	if err != nil {
		return nil, err
	}
	if err := samePacks(run.Generation.Packs, packs); err != nil {
		return nil, err
	}
	p, err := h.books.Policy(a.ctx, run.Generation.Policy)
	if err != nil {
		return nil, err
	}
	loaded, err := h.shelf.At(a.ctx, run.Generation.Snapshots)
	if err != nil {
		return nil, err
	}
	return a.gate(p, loaded)
}

// batchKey names a batch by the content of its files and the options that
// change what is decided. It also counts the lines, which is about how many
// applications there are.
func batchKey(files []string, p *policy.Policy, at string) (digests []string, lines int64, key string, err error) {
	h := sha256.New()
	for _, f := range files {
		d, n, err := fileDigest(f)
		if err != nil {
			return nil, 0, "", err
		}
		digests, lines = append(digests, d), lines+n
		fmt.Fprintln(h, d)
	}
	fmt.Fprintln(h, p.Digest, at)
	return digests, lines, hex.EncodeToString(h.Sum(nil)), nil
}

func fileDigest(path string) (digest string, lines int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	h := sha256.New()
	buf := make([]byte, 1<<16)
	for {
		n, err := f.Read(buf)
		h.Write(buf[:n])
		lines += int64(bytes.Count(buf[:n], []byte{'\n'}))
		if errors.Is(err, io.EOF) {
			return hex.EncodeToString(h.Sum(nil)), lines, nil
		}
		if err != nil {
			return "", 0, fmt.Errorf("read %s: %w", path, err)
		}
	}
}

// applications reads all files as one input. A row without an external id is
// named by its file's digest and its line.
func applications(files, digests []string, registered func(string) bool) iter.Seq2[gate.Row, error] {
	return func(yield func(gate.Row, error) bool) {
		position := 0
		seen := map[string]string{} // external id to where it stood first
		for i, f := range files {
			for row, err := range application.Checked(application.ReadFile(f, format.ApplicationLimits), registered) {
				position++
				out := gate.Row{App: &row.App, File: filepath.Base(f), Line: row.Line, Position: position}
				var fe *format.Error
				if errors.As(err, &fe) { // ends this file, not the others
					out.Line, out.Problems, err = fe.Line, []string{fe.Error()}, nil
				}
				for _, p := range row.Problems {
					out.Problems = append(out.Problems, p.Error())
				}
				if first, again := seen[row.App.ExternalID]; again && len(out.Problems) == 0 {
					out.Problems = []string{(&format.Error{
						File: f, Line: row.Line, Field: "external_id", Msg: "the same id stands at " + first, Fix: "give each application its own",
					}).Error()}
				} else if row.App.ExternalID != "" {
					seen[row.App.ExternalID] = fmt.Sprintf("%s:%d", filepath.Base(f), row.Line)
				}
				if row.App.ExternalID == "" {
					row.App.ExternalID = fmt.Sprintf("%.16s:%d", digests[i], row.Line)
				}
				if !yield(out, err) || err != nil {
					return
				}
			}
		}
	}
}

// shard is one of N parts of the rows; the zero value is all of them.
type shard struct{ i, n int }

func parseShard(s string) (shard, error) {
	if s == "" {
		return shard{}, nil
	}
	var sh shard // N/N is the same as 0/N, so that counting from 1 divides the rows as well
	if n, err := fmt.Sscanf(s, "%d/%d", &sh.i, &sh.n); n != 2 || err != nil || sh.n < 1 || sh.i < 0 || sh.i > sh.n || s != sh.String() {
		return shard{}, fmt.Errorf("--shard %q: want 0/N to N-1/N, or 1/N to N/N", s)
	}
	sh.i %= sh.n
	return sh, nil
}

func (s shard) String() string {
	if s.n == 0 {
		return ""
	}
	return fmt.Sprintf("%d/%d", s.i, s.n)
}

func (s shard) take(rows iter.Seq2[gate.Row, error]) iter.Seq2[gate.Row, error] {
	return func(yield func(gate.Row, error) bool) {
		for row, err := range rows {
			if err == nil && s.n > 0 && (row.Position-1)%s.n != s.i {
				continue
			}
			if !yield(row, err) {
				return
			}
		}
	}
}

func (c *screenCmd) merge(a *app) error {
	var parts []gate.Part
	for _, name := range c.Files {
		f, err := os.Open(name)
		if err != nil {
			return badInput{err}
		}
		defer f.Close()
		parts = append(parts, gate.Part{Name: name, File: f})
	}
	out, err := c.output(a)
	if err != nil {
		return err
	}
	t := &tally{}
	err = gate.Merge(parts, func(l *gate.Line) error { t.add(l); return out.line(l) })
	if err = errors.Join(err, out.close()); err != nil {
		return importError(err)
	}
	return t.result()
}

// output writes lines in one of the forms.
type output struct {
	line  func(*gate.Line) error
	close func() error
}

func (c *screenCmd) output(a *app) (*output, error) {
	if c.JSON {
		return jsonOutput(a.out), nil
	}
	o, err := a.reportOptions()
	if err != nil {
		return nil, err
	}
	if c.CSV {
		w := report.NewCSV(a.out, o.Lang)
		return &output{func(l *gate.Line) error { return w.Write(reportRow(l)) }, w.Close}, nil
	}
	w := report.NewTable(a.out, o)
	return &output{func(l *gate.Line) error { return w.Write(reportRow(l)) }, w.Close}, nil
}

func reportRow(l *gate.Line) report.Row {
	r := report.Row{
		Position: l.Position, File: l.File, Line: l.Line, Applicant: l.Applicant, Item: l.Item, Decision: l.Decision, Problems: l.Problems,
	}
	if l.Decision != nil {
		r.External = l.Decision.Application
	}
	return r
}

// reportOptions fits reports to the terminal, where there is one.
func (a *app) reportOptions() (report.Options, error) {
	zone, err := a.zone()
	if err != nil {
		return report.Options{}, err
	}
	o := report.Options{Lang: report.Lang(strings.ToLower(a.flags.Lang)), Zone: zone, Width: 120}
	if f, ok := a.out.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		o.Color = os.Getenv("NO_COLOR") == ""
		if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 0 {
			o.Width = w
		}
	}
	return o, nil
}
