package main

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sys/unix"

	"github.com/sekifuda/sekifuda/internal/resolve"
	"github.com/sekifuda/sekifuda/internal/resolve/arrival"
)

// benchResolveCmd measures how quickly records are resolved as they come.
type benchResolveCmd struct {
	Records  int    `help:"Records that are there already (default: 100,000)." placeholder:"N"`
	Full     bool   `help:"A million of them."`
	Arrivals int    `help:"Records that come then." default:"30000"`
	Seed     uint64 `help:"Seed of the records." default:"1"`
	JSON     bool   `help:"Print JSON."`
}

// benchResolveResult is what bench resolve prints. Pairs are of records of one
// entity.
type benchResolveResult struct {
	On        string  `json:"on"`
	Machine   string  `json:"machine"`
	Records   int     `json:"records"`
	LearnS    float64 `json:"learn_seconds"`
	Sample    int     `json:"learned_from"`
	LoadS     float64 `json:"load_seconds"`
	Arrivals  int     `json:"arrivals"`
	PerSecond float64 `json:"arrivals_per_second"`
	CPUMicros int64   `json:"cpu_us_a_record"`
	P50Micros int64   `json:"p50_us"`
	P99Micros int64   `json:"p99_us"`
	MaxMicros int64   `json:"max_us"`
	Compared  float64 `json:"pairs_compared_a_record"`
	Entities  int     `json:"entities"`
	Precision float64 `json:"pair_precision"`
	Recall    float64 `json:"pair_recall"`
	HeapMB    int64   `json:"heap_mb"`
	PeakMB    int64   `json:"peak_resident_mb"`
}

// learnedFrom is how many records the epoch of the measurement is learned from:
// a fifth, as of a service that learned when it was that much smaller.
func learnedFrom(n int) int { return min(n, max(30_000, n/5)) }

type preparedRecord struct {
	p    *resolve.Prepared
	took time.Duration
}

// Run loads records, then lets others come one by one: one goroutine makes them
// ready, one resolves. The time of a record is that of both, without waiting.
func (c *benchResolveCmd) Run(a *app) error {
	n := 100_000
	if c.Full {
		n = 1_000_000
	}
	if c.Records > 0 {
		n = c.Records
	}
	if c.Arrivals < 1 {
		return badInput{fmt.Errorf("--arrivals %d: want 1 or more", c.Arrivals)}
	}
	r := benchResolveResult{On: "generated records", Machine: fmt.Sprintf("%d cores, %s/%s, %s", runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, runtime.Version()),
		Records: n, Arrivals: c.Arrivals, Sample: learnedFrom(n)}
	collectLess() // as a server does
	crowd := benchCrowd{seed: c.Seed}
	start := time.Now()
	epoch, err := resolve.Learn(crowd.records(0, r.Sample), resolve.Options{})
	if err != nil {
		return err
	}
	r.LearnS = time.Since(start).Seconds()
	debug.FreeOSMemory()
	resetPeak()
	e := arrival.Of(epoch)
	start = time.Now()
	if err := c.load(a.ctx, e, epoch, crowd.records(0, n)); err != nil {
		return err
	}
	r.LoadS = time.Since(start).Seconds()
	before := e.Stats().Compared
	if err := r.arrive(a.ctx, e, epoch, crowd.records(n, c.Arrivals)); err != nil {
		return err
	}
	r.Compared = float64(e.Stats().Compared-before) / float64(c.Arrivals)
	r.PeakMB = peakMB()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	r.HeapMB = int64(m.HeapAlloc >> 20)
	r.quality(e)
	if c.JSON {
		return writeJSON(a.out, r)
	}
	return r.print(a)
}

