package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/casefile"
	"github.com/sekifuda/sekifuda/internal/client"
	"github.com/sekifuda/sekifuda/internal/dossier"
	"github.com/sekifuda/sekifuda/internal/entity"
	coded "github.com/sekifuda/sekifuda/internal/format/casefile"
	"github.com/sekifuda/sekifuda/internal/format/indicators"
	"github.com/sekifuda/sekifuda/internal/format/stix"
	"github.com/sekifuda/sekifuda/internal/format/xarf"
	"github.com/sekifuda/sekifuda/internal/statement"
)

type caseImportCmd struct {
	changing
	Files  []string `arg:"" help:"Files; several are taken in as one." type:"path"`
	Format string   `help:"case, stix, xarf or indicators (default: by the ending: .yaml, .eml, .csv)." enum:"case,stix,xarf,indicators," default:""`
	Grade  string   `help:"Grade of the source of an exchange format, as in B2."`
	TLP    string   `help:"Label of sources that give none." enum:"clear,green,amber,amber+strict,red," default:""`
}

// Run takes all files in as one: what one refers to may stand in another.
func (c *caseImportCmd) Run(a *app) error {
	at, err := a.at()
	if err != nil {
		return err
	}
	all := &casefile.File{}
	for _, path := range c.Files {
		f, err := c.read(a, path, at)
		if err != nil {
			return badInput{err}
		}
		all = casefile.Join(all, f)
	}
	for i := range all.Sources {
		if m := &all.Sources[i].Marking; m.TLP == "" {
			m.TLP = statement.TLP(c.TLP)
		}
	}
	return c.added(a, all, fmt.Sprintf("%d sources, %d statements", len(all.Sources), len(all.Statements)))
}

func (c *caseImportCmd) read(a *app, path string, at entity.Instant) (*casefile.File, error) {
	grade, err := statement.ParseGrade(c.Grade)
	if err != nil {
		return nil, fmt.Errorf("--grade: %w", err)
	}
	r, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	how := c.Format
	if how == "" {
		how = map[string]string{".yaml": "case", ".yml": "case", ".eml": "xarf", ".csv": "indicators"}[strings.ToLower(filepath.Ext(path))]
	}
	if how == "case" {
		return coded.Read(r, coded.Options{Name: path, At: at})
	}
	in, err := c.intake(r, how, path, at, grade)
	if err != nil {
		return nil, err
	}
	for _, u := range in.Unread {
		fmt.Fprintf(a.err, "%s: %s: not taken: %s\n", path, u.Place, u.Why)
	}
	return ofIntake(in, at), nil
}

func (c *caseImportCmd) intake(r io.Reader, how, path string, at entity.Instant, grade statement.Grade) (statement.Intake, error) {
	switch how {
	case "stix":
		return stix.Read(r, stix.Options{Name: path, At: at, Grade: grade})
	case "xarf":
		return xarf.Read(r, xarf.Options{Name: path, At: at, Grade: grade})
	case "indicators":
		return indicators.Read(r, indicators.Options{Name: path, At: at, Grade: grade})
	}
	return statement.Intake{}, fmt.Errorf("%s: say what it is with --format: case, stix, xarf or indicators", path)
}

// ofIntake makes entries of what a reader of an exchange format made: content
// that was not kept is an evidence file with its hash.
func ofIntake(in statement.Intake, at entity.Instant) *casefile.File {
	f := &casefile.File{Sources: append([]statement.Source{in.Source}, in.Others...), Statements: in.Statements}
	for _, k := range in.Kept {
		f.Evidence = append(f.Evidence, casefile.Evidence{ID: in.Source.ID + " " + k.Place, Name: k.Place + " " + k.Name, Digest: k.SHA256, Size: k.Size, Source: in.Source.ID,
			Custody: []casefile.Custody{{At: at, To: "not kept: hash only", Why: "came with the source"}}})
	}
	return f
}

// thing reads kind:key.
func thing(text string) (statement.Ref, error) {
	kind, key, ok := strings.Cut(text, ":")
	if !ok || kind == "" || key == "" {
		return statement.Ref{}, badInput{fmt.Errorf("%q: name a thing as kind:key, as in person:the-woman", text)}
	}
	return statement.Ref{Kind: kind, Key: key}, nil
}

type caseMergeCmd struct{ caseDecision }

func (c *caseMergeCmd) Run(a *app) error { return c.decide(a, true) }

type caseApartCmd struct{ caseDecision }

func (c *caseApartCmd) Run(a *app) error { return c.decide(a, false) }

// caseDecision says whether two things are one.
type caseDecision struct {
	changing
	A      string `arg:"" help:"One thing, as kind:key."`
	B      string `arg:"" help:"The other."`
	Reason string `required:"" help:"Why."`
}

