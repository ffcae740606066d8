package main

import (
	"fmt"
	"net/url"
	"text/tabwriter"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/triage"
)

type requestCmd struct {
	Add    requestAddCmd    `cmd:"" help:"Record what an authority asks for."`
	List   requestListCmd   `cmd:"" help:"List requests of authorities."`
	Change requestChangeCmd `cmd:"" help:"Prolong or lift a silence, move a day, answer."`
	Give   requestGiveCmd   `cmd:"" help:"Record what an authority was given."`
	Looks  requestLooksCmd  `cmd:"" help:"List who looked at communication data, on which ground."`
}

// requestDays are the days of a request, as flags.
type requestDays struct {
	Due          string `help:"By when it is to be answered." placeholder:"TIME"`
	Silence      string `name:"silence-until" help:"The customer may not be told before." placeholder:"TIME"`
	DoNotDisrupt string `name:"do-not-disrupt-until" help:"Measures are refused before; a time that is past lifts it." placeholder:"TIME"`
}

// read writes the days that are given into a body and returns them.
func (c *requestDays) read(a *app, body map[string]any) (out [3]*entity.Instant, err error) {
	for i, f := range [3][3]string{{"--due", c.Due, "due"}, {"--silence-until", c.Silence, "silence_until"}, {"--do-not-disrupt-until", c.DoNotDisrupt, "do_not_disrupt_until"}} {
		if f[1] == "" {
			continue
		}
		at, err := a.timeFlag(f[0], f[1])
		if err != nil {
			return out, err
		}
		out[i], body[f[2]] = &at, at
	}
	return out, nil
}

func instantOr0(at *entity.Instant) entity.Instant {
	if at == nil {
		return 0
	}
	return *at
}

type requestAddCmd struct {
	Kind      string   `arg:"" help:"warrant, court_order, preservation, inquiry, emergency, deletion or other." enum:"warrant,court_order,preservation,inquiry,emergency,deletion,other"`
	Authority string   `required:"" help:"Who asks."`
	Number    string   `required:"" help:"Its own number."`
	Scope     []string `required:"" help:"What it names: contract:C-1, ip:192.0.2.1 …" placeholder:"KIND:VALUE"`
	Asks      string   `help:"What for, in words."`
	Received  string   `help:"When it came (default: now)." placeholder:"TIME"`
	requestDays
	By string `help:"Who records it (default: the user of this machine)."`
}

func (c *requestAddCmd) Run(a *app) error {
	q := triage.Request{Kind: c.Kind, Authority: c.Authority, Number: c.Number, Asks: c.Asks}
	for _, s := range c.Scope {
		ref, err := refFlag("--scope", s)
		if err != nil {
			return err
		}
		q.Scope = append(q.Scope, ref)
	}
	body := map[string]any{"kind": c.Kind, "authority": c.Authority, "number": c.Number, "scope": q.Scope}
	if c.Asks != "" {
		body["asks"] = c.Asks
	}
	days, err := c.read(a, body)
	if err != nil {
		return err
	}
	q.Due, q.Silence, q.DoNotDisrupt = instantOr0(days[0]), instantOr0(days[1]), instantOr0(days[2])
	if q.Received, err = a.timeFlag("--received", c.Received); err != nil {
		return err
	}
	if q.Received != 0 {
		body["received"] = q.Received
	}
	q, err = atDesk(a, access.ReportsWrite, c.By, "/v1/requests", body, func(d *triage.Desk, act triage.Act) (triage.Request, error) { return d.Receive(a.ctx, q, act) })
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "request %s recorded\n", q.ID)
	return nil
}

type requestListCmd struct {
	Overdue bool `help:"Only those that wait past their day."`
	JSON    bool `name:"json" help:"Print JSON, with what was given."`
}

func (c *requestListCmd) Run(a *app) error {
	all, err := fromDesk(a, func(d *triage.Desk, at entity.Instant) ([]triage.Request, error) {
		return d.Requests(a.ctx, 0, everything, at)
	})
	if err != nil {
		return err
	}
	all = wanted(all, func(q triage.Request) bool { return !c.Overdue || q.Overdue })
	if c.JSON {
		return writeJSON(a.out, all)
	}
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tKIND\tNUMBER\tAUTHORITY\tSTATUS\tDUE\tSILENCE\tDO NOT DISRUPT\tGIVEN")
	for _, q := range all {
		due := dayOr(q.Due)
		if q.Overdue {
			due += " (overdue)"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%d\n", q.ID, q.Kind, q.Number, q.Authority, q.Status, due, dayOr(q.Silence), dayOr(q.DoNotDisrupt), len(q.Given))
	}
	return w.Flush()
}

func dayOr(at entity.Instant) string {
	if at == 0 {
		return "-"
	}
	return at.String()
}

type requestChangeCmd struct {
	ID     string `arg:"" help:"Id of the request."`
	Reason string `required:"" help:"Why."`
	Status string `help:"open, answered, refused or withdrawn." enum:",open,answered,refused,withdrawn" default:""`
	requestDays
	By string `help:"Who changes it (default: the user of this machine)."`
}

func (c *requestChangeCmd) Run(a *app) error {
	body := map[string]any{"reason": c.Reason}
	if c.Status != "" {
		body["status"] = c.Status
	}
	days, err := c.read(a, body)
	if err != nil {
		return err
	}
	return a.altered(c.ID, "changes", c.By, body, triage.Altering{Due: days[0], Silence: days[1], DoNotDisrupt: days[2], Status: c.Status, Reason: c.Reason})
}

// altered changes a request and says how it stands.
func (a *app) altered(id, what, by string, body map[string]any, c triage.Altering) error {
	q, err := atDesk(a, access.ReportsWrite, by, "/v1/requests/"+url.PathEscape(id)+"/"+what, body,
		func(d *triage.Desk, act triage.Act) (triage.Request, error) { return d.Alter(a.ctx, id, c, act) })
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "request %s: %s, %d given\n", q.ID, q.Status, len(q.Given))
	return nil
}

type requestGiveCmd struct {
	ID     string `arg:"" help:"Id of the request."`
	What   string `required:"" help:"What was given."`
	Class  string `required:"" help:"contract or communication." enum:"contract,communication"`
	Digest string `help:"SHA-256 of what left." placeholder:"HEX"`
	By     string `help:"Who gave it (default: the user of this machine)."`
}

func (c *requestGiveCmd) Run(a *app) error {
	body := map[string]any{"what": c.What, "class": c.Class}
	if c.Digest != "" {
		body["digest"] = c.Digest
	}
	return a.altered(c.ID, "given", c.By, body, triage.Altering{Given: &triage.Given{What: c.What, Class: statement.Class(c.Class), Digest: c.Digest}})
}

type requestLooksCmd struct {
	JSON bool `name:"json" help:"Print JSON."`
}

func (c *requestLooksCmd) Run(a *app) error {
	all, err := fromDesk(a, func(d *triage.Desk, _ entity.Instant) ([]triage.Looked, error) { return d.Looks(a.ctx, 0, everything) })
	if err != nil {
		return err
	}
	if c.JSON {
		return writeJSON(a.out, wanted(all, func(triage.Looked) bool { return true }))
	}
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "AT\tBY\tGROUND\tREFERENCE\tASKED\tFOUND\tPURPOSE")
	for _, l := range all {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%d\t%s\n", l.At, l.By, l.Kind, l.Reference, l.Asked, l.Found, l.Purpose)
	}
	return w.Flush()
}
