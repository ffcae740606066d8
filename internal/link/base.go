package link

import (
	"sort"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// base is the built graph. Nodes are numbered in the order of their names. For
// each node its neighbours are listed once, ascending, whatever the number of
// edges between the two; the edges of a pair lie together, in the order of
// (lesser node, greater node).
type base struct {
	names
	hoods []uint32 // node -> first place in the next three; one more than nodes
	to    []uint32
	spans []span
	marks []mark

	links []uint32 // node -> number of its first pair with a greater node
	first []uint32 // pair -> its first edge; one more than pairs
	edges []packed
	exact map[uint32][2]entity.Instant // times of edges that whole seconds cannot say
	codes []code
	texts string // statement ids, each after its length

	denied map[pair][]Edge            // negative edges
	barred map[statement.Ref]struct{} // impersonated things
}

// packed is an edge without its ends, which follow from its place.
type packed struct {
	since, until uint32 // seconds since 1970; 0 is open
	code         uint32 // place in codes, with flags
	text         uint32 // place in texts
}

// Flags of packed.code.
const (
	flagBack  = 1 << 31 // from the greater node to the lesser
	flagExact = 1 << 30 // times are in exact
	codeBits  = 1<<30 - 1
)

// code is what many edges have in common.
type code struct {
	kind, source string
	grade        statement.Grade
}

// pair is two nodes, the lesser first in the order of names.
type pair [2]uint32

// hood is the neighbours of one node.
type hood struct {
	to    []uint32
	spans []span
	marks []mark
}

func (b *base) hood(u uint32) hood {
	i, j := b.hoods[u], b.hoods[u+1]
	return hood{b.to[i:j], b.spans[i:j], b.marks[i:j]}
}

// ahead reads of the neighbours of the nodes that come soon. They lie far
// apart: what is read before it is needed comes from memory while the walk is
// still at the first node. What it returns means nothing, and keeps the reads.
func (b *base) ahead(soon []uint32) (read uint32) {
	if len(soon) > 12 && int(soon[12]) < b.len() {
		read = b.hoods[soon[12]]
	}
	if len(soon) > 6 && int(soon[6]) < b.len() {
		if at := b.hoods[soon[6]]; int(at) < len(b.to) {
			read += b.to[at]
		}
	}
	return read
}

// evidence returns the numbers of the edges between two nodes, a < b.
func (b *base) evidence(p pair) (from, to uint32) {
	if int(p[1]) >= b.len() {
		return 0, 0
	}
	i, j := b.hoods[p[0]], b.hoods[p[0]+1]
	list := b.to[i:j]
	at := sort.Search(len(list), func(k int) bool { return list[k] >= p[1] })
	if at == len(list) || list[at] != p[1] {
		return 0, 0
	}
	greater := sort.Search(len(list), func(k int) bool { return list[k] > p[0] })
	l := b.links[p[0]] + uint32(at-greater)
	return b.first[l], b.first[l+1]
}

// times returns the interval of an edge.
func (b *base) times(e uint32) (since, until entity.Instant) {
	p := &b.edges[e]
	if p.code&flagExact != 0 {
		t := b.exact[e]
		return t[0], t[1]
	}
	return entity.Instant(p.since) * second, entity.Instant(p.until) * second
}

const second = 1_000_000

// edge unpacks an edge.
func (b *base) edge(e uint32, p pair) Edge {
	c := &b.codes[b.edges[e].code&codeBits]
	out := Edge{From: b.ref(p[0]), To: b.ref(p[1]), Kind: c.kind, Source: c.source, Grade: c.grade, Statement: text(b.texts, b.edges[e].text)}
	out.Since, out.Until = b.times(e)
	if b.edges[e].code&flagBack != 0 {
		out.From, out.To = out.To, out.From
	}
	return out
}

// text returns the string that was put at a place by appendText.
func text(all string, at uint32) string {
	n, i := 0, at
	for shift := 0; ; shift += 7 {
		c := all[i]
		i++
		n |= int(c&0x7f) << shift
		if c < 0x80 {
			return all[i : int(i)+n]
		}
	}
}

func appendText(dst []byte, s string) []byte {
	n := len(s)
	for ; n >= 0x80; n >>= 7 {
		dst = append(dst, byte(n)|0x80)
	}
	return append(append(dst, byte(n)), s...)
}

// names are the nodes of a built graph, in order.
type names struct {
	kinds  []string // in order
	priors []int32  // of each kind, see values
	kind   []uint16 // node -> its kind
	keys   string
	ends   []uint32 // node -> where its key begins; one more than nodes
}

func (n *names) len() int { return len(n.kind) }

func (n *names) key(u uint32) string { return n.keys[n.ends[u]:n.ends[u+1]] }

func (n *names) ref(u uint32) statement.Ref {
	return statement.Ref{Kind: n.kinds[n.kind[u]], Key: n.key(u)}
}

// find returns the number of a thing.
func (n *names) find(r statement.Ref) (uint32, bool) {
	i := sort.Search(n.len(), func(i int) bool {
		if c := strings.Compare(n.kinds[n.kind[i]], r.Kind); c != 0 {
			return c > 0
		}
		return n.key(uint32(i)) >= r.Key
	})
	return uint32(i), i < n.len() && n.ref(uint32(i)) == r
}
