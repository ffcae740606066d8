package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/gate"
	"github.com/sekifuda/sekifuda/internal/notary"
	"github.com/sekifuda/sekifuda/internal/report"
	"github.com/sekifuda/sekifuda/internal/store/decision"
)

type exportCmd struct {
	Decisions exportDecisionsCmd `cmd:"" help:"Write decisions with their applications and receipts as JSON lines."`
}

type exportDecisionsCmd struct {
	Since      string `help:"Made at this time or day, or later." placeholder:"TIME"`
	Until      string `help:"Made before this time or day." placeholder:"TIME"`
	Outcome    string `help:"approve, review or refuse." enum:"approve,review,refuse," default:""`
	CSV        bool   `help:"A table instead, safe to open in a spreadsheet; without receipts."`
	Out        string `help:"File to make (default: standard output)." type:"path" placeholder:"FILE"`
	NoReceipts bool   `help:"Leave receipts out."`
}

// Run takes decisions out. That it did stands in the ledger.
func (c *exportDecisionsCmd) Run(a *app) (err error) {
	at, err := a.at()
	if err != nil {
		return err
	}
	e := &gate.Export{At: at, By: "command_line"}
	if e.Wanted, err = c.wanted(a); err != nil {
		return err
	}
	h, err := a.look()
	if err != nil {
		return err
	}
	defer h.Close()
	if e.ID, err = a.newID(); err != nil {
		return err
	}
	e.Books = h.books
	if !c.NoReceipts && !c.CSV {
		e.Receipt = receipts(&notary.Log{DB: h.db})
	}
	out, done, err := c.output(a)
	if err != nil {
		return err
	}
	s, err := c.write(a, e, out)
	if err = errors.Join(err, done(err == nil)); err != nil {
		return err
	}
	fmt.Fprintf(a.err, "%d decisions, sha256 %s; the ledger says so under %s\n", s.Count, s.SHA256, e.ID)
	return nil
}

func (c *exportDecisionsCmd) write(a *app, e *gate.Export, out io.Writer) (gate.Summary, error) {
	if !c.CSV {
		return e.Run(a.ctx, out, gate.WriteLine)
	}
	var w *report.CSV
	return e.Run(a.ctx, out, func(to io.Writer, x *gate.Exported) error {
		if w == nil {
			w = report.NewCSV(to, report.Lang(strings.ToLower(a.flags.Lang)))
		}
		if x.Decision == nil {
			return nil
		}
		if err := w.Write(explained(x.Decision, x.Application)); err != nil {
			return err
		}
		return w.Close() // nothing is held back, so that the digest is of what was written
	})
}

func (c *exportDecisionsCmd) wanted(a *app) (w decision.Wanted, err error) {
	w.Outcome = finding.Outcome(c.Outcome)
	z, err := a.zone()
	if err != nil {
		return w, err
	}
	for _, bound := range []struct {
		name, text string
		to         *entity.Instant
	}{{"--since", c.Since, &w.Since}, {"--until", c.Until, &w.Until}} {
		if bound.text == "" {
			continue
		}
		if *bound.to, err = entity.ParseAt(bound.text, z); err != nil {
			return w, badInput{fmt.Errorf("%s: %w", bound.name, err)}
		}
	}
	return w, nil
}

// output makes the file, readable by its owner only, under a temporary name; it
// is given its own where everything went well.
func (c *exportDecisionsCmd) output(a *app) (w io.Writer, done func(ok bool) error, err error) {
	if c.Out == "" {
		buf := bufio.NewWriter(a.out)
		return buf, func(bool) error { return buf.Flush() }, nil
	}
	if _, err := os.Lstat(c.Out); !errors.Is(err, os.ErrNotExist) {
		return nil, nil, badInput{errors.Join(fmt.Errorf("--out %s is there already", c.Out), err)}
	}
	f, err := os.CreateTemp(filepath.Dir(c.Out), ".export-*")
	if err != nil {
		return nil, nil, badInput{err}
	}
	buf := bufio.NewWriterSize(f, 1<<16)
	return buf, func(ok bool) error {
		err := errors.Join(buf.Flush(), f.Sync(), f.Close())
		if !ok || err != nil {
			return errors.Join(err, os.Remove(f.Name()))
		}
		return os.Rename(f.Name(), c.Out)
	}, nil
}

// receipts returns receipts as text, "" for what is not sequenced.
func receipts(l *notary.Log) func(context.Context, int64) (string, error) {
	return func(ctx context.Context, leaf int64) (string, error) {
		r, err := l.ReceiptOf(ctx, leaf)
		if errors.Is(err, notary.ErrNotSequenced) {
			return "", nil
		}
		if err != nil {
			return "", err
		}
		return string(r.Text()), nil
	}
}
