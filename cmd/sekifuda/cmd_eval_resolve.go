package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"text/tabwriter"

	"github.com/sekifuda/sekifuda/internal/evaluate/entities"
)

// evalResolveCmd measures entity resolution on public sets.
type evalResolveCmd struct {
	Dir    string   `help:"Folder of the sets (default: er below SEKIFUDA_TESTDATA)." type:"path" placeholder:"DIR"`
	Set    []string `help:"Only these sets." placeholder:"NAME"`
	JSON   bool     `help:"Print JSON."`
	Made   int      `help:"Also synthetic sets, of this size (1 to 10)." placeholder:"N"`
	Seed   uint64   `help:"Seed of the synthetic sets." default:"7"`
	Strict bool     `help:"Exit with 1 where a bar is not reached."`
}

// Run resolves each set without its labels and compares with them.
func (c *evalResolveCmd) Run(a *app) error {
	dir := cmp.Or(c.Dir, filepath.Join(cmp.Or(os.Getenv("SEKIFUDA_TESTDATA"), filepath.Join("..", "shared", "data")), "er"))
	all, missed, err := measureSets(dir, c.Set)
	if err != nil {
		return badInput{err}
	}
	for _, s := range entities.Made(c.Made, c.Seed) {
		if c.Made == 0 {
			break
		}
		f, _, err := s.Measure()
		if err != nil {
			return err
		}
		all = append(all, f)
	}
	if c.JSON {
		err = writeJSON(a.out, all)
	} else {
		w := tabwriter.NewWriter(a.out, 0, 8, 2, ' ', 0)
		fmt.Fprintln(w, "SET\tRECORDS\tENTITIES\tFOUND\tPAIRS COMPARED\tPRECISION\tRECALL\tF1\tB3")
		for _, f := range all {
			fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%.4f\t%.4f\t%.4f\t%.4f\n", f.Set, f.Records, f.Entities, f.Found, f.Compared, f.Precision, f.Recall, f.F1, f.B3)
		}
		err = w.Flush()
	}
	if err == nil && c.Strict && len(missed) > 0 {
		return fmt.Errorf("not reached: %v", missed)
	}
	return err
}

func measureSets(dir string, only []string) (all []entities.Figures, missed []string, err error) {
	for _, s := range entities.Sets() {
		if len(only) > 0 && !slices.Contains(only, s.Name) {
			continue
		}
		f, _, err := s.Measure(dir)
		if err != nil {
			return nil, nil, err
		}
		all = append(all, f)
		if f.F1 < s.Bar {
			missed = append(missed, fmt.Sprintf("%s %.4f of %.3f", s.Name, f.F1, s.Bar))
		}
	}
	return all, missed, nil
}
