// Package retrieval measures what an index finds: whether the right record is
// among the few that it gives for a name, however the name was written.
//
// Three questions are asked. Listed names with a slip in every word: is their
// entity among the first ten? Names altered in ten ways, and names in another
// script: of all that a comparison with every name of the collection accepts,
// how much does the index give? Japanese companies and their English listings:
// does one find the other among very many?
//
// The index is asked through Finder, so that another can be measured on the
// same names. What is drawn follows from a seed. The tables from which names of
// companies are made are this package's own: nothing that compares or indexes
// names reads them.
package retrieval

import (
	"cmp"
	"slices"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/evaluate/names"
	"github.com/sekifuda/sekifuda/internal/match"
	"github.com/sekifuda/sekifuda/internal/script/token"
)

// Finder gives the ids of the records that may bear a name, the likeliest
// first, at most limit. cut says that something was left out that could have
// mattered. It is asked by several goroutines at once.
type Finder interface {
	Find(name string, kind token.Kind, limit int) (ids []string, cut bool, err error)
}

// Found is how many of those that were looked for were found, with the 95 %
// interval of the share.
type Found struct {
	Found int         `json:"found"`
	Of    int         `json:"of"`
	Share names.Share `json:"share"`
	Low   names.Share `json:"low"`
	High  names.Share `json:"high"`
}

func found(n, of int) Found {
	f := Found{Found: n, Of: of, Share: names.ShareOf(n, of)}
	f.Low, f.High = names.Wilson(n, of)
	return f
}

// collection is what is indexed: entities, by id and taken apart.
type collection struct {
	entities []*entity.Entity
	at       map[string]int
	targets  []*match.Target
}

func newCollection(entities []*entity.Entity) *collection {
	c := &collection{entities: entities, at: make(map[string]int, len(entities)), targets: make([]*match.Target, len(entities))}
	for i, e := range entities {
		c.at[e.ID] = i
	}
	names.Each(len(entities), func(i int) { c.targets[i] = match.PrepareTarget(entities[i]) })
	return c
}

// asked takes a name apart that is looked for.
func asked(schema, name string) *match.Prepared {
	return match.Prepare(&match.Query{Schema: schema, Names: []string{name}})
}

// ranked puts candidates in the order of their scores; equals keep that of the
// index.
func (c *collection) ranked(p *match.Prepared, ids []string) []string {
	all := make([]scored, 0, len(ids))
	for _, id := range ids {
		if i, ok := c.at[id]; ok {
			all = append(all, scored{id, p.ScoreTarget(c.targets[i]).Score})
		}
	}
	return ordered(all)
}

// above counts the entities of the same kind that score more than the one at i,
// or as much and stand before it.
func (c *collection) above(p *match.Prepared, i int) (n int) {
	own := p.ScoreTarget(c.targets[i]).Score
	if own == 0 {
		return len(c.targets)
	}
	for j, t := range c.targets {
		if c.entities[j].IsPerson() != c.entities[i].IsPerson() {
			continue // it would be taken apart anew
		}
		if score := p.ScoreTarget(t).Score; score > own || score == own && j < i {
			n++
		}
	}
	return n
}

// rank is ranked for entities that are not taken apart yet.
func rank(p *match.Prepared, some []*entity.Entity) []string {
	all := make([]scored, 0, len(some))
	for _, e := range some {
		all = append(all, scored{e.ID, p.Score(e).Score})
	}
	return ordered(all)
}

// scored is a candidate with its score.
type scored struct {
	id    string
	score int
}

func ordered(all []scored) []string {
	slices.SortStableFunc(all, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = s.id
	}
	return out
}

// firstOf are the first n of ids, or all.
func firstOf(ids []string, n int) []string { return ids[:min(n, len(ids))] }
