package dossier

import (
	"fmt"
	"slices"

	"github.com/sekifuda/sekifuda/internal/casefile"
)

// worked looks at what the people who work a case add.
func (c *checking) worked(f *casefile.File) {
	for i, t := range f.Things {
		c.ref(fmt.Sprintf("things.%d.ref", i), t.Ref, true)
		for _, n := range t.Names {
			c.text(fmt.Sprintf("things.%d.names", i), n)
		}
	}
	for i := range f.Decisions {
		d, at := &f.Decisions[i], fmt.Sprintf("decisions.%d.", i)
		c.need(at+"reason", &d.Reason)
		c.ref(at+"a", d.A, true)
		c.ref(at+"b", d.B, true)
		if d.A == d.B {
			c.problem(at+"b", "is the same thing as a", "name two")
		}
		if d.Same && d.A.Kind != d.B.Kind {
			c.problem(at+"b", "is of another kind than a: they cannot be one", "keep them apart, or correct one of them")
		}
	}
	for i := range f.Positions {
		p, at := &f.Positions[i], fmt.Sprintf("positions.%d.", i)
		c.need(at+"reason", &p.Reason)
		c.text(at+"holds", p.Holds)
		c.ref(at+"on.subject", p.On.Subject, true)
		if p.On.Topic == "" {
			c.problem(at+"on.topic", "is missing", "write the predicate up to its first dot")
		}
		for _, s := range p.Statements {
			c.known(at+"statements", s, c.statements)
		}
	}
	for i := range f.Hypotheses {
		c.need(fmt.Sprintf("hypotheses.%d.text", i), &f.Hypotheses[i].Text)
	}
	for i, a := range f.Assessments {
		at := fmt.Sprintf("assessments.%d.", i)
		c.known(at+"hypothesis", a.Hypothesis, c.hypotheses)
		c.known(at+"statement", a.Statement, c.statements)
		oneOf(c, at+"stance", a.Stance, stances)
		if a.Strength < 0 || a.Strength > 3 {
			c.problem(at+"strength", "is none from 1 to 3", "")
		}
		c.text(at+"reason", a.Reason)
	}
}

func (c *checking) known(field, id string, in map[string]bool) {
	if !in[id] {
		c.problem(field, "names what is not in the case", "give an id as `case entries` prints them")
	}
}

// legal looks at steps, evidence files and what is taken back.
func (c *checking) legal(f *casefile.File) {
	for i := range f.Steps {
		s, at := &f.Steps[i], fmt.Sprintf("steps.%d.", i)
		c.need(at+"what", &s.What)
		oneOf(c, at+"state", s.State, states[1:])
		if s.Statement != "" {
			c.known(at+"statement", s.Statement, c.statements)
		}
		c.text(at+"note", s.Note)
	}
	for i := range f.Evidence {
		e, at := &f.Evidence[i], fmt.Sprintf("evidence.%d.", i)
		c.need(at+"name", &e.Name)
		if !digestForm.MatchString(e.Digest) {
			c.problem(at+"digest", "is no SHA-256 of a file", "write 64 digits 0-9, a-f")
		}
		if e.Source != "" {
			c.known(at+"source", e.Source, c.sources)
		}
		c.marking(at+"marking", e.Marking)
		for j, h := range e.Custody {
			if h.To == "" {
				c.problem(fmt.Sprintf("%scustody.%d.to", at, j), "is missing", "say in whose hands the file came")
			}
		}
	}
	for i := range f.Withdrawals {
		w, at := &f.Withdrawals[i], fmt.Sprintf("withdrawals.%d.", i)
		c.need(at+"reason", &w.Reason)
		if !slices.Contains(Kinds(), w.Kind) {
			c.problem(at+"kind", "is no kind of entry", "")
		}
	}
}
