package link

// paths returns the best paths to each target from the nearest start.
func (p *push) paths(starts, targets []uint32) [][]Path {
	out := make([][]Path, len(targets))
	s := p.search(starts)
	if p.o.Paths <= 1 {
		for i, w := range s.nearest(starts, targets) {
			if w != nil {
				out[i] = []Path{s.path(w)}
			}
		}
		return out
	}
	for i, t := range targets {
		s := p.search(starts)
		s.ends[t] = true
		for _, w := range s.kBest(starts, t, p.o.Paths) {
			out[i] = append(out[i], s.path(w))
		}
	}
	return out
}

func (p *push) search(starts []uint32) *search {
	o := PathOptions{Window: p.o.Window, Now: p.o.Now, Hops: 16, Hub: p.o.Hub, Work: 100_000}
	s := &search{view: p.view, sieve: p.sieve, o: o, ends: map[uint32]bool{}, nodes: map[uint32]nodeCost{}}
	for _, u := range starts {
		s.ends[u] = true
	}
	return s
}

// nearest returns the best way to each target, nil where none was found.
func (s *search) nearest(starts, targets []uint32) []*way {
	out, wanted := make([]*way, len(targets)), map[uint32]int{}
	for i, t := range targets {
		wanted[t] = i
	}
	best := map[uint32]*way{} // settled where done
	done := map[uint32]bool{}
	q := heap[*way]{less: s.better}
	for _, u := range starts {
		best[u] = &way{node: u}
		q.push(best[u])
	}
	for q.len() > 0 && len(wanted) > 0 {
		w := q.pop()
		if done[w.node] {
			continue
		}
		done[w.node] = true
		if i, ok := wanted[w.node]; ok {
			out[i] = w
			delete(wanted, w.node)
		}
		cost := w.bound
		if w.before != nil {
			c := s.pass(w.node)
			if c.hub {
				continue
			}
			cost += c.cost
		}
		h := s.at(w.node)
		for i, n := range h.to {
			if done[n] {
				continue
			}
			c, ok := s.step(w.node, &h, i)
			if !ok {
				continue
			}
			next := &way{node: n, hops: w.hops + 1, bound: cost + c, before: w}
			if old := best[n]; old == nil || s.better(next, old) {
				best[n] = next
				q.push(next)
			}
		}
	}
	return out
}
