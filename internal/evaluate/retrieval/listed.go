package retrieval

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/evaluate/names"
	"github.com/sekifuda/sekifuda/internal/index/party"
)

// barListed is the share of listed names, with a slip in every word, whose
// entity is to be among the first ten.
const barListed names.Share = 9970

// candidates is how many are given to be ranked by score.
const candidates = 50

// ListedOptions say how listed names are measured.
type ListedOptions struct {
	Seed  uint64
	First int  // the right one is to be among so many; 10 where it is 0
	Most  int  // so many names at most, drawn; all where it is 0
	Least int  // letters from which a word gets a slip; 1 where it is 0
	Scan  bool // rank all entities by score too: what any index can at best give
}

// ListedReport says how often the right entity was found by its own names with a
// slip in every word.
type ListedReport struct {
	Entities int         `json:"entities"`
	Names    int         `json:"names"`
	First    int         `json:"first"`
	Least    int         `json:"letters_from"`
	Bar      names.Share `json:"bar"`
	Rows     []ListedRow `json:"rows"`
	Missed   []string    `json:"missed,omitempty"`
}

// ListedRow is the names of one schema, or the main names, or all.
type ListedRow struct {
	Of     string `json:"of"`
	Index  Found  `json:"by_index"`
	Scored Found  `json:"by_score"`          // the first fifty of the index, ranked by score
	Scan   *Found `json:"by_scan,omitempty"` // all entities, ranked by score
	Cut    int    `json:"cut"`               // answers that said to be short
	Silent int    `json:"silent"`            // misses by the index that did not
}

// listedName is one name that is asked for.
type listedName struct {
	e              *entity.Entity
	name, asked    string
	main           bool
	index, byScore bool
	scan           bool
	cut            bool
}

// Listed asks f for every name of the entities with a slip in every word.
func Listed(f Finder, entities []*entity.Entity, o ListedOptions) (*ListedReport, error) {
	if o.First == 0 {
		o.First = 10
	}
	o.Least = max(o.Least, 1)
	all := listedNames(entities, o)
	c := newCollection(entities)
	var failed atomic.Pointer[error]
	names.Each(len(all), func(i int) {
		if err := all[i].ask(f, c, &o); err != nil {
			failed.Store(&err)
		}
	})
	if err := failed.Load(); err != nil {
		return nil, *err
	}
	r := &ListedReport{Entities: len(entities), Names: len(all), First: o.First, Least: o.Least, Bar: barListed}
	var schemata []string
	for i := range all {
		n := &all[i]
		if !slices.Contains(schemata, n.e.Schema) {
			schemata = append(schemata, n.e.Schema)
		}
		if !n.index {
			r.Missed = append(r.Missed, fmt.Sprintf("%s: %s, asked %q", n.e.ID, n.name, n.asked))
		}
	}
	for _, s := range schemata {
		r.Rows = append(r.Rows, listedRow(s, all, o.Scan, func(n *listedName) bool { return n.e.Schema == s }))
	}
	r.Rows = append(r.Rows, listedRow("main names", all, o.Scan, func(n *listedName) bool { return n.main }),
		listedRow("all", all, o.Scan, func(*listedName) bool { return true }))
	return r, nil
}

// listedNames are the names in the order of the list, each with its slips; where
// only some are wanted, those are drawn.
func listedNames(entities []*entity.Entity, o ListedOptions) []listedName {
	d := rand.New(rand.NewPCG(o.Seed, 1))
	var all []listedName
	for _, e := range entities {
		for i, name := range e.Names() {
			if a := slips(strings.Fields(name), o.Least, 1, d); a != name {
				all = append(all, listedName{e: e, name: name, asked: a, main: i == 0})
			}
		}
	}
	if o.Most > 0 && o.Most < len(all) {
		d.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		all = all[:o.Most]
	}
	return all
}

func (n *listedName) ask(f Finder, c *collection, o *ListedOptions) error {
	first := o.First
	ids, cut, err := f.Find(n.asked, party.KindOf(n.e.Schema), max(candidates, first))
	if err != nil {
		return fmt.Errorf("find %q: %w", n.asked, err)
	}
	n.cut = cut
	n.index = slices.Contains(firstOf(ids, first), n.e.ID)
	p := asked(n.e.Schema, n.asked)
	n.byScore = slices.Contains(firstOf(c.ranked(p, ids), first), n.e.ID)
	n.scan = o.Scan && c.above(p, c.at[n.e.ID]) < first
	return nil
}

func listedRow(of string, all []listedName, scan bool, in func(*listedName) bool) ListedRow {
	r := ListedRow{Of: of}
	asked, index, scored, scanned := 0, 0, 0, 0
	for i := range all {
		n := &all[i]
		if !in(n) {
			continue
		}
		asked++
		if n.index {
			index++
		}
		if n.byScore {
			scored++
		}
		if n.scan {
			scanned++
		}
		if n.cut {
			r.Cut++
		} else if !n.index {
			r.Silent++
		}
	}
	r.Index, r.Scored = found(index, asked), found(scored, asked)
	if scan {
		f := found(scanned, asked)
		r.Scan = &f
	}
	return r
}
