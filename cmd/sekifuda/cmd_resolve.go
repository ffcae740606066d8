package main

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/durable"
	"github.com/sekifuda/sekifuda/internal/resolve"
	"github.com/sekifuda/sekifuda/internal/resolve/intake"
)

// resolveCmd divides the records of files into entities.
type resolveCmd struct {
	In      []string `help:"File of records: .csv, .tsv or .jsonl; may be given several times." required:"" placeholder:"FILE" sep:"none"`
	ID      string   `help:"Column of the id (default: guessed; a line without one is named by its number)." placeholder:"COLUMN"`
	Ignore  []string `help:"Column that is no evidence; may be given several times." placeholder:"COLUMN" sep:"none"`
	Map     string   `help:"YAML or JSON: column to field (docs/resolve.md)." placeholder:"FILE"`
	Out     string   `help:"CSV that is written: id,cluster; - is standard output." placeholder:"FILE"`
	Explain []string `help:"Two ids: print what speaks for and against their being one." placeholder:"ID,ID"`
	Epoch   string   `help:"Write what was learned to this file." placeholder:"FILE"`
	JSON    bool     `help:"Print JSON."`
}

// Run reads the files, learns from them alone, and writes who is who.
func (c *resolveCmd) Run(a *app) error {
	if c.Out == "" && len(c.Explain) == 0 && c.Epoch == "" {
		return badInput{errors.New("nothing to do: give --out FILE, or --explain ID,ID")}
	}
	if n := len(c.Explain); n != 0 && n != 2 {
		return badInput{fmt.Errorf("--explain takes two ids, %d were given", n)}
	}
	records, err := c.read(a)
	if err != nil {
		return badInput{err}
	}
	r, err := resolve.Resolve(slices.Values(records), resolve.Options{})
	if err != nil {
		return badInput{err}
	}
	if c.Epoch != "" {
		b, err := r.Epoch.Marshal()
		if err != nil {
			return err
		}
		if err := a.writeWhole(c.Epoch, func(w *outFile) error { _, err := w.Write(b); return err }); err != nil {
			return err
		}
	}
	if c.Out != "" {
		if err := a.writeWhole(c.Out, func(w *outFile) error { return writeClusters(w, r) }); err != nil {
			return err
		}
	}
	if len(c.Explain) == 2 {
		return c.explain(a, r)
	}
	entities := map[int32]bool{}
	for _, k := range r.Cluster {
		entities[k] = true
	}
	if c.Out != "-" {
		fmt.Fprintf(a.out, "%d records are %d entities; %d pairs compared; epoch %.12s\n", len(r.Records), len(entities), r.Pairs, r.Epoch.Digest())
	}
	return nil
}

// read gives the records of all files. An id that two files have is told apart
// by the file's name.
func (c *resolveCmd) read(a *app) ([]*resolve.Record, error) {
	o := intake.Options{ID: c.ID, Ignore: c.Ignore}
	if c.Map != "" {
		b, err := os.ReadFile(c.Map)
		if err != nil {
			return nil, err
		}
		if o.Map, err = intake.ReadMap(c.Map, b); err != nil {
			return nil, err
		}
	}
	var all []*resolve.Record
	times := map[string]int{}
	for _, name := range c.In {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		in, err := intake.Read(name, f, o)
		f.Close()
		if err != nil {
			return nil, err
		}
		c.tell(a, name, in)
		for _, r := range in.Records {
			times[r.ID]++
		}
		all = append(all, in.Records...)
	}
	for _, r := range all {
		if times[r.ID] > 1 {
			base := filepath.Base(r.Source)
			r.ID = strings.TrimSuffix(base, filepath.Ext(base)) + ":" + r.ID
		}
	}
	return all, nil
}

// tell says how the columns were understood.
func (c *resolveCmd) tell(a *app, name string, in *intake.File) {
	if c.Out == "-" {
		return
	}
	var parts []string
	for _, col := range in.Columns {
		parts = append(parts, col.Name+" → "+col.Role)
	}
	if len(parts) > 0 {
		fmt.Fprintf(a.err, "%s: %s\n", name, strings.Join(parts, ", "))
	}
}

// writeClusters writes id,cluster; a cluster is named by the smallest id in it.
func writeClusters(w *outFile, r *resolve.Resolution) error {
	cw := csv.NewWriter(w)
	if err := cw.Write([]string{"id", "cluster"}); err != nil {
		return err
	}
	for i, rec := range r.Records {
		if err := cw.Write([]string{rec.ID, r.Records[r.Cluster[i]].ID}); err != nil {
			return err
		}
	}
	cw.Flush()
	return cw.Error()
}

func (c *resolveCmd) explain(a *app, r *resolve.Resolution) error {
	var two [2]*resolve.Prepared
	var cluster [2]int32
	for k, id := range c.Explain {
		i, ok := slices.BinarySearchFunc(r.Records, id, func(rec *resolve.Record, id string) int { return cmp.Compare(rec.ID, id) })
		if !ok {
			return badInput{fmt.Errorf("--explain: there is no record %q", id)}
		}
		two[k], cluster[k] = r.Epoch.Prepare(r.Records[i]), r.Cluster[i]
	}
	f := r.Epoch.Explain(two[0], two[1])
	if c.JSON {
		return writeJSON(a.out, f)
	}
	for _, l := range f.Lines {
		fmt.Fprintf(a.out, "%9.2f  %s %s\n", float64(l.Weight)/100, l.Field, l.Level)
	}
	fmt.Fprintf(a.out, "%9.2f  bits: %s", float64(f.Score)/100, f.Outcome)
	if cluster[0] == cluster[1] {
		fmt.Fprint(a.out, "; one entity")
	} else {
		fmt.Fprint(a.out, "; two entities")
	}
	fmt.Fprintln(a.out)
	return nil
}

// writeWhole writes a file that appears only when it is whole, and survives a
// power cut then.
func (a *app) writeWhole(name string, write func(*outFile) error) error {
	out, err := a.create(name)
	if err != nil {
		return badInput{err}
	}
	defer out.discard()
	if err := write(out); err != nil {
		return err
	}
	if out.file != nil {
		if err := errors.Join(out.Flush(), out.file.Sync()); err != nil {
			return err
		}
	}
	if err := out.keep(); err != nil || name == "-" {
		return err
	}
	return durable.SyncDir(filepath.Dir(name))
}