// load fills the engine; records are made ready on the other processors.
func (c *benchResolveCmd) load(ctx context.Context, e *arrival.Engine[*resolve.Prepared], epoch *resolve.Epoch, records iter.Seq[*resolve.Record]) error {
	g, ctx := errgroup.WithContext(ctx)
	raw, ready := make(chan []*resolve.Record, 4), make(chan []*resolve.Prepared, 4)
	g.Go(func() error {
		defer close(raw)
		for part := range chunks(records, 500) {
			select {
			case raw <- part:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	preparing, _ := errgroup.WithContext(ctx)
	for range runtime.GOMAXPROCS(0) {
		preparing.Go(func() error {
			for part := range raw {
				out := make([]*resolve.Prepared, len(part))
				for i, r := range part {
					out[i] = epoch.Prepare(r)
				}
				select {
				case ready <- out:
				case <-ctx.Done():
					return ctx.Err()
				}
			}
			return nil
		})
	}
	g.Go(func() error { defer close(ready); return preparing.Wait() })
	e.Load(func(yield func(string, *resolve.Prepared) bool) {
		for part := range ready {
			for _, p := range part {
				if !yield(p.ID, p) {
					return
				}
			}
		}
	})
	return g.Wait()
}

func chunks[T any](seq iter.Seq[T], n int) iter.Seq[[]T] {
	return func(yield func([]T) bool) {
		var part []T
		for v := range seq {
			if part = append(part, v); len(part) == n {
				if !yield(part) {
					return
				}
				part = nil
			}
		}
		if len(part) > 0 {
			yield(part)
		}
	}
}

func (r *benchResolveResult) arrive(ctx context.Context, e *arrival.Engine[*resolve.Prepared], epoch *resolve.Epoch, records iter.Seq[*resolve.Record]) error {
	coming := slices.Collect(records) // drawing them is no part of the work
	runtime.GC()
	ready := make(chan preparedRecord, 256)
	var took []time.Duration
	start, cpu := time.Now(), cpuTime()
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		defer close(ready)
		for _, x := range coming {
			begun := time.Now()
			p := epoch.Prepare(x)
			select {
			case ready <- preparedRecord{p, time.Since(begun)}:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	for x := range ready {
		begun := time.Now()
		e.Put(x.p.ID, x.p)
		e.Verdict(x.p.ID)
		took = append(took, time.Since(begun)+x.took)
	}
	if err := g.Wait(); err != nil {
		return err
	}
	r.PerSecond = float64(len(took)) / time.Since(start).Seconds()
	r.CPUMicros = (cpuTime() - cpu).Microseconds() / int64(len(took))
	slices.Sort(took)
	r.P50Micros, r.P99Micros, r.MaxMicros = took[len(took)/2].Microseconds(), took[len(took)*99/100].Microseconds(), took[len(took)-1].Microseconds()
	return nil
}

// cpuTime is the processor time of this process so far.
func cpuTime() time.Duration {
	var u unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// quality compares the entities with the truth, which ids carry.
func (r *benchResolveResult) quality(e *arrival.Engine[*resolve.Prepared]) {
	pairs := func(n int) int { return n * (n - 1) / 2 }
	truth := map[int]int{}
	both, found := 0, 0
	for c := range e.Clusters() {
		r.Entities++
		own := map[int]int{}
		for _, id := range c {
			_, who, _ := strings.Cut(id, "/")
			k, _ := strconv.Atoi(who)
			own[k]++
			truth[k]++
		}
		found += pairs(len(c))
		for _, n := range own {
			both += pairs(n)
		}
	}
	all := 0
	for _, n := range truth {
		all += pairs(n)
	}
	r.Precision, r.Recall = float64(both)/float64(max(found, 1)), float64(both)/float64(max(all, 1))
}

func (r *benchResolveResult) print(a *app) error {
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "on\t%s, %s\n", r.On, r.Machine)
	fmt.Fprintf(w, "records there already\t%d (loaded in %.1f s; epoch learned from %d in %.1f s)\n", r.Records, r.LoadS, r.Sample, r.LearnS)
	fmt.Fprintf(w, "resolved on arrival\t%d: %.0f a second, %d µs of processor time a record\n", r.Arrivals, r.PerSecond, r.CPUMicros)
	fmt.Fprintf(w, "one record\tp50 %.2f ms, p99 %.2f ms, at most %.2f ms; %.0f pairs compared\n", float64(r.P50Micros)/1000, float64(r.P99Micros)/1000, float64(r.MaxMicros)/1000, r.Compared)
	fmt.Fprintf(w, "entities\t%d; of pairs %.1f %% precision, %.1f %% recall\n", r.Entities, 100*r.Precision, 100*r.Recall)
	fmt.Fprintf(w, "memory\t%d MB on the heap, peak resident %d MB\n", r.HeapMB, r.PeakMB)
	return w.Flush()
}
