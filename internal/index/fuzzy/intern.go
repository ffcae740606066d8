package fuzzy

import (
	"bytes"
	"encoding/binary"
	"hash/maphash"
	"math"
	"slices"
)

// texts are many strings one after another.
type texts struct {
	text []byte
	end  []uint32
}

func (t *texts) len() int { return len(t.end) }

func (t *texts) at(i uint32) []byte {
	if i == 0 {
		return t.text[:t.end[0]]
	}
	return t.text[t.end[i-1]:t.end[i]]
}

// add appends a string; false where there is no more room.
func (t *texts) add(s string) bool {
	if len(t.text)+len(s) > math.MaxUint32 || len(t.end) >= math.MaxUint32-1 {
		return false
	}
	t.text = append(t.text, s...)
	t.end = append(t.end, uint32(len(t.text)))
	return true
}

// interner numbers distinct strings in the order in which they are first seen.
type interner struct {
	texts
	seed  maphash.Seed
	slots []uint64 // upper half: of the hash; lower: number + 1
}

// id numbers a string; false where there is no more room.
func (t *interner) id(s string) (uint32, bool) {
	if 4*t.len() >= 3*len(t.slots) {
		t.rehash()
	}
	h := maphash.String(t.seed, s)
	m := uint64(len(t.slots) - 1)
	i := h & m
	for ; t.slots[i] != 0; i = (i + 1) & m {
		if v := t.slots[i]; v>>32 == h>>32 && string(t.at(uint32(v)-1)) == s {
			return uint32(v) - 1, true
		}
	}
	if !t.add(s) {
		return 0, false
	}
	t.slots[i] = h>>32<<32 | uint64(t.len())
	return uint32(t.len() - 1), true
}

func (t *interner) rehash() {
	if t.slots == nil {
		t.seed = maphash.MakeSeed()
	}
	t.slots = make([]uint64, max(1024, 2*len(t.slots)))
	m := uint64(len(t.slots) - 1)
	for k := range t.end {
		h := maphash.Bytes(t.seed, t.at(uint32(k)))
		i := h & m
		for t.slots[i] != 0 {
			i = (i + 1) & m
		}
		t.slots[i] = h>>32<<32 | uint64(k+1)
	}
}

// sorted gives the strings in the order of their bytes, and of each its new
// number by the old one. The interner is used up.
func (t *interner) sorted() (texts, []uint32) {
	t.slots = nil
	type item struct {
		head uint64 // the first eight bytes
		id   uint32
	}
	items := make([]item, t.len())
	for i := range items {
		var head [8]byte
		copy(head[:], t.at(uint32(i)))
		items[i] = item{binary.BigEndian.Uint64(head[:]), uint32(i)}
	}
	slices.SortFunc(items, func(a, b item) int {
		if a.head != b.head {
			if a.head < b.head {
				return -1
			}
			return 1
		}
		return bytes.Compare(t.at(a.id), t.at(b.id))
	})
	out := texts{text: make([]byte, 0, len(t.text)), end: make([]uint32, 0, len(items))}
	rank := make([]uint32, len(items))
	for n, it := range items {
		rank[it.id] = uint32(n)
		out.text = append(out.text, t.at(it.id)...)
		out.end = append(out.end, uint32(len(out.text)))
	}
	t.texts = texts{}
	return out, rank
}
