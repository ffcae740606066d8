package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"text/tabwriter"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/evaluate/parts"
	"github.com/sekifuda/sekifuda/internal/evaluate/retrieval"
)

// evalRetrievalCmd measures what the index finds.
type evalRetrievalCmd struct {
	Lists    []string `help:"OFAC lists (directory with CSV) whose names are asked for with a slip in every word." type:"existingdir" name:"ofac" placeholder:"DIR"`
	Translit string   `help:"Directory with pairs of name parts in two scripts (russian_dev.tsv …), for names of foreigners." type:"existingdir" placeholder:"DIR"`
	Only     []string `help:"Measure these only: listed, recall, listings." enum:"listed,recall,listings" placeholder:"WHAT"`
	Names    int      `help:"Names of each collection." default:"20000"`
	Queries  int      `help:"Altered names, of all classes together; half as many companies of each kind." default:"200"`
	Full     bool     `help:"200,000 names and 2,000 altered ones; a million companies."`
	Most     int      `help:"So many listed names at most, drawn (default: all)." placeholder:"N"`
	Longer   int      `help:"Letters from which a word of a listed name gets a slip." default:"1"`
	Scan     bool     `help:"Rank all listed entities by score as well: what any index can at best give."`
	Seed     uint64   `help:"Seed of what is drawn." default:"1"`
	Errors   int      `help:"Print so many misses of each measure." placeholder:"N"`
	Truth    string   `help:"Keep what comparing every name gave in this file, and take it from there the next time." type:"path" placeholder:"FILE"`
	Snapshot bool     `help:"Ask a snapshot of a list, as the gate does, and not an index in memory."`
	Dir      string   `help:"Where indexes are written (default: a temporary directory, removed afterwards)." type:"path"`
	JSON     bool     `help:"Print JSON."`
}

// retrievalReport is what eval retrieval prints as JSON.
type retrievalReport struct {
	Listed   *retrieval.ListedReport   `json:"listed,omitempty"`
	Recall   *retrieval.RecallReport   `json:"recall,omitempty"`
	Listings *retrieval.ListingsReport `json:"listings,omitempty"`
}

// Run measures what was asked for, one after the other.
func (c *evalRetrievalCmd) Run(a *app) error {
	if c.Names < 100 || c.Queries < 16 {
		return badInput{fmt.Errorf("--names %d --queries %d: want 100 and 16 or more", c.Names, c.Queries)}
	}
	companies := c.Names
	if c.Full {
		c.Names, c.Queries, companies = 200_000, 2_000, 1_000_000
	}
	dir, done, err := workDir(c.Dir)
	if err != nil {
		return err
	}
	defer done()
	var r retrievalReport
	if c.wants("listed") && len(c.Lists) > 0 {
		if r.Listed, err = c.listed(a, dir); err != nil {
			return err
		}
	}
	if c.wants("recall") {
		if r.Recall, err = c.recall(a, dir); err != nil {
			return err
		}
	}
	if c.wants("listings") {
		if r.Listings, err = c.listings(a, dir, companies); err != nil {
			return err
		}
	}
	if c.JSON {
		return writeJSON(a.out, r)
	}
	return r.print(a.out, c.Errors)
}

func (c *evalRetrievalCmd) wants(what string) bool {
	return len(c.Only) == 0 || slices.Contains(c.Only, what)
}

