package corpus

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/entity/model"
	"github.com/sekifuda/sekifuda/internal/openmatch/lucene"
)

// Filter keeps entities whose field has one of the values, or all of them.
type Filter struct {
	Field  string
	Values []string
	All    bool
}

// Sort is one criterion of an order; what has no value comes last.
type Sort struct {
	Field string
	Desc  bool
}

// Query is a search.
type Query struct {
	Text         *lucene.Node // nil asks for everything
	Fuzzy        bool         // words may have a slip or two
	Schemata     []string     // nil for all; model.Base takes in what the model does not know
	WithoutKinds []string     // schemata that are left out
	Include      []string     // datasets; nil for all
	Exclude      []string
	Filters      []Filter
	ChangedSince string
	Sort         []Sort // before the points
	Facets       []string
	Limit        int // of hits that are given
}

// Hit is one entity found. Its keys are the values by which it was sorted.
type Hit struct {
	Source string
	Entity *entity.Entity
	Points int
	Keys   []string
	doc    uint32
}

// Found is what one list gives: the first hits in order, how many there are, and
// how many entities have each value of the facets.
type Found struct {
	Hits   []Hit
	Total  int
	Facets map[string]Counts
}

// Search searches the list. It fails with ErrField and ErrTooBroad for what
// cannot be asked, with the error of ctx, and with those of the list.
func (c *Corpus) Search(ctx context.Context, q *Query) (*Found, error) {
	a := &asking{ctx: ctx, c: c, fuzzy: q.Fuzzy}
	if q.Text != nil {
		a.rank = make([]int32, len(c.refs))
	}
	s, err := a.filtered(q)
	if err == nil {
		s, err = a.eval(q.Text, s, false)
	}
	if err != nil {
		return nil, err
	}
	f := &Found{Total: s.count(), Facets: map[string]Counts{}}
	for _, name := range q.Facets {
		if f.Facets[name], err = a.facet(name, s); err != nil {
			return nil, err
		}
	}
	f.Hits, err = a.hits(q, s)
	return f, err
}

// filtered is all that the filters leave.
func (a *asking) filtered(q *Query) (set, error) {
	c := a.c
	s := fullSet(len(c.refs))
	if q.Schemata != nil {
		s.and(c.schema.having(c.known(q.Schemata), false))
	}
	if len(q.WithoutKinds) > 0 {
		s.without(c.schema.having(q.WithoutKinds, false))
	}
	if q.Include != nil && !slices.Contains(q.Include, c.source) {
		s.and(c.datasets.having(q.Include, false))
	}
	if slices.Contains(q.Exclude, c.source) {
		return newSet(len(c.refs)), nil
	}
	if len(q.Exclude) > 0 {
		s.without(c.datasets.having(q.Exclude, false))
	}
	for _, f := range q.Filters {
		var err error
		if s, err = a.filter(f, s); err != nil {
			return nil, err
		}
	}
	if q.ChangedSince == "" {
		return s, nil
	}
	f, err := fieldOf("last_change")
	if err != nil {
		return nil, err
	}
	return a.lookUp(&lucene.Node{Op: lucene.Range, From: q.ChangedSince, WithFrom: true}, f, s)
}

// known adds to the schemata those that the model has no name for, where
// everything is asked for: what is not understood must not disappear.
func (c *Corpus) known(schemata []string) []string {
	if !slices.Contains(schemata, model.Base) {
		return schemata
	}
	out := slices.Clone(schemata)
	for _, name := range c.schema.values {
		if model.Get(name) == nil {
			out = append(out, name)
		}
	}
	return out
}

