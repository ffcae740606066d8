package resolve

import (
	"iter"
	"slices"
)

// Resolution is what became of a set of records.
type Resolution struct {
	Epoch   *Epoch
	Records []*Record // sorted by id
	Cluster []int32   // for each the smallest place of its entity
	Pairs   int       // that were compared
}

// mostWhole is the largest component all of whose pairs are compared.
const mostWhole = 400

// Resolve learns from records and divides them into entities. The result is the
// same for every order of the records.
func Resolve(records iter.Seq[*Record], o Options) (*Resolution, error) {
	l, err := learn(records, o.filled())
	if err != nil {
		return nil, err
	}
	return &Resolution{Epoch: l.e, Records: l.records, Cluster: l.cluster, Pairs: l.compared}, nil
}

// divideAll compares all pairs that share a key and divides the records.
func divideAll(e *Epoch, ready []*Prepared) (cluster []int32, pairs int) {
	edges, pairs := positive(e, ready)
	return e.Partition(len(ready), Complete(e, ready, edges), nil, nil), pairs
}

// positive compares all pairs that share a key and keeps those that agree.
func positive(e *Epoch, ready []*Prepared) (edges []Edge, pairs int) {
	for ab := range newBlocks(e, ready).pairs() {
		pairs++
		if w := e.Score(ready[ab[0]], ready[ab[1]]); w > 0 {
			edges = append(edges, Edge{ab[0], ab[1], w})
		}
	}
	return edges, pairs
}

// Complete compares all pairs within each component that edges make, up to a
// size: what contradicts must be known before a component is divided.
func Complete(e *Epoch, ready []*Prepared, edges []Edge) []Edge {
	parent := make([]int32, len(ready))
	for i := range parent {
		parent[i] = int32(i)
	}
	c := &clustering{parent: parent}
	for _, x := range edges {
		if a, b := c.find(x.A), c.find(x.B); a != b {
			parent[max(a, b)] = min(a, b)
		}
	}
	members := map[int32][]int32{}
	for i := range parent {
		root := c.find(int32(i))
		members[root] = append(members[root], int32(i))
	}
	var out []Edge
	for _, x := range edges {
		if len(members[c.find(x.A)]) > mostWhole {
			out = append(out, x)
		}
	}
	for i := range parent {
		ms := members[int32(i)]
		if len(ms) < 2 || len(ms) > mostWhole {
			continue
		}
		for j, a := range ms {
			for _, b := range ms[j+1:] {
				out = append(out, Edge{a, b, e.Score(ready[a], ready[b])})
			}
		}
	}
	return slices.Clip(out)
}

// Partition divides records by what their pairs say (see the function Partition).
func (e *Epoch) Partition(n int, edges []Edge, together, apart [][2]int32) []int32 {
	edges = slices.Clone(edges)
	for i := range edges {
		edges[i].Weight = e.against(edges[i].Weight)
	}
	return Partition(n, edges, together, apart)
}

// against is what a pair says where others of its group agree: that it has too
// little in common to be found by itself is half a contradiction only.
func (e *Epoch) against(w int32) int32 {
	return w - max(min(w, 0), min(e.Prior, 0))/2
}
