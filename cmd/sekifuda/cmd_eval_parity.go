package main

import (
	"fmt"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/evaluate/names"
	"github.com/sekifuda/sekifuda/internal/evaluate/parity"
	"github.com/sekifuda/sekifuda/internal/match"
)

// evalParityCmd measures alarms and recall for every script beside each other.
type evalParityCmd struct {
	listFlags
	Names     int      `help:"Unlisted names of each script and form." default:"1000"`
	Positives int      `help:"Listed names of each script and form, written otherwise (default: a tenth of --names)." placeholder:"N"`
	Seed      uint64   `help:"Seed of what is drawn." default:"1"`
	Scripts   []string `help:"Only these scripts." placeholder:"SCRIPT"`
	Threshold int      `help:"Score from which two names agree, of 10000 (default: that of the matcher)." placeholder:"N"`
	Whole     bool     `help:"Compare with every listed person, not only with those of whom a word may answer: hours, for all scripts."`
	Kinds     bool     `help:"Print the recall of each way of writing otherwise."`
	Errors    int      `help:"Print so many alarms and misses." placeholder:"N"`
	JSON      bool     `help:"Print JSON."`
}

// Run draws names of unlisted people and counts whom the lists alarm.
func (c *evalParityCmd) Run(a *app) error {
	threshold, err := thresholdOr(c.Threshold, match.Agrees)
	if err != nil {
		return err
	}
	entities, err := c.entities()
	if err != nil {
		return err
	}
	l := names.NewList(entities, entity.Person)
	if !c.Whole {
		l = l.Filtered()
	}
	if c.Positives == 0 {
		c.Positives = c.Names / 10
	}
	r := parity.Measure(parity.OfList(l), parity.NamesOf(l), parity.Options{Names: c.Names, Positives: c.Positives, Seed: c.Seed, Threshold: threshold, Scripts: c.Scripts})
	if len(r.Groups) == 0 {
		return badInput{fmt.Errorf("--scripts %v: no names are drawn in them", c.Scripts)}
	}
	r.Alarms, r.Missed = first(r.Alarms, c.Errors), first(r.Missed, c.Errors)
	if !c.Whole && min(r.Threshold, r.Loose.Threshold) < names.Floor {
		fmt.Fprintf(a.err, "sekifuda: below %d the list was not searched whole: what stands at such a threshold may be too low (--whole searches it)\n", names.Floor)
	}
	if c.JSON {
		return writeJSON(a.out, r)
	}
	fmt.Fprintf(a.out, "matcher %s, %d listed persons, names drawn from seed %d, agreeing from %d\n\n", r.Matcher, l.Len(), r.Seed, r.Threshold)
	if err := r.Write(a.out); err != nil {
		return err
	}
	if c.Kinds {
		fmt.Fprintln(a.out)
		if err := r.WriteKinds(a.out); err != nil {
			return err
		}
	}
	printSome(a.out, "ALARMS", r.Alarms)
	printSome(a.out, "MISSED", r.Missed)
	return nil
}
