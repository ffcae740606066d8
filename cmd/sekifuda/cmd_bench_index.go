package main

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"text/tabwriter"
	"time"

	"github.com/sekifuda/sekifuda/internal/evaluate/retrieval"
	"github.com/sekifuda/sekifuda/internal/index"
)

// benchIndexCmd measures the index at scale.
type benchIndexCmd struct {
	Names   int           `help:"Names of the index." default:"200000"`
	Full    bool          `help:"20,000,000 names."`
	Dir     string        `help:"Where to work; what is there of a run before is used again (default: a temporary directory, removed afterwards)." type:"path"`
	Threads int           `help:"Threads that ask while the set is swapped." default:"16"`
	Swap    time.Duration `help:"How long they ask." default:"5s"`
	Queries int           `help:"Queries of each class." default:"300"`
	Seed    uint64        `help:"Seed of the names." default:"1"`
	JSON    bool          `help:"Print JSON."`
	Ask     string        `help:"Only ask the index of this file (what the command starts for itself, to measure memory)." hidden:"" type:"path"`
}

// benchIndexResult is what bench index prints.
type benchIndexResult struct {
	On        string       `json:"on"`
	Machine   string       `json:"machine"`
	Names     int          `json:"names"`
	Words     int          `json:"words"`
	MakeS     float64      `json:"make_words_seconds"`
	BuildS    float64      `json:"build_seconds"`
	BuildPeak int64        `json:"build_peak_resident_mb"`
	FileMB    int64        `json:"file_mb"`
	Nothing   []sizedTimes `json:"nothing_matches"`
	askedIndex
}

// askedIndex is what asking tells, measured in a process of its own.
type askedIndex struct {
	OpenMS  float64               `json:"open_ms"`
	Classes []retrieval.ScaleRow  `json:"retrieval"`
	Scored  retrieval.Times       `json:"with_scoring"`
	PeakMB  int64                 `json:"peak_resident_mb"`
	Swapped *retrieval.SwapReport `json:"swap,omitempty"`
	SwapMB  int64                 `json:"swap_peak_resident_mb"`
}

// sizedTimes are those of queries that match nothing in an index of a size.
type sizedTimes struct {
	Names int                  `json:"names"`
	Rows  []retrieval.ScaleRow `json:"rows"`
}

// Run builds, then asks in a new process: its memory is that of asking alone.
func (c *benchIndexCmd) Run(a *app) error {
	if c.Ask != "" {
		return c.ask(a)
	}
	if c.Full {
		c.Names = 20_000_000
	}
	if c.Names < 100 || c.Queries < 1 || c.Threads < 1 {
		return badInput{fmt.Errorf("--names %d --queries %d --threads %d: want 100, 1 and 1 or more", c.Names, c.Queries, c.Threads)}
	}
	dir, done, err := workDir(c.Dir)
	if err != nil {
		return err
	}
	defer done()
	r := benchIndexResult{On: "generated names", Names: c.Names, Machine: fmt.Sprintf("%d cores, %s/%s, %s", runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, runtime.Version())}
	for _, n := range []int{1_040, 10_400, 104_000} {
		rows, err := c.nothing(a, filepath.Join(dir, fmt.Sprint("small", n)), n)
		if err != nil {
			return err
		}
		r.Nothing = append(r.Nothing, sizedTimes{n, rows})
	}
	path, err := c.build(a, dir, &r)
	if err != nil {
		return err
	}
	if err := c.child(a, path, &r.askedIndex); err != nil {
		return err
	}
	if c.JSON {
		return writeJSON(a.out, r)
	}
	return r.print(a.out)
}

// began is when the program did; clock counts from there.
var began = time.Now()

func clock() time.Duration { return time.Since(began) }

// nothing times queries that match nothing in a small index.
func (c *benchIndexCmd) nothing(a *app, dir string, n int) ([]retrieval.ScaleRow, error) {
	defer os.RemoveAll(dir)
	s := retrieval.NewScale(n, c.Seed)
	info, err := s.Build(a.ctx, dir, nil)
	if err != nil {
		return nil, err
	}
	set, err := index.Open(info.Path)
	if err != nil {
		return nil, err
	}
	defer set.Close()
	var some []retrieval.ScaleQuery
	for _, q := range s.Queries(c.Queries, c.Seed+1) {
		if q.Target == "" {
			some = append(some, q)
		}
	}
	if _, err := retrieval.AskScale(set, some[:len(some)/2], clock); err != nil { // the first ones map the file
		return nil, err
	}
	return retrieval.AskScale(set, some, clock)
}

// fileQueries has the queries beside the index.
const fileQueries = "queries.json"

