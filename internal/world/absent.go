package world

import (
	"sync/atomic"

	"github.com/sekifuda/sekifuda/internal/world/culture"
)

// absence knows the invented identities of a world and learns, while the
// register is written, which of them stand too near to something registered:
// the same name or one edit away, or the same block. What is left can be
// expected to be refused.
type absence struct {
	names  map[uint64][]int32 // hash of a name key or of one with a character left out
	blocks map[int][]int32
	near   []atomic.Bool
}

// invented is an identity that is in no register.
type invented struct {
	name name
	seat seat
}

// tries is how many identities are prepared for each false application.
const tries = 4

func (w *World) newAbsence(n int) *absence {
	a := &absence{names: map[uint64][]int32{}, blocks: map[int][]int32{}, near: make([]atomic.Bool, n)}
	for j := range n {
		v := w.invented(j)
		for _, text := range []string{v.name.core, v.name.kana} {
			for _, h := range edits(text) {
				a.names[h] = append(a.names[h], int32(j))
			}
		}
		a.blocks[v.seat.block()] = append(a.blocks[v.seat.block()], int32(j))
	}
	return a
}

// invented makes identity j: a name as companies have them, at an address as
// companies have them.
func (w *World) invented(j int) invented {
	d := newDice().at(w.opt.Seed, streamAbsent, j)
	s := w.places.draw(d)
	if d.chance(400) {
		s.house(w.opt.Seed, culture.BuildingOffice, d)
	}
	k := kindKK
	if d.chance(200) {
		k = kindGK
	}
	return invented{w.words.company(d, k, &s), s}
}

// look compares one registered body with the invented ones.
func (a *absence) look(c *company) {
	if len(a.near) == 0 {
		return
	}
	for _, n := range []*name{&c.name, &c.before} {
		if n.core == "" {
			continue
		}
		for _, text := range []string{n.core, n.kana} {
			for _, h := range edits(text) {
				a.mark(a.names[h])
			}
		}
	}
	a.mark(a.blocks[c.seat.block()])
	if c.from != (seat{}) {
		a.mark(a.blocks[c.from.block()])
	}
}

func (a *absence) mark(ids []int32) {
	for _, j := range ids {
		a.near[j].Store(true)
	}
}

// count is how many applications can take an identity.
func (a *absence) count() int { return len(a.near) / tries }

// clean returns the first of the identities of application slot i that nothing
// stands near to; false if all have neighbours.
func (a *absence) clean(i int) (int, bool) {
	for t := range tries {
		if j := i*tries + t; !a.near[j].Load() {
			return j, true
		}
	}
	return i * tries, false
}

// edits returns hashes of the key of a name and of the key with each single
// character left out. Two names of which one edit makes the other share one.
func edits(text string) []uint64 {
	key := nameKey(text)
	if len(key) == 0 {
		return nil
	}
	out := make([]uint64, 0, len(key)+1)
	out = append(out, hash(key, -1))
	for i := range key {
		out = append(out, hash(key, i))
	}
	return out
}

func hash(key []rune, skip int) uint64 {
	h := uint64(0) // the length takes no part: a deletion must meet its shorter twin
	for i, r := range key {
		if i != skip {
			h = (h ^ uint64(r)) * 0x9e3779b97f4a7c15
			h ^= h >> 29
		}
	}
	return h
}

// nameKey folds a name more coarsely than any matcher would.
func nameKey(s string) []rune {
	out := make([]rune, 0, len(s))
	for _, r := range s {
		switch {
		case r == '　':
			r = ' '
		case r >= '！' && r <= '～':
			r -= 0xfee0
		case r >= 'ぁ' && r <= 'ゖ':
			r += 'ァ' - 'ぁ'
		}
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		if n, ok := newForms[r]; ok {
			r = n
		}
		switch r {
		case ' ', '・', 'ー', '-', '\'', ',', '.', '&':
			continue
		}
		out = append(out, r)
	}
	return out
}

// newForms is the opposite of culture.OldForms, and small kana to large.
var newForms = func() map[rune]rune {
	m := map[rune]rune{'ヴ': 'ブ'}
	for n, olds := range culture.OldForms() {
		for _, o := range olds {
			m[o] = n
		}
	}
	for i, small := range []rune("ァィゥェォャュョッ") {
		m[small] = []rune("アイウエオヤユヨツ")[i]
	}
	return m
}()
