package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/client"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/application"
	"github.com/sekifuda/sekifuda/internal/inventory"
	"github.com/sekifuda/sekifuda/internal/store/book"
)

type recordCmd struct {
	Import recordImportCmd `cmd:"" help:"Take records from files (docs/records.md): .jsonl, .json, .csv or .tsv."`
	List   recordListCmd   `cmd:"" help:"List records of a kind, in the order of their ids."`
	Show   recordShowCmd   `cmd:"" help:"Show one record with its versions."`
}

type recordImportCmd struct {
	Kind  string   `arg:"" help:"contract, asset, lease, account or event." enum:"contract,asset,lease,account,event"`
	Files []string `arg:"" name:"file" help:"Files; - is standard input, JSON lines." type:"path"`
}

// importing is one run of the command over its files.
type importing struct {
	app   *app
	taker recordTaker
	check *inventory.Inventory // of times and addresses; the store is not asked
	kind  string
	rows  []taken
	sum   inventory.Result
	bad   int
}

// taken is a row that is fit to be stored.
type taken struct {
	record any
	entry  inventory.Entry
}

// recordTaker stores rows: in the store itself, or through a server.
type recordTaker interface {
	take(rows []taken) (inventory.Result, error)
	missing(refs []book.Ref) ([]book.Ref, error)
}

// chunk is how many rows are stored at once.
const recordChunk = 500

func (c *recordImportCmd) Run(a *app) error {
	zone, err := a.zone()
	if err != nil {
		return err
	}
	taker, end, err := a.recordTaker(c.Kind)
	if err != nil {
		return err
	}
	defer end()
	im := &importing{app: a, taker: taker, check: &inventory.Inventory{Zone: zone}, kind: c.Kind}
	for _, file := range c.Files {
		if err := im.file(file); err != nil {
			return err
		}
	}
	if err := im.store(); err != nil {
		return err
	}
	if im.sum.Missing, err = taker.missing(im.sum.Missing); err != nil {
		return err
	}
	im.tell()
	if im.bad > 0 {
		return badInput{fmt.Errorf("%d rows were not taken: mend them and import the file again, what is there already is nothing new", im.bad)}
	}
	return nil
}

func (im *importing) file(path string) error {
	in := im.app.in
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return badInput{err}
		}
		defer f.Close()
		in = f
	}
	for row, err := range application.ReadRecords(im.kind, path, in, format.ApplicationLimits) {
		var bad *format.Error
		switch {
		case errors.As(err, &bad):
			// What came before is good, and is kept.
			if storeErr := im.store(); storeErr != nil {
				return storeErr
			}
			return badInput{err}
		case err != nil:
			return err
		}
		if err := im.row(row); err != nil {
			return err
		}
	}
	return nil
}

func (im *importing) row(row application.RecordRow) error {
	problems := row.Problems
	var e inventory.Entry
	if problems == nil {
		e, problems = im.check.Prepare(row.Record)
	}
	if problems != nil {
		im.bad++
		for _, p := range problems {
			if p.Line == 0 {
				p.File, p.Line = row.File, row.Line
			}
			fmt.Fprintln(im.app.err, p)
		}
		return nil
	}
	if im.rows = append(im.rows, taken{row.Record, e}); len(im.rows) < recordChunk {
		return nil
	}
	return im.store()
}

// store takes the rows that wait.
func (im *importing) store() error {
	if len(im.rows) == 0 {
		return nil
	}
	r, err := im.taker.take(im.rows)
	im.sum.Added, im.sum.Changed, im.sum.Same = im.sum.Added+r.Added, im.sum.Changed+r.Changed, im.sum.Same+r.Same
	im.sum.Missing = append(im.sum.Missing, r.Missing...)
	im.rows = im.rows[:0]
	return err
}

func (im *importing) tell() {
	fmt.Fprintf(im.app.out, "%s: %d added, %d changed (new versions), %d unchanged\n", im.kind, im.sum.Added, im.sum.Changed, im.sum.Same)
	if n := len(im.sum.Missing); n > 0 {
		var first []string
		for _, m := range im.sum.Missing[:min(n, 5)] {
			first = append(first, m.Kind+" "+m.ID)
		}
		more := ""
		if n > len(first) {
			more = ", …"
		}
		fmt.Fprintf(im.app.err, "%d references lead nowhere yet, and are kept: %s%s\n", n, strings.Join(first, ", "), more)
	}
}

// recordTaker opens what the records go to: the server that owns the data, or
// the data directory; end closes it.
func (a *app) recordTaker(kind string) (t recordTaker, end func(), err error) {
	server, err := a.through(string(access.RecordsWrite))
	if err != nil {
		return nil, nil, err
	}
	if server != nil {
		return &serverTaker{app: a, server: server, kind: kind, seen: map[string]bool{}}, func() {}, nil
	}
	at, err := a.at()
	if err != nil {
		return nil, nil, err
	}
	h, err := a.open()
	if err != nil {
		return nil, nil, err
	}
	return &directTaker{app: a, at: at, inventory: h.inventory()}, func() { h.Close() }, nil
}

