package letters

import (
	"embed"
	"fmt"
	"math/bits"
	"strconv"
	"strings"
	"sync"
)

// model knows the blocks of Latin and one other alphabet.
type model struct {
	threshold  int32 // evidence that one in 1,000 random pairs reaches
	gap, swap  int32 // what a letter without counterpart, and a pair of letters that are none, cost besides themselves
	x, y       trie
	words      int      // of a row of has
	has        []uint64 // by Latin node: bits of the native nodes
	rank       []uint16 // blocks before each word of has
	after      []uint8  // by last Latin letter and block: cost; block 0 is the end
	blocks     int
	rest       []uint8 // by last Latin and native letter: cost of going back to after
	restStride int
	opens      []bool   // by Latin and native letter (0: none): some block begins with them
	known      []bool   // by last Latin and native letter: some block has a cost of its own there
	keys       []uint32 // by hash: last Latin letter, native letter, block; 0 empty
	costs      []uint8
	mask       uint32
}

// trie numbers stretches of letters; 0 is the empty one.
type trie struct {
	letters int
	next    []uint16
	max     int
}

func (t *trie) add(w string) int {
	if t.next == nil {
		t.next = make([]uint16, t.letters)
	}
	node := 0
	for i := 0; i < len(w); i++ {
		at := node*t.letters + int(w[i])
		if t.next[at] == 0 {
			t.next[at] = uint16(len(t.next) / t.letters)
			t.next = append(t.next, make([]uint16, t.letters)...)
		}
		node = int(t.next[at])
	}
	t.max = max(t.max, len(w))
	return node
}

func (t *trie) nodes() int { return len(t.next) / t.letters }

// block gives the number of the block of two nodes, 0 if there is none.
func (m *model) block(x, y int) int {
	at := x*m.words + y>>6
	w := m.has[at]
	if w>>(y&63)&1 == 0 {
		return 0
	}
	return int(m.rank[at]) + bits.OnesCount64(w&(1<<(y&63)-1)) + 1
}

// cost is what a block costs after the letters a and b.
func (m *model) cost(a, b byte, block int) int32 {
	if c, ok := m.both(uint32(a)<<24 | uint32(b)<<16 + 1 + uint32(block)); ok {
		return c
	}
	return int32(m.rest[int(a)*m.restStride+int(b)]) + int32(m.after[int(a)*m.blocks+block])
}

// both is what a block costs after letters of both sides, if that is known by
// itself.
func (m *model) both(k uint32) (int32, bool) {
	for h := hash(k) & m.mask; ; h = (h + 1) & m.mask {
		switch m.keys[h] {
		case k:
			return int32(m.costs[h]), true
		case 0:
			return 0, false
		}
	}
}

func hash(k uint32) uint32 {
	k *= 0x9E3779B1
	return k ^ k>>15
}

// Tables: X.tbl holds, gzipped, the model of Latin and alphabet X. Letters in
// it are written as the sign that stands as far behind "0" as their number.
//
//	model X THRESHOLD GAP SWAP
//	block LATIN NATIVE COST       "-" for no letters; in order; numbered from 1
//	end COST                      block 0
//	after A REST N:COST …         costs after Latin letter A; REST more for other blocks
//	both A B REST N:COST …        the same after A and native letter B
//
//go:embed latin.tbl cyrillic.tbl arabic.tbl hebrew.tbl kana.tbl hangul.tbl han.tbl
var tables embed.FS

var loaders, sameLoaders = makeLoaders()

func makeLoaders() (out, same [Alphabets]func() *model) {
	for a := Latin; a < Alphabets; a++ {
		out[a] = sync.OnceValue(func() *model {
			b, err := tables.ReadFile(a.String() + ".tbl")
			if err != nil {
				return nil
			}
			m, err := readModel(b, a)
			if err != nil {
				panic("letters: " + a.String() + ".tbl: " + err.Error()) // the table is part of the program
			}
			return m
		})
		same[a] = sync.OnceValue(func() *model { return sameModel(a) })
	}
	return out, same
}

// reader collects a model before its parts are laid out for use.
type reader struct {
	m      *model
	x, y   []int // nodes of the blocks
	base   []uint8
	firsts [][2]byte // letters that the blocks begin with, 0 where there is none
	rests  []contextLine
}

// newReader begins a model of alphabets of so many letters.
func newReader(m *model, x, y int) *reader {
	r := &reader{m: m}
	m.x.letters, m.y.letters = x, y
	r.add("", "", 0) // the end
	return r
}

// add adds a block.
func (r *reader) add(x, y string, cost uint8) {
	r.x, r.y, r.base = append(r.x, r.m.x.add(x)), append(r.y, r.m.y.add(y)), append(r.base, cost)
	var first [2]byte
	copy(first[:1], x)
	copy(first[1:], y)
	r.firsts = append(r.firsts, first)
}

type contextLine struct {
	a, b  byte
	rest  uint8
	costs []blockCost
}

type blockCost struct {
	block int
	cost  uint8
}

