package main

import (
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"text/tabwriter"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/evaluate/names"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/ofac"
	"github.com/sekifuda/sekifuda/internal/format/un"
	"github.com/sekifuda/sekifuda/internal/match"
	"github.com/sekifuda/sekifuda/internal/report"
)

// evalPersonsCmd measures names of persons in two scripts.
type evalPersonsCmd struct {
	Pairs     string `help:"CSV with the columns native and latin." required:"" type:"existingfile" placeholder:"FILE.csv"`
	Random    int    `help:"Pairs of different persons that are drawn." default:"60000"`
	Near      int    `help:"Pairs of different persons that share one part of the Latin name." default:"20000"`
	Seed      uint64 `help:"Seed of what is drawn." default:"1"`
	Threshold int    `help:"Score from which two names agree, of 10000 (default: that of the matcher)." placeholder:"N"`
	Errors    int    `help:"Print so many pairs of each kind that were told wrong." placeholder:"N"`
	JSON      bool   `help:"Print JSON."`
}

// Run compares each native name with its own Latin name and with others'.
func (c *evalPersonsCmd) Run(a *app) error {
	threshold, err := thresholdOr(c.Threshold, match.Agrees)
	if err != nil {
		return err
	}
	f, err := os.Open(c.Pairs)
	if err != nil {
		return badInput{err}
	}
	defer f.Close()
	rows, table, err := names.ReadPersons(f, c.Pairs)
	if err != nil {
		return importError(err)
	}
	r := names.Persons(rows, names.PersonsOptions{Threshold: threshold, Random: c.Random, Near: c.Near, Seed: c.Seed})
	r.Missed, r.Wrong = first(r.Missed, c.Errors), first(r.Wrong, c.Errors)
	if c.JSON {
		err = writeJSON(a.out, r)
	} else {
		err = printPersons(a.out, r)
	}
	if err != nil {
		return err
	}
	return badRows(a, table.Bad)
}

func printPersons(out io.Writer, r *names.PersonsReport) error {
	w := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	fmt.Fprintf(w, "matcher %s, accepted from %d\n\nPAIRS\tCOMPARED\tACCEPTED\tSHARE\t95 %% INTERVAL\n", r.Matcher, r.Threshold)
	acceptedRow(w, "the same person", r.Same)
	acceptedRow(w, "different persons", r.Random)
	acceptedRow(w, "different, sharing one part", r.Near)
	if err := w.Flush(); err != nil {
		return err
	}
	printSome(out, "MISSED", r.Missed)
	printSome(out, "WRONG", r.Wrong)
	return nil
}

func acceptedRow(w io.Writer, name string, v names.Accepted) {
	fmt.Fprintf(w, "%s\t%d\t%d\t%s\t%s to %s\n", name, v.Pairs, v.Accepted, v.Share, v.Low, v.High)
}

func printSome(out io.Writer, title string, lines []string) {
	if len(lines) > 0 {
		fmt.Fprintf(out, "\n%s\n", title)
	}
	for _, s := range lines {
		fmt.Fprintln(out, report.Safe(s))
	}
}

func first(lines []string, n int) []string { return lines[:min(n, len(lines))] }

// evalListCmd measures what lists find by name alone, and what they should not.
type evalListCmd struct {
	listFlags
	Unlisted  string `help:"CSV of persons who are on no list (column full_name or name)." type:"existingfile" placeholder:"FILE.csv"`
	Seeds     int    `help:"How often each listed name is altered." default:"3"`
	Longer    int    `help:"Letters from which a word gets an edit." default:"5"`
	Threshold int    `help:"Score from which two names agree, of 10000 (default: that of the matcher)." placeholder:"N"`
	Errors    int    `help:"Print so many misses and alarms." placeholder:"N"`
	JSON      bool   `help:"Print JSON."`
}