// filter applies one filter: values are taken whole.
func (a *asking) filter(f Filter, s set) (set, error) {
	field, err := fieldOf(f.Field)
	if err != nil || field.values == nil && field.column == nil {
		return nil, fmt.Errorf("filter by %q: %w", f.Field, ErrField)
	}
	if field.column != nil {
		if f.Field == "datasets" && slices.Contains(f.Values, a.c.source) && (!f.All || len(f.Values) == 1) {
			return s, nil
		}
		out := field.column(a.c).having(f.Values, f.All)
		out.and(s)
		return out, nil
	}
	every := &lucene.Node{Op: lucene.Exists}
	exact := field
	exact.values = func(e *entity.Entity) []string {
		have := field.values(e)
		n := 0
		for _, v := range f.Values {
			if slices.Contains(have, v) {
				n++
			}
		}
		if n == 0 || f.All && n < len(f.Values) {
			return nil
		}
		return []string{"yes"}
	}
	return a.lookUp(every, exact, s)
}

// facet counts the values of a field.
func (a *asking) facet(name string, s set) (Counts, error) {
	f, err := fieldOf(name)
	if err != nil || f.values == nil && f.column == nil {
		return nil, fmt.Errorf("facet %q: %w", name, ErrField)
	}
	if f.column != nil {
		return f.column(a.c).counts(s), nil
	}
	out := Counts{}
	counting := field{values: func(e *entity.Entity) []string {
		for _, v := range f.values(e) {
			out[v]++
		}
		return nil
	}}
	_, err = a.lookUp(&lucene.Node{Op: lucene.Exists}, counting, s)
	return out, err
}

// hits gives the first entities of s in order.
func (a *asking) hits(q *Query, s set) ([]Hit, error) {
	all := make([]Hit, 0, s.count())
	s.each(func(doc uint32) bool {
		h := Hit{Source: a.c.source, doc: doc}
		if a.rank != nil {
			h.Points = int(a.rank[doc])
		}
		all = append(all, h)
		return true
	})
	if err := a.keys(q.Sort, all); err != nil {
		return nil, err
	}
	slices.SortStableFunc(all, func(x, y Hit) int { return Compare(q.Sort, &x, &y) })
	window := all[:min(len(all), max(q.Limit, 0)+alike)]
	for i := range window {
		e, err := a.c.list.At(a.c.refs[window[i].doc])
		if err != nil {
			return nil, err
		}
		window[i].Entity = e
	}
	if a.rank != nil && len(q.Sort) == 0 {
		slices.SortStableFunc(window, func(x, y Hit) int {
			return cmp.Or(cmp.Compare(y.Points, x.Points), cmp.Compare(len(x.Entity.Caption), len(y.Entity.Caption)))
		})
	}
	return slices.Clip(window[:min(len(window), max(q.Limit, 0))]), nil
}

// alike is how many hits behind the last one are looked at, since of those with
// equal points the one whose name has the least besides goes first.
const alike = 100

// Compare orders hits, of several lists too, by the criteria and then by points.
func Compare(sorts []Sort, x, y *Hit) int {
	for i, s := range sorts {
		a, b := x.Keys[i], y.Keys[i]
		switch {
		case a == b:
			continue
		case a == "" || b == "":
			return cmp.Compare(b, a) // what has no value comes last
		case above(a, b, false) != s.Desc:
			return 1
		}
		return -1
	}
	return cmp.Compare(y.Points, x.Points)
}

// keys reads the values by which hits are sorted.
func (a *asking) keys(sorts []Sort, hits []Hit) error {
	for _, s := range sorts {
		f, err := fieldOf(s.Field)
		if err != nil || f.values == nil {
			return fmt.Errorf("sort by %q: %w", s.Field, ErrField)
		}
		for i := range hits {
			if a.read++; a.read > mostRead {
				return fmt.Errorf("%w: sorting reads more than %d records; add a word", ErrTooBroad, mostRead)
			}
			e, err := a.c.decode(a.c.refs[hits[i].doc])
			if err != nil {
				return err
			}
			key := ""
			if values := f.values(e); len(values) > 0 {
				key = slices.Min(values)
				if s.Desc {
					key = slices.Max(values)
				}
			}
			hits[i].Keys = append(hits[i].Keys, key)
		}
	}
	return nil
}