func readModel(table []byte, native Alphabet) (*model, error) {
	r := newReader(&model{}, Letters(Latin), Letters(native))
	if err := readLines(table, r.line); err != nil {
		return nil, err
	}
	r.finish()
	return r.m, nil
}

func (r *reader) line(f []string) error {
	bad := fmt.Errorf("line %q", f)
	switch {
	case f[0] == "model" && len(f) == 5:
		for i, p := range []*int32{&r.m.threshold, &r.m.gap, &r.m.swap} {
			n, err := strconv.Atoi(f[i+2])
			if err != nil {
				return bad
			}
			*p = int32(n)
		}
	case f[0] == "block" && len(f) == 4:
		c, err := strconv.ParseUint(f[3], 10, 8)
		if err != nil {
			return bad
		}
		r.add(unwrite(f[1]), unwrite(f[2]), uint8(c))
	case f[0] == "end" && len(f) == 2:
		c, err := strconv.ParseUint(f[1], 10, 8)
		if err != nil {
			return bad
		}
		r.base[0] = uint8(c)
	case f[0] == "after" && len(f) >= 3:
		return r.context(f[1][0]-'0', noLetter, f[2:])
	case f[0] == "both" && len(f) >= 4:
		return r.context(f[1][0]-'0', f[2][0]-'0', f[3:])
	default:
		return bad
	}
	return nil
}

func unwrite(s string) string {
	if s == "-" {
		return ""
	}
	b := []byte(s)
	for i := range b {
		b[i] -= '0'
	}
	return string(b)
}

func (r *reader) context(a, b byte, f []string) error {
	l := contextLine{a: a, b: b}
	rest, err := strconv.ParseUint(f[0], 10, 8)
	if err != nil || int(l.a) >= r.m.x.letters || b != noLetter && int(b) >= r.m.y.letters {
		return fmt.Errorf("context %d %d: rest %q", a, b, f[0])
	}
	l.rest = uint8(rest)
	for _, s := range f[1:] {
		n, c, _ := strings.Cut(s, ":")
		block, err1 := strconv.Atoi(n)
		cost, err2 := strconv.ParseUint(c, 10, 8)
		if err1 != nil || err2 != nil || block >= len(r.base) || block < 0 {
			return fmt.Errorf("context %d %d: %q", a, b, s)
		}
		l.costs = append(l.costs, blockCost{block, uint8(cost)})
	}
	r.rests = append(r.rests, l)
	return nil
}

// finish lays the model out: bits of the blocks by node, costs by context.
func (r *reader) finish() {
	m := r.m
	m.words = (m.y.nodes() + 63) / 64
	m.has = make([]uint64, m.x.nodes()*m.words)
	m.rank = make([]uint16, len(m.has))
	for i := 1; i < len(r.x); i++ {
		m.has[r.x[i]*m.words+r.y[i]>>6] |= 1 << (r.y[i] & 63)
	}
	n := 0
	for i, w := range m.has {
		m.rank[i] = uint16(n)
		n += bits.OnesCount64(w)
	}
	m.blocks = len(r.x)
	number := make([]int, len(r.x)) // of the table's blocks here
	for i := 1; i < len(r.x); i++ {
		number[i] = m.block(r.x[i], r.y[i])
	}
	m.after = make([]uint8, m.x.letters*m.blocks)
	for a := range m.x.letters {
		for i, c := range r.base {
			m.after[a*m.blocks+number[i]] = c
		}
	}
	m.restStride = m.y.letters
	m.rest = make([]uint8, m.x.letters*m.restStride)
	m.known = make([]bool, len(m.rest))
	m.opens = make([]bool, len(m.rest))
	for i := 1; i < len(r.x); i++ {
		m.opens[int(r.firsts[i][0])*m.restStride+int(r.firsts[i][1])] = true
	}
	entries := 0
	for _, l := range r.rests {
		entries += len(l.costs)
	}
	size := 1
	for size < 2*entries {
		size *= 2
	}
	m.keys, m.costs, m.mask = make([]uint32, size), make([]uint8, size), uint32(size-1)
	for _, l := range r.rests {
		m.layContext(l, number)
	}
}

func (m *model) layContext(l contextLine, number []int) {
	if l.b == noLetter {
		row := m.after[int(l.a)*m.blocks:][:m.blocks]
		for i := range row {
			row[i] = uint8(min(255, int(row[i])+int(l.rest)))
		}
		for _, c := range l.costs {
			row[number[c.block]] = c.cost
		}
		return
	}
	m.rest[int(l.a)*m.restStride+int(l.b)] = l.rest
	m.known[int(l.a)*m.restStride+int(l.b)] = true
	for _, c := range l.costs {
		k := uint32(l.a)<<24 | uint32(l.b)<<16 + 1 + uint32(number[c.block])
		h := hash(k) & m.mask
		for m.keys[h] != 0 {
			h = (h + 1) & m.mask
		}
		m.keys[h], m.costs[h] = k, c.cost
	}
}

const noLetter = 0xFF
