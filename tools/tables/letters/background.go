package main

import "math"

// background is a letter n-gram model: how likely a word is by itself.
type background struct {
	order int
	tau   float64
	size  int
	count []map[uint64]float64 // by length of context: context and letter
	total []map[uint64]float64 // by length of context
}

func newBackground(order, size int, tau float64) *background {
	b := &background{order: order, tau: tau, size: size}
	for range order {
		b.count = append(b.count, map[uint64]float64{})
		b.total = append(b.total, map[uint64]float64{})
	}
	return b
}

// history gives the n letters before w[i], the start sign where there are none.
func history(w []byte, i, n int) uint64 {
	var h uint64 = 1
	for k := i - n; k < i; k++ {
		h <<= 8
		if k >= 0 {
			h |= uint64(w[k])
		}
	}
	return h
}

func at(w []byte, i int) uint64 {
	if i < len(w) {
		return uint64(w[i])
	}
	return 0
}

func (b *background) add(w []byte, weight float64) {
	for i := 0; i <= len(w); i++ {
		for n := range b.order {
			h := history(w, i, n)
			b.count[n][h<<8|at(w, i)] += weight
			b.total[n][h] += weight
		}
	}
}

// p is the probability of w[i] (the end where i is past it).
func (b *background) p(w []byte, i int) float64 {
	p := 1 / float64(b.size)
	for n := range b.order {
		h := history(w, i, n)
		t := b.total[n][h]
		if t == 0 {
			break
		}
		p = (b.count[n][h<<8|at(w, i)] + b.tau*p) / (t + b.tau)
	}
	return p
}

func (b *background) log(w []byte) float64 {
	sum := 0.0
	for i := 0; i <= len(w); i++ {
		sum += math.Log(b.p(w, i))
	}
	return sum
}
