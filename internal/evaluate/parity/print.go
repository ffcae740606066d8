package parity

import (
	"fmt"
	"io"
	"text/tabwriter"
)

// Write prints the table for a person to read.
func (r *Report) Write(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "script\tform\tnames\tset aside\talarms at %d\tshare\t95 %%\trecall\t95 %%\talarms at %d\trecall at %d\n", r.Threshold, r.Loose.Threshold, r.Loose.Threshold)
	for _, g := range r.Groups {
		line(t, g.Script, g.Form, g)
	}
	line(t, "all", "", r.Total)
	if err := t.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, `
With the threshold set to 1 %% alarms overall (%d: %s):
  alarms by script and form  highest %s (%s), lowest %s (%s), ratio %s
  alarms by script           highest %s (%s), lowest %s (%s), ratio %s
  recall by script           highest %s (%s), lowest %s (%s)
`, r.Loose.Threshold, r.Loose.Alarms.Share,
		r.Loose.ByGroup.High, r.Loose.ByGroup.Highest, r.Loose.ByGroup.Low, r.Loose.ByGroup.Lowest, r.Loose.ByGroup.Ratio,
		r.Loose.ByScript.High, r.Loose.ByScript.Highest, r.Loose.ByScript.Low, r.Loose.ByScript.Lowest, r.Loose.ByScript.Ratio,
		r.Loose.Recall.High, r.Loose.Recall.Highest, r.Loose.Recall.Low, r.Loose.Recall.Lowest)
	return err
}

func line(w io.Writer, script, form string, g Row) {
	fmt.Fprintf(w, "%s\t%s\t%d\t%d\t%d\t%s\t%s..%s\t%s\t%s..%s\t%s\t%s\n", script, form, g.Alarms.Of, g.SetAside,
		g.Alarms.N, g.Alarms.Share, g.Alarms.Low, g.Alarms.High, g.Recall.Share, g.Recall.Low, g.Recall.High,
		g.LooseAlarms.Share, g.LooseRecall.Share)
}

// WriteKinds prints the recall of each way of writing a name otherwise.
func (r *Report) WriteKinds(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "script\tform\tlisted name written\tfound\tof\trecall\t95 %%\n")
	for _, g := range r.Groups {
		for _, k := range g.Kinds {
			fmt.Fprintf(t, "%s\t%s\t%s\t%d\t%d\t%s\t%s..%s\n", g.Script, g.Form, k.Kind, k.N, k.Of, k.Share, k.Low, k.High)
		}
	}
	return t.Flush()
}
