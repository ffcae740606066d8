package link

import (
	"cmp"
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// Build makes a graph. It fails on an edge that cannot be meant, naming it: an
// end without a kind or key, an interval that ends before it begins.
func Build(nodes iter.Seq[Node], edges iter.Seq[Edge], o Options) (*Graph, error) {
	if o.Hub <= 0 {
		o.Hub = DefaultHub
	}
	b := builder{ids: map[statement.Ref]uint32{}, codes: map[code]uint32{}, barred: map[statement.Ref]struct{}{}, exact: map[uint32][2]entity.Instant{}}
	for n := range nodes {
		r := statement.Ref{Kind: n.Kind, Key: n.Key}
		switch {
		case n.Kind == "" || n.Key == "":
			return nil, fmt.Errorf("node %s: needs a kind and a key", r)
		case n.Impersonated:
			b.barred[r] = struct{}{}
		default:
			b.id(r)
		}
	}
	for e := range edges {
		if err := b.add(&e); err != nil {
			return nil, fmt.Errorf("build graph: %w", err)
		}
	}
	base, err := b.finish()
	if err != nil {
		return nil, fmt.Errorf("build graph: %w", err)
	}
	return newGraph(base, o), nil
}

// builder collects in the order of arrival; finish puts all in order.
type builder struct {
	ids    map[statement.Ref]uint32
	refs   []statement.Ref
	codes  map[code]uint32
	list   []code
	edges  []loose
	exact  map[uint32][2]entity.Instant // by place in edges
	texts  []byte
	last   string // text that was put last
	lastAt uint32
	denied []Edge
	barred map[statement.Ref]struct{}
}

// loose is an edge with its ends.
type loose struct {
	a, b uint32
	packed
	exact uint32 // place among the edges as they came, where flagExact is set
}

func (b *builder) id(r statement.Ref) uint32 {
	id, ok := b.ids[r]
	if !ok {
		r = statement.Ref{Kind: strings.Clone(r.Kind), Key: strings.Clone(r.Key)}
		id = uint32(len(b.refs))
		b.ids[r], b.refs = id, append(b.refs, r)
	}
	return id
}

func (b *builder) victim(r statement.Ref) bool {
	_, barred := b.barred[r]
	return barred
}

func (b *builder) add(e *Edge) error {
	if err := e.check(); err != nil {
		return err
	}
	switch {
	case e.Impersonated || e.void() || !e.Negative && (b.victim(e.From) || b.victim(e.To)):
		return nil
	case e.Negative:
		b.denied = append(b.denied, *e)
		return nil
	case len(b.edges) == math.MaxUint32/2 || len(b.texts) > math.MaxUint32-len(e.Statement)-8:
		return fmt.Errorf("%d edges with %d bytes of statement ids: more than one graph holds", len(b.edges), len(b.texts))
	}
	l := loose{a: b.id(e.From), b: b.id(e.To), exact: uint32(len(b.edges))}
	l.code = b.code(code{e.Kind, e.Source, e.Grade})
	var ok [2]bool
	l.since, ok[0] = seconds(e.Since)
	l.until, ok[1] = seconds(e.Until)
	if !ok[0] || !ok[1] {
		l.code |= flagExact
		b.exact[l.exact] = [2]entity.Instant{e.Since, e.Until}
	}
	if len(b.edges) == 0 || b.last != e.Statement {
		b.last, b.lastAt = strings.Clone(e.Statement), uint32(len(b.texts))
		b.texts = appendText(b.texts, e.Statement)
	}
	l.text = b.lastAt
	b.edges = append(b.edges, l)
	return nil
}

func (b *builder) code(c code) uint32 {
	n, ok := b.codes[c]
	if !ok {
		c.kind, c.source = strings.Clone(c.kind), strings.Clone(c.source)
		n = uint32(len(b.list))
		b.codes[c], b.list = n, append(b.list, c)
	}
	return n
}

// seconds returns an instant in whole seconds, where these say it exactly.
func seconds(t entity.Instant) (uint32, bool) {
	s := t / second
	return uint32(s), t%second == 0 && s >= 0 && s <= math.MaxUint32
}

// finish puts nodes, codes and edges in their order, which no longer depends on
// that of arrival.
func (b *builder) finish() (*base, error) {
	out := &base{denied: map[pair][]Edge{}, barred: b.barred, exact: map[uint32][2]entity.Instant{}}
	for _, e := range b.denied {
		for _, r := range []statement.Ref{e.From, e.To} {
			b.id(r)
		}
	}
	ranks, err := out.nameAll(b.refs)
	if err != nil {
		return nil, err
	}
	for _, e := range b.denied {
		p := ordered(ranks[b.ids[e.From]], ranks[b.ids[e.To]])
		out.denied[p] = append(out.denied[p], e)
	}
	for p, list := range out.denied {
		out.denied[p] = sortEdges(list)
	}
	b.ids, b.refs, b.denied = nil, nil, nil
	out.texts = string(b.texts)
	b.texts = nil
	b.sortCodes(out)
	for i := range b.edges {
		e := &b.edges[i]
		e.a, e.b = ranks[e.a], ranks[e.b]
		if e.a > e.b {
			e.a, e.b, e.code = e.b, e.a, e.code|flagBack
		}
	}
	out.pack(b.sorted(out.len(), out.texts), b.exact)
	return out, nil
}

// nameAll orders the nodes, and returns the place of each.
func (n *names) nameAll(refs []statement.Ref) ([]uint32, error) {
	order := make([]uint32, len(refs))
	bytes := 0
	for i := range order {
		order[i] = uint32(i)
		bytes += len(refs[i].Key)
	}
	if bytes > math.MaxUint32 {
		return nil, fmt.Errorf("%d bytes of keys: more than one graph holds", bytes)
	}
	slices.SortFunc(order, func(a, b uint32) int { return compareRefs(refs[a], refs[b]) })
	var keys strings.Builder
	keys.Grow(bytes)
	ranks := make([]uint32, len(refs))
	n.kind, n.ends = make([]uint16, 0, len(refs)), make([]uint32, 1, len(refs)+1)
	for i, o := range order {
		r := refs[o]
		if len(n.kinds) == 0 || n.kinds[len(n.kinds)-1] != r.Kind {
			if len(n.kinds) > math.MaxUint16 {
				return nil, fmt.Errorf("more than %d kinds of things", len(n.kinds))
			}
			n.kinds, n.priors = append(n.kinds, r.Kind), append(n.priors, values[r.Kind])
		}
		ranks[o] = uint32(i)
		keys.WriteString(r.Key)
		n.kind, n.ends = append(n.kind, uint16(len(n.kinds)-1)), append(n.ends, uint32(keys.Len()))
	}
	n.keys = keys.String()
	return ranks, nil
}

func ordered(a, b uint32) pair { return pair{min(a, b), max(a, b)} }

// sortCodes numbers the codes in their order.
func (b *builder) sortCodes(out *base) {
	order := make([]uint32, len(b.list))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(x, y uint32) int { return b.list[x].compare(b.list[y]) })
	ranks := make([]uint32, len(order))
	for i, o := range order {
		ranks[o], out.codes = uint32(i), append(out.codes, b.list[o])
	}
	for i := range b.edges {
		c := b.edges[i].code
		b.edges[i].code = ranks[c&codeBits] | c&^codeBits
	}
}

func (c code) compare(o code) int {
	return cmp.Or(strings.Compare(c.kind, o.kind), strings.Compare(c.source, o.source), strings.Compare(c.grade.String(), o.grade.String()))
}
