package main

import (
	"fmt"
	"os"

	"github.com/sekifuda/sekifuda/internal/format/stix"
	"github.com/sekifuda/sekifuda/internal/format/stix/validate"
)

// stixCmd looks at bundles; docs/exchange.md tells how they are read and written.
type stixCmd struct {
	Validate stixValidateCmd `cmd:"" help:"Check bundles against the rules of STIX 2.1 that no schema expresses."`
}

type stixValidateCmd struct {
	Files []string `arg:"" help:"Bundles (JSON)."`
}

// Run prints every rule that a bundle breaks, and fails where it must follow one.
func (c *stixValidateCmd) Run(a *app) error {
	broken := 0
	for _, name := range c.Files {
		if info, err := os.Stat(name); err != nil {
			return fmt.Errorf("validate %s: %w", name, err)
		} else if info.Size() > stix.Limits.Bytes {
			return fmt.Errorf("validate %s: more than %d bytes", name, stix.Limits.Bytes)
		}
		raw, err := os.ReadFile(name)
		if err != nil {
			return fmt.Errorf("validate %s: %w", name, err)
		}
		problems, err := validate.Bundle(raw, name)
		if err != nil {
			return err
		}
		for _, p := range problems {
			word := "must"
			if p.Advice {
				word = "should"
			} else {
				broken++
			}
			fmt.Fprintf(a.out, "%s:%d: %s: %s\n", name, p.Line, word, p)
		}
	}
	if broken > 0 {
		return fmt.Errorf("rules of STIX 2.1 are broken: %d", broken)
	}
	fmt.Fprintln(a.out, "no rule of STIX 2.1 is broken")
	return nil
}
