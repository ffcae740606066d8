package parity

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/evaluate/names"
	"github.com/sekifuda/sekifuda/internal/match"
)

// Report is the parity table.
type Report struct {
	Matcher   string   `json:"matcher"`
	Seed      uint64   `json:"seed"`
	Threshold int      `json:"threshold"`
	Groups    []Row    `json:"groups"`     // by script and form
	Total     Row      `json:"total"`      // all of them
	Cultures  []Row    `json:"traditions"` // by tradition and form
	Loose     Loose    `json:"one_percent"`
	Alarms    []string `json:"alarms,omitempty"`
	Missed    []string `json:"missed,omitempty"`
}

// Row is one group at the threshold, and at the one that alarms on 1 % of all.
type Row struct {
	Script      string      `json:"script,omitempty"`
	Form        string      `json:"form,omitempty"`
	Tradition   string      `json:"tradition,omitempty"`
	SetAside    int         `json:"set_aside"` // equal after folding to a listed name
	Alarms      Count       `json:"alarms"`
	SameName    int         `json:"same_name"` // alarms on a name that in Latin letters is a listed one
	Recall      Count       `json:"recall"`
	Kinds       []KindCount `json:"kinds,omitempty"`
	LooseAlarms Count       `json:"alarms_at_one_percent"`
	LooseRecall Count       `json:"recall_at_one_percent"`
}

// Count is a number of a number, with its share and the 95 % interval of that.
type Count struct {
	N     int         `json:"n"`
	Of    int         `json:"of"`
	Share names.Share `json:"share"`
	Low   names.Share `json:"low"`
	High  names.Share `json:"high"`
}

// KindCount is the recall of one way of writing a name otherwise.
type KindCount struct {
	Kind string `json:"kind"`
	Count
}

// Loose says how far groups lie apart at the threshold that alarms on 1 % of
// all names.
type Loose struct {
	Threshold int     `json:"threshold"`
	Alarms    Count   `json:"alarms"`
	ByGroup   Between `json:"by_group"`  // script and form
	ByScript  Between `json:"by_script"` // both forms of a script together
	Recall    Between `json:"recall"`
}

// Between names the highest and the lowest of several groups.
type Between struct {
	Highest string      `json:"highest"`
	High    names.Share `json:"highest_share"`
	Lowest  string      `json:"lowest"`
	Low     names.Share `json:"lowest_share"`
	Ratio   names.Share `json:"ratio"` // highest by lowest; negative where the lowest is 0
	Points  names.Share `json:"difference"`
}

func count(n, of int) Count {
	c := Count{N: n, Of: of, Share: names.ShareOf(n, of)}
	c.Low, c.High = names.Wilson(n, of)
	return c
}

func report(groups []*group, o Options) *Report {
	r := &Report{Matcher: match.Version, Seed: o.Seed, Threshold: o.Threshold}
	all := &group{}
	for _, g := range groups {
		all.seen, all.found = append(all.seen, g.seen...), append(all.found, g.found...)
	}
	r.Loose.Threshold = onePercent(all)
	r.Total = row(all, o.Threshold, r.Loose.Threshold)
	r.Loose.Alarms = r.Total.LooseAlarms
	var byScript []Row
	for i, g := range groups {
		r.Groups = append(r.Groups, row(g, o.Threshold, r.Loose.Threshold))
		if i%2 == 1 {
			both := &group{script: g.script, seen: slices.Concat(groups[i-1].seen, g.seen), found: slices.Concat(groups[i-1].found, g.found)}
			byScript = append(byScript, row(both, o.Threshold, r.Loose.Threshold))
		}
		r.list(g, o.Threshold)
		for _, t := range traditions(g.script) {
			x := row(only(g, t.Code), o.Threshold, r.Loose.Threshold)
			x.Tradition = t.Code
			r.Cultures = append(r.Cultures, x)
		}
	}
	alarms := func(x Row) Count { return x.LooseAlarms }
	r.Loose.ByGroup, r.Loose.ByScript = between(r.Groups, alarms), between(byScript, alarms)
	r.Loose.Recall = between(byScript, func(x Row) Count { return x.LooseRecall })
	return r
}

// list keeps every alarm, and what was not found.
func (r *Report) list(g *group, threshold int) {
	for _, n := range g.seen {
		if !n.aside && n.score >= threshold {
			r.Alarms = append(r.Alarms, fmt.Sprintf("%s %s %d: %s ~ %s", n.tradition, g.form, n.score, n.name, n.listed))
		}
	}
	for _, n := range g.found {
		if n.score < threshold {
			r.Missed = append(r.Missed, fmt.Sprintf("%s %s %d, %s: %s ~ %s", n.tradition, g.form, n.score, n.kind, n.name, n.listed))
		}
	}
}

// only is the part of a group that is of one tradition.
func only(g *group, code string) *group {
	out := &group{script: g.script, form: g.form}
	for _, n := range g.seen {
		if n.tradition == code {
			out.seen = append(out.seen, n)
		}
	}
	for _, n := range g.found {
		if n.tradition == code {
			out.found = append(out.found, n)
		}
	}
	return out
}

// onePercent is the lowest threshold at which at most 1 % of all names alarm.
func onePercent(g *group) int {
	var scores []int
	for _, n := range g.seen {
		if !n.aside {
			scores = append(scores, n.score)
		}
	}
	if len(scores) == 0 {
		return match.Full
	}
	slices.Sort(scores)
	return scores[len(scores)-1-len(scores)/100] + 1
}

// row counts a group at two thresholds.
func row(g *group, threshold, loose int) Row {
	r := Row{Script: g.script, Form: g.form}
	alarms, looseAlarms, of := 0, 0, 0
	for _, n := range g.seen {
		if n.aside {
			r.SetAside++
			continue
		}
		of++
		if n.score >= loose {
			looseAlarms++
		}
		if n.score >= threshold {
			alarms++
			if n.twin {
				r.SameName++
			}
		}
	}
	r.Alarms, r.LooseAlarms = count(alarms, of), count(looseAlarms, of)
	r.Recall, r.LooseRecall = recall(g.found, threshold), recall(g.found, loose)
	r.Kinds = kinds(g.found, threshold)
	return r
}

func recall(of []found, threshold int) Count {
	n := 0
	for _, f := range of {
		if f.score >= threshold {
			n++
		}
	}
	return count(n, len(of))
}

// kinds counts recall for each way of writing, by name.
func kinds(of []found, threshold int) []KindCount {
	by := map[string][]found{}
	for _, f := range of {
		by[f.kind] = append(by[f.kind], f)
	}
	var out []KindCount
	for _, kind := range slices.Sorted(maps.Keys(by)) {
		out = append(out, KindCount{kind, recall(by[kind], threshold)})
	}
	return out
}

// between finds the highest and the lowest share.
func between(rows []Row, of func(Row) Count) Between {
	b := Between{High: -1, Low: -1, Ratio: -1, Points: -1}
	for _, r := range rows {
		c := of(r)
		if c.Of == 0 {
			continue
		}
		name := strings.TrimSpace(r.Script + " " + r.Form)
		if b.High < 0 || c.Share > b.High {
			b.High, b.Highest = c.Share, name
		}
		if b.Low < 0 || c.Share < b.Low {
			b.Low, b.Lowest = c.Share, name
		}
	}
	if b.High >= 0 {
		b.Points = b.High - b.Low
	}
	if b.Low > 0 {
		b.Ratio = (b.High*match.Full + b.Low/2) / b.Low
	}
	return b
}
