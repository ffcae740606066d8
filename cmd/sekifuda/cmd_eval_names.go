package main

import (
	"fmt"
	"io"
	"os"
	"text/tabwriter"

	"github.com/sekifuda/sekifuda/internal/evaluate/names"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/match"
	"github.com/sekifuda/sekifuda/internal/report"
)

// evalNamesCmd measures the matcher on labelled pairs.
type evalNamesCmd struct {
	Pairs     string `help:"CSV with the columns schema, name1, name2, is_match; quality and category where known." required:"" type:"existingfile" placeholder:"FILE.csv"`
	Out       string `help:"Write the rows with their score and what was predicted." type:"path" placeholder:"FILE.csv"`
	Threshold int    `help:"Score from which two names agree, of 10000 (default: that of the matcher)." placeholder:"N"`
	Errors    bool   `help:"Print the pairs that were told wrong."`
	JSON      bool   `help:"Print JSON."`
}

// Run scores the pairs and prints what was right and wrong. Rows that cannot be
// used are named; the others count.
func (c *evalNamesCmd) Run(a *app) error {
	threshold, err := thresholdOr(c.Threshold, match.Agrees)
	if err != nil {
		return err
	}
	f, err := os.Open(c.Pairs)
	if err != nil {
		return badInput{err}
	}
	defer f.Close()
	p, err := names.ReadPairs(f, c.Pairs)
	if err != nil {
		return importError(err)
	}
	p.Score(names.Match)
	if c.Out != "" {
		if err := writeFile(c.Out, func(w io.Writer) error { return p.Write(w, threshold) }); err != nil {
			return err
		}
	}
	if r := p.Report(threshold); c.JSON {
		err = writeJSON(a.out, r)
	} else {
		err = printPairs(a, r)
	}
	if err != nil {
		return err
	}
	if c.Errors && !c.JSON {
		printWrong(a.out, p, threshold)
	}
	return badRows(a, p.Table.Bad)
}

// thresholdOr checks --threshold; 0 means the default.
func thresholdOr(n, otherwise int) (int, error) {
	if n == 0 {
		return otherwise, nil
	}
	if n < 0 || n > match.Full {
		return 0, badInput{fmt.Errorf("--threshold %d: want 1 to %d", n, match.Full)}
	}
	return n, nil
}

// badRows names rows that were not used; they make the input bad.
func badRows(a *app, bad []*format.Error) error {
	for _, e := range bad {
		fmt.Fprintln(a.err, "sekifuda:", e)
	}
	if len(bad) > 0 {
		return badInput{fmt.Errorf("%d rows could not be used; the others were", len(bad))}
	}
	return nil
}

// writeFile writes a file whole, or says what failed.
func writeFile(path string, write func(io.Writer) error) error {
	f, err := os.Create(path)
	if err != nil {
		return badInput{err}
	}
	if err := write(f); err != nil {
		f.Close()
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}

func printPairs(a *app, r *names.PairsReport) error {
	fmt.Fprintf(a.out, "%d pairs, matcher %s, %d rows not used, %d pairs with a name that cannot be compared\n", r.Pairs, r.Matcher, r.BadRows, r.NotCompared)
	fmt.Fprintf(a.out, "at %d: TP %d  FP %d  FN %d  TN %d  precision %s  recall %s  F1 %s\n", r.Threshold, r.TP, r.FP, r.FN, r.TN, r.Precision, r.Recall, r.F1)
	fmt.Fprintf(a.out, "best threshold %d: F1 %s\n", r.BestThreshold, r.BestF1)
	w := tabwriter.NewWriter(a.out, 0, 8, 2, ' ', 0)
	by := ""
	for _, g := range r.Groups {
		if g.By != by {
			by = g.By
			fmt.Fprintf(w, "\nBY %s\tTP\tFP\tFN\tTN\tPRECISION\tRECALL\tF1\tBEST F1\tAT\n", by)
		}
		name := report.Safe(g.Name)
		if name == "" {
			name = "(none)"
		}
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%s\t%s\t%s\t%s\t%d\n", name, g.TP, g.FP, g.FN, g.TN, g.Precision, g.Recall, g.F1, g.BestF1, g.BestThreshold)
	}
	return w.Flush()
}

// printWrong lists false alarms and misses, in the order of the file.
func printWrong(w io.Writer, p *names.Pairs, threshold int) {
	fmt.Fprintln(w)
	for _, v := range p.Pairs {
		switch found := v.Score >= threshold; {
		case found && !v.Same:
			fmt.Fprintf(w, "FP %5d  %s: %s ~ %s\n", v.Score, report.Safe(v.Schema), report.Safe(v.A), report.Safe(v.B))
		case !found && v.Same:
			fmt.Fprintf(w, "FN %5d  %s: %s ~ %s\n", v.Score, report.Safe(v.Schema), report.Safe(v.A), report.Safe(v.B))
		}
	}
}
