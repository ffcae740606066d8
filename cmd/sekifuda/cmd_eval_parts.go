package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/sekifuda/sekifuda/internal/evaluate/names"
	"github.com/sekifuda/sekifuda/internal/evaluate/parts"
	"github.com/sekifuda/sekifuda/internal/match"
)

// evalPartsCmd measures single parts of names across scripts.
type evalPartsCmd struct {
	Files  []string `arg:"" help:"TSV of a Latin word, a native word with its letters apart, a count; or CSV with the columns native and latin." type:"existingfile"`
	By     string   `help:"What compares: the whole matcher, or its learned letter blocks alone." enum:"match,letters" default:"match"`
	Seed   uint64   `help:"Seed of the random pairs." default:"1"`
	PerRow int      `help:"Random pairs for each row." default:"40"`
	Errors int      `help:"Print so many rows of each file that are missed at 0.1 % false." placeholder:"N"`
	JSON   bool     `help:"Print JSON."`
}

// partsReport is what one file gave.
type partsReport struct {
	File        string       `json:"file"`
	By          string       `json:"by"`
	Rows        int          `json:"rows"`
	RandomPairs int          `json:"random_pairs"`
	At          []partsPoint `json:"at"`
	SameInitial names.Share  `json:"false_of_same_initial"`
	Missed      []string     `json:"missed,omitempty"`

	// Cleaned is the same without the rows that cannot be two spellings of one
	// name part; nil in itself.
	Cleaned *partsReport   `json:"cleaned,omitempty"`
	Dropped map[string]int `json:"dropped,omitempty"` // rows by reason
}

// partsPoint is the share accepted where so many random pairs are.
type partsPoint struct {
	False     names.Share `json:"false"`
	Threshold int         `json:"threshold"`
	Accepted  int         `json:"accepted"`
	Share     names.Share `json:"share"`
}

// Run measures each file.
func (c *evalPartsCmd) Run(a *app) error {
	var all []partsReport
	for _, file := range c.Files {
		rows, err := readParts(file)
		if err != nil {
			return badInput{fmt.Errorf("%s: %w", file, err)}
		}
		score := names.PartScorers[c.By]()
		r := c.measure(file, rows, score)
		kept, dropped := parts.Clean(rows)
		cleaned := c.measure(file, kept, score)
		r.Cleaned, r.Dropped = &cleaned, dropped
		all = append(all, r)
	}
	if c.JSON {
		return writeJSON(a.out, all)
	}
	return printParts(a.out, all)
}

// measure counts what is accepted of some rows.
func (c *evalPartsCmd) measure(file string, rows []parts.Row, score func(latin, native string) int) partsReport {
	res := parts.Measure(rows, score, parts.Options{Seed: c.Seed, PerRow: c.PerRow})
	r := partsReport{File: filepath.Base(file), By: c.By, Rows: res.Rows, RandomPairs: res.Pairs, SameInitial: names.Share(res.Hard)}
	for _, p := range res.Points {
		r.At = append(r.At, partsPoint{names.Share(p.Rate), p.Threshold, p.Accepted, names.Share(p.Accepted * match.Full / max(res.Rows, 1))})
	}
	for _, m := range res.Missed[:min(c.Errors, len(res.Missed))] {
		r.Missed = append(r.Missed, fmt.Sprintf("%d: %s ~ %s", m.Line, m.Native, m.Latin))
	}
	return r
}

func readParts(file string) ([]parts.Row, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if strings.EqualFold(filepath.Ext(file), ".tsv") {
		return parts.ReadTSV(f)
	}
	return parts.ReadCSV(f)
}

func printParts(out io.Writer, all []partsReport) error {
	w := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	fmt.Fprintf(w, "accepted where random pairs are with a probability of 0.05, 0.1 and 1 %%; false of pairs of the same initial at 0.1 %%\n")
	fmt.Fprintf(w, "cleaned: without rows that cannot be two spellings of one name part, by rules that know nothing of the comparison\n\n")
	fmt.Fprintf(w, "FILE\tBY\t\tROWS\tAT 0.05 %%\tAT 0.1 %%\tABOVE\tAT 1 %%\tABOVE\tSAME INITIAL\tDROPPED\n")
	for _, r := range all {
		r.printRow(w, "raw", "")
		r.Cleaned.printRow(w, "cleaned", r.dropped())
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for _, r := range all {
		printSome(out, "MISSED "+r.File, r.Missed)
	}
	return nil
}

func (r *partsReport) printRow(w io.Writer, what, dropped string) {
	if len(r.At) != len(parts.Rates) {
		fmt.Fprintf(w, "%s\t%s\t%s\t%d\t-\t-\t-\t-\t-\t-\t%s\n", r.File, r.By, what, r.Rows, dropped)
		return
	}
	fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%s\t%s\t%d\t%s\t%d\t%s\t%s\n", r.File, r.By, what, r.Rows, r.At[0].Share, r.At[1].Share, r.At[1].Threshold, r.At[2].Share, r.At[2].Threshold, r.SameInitial, dropped)
}

// dropped says how many rows the cleaning dropped, their share and why.
func (r *partsReport) dropped() string {
	n := r.Rows - r.Cleaned.Rows
	if n == 0 {
		return "none"
	}
	var why []string
	for _, reason := range parts.Reasons {
		if r.Dropped[reason] > 0 {
			why = append(why, fmt.Sprintf("%s %d", reason, r.Dropped[reason]))
		}
	}
	return fmt.Sprintf("%d, %s (%s)", n, names.Share(n*match.Full/r.Rows), strings.Join(why, ", "))
}
