package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"text/tabwriter"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/client"
	"github.com/sekifuda/sekifuda/internal/dossier"
	"github.com/sekifuda/sekifuda/internal/report"
	"github.com/sekifuda/sekifuda/internal/statement"
)

type caseExportCmd struct {
	changing
	Format        string   `required:"" help:"html (to be printed), stix, ftm, csv (edges), xarf or indicators." enum:"html,stix,ftm,csv,xarf,indicators"`
	To            string   `required:"" help:"Who is given it."`
	TLP           string   `required:"" help:"The closest label that is let out." enum:"clear,green,amber,amber+strict,red"`
	Purpose       string   `required:"" help:"For what it may be used."`
	Author        string   `required:"" help:"Who gives it, as the document says."`
	Contact       string   `help:"Mail address of the desk, for xarf."`
	Domain        string   `help:"Domain of the desk, for xarf."`
	Care          []string `help:"Special-care data that are let out: criminal_procedure, belief."`
	Communication bool     `help:"Let communication data out."`
	Out           string   `help:"File to make (default: standard output)." type:"path" placeholder:"FILE"`
}

// Run writes what may leave, and says what stayed.
func (c *caseExportCmd) Run(a *app) error {
	if c.Out != "" {
		if _, err := os.Lstat(c.Out); err == nil {
			return badInput{fmt.Errorf("--out %s is there already", c.Out)}
		}
	}
	x, content, err := c.export(a)
	if err != nil {
		return err
	}
	if c.Out == "" {
		_, err = a.out.Write(content)
	} else {
		err = os.WriteFile(c.Out, content, 0o600)
	}
	if err != nil {
		return fmt.Errorf("what was recorded as export %s could not be written: %w", x.ID, err)
	}
	fmt.Fprintf(a.err, "export %s: %d entries to %s, sha256 %s\n", x.ID, len(x.Given), report.Safe(x.Recipient), x.Digest)
	for _, why := range slices.Sorted(maps.Keys(x.Held)) {
		fmt.Fprintf(a.err, "held back: %d (%s)\n", x.Held[why], why)
	}
	return nil
}

func (c *caseExportCmd) export(a *app) (x *dossier.Exported, content []byte, err error) {
	once, err := a.newID()
	if err != nil {
		return nil, nil, err
	}
	err = c.do(a, access.Export, func(s *client.Client) error {
		body := map[string]any{"format": c.Format, "recipient": c.To, "tlp": c.TLP, "purpose": c.Purpose, "author": c.Author, "contact": c.Contact, "domain": c.Domain, "communication": c.Communication, "lang": a.flags.Lang}
		if len(c.Care) > 0 {
			body["care"] = c.Care
		}
		var made struct {
			dossier.Exported
			Content string `json:"content"`
		}
		err := s.Post(a.ctx, c.path("/exports"), body, &made, once)
		x, content = &made.Exported, []byte(made.Content)
		return err
	}, func(b *dossier.Book, act dossier.Act) (err error) {
		x, content, err = b.Export(a.ctx, c.Case, dossier.Request{Format: c.Format, Recipient: c.To, TLP: statement.TLP(c.TLP), Purpose: c.Purpose,
			Author: c.Author, Contact: c.Contact, Domain: c.Domain, Care: c.Care, Communication: c.Communication, Lang: a.flags.Lang}, act)
		return err
	})
	return x, content, err
}

type caseExportsCmd struct {
	looking
	Content string `help:"Print what left in this export, byte by byte." placeholder:"ID"`
}

func (c *caseExportsCmd) Run(a *app) error {
	var all []dossier.Exported
	var content []byte
	return c.into(a, "exports", func(b *dossier.Book, l dossier.Look) (_ any, err error) {
		if c.Content != "" {
			content, err = b.Sent(a.ctx, c.Case, c.Content, l)
			return string(content), err
		}
		all, err = b.Exports(a.ctx, c.Case, l)
		return all, err
	}, func(out io.Writer) error {
		if c.Content != "" {
			_, err := out.Write(content)
			return err
		}
		w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "ID\tAT\tFORMAT\tTLP\tENTRIES\tRECIPIENT\tSHA256")
		for _, x := range all {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%d\t%s\t%s\n", x.ID, x.At, x.Format, x.TLP, len(x.Given), report.Safe(x.Recipient), x.Digest)
		}
		return w.Flush()
	})
}

type caseNoticesCmd struct{ looking }

func (c *caseNoticesCmd) Run(a *app) error {
	var all []dossier.Notice
	return c.into(a, "notices", func(b *dossier.Book, l dossier.Look) (_ any, err error) {
		all, err = b.Notices(a.ctx, c.Case, l)
		return all, err
	}, func(out io.Writer) error {
		for _, n := range all {
			state := "to be told"
			if n.Told != nil {
				state = "told " + n.Told.At.String() + " by " + report.Safe(n.Told.By) + ": " + report.Safe(n.Told.How)
			}
			fmt.Fprintf(out, "%s  %s: %s\n", n.ID, report.Safe(n.Recipient), state)
			for _, g := range n.Gone {
				fmt.Fprintf(out, "    %s %s, version %d\n", g.Kind, report.Safe(g.ID), g.Version)
			}
			fmt.Fprintf(out, "    because: %s\n", report.Safe(n.Reason))
		}
		return nil
	})
}

type caseToldCmd struct {
	changing
	Notice string `arg:"" help:"Id of the notice."`
	How    string `required:"" help:"How: a mail, a call, with whom."`
}

func (c *caseToldCmd) Run(a *app) error {
	return c.do(a, access.CasesWrite, func(s *client.Client) error {
		return s.Post(a.ctx, c.path("/notices/"+c.Notice+"/told"), map[string]any{"how": c.How}, nil, "")
	}, func(b *dossier.Book, act dossier.Act) error { return b.Tell(a.ctx, c.Case, c.Notice, c.How, act) })
}
