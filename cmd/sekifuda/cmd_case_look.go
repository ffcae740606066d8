package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/sekifuda/sekifuda/internal/casefile"
	"github.com/sekifuda/sekifuda/internal/dossier"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/report"
)

// looking is part of every command that looks into a case.
type looking struct {
	Case    string `arg:"" help:"Id of the case."`
	Purpose string `required:"" help:"What the look is for; it is recorded in the case with who looked and when."`
	Known   string `help:"The case as it was known at this time or day." placeholder:"TIME"`
	JSON    bool   `help:"As JSON."`
}

// into records the look and calls do with the case files. What it prints is
// JSON where that was asked for.
func (c *looking) into(a *app, what string, do func(*dossier.Book, dossier.Look) (any, error), text func(io.Writer) error) error {
	at, err := a.at()
	if err != nil {
		return err
	}
	l := dossier.Look{By: who(""), Purpose: c.Purpose, What: what, At: at}
	if c.Known != "" {
		known, err := a.time("--known", c.Known)
		if err != nil {
			return err
		}
		l.Known = &known
	}
	h, err := a.look()
	if err != nil {
		return err
	}
	defer h.Close()
	v, err := do(h.dossier(), l)
	if err != nil {
		return inCase(err)
	}
	if c.JSON {
		return writeJSON(a.out, v)
	}
	return text(a.out)
}

// time reads the time or day of a flag.
func (a *app) time(flag, text string) (entity.Instant, error) {
	z, err := a.zone()
	if err != nil {
		return 0, err
	}
	at, err := entity.ParseAt(text, z)
	if err != nil {
		return 0, badInput{fmt.Errorf("%s: %w", flag, err)}
	}
	return at, nil
}

// file looks at the case as a whole and prints what compute makes of it.
func (c *looking) file(a *app, what string, compute func(*casefile.File) any, text func(io.Writer) error) error {
	return c.into(a, what, func(b *dossier.Book, l dossier.Look) (any, error) {
		f, _, err := b.File(a.ctx, c.Case, l)
		if err != nil {
			return nil, err
		}
		return compute(f), nil
	}, text)
}

type caseShowCmd struct{ looking }

func (c *caseShowCmd) Run(a *app) error {
	var o *dossier.Overview
	return c.into(a, "overview", func(b *dossier.Book, l dossier.Look) (_ any, err error) {
		o, err = b.Overview(a.ctx, c.Case, l)
		return o, err
	}, func(w io.Writer) error { return writeOverview(w, o) })
}

func writeOverview(out io.Writer, o *dossier.Overview) error {
	fmt.Fprintf(out, "%s: %s\n", o.Case.ID, report.Safe(o.Case.Title))
	fmt.Fprintf(out, "purpose: %s; TLP:%s; opened %s\n", report.Safe(o.Case.Marking.Purpose), strings.ToUpper(string(o.Case.Marking.TLP)), o.Case.Opened)
	fmt.Fprintf(out, "%d statements of %d sources, %d independent origins; %d disagreements, %d of them alarms\n\n", o.Statements, len(o.Sources), o.Origins,
		len(o.Disagreements), o.Alarms)
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "SOURCE\tPUBLISHED\tRELIABILITY\tSTATEMENTS\tTITLE")
	for _, s := range o.Sources {
		fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%s\n", s.ID, report.Safe(s.Published.Original), s.Reliability, s.Statements, report.Safe(s.Title))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for _, p := range o.Roles {
		fmt.Fprintf(out, "\nrole of %s: %s", report.Safe(p.Person.String()), p.Held)
		if p.By != "" {
			fmt.Fprintf(out, " (held by %s)", report.Safe(p.By))
		}
	}
	for _, p := range o.Positions {
		fmt.Fprintf(out, "\nposition %s by %s on %s: %s (%s)", p.ID, report.Safe(p.By), report.Safe(p.On.String()), report.Safe(p.Holds), report.Safe(p.Reason))
	}
	for _, s := range o.Steps {
		fmt.Fprintf(out, "\nstep: %s, %s", report.Safe(s.What), s.State)
	}
	for _, n := range o.ToTell {
		fmt.Fprintf(out, "\nto be told: %s, of %d entries (notice %s)", report.Safe(n.Recipient), len(n.Gone), n.ID)
	}
	fmt.Fprintln(out)
	return writeDisagreements(out, o.Disagreements)
}

type caseDisagreementsCmd struct {
	looking
	Alarms bool `help:"Only those that ask somebody to look."`
}

func (c *caseDisagreementsCmd) Run(a *app) error {
	var all []casefile.Disagreement
	return c.file(a, "disagreements", func(f *casefile.File) any {
		all = []casefile.Disagreement{}
		for _, d := range casefile.Disagreements(f) {
			if d.Alarm || !c.Alarms {
				all = append(all, d)
			}
		}
		return all
	}, func(w io.Writer) error { return writeDisagreements(w, all) })
}

// writeDisagreements prints each question with its sides beside each other.
func writeDisagreements(out io.Writer, all []casefile.Disagreement) error {
	for _, d := range all {
		var classes []string
		for _, c := range d.Classes {
			classes = append(classes, string(c))
		}
		mark := ""
		if d.Alarm {
			mark = "! "
		}
		fmt.Fprintf(out, "\n%s%s: %s\n", mark, report.Safe(d.On.String()), strings.Join(classes, ", "))
		w := tabwriter.NewWriter(out, 2, 0, 2, ' ', 0)
		for _, f := range d.Facets {
			for _, s := range f.Sides {
				fmt.Fprintf(w, "  %s\t%s\t%s\t%d origins\t%s\n", f.Predicate, strings.Join(s.Sources, " "), report.Safe(s.Says), s.Origins, strings.Join(s.Statements, " "))
			}
		}
		if err := w.Flush(); err != nil {
			return err
		}
		if len(d.Silent) > 0 {
			fmt.Fprintf(out, "  silent: %s\n", strings.Join(d.Silent, " "))
		}
	}
	return nil
}

