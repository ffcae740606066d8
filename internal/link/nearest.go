package link

import "math"

// near is the best way to a node that the ranking touched.
type near struct {
	cost, hops int32
	before     uint32 // place of the node before it
	done       bool
}

// paths returns the best paths to each target, from the nearest start.
func (p *push) paths(starts, targets []uint32) [][]Path {
	out := make([][]Path, len(targets))
	o := PathOptions{Window: p.o.Window, Now: p.o.Now, Hops: 16, Hub: p.o.Hub, Work: 20_000}
	s := &search{view: p.view, sieve: p.sieve, o: o, ends: map[uint32]bool{}, nodes: map[uint32]nodeCost{}}
	for _, u := range starts {
		s.ends[u] = true
	}
	if p.o.Paths > 1 {
		for i, t := range targets {
			s.ends[t] = true
			for _, w := range s.kBest(starts, t, p.o.Paths) {
				out[i] = append(out[i], s.path(w))
			}
			s.ends[t] = false
		}
	}
	ways := p.nearest(starts, targets)
	for i, t := range targets {
		if len(out[i]) > 0 {
			continue // found above
		}
		var w *way
		var list []uint32
		for at := p.slots[t]; ; at = ways[at].before {
			list = append(list, at)
			if p.mass[at].start {
				break
			}
		}
		for k := len(list) - 1; k >= 0; k-- {
			w = &way{node: p.mass[list[k]].node, bound: ways[list[k]].cost, before: w}
		}
		out[i] = []Path{s.path(w)}
	}
	return out
}

// nearest looks for the best way to each target through what was pushed from,
// and no further: whatever mass came by came that way.
func (p *push) nearest(starts, targets []uint32) []near {
	ways := make([]near, len(p.mass))
	for i := range ways {
		ways[i].cost = math.MaxInt32
	}
	q := heap[uint32]{less: func(a, b uint32) bool { return p.nearer(&ways[a], &ways[b], a, b) }}
	seen := 0
	step := func(at uint32) {
		w := &ways[at]
		cost := w.cost
		u := &p.mass[at]
		if !u.start {
			cost += commonness(p.prior(u.node), int(u.degree))
		}
		h := p.at(u.node)
		for i, n := range h.to {
			tie := p.weight(u.node, &h, i, &p.sieve, p.today)
			if tie == 0 {
				continue
			}
			to := p.slots[n]
			if ways[to].done || p.mass[to].enter == 0 {
				continue
			}
			next := near{cost: cost + tieCost(tie), hops: w.hops + 1, before: at}
			old := &ways[to]
			if next.cost < old.cost || next.cost == old.cost && p.nearer(&next, old, next.before, old.before) {
				*old = next
				q.push(to)
			}
		}
	}
	for _, u := range starts {
		ways[p.slots[u]] = near{}
		q.push(p.slots[u])
	}
	wanted := make(map[uint32]bool, len(targets))
	for _, t := range targets {
		wanted[p.slots[t]] = true
	}
	for q.len() > 0 && seen < len(targets) {
		at := q.pop()
		if ways[at].done {
			continue
		}
		ways[at].done = true
		if wanted[at] {
			seen++
		}
		if p.mass[at].kept > 0 {
			step(at)
		}
	}
	return ways
}

// nearer orders two ways: cheaper, shorter, then by the names of two places.
func (p *push) nearer(a, b *near, x, y uint32) bool {
	if a.cost != b.cost {
		return a.cost < b.cost
	}
	if a.hops != b.hops {
		return a.hops < b.hops
	}
	return p.compare(p.mass[x].node, p.mass[y].node) < 0
}
