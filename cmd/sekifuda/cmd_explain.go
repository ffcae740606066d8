package main

import (
	"errors"
	"fmt"

	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/report"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/decision"
)

type explainCmd struct {
	Decision string `arg:"" help:"Id of a decision, its first 8 or more characters, or the external id of an application (its latest decision)."`
	JSON     bool   `help:"The stored decision as JSON."`
}

func (c *explainCmd) Run(a *app) error {
	h, err := a.look()
	if err != nil {
		return err
	}
	defer h.Close()
	d, app, err := h.books.Decision(a.ctx, c.Decision)
	if errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrAmbiguous) || errors.Is(err, decision.ErrShort) {
		return badInput{fmt.Errorf("no decision and no application %q here (or the start of more than one)", c.Decision)}
	}
	if err != nil {
		return err
	}
	if c.JSON {
		return writeJSON(a.out, d)
	}
	o, err := a.reportOptions()
	if err != nil {
		return err
	}
	return report.Explain(a.out, explained(d, app), o)
}

// explained is a stored decision as reports want it.
func explained(d *finding.Decision, app *record.Application) report.Row {
	return report.Row{External: app.ExternalID, Applicant: app.Applicant.Name, Item: app.Item.Name, Decision: d}
}
