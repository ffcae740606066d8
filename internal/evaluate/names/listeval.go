package names

import (
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/match"
	"github.com/sekifuda/sekifuda/internal/script"
)

// ListOptions say how a list is measured.
type ListOptions struct {
	Threshold int
	Seeds     int // how often each name is altered
	Longer    int // letters from which a word gets an edit
	Unlisted  []string
}

// ListReport says what a list finds, and what it should not.
type ListReport struct {
	Matcher   string      `json:"matcher"`
	Threshold int         `json:"threshold"`
	Entries   int         `json:"entries"`
	Names     int         `json:"names"`
	Altered   []Altered   `json:"altered"`
	Original  []Original  `json:"original_script"`
	Unlisted  *UnlistedOf `json:"unlisted,omitempty"`
	Missed    []string    `json:"missed,omitempty"`
	Alarms    []string    `json:"alarms,omitempty"`
}

// Altered is one round of altered names of one schema: how often the right
// entity is accepted, and how often none scores higher.
type Altered struct {
	Schema string `json:"schema"`
	Seed   int    `json:"seed"`
	Accepted
	First int `json:"first"`
}

// Original is the listed names in one script that is not Latin: found in the
// list as it is, and in the list without any such name.
type Original struct {
	Script  string   `json:"script"`
	Found   Accepted `json:"found"`
	ByLatin Accepted `json:"found_by_latin_names"`
}

// UnlistedOf counts alarms on persons who are on no list.
type UnlistedOf struct {
	SetAside    int `json:"set_aside"` // equal after folding to a listed name
	NotCompared int `json:"not_compared"`
	Accepted
	ByScript []ByScript `json:"by_script"`
}

// ByScript is the part of names in one script.
type ByScript struct {
	Script string `json:"script"`
	Accepted
}

// EvaluateList measures a list: altered names, names in their own script, and
// persons who are not on it.
func EvaluateList(entities []*entity.Entity, o ListOptions) *ListReport {
	r := &ListReport{Matcher: match.Version, Threshold: o.Threshold, Entries: len(entities)}
	for _, e := range entities {
		r.Names += len(e.Names())
	}
	var schemata []string
	for _, e := range entities {
		if !slices.Contains(schemata, e.Schema) {
			schemata = append(schemata, e.Schema)
		}
	}
	for _, schema := range schemata {
		l := NewList(entities, schema)
		for seed := 1; seed <= o.Seeds; seed++ {
			r.altered(l, schema, seed, o)
		}
	}
	r.originals(entities, o)
	if o.Unlisted != nil {
		l := NewList(entities, entity.Person)
		if len(o.Unlisted) > worthFiltering && o.Threshold >= Floor {
			l = l.Filtered()
		}
		r.unlisted(l, o)
	}
	return r
}

// worthFiltering is how many names must be asked for until their words recur so
// often that the filter saves more than it costs.
const worthFiltering = 4000

// altered asks for each entity by its first name, altered.
func (r *ListReport) altered(l *List, schema string, seed int, o ListOptions) {
	type answer struct {
		asked       string
		right, best int
	}
	var of []*entity.Entity
	for _, e := range l.Entities() {
		if e.Schema == schema && e.First("name") != "" {
			of = append(of, e)
		}
	}
	answers := make([]answer, len(of))
	Each(len(of), func(i int) {
		dice := rand.New(rand.NewPCG(uint64(seed), uint64(i)))
		a := &answers[i]
		a.asked = Alter(of[i].First("name"), o.Longer, dice)
		for _, h := range l.From(a.asked, match.Weak) {
			a.best = max(a.best, h.Score)
			if h.Entity == of[i] {
				a.right = h.Score
			}
		}
	})
	found, first := 0, 0
	for i, a := range answers {
		if a.right < o.Threshold {
			r.Missed = append(r.Missed, fmt.Sprintf("%d: %s ~ %s", Match(schema, a.asked, of[i].First("name")), a.asked, of[i].First("name")))
			continue
		}
		found++
		if a.right == a.best {
			first++
		}
	}
	r.Altered = append(r.Altered, Altered{Schema: schema, Seed: seed, Accepted: accepted(found, len(of)), First: first})
}

