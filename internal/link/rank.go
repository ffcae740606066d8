package link

import (
	"slices"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// RankOptions bound a ranking.
type RankOptions struct {
	Window
	Now   entity.Instant // ties that ended before it weigh less; 0: none does
	Kinds []string       // only things of these kinds are returned; none: all
	Hub   int            // most neighbours in the window of a thing that is passed; 0: that of the graph
	Limit int            // most things that are returned; 0: 50
	Paths int            // best paths of each; 0: one
}

// Ranking is what hangs on starting points, most first.
type Ranking struct {
	Ranked   []Ranked
	Excluded []Hub // what was reached and not passed
	Unknown  []statement.Ref
	Touched  int // things that the ranking looked at
}

// Ranked is one thing of a ranking.
type Ranked struct {
	Ref    statement.Ref
	Linked bool   // its best path has no step weaker than LinkedUpTo
	Score  int64  // share of a walker who begins at the starting points and returns there, in 1/1e9
	Paths  []Path // never empty: a score alone is no answer
}

const (
	allMass  = 1 << 40
	restart  = 1200              // share of a round at which a walker goes back to the start, in 1/10,000
	leastPer = allMass / 100_000 // eps 1e-5: what is left unpushed of each neighbour
)

// LinkedUpTo is the most that any step of a path may cost for its ends to be told
// as linked; what is weaker is ranked, and no more. docs/links.md has how it was
// chosen and measured.
const LinkedUpTo = 7_000

// mass is what of the walkers is at a node.
type mass struct {
	node       uint32
	degree     uint32 // neighbours in the window; of a hub one more than may be
	enter      int32  // its rarity; 0: a hub, which is not gone to
	queued     bool
	start      bool
	pass       int32 // what it costs a path to pass it; known of what was pushed from
	shares     int32 // where those of its neighbours are; 0: not worked out
	count      int32
	kept, rest uint64
}

// share is the part of what leaves a node that goes to a neighbour.
type share struct {
	place uint32
	part  uint32 // in 1/wholePart
	tie   int32  // weight of the tie alone
}

const wholePart = 1 << 20

// Rank walks at random from things: what is reached by ties that few share, that
// are well graded and young, ranks high. It is a forward push in whole numbers and
// in rounds, so that no order of nodes or edges changes a score.
func (g *Graph) Rank(from []statement.Ref, o RankOptions) Ranking {
	v := g.now.Load()
	if o.Hub <= 0 {
		o.Hub = g.options.Hub
	}
	if o.Limit <= 0 {
		o.Limit = 50
	}
	s := g.scratch(v)
	defer g.pool.Put(s)
	if len(s.slots) < v.nodes() {
		s.slots = make([]uint32, v.nodes()+v.nodes()/8)
	}
	p := push{view: v, scratch: s, sieve: o.sieve(), today: dayOf(o.Now), o: &o}
	s.mass, s.shares = s.mass[:0], append(s.shares[:0], share{})
	starts, unknown := v.starts(from)
	p.run(starts)
	out := Ranking{Unknown: unknown, Touched: len(s.mass)}
	for _, u := range p.hubs {
		out.Excluded = append(out.Excluded, Hub{v.refOf(u), v.degree(u, &p.sieve, len(v.at(u).to)) - 1})
	}
	slices.SortFunc(out.Excluded, func(a, b Hub) int { return compareRefs(a.Ref, b.Ref) })
	out.Ranked = p.best(starts)
	return out
}

// push is one ranking at work.
type push struct {
	*view
	*scratch
	sieve  sieve
	today  uint32 // day as of which ties age; 0: they do not
	o      *RankOptions
	hubs   []uint32
	queue  []uint32 // places in mass
	moving []uint64 // what each of the queue had when the round began
}

// place returns the place of a node in mass, which it makes where there is none.
func (p *push) place(u uint32, start bool) uint32 {
	if at := p.slots[u]; int(at) < len(p.mass) && p.mass[at].node == u {
		return at
	}
	at := uint32(len(p.mass))
	d := p.degree(u, &p.sieve, p.o.Hub+1)
	m := mass{node: u, degree: uint32(d), enter: rarity(p.prior(u), d), start: start}
	if d > p.o.Hub && !start {
		m.enter = 0 // nobody goes there
		p.hubs = append(p.hubs, u)
	}
	p.mass, p.slots[u] = append(p.mass, m), at
	return at
}

// run pushes until nothing that is left at a node is worth it.
func (p *push) run(starts []uint32) {
	for _, u := range starts {
		at := p.place(u, true)
		p.mass[at].rest = allMass / uint64(len(starts))
		p.enqueue(at)
	}
	var round []uint32
	for len(p.queue) > 0 {
		round, p.queue = p.queue, round[:0]
		p.moving = p.moving[:0]
		for _, at := range round {
			m := &p.mass[at]
			p.moving = append(p.moving, m.rest)
			m.rest, m.queued = 0, false
		}
		for i, at := range round {
			p.one(at, p.moving[i])
		}
	}
}

// one keeps a part of what moves from a node and gives the rest to its
// neighbours by their weights.
func (p *push) one(at uint32, amount uint64) {
	back := amount * restart / whole
	p.mass[at].kept += back
	amount -= back
	if p.mass[at].shares == 0 {
		p.share(at)
	}
	from := p.mass[at].shares
	for _, s := range p.shares[from : from+p.mass[at].count] {
		m := &p.mass[s.place]
		m.rest += amount * uint64(s.part) / wholePart
		if !m.queued && m.rest >= leastPer*uint64(max(m.degree, 1)) {
			p.enqueue(s.place)
		}
	}
}

// share works out how what leaves a node is divided.
func (p *push) share(at uint32) {
	from, sum := len(p.shares), uint64(0)
	u := p.mass[at].node
	h := p.at(u)
	p.read += p.ahead(h.to)
	for i, w := range h.to {
		tie := p.weight(u, &h, i, &p.sieve, p.today)
		if tie == 0 {
			continue
		}
		to := p.place(w, false)
		if p.mass[to].enter == 0 {
			continue
		}
		part := max(int64(tie)*int64(p.mass[to].enter)/whole, 1)
		p.shares = append(p.shares, share{to, uint32(part), tie})
		sum += uint64(part)
	}
	for i := from; i < len(p.shares); i++ {
		p.shares[i].part = uint32(uint64(p.shares[i].part) * wholePart / sum)
	}
	p.mass[at].pass = commonness(p.prior(u), int(p.mass[at].degree))
	p.mass[at].shares, p.mass[at].count = int32(from), int32(len(p.shares)-from)
}

// ahead reads what place asks of each of several nodes, see base.ahead: one
// after the other place would wait for memory three times a node.
func (p *push) ahead(list []uint32) (read uint32) {
	slots, hoods, kinds := p.slots, p.base.hoods, p.base.kind
	for _, w := range list {
		if int(w) < len(kinds) {
			read += slots[w] + hoods[w] + uint32(kinds[w])
		}
	}
	return read
}

// enqueue puts a node into the next round.
func (p *push) enqueue(at uint32) {
	p.mass[at].queued = true
	p.queue = append(p.queue, at)
}

// score is what was kept, and what surely would be of the rest.
func (m *mass) score() uint64 { return m.kept + m.rest*restart/whole }

// found is a node that may be in the answer.
type found struct {
	at     uint32
	linked bool
	score  uint64
}

// before reports whether a goes before b in the answer: what is linked goes first.
func (p *push) before(a, b found) bool {
	if a.linked != b.linked {
		return a.linked
	}
	if a.score != b.score {
		return a.score > b.score
	}
	return p.compare(p.mass[a.at].node, p.mass[b.at].node) < 0
}

// best returns the first of what was reached, with paths.
func (p *push) best(starts []uint32) []Ranked {
	ways := p.nearest(starts)
	wanted := p.wanted()
	// The worst of those that are kept stands first, to be driven out.
	top := heap[found]{less: func(a, b found) bool { return p.before(b, a) }}
	for i := range p.mass {
		m := &p.mass[i]
		f := found{uint32(i), ways[i].weakest <= LinkedUpTo, m.score()}
		if m.start || f.score == 0 || top.len() == p.o.Limit && !p.before(f, top.list[0]) || !wanted(m.node) {
			continue
		}
		if top.len() == p.o.Limit {
			top.pop()
		}
		top.push(f)
	}
	slices.SortFunc(top.list, func(a, b found) int {
		if p.before(a, b) {
			return -1
		}
		return 1
	})
	out := make([]Ranked, 0, top.len())
	for _, f := range top.list {
		m := &p.mass[f.at]
		out = append(out, Ranked{p.refOf(m.node), f.linked, int64(m.score() * 1_000_000 / (allMass / 1000)), p.paths(ways, starts, f.at)})
	}
	return out
}

// wanted returns whether a node is of a kind that was asked for.
func (p *push) wanted() func(u uint32) bool {
	if len(p.o.Kinds) == 0 {
		return func(uint32) bool { return true }
	}
	of := make([]bool, len(p.kinds))
	for i, k := range p.kinds {
		of[i] = slices.Contains(p.o.Kinds, k)
	}
	return func(u uint32) bool {
		if int(u) < p.base.len() {
			return of[p.base.kind[u]]
		}
		return slices.Contains(p.o.Kinds, p.kindOf(u))
	}
}
