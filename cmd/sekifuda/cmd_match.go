package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"

	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/ftm"
	"github.com/sekifuda/sekifuda/internal/match"
	"github.com/sekifuda/sekifuda/internal/report"
	"github.com/sekifuda/sekifuda/internal/search"
)

// matchCmd looks for every entity of a file in sources.
type matchCmd struct {
	Against []string `help:"Names of live sources: lists and registers." required:"" placeholder:"SOURCE"`
	In      string   `help:"FollowTheMoney entities, one a line; - is standard input." required:"" placeholder:"FILE.jsonl"`
	Out     string   `help:"A line with the ranked candidates for each; - is standard output." required:"" placeholder:"FILE.jsonl"`
	Limit   int      `help:"Candidates of one entity." default:"10"`
	Least   int      `help:"Score below which a name is no candidate, of 10000." default:"7000" placeholder:"N"`
}

// Run writes a line for each line of the input that can be used, in its order.
func (c *matchCmd) Run(a *app) error {
	switch {
	case c.Limit < 1 || c.Limit > 1000:
		return badInput{fmt.Errorf("--limit %d: want 1 to 1000", c.Limit)}
	case c.Least < 0 || c.Least > match.Full:
		return badInput{fmt.Errorf("--least %d: want 0 to %d", c.Least, match.Full)}
	}
	in, name := io.NopCloser(a.in), "standard input"
	if c.In != "-" {
		f, err := os.Open(c.In)
		if err != nil {
			return badInput{err}
		}
		in, name = f, c.In
	}
	defer in.Close()
	sources, done, err := a.sources(c.Against)
	if err != nil {
		return err
	}
	defer done()
	out, err := a.create(c.Out)
	if err != nil {
		return badInput{err}
	}
	defer out.discard()
	bad, missed, err := c.run(a, sources, ftm.Lines(in, name, format.ListLimits), out)
	if err == nil {
		err = out.keep()
	}
	switch {
	case err != nil:
		return err
	case bad > 0:
		return badInput{fmt.Errorf("%d lines could not be used, the others were", bad)}
	case missed:
		return errNotSearched
	}
	return nil
}

// run writes what was found, and names and counts the lines that cannot be used;
// missed says that a source could not be read.
func (c *matchCmd) run(a *app, sources []search.Source, lines iter.Seq[ftm.Line], out io.Writer) (bad int, missed bool, err error) {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	p := newProgress(a.err, "match", "")
	defer p.done()
	n := int64(0)
	for r := range search.Each(lines, workers(), func(l ftm.Line) matched { return c.line(sources, l) }) {
		if err := a.ctx.Err(); err != nil {
			return bad, missed, err
		}
		if n++; r.err != nil {
			bad++
			fmt.Fprintln(a.err, r.err)
			continue
		}
		if err := enc.Encode(r.found); err != nil {
			return bad, missed, fmt.Errorf("write candidates: %w", err)
		}
		missed = missed || r.missed
		p.at(n)
	}
	return bad, missed, nil
}

// matched is what became of one line.
type matched struct {
	found  *report.Found
	err    *format.Error
	missed bool // a source could not be read
}

func (c *matchCmd) line(sources []search.Source, l ftm.Line) matched {
	if l.Err != nil {
		return matched{err: l.Err}
	}
	w := search.FromEntity(&l.Entity)
	answer := search.For(sources, w, search.Options{Limit: c.Limit, Least: c.Least})
	f := report.NewFound(answer, len(w.Names) > 0)
	f.Line, f.ID, f.Caption, f.Schema = l.Number, l.Entity.ID, l.Entity.Caption, l.Entity.Schema
	return matched{found: f, missed: answer.Missed()}
}

// outFile is a file that appears under its name only when it is whole.
type outFile struct {
	*bufio.Writer
	file *os.File // nil: standard output
	name string
}

// create begins an output; - is standard output.
func (a *app) create(name string) (*outFile, error) {
	if name == "-" {
		return &outFile{Writer: bufio.NewWriter(a.out)}, nil
	}
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*.part")
	if err != nil {
		return nil, err
	}
	return &outFile{bufio.NewWriterSize(f, 1<<16), f, name}, nil
}

// keep puts the file in its place.
func (o *outFile) keep() error {
	if err := o.Flush(); err != nil || o.file == nil {
		return err
	}
	f := o.file
	o.file = nil
	err := errors.Join(f.Chmod(0o644), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), o.name)
	}
	return err
}

// discard removes what was not kept.
func (o *outFile) discard() {
	if o.file != nil {
		o.file.Close()
		os.Remove(o.file.Name())
	}
}
