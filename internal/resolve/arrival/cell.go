package arrival

import (
	"cmp"
	"math"
	"slices"
)

// work is what derivations use again and again.
type work struct {
	keys, keysA, keysB []uint64
	seen               []uint32 // by place: the stamp of who saw it last
	done               []uint32 // by place: the stamp of the derivation
	local              []int32  // by place: its number in the cell
	last               uint32
	compared           uint64
	edges              []Edge
	weights            []int32 // of one member of a cell with each other, where known
	known              []bool
}

// stamp returns a mark that no place bears, and room for all places.
func (e *Engine[P]) stamp() uint32 {
	w := &e.work
	if n := len(e.slots) - len(w.seen); n > 0 {
		w.seen, w.done, w.local = append(w.seen, make([]uint32, n)...), append(w.done, make([]uint32, n)...), append(w.local, make([]int32, n)...)
	}
	if w.last++; w.last == 0 { // once in four thousand million
		clear(w.seen)
		clear(w.done)
		w.last = 1
	}
	return w.last
}

func (e *Engine[P]) touch(n int32) { e.changed = append(e.changed, n) }

// together is the weight of a judgement that two records are the same: no floor
// cuts it.
const together = math.MaxInt32

// steps are the floors by which too large a cell is cut: 2, 4, 8 … bits above
// the lowest, then judgements alone.
func steps(floor int32) []int32 {
	out := []int32{floor}
	for up := int32(200); up <= 6400; up *= 2 {
		out = append(out, floor+up)
	}
	return append(out, together)
}

// derive finds the cells of what changed, and of what was in a cell with it, and
// partitions each. Places that are free meanwhile are passed over.
func (e *Engine[P]) derive() []string {
	done := e.stamp()
	var cells [][]int32
	queue := e.changed
	for len(queue) > 0 {
		n := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		if e.slots[n].id == "" || e.work.done[n] == done {
			continue
		}
		cell := e.cellFrom(n)
		for _, m := range cell {
			e.work.done[m] = done
			for o := e.slots[m].cell; o != m; o = e.slots[o].cell {
				if e.work.done[o] != done {
					queue = append(queue, o)
				}
			}
		}
		cells = append(cells, cell)
	}
	e.changed = queue[:0]
	var touched []string
	for _, cell := range cells {
		slices.SortFunc(cell, func(a, b int32) int { return cmp.Compare(e.slots[a].id, e.slots[b].id) })
		e.ring(cell, e.cellOf)
		e.partition(cell)
		for _, n := range cell {
			touched = append(touched, e.slots[n].id)
		}
	}
	slices.Sort(touched)
	return touched
}

// cellFrom returns the cell of a record: what hangs together with it at the
// lowest floor at which that is not too much. All its members find the same one,
// and look at no more than a few times the cap for it.
func (e *Engine[P]) cellFrom(n int32) []int32 {
	for _, floor := range e.steps {
		limit := e.o.CellCap
		if floor == together {
			limit = math.MaxInt // what persons said is kept, however much it is
		}
		if cell, whole := e.reach(n, floor, limit); whole {
			return cell
		}
	}
	panic("arrival: the last floor has no limit")
}

func (e *Engine[P]) reach(n, floor int32, limit int) (cell []int32, whole bool) {
	met := e.stamp()
	e.work.seen[n] = met
	cell = append(cell, n)
	visit := func(m int32) {
		if e.work.seen[m] != met {
			e.work.seen[m] = met
			cell = append(cell, m)
		}
	}
	for i := 0; i < len(cell); i++ {
		s := &e.slots[cell[i]]
		for _, h := range s.edges {
			if h.weight >= floor {
				visit(h.to)
			}
		}
		for _, j := range e.judged[s.id] {
			if m, there := e.byID[j.other]; there && j.same {
				visit(m)
			}
		}
		if len(cell) > limit {
			return nil, false
		}
	}
	return cell, true
}

// ring ties members together.
func (e *Engine[P]) ring(members []int32, next func(int32) *int32) {
	for i, n := range members {
		*next(n) = members[(i+1)%len(members)]
	}
}

// partition divides one cell, whose members are in the order of ids.
func (e *Engine[P]) partition(cell []int32) {
	if len(cell) == 1 {
		e.slots[cell[0]].cluster, e.slots[cell[0]].inner = cell[0], nil
		return
	}
	in := e.stamp()
	for i, n := range cell {
		e.work.seen[n], e.work.local[n] = in, int32(i)
	}
	e.work.edges = e.work.edges[:0]
	var same, apart [][2]int32
	for i, n := range cell {
		e.pairs(cell, i, in)
		for _, j := range e.judged[e.slots[n].id] {
			m, there := e.byID[j.other]
			if !there || e.work.seen[m] != in || int32(i) >= e.work.local[m] {
				continue
			}
			if pair := [2]int32{int32(i), e.work.local[m]}; j.same {
				same = append(same, pair)
			} else {
				apart = append(apart, pair)
			}
		}
	}
	// In the order of pairs, whatever the order in which they were found.
	slices.SortFunc(e.work.edges, func(x, y Edge) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
	e.cluster(cell, e.model.Partition(len(cell), e.work.edges, same, apart))
}

// pairs collects the pairs of the cell of which n is the first: all of them, or
// in a large cell the edges by which it hangs together. What was worked out is
// kept for the next time.
func (e *Engine[P]) pairs(cell []int32, a int, in uint32) {
	w, s := &e.work, &e.slots[cell[a]]
	whole := len(cell) <= e.o.WholeCap
	if whole {
		w.weights, w.known = slices.Grow(w.weights[:0], len(cell))[:len(cell)], slices.Grow(w.known[:0], len(cell))[:len(cell)]
		clear(w.known)
	}
	note := func(h half) bool {
		if w.seen[h.to] != in {
			return false
		}
		b := w.local[h.to]
		switch {
		case whole:
			w.known[b], w.weights[b] = true, h.weight
		case int(b) > a && h.weight >= e.o.Floor:
			w.edges = append(w.edges, Edge{A: int32(a), B: b, Weight: h.weight})
		}
		return true
	}
	for _, h := range s.edges {
		note(h)
	}
	s.inner = slices.DeleteFunc(s.inner, func(h half) bool {
		return !whole || w.seen[h.to] == in && w.known[w.local[h.to]] || !note(h) // it may have become an edge
	})
	if !whole {
		return
	}
	for b := a + 1; b < len(cell); b++ {
		m := cell[b]
		if !w.known[b] {
			w.compared++
			w.weights[b] = e.model.Score(s.p, e.slots[m].p)
			s.inner = append(s.inner, half{m, w.weights[b]})
			e.slots[m].inner = append(e.slots[m].inner, half{cell[a], w.weights[b]})
		}
		w.edges = append(w.edges, Edge{A: int32(a), B: int32(b), Weight: w.weights[b]})
	}
}

// cluster makes a ring of the members with each label.
func (e *Engine[P]) cluster(cell, labels []int32) {
	first, before := map[int32]int32{}, map[int32]int32{}
	for i, n := range cell {
		if last, ok := before[labels[i]]; ok {
			e.slots[last].cluster = n
		} else {
			first[labels[i]] = n
		}
		before[labels[i]] = n
		e.slots[n].cluster = first[labels[i]]
	}
}
