package main

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/trace"
	"github.com/sekifuda/sekifuda/internal/triage"
)

type reportCmd struct {
	Add    reportAddCmd    `cmd:"" help:"Take in abuse reports: X-ARF, X-ARF and ARF mails, STIX bundles, tables of indicators."`
	List   reportListCmd   `cmd:"" help:"List reports, in the order in which they came in."`
	Show   reportShowCmd   `cmd:"" help:"Show one report with what was made of it."`
	Assign reportAssignCmd `cmd:"" help:"Find whose the things of a report were, then."`
	Judge  reportJudgeCmd  `cmd:"" help:"Judge a report, or judge it anew."`
}

// act is what somebody does at the command line.
func (a *app) act(by string) (triage.Act, error) {
	at, err := a.at()
	return triage.Act{By: who(by), At: at}, err
}

// atDesk does something at the abuse desk: through the server that owns the
// data, by a POST of body, or directly, with what follows from it.
func atDesk[T any](a *app, scope access.Scope, by, path string, body any, direct func(*triage.Desk, triage.Act) (T, error)) (out T, err error) {
	server, err := a.through(string(scope))
	if err != nil {
		return out, err
	}
	if server != nil {
		if by != "" {
			return out, errBy
		}
		return out, refused(server.Post(a.ctx, path, body, &out, ""))
	}
	act, err := a.act(by)
	if err != nil {
		return out, err
	}
	h, err := a.look()
	if err != nil {
		return out, err
	}
	defer h.Close()
	t := h.tracer(tenant, func() entity.Instant { return act.At })
	if out, err = direct(h.desk(tenant, t), act); err != nil {
		return out, deskBad(err)
	}
	return out, h.followed(act.At)
}

// deskBad says which errors of the desk the user can mend.
func deskBad(err error) error {
	var refused *triage.Refused
	var wrong *triage.Wrong
	var bad *format.Error
	if errors.As(err, &refused) || errors.As(err, &wrong) || errors.As(err, &bad) || errors.Is(err, store.ErrNotFound) || errors.Is(err, trace.ErrGround) {
		return badInput{err}
	}
	return err
}

// fromDesk opens the desk for a command that only reads.
func fromDesk[T any](a *app, read func(*triage.Desk, entity.Instant) (T, error)) (out T, err error) {
	at, err := a.at()
	if err != nil {
		return out, err
	}
	h, err := a.look()
	if err != nil {
		return out, err
	}
	defer h.Close()
	out, err = read(h.desk(tenant, nil), at)
	return out, deskBad(err)
}

// timeFlag reads a flag that is a time or a day; 0 where it is not given.
func (a *app) timeFlag(name, text string) (entity.Instant, error) {
	if text == "" {
		return 0, nil
	}
	z, err := a.zone()
	if err != nil {
		return 0, err
	}
	at, err := entity.ParseAt(text, z)
	if err != nil {
		return 0, badInput{fmt.Errorf("%s: %w", name, err)}
	}
	return at, nil
}

// refFlag reads kind:value.
func refFlag(name, text string) (statement.Ref, error) {
	kind, key, ok := strings.Cut(text, ":")
	if !ok || kind == "" || key == "" {
		return statement.Ref{}, badInput{fmt.Errorf("%s %s: want KIND:VALUE, as in contract:C-1", name, text)}
	}
	return statement.Ref{Kind: kind, Key: key}, nil
}

type reportAddCmd struct {
	Files        []string `arg:"" name:"file" help:"Files: .json (X-ARF, STIX), .eml (mail), .csv (indicators); - is standard input, see --media." type:"path"`
	Media        string   `help:"Media type, where the name does not say it." placeholder:"TYPE"`
	DoNotDisrupt string   `name:"do-not-disrupt-until" help:"Nothing may be done before that the customer would notice." placeholder:"TIME"`
	By           string   `help:"Who hands it in (default: the user of this machine)."`
}

const maxReportFile = 64 << 20

func (c *reportAddCmd) Run(a *app) error {
	wait, err := a.timeFlag("--do-not-disrupt-until", c.DoNotDisrupt)
	if err != nil {
		return err
	}
	for _, file := range c.Files {
		raw, err := a.wholeFile(file, maxReportFile)
		if err != nil {
			return badInput{err}
		}
		media := c.Media
		if media == "" {
			media = triage.MediaType(file)
		}
		r, again, err := c.add(a, file, media, raw, wait)
		if err != nil {
			return err
		}
		state := "taken in"
		if again {
			state = "was here before"
		}
		fmt.Fprintf(a.out, "report %s %s: %d indicators, %d statements, %d attachments hashed\n", r.ID, state, len(r.Indicators), r.Statements, r.Kept)
		for _, u := range r.Unread {
			fmt.Fprintf(a.err, "%s: %s: %s\n", filepath.Base(file), u.Place, u.Why)
		}
	}
	return nil
}

// wholeFile reads a file, or standard input, up to a bound.
func (a *app) wholeFile(path string, most int64) ([]byte, error) {
	in := a.in
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	raw, err := io.ReadAll(io.LimitReader(in, most+1))
	if err == nil && int64(len(raw)) > most {
		err = fmt.Errorf("%s: more than %d bytes", path, most)
	}
	return raw, err
}

