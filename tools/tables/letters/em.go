package main

import (
	"math"
	"sort"
)

// block is a stretch of Latin letters beside a stretch of native ones.
type block struct {
	x, y string // letters as bytes
}

// limits of the blocks of a model.
type limits struct {
	x, y int
}

// lattice holds all ways to cut a pair into blocks.
type lattice struct {
	a, b  []byte
	edges []edge // in order of where they start
}

type edge struct {
	i, j   uint8
	dx, dy uint8
	id     int32
}

// trainer learns blocks.
type trainer struct {
	max    limits
	index  map[block]int32
	blocks []block
	p      []float64
	pairs  []pair
	bgA    []float64 // natural log of the words' background
	bgB    []float64
	lat    []lattice
	opt    options
}

type options struct {
	penalty float64 // of each letter by which a block is longer than one
	gap     float64 // of blocks with an empty side, at the start
	prune   float64 // blocks expected less often are dropped
	noise   float64 // share of rows that are no spellings of each other
	rounds  int
	tau     [4]float64
	err     float64 // bits that a letter without counterpart costs
	errSub  float64
}

func (t *trainer) intern(b block) int32 {
	if id, ok := t.index[b]; ok {
		return id
	}
	id := int32(len(t.blocks))
	t.index[b] = id
	t.blocks = append(t.blocks, b)
	return id
}

// build makes the lattices; known is false the first time, when every block is
// taken, and then only blocks that are left.
func (t *trainer) build(known bool) {
	t.lat = t.lat[:0]
	for _, p := range t.pairs {
		l := lattice{a: p.a, b: p.b}
		for i := 0; i <= len(p.a); i++ {
			for j := 0; j <= len(p.b); j++ {
				for dx := 0; dx <= t.max.x && i+dx <= len(p.a); dx++ {
					for dy := 0; dy <= t.max.y && j+dy <= len(p.b); dy++ {
						if !t.allowed(dx, dy) {
							continue
						}
						b := block{string(p.a[i : i+dx]), string(p.b[j : j+dy])}
						id, ok := t.index[b]
						if !ok {
							if known {
								continue
							}
							id = t.intern(b)
						}
						l.edges = append(l.edges, edge{uint8(i), uint8(j), uint8(dx), uint8(dy), id})
					}
				}
			}
		}
		t.lat = append(t.lat, l)
	}
}

func (t *trainer) allowed(dx, dy int) bool {
	if dx+dy == 0 || dx == 0 && dy > 1 || dy == 0 && dx > 1 {
		return false
	}
	return dx < 3 || dy < 3
}

// prior favours short blocks.
func (t *trainer) prior(b block) float64 {
	p := 1.0
	if len(b.x) == 0 || len(b.y) == 0 {
		return t.opt.gap
	}
	for n := len(b.x) + len(b.y); n > 2; n-- {
		p *= t.opt.penalty
	}
	return p
}

// em learns blocks without context and prunes them.
func (t *trainer) em() {
	t.index = map[block]int32{}
	t.build(false)
	t.p = make([]float64, len(t.blocks))
	prior := make([]float64, len(t.blocks))
	for i, b := range t.blocks {
		prior[i] = t.prior(b)
		t.p[i] = prior[i] / 1000
	}
	for round := range t.opt.rounds {
		count, _ := t.expect(func(l *lattice, e edge) float64 { return t.p[e.id] * prior[e.id] }, round >= 2)
		cut := t.opt.prune * float64(round) / float64(t.opt.rounds-1)
		total := 0.0
		for i, c := range count {
			b := t.blocks[i]
			if c < cut && len(b.x)+len(b.y) > 2 || c < 1e-6 {
				count[i] = 0
			}
			if len(b.x) <= 1 && len(b.y) <= 1 && count[i] < 0.01 && count[i] > 0 {
				count[i] = 0.01
			}
			total += count[i]
		}
		for i := range t.p {
			t.p[i] = count[i] / total
		}
		if round == 3 || round == t.opt.rounds-1 {
			t.compact()
			prior = prior[:0]
			for _, b := range t.blocks {
				prior = append(prior, t.prior(b))
			}
		}
	}
}

// compact forgets blocks without probability and builds the lattices anew.
func (t *trainer) compact() {
	var bs []block
	ps := map[block]float64{}
	for i, b := range t.blocks {
		if t.p[i] > 0 {
			bs = append(bs, b)
			ps[b] = t.p[i]
		}
	}
	sort.Slice(bs, func(i, j int) bool {
		if bs[i].x != bs[j].x {
			return bs[i].x < bs[j].x
		}
		return bs[i].y < bs[j].y
	})
	t.index, t.blocks, t.p = map[block]int32{}, nil, nil
	for _, b := range bs {
		t.intern(b)
		t.p = append(t.p, ps[b])
	}
	t.build(true)
}

// expect gives the expected counts of the blocks under the weights of edges,
// and calls each edge's posterior if asked to.
func (t *trainer) expect(weight func(l *lattice, e edge) float64, noisy bool) ([]float64, float64) {
	count := make([]float64, len(t.blocks))
	like := 0.0
	for k := range t.lat {
		like += t.expectOne(k, weight, noisy, func(e edge, post float64) { count[e.id] += post })
	}
	return count, like
}

func (t *trainer) expectOne(k int, weight func(l *lattice, e edge) float64, noisy bool, add func(e edge, post float64)) float64 {
	l := &t.lat[k]
	n, m := len(l.a), len(l.b)
	at := func(i, j int) int { return i*(m+1) + j }
	fwd := make([]float64, (n+1)*(m+1))
	bwd := make([]float64, (n+1)*(m+1))
	ws := make([]float64, len(l.edges))
	fwd[0], bwd[at(n, m)] = 1, 1
	for i, e := range l.edges {
		ws[i] = weight(l, e)
		if f := fwd[at(int(e.i), int(e.j))]; f > 0 {
			fwd[at(int(e.i+e.dx), int(e.j+e.dy))] += f * ws[i]
		}
	}
	for i := len(l.edges) - 1; i >= 0; i-- {
		e := l.edges[i]
		bwd[at(int(e.i), int(e.j))] += ws[i] * bwd[at(int(e.i+e.dx), int(e.j+e.dy))]
	}
	z := fwd[at(n, m)]
	if z <= 0 {
		return 0
	}
	w := t.pairs[k].weight
	if noisy && !t.pairs[k].sure {
		bg := math.Exp(t.bgA[k] + t.bgB[k])
		w *= (1 - t.opt.noise) * z / ((1-t.opt.noise)*z + t.opt.noise*bg)
	}
	if w < 1e-4 {
		return 0
	}
	for i, e := range l.edges {
		if post := fwd[at(int(e.i), int(e.j))] * ws[i] * bwd[at(int(e.i+e.dx), int(e.j+e.dy))] / z * w; post > 1e-4 {
			add(e, post)
		}
	}
	return math.Log(z)
}
