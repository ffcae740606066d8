package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/sekifuda/sekifuda/internal/policy"
	"github.com/sekifuda/sekifuda/internal/record"
)

// policyCmd checks and tests policies; docs/policy.md tells how to write one.
type policyCmd struct {
	Check policyCheckCmd `cmd:"" help:"Compile a policy and say what it does."`
	Test  policyTestCmd  `cmd:"" help:"Run the cases written beside the rules of a policy."`
	Show  policyShowCmd  `cmd:"" help:"Print the policy that is built in, to start one's own from."`
}

type policyCheckCmd struct {
	File string `arg:"" optional:"" default:"default" help:"Policy file (YAML); default means the one that is built in."`
}

type policyTestCmd struct {
	File string `arg:"" optional:"" default:"default" help:"Policy file (YAML); default means the one that is built in."`
}

type policyShowCmd struct{}

// Run compiles the file.
func (c *policyCheckCmd) Run(a *app) error { return policyCheck(a.out, c.File) }

// Run runs the cases of the file.
func (c *policyTestCmd) Run(a *app) error { return policyTest(a.out, c.File) }

// Run prints the built-in policy.
func (c *policyShowCmd) Run(a *app) error {
	_, err := io.WriteString(a.out, policy.Default().Source)
	return err
}

// namedPolicy reads the policy at path; default is the one that is built in.
func namedPolicy(path string) (*policy.Policy, error) {
	if path == "default" {
		return policy.Default(), nil
	}
	return readPolicy(path)
}

// policyCheck compiles the policy at path and prints what it does.
func policyCheck(w io.Writer, path string) error {
	p, err := namedPolicy(path)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%s: policy %s, version %s\n", p.File, p.Name, p.Version)
	fmt.Fprintf(w, "digest    %s\n", p.Digest)
	fmt.Fprintf(w, "rules     %d\n", len(p.Rules()))
	for _, item := range []string{record.ItemSoftware, record.ItemServer, record.ItemShipment} {
		fmt.Fprintf(w, "required  %-9s %s\n", item, strings.Join(p.Required(item), ", "))
	}
	fmt.Fprintf(w, "sources   register %s; must be live: %s\n", p.Register(), strings.Join(p.RequireSources(), ", "))
	return nil
}

// policyTest runs the cases of the policy at path and prints them as a table. A
// failing case is bad input: the error names each by file and line.
func policyTest(w io.Writer, path string) error {
	p, err := namedPolicy(path)
	if err != nil {
		return err
	}
	rep := p.Test()
	var failing []string
	tw := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	fmt.Fprintln(tw, "\tOUTCOME\tCASE\tREASONS")
	for _, c := range rep.Cases {
		mark := "ok"
		for _, wrong := range c.Wrong {
			mark = "FAIL"
			failing = append(failing, fmt.Sprintf("%s:%d: %s: %s", p.File, c.Line, c.Name, wrong))
		}
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\n", mark, c.Outcome, c.Name, strings.Join(c.Reasons, ", "))
	}
	if err := tw.Flush(); err != nil {
		return fmt.Errorf("policy test: %w", err)
	}
	fmt.Fprintf(w, "\n%d cases, %d failing", len(rep.Cases), rep.Failed)
	if len(rep.Unfired) > 0 {
		fmt.Fprintf(w, "; no case fires: %s", strings.Join(rep.Unfired, ", "))
	}
	fmt.Fprintln(w)
	if rep.Failed > 0 {
		return badInput{fmt.Errorf("policy test: %d of %d cases fail:\n%s", rep.Failed, len(rep.Cases), strings.Join(failing, "\n"))}
	}
	return nil
}
