package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/health"
	"github.com/sekifuda/sekifuda/internal/lock"
	"github.com/sekifuda/sekifuda/internal/notary"
	"github.com/sekifuda/sekifuda/internal/policy"
	"github.com/sekifuda/sekifuda/internal/source"
)

type doctorCmd struct {
	Policy string `help:"Policy (default: the one inside the program)." type:"path" placeholder:"FILE" env:"SEKIFUDA_POLICY"`
	Listen string `help:"Address that the server listens on, to be judged." placeholder:"HOST:PORT" env:"SEKIFUDA_LISTEN"`
	JSON   bool   `help:"Print JSON."`
}

// errUnwell says that the doctor found something that fails.
var errUnwell = errors.New("something fails: see above for what it means and what to do")

// Run looks at everything without changing anything, beside a server or without
// one.
func (c *doctorCmd) Run(a *app) error {
	at, err := a.at()
	if err != nil {
		return err
	}
	found := c.look(a, at)
	if c.JSON {
		if found == nil {
			found = []health.Found{}
		}
		enc := json.NewEncoder(a.out)
		enc.SetIndent("", "  ")
		err = enc.Encode(map[string]any{"fine": !health.Failing(found), "found": found})
	} else {
		for _, f := range found {
			fmt.Fprintln(a.out, f)
		}
		if len(found) == 0 {
			fmt.Fprintln(a.out, "nothing found")
		}
	}
	if err == nil && health.Failing(found) {
		err = errUnwell
	}
	return err
}

func (c *doctorCmd) look(a *app, at entity.Instant) (out []health.Found) {
	running, served := lock.Running(a.flags.Data)
	if served {
		out = append(out, health.New("server_running", fmt.Sprintf("process %d at %s", running.PID, running.URL)))
	}
	if c.Listen != "" && !onLoopback(c.Listen) {
		out = append(out, health.New("open_address", c.Listen))
	}
	out = append(out, health.Descriptors()...)
	p, err := readPolicy(c.Policy)
	if err != nil {
		out = append(out, health.New("policy_broken", err.Error()))
		p = policy.Default()
	}
	if a.flags.DB == "" {
		out = append(out, health.Disk(a.flags.Data)...)
		if !a.hasData() {
			return append(out, health.New("store_unreadable", "no data in "+a.flags.Data))
		}
	}
	if path, err := a.keyFile(); err == nil {
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return append(out, health.New("key_missing", path))
		}
	}
	h, err := a.open()
	if err != nil {
		return append(out, health.Opening(err)...)
	}
	defer h.db.Close() // not h.Close, which would give leaves their places
	return append(out, c.inside(a.ctx, h, p, at, served)...)
}

// inside looks at an opened data directory.
func (c *doctorCmd) inside(ctx context.Context, h *house, p *policy.Policy, at entity.Instant, served bool) []health.Found {
	out := health.Store(ctx, h.db, at)
	loaded, err := h.shelf.Live(ctx)
	if err != nil {
		return append(out, health.New("store_unreadable", err.Error()))
	}
	defer (&desk{loaded: loaded}).Close()
	out = append(out, health.Sources(judged(loaded, p), at)...)
	// A leaf that waits twice, a moment apart, is late where a server runs.
	log := &notary.Sequencer{DB: h.db, Clock: func() entity.Instant { return entity.InstantOf(time.Now()) }}
	lag, err := log.Lag(ctx)
	if err == nil && lag.Waiting > 0 && served {
		time.Sleep(1500 * time.Millisecond)
		lag, err = log.Lag(ctx)
		if lag.Oldest > time.Second { // seen to wait all the time: nothing moves
			return append(out, health.New("ledger_lagging", fmt.Sprintf("%d leaves", lag.Waiting)))
		}
	}
	if err != nil {
		return append(out, health.New("store_unreadable", err.Error()))
	}
	return append(out, health.Ledger(lag.Waiting, lag.Oldest, lag.Fault, served)...)
}

// judged is what the doctor goes by of live sources.
func judged(loaded []*source.Loaded, p *policy.Policy) (out []health.Source) {
	for _, l := range loaded {
		out = append(out, health.Source{
			Name: l.Chain.Source, Kind: l.Chain.Kind, Register: source.IsRegister(l.Chain.Kind), Records: l.Records,
			Published: l.Chain.Published(), MaxAge: p.MaxAge(l.Chain.Kind, l.Chain.Source), Err: l.Err,
		})
	}
	return out
}