func (c *reportAddCmd) add(a *app, file, media string, raw []byte, wait entity.Instant) (r triage.Report, again bool, err error) {
	server, err := a.through(string(access.ReportsWrite))
	if err != nil {
		return r, false, err
	}
	if server != nil {
		if c.By != "" {
			return r, false, errBy
		}
		path := "/v1/reports"
		if wait != 0 {
			path += "?do_not_disrupt_until=" + url.QueryEscape(wait.String())
		}
		return r, false, refused(server.Send(a.ctx, path, media, raw, &r))
	}
	act, err := a.act(c.By)
	if err != nil {
		return r, false, err
	}
	in, err := triage.Read(media, filepath.Base(file), raw, act.At)
	if err != nil {
		return r, false, deskBad(err)
	}
	h, err := a.open()
	if err != nil {
		return r, false, err
	}
	defer h.Close()
	return h.desk(tenant, nil).Add(a.ctx, triage.Incoming{Intake: in, DoNotDisrupt: wait}, act)
}

type reportListCmd struct {
	JSON bool `name:"json" help:"Print JSON."`
}

func (c *reportListCmd) Run(a *app) error {
	all, err := fromDesk(a, func(d *triage.Desk, _ entity.Instant) ([]triage.Report, error) {
		return d.Reports(a.ctx, 0, everything)
	})
	if err != nil {
		return err
	}
	if c.JSON {
		return writeJSON(a.out, wanted(all, func(triage.Report) bool { return true }))
	}
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tRECEIVED\tKIND\tINDICATORS\tVERDICT")
	for _, r := range all {
		verdict := "-"
		if r.Judgement != nil {
			verdict = r.Judgement.Verdict
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%s\n", r.ID, r.Received, r.Kind, len(r.Indicators), verdict)
	}
	return w.Flush()
}

type reportShowCmd struct {
	ID string `arg:"" help:"Id of the report."`
}

func (c *reportShowCmd) Run(a *app) error {
	r, err := fromDesk(a, func(d *triage.Desk, _ entity.Instant) (triage.Report, error) { return d.Report(a.ctx, c.ID) })
	if err != nil {
		return err
	}
	return writeJSON(a.out, r)
}

type reportAssignCmd struct {
	ID      string `arg:"" help:"Id of the report."`
	Ground  string `required:"" help:"Why communication data may be looked at: warrant, consent, self_defence or emergency, and its reference." placeholder:"KIND:REFERENCE"`
	Purpose string `required:"" help:"For what, in words; recorded."`
	By      string `help:"Who looks (default: the user of this machine)."`
}

func (c *reportAssignCmd) Run(a *app) error {
	kind, reference, _ := strings.Cut(c.Ground, ":")
	body := map[string]any{"kind": kind, "reference": reference, "purpose": c.Purpose}
	r, err := atDesk(a, access.Communication, c.By, "/v1/reports/"+url.PathEscape(c.ID)+"/assignment", body, func(d *triage.Desk, act triage.Act) (triage.Report, error) {
		return d.Assign(a.ctx, c.ID, &statement.Ground{Kind: kind, Reference: reference, Purpose: c.Purpose, By: act.By}, act)
	})
	if err != nil {
		return err
	}
	for _, x := range r.Assigned {
		state := "nothing here has to do with it"
		switch {
		case x.Ambiguous:
			state = "ambiguous (" + strings.Join(x.Why, ", ") + "): nothing may be done to any"
		case !x.Unknown:
			state = fmt.Sprintf("%d contracts", len(x.Candidates))
		}
		fmt.Fprintf(a.out, "%s: %s\n", x.Ref, state)
		for _, k := range x.Candidates {
			surely := "not to be contained without a look by a person"
			if k.Contain {
				surely = "surely behind it"
			}
			fmt.Fprintf(a.out, "  contract %s: %s %s\n", k.Contract, surely, strings.Join(k.Doubts, ", "))
		}
	}
	return nil
}

type reportJudgeCmd struct {
	ID          string   `arg:"" help:"Id of the report."`
	Verdict     string   `arg:"" help:"false, compromised_customer, abusive_customer or false_identity." enum:"false,compromised_customer,abusive_customer,false_identity"`
	Reason      string   `required:"" help:"Why."`
	Evidence    []string `help:"Id or hash of what shows it; false_identity needs one."`
	Application string   `help:"External id of the application whose identity is false."`
	Stolen      []string `help:"What it brought that is the victim's and so links nobody: a kind (email …) or one value (phone=…)."`
	By          string   `help:"Who judges (default: the user of this machine)."`
}

func (c *reportJudgeCmd) Run(a *app) error {
	body := map[string]any{"verdict": c.Verdict, "reason": c.Reason}
	for name, v := range map[string][]string{"evidence": c.Evidence, "stolen": c.Stolen} {
		if len(v) > 0 {
			body[name] = v
		}
	}
	if c.Application != "" {
		body["application"] = c.Application
	}
	r, err := atDesk(a, access.ReportsWrite, c.By, "/v1/reports/"+url.PathEscape(c.ID)+"/judgement", body, func(d *triage.Desk, act triage.Act) (triage.Report, error) {
		return d.Judge(a.ctx, c.ID, triage.Judgement{Verdict: c.Verdict, Reason: c.Reason, Evidence: c.Evidence, Application: c.Application, Stolen: c.Stolen}, act)
	})
	if err != nil {
		return err
	}
	j := r.Judgement
	fmt.Fprintf(a.out, "report %s: %s\n", r.ID, j.Verdict)
	switch {
	case j.Verdict != triage.FalseIdentity:
	case j.Second == "":
		fmt.Fprintf(a.out, "identity behind %s proved false by one person: provisional, until another judges the same (proof %s)\n", j.Application, j.Proofs[len(j.Proofs)-1])
	default:
		fmt.Fprintf(a.out, "identity behind %s proved false by two people (proof %s)\n", j.Application, j.Proofs[len(j.Proofs)-1])
	}
	return nil
}