type caseHypothesesCmd struct{ looking }

func (c *caseHypothesesCmd) Run(a *app) error {
	var m casefile.Matrix
	texts := map[string]string{}
	return c.file(a, "hypotheses", func(f *casefile.File) any {
		for _, h := range f.Hypotheses {
			texts[h.ID] = h.Text
		}
		m = casefile.Weigh(f)
		return m
	}, func(out io.Writer) error {
		w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "HYPOTHESIS\tAGAINST\tFOR\tUNJUDGED\tNOBODY LOOKED\tSAYS")
		for _, s := range m.Hypotheses {
			fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%s\n", s.ID, s.Against, s.For, s.Unjudged, s.Unlooked, report.Safe(texts[s.ID]))
		}
		fmt.Fprintln(w, "\nORIGIN\tON\tSAYS\tWEIGHT\tSTANCES")
		for _, r := range m.Rows {
			var cells []string
			for _, s := range m.Hypotheses {
				if stance, ok := r.Cells[s.ID]; ok {
					cells = append(cells, s.ID+" "+string(stance))
				}
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%s\n", report.Safe(r.Origin), report.Safe(r.On.String()), report.Safe(r.Says), r.Weight, strings.Join(cells, ", "))
		}
		if err := w.Flush(); err != nil {
			return err
		}
		for _, t := range m.Turns {
			fmt.Fprintf(out, "were %s %s, the order would be %s\n", t.Statement, t.How, strings.Join(t.Order, ", "))
		}
		return nil
	})
}

type caseTimelineCmd struct {
	looking
	Knowledge bool `help:"What was known when, instead of what is said to have happened."`
}

func (c *caseTimelineCmd) Run(a *app) error {
	var all []casefile.Event
	what, compute := "timeline", casefile.Timeline
	if c.Knowledge {
		what, compute = "knowledge", casefile.Known
	}
	return c.file(a, what, func(f *casefile.File) any {
		all = compute(f)
		return all
	}, func(out io.Writer) error {
		w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "WHEN\tWHO SAYS SO\tWHAT")
		for _, e := range all {
			when := e.When.Original
			switch {
			case e.At != 0:
				when = e.At.String()
			case when == "" && e.When.Known():
				when = e.When.Earliest.String() + " – " + e.When.Latest.String()
			}
			says := e.Says
			if e.On.Topic != "" {
				says = e.On.String() + ": " + says
			}
			if e.Polarity != "" && e.Polarity != "asserts" {
				says = e.Polarity + ": " + says
			}
			fmt.Fprintf(w, "%s\t%s\t%s\n", report.Safe(when), strings.Join(e.Sources, " "), report.Safe(says))
		}
		return w.Flush()
	})
}

type caseDiffCmd struct {
	looking
	From string `required:"" help:"Earlier time or day."`
	To   string `help:"Later time or day (default: now)."`
}

func (c *caseDiffCmd) Run(a *app) error {
	from, err := a.time("--from", c.From)
	if err != nil {
		return err
	}
	to, err := a.at()
	if err != nil {
		return err
	}
	if c.To != "" {
		if to, err = a.time("--to", c.To); err != nil {
			return err
		}
	}
	var all []casefile.Change
	return c.into(a, "changes", func(b *dossier.Book, l dossier.Look) (_ any, err error) {
		all, err = b.Changes(a.ctx, c.Case, from, to, l)
		return all, err
	}, func(out io.Writer) error {
		w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
		for _, x := range all {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", x.How, x.What, report.Safe(x.ID), report.Safe(x.Says))
		}
		return w.Flush()
	})
}

type caseLogCmd struct{ looking }

func (c *caseLogCmd) Run(a *app) error {
	var all []dossier.Read
	return c.into(a, "log", func(b *dossier.Book, l dossier.Look) (_ any, err error) {
		all, err = b.Reads(a.ctx, c.Case, 0, 0, l)
		return all, err
	}, func(out io.Writer) error {
		w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "WHEN\tWHO\tWHAT\tPURPOSE")
		for _, r := range all {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", r.At, report.Safe(r.By), r.What, report.Safe(r.Purpose))
		}
		return w.Flush()
	})
}

type caseEntriesCmd struct {
	looking
	Kind    string `arg:"" help:"source, statement, thing, decision, term, teller, position, hypothesis, assessment, step or evidence." enum:"source,statement,thing,decision,term,teller,position,hypothesis,assessment,step,evidence"`
	History bool   `help:"All versions."`
}

// Run prints one line of JSON for each.
func (c *caseEntriesCmd) Run(a *app) error {
	type line struct {
		ID        string          `json:"id"`
		Version   int64           `json:"version"`
		Recorded  entity.Instant  `json:"recorded"`
		By        string          `json:"by"`
		Withdrawn bool            `json:"withdrawn,omitempty"`
		Reason    string          `json:"reason,omitempty"`
		Entry     json.RawMessage `json:"entry"`
	}
	lines := []line{}
	return c.into(a, c.Kind, func(b *dossier.Book, l dossier.Look) (any, error) {
		all, err := b.Entries(a.ctx, c.Case, c.Kind, c.History, 0, 0, l)
		for _, h := range all {
			lines = append(lines, line{h.ID, h.Version, h.At, h.By, h.Withdrawn, h.Reason, h.Body})
		}
		return lines, err
	}, func(w io.Writer) error {
		for _, l := range lines {
			if err := report.WriteJSON(w, l); err != nil {
				return err
			}
		}
		return nil
	})
}
