package casefile

import (
	"errors"
	"fmt"
	"slices"

	"github.com/sekifuda/sekifuda/internal/statement"
)

// Join puts the parts of a case that come from several files into one. The
// first that names the case gives it its name and marking.
func Join(parts ...*File) *File {
	out := &File{}
	for _, p := range parts {
		if out.ID == "" && p.ID != "" {
			out.ID, out.Title, out.Opened, out.Marking = p.ID, p.Title, p.Opened, p.Marking
		}
		out.Sources = append(out.Sources, p.Sources...)
		out.Statements = append(out.Statements, p.Statements...)
		out.Things = append(out.Things, p.Things...)
		out.Decisions = append(out.Decisions, p.Decisions...)
		out.Terms = append(out.Terms, p.Terms...)
		out.Tellers = append(out.Tellers, p.Tellers...)
		out.Positions = append(out.Positions, p.Positions...)
		out.Hypotheses = append(out.Hypotheses, p.Hypotheses...)
		out.Assessments = append(out.Assessments, p.Assessments...)
		out.Steps = append(out.Steps, p.Steps...)
		out.Evidence = append(out.Evidence, p.Evidence...)
		out.Withdrawals = append(out.Withdrawals, p.Withdrawals...)
	}
	return out
}

// Check says what does not fit together: ids that are there twice, entries
// that name others which are not there, decisions and positions without a
// person or a reason. All of it is told, joined.
func (f *File) Check() error {
	c := &checker{ids: map[[2]string]bool{}}
	for _, e := range entries(f) {
		k := [2]string{e.kind, e.id}
		if e.id == "" || e.id == ":" {
			c.add("a %s has no id", e.kind)
		} else if c.ids[k] && e.kind != KindTerm {
			c.add("%s %s is there twice", e.kind, e.id)
		}
		c.ids[k] = true
	}
	c.statements(f)
	c.persons(f)
	return errors.Join(c.errs...)
}

type checker struct {
	ids  map[[2]string]bool
	errs []error
}

func (c *checker) add(format string, args ...any) {
	c.errs = append(c.errs, fmt.Errorf(format, args...))
}

func (c *checker) need(of, kind, id string) {
	if !c.ids[[2]string{kind, id}] {
		c.add("%s names %s %q, which is not in the case", of, kind, id)
	}
}

func (c *checker) statements(f *File) {
	polarities := []statement.Polarity{statement.Asserts, statement.Denies, statement.Lacks, statement.NoAnswer}
	for _, s := range f.Statements {
		of := "statement " + s.ID
		c.need(of, KindSource, s.Source)
		if s.Subject.Kind == "" || s.Subject.Key == "" || s.Predicate == "" {
			c.add("%s: wants a subject and a predicate", of)
		}
		if !slices.Contains(polarities, s.Polarity) {
			c.add("%s: polarity %q: want one of %v", of, s.Polarity, polarities)
		}
	}
	for _, e := range f.Assessments {
		c.need("assessment "+e.ID, KindHypothesis, e.Hypothesis)
		c.need("assessment "+e.ID, KindStatement, e.Statement)
		if !slices.Contains([]Stance{For, Against, Neutral, NotApplicable}, e.Stance) {
			c.add("assessment %s: stance %q: want for, against, neutral or not_applicable", e.ID, e.Stance)
		}
		if e.Strength < 0 || e.Strength > maxStrength {
			c.add("assessment %s: strength %d: want 1 to %d", e.ID, e.Strength, maxStrength)
		}
	}
	for _, e := range f.Steps {
		if e.Statement != "" {
			c.need("step "+e.ID, KindStatement, e.Statement)
		}
		if !slices.Contains([]string{Planned, Requested, Done, Dropped}, e.State) {
			c.add("step %s: state %q: want planned, requested, done or dropped", e.ID, e.State)
		}
	}
	for _, e := range f.Withdrawals {
		c.need("withdrawal "+e.ID, e.Kind, e.Of)
		c.person("withdrawal "+e.ID, e.By, e.Reason)
	}
}

func (c *checker) persons(f *File) {
	for _, e := range f.Decisions {
		c.person("decision "+e.ID, e.By, e.Reason)
		if e.A == e.B {
			c.add("decision %s: names one thing twice", e.ID)
		}
	}
	for _, e := range f.Positions {
		c.person("position "+e.ID, e.By, e.Reason)
		for _, s := range e.Statements {
			c.need("position "+e.ID, KindStatement, s)
		}
	}
}

func (c *checker) person(of, by, reason string) {
	if by == "" || reason == "" {
		c.add("%s: wants the person who took it (by) and a reason", of)
	}
}
