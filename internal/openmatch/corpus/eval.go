package corpus

import (
	"context"
	"errors"
	"fmt"

	"github.com/sekifuda/sekifuda/internal/openmatch/lucene"
)

// ErrTooBroad is returned where a part of a query would have to be looked up in
// too many records one by one.
var ErrTooBroad = errors.New("too broad")

// mostRead is how many records one query may read.
const mostRead = 250_000

// asking is one query under way.
type asking struct {
	ctx   context.Context
	c     *Corpus
	fuzzy bool    // words may have slips
	read  int     // records so far
	rank  []int32 // points of each entity; nil where the order is another
}

// eval gives the members of within that n asks for. within is not changed.
func (a *asking) eval(n *lucene.Node, within set, deny bool) (set, error) {
	switch {
	case n == nil || n.Op == lucene.Every:
		return within.clone(), nil
	case n.Op == lucene.Group:
		return a.group(n, within, deny)
	}
	name := n.Field
	if name == "" {
		name = "text"
	}
	f, err := fieldOf(name)
	if err != nil {
		return nil, err
	}
	switch {
	case f.column != nil:
		return a.inColumn(n, f.column(a.c), within), nil
	case name == "text" && n.Op == lucene.Range, name == "text" && n.Op == lucene.Exists:
		return nil, fmt.Errorf("a range or * of %q: %w", name, ErrField)
	}
	out := within.clone()
	if f.indexed || f.values == nil {
		if s := a.byWords(n, f.name, deny); s != nil {
			out.and(s)
		}
		if f.values == nil && n.Op != lucene.Phrase {
			return out, nil
		}
	}
	return a.lookUp(n, f, out)
}

// group evaluates what costs little first, so that less is to be read.
func (a *asking) group(n *lucene.Node, within set, deny bool) (set, error) {
	out := within.clone()
	for _, costly := range []bool{false, true} {
		for _, m := range n.Must {
			if reads(m) != costly {
				continue
			}
			s, err := a.eval(m, out, deny)
			if err != nil {
				return nil, err
			}
			out = s
		}
	}
	either := newSet(len(a.c.refs))
	for _, m := range n.Should { // where something must be, these only rank
		s, err := a.eval(m, out, deny)
		if err != nil {
			return nil, err
		}
		either.or(s)
	}
	if len(n.Must) == 0 && len(n.Should) > 0 {
		out = either
	}
	for _, m := range n.Not {
		s, err := a.eval(m, out, !deny)
		if err != nil {
			return nil, err
		}
		out.without(s)
	}
	return out, nil
}

// reads reports whether a node is answered from records.
func reads(n *lucene.Node) bool {
	if n.Op == lucene.Group || n.Op == lucene.Phrase {
		return true
	}
	f, err := fieldOf(n.Field)
	return n.Field != "" && (err != nil || f.column == nil)
}

// inColumn answers from a column: whole values, or words of them.
func (a *asking) inColumn(n *lucene.Node, col *column, within set) set {
	var values []string
	for _, v := range col.values {
		if n.Op == lucene.Exists || accepts(n, v) {
			values = append(values, v)
		}
	}
	out := col.having(values, false)
	out.and(within)
	return out
}

// lookUp reads the records of s and keeps those that hold what n asks for.
func (a *asking) lookUp(n *lucene.Node, f field, s set) (set, error) {
	out := newSet(len(a.c.refs))
	var err error
	s.each(func(doc uint32) bool {
		if a.read++; a.read > mostRead {
			err = fmt.Errorf("%w: it looks into more than %d records; add a word", ErrTooBroad, mostRead)
			return false
		}
		if a.read%1024 == 0 {
			if err = a.ctx.Err(); err != nil {
				return false
			}
		}
		e, failed := a.c.decode(a.c.refs[doc])
		if failed != nil {
			err = failed
			return false
		}
		values := f.values
		if values == nil {
			values = allText
		}
		for _, v := range values(e) {
			if n.Op == lucene.Exists && v != "" || accepts(n, v) {
				out.add(doc)
				break
			}
		}
		return true
	})
	return out, err
}
