package main

import (
	"fmt"
	"net/url"
	"strings"
	"text/tabwriter"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/triage"
)

type reviewCmd struct {
	List   reviewListCmd   `cmd:"" help:"List contracts that share with identities proved false."`
	Settle reviewSettleCmd `cmd:"" help:"Say what was found of one."`
}

type reviewListCmd struct {
	Open bool `help:"Only those that wait for a person."`
	JSON bool `name:"json" help:"Print JSON, with the paths."`
}

func (c *reviewListCmd) Run(a *app) error {
	all, err := fromDesk(a, func(d *triage.Desk, _ entity.Instant) ([]triage.Review, error) {
		return d.Reviews(a.ctx, 0, everything)
	})
	if err != nil {
		return err
	}
	all = wanted(all, func(r triage.Review) bool { return !c.Open || r.State == "open" })
	if c.JSON {
		return writeJSON(a.out, all)
	}
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "CONTRACT\tSTATE\tOPENED\tSHARES WITH\tBY\tREASON")
	for _, r := range all {
		var with []string
		for _, x := range r.Rests {
			name := x.Application
			switch {
			case x.Withdrawn:
				name += " (withdrawn)"
			case x.Provisional:
				name += " (provisional)"
			}
			with = append(with, name)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", r.Contract, r.State, r.Opened, strings.Join(with, ", "), r.By, r.Reason)
	}
	return w.Flush()
}

type reviewSettleCmd struct {
	Contract string `arg:"" help:"External id of the contract."`
	State    string `arg:"" help:"cleared or confirmed." enum:"cleared,confirmed"`
	Reason   string `required:"" help:"What was found."`
	By       string `help:"Who looked (default: the user of this machine)."`
}

func (c *reviewSettleCmd) Run(a *app) error {
	r, err := atDesk(a, access.ReportsWrite, c.By, "/v1/reviews/"+url.PathEscape(c.Contract)+"/settlement", map[string]any{"state": c.State, "reason": c.Reason},
		func(d *triage.Desk, act triage.Act) (triage.Review, error) {
			return d.Settle(a.ctx, c.Contract, c.State, c.Reason, act)
		})
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "contract %s: %s\n", r.Contract, r.State)
	return nil
}
