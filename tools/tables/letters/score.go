package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"sort"
)

// scorer computes in floats what the runtime computes in whole numbers.
type scorer struct {
	t   *trainer
	c   *contexts
	xs  map[string]int
	ys  map[string]int
	to  [][]int32
	bgA *background
	bgB *background
	pos []float64
}

type word struct {
	w      []byte
	blocks [][5]int // at each letter, by length; -1 unknown
	bg     []float64
	sum    float64
}

func newScorer(t *trainer, c *contexts, bgA, bgB *background) *scorer {
	s := &scorer{t: t, c: c, xs: map[string]int{}, ys: map[string]int{}, bgA: bgA, bgB: bgB}
	for _, b := range t.blocks {
		if _, ok := s.xs[b.x]; !ok {
			s.xs[b.x] = len(s.xs)
		}
		if _, ok := s.ys[b.y]; !ok {
			s.ys[b.y] = len(s.ys)
		}
	}
	s.to = make([][]int32, len(s.xs))
	for i := range s.to {
		s.to[i] = make([]int32, len(s.ys))
		for j := range s.to[i] {
			s.to[i][j] = -1
		}
	}
	for id, b := range t.blocks {
		s.to[s.xs[b.x]][s.ys[b.y]] = int32(id)
	}
	return s
}

func (s *scorer) word(w []byte, bg *background, known map[string]int) word {
	out := word{w: w, blocks: make([][5]int, len(w)+1), bg: make([]float64, len(w)+1)}
	for i := range out.blocks {
		for n := range 5 {
			out.blocks[i][n] = -1
			if i+n <= len(w) {
				if id, ok := known[string(w[i:i+n])]; ok {
					out.blocks[i][n] = id
				}
			}
		}
		out.bg[i] = bits(bg.p(w, i))
		out.sum += out.bg[i]
	}
	return out
}

// evidence gives the bits by which a and b are likelier as spellings of one
// name than as two names.
func (s *scorer) evidence(a, b *word) float64 {
	n, m := len(a.w), len(b.w)
	var buf [1024]float64
	cost := buf[:]
	if k := (n + 1) * (m + 1); k > len(buf) {
		cost = make([]float64, k)
	}
	cost = cost[:(n+1)*(m+1)]
	for i := range cost {
		cost[i] = math.Inf(1)
	}
	cost[0] = 0
	up := func(i, j int, c float64) {
		if p := &cost[i*(m+1)+j]; c < *p {
			*p = c
		}
	}
	for i := 0; i <= n; i++ {
		for j := 0; j <= m; j++ {
			here := cost[i*(m+1)+j]
			if math.IsInf(here, 1) {
				continue
			}
			if i < n {
				up(i+1, j, here+s.t.opt.err+a.bg[i])
			}
			if j < m {
				up(i, j+1, here+s.t.opt.err+b.bg[j])
			}
			if i < n && j < m {
				up(i+1, j+1, here+s.t.opt.errSub+a.bg[i]+b.bg[j])
			}
			for dx := 0; dx <= s.t.max.x && i+dx <= n; dx++ {
				x := a.blocks[i][dx]
				if x < 0 {
					continue
				}
				row := s.to[x]
				for dy := 0; dy <= s.t.max.y && j+dy <= m; dy++ {
					y := b.blocks[j][dy]
					if y < 0 || row[y] < 0 {
						continue
					}
					up(i+dx, j+dy, here+bits(s.c.p(a.w, b.w, i, j, row[y])))
				}
			}
		}
	}
	end := cost[n*(m+1)+m] + bits(s.c.p(a.w, b.w, n, m, endBlock))
	return a.sum + b.sum - end
}

// measure prints the shares of accepted rows at the thresholds of random pairs
// of others.
func (s *scorer) measure(name string, rows, others []pair, perRow int) (threshold float64) {
	as := make([]word, len(rows))
	bs := make([]word, len(rows))
	var pos, neg []float64
	for i, r := range rows {
		as[i] = s.word(r.a, s.bgA, s.xs)
		bs[i] = s.word(r.b, s.bgB, s.ys)
		pos = append(pos, s.evidence(&as[i], &bs[i]))
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	as, bs = as[:0], bs[:0]
	for _, r := range others {
		as = append(as, s.word(r.a, s.bgA, s.xs))
		bs = append(bs, s.word(r.b, s.bgB, s.ys))
	}
	for i := range others {
		for range perRow {
			j := rnd.IntN(len(others))
			if others[i].latin == others[j].latin || others[i].native == others[j].native {
				continue
			}
			neg = append(neg, s.evidence(&as[i], &bs[j]))
		}
	}
	sort.Sort(sort.Reverse(sort.Float64Slice(neg)))
	out := fmt.Sprintf("%-10s rows %d blocks %d", name, len(rows), len(s.t.blocks))
	for _, f := range []float64{0.0005, 0.001, 0.01} {
		th := neg[int(f*float64(len(neg)))]
		if f == 0.001 {
			threshold = th
		}
		n := 0
		for _, p := range pos {
			if p > th {
				n++
			}
		}
		out += fmt.Sprintf("  %.2f%%: %.4f (%.1f)", f*100, float64(n)/float64(len(pos)), th)
	}
	fmt.Println(out)
	s.pos = pos
	return threshold
}

// dump prints the rows with the least evidence.
func (s *scorer) dump(rows []pair, n int) {
	order := make([]int, len(rows))
	for i := range order {
		order[i] = i
	}
	sort.Slice(order, func(i, j int) bool { return s.pos[order[i]] < s.pos[order[j]] })
	for _, i := range order[:n] {
		fmt.Printf("%6.1f %s %s\n", s.pos[i], rows[i].latin, rows[i].native)
	}
}
