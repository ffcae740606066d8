package main

import (
	"fmt"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/sekifuda/sekifuda/internal/evaluate"
)

type evalCmd struct {
	Gate      evalGateCmd      `cmd:"" help:"Compare the lines of screen --json with a truth file."`
	Names     evalNamesCmd     `cmd:"" help:"Measure the matcher on labelled pairs of names."`
	Persons   evalPersonsCmd   `cmd:"" help:"Measure it on names of persons in two scripts."`
	List      evalListCmd      `cmd:"" help:"Measure it on lists: altered names, names in their own script, persons on no list."`
	Parts     evalPartsCmd     `cmd:"" help:"Measure single parts of names across scripts."`
	Addresses evalAddressesCmd `cmd:"" help:"Measure how Japanese addresses are read, in every spelling."`
	Parity    evalParityCmd    `cmd:"" help:"Measure alarms and recall of names of every script beside each other."`
	Retrieval evalRetrievalCmd `cmd:"" help:"Measure what the index finds: misspelt names, names in other scripts, English listings."`
	Resolve   evalResolveCmd   `cmd:"" help:"Measure entity resolution on public sets: pairwise and B-cubed."`
	Rings     evalRingsCmd     `cmd:"" help:"Measure how rings are found among families, offices, shared buildings and exits."`
	Tamper    evalTamperCmd    `cmd:"" help:"Change a store in ten thousand ways and look whether verify finds each."`
}

type evalGateCmd struct {
	Truth     string `arg:"" help:"truth.jsonl of a world." type:"existingfile"`
	Decisions string `arg:"" help:"What screen --json printed." type:"existingfile"`
	JSON      bool   `help:"Print JSON."`
	Strict    bool   `help:"Exit with 1 where a bar is not reached."`
}

func (c *evalGateCmd) Run(a *app) error {
	truth, err := os.Open(c.Truth)
	if err != nil {
		return badInput{err}
	}
	defer truth.Close()
	decisions, err := os.Open(c.Decisions)
	if err != nil {
		return badInput{err}
	}
	defer decisions.Close()
	r, err := evaluate.Gate(truth, decisions)
	if err != nil {
		return importError(err)
	}
	if c.JSON {
		err = writeJSON(a.out, r)
	} else {
		err = printEvaluation(a, r)
	}
	if missed := r.Missed(); err == nil && c.Strict && len(missed) > 0 {
		return fmt.Errorf("not reached: %s", strings.Join(missed, "; "))
	}
	return err
}

func printEvaluation(a *app, r *evaluate.Report) error {
	w := tabwriter.NewWriter(a.out, 0, 8, 2, ' ', 0)
	fmt.Fprintf(w, "on %s\n\nKIND\tAPPROVE\tREVIEW\tREFUSE\tUNDECIDED\n", r.On)
	for _, k := range r.Kinds {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\n", k.Kind, k.Approve, k.Review, k.Refuse, k.None)
	}
	fmt.Fprintf(w, "\nBAR\tMEASURED\tLIMIT\t\n")
	for _, b := range r.Bars {
		fmt.Fprintf(w, "%s\t%d of %d\t%s\t%s\n", b.Name, b.Value, b.Of, b.Limit, map[bool]string{true: "reached", false: "MISSED"}[b.Reached])
	}
	if len(r.Causes) > 0 {
		fmt.Fprintf(w, "\nWHY HONEST WHO ANSWERED ARE NOT APPROVED\tCOUNT\n")
		for _, c := range r.Causes[:min(len(r.Causes), 15)] {
			fmt.Fprintf(w, "%s\t%d\n", c.Code, c.Count)
		}
	}
	for i, id := range r.Wrong {
		if i == 0 {
			fmt.Fprint(w, "\nFOR INSTANCE\n")
		}
		if i < 15 {
			fmt.Fprintln(w, id)
		}
	}
	return w.Flush()
}
