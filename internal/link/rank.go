package link

import (
	"cmp"
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
	Ref   statement.Ref
	Score int64  // share of a walker who begins at the starting points and returns there, in 1/1e9
	Paths []Path // never empty: a score alone is no answer
}

const (
	allMass  = 1 << 40
	restart  = 1500              // share of a round at which a walker goes back to the start, in 1/10,000
	leastPer = allMass / 100_000 // eps 1e-5: what is left unpushed of each neighbour
)

// mass is what of the walkers is at a node.
type mass struct {
	node       uint32
	degree     uint32 // neighbours in the window; of a hub one more than may be
	enter      int32  // its rarity; 0: a hub, which is not gone to
	queued     bool
	start      bool
	kept, rest uint64
}

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
	p := push{view: v, scratch: s, sieve: o.sieve(), o: &o}
	s.mass = s.mass[:0]
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
	sieve   sieve
	o       *RankOptions
	hubs    []uint32
	queue   []uint32 // places in mass
	moving  []uint64 // what each of the queue had when the round began
	places  []uint32
	weights []int32
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
	u := p.mass[at].node
	h := p.at(u)
	p.places, p.weights = p.places[:0], p.weights[:0]
	sum := uint64(0)
	for i, w := range h.to {
		tie := p.weight(u, &h, i, &p.sieve, p.o.Now)
		if tie == 0 {
			continue
		}
		to := p.place(w, false)
		if p.mass[to].enter == 0 {
			continue
		}
		tie = max(int32(int64(tie)*int64(p.mass[to].enter)/whole), 1)
		p.places, p.weights = append(p.places, to), append(p.weights, tie)
		sum += uint64(tie)
	}
	for i, to := range p.places {
		p.mass[to].rest += amount * uint64(p.weights[i]) / sum
		p.enqueue(to)
	}
}

// enqueue puts a node into the next round, if what is there is worth it.
func (p *push) enqueue(at uint32) {
	if m := &p.mass[at]; !m.queued && m.rest >= leastPer*uint64(max(m.degree, 1)) {
		m.queued = true
		p.queue = append(p.queue, at)
	}
}

// score is what was kept, and what surely would be of the rest.
func (m *mass) score() uint64 { return m.kept + m.rest*restart/whole }

// best returns the first of what was reached, with paths.
func (p *push) best(starts []uint32) []Ranked {
	var found []*mass
	for i := range p.mass {
		if m := &p.mass[i]; !m.start && m.score() > 0 && (len(p.o.Kinds) == 0 || slices.Contains(p.o.Kinds, p.kindOf(m.node))) {
			found = append(found, m)
		}
	}
	slices.SortFunc(found, func(a, b *mass) int {
		return cmp.Or(cmp.Compare(b.score(), a.score()), p.compare(a.node, b.node))
	})
	found = found[:min(len(found), p.o.Limit)]
	targets := make([]uint32, len(found))
	for i, m := range found {
		targets[i] = m.node
	}
	paths := p.paths(starts, targets)
	out := make([]Ranked, 0, len(found))
	for i, m := range found {
		out = append(out, Ranked{p.refOf(m.node), int64(m.score() * 1_000_000 / (allMass / 1000)), paths[i]})
	}
	return out
}
