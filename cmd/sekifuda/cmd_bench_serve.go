package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync/atomic"
	"time"
)

type benchServeCmd struct {
	Full      bool   `help:"5,700,000 companies instead of 57,000."`
	Companies int    `help:"Another size of the register." placeholder:"N"`
	Seconds   int    `help:"How long each load lasts." default:"10"`
	Overload  int    `help:"How long the overload lasts, in seconds." default:"20"`
	Dir       string `help:"Where to work (default: a temporary directory, removed afterwards)." type:"path"`
	JSON      bool   `help:"Print JSON only."`
	Only      string `help:"Measure decisions only." enum:",decisions" default:"" hidden:""`
	Strict    bool   `help:"Fail where a bar is not reached."`
}

// benchServe is what bench serve prints. Decisions are durable, and the client
// that asks for them runs on the same processors.
type benchServe struct {
	Machine   string `json:"machine"`
	Store     string `json:"store"`
	Lists     string `json:"match_lists"`
	Companies int64  `json:"companies"`
	beginning

	Decisions16    float64 `json:"decisions_per_second_16"`
	Decisions64    float64 `json:"decisions_per_second_64"`
	Peak64P50      float64 `json:"peak_p50_ms"`
	Peak64P99      float64 `json:"peak_p99_ms"`
	At300PerSecond float64 `json:"open_300_done_per_second"`
	At300P50       float64 `json:"open_300_p50_ms"`
	At300P99       float64 `json:"open_300_p99_ms"`
	ServerMicros   float64 `json:"server_processor_us_per_decision"`
	ClientMicros   float64 `json:"client_processor_us_per_decision"`
	LedgerLagP99   float64 `json:"ledger_lag_p99_ms"`
	WithLists      float64 `json:"decisions_per_second_16_with_these_lists_too"`
	MatchBatch     float64 `json:"match_queries_per_second"`
	MatchP50       float64 `json:"match_single_p50_ms"`
	MatchP99       float64 `json:"match_single_p99_ms"`

	Overload overloaded `json:"overload"`
	Bars     []bar      `json:"bars"`
}

// overloaded is what came of ten times as much as can be done.
type overloaded struct {
	Offered     float64 `json:"offered_per_second"`
	Goodput     float64 `json:"done_per_second"`
	Share       float64 `json:"share_of_peak"`
	P50         float64 `json:"accepted_p50_ms"`
	P99         float64 `json:"accepted_p99_ms"`
	RefusedP99  float64 `json:"refused_p99_ms"`
	Shed        int64   `json:"refused_503"`
	Limited     int64   `json:"refused_429"`
	Failed      int64   `json:"failed"`
	BeforeMB    int64   `json:"resident_before_mb"`
	PeakMB      int64   `json:"resident_peak_mb"`
	Stored      int64   `json:"decisions_stored"`
	Done        int64   `json:"decisions_acknowledged"`
	Skipped     int64   `json:"decisions_with_a_check_skipped"`
	ClientShare float64 `json:"client_share_of_processor"`
}

// bar is one figure that has to be reached.
type bar struct {
	What    string  `json:"what"`
	Want    float64 `json:"want"`
	Got     float64 `json:"got"`
	Reached bool    `json:"reached"`
}

// Run measures the server as its users meet it.
func (c *benchServeCmd) Run(a *app) error {
	dir, done, err := workDir(c.Dir)
	if err != nil {
		return err
	}
	defer done()
	r := &benchServe{Machine: fmt.Sprintf("%d cores, %s/%s, %s", runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, runtime.Version()), Store: "sqlite"}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	if r.beginning, err = firstAnswer(a.ctx, self, filepath.Join(dir, "empty")); err != nil {
		return fmt.Errorf("first answer: %w", err)
	}
	s, err := c.stage(a, dir, r)
	if err != nil {
		return err
	}
	defer s.stop()
	for _, step := range []struct {
		name string
		do   func() error
	}{
		{"decisions", func() error { return s.decisions(a.ctx, r) }},
		{"overload", func() error { return s.overload(a.ctx, r) }},
		{"lists", func() error { return s.addLists(a, r) }},
		{"match", func() error { return s.matches(a.ctx, r) }},
		{"what was stored", func() error { return s.audit(a, r) }},
	} {
		if c.Only != "" && c.Only != step.name {
			continue
		}
		if err := step.do(); err != nil {
			return fmt.Errorf("%s: %w\n%s", step.name, err, s.server.complaint())
		}
	}
	r.judge()
	return c.show(a, r)
}

func (c *benchServeCmd) show(a *app, r *benchServe) error {
	if err := writeJSON(a.out, r); err != nil {
		return err
	}
	for _, b := range r.Bars {
		if !b.Reached && c.Strict {
			return fmt.Errorf("bar not reached: %s: want %g, got %g", b.What, b.Want, b.Got)
		}
	}
	return nil
}