func (c *caseDecision) decide(a *app, same bool) error {
	one, err := thing(c.A)
	if err != nil {
		return err
	}
	other, err := thing(c.B)
	if err != nil {
		return err
	}
	id, err := a.newID()
	if err != nil {
		return err
	}
	return c.added(a, &casefile.File{Decisions: []casefile.Decision{{ID: id, A: one, B: other, Same: same, Reason: c.Reason}}}, "decision "+id)
}

type casePositionCmd struct {
	changing
	Subject    string   `arg:"" help:"The thing that the question is on, as kind:key."`
	Topic      string   `arg:"" help:"The question: the predicate up to its first dot."`
	Statements []string `help:"Statements on which it rests; none: the question is held open."`
	Holds      string   `help:"What is held, in words; of the topic role: unwitting, coerced, acting, unknown."`
	Reason     string   `required:"" help:"Why."`
}

func (c *casePositionCmd) Run(a *app) error {
	on, err := thing(c.Subject)
	if err != nil {
		return err
	}
	id, err := a.newID()
	if err != nil {
		return err
	}
	return c.added(a, &casefile.File{Positions: []casefile.Position{{ID: id, On: casefile.Question{Subject: on, Topic: c.Topic}, Statements: c.Statements,
		Holds: c.Holds, Reason: c.Reason}}}, "position "+id)
}

type caseHypothesisCmd struct {
	changing
	ID   string `arg:"" help:"A short id of your own."`
	Text string `arg:"" help:"What it says."`
}

func (c *caseHypothesisCmd) Run(a *app) error {
	return c.added(a, &casefile.File{Hypotheses: []casefile.Hypothesis{{ID: c.ID, Text: c.Text}}}, "hypothesis "+c.ID)
}

type caseAssessCmd struct {
	changing
	Hypothesis string `arg:"" help:"Id of the hypothesis."`
	Statement  string `arg:"" help:"Id of the statement."`
	Stance     string `arg:"" help:"for, against, neutral or not_applicable." enum:"for,against,neutral,not_applicable"`
	Strength   int    `help:"1 to 3." default:"1"`
	Reason     string `help:"Why."`
}

func (c *caseAssessCmd) Run(a *app) error {
	id, err := a.newID()
	if err != nil {
		return err
	}
	return c.added(a, &casefile.File{Assessments: []casefile.Assessment{{ID: id, Hypothesis: c.Hypothesis, Statement: c.Statement,
		Stance: casefile.Stance(c.Stance), Strength: c.Strength, Reason: c.Reason}}}, "assessment "+id)
}

type caseStepCmd struct {
	changing
	What      string `arg:"" help:"The step: search warrant, referral …"`
	State     string `arg:"" help:"planned, requested, done or dropped." enum:"planned,requested,done,dropped"`
	When      string `help:"When, as precisely as is known: 2027-04-20, 2027-04, 2027."`
	Taker     string `help:"Whose step it is: a bureau, an office." placeholder:"WHO"`
	Statement string `help:"Statement that says so."`
	Note      string `help:"Anything else."`
}

func (c *caseStepCmd) Run(a *app) error {
	id, err := a.newID()
	if err != nil {
		return err
	}
	s := casefile.Step{ID: id, What: c.What, State: c.State, By: c.Taker, Statement: c.Statement, Note: c.Note}
	if c.When != "" {
		if s.When, err = entity.ParseDate(c.When); err != nil {
			return badInput{fmt.Errorf("--when: %w", err)}
		}
	}
	return c.added(a, &casefile.File{Steps: []casefile.Step{s}}, "step "+id)
}

type caseWithdrawCmd struct {
	changing
	Kind   string `arg:"" help:"source, statement, position … (with a source go its statements)."`
	Of     string `arg:"" help:"Id of the entry."`
	Reason string `required:"" help:"Why."`
}

func (c *caseWithdrawCmd) Run(a *app) error {
	n := 0
	err := c.do(a, access.CasesWrite, func(s *client.Client) error {
		var made struct{ Withdrawn int }
		err := s.Post(a.ctx, c.path("/withdrawal"), map[string]any{"kind": c.Kind, "of": c.Of, "reason": c.Reason}, &made, "")
		n = made.Withdrawn
		return err
	}, func(b *dossier.Book, act dossier.Act) (err error) {
		n, err = b.Withdraw(a.ctx, c.Case, casefile.Withdrawal{Kind: c.Kind, Of: c.Of, Reason: c.Reason}, act)
		return err
	})
	if err == nil {
		fmt.Fprintf(a.out, "%d taken back; `case notices %s` says who is to be told\n", n, c.Case)
	}
	return err
}
