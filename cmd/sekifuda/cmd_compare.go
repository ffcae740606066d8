package main

import (
	"fmt"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/match"
	"github.com/sekifuda/sekifuda/internal/script"
)

// compareCmd compares two names for a person to read.
type compareCmd struct {
	A      string `arg:"" name:"NAME" help:"The name that is looked for."`
	B      string `arg:"" name:"LISTED" help:"The name that a list has."`
	Schema string `help:"Person, Company, Organization, Vessel … (default: Company where a name shows a corporate form, else Person)." placeholder:"SCHEMA"`
	JSON   bool   `help:"Print JSON."`
}

// Run prints which part answered which.
func (c *compareCmd) Run(a *app) error {
	schema := c.Schema
	if schema == "" {
		schema = guessSchema(c.A, c.B)
	}
	for _, s := range []string{c.A, c.B} {
		if script.TooLong(s) {
			return badInput{fmt.Errorf("a name of %d bytes is not compared: at most 4096", len(s))}
		}
	}
	p := match.Prepare(&match.Query{Schema: schema, Names: []string{c.A}})
	r := p.ScoreTarget(match.PrepareTarget(&entity.Entity{Schema: schema, Properties: map[string][]string{"name": {c.B}}}))
	verdict := "the names differ"
	switch {
	case !script.Supported(c.A) || !script.Supported(c.B):
		verdict = "not compared: a name has no letters of a script that can be compared"
	case r.Score >= match.Agrees:
		verdict = "the names agree"
	case r.Score >= match.Weak:
		verdict = "the names are near"
	}
	fmt.Fprintf(a.out, "%s: %s ~ %s\nscore %d of %d, from %d names agree: %s\n", schema, c.A, c.B, r.Score, match.Full, match.Agrees, verdict)
	return nil
}

// guessSchema takes a corporate form for the sign of a company. It serves the
// command line only: in files the schema is given.
func guessSchema(names ...string) string {
	for _, s := range names {
		if script.Company(s).Form != "" {
			return entity.Company
		}
	}
	return entity.Person
}
