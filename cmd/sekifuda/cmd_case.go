package main

import (
	"errors"
	"fmt"
	"net/url"
	"text/tabwriter"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/casefile"
	"github.com/sekifuda/sekifuda/internal/client"
	"github.com/sekifuda/sekifuda/internal/dossier"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/casebook"
)

type caseCmd struct {
	Open   caseOpenCmd   `cmd:"" help:"Open a case."`
	Change caseChangeCmd `cmd:"" help:"Give a case another title, owner, marking or state; what it was stays readable."`
	List   caseListCmd   `cmd:"" help:"List cases, without what is in them."`

	Import     caseImportCmd     `cmd:"" help:"Take in reports as they were coded (YAML), STIX bundles, X-ARF, tables of indicators."`
	Merge      caseMergeCmd      `cmd:"" help:"Decide that two things are one, with a reason."`
	Apart      caseApartCmd      `cmd:"" help:"Decide that two things are kept apart, with a reason."`
	Position   casePositionCmd   `cmd:"" help:"Take a position on a question, with a reason."`
	Hypothesis caseHypothesisCmd `cmd:"" help:"Put up a hypothesis."`
	Assess     caseAssessCmd     `cmd:"" help:"Say what a statement does to a hypothesis."`
	Step       caseStepCmd       `cmd:"" help:"Record a legal step: planned, requested, done or dropped."`
	Evidence   caseEvidenceCmd   `cmd:"" help:"Evidence files: their hash and in whose hands they are."`
	Withdraw   caseWithdrawCmd   `cmd:"" help:"Take an entry back, with a reason; who was given it is to be told."`

	Show          caseShowCmd          `cmd:"" help:"A case at a glance."`
	Entries       caseEntriesCmd       `cmd:"" help:"List entries of a kind, with all their versions if asked."`
	Disagreements caseDisagreementsCmd `cmd:"" help:"Where the sources disagree, the sides beside each other."`
	Hypotheses    caseHypothesesCmd    `cmd:"" help:"What speaks for and against each hypothesis, and what would turn the order."`
	Timeline      caseTimelineCmd      `cmd:"" help:"What is said to have happened, or with --knowledge what was known when."`
	Diff          caseDiffCmd          `cmd:"" help:"What changed between two times."`
	Log           caseLogCmd           `cmd:"" help:"Who looked into a case, when and for what."`

	Export  caseExportCmd  `cmd:"" help:"Give somebody what he may have of a case."`
	Exports caseExportsCmd `cmd:"" help:"What left a case, and to whom."`
	Notices caseNoticesCmd `cmd:"" help:"Who is to be told that something was taken back."`
	Told    caseToldCmd    `cmd:"" help:"Record that a recipient was told."`
}

// dossier returns the case files of the command line's tenant.
func (h *house) dossier() *dossier.Book {
	return &dossier.Book{DB: h.db, Vault: h.books.Vault, Tenant: h.books.Tenant, NewID: h.app.newID}
}

// changing is part of every command that changes a case.
type changing struct {
	Case string `arg:"" help:"Id of the case."`
	By   string `help:"Who does it (default: the user of this machine)."`
}

// do changes a case through the server that owns the data, or in the data
// directory itself.
func (c *changing) do(a *app, scope access.Scope, through func(*client.Client) error, direct func(*dossier.Book, dossier.Act) error) error {
	at, err := a.at()
	if err != nil {
		return err
	}
	server, err := a.through(string(scope))
	if err != nil {
		return err
	}
	if server != nil {
		if c.By != "" {
			return errBy
		}
		return refused(through(server))
	}
	h, err := a.open()
	if err != nil {
		return err
	}
	defer h.Close()
	return inCase(direct(h.dossier(), dossier.Act{By: who(c.By), At: at}))
}

// path is where the case is on a server.
func (c *changing) path(rest string) string { return "/v1/cases/" + url.PathEscape(c.Case) + rest }

// add records entries in the case.
func (c *changing) add(a *app, f *casefile.File) (sum casebook.Recorded, err error) {
	err = c.do(a, access.CasesWrite, func(s *client.Client) error { return c.addThrough(a, s, f, &sum) },
		func(b *dossier.Book, act dossier.Act) (err error) {
			sum, err = b.Add(a.ctx, c.Case, f, act)
			return err
		})
	return sum, err
}

