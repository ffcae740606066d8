package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/gate"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/decision"
)

type replayCmd struct {
	Decision string `arg:"" optional:"" help:"Id of a decision, its first 8 or more characters, or the external id of an application (its latest decision)."`
	Full     bool   `help:"Run the checks again too, on the sources, the memory and the evidence of the time; needs the same engine."`
	All      bool   `help:"Every decision instead of one."`
	Since    string `help:"With --all: decisions made at this time or day, or later." placeholder:"TIME"`
	JSON     bool   `help:"One JSON line for each decision."`
}

// replayed is what is said of one decision.
type replayed struct {
	Decision     string            `json:"decision"`
	Application  string            `json:"application,omitempty"`
	Outcome      finding.Outcome   `json:"outcome,omitempty"`
	Release      string            `json:"release,omitempty"` // that made it
	Same         bool              `json:"same"`
	Differences  []gate.Difference `json:"differences,omitempty"`
	NeedsRelease string            `json:"needs_release,omitempty"`
	Why          string            `json:"why,omitempty"`
}

// Run compares decisions with what the same findings, or with --full the same
// checks, come to now.
func (c *replayCmd) Run(a *app) error {
	if c.All == (c.Decision != "") {
		return badInput{errors.New("replay: name a decision, or give --all")}
	}
	w, err := c.wanted(a)
	if err != nil {
		return err
	}
	h, err := a.look()
	if err != nil {
		return err
	}
	defer h.Close()
	r := &replaying{app: a, house: h, full: c.Full}
	defer r.close()
	if !c.All {
		one, err := r.one(c.Decision)
		if err != nil {
			return notThere(c.Decision, err)
		}
		if err := c.tell(a, one); err != nil {
			return err
		}
		return r.result()
	}
	for row, err := range h.books.Each(a.ctx, w) {
		if err != nil {
			return err
		}
		one, err := r.one(row.ID)
		if err != nil {
			one = replayed{Decision: row.ID, Why: err.Error()}
			r.differ++
		}
		if c.JSON || !one.Same {
			if err := c.tell(a, one); err != nil {
				return err
			}
		}
	}
	if !c.JSON {
		fmt.Fprintf(a.out, "%d decisions: %d the same byte for byte, %d not, %d need another release\n", r.n, r.n-r.differ-r.other, r.differ, r.other)
	}
	return r.result()
}

func (c *replayCmd) wanted(a *app) (w decision.Wanted, err error) {
	if c.Since == "" {
		return w, nil
	}
	z, err := a.zone()
	if err != nil {
		return w, err
	}
	if w.Since, err = entity.ParseAt(c.Since, z); err != nil {
		return w, badInput{fmt.Errorf("--since: %w", err)}
	}
	return w, nil
}

// notThere says of the name of a decision that it names none.
func notThere(name string, err error) error {
	if errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrAmbiguous) || errors.Is(err, decision.ErrShort) {
		return badInput{fmt.Errorf("no decision and no application %q here (or the start of more than one): %w", name, err)}
	}
	return err
}

func (c *replayCmd) tell(a *app, r replayed) error {
	if c.JSON {
		b, err := json.Marshal(r)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(a.out, "%s\n", b)
		return err
	}
	what := "the policy on the stored findings comes"
	if c.Full {
		what = "the checks and the policy come"
	}
	switch {
	case r.Same:
		fmt.Fprintf(a.out, "decision %s on %s, made by release %s: %s; %s to the same, byte for byte\n", r.Decision, r.Application, r.Release, r.Outcome, what)
	case r.Why != "":
		fmt.Fprintf(a.out, "decision %s: %s\n", r.Decision, r.Why)
	default:
		fmt.Fprintf(a.out, "decision %s on %s, made by release %s: %s; it does NOT come to the same\n", r.Decision, r.Application, r.Release, r.Outcome)
	}
	for _, d := range r.Differences {
		fmt.Fprintf(a.out, "  %s\n", d.Part)
		if d.Stored != "" || d.Now != "" {
			fmt.Fprintf(a.out, "    stored: %s\n    now:    %s\n", d.Stored, d.Now)
		}
	}
	return nil
}

// replaying replays decisions one after the other. It keeps the sources of the
// last one open: the next mostly has the same.
type replaying struct {
	app   *app
	house *house
	full  bool

	desk             *desk
	snapshots        []finding.SnapshotRef
	policy           string
	n, differ, other int
}

func (r *replaying) close() {
	if r.desk != nil {
		r.desk.Close()
		r.desk = nil
	}
}

// one replays one decision. What another release is needed for is no error here.
func (r *replaying) one(id string) (replayed, error) {
	r.n++
	p, err := r.house.books.Past(r.app.ctx, id)
	out := replayed{Decision: id}
	if err == nil {
		d := p.Decision
		out = replayed{Decision: d.ID, Application: d.Application, Outcome: d.Outcome, Release: d.Made.Release}
		out.Differences, err = r.differences(p)
	}
	var needs *gate.OtherRelease
	if errors.As(err, &needs) {
		r.other++
		out.NeedsRelease, out.Why = needs.Release, needs.Error()
		return out, nil
	}
	if err != nil {
		return out, err
	}
	out.Same = len(out.Differences) == 0
	if !out.Same {
		r.differ++
	}
	return out, nil
}

func (r *replaying) differences(p *gate.Past) ([]gate.Difference, error) {
	out, err := p.Replay()
	if err != nil || len(out) > 0 || !r.full {
		return out, err
	}
	packs, err := r.app.packs()
	if err != nil {
		return nil, err
	}
	if err := p.Engine(packs); err != nil {
		return nil, err
	}
	if err := r.open(p); err != nil {
		return nil, err
	}
	return p.Full(r.app.ctx, r.house.books, *r.desk.Gate)
}

// open opens the sources of a decision as they were.
func (r *replaying) open(p *gate.Past) error {
	zone, err := p.Zone()
	if err != nil {
		return err
	}
	gen := p.Decision.Generation
	same := r.desk != nil && r.policy == gen.Policy && slices.EqualFunc(r.snapshots, gen.Snapshots, func(a, b finding.SnapshotRef) bool {
		return a.Source == b.Source && slices.Equal(a.Chain, b.Chain)
	})
	if !same {
		r.close()
		loaded, err := r.house.shelf.At(r.app.ctx, gen.Snapshots)
		if err != nil {
			return err
		}
		if r.desk, err = r.app.gate(p.Policy, loaded); err != nil {
			return err
		}
		r.snapshots, r.policy = gen.Snapshots, gen.Policy
	}
	r.desk.Zone = zone
	for _, s := range append([]*gate.Source{r.desk.Register}, r.desk.Lists...) {
		if s != nil {
			s.Ref.Published = p.Published(s.Ref.Name, s.Ref.Published)
		}
	}
	return nil
}

// result turns what was found into the exit code: something that differs is
// worse than something that this release cannot tell.
func (r *replaying) result() error {
	switch {
	case r.differ > 0:
		return fmt.Errorf("%d of %d decisions do not come to the same: what is stored was altered, or this release decides otherwise", r.differ, r.n)
	case r.other > 0:
		return fmt.Errorf("%w for %d of %d decisions", errOtherRelease, r.other, r.n)
	}
	return nil
}
