package arrival

import (
	"cmp"
	"slices"
)

// rec is a record of the fake model: keys, and a number on a line.
type rec struct {
	keys []uint64
	at   int32
}

// fake scores by nearness; what is near enough is joined, the nearest first,
// unless a pair between the two sides is judged apart or far from each other.
type fake struct{}

const (
	fakeFloor = 0
	fakeSame  = 300
)

func (fake) Keys(p rec, dst []uint64) []uint64 { return append(dst, p.keys...) }
func (fake) Same(w int32) bool                 { return w >= fakeSame }
func (fake) Score(a, b rec) int32 {
	d := a.at - b.at
	return 1000 - 100*max(d, -d)
}

func (f fake) Partition(n int, edges []Edge, same, apart [][2]int32) []int32 {
	labels := make([]int32, n)
	for i := range labels {
		labels[i] = int32(i)
	}
	join := func(a, b int32, forced bool) {
		from, to := max(labels[a], labels[b]), min(labels[a], labels[b])
		for _, p := range apart {
			x, y := labels[p[0]], labels[p[1]]
			if !forced && (x == from && y == to || x == to && y == from) {
				return
			}
		}
		for i, l := range labels {
			if l == from {
				labels[i] = to
			}
		}
	}
	for _, e := range edges {
		if e.Weight < fakeFloor {
			apart = append(apart, [2]int32{e.A, e.B})
		}
	}
	for _, p := range same {
		join(p[0], p[1], true)
	}
	edges = slices.Clone(edges)
	slices.SortFunc(edges, func(x, y Edge) int {
		return cmp.Or(cmp.Compare(y.Weight, x.Weight), cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B))
	})
	for _, e := range edges {
		if f.Same(e.Weight) {
			join(e.A, e.B, false)
		}
	}
	return labels
}
