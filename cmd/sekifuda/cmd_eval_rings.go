package main

import (
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/sekifuda/sekifuda/internal/evaluate/links"
)

// evalRingsCmd measures the ranking on rings among honest look-alikes.
type evalRingsCmd struct {
	Seeds  int    `help:"How many mixes are drawn." default:"20"`
	From   uint64 `help:"Seed of the first; weights were chosen on 1 to 20." default:"5001"`
	Errors int    `help:"Print so many honest applications that were told as linked, with their paths." placeholder:"N"`
	JSON   bool   `help:"Print JSON."`
}

// Run draws worlds and asks from one member of each ring.
func (c *evalRingsCmd) Run(a *app) error {
	if c.Seeds < 1 {
		return badInput{fmt.Errorf("--seeds %d: want 1 or more", c.Seeds)}
	}
	seeds := make([]uint64, c.Seeds)
	for i := range seeds {
		seeds[i] = c.From + uint64(i)
	}
	p := newProgress(a.err, "rings", "mixes")
	p.total = int64(c.Seeds)
	r, err := links.Measure(seeds, func(done int) { p.at(int64(done)) })
	p.done()
	if err != nil {
		return err
	}
	r.Others = r.Others[:min(len(r.Others), c.Errors)]
	if c.JSON {
		return writeJSON(a.out, r)
	}
	return printRings(a.out, r, c.From)
}

func printRings(out io.Writer, r *links.RingReport, from uint64) error {
	w := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	fmt.Fprintf(w, "on generated mixes %d to %d: %d rings of %d members besides the starting points, %d looks at an honest application\n\n", from, from+uint64(r.Mixes)-1, r.Rings, r.Members, r.Honest)
	fmt.Fprintf(w, "in the first 2 x the ring's size\t%s\n", percent(r.Found, r.Members))
	fmt.Fprintf(w, "the same by plain shared attributes\t%s\n", percent(r.Plain, r.Members))
	fmt.Fprintf(w, "in the mix where fewest are (seed %d)\t%s\n", r.WorstMix.Seed, percent(r.WorstMix.Value, r.WorstMix.Of))
	fmt.Fprintf(w, "of the rings, told as linked\t%s\n", percent(r.Linked, r.Members))
	fmt.Fprintf(w, "honest among those told as linked\t%s\n", percent(r.HonestLinked, r.HonestLinked+r.Linked))
	fmt.Fprintf(w, "of the honest, told as linked\t%s\n", percent(r.HonestLinked, r.Honest))
	fmt.Fprintf(w, "\nHONEST LOOK-ALIKES\tTOLD AS LINKED\n")
	for _, k := range r.Alike {
		fmt.Fprintf(w, "%s\t%s\n", k.Kind, percent(k.Linked, k.People))
	}
	fmt.Fprintf(w, "\nBAR\tMEASURED\tLIMIT\t\n")
	for _, b := range r.Bars {
		fmt.Fprintf(w, "%s\t%.2f\t%.0f\t%s\n", b.Name, b.Value, b.Limit, map[bool]string{true: "reached", false: "MISSED"}[b.Reached])
	}
	for i, o := range r.Others {
		if i == 0 {
			fmt.Fprintf(w, "\nHONEST, TOLD AS LINKED\tPLACE\tWEAKEST STEP\tPATH (how many share each thing)\n")
		}
		fmt.Fprintf(w, "%s\t%d\t%d\t%s\n", o.Kind, o.Place+1, o.Weakest, o.Path)
	}
	return w.Flush()
}

func percent(n, of int) string {
	return fmt.Sprintf("%.3f %% (%d of %d)", 100*float64(n)/float64(max(of, 1)), n, of)
}
