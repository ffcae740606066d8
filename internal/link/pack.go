package link

import (
	"cmp"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// sorted brings the edges into the order of their nodes: by counting for the
// lesser node, by comparing for the rest, each claim once.
func (b *builder) sorted(nodes int, texts string) []loose {
	at := make([]uint32, nodes+1)
	for i := range b.edges {
		at[b.edges[i].a+1]++
	}
	for i := range nodes {
		at[i+1] += at[i]
	}
	out := make([]loose, len(b.edges))
	next := slices.Clone(at)
	for i := range b.edges {
		e := &b.edges[i]
		out[next[e.a]] = *e
		next[e.a]++
	}
	b.edges = nil
	compare := func(x, y loose) int { return b.compare(texts, &x, &y) }
	for u := range nodes {
		slices.SortFunc(out[at[u]:at[u+1]], compare)
	}
	return slices.CompactFunc(out, func(x, y loose) bool { return x.a == y.a && b.compare(texts, &x, &y) == 0 })
}

// compare orders two edges of one lesser node.
func (b *builder) compare(texts string, x, y *loose) int {
	if x.b != y.b {
		return cmp.Compare(x.b, y.b)
	}
	xs, xu := b.times(x)
	ys, yu := b.times(y)
	const back = codeBits | flagBack
	return cmp.Or(cmp.Compare(xs, ys), cmp.Compare(xu, yu), cmp.Compare(x.code&back, y.code&back), strings.Compare(text(texts, x.text), text(texts, y.text)))
}

func (b *builder) times(e *loose) (since, until entity.Instant) {
	if e.code&flagExact != 0 {
		t := b.exact[e.exact]
		return t[0], t[1]
	}
	return entity.Instant(e.since) * second, entity.Instant(e.until) * second
}

// pack writes the sorted edges and the neighbours of each node.
func (b *base) pack(edges []loose, exact map[uint32][2]entity.Instant) {
	n := b.len()
	b.edges, b.links, b.hoods = make([]packed, len(edges)), make([]uint32, n+1), make([]uint32, n+1)
	pairs := 0
	for i := range edges {
		e := &edges[i]
		b.edges[i] = e.packed
		if e.code&flagExact != 0 {
			b.exact[uint32(i)] = exact[e.exact]
		}
		if i == 0 || edges[i-1].a != e.a || edges[i-1].b != e.b {
			pairs++
			b.links[e.a+1]++
			b.hoods[e.a+1]++
			b.hoods[e.b+1]++
		}
	}
	for i := range n {
		b.links[i+1] += b.links[i]
		b.hoods[i+1] += b.hoods[i]
	}
	b.first = make([]uint32, 0, pairs+1)
	b.to, b.spans, b.marks = make([]uint32, 2*pairs), make([]span, 2*pairs), make([]mark, 2*pairs)
	next := slices.Clone(b.hoods)
	// Pairs come by lesser node, then greater. Those in which a node is the
	// greater come before those in which it is the lesser: its list is in order.
	for i := 0; i < len(edges); {
		e := &edges[i]
		b.first = append(b.first, uint32(i))
		s := b.summary(uint32(i))
		for i++; i < len(edges) && edges[i].a == e.a && edges[i].b == e.b; i++ {
			s = s.join(b.summary(uint32(i)))
		}
		for _, end := range [2][2]uint32{{e.a, e.b}, {e.b, e.a}} {
			at := next[end[0]]
			next[end[0]]++
			b.to[at], b.spans[at], b.marks[at] = end[1], s.span, s.mark
		}
	}
	b.first = append(b.first, uint32(len(edges)))
}

func (b *base) summary(e uint32) summary {
	since, until := b.times(e)
	return summary{spanOf(since, until), markOf(b.codes[b.edges[e].code&codeBits].grade)}
}

// sortEdges orders edges of two things, each claim once.
func sortEdges(list []Edge) []Edge {
	slices.SortFunc(list, compareEdges)
	return slices.Compact(list)
}

func compareEdges(x, y Edge) int {
	back := func(e *Edge) int { return max(compareRefs(e.From, e.To), 0) }
	return cmp.Or(cmp.Compare(x.Since, y.Since), cmp.Compare(x.Until, y.Until), cmp.Compare(back(&x), back(&y)),
		code{x.Kind, x.Source, x.Grade}.compare(code{y.Kind, y.Source, y.Grade}), strings.Compare(x.Statement, y.Statement))
}
