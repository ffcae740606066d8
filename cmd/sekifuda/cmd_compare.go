package main

import (
	"fmt"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/match"
	"github.com/sekifuda/sekifuda/internal/report"
	"github.com/sekifuda/sekifuda/internal/script"
)

// compareCmd compares two names for a person to read.
type compareCmd struct {
	A      string `arg:"" name:"name" help:"The name that is looked for."`
	B      string `arg:"" name:"listed" help:"The name that a list has."`
	Schema string `help:"Person, Company, Organization, Vessel … (default: Company where a name shows a corporate form, else Person)." placeholder:"SCHEMA"`
	JSON   bool   `help:"Print JSON."`
}

// Run prints which part answered which.
func (c *compareCmd) Run(a *app) error {
	schema := c.Schema
	if schema == "" {
		schema = guessSchema(c.A, c.B)
	}
	o, err := a.reportOptions()
	if err != nil {
		return err
	}
	compared := true
	for _, s := range []string{c.A, c.B} {
		if script.TooLong(s) {
			return badInput{fmt.Errorf("a name of %d bytes is not compared: at most 4096", len(s))}
		}
		compared = compared && script.Supported(s)
	}
	p := match.Prepare(&match.Query{Schema: schema, Names: []string{c.A}})
	listed := match.PrepareTarget(&entity.Entity{Schema: schema, Properties: map[string][]string{"name": {c.B}}})
	n := report.NewNames(schema, c.A, c.B, p.Explain(listed), compared)
	if c.JSON {
		return writeJSON(a.out, n)
	}
	return report.Alignment(a.out, n, o)
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
