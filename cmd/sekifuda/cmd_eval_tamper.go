package main

import (
	"fmt"
	"os"
	"text/tabwriter"

	"github.com/sekifuda/sekifuda/internal/evaluate/tamper"
)

// evalTamperCmd measures what verification finds.
type evalTamperCmd struct {
	Changes int    `help:"How many changes to make, one at a time." default:"10000"`
	Seed    uint64 `help:"Which changes." default:"1"`
	JSON    bool   `help:"Print JSON."`
	Strict  bool   `help:"Exit with 1 where a change was not found."`
}

// Run tampers with a store of its own; it never touches the data directory.
func (c *evalTamperCmd) Run(a *app) error {
	dir, err := os.MkdirTemp("", "sekifuda-tamper-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	p := newProgress(a.err, "changes", "")
	p.total = int64(c.Changes)
	r, err := tamper.Run(a.ctx, dir, c.Changes, c.Seed, func(done int) { p.at(int64(done)) })
	if err != nil {
		return err
	}
	if c.JSON {
		err = writeJSON(a.out, r)
	} else {
		err = printTamper(a, r)
	}
	if err == nil && c.Strict && !r.Found() {
		err = fmt.Errorf("not every change was found")
	}
	return err
}

func printTamper(a *app, r *tamper.Report) error {
	w := tabwriter.NewWriter(a.out, 0, 8, 2, ' ', 0)
	fmt.Fprintf(w, "a log of %d leaves\n\nCHANGE\tMADE\tFOUND, WITH A CHECKPOINT KEPT ELSEWHERE\tFOUND WITHOUT ONE\n", r.Leaves)
	var made, found int
	for _, row := range r.Rows {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\n", row.Kind, row.Tried, row.Found, row.Alone)
		made, found = made+row.Tried, found+row.Found
	}
	fmt.Fprintf(w, "all\t%d\t%d\t\n", made, found)
	for _, m := range r.Missed {
		fmt.Fprintf(w, "NOT FOUND: %s\n", m)
	}
	return w.Flush()
}