// directTaker stores in the data directory itself.
type directTaker struct {
	app       *app
	at        entity.Instant
	inventory *inventory.Inventory
}

func (d *directTaker) take(rows []taken) (inventory.Result, error) {
	entries := make([]inventory.Entry, len(rows))
	for i, r := range rows {
		entries[i] = r.entry
	}
	return d.inventory.Import(d.app.ctx, entries, d.at)
}

// missing asks again: what a row refers to may have come after it.
func (d *directTaker) missing(refs []book.Ref) ([]book.Ref, error) {
	return d.inventory.Missing(d.app.ctx, refs)
}

// serverTaker hands rows to the server that owns the data.
type serverTaker struct {
	app    *app
	server *client.Client
	kind   string
	seen   map[string]bool // ids that this run brought
}

func (s *serverTaker) take(rows []taken) (inventory.Result, error) {
	body := make([]any, len(rows))
	for i, r := range rows {
		body[i], s.seen[r.entry.ID] = r.record, true
	}
	var out struct {
		inventory.Result
		Missing []struct {
			Kind  string `json:"kind"`
			ID    string `json:"external_id"`
			Field string `json:"field"`
		} `json:"missing"`
	}
	// The same rows twice are nothing new, so each request may be tried again.
	if err := s.server.Post(s.app.ctx, "/v1/records/"+s.kind, body, &out, "records"); err != nil {
		return inventory.Result{}, refused(err)
	}
	for _, m := range out.Missing {
		out.Result.Missing = append(out.Result.Missing, book.Ref{Kind: m.Kind, ID: m.ID, Field: m.Field})
	}
	return out.Result, nil
}

// missing leaves out what came in a later part of this run.
func (s *serverTaker) missing(refs []book.Ref) (out []book.Ref, err error) {
	told := map[[2]string]bool{}
	for _, r := range refs {
		key := [2]string{r.Kind, r.ID}
		if told[key] || r.Kind == s.kind && s.seen[r.ID] {
			continue
		}
		told[key] = true
		out = append(out, r)
	}
	return out, nil
}

func (h *house) inventory() *inventory.Inventory {
	return &inventory.Inventory{DB: h.db, Vault: h.books.Vault, Tenant: h.books.Tenant}
}

type recordListCmd struct {
	Kind  string `arg:"" help:"contract, asset, lease, account or event." enum:"contract,asset,lease,account,event"`
	After string `help:"Begin after this id." placeholder:"ID"`
	Limit int    `help:"How many at most." default:"100"`
}

func (c *recordListCmd) Run(a *app) error {
	h, err := a.look()
	if err != nil {
		return err
	}
	defer h.Close()
	rows, err := h.inventory().List(a.ctx, c.Kind, c.After, c.Limit)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tVERSION\tFROM\tTO\tSOURCE\tRECORDED")
	for _, r := range rows {
		fmt.Fprintf(w, "%s\t%d\t%s\t%s\t%s\t%s\n", r.ExternalID, r.Version, r.From, until(r.To), r.Source, r.At)
	}
	return w.Flush()
}

func until(to entity.Instant) string {
	if to == inventory.Forever {
		return "-"
	}
	return to.String()
}

type recordShowCmd struct {
	Kind string `arg:"" help:"contract, asset, lease, account or event." enum:"contract,asset,lease,account,event"`
	ID   string `arg:"" help:"External id."`
}

// Run writes every version, oldest first, and what refers to the record.
func (c *recordShowCmd) Run(a *app) error {
	h, err := a.look()
	if err != nil {
		return err
	}
	defer h.Close()
	versions, err := h.inventory().Get(a.ctx, c.Kind, c.ID)
	if err != nil {
		return badInput{err}
	}
	type version struct {
		Version  int64          `json:"version"`
		Recorded entity.Instant `json:"recorded"`
		Record   any            `json:"record"`
	}
	type line struct {
		Kind string `json:"kind"`
		ID   string `json:"external_id"`
	}
	out := struct {
		Kind       string    `json:"kind"`
		ID         string    `json:"external_id"`
		Versions   []version `json:"versions"`
		ReferredBy []line    `json:"referred_by"`
	}{c.Kind, c.ID, nil, []line{}}
	for _, v := range versions {
		out.Versions = append(out.Versions, version{v.Version, v.At, v.Record})
	}
	refs, err := h.inventory().Referring(a.ctx, c.Kind, c.ID)
	if err != nil {
		return err
	}
	for _, r := range refs {
		out.ReferredBy = append(out.ReferredBy, line{r.Kind, r.ExternalID})
	}
	return writeJSON(a.out, out)
}