// listFlags name the lists that are compared against.
type listFlags struct {
	UN   string `help:"UN Security Council consolidated list (XML)." type:"existingfile" placeholder:"FILE.xml"`
	OFAC string `help:"Directory with the OFAC lists (CSV)." type:"existingdir" placeholder:"DIR"`
}

// entities reads the lists; at least one must be named. Millions of comparisons
// follow, each of which leaves a little behind: it is collected more rarely.
func (f *listFlags) entities() ([]*entity.Entity, error) {
	debug.SetGCPercent(400)
	var out []*entity.Entity
	if f.UN != "" {
		for e, err := range un.Open([]string{f.UN}, format.ListLimits) {
			if err != nil {
				return nil, importError(err)
			}
			out = append(out, &e)
		}
	}
	if f.OFAC != "" {
		for e, err := range ofac.Read([]string{f.OFAC}, format.ListLimits) {
			if err != nil {
				return nil, importError(err)
			}
			out = append(out, &e)
		}
	}
	if len(out) == 0 {
		return nil, badInput{fmt.Errorf("no list to compare with: name one with --un or --ofac")}
	}
	return out, nil
}

// Run asks the lists for their own names, altered, and for names of others.
func (c *evalListCmd) Run(a *app) error {
	threshold, err := thresholdOr(c.Threshold, match.Agrees)
	if err != nil {
		return err
	}
	entities, err := c.entities()
	if err != nil {
		return err
	}
	o := names.ListOptions{Threshold: threshold, Seeds: c.Seeds, Longer: c.Longer}
	var bad []*format.Error
	if c.Unlisted != "" {
		f, err := os.Open(c.Unlisted)
		if err != nil {
			return badInput{err}
		}
		defer f.Close()
		ask, table, err := names.ReadNames(f, c.Unlisted)
		if err != nil {
			return importError(err)
		}
		o.Unlisted, bad = ask, table.Bad
	}
	r := names.EvaluateList(entities, o)
	r.Missed, r.Alarms = first(r.Missed, c.Errors), first(r.Alarms, c.Errors)
	if c.JSON {
		err = writeJSON(a.out, r)
	} else {
		err = printList(a.out, r)
	}
	if err != nil {
		return err
	}
	return badRows(a, bad)
}

func printList(out io.Writer, r *names.ListReport) error {
	w := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	fmt.Fprintf(w, "matcher %s, %d entries with %d names, accepted from %d\n", r.Matcher, r.Entries, r.Names, r.Threshold)
	fmt.Fprintf(w, "\nALTERED NAMES\tASKED\tFOUND\tSHARE\t95 %% INTERVAL\tNONE SCORES HIGHER\n")
	for _, v := range r.Altered {
		fmt.Fprintf(w, "%s, seed %d\t%d\t%d\t%s\t%s to %s\t%d\n", v.Schema, v.Seed, v.Pairs, v.Accepted.Accepted, v.Share, v.Low, v.High, v.First)
	}
	fmt.Fprintf(w, "\nNAMES IN THEIR OWN SCRIPT\tASKED\tFOUND\tFOUND BY LATIN NAMES ONLY\tSHARE\n")
	for _, v := range r.Original {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%s\n", v.Script, v.Found.Pairs, v.Found.Accepted, v.ByLatin.Accepted, v.ByLatin.Share)
	}
	if u := r.Unlisted; u != nil {
		fmt.Fprintf(w, "\nPERSONS ON NO LIST\tASKED\tALARMS\tSHARE\t95 %% INTERVAL\n")
		acceptedRow(w, "all", u.Accepted)
		for _, v := range u.ByScript {
			acceptedRow(w, v.Script, v.Accepted)
		}
		fmt.Fprintf(w, "set aside, equal to a listed name: %d; in no script that can be compared: %d\n", u.SetAside, u.NotCompared)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	printSome(out, "MISSED", r.Missed)
	printSome(out, "ALARMS", r.Alarms)
	return nil
}
