package arrival

import "slices"

// link enters a record into its blocks and compares it with those that it meets
// there.
func (e *Engine[P]) link(n int32) {
	keys := e.keys(n, &e.work.keys)
	for _, k := range keys {
		e.post(k, n)
	}
	e.touch(n)
	met := e.stamp()
	e.work.seen[n] = met
	for _, k := range keys {
		b := e.blocks[k]
		if !e.live(b) {
			if int(b.n) == e.o.BlockCap+1 { // this record was one too many
				e.dropped(b, n)
			}
			continue
		}
		for at := b.head; at != none; at = e.postings[at].next {
			if m := e.postings[at].record; e.work.seen[m] != met {
				e.work.seen[m] = met
				e.compare(n, m)
			}
		}
	}
	for _, j := range e.judged[e.slots[n].id] {
		if m, ok := e.byID[j.other]; ok {
			e.touch(m)
		}
	}
}

// unlink takes a record out of its blocks, with its edges.
func (e *Engine[P]) unlink(n int32) {
	e.touch(n) // and with it all that was in its cell
	for m := e.slots[n].cell; m != n; m = e.slots[m].cell {
		e.touch(m)
		e.slots[m].inner = slices.DeleteFunc(e.slots[m].inner, func(h half) bool { return h.to == n })
	}
	e.slots[n].inner = nil
	for _, h := range e.slots[n].edges {
		e.touch(h.to)
		e.cut(h.to, n)
	}
	e.slots[n].edges = nil
	for _, j := range e.judged[e.slots[n].id] {
		if m, ok := e.byID[j.other]; ok {
			e.touch(m)
		}
	}
	for _, k := range e.keys(n, &e.work.keys) {
		if b := e.unpost(k, n); int(b.n) == e.o.BlockCap { // it was the one too many
			e.back(b)
		}
	}
	e.leaveRings(n)
}

// leaveRings makes the record's place a ring of its own.
func (e *Engine[P]) leaveRings(n int32) {
	for _, next := range []func(int32) *int32{e.cellOf, e.clusterOf} {
		before := n
		for *next(before) != n {
			before = *next(before)
		}
		*next(before) = *next(n)
		*next(n) = n
	}
}

func (e *Engine[P]) cellOf(n int32) *int32    { return &e.slots[n].cell }
func (e *Engine[P]) clusterOf(n int32) *int32 { return &e.slots[n].cluster }

// compare makes an edge of a pair that weighs enough.
func (e *Engine[P]) compare(a, b int32) {
	e.work.compared++
	if w := e.model.Score(e.slots[a].p, e.slots[b].p); w >= e.o.Keep {
		e.slots[a].edges = append(e.slots[a].edges, half{b, w})
		e.slots[b].edges = append(e.slots[b].edges, half{a, w})
		e.touch(a)
		e.touch(b)
	}
}

// cut takes the edge to b out of a.
func (e *Engine[P]) cut(a, b int32) {
	edges := e.slots[a].edges
	i := slices.IndexFunc(edges, func(h half) bool { return h.to == b })
	last := len(edges) - 1
	edges[i] = edges[last]
	e.slots[a].edges = edges[:last]
}

// dropped cuts the edges that stood on a block alone which has just become too
// large. The newcomer has none yet.
func (e *Engine[P]) dropped(b block, newcomer int32) {
	for _, a := range e.members(b, nil) {
		if a == newcomer {
			continue
		}
		for i := len(e.slots[a].edges) - 1; i >= 0; i-- {
			to := e.slots[a].edges[i].to
			if to == newcomer || e.share(a, to) {
				continue
			}
			e.cut(a, to)
			e.cut(to, a)
			e.touch(a)
			e.touch(to)
		}
	}
}

// back compares all pairs of a block that is small enough again.
func (e *Engine[P]) back(b block) {
	members := e.members(b, nil)
	for i, a := range members {
		for _, m := range members[:i] {
			if !slices.ContainsFunc(e.slots[a].edges, func(h half) bool { return h.to == m }) {
				e.compare(a, m)
			}
		}
	}
}
