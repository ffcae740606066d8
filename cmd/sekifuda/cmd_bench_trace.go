package main

import (
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"text/tabwriter"
	"time"

	"github.com/sekifuda/sekifuda/internal/evaluate/links"
	"github.com/sekifuda/sekifuda/internal/link"
)

// benchTraceCmd measures the graph at scale.
type benchTraceCmd struct {
	Full  bool   `help:"2,000,000 things and 10,000,000 edges instead of a tenth."`
	Nodes int    `help:"Another number of things; five edges for each." placeholder:"N"`
	Asked int    `help:"Starting points of each question." default:"2000"`
	Seed  uint64 `help:"Seed of the graph." default:"1"`
	JSON  bool   `help:"Print JSON."`
}

// benchTraceResult is what bench trace prints.
type benchTraceResult struct {
	On      string        `json:"on"`
	Machine string        `json:"machine"`
	Graph   link.Size     `json:"graph"`
	BuildS  float64       `json:"build_seconds"`
	HeapMB  int64         `json:"heap_mb"`     // after a collection, the graph alone
	RSSMB   int64         `json:"resident_mb"` // then
	AskedMB int64         `json:"resident_after_asking_mb"`
	Bars    []links.Bar   `json:"bars"`
	Times   []links.Times `json:"times"`
}

// Run builds a graph, then asks from random starting points, one at a time.
func (c *benchTraceCmd) Run(a *app) error {
	n := 200_000
	if c.Full {
		n = 2_000_000
	}
	if c.Nodes > 0 {
		n = c.Nodes
	}
	if n < 100 || c.Asked < 10 {
		return badInput{fmt.Errorf("--nodes %d --asked %d: want 100 and 10 or more", n, c.Asked)}
	}
	h := links.Heavy{Nodes: n, Edges: 5 * n, Seed: c.Seed}
	r := benchTraceResult{On: "generated graph", Machine: fmt.Sprintf("%d cores, %s/%s, %s", runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, runtime.Version())}
	start := time.Now()
	g, err := link.Build(h.Things(), h.All(), link.Options{})
	if err != nil {
		return err
	}
	r.BuildS = time.Since(start).Seconds()
	debug.FreeOSMemory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	resetPeak()
	r.HeapMB, r.RSSMB, r.Graph = int64(m.HeapAlloc>>20), peakMB(), g.Size()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if r.Times, err = h.Ask(a.ctx, g, c.Asked, clock); err != nil {
		return err
	}
	r.AskedMB = peakMB()
	r.Bars = links.Bars(r.Times, max(r.HeapMB, r.RSSMB))
	if c.JSON {
		return writeJSON(a.out, r)
	}
	return r.print(a.out)
}

func (r *benchTraceResult) print(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	fmt.Fprintf(w, "%s, on a %s: %d things, %d edges between %d pairs, the most shared with %d neighbours\n\n", r.Machine, r.On, r.Graph.Nodes, r.Graph.Edges, r.Graph.Pairs, r.Graph.Largest)
	fmt.Fprintf(w, "build\t%.1f s\nheap after a collection\t%d MB\nresident then\t%d MB\nresident at most while asked\t%d MB\n", r.BuildS, r.HeapMB, r.RSSMB, r.AskedMB)
	fmt.Fprintf(w, "\nONE THREAD, %d STARTING POINTS\tFOUND\tP50 ms\tP95\tP99\tCPU P50\tCPU P95\tCPU P99\n", r.Times[0].Asked)
	for _, t := range r.Times {
		fmt.Fprintf(w, "%s\t%d\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\n", t.Question, t.Found, t.P50, t.P95, t.P99, t.CPUP50, t.CPUP95, t.CPUP99)
	}
	fmt.Fprintf(w, "\nBAR (at full size)\tMEASURED\tLIMIT\t\n")
	for _, b := range r.Bars {
		fmt.Fprintf(w, "%s\t%.2f\t%.2f\t%s\n", b.Name, b.Value, b.Limit, map[bool]string{true: "reached", false: "MISSED"}[b.Reached])
	}
	return w.Flush()
}