// originals asks for each entity by its names that are not in Latin letters.
func (r *ListReport) originals(entities []*entity.Entity, o ListOptions) {
	type count struct{ names, found, byLatin int }
	counts := map[string]*count{}
	var order []string
	for _, e := range entities {
		var latin, other []string
		for _, n := range e.Names() {
			if s := Scripts(n); s == "Latin" || s == "None" {
				latin = append(latin, n)
			} else {
				other = append(other, n)
			}
		}
		for _, n := range other {
			c := counts[Scripts(n)]
			if c == nil {
				c = &count{}
				counts[Scripts(n)] = c
				order = append(order, Scripts(n))
			}
			p := match.Prepare(&match.Query{Schema: e.Schema, Names: []string{n}})
			c.names++
			if p.ScoreTarget(match.PrepareTarget(e)).Score >= o.Threshold {
				c.found++
			} else {
				r.Missed = append(r.Missed, "original: "+n)
			}
			if p.ScoreTarget(target(e.Schema, latin...)).Score >= o.Threshold {
				c.byLatin++
			} else {
				r.Missed = append(r.Missed, "original by Latin names: "+n+" ~ "+strings.Join(latin, "; "))
			}
		}
	}
	slices.Sort(order)
	for _, s := range order {
		c := counts[s]
		r.Original = append(r.Original, Original{Script: s, Found: accepted(c.found, c.names), ByLatin: accepted(c.byLatin, c.names)})
	}
}

// unlisted counts alarms on names that are on no list.
func (r *ListReport) unlisted(l *List, o ListOptions) {
	listed := map[string]bool{}
	for _, e := range l.Entities() {
		for _, n := range e.Names() {
			listed[WordKey(n)] = true
		}
	}
	u := &UnlistedOf{}
	var ask []string
	for _, n := range o.Unlisted {
		switch {
		case script.TooLong(n) || !script.Supported(n):
			u.NotCompared++
		case listed[WordKey(n)]:
			u.SetAside++
		default:
			ask = append(ask, n)
		}
	}
	best := make([]Hit, len(ask))
	Each(len(ask), func(i int) { best[i] = l.Best(ask[i]) })
	alarms, scripts := map[string]int{}, map[string]int{}
	var order []string
	total := 0
	for i, n := range ask {
		s := Scripts(n)
		if scripts[s] == 0 {
			order = append(order, s)
		}
		scripts[s]++
		if best[i].Score >= o.Threshold {
			total++
			alarms[s]++
			r.Alarms = append(r.Alarms, fmt.Sprintf("%d: %s ~ %s", best[i].Score, n, best[i].Name))
		}
	}
	u.Accepted = accepted(total, len(ask))
	slices.Sort(order)
	for _, s := range order {
		u.ByScript = append(u.ByScript, ByScript{s, accepted(alarms[s], scripts[s])})
	}
	r.Unlisted = u
}

// WordKey is the folded words of a name in order of the alphabet: names with
// one key are equal whichever part comes first.
func WordKey(name string) string {
	words := script.Words(name)
	slices.Sort(words)
	return strings.Join(words, " ")
}

// ReadNames reads the names of a table's column full_name or name.
func ReadNames(r io.Reader, file string) ([]string, *Table, error) {
	t, err := ReadTable(r, file)
	if err != nil {
		return nil, nil, err
	}
	column := "name"
	if t.Has("full_name") {
		column = "full_name"
	}
	if !t.Has(column) {
		return nil, nil, t.missing(column)
	}
	out := []string{}
	for n := range t.Rows {
		if !t.Rows[n].Bad && strings.TrimSpace(t.Cell(n, column)) == "" {
			t.Reject(n, column, "no name", "each row has a name")
		}
		if !t.Rows[n].Bad {
			out = append(out, t.Cell(n, column))
		}
	}
	return out, t, nil
}
