package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math"
	"os"
	"sort"
	"strings"

	"github.com/sekifuda/sekifuda/internal/script/letters"
)

// Costs in tables are in 1/10 bit.
func tenths(p float64) int { return min(255, int(math.Round(10*bits(p)))) }

func writeText(w []byte) string {
	if len(w) == 0 {
		return "-"
	}
	out := make([]byte, len(w))
	for i, c := range w {
		out[i] = c + '0'
	}
	return string(out)
}

// emit writes the model of one alphabet in the form that script/letters reads.
func emit(path string, a letters.Alphabet, c *contexts, t *trainer, threshold float64) error {
	var b strings.Builder
	fmt.Fprintf(&b, "model %s %d %d %d\n", a, int(math.Round(10*threshold)), int(math.Round(10*t.opt.err)), int(math.Round(10*t.opt.errSub)))
	for i, bl := range t.blocks {
		fmt.Fprintf(&b, "block %s %s %d\n", writeText([]byte(bl.x)), writeText([]byte(bl.y)), tenths(c.base[i+1]))
	}
	fmt.Fprintf(&b, "end %d\n", tenths(c.base[0]))
	c.emitLevel(&b, 1, 0.05, func(k uint64) string { return "after " + writeText([]byte{byte(k)}) },
		func(k uint64, id int) float64 { return c.base[id] })
	c.emitLevel(&b, 2, 0.25, func(k uint64) string {
		return "both " + writeText([]byte{byte(k >> 8)}) + " " + writeText([]byte{byte(k)})
	},
		func(k uint64, id int) float64 { return c.mix(1, k>>8, id, c.base[id]) })
	return writeZip(path, b.String())
}

// mix is the probability of a block at a level, given that at the one below.
func (c *contexts) mix(level int, k uint64, id int, p float64) float64 {
	t := c.total[level][k]
	return (c.count[level][k<<24|uint64(id)] + c.tau[level]*p) / (t + c.tau[level])
}

// emitLevel writes the contexts of a level, with the blocks that cost
// noticeably less or more there than going back to the level below.
func (c *contexts) emitLevel(b *strings.Builder, level int, least float64, name func(k uint64) string, below func(k uint64, id int) float64) {
	byKey := map[uint64][]int{}
	for k, n := range c.count[level] {
		if n >= least {
			byKey[k>>24] = append(byKey[k>>24], int(k&0xFFFFFF))
		}
	}
	var keys []uint64
	for k := range c.total[level] {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i] < keys[j] })
	for _, k := range keys {
		rest := tenths(c.tau[level] / (c.total[level][k] + c.tau[level]))
		if rest == 0 {
			continue
		}
		fmt.Fprintf(b, "%s %d", name(k), rest)
		ids := byKey[k]
		sort.Ints(ids)
		for _, id := range ids {
			low := below(k, id)
			if cost := tenths(c.mix(level, k, id, low)); cost < rest+tenths(low)-1 {
				fmt.Fprintf(b, " %d:%d", id, cost)
			}
		}
		b.WriteByte('\n')
	}
}

// emitBackgrounds writes how likely letters are after each other.
func emitBackgrounds(path string, bgs map[letters.Alphabet]*background) error {
	var b strings.Builder
	for a := letters.Latin; a < letters.Alphabets; a++ {
		bg := bgs[a]
		if bg == nil {
			continue
		}
		for l := range letters.Letters(a) {
			fmt.Fprintf(&b, "%s %d", a, l)
			for n := range letters.Letters(a) {
				w := []byte{byte(l)}
				at := 1
				if n > 0 {
					w = append(w, byte(n))
				}
				if l == 0 {
					w, at = w[1:], 0
				}
				fmt.Fprintf(&b, " %d", tenths(bg.p(w, at)))
			}
			b.WriteByte('\n')
		}
	}
	return writeZip(path, b.String())
}

func writeZip(path, text string) error {
	var z bytes.Buffer
	w, err := gzip.NewWriterLevel(&z, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := w.Write([]byte(text)); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := w.Close(); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return os.WriteFile(path, z.Bytes(), 0o644)
}
