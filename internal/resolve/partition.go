package resolve

import (
	"cmp"
	"container/heap"
	"slices"
)

// Absent is what a pair that was not compared counts for within a component.
const Absent int32 = -200

// most is what one pair can count for, either way: no single coincidence outweighs
// what all others say.
const most int32 = 1500

// Partition divides n records into entities and gives for each record the
// smallest place of its entity. Edges are compared pairs, those below 0 too. It
// joins, best first, what agrees on average over all pairs between the two sides,
// while that average is above 0. Together and apart are judgements: the first are
// joined before anything else, the second never are. The result is a function of
// the sets: the order of edges changes nothing, ties fall to the smaller place.
func Partition(n int, edges []Edge, together, apart [][2]int32) []int32 {
	c := newClustering(n, edges, together, apart)
	c.run()
	out := make([]int32, n)
	for i := range out {
		out[i] = c.find(int32(i))
	}
	return out
}

type clustering struct {
	parent []int32
	size   []int32
	links  []map[int32]link // of roots
	queue  joins
}

// link is what is known between two clusters.
type link struct {
	sum   int64
	pairs int32 // that were compared
	apart bool
}

// join is a pair of clusters that may become one, as it was when it was queued.
type join struct {
	a, b         int32
	sizeA, sizeB int32
	sum          int64 // over all pairs
}

type joins []join

func (q joins) Len() int { return len(q) }
func (q joins) Less(i, j int) bool {
	x, y := &q[i], &q[j]
	l, r := x.sum*int64(y.sizeA)*int64(y.sizeB), y.sum*int64(x.sizeA)*int64(x.sizeB)
	return cmp.Or(cmp.Compare(r, l), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) < 0
}
func (q joins) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *joins) Push(x any)   { *q = append(*q, x.(join)) }
func (q *joins) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}

func newClustering(n int, edges []Edge, together, apart [][2]int32) *clustering {
	c := &clustering{parent: make([]int32, n), size: make([]int32, n), links: make([]map[int32]link, n)}
	for i := range c.parent {
		c.parent[i], c.size[i] = int32(i), 1
	}
	for _, e := range edges {
		c.add(e.A, e.B, link{sum: int64(min(max(e.Weight, -most), most)), pairs: 1})
	}
	for _, p := range apart {
		c.add(p[0], p[1], link{apart: true})
	}
	joined := slices.Clone(together)
	for i, p := range joined {
		joined[i] = [2]int32{min(p[0], p[1]), max(p[0], p[1])}
	}
	slices.SortFunc(joined, func(x, y [2]int32) int { return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1])) })
	for _, p := range joined {
		if a, b := c.find(p[0]), c.find(p[1]); a != b {
			c.merge(a, b)
		}
	}
	return c
}

func (c *clustering) add(a, b int32, l link) {
	if a == b {
		return
	}
	for _, d := range [2][2]int32{{a, b}, {b, a}} {
		m := c.links[d[0]]
		if m == nil {
			m = map[int32]link{}
			c.links[d[0]] = m
		}
		m[d[1]] = m[d[1]].plus(l)
	}
}

func (l link) plus(o link) link { return link{l.sum + o.sum, l.pairs + o.pairs, l.apart || o.apart} }

func (c *clustering) find(i int32) int32 {
	for c.parent[i] != i {
		c.parent[i] = c.parent[c.parent[i]]
		i = c.parent[i]
	}
	return i
}

func (c *clustering) run() {
	for i := range c.links {
		for j := range c.links[i] {
			if int32(i) < j {
				c.offer(int32(i), j)
			}
		}
	}
	for len(c.queue) > 0 {
		j := heap.Pop(&c.queue).(join)
		if c.parent[j.a] == j.a && c.parent[j.b] == j.b && c.size[j.a] == j.sizeA && c.size[j.b] == j.sizeB && !c.tie(j.a, j.b) && !c.tie(j.b, j.a) {
			root := c.merge(j.a, j.b)
			for other := range c.links[root] {
				c.offer(min(root, other), max(root, other))
			}
		}
	}
}

// near is how close two answers must be to be equally good, and contrary how
// clearly they must be two entities, for neither to be taken.
const near, contrary = 50, -100

// tie reports whether a answers another cluster as well as b, and the two cannot
// both be meant.
func (c *clustering) tie(a, b int32) bool {
	best := c.average(a, b)
	for other := range c.links[a] {
		if other != b && c.average(a, other) >= best-near && c.average(b, other) < contrary {
			if _, known := c.links[b][other]; known {
				return true
			}
		}
	}
	return false
}

// average is what two clusters say of each other over all pairs.
func (c *clustering) average(a, b int32) int64 {
	l := c.links[a][b]
	all := int64(c.size[a]) * int64(c.size[b])
	return (l.sum + max(all-int64(l.pairs), 0)*int64(Absent)) / all
}

// offer queues a pair of clusters that agree on average.
func (c *clustering) offer(a, b int32) {
	l := c.links[a][b]
	missing := int64(c.size[a])*int64(c.size[b]) - int64(l.pairs)
	sum := l.sum + max(missing, 0)*int64(Absent)
	if !l.apart && sum > 0 {
		heap.Push(&c.queue, join{a, b, c.size[a], c.size[b], sum})
	}
}

// merge makes the two clusters one, whose root is the smaller place.
func (c *clustering) merge(a, b int32) int32 {
	a, b = min(a, b), max(a, b)
	c.parent[b] = a
	c.size[a] += c.size[b]
	if c.links[a] == nil {
		c.links[a] = map[int32]link{}
	}
	for other, l := range c.links[b] {
		delete(c.links[other], b)
		if other == a {
			continue
		}
		sum := c.links[a][other].plus(l)
		c.links[a][other] = sum
		c.links[other][a] = sum
	}
	delete(c.links[a], b)
	c.links[b] = nil
	return a
}
