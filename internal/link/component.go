package link

import (
	"cmp"
	"slices"

	"github.com/sekifuda/sekifuda/internal/statement"
)

// ComponentOptions bound what counts as hanging together.
type ComponentOptions struct {
	Window
	Hub   int // most neighbours in the window of a thing that joins; 0: that of the graph
	Least int // smallest component that is returned; 0: 2
}

// Component is things that hang together, by name.
type Component []statement.Ref

// Components divides the graph, the largest part first. A thing that too many
// share joins nothing: it is excluded, and in no component.
func (g *Graph) Components(o ComponentOptions) ([]Component, []Hub) {
	v := g.now.Load()
	if o.Hub <= 0 {
		o.Hub = g.options.Hub
	}
	if o.Least <= 0 {
		o.Least = 2
	}
	s := o.sieve()
	hub, excluded := v.hubs(&s, o.Hub)
	up := make([]uint32, v.nodes())
	for i := range up {
		up[i] = uint32(i)
	}
	root := func(u uint32) uint32 {
		for up[u] != u {
			up[u] = up[up[u]]
			u = up[u]
		}
		return u
	}
	for u := range up {
		if hub[uint32(u)] {
			continue
		}
		h := v.at(uint32(u))
		for i, w := range h.to {
			if !hub[w] && (s.always || v.open(uint32(u), &h, i, &s)) {
				a, b := root(uint32(u)), root(w)
				up[max(a, b)] = min(a, b)
			}
		}
	}
	parts := map[uint32]Component{}
	for u := range up {
		if !hub[uint32(u)] {
			r := root(uint32(u))
			parts[r] = append(parts[r], v.refOf(uint32(u)))
		}
	}
	var out []Component
	for _, c := range parts {
		if len(c) >= o.Least {
			slices.SortFunc(c, compareRefs)
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b Component) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), compareRefs(a[0], b[0]))
	})
	return out, excluded
}

// hubs returns what has more neighbours in a window than may be.
func (v *view) hubs(s *sieve, most int) (map[uint32]bool, []Hub) {
	hub, out := map[uint32]bool{}, []Hub(nil)
	for u := range uint32(v.nodes()) {
		if n := len(v.at(u).to); n > most {
			if d := v.degree(u, s, n); d > most {
				hub[u] = true
				out = append(out, Hub{v.refOf(u), d})
			}
		}
	}
	slices.SortFunc(out, func(a, b Hub) int { return compareRefs(a.Ref, b.Ref) })
	return hub, out
}