// judge compares with the bars of the project.
func (r *benchServe) judge() {
	least := func(what string, want, got float64) { r.Bars = append(r.Bars, bar{what, want, got, got >= want}) }
	most := func(what string, want, got float64) { r.Bars = append(r.Bars, bar{what, want, got, got <= want}) }
	most("first answer on an empty directory, ms", 300, float64(r.Millis))
	most("resident then, MB", 64, float64(r.ResidentMB))
	least("decisions a second", 1500, max(r.Decisions16, r.Decisions64))
	most("p99 at 300 decisions a second, ms", 20, r.At300P99)
	most("ledger lag p99, ms", 1000, r.LedgerLagP99)
	if r.MatchBatch > 0 {
		least("match queries a second in batches of 10", 3000, r.MatchBatch)
		most("single match p99, ms", 5, r.MatchP99)
	}
	if r.Overload.Offered == 0 {
		return
	}
	most("overload: accepted p99 by normal p99", 2, r.Overload.P99/r.Peak64P99)
	least("overload: goodput by peak", 0.9, r.Overload.Share)
	most("overload: decisions with a check skipped", 0, float64(r.Overload.Skipped))
	most("overload: acknowledged and not stored", 0, float64(max(0, r.Overload.Done-r.Overload.Stored)))
}

// decisions measures the gate: as fast as 16 and 64 connections get answers, and
// at 300 a second, whatever the server does.
func (s *stage) decisions(ctx context.Context, r *benchServe) error {
	l := s.load(16, s.applications)
	if _, err := l.run(ctx, 0, s.seconds/5, false); err != nil { // warm
		return err
	}
	for _, m := range []struct {
		conns int
		to    *float64
	}{{16, &r.Decisions16}, {64, &r.Decisions64}} {
		l.conns = m.conns
		client, server := processorTime(), s.server.processorTime()
		t, err := s.clean(l.run(ctx, 0, s.seconds, false))
		if err != nil {
			return err
		}
		r.ServerMicros = float64((s.server.processorTime() - server).Microseconds()) / float64(t.OK)
		r.ClientMicros = float64((processorTime() - client).Microseconds()) / float64(t.OK)
		*m.to, r.Peak64P50, r.Peak64P99 = t.perSecond(), t.at(.5), t.at(.99)
	}
	lag := s.watchLag(ctx)
	t, err := s.clean(l.run(ctx, 300, s.seconds, false))
	if err != nil {
		return err
	}
	r.At300PerSecond, r.At300P50, r.At300P99, r.LedgerLagP99 = t.perSecond(), t.at(.5), t.at(.99), lag()
	return nil
}

// clean wants a load of which everything was done.
func (s *stage) clean(t *answered, err error) (*answered, error) {
	if err == nil && (t.Failed > 0 || t.OK == 0) {
		err = fmt.Errorf("%d done, %d failed, the first: %s", t.OK, t.Failed, t.first)
	}
	return t, err
}

// matches measures the gate with the lists that were added, and the match API
// where it is served.
func (s *stage) matches(ctx context.Context, r *benchServe) error {
	with, err := s.clean(s.load(16, s.applications).run(ctx, 0, s.seconds, false))
	if err != nil {
		return err
	}
	r.WithLists = with.perSecond()
	const size = 10
	l := s.load(8, s.queries(size))
	t, err := l.run(ctx, 0, s.seconds, false)
	if err != nil {
		return err
	}
	if t.OK == 0 {
		return nil // not served
	}
	if t, err = s.clean(t, nil); err != nil {
		return err
	}
	r.MatchBatch = size * t.perSecond()
	l = s.load(1, s.queries(1))
	if t, err = s.clean(l.run(ctx, 0, s.seconds, false)); err != nil {
		return err
	}
	r.MatchP50, r.MatchP99 = t.at(.5), t.at(.99)
	return nil
}

// overload asks for ten times as much as was done at the peak.
func (s *stage) overload(ctx context.Context, r *benchServe) (err error) {
	o := &r.Overload
	if o.BeforeMB, err = residentOf(s.server.pid()); err != nil {
		return err
	}
	if s.before, err = s.newestLeaf(ctx); err != nil {
		return err
	}
	peak := max(r.Decisions16, r.Decisions64)
	clientBefore := processorTime()
	t, err := s.load(256, s.applications).run(ctx, 10*peak, s.overloadFor, true)
	if err != nil {
		return err
	}
	if s.after, err = s.newestLeaf(ctx); err != nil {
		return err
	}
	all := t.OK + t.Shed + t.Limited + t.Failed
	o.ClientShare = (processorTime() - clientBefore).Seconds() / t.Seconds / float64(runtime.NumCPU())
	o.Offered, o.Goodput, o.Share = float64(all)/t.Seconds, t.perSecond(), t.perSecond()/peak
	o.P50, o.P99, o.RefusedP99 = t.at(.5), t.at(.99), millisAt(t.refusals, .99)
	o.Shed, o.Limited, o.Failed, o.Done = t.Shed, t.Limited, t.Failed, t.OK
	o.PeakMB = s.server.peakMB()
	if t.Failed > 0 {
		return fmt.Errorf("%d failed, the first: %s", t.Failed, t.first)
	}
	return nil
}

// load returns a load of requests over connections.
func (s *stage) load(conns int, requests []request) load {
	return load{addr: s.server.addr, conns: conns, next: every(requests, &s.number)}
}

// stage is a server with everything that is asked of it.
type stage struct {
	seconds, overloadFor time.Duration
	server               *child
	house                *house // the same store, to look into it
	key                  string
	applications         []request
	names                []listed
	number               atomic.Int64
	before, after        int64  // the newest leaf before and after the overload
	matchPath            string // with the lists that are searched
}

// p99 of durations that need not be sorted, in milliseconds.
func p99(d []time.Duration) float64 {
	slices.Sort(d)
	return millisAt(d, .99)
}

func (c *benchServeCmd) companies() int {
	if c.Full {
		return cmp.Or(c.Companies, 5_700_000)
	}
	return cmp.Or(c.Companies, 57_000)
}
