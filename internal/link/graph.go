package link

import (
	"slices"
	"sync"
	"sync/atomic"

	"github.com/sekifuda/sekifuda/internal/statement"
)

// Graph answers questions while edges are added: a question sees the graph as
// it was when it was put.
type Graph struct {
	options Options
	adding  sync.Mutex
	now     atomic.Pointer[view]
	pool    sync.Pool // of *scratch
}

func newGraph(b *base, o Options) *Graph {
	g := &Graph{options: o}
	g.now.Store(&view{base: b, delta: emptyDelta(b)})
	return g
}

// view is one state of a graph, which never changes.
type view struct {
	*base
	*delta
}

// Size is what a graph holds.
type Size struct {
	Nodes   int `json:"nodes"`
	Pairs   int `json:"pairs"` // of nodes that are tied
	Edges   int `json:"edges"`
	Delta   int `json:"delta"` // edges that were added since it was built; among Edges
	Largest int `json:"largest"`
}

// Size counts. Nodes include what only negative statements name.
func (g *Graph) Size() Size {
	v := g.now.Load()
	s := Size{Nodes: v.nodes(), Pairs: len(v.first) - 1, Edges: len(v.base.edges) + v.added, Delta: v.added}
	for u := range uint32(v.nodes()) {
		s.Largest = max(s.Largest, len(v.at(u).to))
	}
	return s
}

// Known reports whether the graph has a thing, and whether that is impersonated:
// then it takes part in nothing.
func (g *Graph) Known(r statement.Ref) (known, impersonated bool) {
	v := g.now.Load()
	if _, barred := v.barred[r]; barred {
		return true, true
	}
	_, known = v.lookup(r)
	return known, false
}

// Denied returns the negative statements between two things.
func (g *Graph) Denied(a, b statement.Ref) []Edge {
	v := g.now.Load()
	x, ok := v.lookup(a)
	y, ok2 := v.lookup(b)
	if !ok || !ok2 {
		return nil
	}
	return slices.Clone(v.against(x, y))
}

// Neighbours returns the edges of a thing that hold in a window, the negative
// ones among them, by what they lead to.
func (g *Graph) Neighbours(r statement.Ref, w Window) []Edge {
	v := g.now.Load()
	u, ok := v.lookup(r)
	if !ok {
		return nil
	}
	var out []Edge
	s := w.sieve()
	for _, n := range v.at(u).to {
		out = append(out, v.holding(u, n, &s)...)
	}
	return out
}

func (v *view) nodes() int { return v.base.len() + len(v.delta.refs) }

// lookup returns the number of a thing.
func (v *view) lookup(r statement.Ref) (uint32, bool) {
	if u, ok := v.base.find(r); ok {
		return u, true
	}
	u, ok := v.delta.ids[r]
	return u, ok
}

// refOf returns the name of a node.
func (v *view) refOf(u uint32) statement.Ref {
	if n := v.base.len(); int(u) >= n {
		return v.delta.refs[int(u)-n]
	}
	return v.base.ref(u)
}

// kindOf returns its kind.
func (v *view) kindOf(u uint32) string {
	if n := v.base.len(); int(u) >= n {
		return v.delta.refs[int(u)-n].Kind
	}
	return v.kinds[v.base.kind[u]]
}

// compare orders two nodes by their names.
func (v *view) compare(a, b uint32) int {
	if n := uint32(v.base.len()); a < n && b < n {
		return int(a) - int(b)
	}
	return compareRefs(v.refOf(a), v.refOf(b))
}

// at returns the neighbours of a node, in the order of names.
func (v *view) at(u uint32) hood {
	if int(u) >= v.base.len() || v.touched[u/64]&(1<<(u%64)) != 0 {
		return v.delta.hoods[u]
	}
	return v.base.hood(u)
}

// count is how many neighbours a node has.
func (v *view) count(u uint32) int {
	if int(u) >= v.base.len() || v.touched[u/64]&(1<<(u%64)) != 0 {
		return len(v.delta.hoods[u].to)
	}
	return int(v.base.hoods[u+1] - v.base.hoods[u])
}

// pair orders two nodes as edges are kept under.
func (v *view) pair(a, b uint32) pair {
	if v.compare(a, b) > 0 {
		a, b = b, a
	}
	return pair{a, b}
}

// between returns the edges of two nodes, in order.
func (v *view) between(a, b uint32) []Edge {
	p := v.pair(a, b)
	if list, ok := v.delta.edges[p]; ok {
		return list
	}
	if int(max(a, b)) >= v.base.len() {
		return nil
	}
	from, to := v.base.evidence(p)
	out := make([]Edge, 0, to-from)
	for e := from; e < to; e++ {
		out = append(out, v.base.edge(e, p))
	}
	return out
}

// holding returns those that hold in a window.
func (v *view) holding(a, b uint32, s *sieve) []Edge {
	list := v.between(a, b)
	if s.always {
		return slices.Clone(list)
	}
	var out []Edge
	for _, e := range list {
		if s.holds(e.Since, e.Until) {
			out = append(out, e)
		}
	}
	return out
}

// against returns the negative statements on two nodes.
func (v *view) against(a, b uint32) []Edge {
	p := v.pair(a, b)
	if list, ok := v.delta.denied[p]; ok {
		return list
	}
	return v.base.denied[p]
}

// open reports whether an edge to the i-th neighbour of u holds in a window.
func (v *view) open(u uint32, h *hood, i int, s *sieve) bool {
	p := h.spans[i]
	if s.never(p) {
		return false
	}
	if h.marks[i]&mixed == 0 && s.sure(p) {
		return true
	}
	p2 := v.pair(u, h.to[i])
	if list, ok := v.delta.edges[p2]; ok {
		return slices.ContainsFunc(list, func(e Edge) bool { return s.holds(e.Since, e.Until) })
	}
	from, to := v.base.evidence(p2)
	for e := from; e < to; e++ {
		if s.holds(v.base.times(e)) {
			return true
		}
	}
	return false
}

// degree counts the neighbours of a node in a window, up to most.
func (v *view) degree(u uint32, s *sieve, most int) int {
	if s.always {
		return min(v.count(u), most)
	}
	h, n := v.at(u), 0
	for i, p := range h.spans {
		switch {
		case n == most:
			return n
		case s.never(p):
		case h.marks[i]&mixed == 0 && s.sure(p), v.open(u, &h, i, s):
			n++
		}
	}
	return n
}
