package link

import (
	"fmt"
	"maps"
	"slices"

	"github.com/sekifuda/sekifuda/internal/statement"
)

// delta is what was added since the graph was built. Each node and pair that it
// touches is held here whole, so that a walk looks in one place only.
type delta struct {
	touched []uint64 // nodes of the base that are in hoods
	refs    []statement.Ref
	ids     map[statement.Ref]uint32
	hoods   map[uint32]hood
	edges   map[pair][]Edge
	denied  map[pair][]Edge
	added   int // edges, those of Drop subtracted
}

func emptyDelta(b *base) *delta {
	return &delta{touched: make([]uint64, b.len()/64+1), ids: map[statement.Ref]uint32{}, hoods: map[uint32]hood{}, edges: map[pair][]Edge{}, denied: map[pair][]Edge{}}
}

func (d *delta) clone() *delta {
	return &delta{slices.Clone(d.touched), slices.Clip(d.refs), maps.Clone(d.ids), maps.Clone(d.hoods), maps.Clone(d.edges), maps.Clone(d.denied), d.added}
}

// Add puts edges into the graph; questions that are put afterwards see them. It
// costs a copy of what was added before: add in lots, and build anew (or Fold)
// when Size().Delta has grown to tens of thousands. One bad edge, and none is
// taken.
func (g *Graph) Add(edges ...Edge) error {
	for i := range edges {
		if err := edges[i].check(); err != nil {
			return fmt.Errorf("add to graph: %w", err)
		}
	}
	g.change(edges, func(list []Edge, e Edge) ([]Edge, int) {
		at, found := slices.BinarySearchFunc(list, e, compareEdges)
		if found {
			return list, 0
		}
		return slices.Insert(slices.Clone(list), at, e), 1
	})
	return nil
}

// Drop takes edges out again: those that equal one of these in every field.
func (g *Graph) Drop(edges ...Edge) {
	g.change(edges, func(list []Edge, e Edge) ([]Edge, int) {
		at, found := slices.BinarySearchFunc(list, e, compareEdges)
		if !found {
			return list, 0
		}
		return slices.Delete(slices.Clone(list), at, at+1), -1
	})
}

// change puts every edge through f, which returns the new edges of its pair.
func (g *Graph) change(edges []Edge, f func([]Edge, Edge) ([]Edge, int)) {
	g.adding.Lock()
	defer g.adding.Unlock()
	old := g.now.Load()
	v := &view{base: old.base, delta: old.delta.clone()}
	for _, e := range edges {
		_, victim := v.barred[e.From]
		_, victim2 := v.barred[e.To]
		if e.Impersonated || e.void() || !e.Negative && (victim || victim2) {
			continue
		}
		a, b := v.number(e.From), v.number(e.To)
		p := v.pair(a, b)
		if e.Negative {
			v.delta.denied[p], _ = f(v.against(a, b), e)
			continue
		}
		list, n := f(v.between(a, b), e)
		v.delta.edges[p] = list
		v.added += n
		v.tie(a, b, list)
		v.tie(b, a, list)
	}
	g.now.Store(v)
}

// number returns the number of a thing, which is new where there was none.
func (v *view) number(r statement.Ref) uint32 {
	if u, ok := v.lookup(r); ok {
		return u
	}
	u := uint32(v.nodes())
	v.delta.refs, v.delta.ids[r] = append(v.delta.refs, r), u
	v.delta.hoods[u] = hood{}
	return u
}

// tie writes into the neighbours of a what the edges to b come to.
func (v *view) tie(a, b uint32, list []Edge) {
	h := v.at(a)
	at, found := slices.BinarySearchFunc(h.to, b, v.compare)
	if found {
		h = hood{without(h.to, at), without(h.spans, at), without(h.marks, at)}
	}
	if len(list) > 0 {
		var s summary
		for i, e := range list {
			one := summary{spanOf(e.Since, e.Until), markOf(e.Grade)}
			if i == 0 {
				s = one
			} else {
				s = s.join(one)
			}
		}
		h = hood{with(h.to, at, b), with(h.spans, at, s.span), with(h.marks, at, s.mark)}
	}
	v.delta.hoods[a] = h
	if int(a) < v.base.len() {
		v.touched[a/64] |= 1 << (a % 64)
	}
}

func with[T any](list []T, at int, one T) []T { return slices.Insert(slices.Clone(list), at, one) }

func without[T any](list []T, at int) []T { return slices.Delete(slices.Clone(list), at, at+1) }
