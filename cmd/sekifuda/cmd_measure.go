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

type measureCmd struct {
	Preserve measurePreserveCmd `cmd:"" help:"Preserve what there is of a contract, before any measure."`
	Take     measureTakeCmd     `cmd:"" help:"Take a measure: it is recorded and told, your systems carry it out."`
	Extend   measureExtendCmd   `cmd:"" help:"Move the end of a measure."`
	Lift     measureLiftCmd     `cmd:"" help:"End a measure before its time."`
	List     measureListCmd     `cmd:"" help:"List measures as they stand."`
}

type measurePreserveCmd struct {
	Contract string `arg:"" help:"External id of the contract."`
	Hold     string `required:"" help:"It is kept at least until then." placeholder:"TIME"`
	Reason   string `required:"" help:"Why."`
	By       string `help:"Who does it (default: the user of this machine)."`
}

func (c *measurePreserveCmd) Run(a *app) error {
	hold, err := a.timeFlag("--hold", c.Hold)
	if err != nil {
		return err
	}
	body := map[string]any{"contract": c.Contract, "reason": c.Reason, "hold_until": hold}
	p, err := atDesk(a, access.ReportsWrite, c.By, "/v1/preservations", body, func(d *triage.Desk, act triage.Act) (triage.Preservation, error) {
		return d.Preserve(a.ctx, c.Contract, c.Reason, hold, act)
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "contract %s preserved until %s: %d records, SHA-256 %s (%s)\n", p.Contract, p.Hold, p.Records, p.SHA256, p.ID)
	for _, m := range p.Missing {
		fmt.Fprintf(a.err, "not in the snapshot: %s\n", m)
	}
	return nil
}

type measureTakeCmd struct {
	Contract string `arg:"" help:"External id of the contract."`
	Grade    string `arg:"" help:"notice, rate_limit, port_block, suspend_account, suspend_service or propose_end." enum:"notice,rate_limit,port_block,suspend_account,suspend_service,propose_end"`
	Until    string `required:"" help:"When it ends." placeholder:"TIME"`
	Reason   string `required:"" help:"Why."`
	Object   string `help:"The account or asset of the contract that is meant: account:ID, asset:ID." placeholder:"KIND:ID"`
	Report   string `help:"Report that it rests on." xor:"basis" placeholder:"ID"`
	Proof    string `help:"Proof that the identity behind the contract is false." xor:"basis" placeholder:"ID"`
	Request  string `help:"Request of an authority that it rests on." xor:"basis" placeholder:"ID"`
	Review   bool   `help:"It rests on the confirmed review of the contract." xor:"basis"`
	By       string `help:"Who takes it (default: the user of this machine)."`
}

func (c *measureTakeCmd) Run(a *app) error {
	until, err := a.timeFlag("--until", c.Until)
	if err != nil {
		return err
	}
	body := map[string]any{"contract": c.Contract, "grade": c.Grade, "reason": c.Reason, "until": until}
	t := triage.Taking{Contract: c.Contract, Grade: c.Grade, Reason: c.Reason, Until: until, Report: c.Report, Proof: c.Proof, Request: c.Request, Review: c.Review}
	if c.Object != "" {
		ref, err := refFlag("--object", c.Object)
		if err != nil {
			return err
		}
		t.Object, body["object"] = &ref, ref
	}
	for name, v := range map[string]string{"report": c.Report, "proof": c.Proof, "request": c.Request} {
		if v != "" {
			body[name] = v
		}
	}
	if c.Review {
		body["review"] = true
	}
	m, err := atDesk(a, access.ReportsWrite, c.By, "/v1/measures", body, func(d *triage.Desk, act triage.Act) (triage.Measure, error) { return d.Take(a.ctx, t, act) })
	if err != nil {
		return err
	}
	a.toldMeasure(m)
	return nil
}

func (a *app) toldMeasure(m triage.Measure) {
	help := ""
	if m.Help {
		help = ", to help a victim"
	}
	fmt.Fprintf(a.out, "measure %s: %s on contract %s until %s%s: %s\n", m.ID, m.Grade, m.Contract, m.Until, help, m.State)
}

type measureExtendCmd struct {
	ID     string `arg:"" help:"Id of the measure."`
	Until  string `required:"" help:"When it ends." placeholder:"TIME"`
	Reason string `required:"" help:"Why it goes on."`
	By     string `help:"Who extends it (default: the user of this machine)."`
}

func (c *measureExtendCmd) Run(a *app) error {
	until, err := a.timeFlag("--until", c.Until)
	if err != nil {
		return err
	}
	body := map[string]any{"reason": c.Reason, "until": until}
	m, err := atDesk(a, access.ReportsWrite, c.By, "/v1/measures/"+url.PathEscape(c.ID)+"/extension", body, func(d *triage.Desk, act triage.Act) (triage.Measure, error) {
		return d.Extend(a.ctx, c.ID, c.Reason, until, act)
	})
	if err != nil {
		return err
	}
	a.toldMeasure(m)
	return nil
}

type measureLiftCmd struct {
	ID     string `arg:"" help:"Id of the measure."`
	Reason string `required:"" help:"Why."`
	By     string `help:"Who lifts it (default: the user of this machine)."`
}

func (c *measureLiftCmd) Run(a *app) error {
	m, err := atDesk(a, access.ReportsWrite, c.By, "/v1/measures/"+url.PathEscape(c.ID)+"/lifting", map[string]any{"reason": c.Reason},
		func(d *triage.Desk, act triage.Act) (triage.Measure, error) {
			return d.Lift(a.ctx, c.ID, c.Reason, act)
		})
	if err != nil {
		return err
	}
	a.toldMeasure(m)
	return nil
}

type measureListCmd struct {
	Active bool `help:"Only those in force."`
	JSON   bool `name:"json" help:"Print JSON."`
}

func (c *measureListCmd) Run(a *app) error {
	all, err := fromDesk(a, func(d *triage.Desk, at entity.Instant) ([]triage.Measure, error) {
		return d.Measures(a.ctx, 0, everything, at)
	})
	if err != nil {
		return err
	}
	all = wanted(all, func(m triage.Measure) bool { return !c.Active || m.State == "active" })
	if c.JSON {
		return writeJSON(a.out, all)
	}
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tCONTRACT\tGRADE\tSTATE\tTAKEN\tUNTIL\tRESTS ON")
	for _, m := range all {
		on := m.Proofs
		switch {
		case m.Report != "":
			on = []string{"report " + m.Report}
		case m.Request != "":
			on = []string{"request " + m.Request}
		case m.Review:
			on = []string{"review"}
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", m.ID, m.Contract, m.Grade, m.State, m.At, m.Until, strings.Join(on, " "))
	}
	return w.Flush()
}