// build makes the index and the queries.
func (c *benchIndexCmd) build(a *app, dir string, r *benchIndexResult) (string, error) {
	start := time.Now()
	s := retrieval.NewScale(c.Names, c.Seed)
	r.Words, r.MakeS = s.Words(), time.Since(start).Seconds()
	queries, err := json.Marshal([2][]retrieval.ScaleQuery{s.Queries(max(c.Queries/3, 1), c.Seed+1), s.Queries(c.Queries, c.Seed+2)})
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, fileQueries), queries, 0o644)
	}
	if err != nil {
		return "", err
	}
	resetPeak()
	start = time.Now()
	p := newProgress(a.err, "index", "names")
	p.total = int64(c.Names)
	info, err := s.Build(a.ctx, dir, p.at)
	p.done()
	r.BuildS, r.BuildPeak, r.FileMB = time.Since(start).Seconds(), peakMB(), info.Bytes>>20
	return info.Path, err
}

// child asks in another process of this program.
func (c *benchIndexCmd) child(a *app, path string, to *askedIndex) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(a.ctx, self, "bench", "index", "--ask", path, "--threads", fmt.Sprint(c.Threads), "--swap", c.Swap.String())
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, a.err
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("bench index: asking: %w", err)
	}
	return gob.NewDecoder(&out).Decode(to) // shares do not come back from JSON
}

// ask is what the other process does.
func (c *benchIndexCmd) ask(a *app) error {
	data, err := os.ReadFile(filepath.Join(filepath.Dir(c.Ask), fileQueries))
	var queries [2][]retrieval.ScaleQuery
	if err = errors.Join(err, json.Unmarshal(data, &queries)); err != nil {
		return badInput{err}
	}
	var r askedIndex
	start := time.Now()
	set, err := index.Open(c.Ask)
	if err != nil {
		return err
	}
	defer set.Close()
	r.OpenMS = float64(time.Since(start).Microseconds()) / 1000
	_, err = retrieval.AskScale(set, queries[0], clock) // the first ones map the file
	if err == nil {
		r.Classes, err = retrieval.AskScale(set, queries[1], clock)
	}
	if err == nil {
		r.Scored, err = retrieval.ScoreScale(set, queries[1], clock)
	}
	r.PeakMB = peakMB()
	if err == nil {
		var s retrieval.SwapReport
		s, err = retrieval.Swap(a.ctx, c.Ask, queries[1], c.Threads, c.Swap, clock)
		r.Swapped, r.SwapMB = &s, peakMB()
	}
	if err != nil {
		return err
	}
	return gob.NewEncoder(a.out).Encode(r)
}

func (r *benchIndexResult) print(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	fmt.Fprintf(w, "%s, on %s: %d names of %d words\n\n", r.Machine, r.On, r.Names, r.Words)
	fmt.Fprintf(w, "build\t%.1f s\npeak resident memory of the build\t%d MB\nfile\t%d MB\nopen\t%.1f ms\n", r.BuildS, r.BuildPeak, r.FileMB, r.OpenMS)
	fmt.Fprintf(w, "peak resident memory of asking, mapped pages included\t%d MB\n", r.PeakMB)
	fmt.Fprintf(w, "\nONE THREAD\tP50 µs\tP95\tP99\tMAX\tCPU P50\tCPU P99\tFOUND OF 50\tCUT\n")
	for _, v := range r.Classes {
		printTimes(w, v)
	}
	printTimes(w, retrieval.ScaleRow{Class: "all, the first 50 scored", Times: r.Scored})
	for _, n := range r.Nothing {
		fmt.Fprintf(w, "\n%d NAMES\tP50 µs\tP95\tP99\tMAX\tCPU P50\tCPU P99\t\tCUT\n", n.Names)
		for _, v := range n.Rows[:len(n.Rows)-1] {
			printTimes(w, v)
		}
	}
	if s := r.Swapped; s != nil {
		fmt.Fprintf(w, "\n%d threads, %d queries while the set was swapped %d times\t%d errors %s\np99\t%.1f ms\nslowest query\t%.1f ms\n", s.Threads, s.Queries, s.Swaps, s.Errors, s.First, s.P99/1000, s.Slowest/1000)
	}
	return w.Flush()
}

func printTimes(w io.Writer, v retrieval.ScaleRow) {
	share := "-"
	if v.Found != nil {
		share = v.Found.Share.String()
	}
	fmt.Fprintf(w, "%s\t%.1f\t%.1f\t%.1f\t%.1f\t%.1f\t%.1f\t%s\t%d\n", v.Class, v.P50, v.P95, v.P99, v.Max, v.CPUP50, v.CPUP99, share, v.Cut)
}