func (c *changing) addThrough(a *app, s *client.Client, f *casefile.File, sum *casebook.Recorded) error {
	body := *f
	body.ID, body.Title, body.Opened, body.Marking, body.Withdrawals = "", "", 0, statement.Marking{}, nil
	// The same entries twice are nothing new, so the request may be tried again.
	if err := s.Post(a.ctx, c.path("/entries"), body, sum, "entries"); err != nil {
		return err
	}
	for _, w := range f.Withdrawals {
		var made struct{ Withdrawn int }
		if err := s.Post(a.ctx, c.path("/withdrawal"), map[string]any{"kind": w.Kind, "of": w.Of, "reason": w.Reason}, &made, ""); err != nil {
			return err
		}
		sum.Withdrawn += made.Withdrawn
	}
	return nil
}

// added records entries and says what became of them.
func (c *changing) added(a *app, f *casefile.File, what string) error {
	sum, err := c.add(a, f)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s: %d added, %d changed (new versions), %d unchanged\n", what, sum.Added, sum.Changed, sum.Same)
	return nil
}

// inCase makes bad input of what is wrong with what was asked for.
func inCase(err error) error {
	var r *dossier.Refused
	if errors.As(err, &r) || errors.Is(err, store.ErrNotFound) || errors.Is(err, dossier.ErrExists) || errors.Is(err, dossier.ErrNoPurpose) ||
		errors.Is(err, casebook.ErrEarlier) || errors.Is(err, casebook.ErrErased) {
		return badInput{err}
	}
	return err
}

// caseAbout is what is said of a case.
type caseAbout struct {
	changing
	Title   string   `required:"" help:"What it is about."`
	Purpose string   `required:"" help:"For what it may be used."`
	Owner   string   `help:"Whose it is."`
	TLP     string   `help:"Label of what nobody marks: clear, green, amber, amber+strict, red." default:"amber" enum:"clear,green,amber,amber+strict,red"`
	Care    []string `help:"Special-care data that it holds: criminal_procedure, belief."`
	Note    string   `help:"Anything else."`
}

func (c *caseAbout) set(a *app, closed, change bool) error {
	body := map[string]any{"title": c.Title, "purpose": c.Purpose, "owner": c.Owner, "tlp": c.TLP, "note": c.Note, "closed": closed}
	if len(c.Care) > 0 {
		body["care"] = c.Care
	}
	path := c.path("")
	if change {
		path += "?change=true"
	}
	err := c.do(a, access.CasesWrite, func(s *client.Client) error { return s.Post(a.ctx, path, body, nil, "") },
		func(b *dossier.Book, act dossier.Act) error {
			d := dossier.Case{ID: c.Case, Title: c.Title, Owner: c.Owner, Closed: closed, Note: c.Note,
				Marking: statement.Marking{TLP: statement.TLP(c.TLP), Purpose: c.Purpose, Care: c.Care}}
			if change {
				return b.Change(a.ctx, d, act)
			}
			return b.Open(a.ctx, d, act)
		})
	if err == nil {
		fmt.Fprintf(a.out, "case %s: %s\n", c.Case, map[bool]string{false: "opened", true: "changed"}[change])
	}
	return err
}

type caseOpenCmd struct{ caseAbout }

func (c *caseOpenCmd) Run(a *app) error { return c.set(a, false, false) }

type caseChangeCmd struct {
	caseAbout
	Closed bool `help:"It is closed."`
}

func (c *caseChangeCmd) Run(a *app) error { return c.set(a, c.Closed, true) }

type caseListCmd struct {
	JSON bool `help:"As JSON."`
}

func (c *caseListCmd) Run(a *app) error {
	h, err := a.look()
	if err != nil {
		return err
	}
	defer h.Close()
	all, err := h.dossier().List(a.ctx, 0, 0)
	if err != nil {
		return err
	}
	if c.JSON {
		return writeJSON(a.out, all)
	}
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tOPENED\tTLP\tSTATE\tTO TELL")
	for _, l := range all {
		state := "open"
		switch {
		case l.Erased:
			state = "erased"
		case l.Closed:
			state = "closed"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%d\n", l.ID, l.Opened, l.TLP, state, l.ToTell)
	}
	return w.Flush()
}
