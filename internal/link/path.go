package link

import (
	"math"
	"slices"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// Path is one way between two things that passes none twice.
type Path struct {
	Hops    []Hop
	Cost    int32  // what its steps cost together: less is better; see docs/links.md
	Weakest int32  // the dearest of them: what ties no better than this is on the way
	Against []Edge // negative statements on any two things of the path
}

// Hop is one step, with everything that is said for and against it.
type Hop struct {
	From, To statement.Ref
	Edges    []Edge // those that hold in the window, by time; each source with its own
	Against  []Edge // negative statements on the two
	Sharing  int    // neighbours of To in the window, as far as the hub cap: how common it is
}

// PathOptions bound a search for paths.
type PathOptions struct {
	Window
	Now  entity.Instant // ties that ended before it cost more; 0: none does
	Hops int            // longest path; 0: 8
	Hub  int            // most neighbours in the window of a thing that is passed; 0: that of the graph
	Work int            // steps after which the search gives up and says so; 0: 100,000
}

// Routes are the best paths between two things.
type Routes struct {
	Paths    []Path
	Excluded []Hub // what was reached and not passed
	Unknown  []statement.Ref
	Cut      bool // the search gave up: there may be more, or better ones
}

const (
	stepCost = 100    // of each hop: of equal paths the shorter
	slack    = 15_000 // a path that costs so much more than the best is none
)

// Paths returns the k best paths between two things, best first: by what their
// ties weigh and how common what they pass is. Equal ones are in the order of
// their names, so the answer depends on the graph alone. What costs 15,000
// more than the best, of whatever length, is left out.
func (g *Graph) Paths(a, b statement.Ref, k int, o PathOptions) Routes {
	v := g.now.Load()
	s, unknown := v.search([]statement.Ref{a, b}, g.options, o)
	out := Routes{Unknown: unknown}
	if len(unknown) > 0 || a == b || k < 1 {
		return out
	}
	x, _ := v.lookup(a)
	y, _ := v.lookup(b)
	for _, w := range s.kBest([]uint32{x}, y, k) {
		out.Paths = append(out.Paths, s.path(w))
	}
	out.Excluded, out.Cut = s.excluded(), s.cut
	return out
}

// search is one search for paths at work.
type search struct {
	*view
	sieve sieve
	o     PathOptions
	ends  map[uint32]bool // passed or reached whatever their neighbours
	nodes map[uint32]nodeCost
	hubs  []uint32
	steps int
	cut   bool
}

// nodeCost is what it costs to pass a node.
type nodeCost struct {
	cost    int32
	sharing int32
	hub     bool
}

func (v *view) search(ends []statement.Ref, g Options, o PathOptions) (*search, []statement.Ref) {
	if o.Hops <= 0 {
		o.Hops = 8
	}
	if o.Hub <= 0 {
		o.Hub = g.Hub
	}
	if o.Work <= 0 {
		o.Work = 100_000
	}
	known, unknown := v.starts(ends)
	s := &search{view: v, sieve: o.sieve(), o: o, ends: map[uint32]bool{}, nodes: map[uint32]nodeCost{}}
	for _, u := range known {
		s.ends[u] = true
	}
	return s, unknown
}

// pass returns what it costs to pass a node, and whether it may be.
func (s *search) pass(u uint32) nodeCost {
	c, ok := s.nodes[u]
	if !ok {
		d := s.degree(u, &s.sieve, s.o.Hub+1)
		c = nodeCost{commonness(s.prior(u), d), int32(d), d > s.o.Hub && !s.ends[u]}
		if c.hub {
			s.hubs = append(s.hubs, u)
		}
		s.nodes[u] = c
	}
	return c
}

func (s *search) excluded() []Hub {
	var out []Hub
	for _, u := range s.hubs {
		out = append(out, Hub{s.refOf(u), s.degree(u, &s.sieve, len(s.at(u).to)) - 1})
	}
	slices.SortFunc(out, func(a, b Hub) int { return compareRefs(a.Ref, b.Ref) })
	return out
}

// step returns what the tie from u to its i-th neighbour costs; false where
// none holds.
func (s *search) step(u uint32, h *hood, i int) (int32, bool) {
	w := s.weight(u, h, i, &s.sieve, dayOf(s.o.Now))
	if w == 0 {
		return 0, false
	}
	return tieCost(w), true
}

// tieCost is what a step over a tie of a weight costs.
func tieCost(weight int32) int32 { return stepCost + log2Whole - milliLog2(uint64(weight)) }

var log2Whole = milliLog2(whole)

// distances returns what it costs to come to an end from what lies around it, as
// far as the nearest of from, and slack beyond.
func (s *search) distances(from []uint32, to uint32) map[uint32]int32 {
	dist := map[uint32]int32{}
	q := heap[reach]{less: func(a, b reach) bool { return a.cost < b.cost }}
	q.push(reach{node: to})
	limit := int32(math.MaxInt32)
	for q.len() > 0 {
		r := q.pop()
		if _, done := dist[r.node]; done {
			continue
		}
		if s.steps++; s.steps > s.o.Work || r.cost > limit {
			s.cut = s.cut || s.steps > s.o.Work
			return dist
		}
		dist[r.node] = r.cost
		if slices.Contains(from, r.node) {
			limit = min(limit, r.cost+slack)
			continue // a way on would pass a starting point
		}
		if r.node != to {
			c := s.pass(r.node)
			if c.hub {
				continue
			}
			r.cost += c.cost
		}
		h := s.at(r.node)
		for i, w := range h.to {
			if _, done := dist[w]; done {
				continue
			}
			if c, ok := s.step(r.node, &h, i); ok {
				q.push(reach{node: w, cost: r.cost + c})
			}
		}
	}
	return dist
}

// reach is a node and what it costs to come from there.
type reach struct {
	node uint32
	cost int32
}

// way is the begin of a path.
type way struct {
	node        uint32
	hops        int
	cost, bound int32 // so far, and at least to the end
	before      *way
}

// kBest looks for the k best paths from any of the starts: the begin that may
// still come out cheapest goes on first, so the first k that arrive are the best.
func (s *search) kBest(from []uint32, to uint32, k int) []*way {
	dist := s.distances(from, to)
	q := heap[*way]{less: s.better}
	limit := int32(math.MaxInt32)
	for _, u := range from {
		if d, ok := dist[u]; ok {
			q.push(&way{node: u, bound: d})
			limit = min(limit, d+slack)
		}
	}
	var out []*way
	s.steps = 0
	for q.len() > 0 && len(out) < k {
		w := q.pop()
		if w.node == to {
			out = append(out, w)
			continue
		}
		if s.steps++; s.steps > s.o.Work {
			s.cut = true
			break
		}
		if w.hops < s.o.Hops {
			s.extend(w, to, dist, limit, q.push)
		}
	}
	return out
}

// extend goes one step on from w, to where it was not yet and the end can be
// reached from for no more than limit.
func (s *search) extend(w *way, to uint32, dist map[uint32]int32, limit int32, push func(*way)) {
	cost := w.cost
	if w.before != nil {
		c := s.pass(w.node)
		if c.hub {
			return
		}
		cost += c.cost
	}
	h := s.at(w.node)
	for i, n := range h.to {
		least, ok := dist[n]
		if !ok || s.ends[n] && n != to || w.passed(n) {
			continue
		}
		if c, ok := s.step(w.node, &h, i); ok {
			if bound := cost + c + least + s.entering(n, to); bound <= limit {
				push(&way{n, w.hops + 1, cost + c, bound, w})
			}
		}
	}
}

// entering is the cost of a node that will have to be passed.
func (s *search) entering(u, to uint32) int32 {
	if u == to {
		return 0
	}
	return s.pass(u).cost
}

func (w *way) passed(u uint32) bool {
	for ; w != nil; w = w.before {
		if w.node == u {
			return true
		}
	}
	return false
}

// better orders ways: cheaper, shorter, then by names from the end backwards.
func (s *search) better(a, b *way) bool {
	if a.bound != b.bound {
		return a.bound < b.bound
	}
	if a.hops != b.hops {
		return a.hops < b.hops
	}
	for ; a != nil && b != nil; a, b = a.before, b.before {
		if c := s.compare(a.node, b.node); c != 0 {
			return c < 0
		}
	}
	return false
}

// path writes a way out, with what is said for and against each step.
func (s *search) path(w *way) Path {
	p := Path{Cost: w.bound}
	var nodes []uint32
	for ; w != nil; w = w.before {
		nodes = append(nodes, w.node)
	}
	slices.Reverse(nodes)
	for i, u := range nodes[1:] {
		h := Hop{From: s.refOf(nodes[i]), To: s.refOf(u), Edges: s.holding(nodes[i], u, &s.sieve), Against: s.against(nodes[i], u)}
		c := s.pass(u)
		h.Sharing = int(c.sharing)
		if i+2 < len(nodes) {
			p.Weakest = max(p.Weakest, c.cost)
		}
		near := s.at(nodes[i])
		at, _ := slices.BinarySearchFunc(near.to, u, s.compare)
		if tie, ok := s.step(nodes[i], &near, at); ok {
			p.Weakest = max(p.Weakest, tie)
		}
		p.Hops = append(p.Hops, h)
	}
	for i := range nodes {
		for j := range i {
			p.Against = append(p.Against, s.against(nodes[j], nodes[i])...)
		}
	}
	return p
}
