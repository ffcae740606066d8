package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"time"

	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/application"
	"github.com/sekifuda/sekifuda/internal/gate"
	"github.com/sekifuda/sekifuda/internal/policy"
	"github.com/sekifuda/sekifuda/internal/store/record"
	"github.com/sekifuda/sekifuda/internal/world"
)

type benchCmd struct {
	Gate    benchGateCmd    `cmd:"" help:"Import a generated register and examine applications against it; prints JSON."`
	Match   benchMatchCmd   `cmd:"" help:"Time comparisons of prepared names, with and without alignment, and of the worst names."`
	Serve   benchServeCmd   `cmd:"" help:"Measure the server as its users meet it: decisions, searches, overload; prints JSON."`
	Index   benchIndexCmd   `cmd:"" help:"Build an index of generated names and time the search in it, its memory and its swapping."`
	Resolve benchResolveCmd `cmd:"" help:"Load generated records and time others as they are resolved on arrival."`
	Trace   benchTraceCmd   `cmd:"" help:"Build a graph and time expansion, ranking and paths in it, and its memory."`
}

type benchGateCmd struct {
	Full         bool   `help:"5,700,000 companies instead of 570,000."`
	Applications int    `help:"How many applications are examined." default:"20000"`
	Companies    int    `help:"Another size of the register." placeholder:"N"`
	Dir          string `help:"Where to work (default: a temporary directory, removed afterwards)." type:"path"`
}

// benchResult is what bench gate prints.
type benchResult struct {
	On            string  `json:"on"`
	Machine       string  `json:"machine"`
	RegisterRows  int     `json:"register_rows"`
	Companies     int64   `json:"companies"`
	ImportSeconds float64 `json:"import_seconds"`
	ImportPeakMB  int64   `json:"import_peak_resident_mb"`
	SnapshotMB    int64   `json:"snapshot_mb"`
	Applications  int     `json:"applications"`
	PerSecond     float64 `json:"applications_per_second"`
	P50Micros     int64   `json:"examine_p50_us"`
	P99Micros     int64   `json:"examine_p99_us"`
	ScreenPeakMB  int64   `json:"screen_peak_resident_mb"`
}

func (c *benchGateCmd) Run(a *app) error {
	dir, done, err := workDir(c.Dir)
	if err != nil {
		return err
	}
	defer done()
	companies := 570_000
	if c.Full {
		companies = 5_700_000
	}
	if c.Companies > 0 {
		companies = c.Companies
	}
	worldDir := filepath.Join(dir, "world")
	m, err := world.Write(a.ctx, worldDir, world.Options{Companies: companies, Applications: c.Applications, Seed: 7})
	if err != nil {
		return err
	}
	a.flags.Data, a.flags.KeyFile = filepath.Join(dir, "data"), filepath.Join(dir, "bench.key")
	h, err := a.open()
	if err != nil {
		return err
	}
	defer h.Close()
	r := benchResult{On: "generated data", Machine: fmt.Sprintf("%d cores, %s/%s, %s", runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, runtime.Version()), Applications: c.Applications, RegisterRows: m.Rows}
	if err := r.imports(a, h, worldDir); err != nil {
		return err
	}
	if err := r.screens(a, h, worldDir); err != nil {
		return err
	}
	return writeJSON(a.out, r)
}

// imports times the import of the register; the lists come in untimed.
func (r *benchResult) imports(a *app, h *house, dir string) error {
	for _, s := range worldSources {
		runtime.GC()
		debug.FreeOSMemory() // what made the world is not the import's
		resetPeak()
		start := time.Now()
		res, err := s.add(a, h, dir, world.DefaultAt)
		if err != nil {
			return err
		}
		if s.kind != "nta" {
			continue
		}
		r.ImportSeconds, r.ImportPeakMB, r.Companies = time.Since(start).Seconds(), peakMB(), res.Records
		if fi, err := os.Stat(filepath.Join(a.flags.Data, res.Snapshot.Path)); err == nil {
			r.SnapshotMB = fi.Size() >> 20
		}
	}
	return nil
}

// screens measures a whole batch, durable decisions included, and then single
// examinations one after the other.
func (r *benchResult) screens(a *app, h *house, dir string) error {
	files := []string{filepath.Join(dir, "applications.jsonl")}
	a.flags.At = world.DefaultAt.String()
	if err := recordEvidence(a, h, filepath.Join(dir, world.FileEvidence), world.DefaultAt); err != nil {
		return err
	}
	resetPeak()
	start := time.Now()
	if _, err := a.screen(h, policy.Default(), files, shard{}, func(*gate.Line) error { return nil }); err != nil {
		return err
	}
	r.PerSecond = float64(r.Applications) / time.Since(start).Seconds()
	r.ScreenPeakMB = peakMB()
	return r.single(a, h, files[0])
}

func (r *benchResult) single(a *app, h *house, file string) error {
	loaded, err := h.shelf.Live(a.ctx)
	if err != nil {
		return err
	}
	desk, err := a.gate(policy.Default(), loaded)
	if err != nil {
		return err
	}
	defer desk.Close()
	desk.Memory = h.books.Memory(record.AsOf{})
	var took []time.Duration
	for row, err := range application.ReadFile(file, format.ApplicationLimits) {
		if err != nil {
			return err
		}
		if len(took) == 5000 {
			break
		}
		evidence, err := h.books.Evidence(a.ctx, row.App.ExternalID)
		if err != nil {
			return err
		}
		start := time.Now()
		if _, err = desk.Examine(a.ctx, gate.Input{Tenant: tenant, Application: &row.App, Evidence: evidence, At: world.DefaultAt}); err != nil {
			return fmt.Errorf("%s: %w", row.App.ExternalID, err)
		}
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	r.P50Micros, r.P99Micros = took[len(took)/2].Microseconds(), took[len(took)*99/100].Microseconds()
	return nil
}

// workDir returns a directory to work in and a function that cleans it up.
func workDir(dir string) (string, func(), error) {
	if dir != "" {
		return dir, func() {}, os.MkdirAll(dir, 0o755)
	}
	dir, err := os.MkdirTemp("", "sekifuda-")
	return dir, func() { os.RemoveAll(dir) }, err
}
