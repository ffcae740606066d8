package link

import (
	"iter"
	"slices"
	"sort"

	"github.com/sekifuda/sekifuda/internal/statement"
)

// ExpandOptions bound an expansion.
type ExpandOptions struct {
	Window
	Hops  int // how far; 0: 2
	Hub   int // most neighbours in the window of a thing that is passed; 0: that of the graph
	Limit int // most things that are returned; 0: no limit
}

// Neighbourhood is what is reached from starting points, nearest first.
type Neighbourhood struct {
	Excluded []Hub // what was reached and not passed
	Cut      bool  // Limit ended the walk
	Unknown  []statement.Ref

	view  *view
	sieve sieve
	nodes []uint32
	ends  []int // hop -> end of its part of nodes
	kids  []int // node that was passed -> first place of what it led to
}

// Reached is one thing of a neighbourhood.
type Reached struct {
	Ref statement.Ref
	Hop int           // 0: a starting point
	Via statement.Ref // thing before it on the way from the start; itself at hop 0
}

// Expand walks from things. Starting points are passed however many their
// neighbours are; those that the graph has not, or that are impersonated, are in
// Unknown.
func (g *Graph) Expand(from []statement.Ref, o ExpandOptions) Neighbourhood {
	v := g.now.Load()
	if o.Hops <= 0 {
		o.Hops = 2
	}
	if o.Hub <= 0 {
		o.Hub = g.options.Hub
	}
	s := g.scratch(v)
	defer g.pool.Put(s)
	n := Neighbourhood{view: v, sieve: o.sieve(), nodes: s.nodes[:0]}
	var starts []uint32
	starts, n.Unknown = v.starts(from)
	for _, u := range starts {
		n.reach(s, u)
	}
	n.ends = append(n.ends, len(n.nodes))
	for hop, done := 0, 0; hop < o.Hops && done < len(n.nodes) && !n.Cut; hop++ {
		for end := len(n.nodes); done < end; done++ {
			s.read += v.base.ahead(n.nodes[done:end])
			n.kids = append(n.kids, len(n.nodes))
			n.pass(s, n.nodes[done], hop > 0, &o)
		}
		n.ends = append(n.ends, len(n.nodes))
	}
	for _, u := range n.nodes {
		s.seen[u/64] = 0
	}
	s.nodes = n.nodes
	n.nodes = slices.Clone(n.nodes)
	slices.SortFunc(n.Excluded, func(a, b Hub) int { return compareRefs(a.Ref, b.Ref) })
	return n
}

// pass goes to the neighbours of one node that were not seen before.
func (n *Neighbourhood) pass(s *scratch, u uint32, bounded bool, o *ExpandOptions) {
	h := n.view.at(u)
	if bounded && len(h.to) > o.Hub {
		if d := n.view.degree(u, &n.sieve, len(h.to)); d > o.Hub {
			n.Excluded = append(n.Excluded, Hub{n.view.refOf(u), d - 1})
			return
		}
	}
	// All in local variables: this loop is most of an expansion.
	nodes, seen, always := n.nodes, s.seen, n.sieve.always
	for i, w := range h.to {
		word, bit := &seen[w/64], uint64(1)<<(w%64)
		if *word&bit != 0 {
			continue
		}
		if !always && (h.marks[i]&mixed != 0 || !n.sieve.sure(h.spans[i])) && !n.view.open(u, &h, i, &n.sieve) {
			continue
		}
		if o.Limit > 0 && len(nodes) >= o.Limit {
			n.Cut = true
			break
		}
		*word |= bit
		nodes = append(nodes, w)
	}
	n.nodes = nodes
}

func (n *Neighbourhood) reach(s *scratch, u uint32) {
	s.seen[u/64] |= 1 << (u % 64)
	n.nodes = append(n.nodes, u)
}

// Len counts what was reached, the starting points among it.
func (n *Neighbourhood) Len() int { return len(n.nodes) }

// All returns what was reached, nearest first, in an order that depends on the
// graph and the starting points only.
func (n *Neighbourhood) All() iter.Seq[Reached] {
	return func(yield func(Reached) bool) {
		for i := range n.nodes {
			r := n.view.refOf(n.nodes[i])
			hop := sort.Search(len(n.ends), func(h int) bool { return i < n.ends[h] })
			via := r
			if hop > 0 {
				via = n.view.refOf(n.nodes[sort.Search(len(n.kids), func(k int) bool { return n.kids[k] > i })-1])
			}
			if !yield(Reached{r, hop, via}) {
				return
			}
		}
	}
}

// Evidence returns the edges between two things that hold in the window of the
// expansion, and what was said against them.
func (n *Neighbourhood) Evidence(a, b statement.Ref) (for_, against []Edge) {
	x, ok := n.view.lookup(a)
	y, ok2 := n.view.lookup(b)
	if !ok || !ok2 {
		return nil, nil
	}
	return n.view.holding(x, y, &n.sieve), slices.Clone(n.view.against(x, y))
}

// starts returns the numbers of things in the order of their names, each once,
// and which are not known.
func (v *view) starts(from []statement.Ref) (known []uint32, unknown []statement.Ref) {
	from = slices.Clone(from)
	slices.SortFunc(from, compareRefs)
	for _, r := range slices.Compact(from) {
		_, victim := v.barred[r]
		if u, ok := v.lookup(r); ok && !victim {
			known = append(known, u)
		} else {
			unknown = append(unknown, r)
		}
	}
	return known, unknown
}

// scratch is what a walk works in; it comes clean and goes back clean.
type scratch struct {
	seen  []uint64 // bit set of nodes
	nodes []uint32
	slots []uint32 // node -> place in mass; means something only where that agrees
	mass  []mass

	shares []share
	read   uint32 // of what was read ahead; means nothing
}

func (g *Graph) scratch(v *view) *scratch {
	s, _ := g.pool.Get().(*scratch)
	if s == nil {
		s = &scratch{}
	}
	if n := v.nodes()/64 + 1; len(s.seen) < n {
		s.seen = make([]uint64, n+n/8)
	}
	return s
}
