package link

import "math"

// near is the best way to a node that the ranking touched.
type near struct {
	cost, hops int32
	weakest    int32
	before     uint32 // place of the node before it
	done       bool
}

// paths returns the best paths to what is at a place, from the nearest start.
func (p *push) paths(ways []near, starts []uint32, to uint32) []Path {
	s := &search{view: p.view, sieve: p.sieve, ends: map[uint32]bool{}, nodes: map[uint32]nodeCost{},
		o: PathOptions{Window: p.o.Window, Now: p.o.Now, Hops: 16, Hub: p.o.Hub, Work: 20_000}}
	for _, u := range starts {
		s.ends[u] = true
	}
	var out []Path
	if p.o.Paths > 1 {
		s.ends[p.mass[to].node] = true
		for _, w := range s.kBest(starts, p.mass[to].node, p.o.Paths) {
			out = append(out, s.path(w))
		}
	}
	if len(out) > 0 {
		return out
	}
	var list []uint32
	for at := to; ; at = ways[at].before {
		list = append(list, at)
		if p.mass[at].start {
			break
		}
	}
	var w *way
	for k := len(list) - 1; k >= 0; k-- {
		w = &way{node: p.mass[list[k]].node, bound: ways[list[k]].cost, before: w}
	}
	return []Path{s.path(w)}
}

// nearest looks for the best way to everything through what was pushed from, and
// no further: whatever mass came by came that way.
func (p *push) nearest(starts []uint32) []near {
	ways := make([]near, len(p.mass))
	for i := range ways {
		ways[i].cost, ways[i].weakest = math.MaxInt32, math.MaxInt32
	}
	q := heap[nearItem]{less: func(a, b nearItem) bool {
		if a.cost != b.cost {
			return a.cost < b.cost
		}
		if a.hops != b.hops {
			return a.hops < b.hops
		}
		return p.compare(p.mass[a.at].node, p.mass[b.at].node) < 0
	}}
	for _, u := range starts {
		ways[p.slots[u]] = near{}
		q.push(nearItem{at: p.slots[u]})
	}
	for q.len() > 0 {
		at := q.pop().at
		if ways[at].done {
			continue
		}
		ways[at].done = true
		p.onward(ways, at, q.push)
	}
	return ways
}

type nearItem struct {
	cost, hops int32
	at         uint32
}

// onward takes the step from a node that was pushed from to each of its
// neighbours, where that is better than the way there so far.
func (p *push) onward(ways []near, at uint32, push func(nearItem)) {
	w, m := &ways[at], &p.mass[at]
	cost, weakest := w.cost, w.weakest
	if !m.start {
		cost, weakest = cost+m.pass, max(weakest, m.pass)
	}
	for _, s := range p.shares[m.shares : m.shares+m.count] {
		old := &ways[s.place]
		if old.done {
			continue
		}
		tie := tieCost(s.tie)
		next := near{cost: cost + tie, hops: w.hops + 1, weakest: max(weakest, tie), before: at}
		if next.cost < old.cost || next.cost == old.cost && p.nearer(&next, old) {
			if *old = next; p.mass[s.place].count > 0 {
				push(nearItem{next.cost, next.hops, s.place})
			}
		}
	}
}

// nearer orders two ways of one cost: shorter, then by what they come from.
func (p *push) nearer(a, b *near) bool {
	if a.hops != b.hops {
		return a.hops < b.hops
	}
	return p.compare(p.mass[a.before].node, p.mass[b.before].node) < 0
}