func (c *evalRetrievalCmd) listed(a *app, dir string) (r *retrieval.ListedReport, err error) {
	var all []*entity.Entity
	for _, path := range c.Lists {
		some, err := (&listFlags{OFAC: path}).entities()
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	err = c.indexed(a, filepath.Join(dir, "listed"), all, func(f retrieval.Finder) (err error) {
		r, err = retrieval.Listed(f, all, retrieval.ListedOptions{Seed: c.Seed, Most: c.Most, Least: c.Longer, Scan: c.Scan})
		return err
	})
	if r != nil {
		r.Missed = spread(r.Missed, c.Errors)
	}
	return r, err
}

func (c *evalRetrievalCmd) recall(a *app, dir string) (r *retrieval.RecallReport, err error) {
	pairs, err := c.parts()
	if err != nil {
		return nil, err
	}
	all := retrieval.NewCollection(retrieval.RecallOptions{Names: c.Names, Queries: c.Queries, Seed: c.Seed, Parts: pairs})
	truth, err := c.truth(a, all)
	if err != nil {
		return nil, err
	}
	err = c.indexed(a, filepath.Join(dir, "recall"), all.Entities, func(f retrieval.Finder) (err error) {
		r, err = all.Recall(f, truth)
		return err
	})
	if errors.Is(err, retrieval.ErrOtherTruth) {
		return nil, badInput{fmt.Errorf("--truth %s: %w: remove it", c.Truth, err)}
	}
	if r != nil {
		r.Missed = spread(r.Missed, c.Errors)
	}
	return r, err
}

// truth compares every name, or reads what that gave before.
func (c *evalRetrievalCmd) truth(a *app, all *retrieval.Collection) (*retrieval.Truth, error) {
	if c.Truth != "" {
		data, err := os.ReadFile(c.Truth)
		t := &retrieval.Truth{}
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return nil, badInput{err}
		default:
			if err := json.Unmarshal(data, t); err != nil {
				return nil, badInput{fmt.Errorf("--truth %s: %w", c.Truth, err)}
			}
			return t, nil
		}
	}
	p := newProgress(a.err, "compare", "names")
	defer p.done()
	t := all.Truth(p.step(int64(c.Queries)))
	if c.Truth == "" {
		return t, nil
	}
	data, err := json.Marshal(t)
	if err == nil {
		err = os.WriteFile(c.Truth, data, 0o644)
	}
	return t, err
}

// step counts what is done by several goroutines, of total.
func (p *progress) step(total int64) func() {
	var mu sync.Mutex
	n := int64(0)
	p.total = total
	return func() {
		mu.Lock()
		defer mu.Unlock()
		n++
		p.at(n)
	}
}

// partsFiles are the files of name parts, by pair of scripts.
var partsFiles = map[string]string{
	"russian_dev.tsv": "Latin, Cyrillic", "arabic_dev.tsv": "Latin, Arabic", "chinese_dev.tsv": "Latin, Chinese",
	"katakana_dev.tsv": "Latin, katakana", "korean_dev.tsv": "Latin, Hangul",
}

// parts reads the pairs of name parts that are there, without those that cannot
// be two spellings of one.
func (c *evalRetrievalCmd) parts() (retrieval.Parts, error) {
	if c.Translit == "" {
		return nil, nil
	}
	out := retrieval.Parts{}
	for file, pair := range partsFiles {
		rows, err := readParts(filepath.Join(c.Translit, file))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, badInput{fmt.Errorf("%s: %w", file, err)}
		}
		kept, _ := parts.Clean(rows)
		for _, row := range kept {
			out[pair] = append(out[pair], [2]string{row.Latin, row.Native})
		}
	}
	if len(out) == 0 {
		return nil, badInput{fmt.Errorf("--translit %s: no russian_dev.tsv, arabic_dev.tsv … there", c.Translit)}
	}
	return out, nil
}

func (c *evalRetrievalCmd) listings(a *app, dir string, companies int) (*retrieval.ListingsReport, error) {
	r := &retrieval.ListingsReport{}
	all := retrieval.NewListings(retrieval.ListingsOptions{Names: companies, Queries: c.Queries / 2, Seed: c.Seed})
	for i, direction := range []string{retrieval.JapaneseIndexed, retrieval.EnglishIndexed} {
		err := c.indexed(a, filepath.Join(dir, fmt.Sprintf("listings%d", i)), all.Entities(direction), func(f retrieval.Finder) error {
			return all.Measure(f, direction, r)
		})
		if err != nil {
			return nil, err
		}
	}
	slices.Sort(r.Missed)
	r.Missed = spread(r.Missed, c.Errors)
	return r, nil
}

