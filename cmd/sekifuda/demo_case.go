package main

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/sekifuda/sekifuda/examples"
	"github.com/sekifuda/sekifuda/internal/casefile"
	"github.com/sekifuda/sekifuda/internal/dossier"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/application"
	casereader "github.com/sekifuda/sekifuda/internal/format/casefile"
	"github.com/sekifuda/sekifuda/internal/inventory"
)

// caseDay is the day on which the worked case is looked at, two days after the
// last of its reports.
const caseDay = "2028-01-06"

// caseDemo works the case of examples/case in a directory of its own.
type caseDemo struct {
	*demo
	files fs.FS
	file  *casefile.File
}

// runCase writes the worked case out, takes it in as an operator would, traces
// from the reported address and prints where the reports differ. It works at a
// fixed time, so that it prints the same each time.
func (d *demo) runCase() error {
	sub, err := fs.Sub(examples.Case, "case")
	if err != nil {
		return err
	}
	c := &caseDemo{demo: d, files: sub}
	if err := os.CopyFS(filepath.Join(d.dir, "case"), sub); err != nil {
		return fmt.Errorf("write the case out: %w", err)
	}
	if d.h, err = d.open(); err != nil {
		return err
	}
	defer d.h.Close()
	for _, step := range []func() error{c.records, c.read, c.trace, c.differ, c.weigh, c.learned} {
		if err := step(); err != nil {
			return err
		}
	}
	c.nextCase()
	return nil
}

// records takes in the operator's books.
func (c *caseDemo) records() error {
	n := 0
	for row, err := range application.ReadFile(filepath.Join(c.dir, "case", "records", "applications.jsonl"), format.ApplicationLimits) {
		if err == nil && row.Problems != nil {
			err = row.Problems[0]
		}
		if err != nil {
			return err
		}
		at, err := entity.ParseAt(row.App.ReceivedAt, time.UTC)
		if err != nil {
			return err
		}
		if err := c.h.books.Remember(c.ctx, &row.App, at); err != nil {
			return err
		}
		n++
	}
	c.say("The operator's books: %d applications", "事業者の記録：申込み%d件", n)
	inv := c.h.inventory()
	for _, kind := range []string{"contract", "asset", "lease", "account", "event"} {
		var rows []inventory.Entry
		for row, err := range application.ReadRecords(kind, kind+".jsonl", mustOpen(c.files, "records/"+kind+"s.jsonl"), format.ApplicationLimits) {
			if err != nil {
				return err
			}
			e, problems := inv.Prepare(row.Record)
			if problems = append(row.Problems, problems...); problems != nil {
				return problems[0]
			}
			rows = append(rows, e)
		}
		r, err := inv.Import(c.ctx, rows, c.at)
		if err != nil {
			return err
		}
		fmt.Fprintf(c.out, "  %-9s %d\n", kind, r.Added)
	}
	return nil
}

// mustOpen opens a file that the program carries.
func mustOpen(files fs.FS, name string) io.Reader {
	b, err := fs.ReadFile(files, name)
	if err != nil {
		panic(err)
	}
	return bytes.NewReader(b)
}

// read takes the reports into a case file, each when it was printed, and reads
// the case back from the store.
func (c *caseDemo) read() error {
	parts := []*casefile.File{}
	names, err := fs.Glob(c.files, "reports/*/statements.yaml")
	if err != nil {
		return err
	}
	for _, name := range append([]string{"case.yaml"}, names...) {
		f, err := casereader.Read(mustOpen(c.files, name), casereader.Options{Name: name})
		if err != nil {
			return err
		}
		parts = append(parts, f)
	}
	whole := casefile.Join(parts...)
	if err := whole.Check(); err != nil {
		return err
	}
	book := &dossier.Book{DB: c.h.db, Vault: c.h.books.Vault, Tenant: tenant, NewID: c.newID}
	act := dossier.Act{By: "demo", At: whole.Opened}
	err = book.Open(c.ctx, dossier.Case{ID: whole.ID, Title: whole.Title, Owner: "demo", Marking: whole.Marking}, act)
	if err != nil {
		return err
	}
	for _, at := range recordedTimes(whole) {
		act.At = at
		if _, err := book.Add(c.ctx, whole.ID, whole.AsKnown(at), act); err != nil {
			return err
		}
	}
	c.file, _, err = book.File(c.ctx, whole.ID, dossier.Look{By: "demo", Purpose: "demonstration", At: c.at})
	if err != nil {
		return err
	}
	c.say("\nThe case file: %d reports, %d statements, each with quotation and place; %d terms, %d decisions, %d hypotheses",
		"\n事件記録：報道%d件、引用と箇所のある供述%d件、用語%d、判断%d、仮説%d",
		len(names), len(c.file.Statements), len(c.file.Terms), len(c.file.Decisions), len(c.file.Hypotheses))
	return nil
}

// recordedTimes are the times at which something came into a case, in order.
func recordedTimes(f *casefile.File) []entity.Instant {
	times := []entity.Instant{f.Opened}
	for _, e := range casefile.Known(f) {
		if e.At > f.Opened {
			times = append(times, e.At)
		}
	}
	slices.Sort(times)
	return slices.Compact(times)
}

// named is what a thing is called in the case.
func (c *caseDemo) named(ref string) string {
	for _, t := range c.file.Things {
		if t.Ref.String() == ref && len(t.Names) > 0 {
			return t.Names[0]
		}
	}
	_, key, _ := strings.Cut(ref, ":")
	return key
}

func (c *caseDemo) nextCase() {
	c.say(`
Try next:
  sekifuda demo --case --keep DIR     keep the reports, the records and the data
  DIR/case/reports/R2/report.txt      a report, and beside it what was coded from it
  DIR/case/truth.yaml                 who is who, and what may be concluded`, `
次に試すこと：
  sekifuda demo --case --keep DIR     報道、記録、データを残す
  DIR/case/reports/R2/report.txt      報道の一つと、その符号化
  DIR/case/truth.yaml                 真相と、結論できること`)
}
