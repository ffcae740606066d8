package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/event"
	"github.com/sekifuda/sekifuda/internal/lock"
	"github.com/sekifuda/sekifuda/internal/resolution"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/job"
	"github.com/sekifuda/sekifuda/internal/work"
)

type resolutionCmd struct {
	Show   resolutionShowCmd   `cmd:"" help:"Show who is the same as whom: of an entity, or of an application, account or contract."`
	Why    resolutionWhyCmd    `cmd:"" help:"Show what speaks for and against two records being of one."`
	Judge  resolutionJudgeCmd  `cmd:"" help:"Judge two records the same or different."`
	Undo   resolutionUndoCmd   `cmd:"" help:"Undo a merge or a split, or withdraw a judgement."`
	Events resolutionEventsCmd `cmd:"" help:"List judgements, merges, splits and epochs."`
	Learn  resolutionLearnCmd  `cmd:"" help:"Learn from all records how much what they share says, and resolve everything by that."`
}

// resolution returns the service of a data directory.
func (h *house) resolution(clock func() entity.Instant, holder string, log *slog.Logger) *resolution.Service {
	return &resolution.Service{DB: h.db, Vault: h.books.Vault, Clock: clock, NewID: h.app.newID, Holder: holder, Log: log}
}

// learnEpoch is the handler of a job.
func (s *service) learnEpoch(ctx context.Context, j *job.Job) error {
	l, err := event.Read[event.Learning](j.Payload)
	if err != nil {
		return errors.Join(work.ErrFinal, err)
	}
	err = s.resolution.Learn(ctx, j.Tenant, l.Epoch, l.By, s.clock())
	if errors.Is(err, resolution.ErrFew) {
		return errors.Join(work.ErrFinal, err)
	}
	return err
}

// resolving opens the data directory with what was stored taken in, unless a
// server does so: then it is only read.
func (a *app) resolving() (*house, *resolution.Service, error) {
	at, err := a.at()
	if err != nil {
		return nil, nil, err
	}
	_, server := lock.Running(a.flags.Data)
	h, err := a.look()
	if err != nil {
		return nil, nil, err
	}
	s := h.resolution(func() entity.Instant { return at }, "command", nil)
	if !server {
		if err := h.resolve(s); err != nil {
			return nil, nil, errors.Join(err, h.Close())
		}
	}
	return h, s, nil
}

// resolve takes in what the ledger says up to now.
func (h *house) resolve(s *resolution.Service) error {
	if err := h.sequence(); err != nil {
		return err
	}
	return s.CatchUp(h.app.ctx, tenant)
}

type resolutionShowCmd struct {
	What string `arg:"" help:"Id of an entity, or application, account or contract."`
	ID   string `arg:"" optional:"" help:"External id."`
	JSON bool   `help:"Print JSON."`
}

func (c *resolutionShowCmd) Run(a *app) error {
	h, s, err := a.resolving()
	if err != nil {
		return err
	}
	defer h.Close()
	var all []resolution.Entity
	if c.ID == "" {
		var e resolution.Entity
		e, err = s.Entity(a.ctx, tenant, c.What)
		all = []resolution.Entity{e}
	} else {
		all, err = s.Record(a.ctx, tenant, c.What, c.ID)
	}
	if errors.Is(err, store.ErrNotFound) {
		return badInput{err}
	}
	if err != nil {
		return err
	}
	if c.JSON {
		return writeJSON(a.out, all)
	}
	for _, e := range all {
		fmt.Fprintf(a.out, "entity %s\n", e.ID)
		for _, m := range e.Members {
			fmt.Fprintf(a.out, "  %s: %s\n", m.Ref, m.Outcome)
			if m.With != nil {
				fmt.Fprintf(a.out, "    with %s: %s\n", m.With, bits(m.Why.Score))
				for _, l := range m.Why.Lines {
					fmt.Fprintf(a.out, "      %s %s%s\n", bits(l.Weight), l.Field, spaced(l.Level))
				}
			}
			for _, n := range m.Near {
				fmt.Fprintf(a.out, "    like %s: %s\n", n.Ref, bits(n.Weight))
			}
		}
	}
	return nil
}

// bits writes hundredths of a bit.
func bits(w int32) string { return fmt.Sprintf("%+.2f bits", float64(w)/100) }

func spaced(level string) string {
	if level == "" {
		return ""
	}
	return ": " + level
}

type resolutionWhyCmd struct {
	A    string `arg:"" help:"A record: application:ID#ROLE, account:ID or contract:ID."`
	B    string `arg:"" help:"Another."`
	JSON bool   `help:"Print JSON."`
}

func (c *resolutionWhyCmd) Run(a *app) error {
	x, y, err := twoRefs(c.A, c.B)
	if err != nil {
		return err
	}
	h, s, err := a.resolving()
	if err != nil {
		return err
	}
	defer h.Close()
	w, err := s.Compare(a.ctx, tenant, x, y)
	if errors.Is(err, resolution.ErrRecord) {
		return badInput{err}
	}
	if err != nil {
		return err
	}
	if c.JSON {
		return writeJSON(a.out, w)
	}
	fmt.Fprintf(a.out, "%s: %s\n", w.Outcome, bits(w.Score))
	for _, l := range w.Lines {
		fmt.Fprintf(a.out, "  %s %s%s\n", bits(l.Weight), l.Field, spaced(l.Level))
	}
	return nil
}

// parseRef reads kind:id and, of applications, #role.
func parseRef(text string) (resolution.Ref, error) {
	kind, id, ok := strings.Cut(text, ":")
	r := resolution.Ref{Kind: kind, ID: id}
	if i := strings.LastIndexByte(id, '#'); kind == "application" && i >= 0 {
		r.ID, r.Role = id[:i], id[i+1:]
	}
	if !ok || r.ID == "" || kind == "application" && r.Role == "" {
		return r, badInput{fmt.Errorf("%q: write application:ID#ROLE (as in application:A-1#contact), account:ID or contract:ID", text)}
	}
	return r, nil
}

func twoRefs(x, y string) (a, b resolution.Ref, err error) {
	a, err = parseRef(x)
	if err != nil {
		return a, b, err
	}
	b, err = parseRef(y)
	return a, b, err
}

type resolutionEventsCmd struct {
	Limit int  `help:"How many of the last ones." default:"50"`
	JSON  bool `help:"Print JSON."`
}

func (c *resolutionEventsCmd) Run(a *app) error {
	h, s, err := a.resolving()
	if err != nil {
		return err
	}
	defer h.Close()
	all := []resolution.Event{}
	for after := int64(0); ; {
		page, err := s.Events(a.ctx, tenant, after, 500)
		if err != nil {
			return err
		}
		if len(page) == 0 {
			break
		}
		all, after = append(all, page...), page[len(page)-1].Leaf
		all = slices.Delete(all, 0, max(0, len(all)-c.Limit))
	}
	if c.JSON {
		return writeJSON(a.out, all)
	}
	for _, e := range all {
		fmt.Fprintf(a.out, "%s %s %s %s%s\n", e.At, e.ID, e.Kind, compactBody(e.Body), spaced(e.Reason))
	}
	return nil
}

// compactBody leaves the braces of a body out.
func compactBody(b json.RawMessage) string { return strings.Trim(string(b), "{}") }