// spread takes n lines from all over.
func spread(lines []string, n int) []string {
	if len(lines) <= n {
		return lines
	}
	out := make([]string, n)
	for i := range out {
		out[i] = lines[i*len(lines)/n]
	}
	return out
}

// indexed builds an index of the entities, asks it, and removes it.
func (c *evalRetrievalCmd) indexed(a *app, dir string, all []*entity.Entity, ask func(retrieval.Finder) error) error {
	if !c.Snapshot {
		m, err := retrieval.NewMemory(a.ctx, all)
		if err != nil {
			return err
		}
		return ask(m)
	}
	defer os.RemoveAll(dir)
	l, err := retrieval.NewList(a.ctx, dir, all)
	if err != nil {
		return err
	}
	defer l.Close()
	return ask(l)
}

func (r *retrievalReport) print(out io.Writer, misses int) error {
	w := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	if l := r.Listed; l != nil {
		fmt.Fprintf(w, "%d names of %d listed entities with a slip in every word of %d or more letters, among the first %d; bar %s\n", l.Names, l.Entities, l.Least, l.First, l.Bar)
		fmt.Fprintf(w, "\nNAMES OF\tASKED\tBY INDEX\t95 %% INTERVAL\tRANKED BY SCORE\tALL SCORED\tCUT\tSILENT\n")
		for _, v := range l.Rows {
			scan := "-"
			if v.Scan != nil {
				scan = v.Scan.Share.String()
			}
			fmt.Fprintf(w, "%s\t%d\t%s\t%s to %s\t%s\t%s\t%d\t%d\n", v.Of, v.Index.Of, v.Index.Share, v.Index.Low, v.Index.High, v.Scored.Share, scan, v.Cut, v.Silent)
		}
	}
	if l := r.Recall; l != nil {
		fmt.Fprintf(w, "\n%d names, %d queries, of all that score %d or more (matcher %s) the index gives; bar %s\n", l.Names, l.Queries, l.Agrees, l.Matcher, l.Bar)
		fmt.Fprintf(w, "\nCLASS\tQUERIES\tANSWERED\tTRUTH\tOF 50\t95 %% INTERVAL\tOF 10\tCUT\tSILENT\n")
		for _, v := range l.Rows {
			fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%s\t%s to %s\t%s\t%d\t%d\n", v.Class, v.Queries, v.Answered, v.Wide.Of, v.Wide.Share, v.Wide.Low, v.Wide.High, v.Narrow.Share, v.Cut, v.Silent)
		}
	}
	if l := r.Listings; l != nil {
		fmt.Fprintf(w, "\n%d Japanese companies and their English listings, among the first 10\n", l.Names)
		fmt.Fprintf(w, "\nDIRECTION\tKIND\tASKED\tBY INDEX\t95 %% INTERVAL\tRANKED BY SCORE\tOF 50\tBAR\tCUT\n")
		for _, v := range l.Rows {
			fmt.Fprintf(w, "%s\t%s\t%d\t%s\t%s to %s\t%s\t%s\t%s\t%d\n", v.Direction, v.Kind, v.Index.Of, v.Index.Share, v.Index.Low, v.Index.High, v.Scored.Share, v.Within.Share, v.Bar, v.Cut)
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if misses == 0 {
		return nil
	}
	if r.Listed != nil {
		printSome(out, "MISSED, LISTED", r.Listed.Missed)
	}
	if r.Recall != nil {
		printSome(out, "MISSED, RECALL", r.Recall.Missed)
	}
	if r.Listings != nil {
		printSome(out, "MISSED, LISTINGS", r.Listings.Missed)
	}
	return nil
}
