package main

import "math"

// contexts is the model with context: how likely a block is after the letters
// before it, mixed with how likely it is after fewer of them.
type contexts struct {
	tau   [4]float64
	base  []float64
	count [4]map[uint64]float64
	total [4]map[uint64]float64
}

const endBlock = -1

// contextKey names the letters before a cell: level 0 none, 1 the last
// Latin letter, 2 the last of both sides, 3 also the last but one Latin letter.
func contextKey(level int, a, b []byte, i, j int) uint64 {
	get := func(w []byte, k int) uint64 {
		if k < 0 {
			return 0
		}
		return uint64(w[k])
	}
	switch level {
	case 1:
		return get(a, i-1)
	case 2:
		return get(a, i-1)<<8 | get(b, j-1)
	case 3:
		return get(a, i-2)<<24 | get(a, i-1)<<8 | get(b, j-1) | get(b, j-2)<<16
	}
	return 0
}

func (c *contexts) p(a, b []byte, i, j int, id int32) float64 {
	p := c.base[int(id)+1]
	for level := 1; level < 4; level++ {
		if c.tau[level] == 0 {
			break
		}
		k := contextKey(level, a, b, i, j)
		t := c.total[level][k]
		if t == 0 {
			continue
		}
		p = (c.count[level][k<<24|uint64(id+1)] + c.tau[level]*p) / (t + c.tau[level])
	}
	return p
}

// learn counts blocks in context, weighing edges by the model before it.
func (t *trainer) learn(before *contexts) *contexts {
	c := &contexts{tau: t.opt.tau, base: make([]float64, len(t.blocks)+1)}
	for l := range c.count {
		c.count[l], c.total[l] = map[uint64]float64{}, map[uint64]float64{}
	}
	weight := func(l *lattice, e edge) float64 { return t.p[e.id] * t.prior(t.blocks[e.id]) }
	if before != nil {
		weight = func(l *lattice, e edge) float64 { return before.p(l.a, l.b, int(e.i), int(e.j), e.id) }
	}
	for k := range t.lat {
		l := &t.lat[k]
		sum := 0.0
		add := func(i, j int, id int32, post float64) {
			c.base[int(id)+1] += post
			for level := 1; level < 4; level++ {
				key := contextKey(level, l.a, l.b, i, j)
				c.count[level][key<<24|uint64(id+1)] += post
				c.total[level][key] += post
			}
		}
		t.expectOne(k, weight, true, func(e edge, post float64) {
			if e.i == 0 && e.j == 0 {
				sum += post
			}
			if post > 0.005 {
				add(int(e.i), int(e.j), e.id, post)
			}
		})
		add(len(l.a), len(l.b), endBlock, sum)
	}
	total := 0.0
	for i := range c.base {
		if c.base[i] < 0.02 {
			c.base[i] = 0.02
		}
		total += c.base[i]
	}
	for i := range c.base {
		c.base[i] /= total
	}
	return c
}

func bits(p float64) float64 { return -math.Log2(p) }
