package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/match"
	"github.com/sekifuda/sekifuda/internal/report"
	"github.com/sekifuda/sekifuda/internal/script"
	"github.com/sekifuda/sekifuda/internal/search"
	"github.com/sekifuda/sekifuda/internal/source"
)

// findCmd looks for anything in all live sources, for a person at a terminal.
type findCmd struct {
	Text   []string `arg:"" name:"anything" help:"A name in any script, a corporate number, an identifier (KIND:VALUE) or an address."`
	Limit  int      `help:"Records at most." default:"10"`
	Least  int      `help:"Score below which a name is not shown, of 10000." default:"7000" placeholder:"N"`
	Schema string   `help:"Person, Company, Vessel …, where it is known." placeholder:"SCHEMA"`
	JSON   bool     `help:"Print JSON."`
}

// Run says what the text was taken for, and what sources have.
func (c *findCmd) Run(a *app) error {
	o, err := a.reportOptions()
	if err != nil {
		return err
	}
	text := strings.Join(c.Text, " ")
	switch {
	case c.Limit < 1 || c.Limit > 1000:
		return badInput{fmt.Errorf("--limit %d: want 1 to 1000", c.Limit)}
	case c.Least < 0 || c.Least > match.Full:
		return badInput{fmt.Errorf("--least %d: want 0 to %d", c.Least, match.Full)}
	case script.Fold(text) == "":
		return badInput{errors.New("nothing to look for")}
	}
	as, w, err := search.Text(text)
	switch {
	case errors.Is(err, search.ErrNotIndexed):
		return badInput{fmt.Errorf("%s: %s", report.Safe(text), report.Text(o.Lang, "asked", as))}
	case err != nil:
		return badInput{err}
	}
	if as == search.ByName {
		w.Schema = c.Schema
		if w.Schema == "" && script.Company(text).Form != "" {
			w.Schema = guessSchema(text)
		}
	}
	sources, done, err := a.sources(nil)
	if err != nil {
		return err
	}
	defer done()
	answer := search.For(sources, w, search.Options{Limit: c.Limit, Least: c.Least})
	if len(sources) == 0 {
		answer.Open = append(answer.Open, search.Open{Cause: finding.CauseMissing})
	}
	f := report.NewFound(answer, as == search.ByName)
	f.Asked, f.As = text, as
	if c.JSON {
		err = writeJSON(a.out, f)
	} else {
		err = report.WriteFound(a.out, f, o)
	}
	if err == nil && answer.Missed() {
		err = errNotSearched
	}
	return err
}

// errNotSearched says that an answer stands without one of its sources.
var errNotSearched = fmt.Errorf("not everything was searched: %w", errSourceMissing)

// sources opens the live sources of these names, all of them where there is
// none; done closes them.
func (a *app) sources(names []string) (out []search.Source, done func(), err error) {
	h, err := a.look()
	if err != nil {
		return nil, nil, err
	}
	if _, err := a.packs(); err != nil {
		return nil, nil, errors.Join(err, h.Close())
	}
	loaded, err := h.shelf.Live(a.ctx)
	if err != nil {
		return nil, nil, errors.Join(err, h.Close())
	}
	done = func() {
		for _, l := range loaded {
			l.Close()
		}
		h.Close()
	}
	live := map[string]*source.Loaded{}
	var all []string
	for _, l := range loaded {
		live[l.Chain.Source] = l
		all = append(all, l.Chain.Source)
	}
	if len(names) == 0 {
		names = all
	}
	for _, n := range names {
		l := live[n]
		if l == nil {
			done()
			return nil, nil, badInput{fmt.Errorf("no source %q is live; live are: %s", n, strings.Join(all, ", "))}
		}
		out = append(out, searchSource(l))
	}
	return out, done, nil
}

func searchSource(l *source.Loaded) search.Source {
	ref := l.Chain.Ref()
	s := search.Source{Err: l.Err, Targets: &match.Targets{}, Ref: finding.SourceRef{
		Name: l.Chain.Source, Kind: l.Chain.Kind, Digest: ref.Chain[len(ref.Chain)-1], Published: l.Chain.Published(),
	}}
	if l.Register != nil {
		s.Register = l.Register
	}
	if l.List != nil {
		s.List = l.List
	}
	return s
}
