package index

import (
	"hash/maphash"
	"math/bits"
	"sync"
)

// tokenFilter tells, without touching the table, that most tokens which are not
// in it are not. Nearly every token of a clean customer is such a one, and a
// binary search over strings for each was most of the cost of a query. It is
// built in memory when the first token is asked for (16 bits a token) and may
// say "perhaps" too often, never "no" wrongly.
type tokenFilter struct {
	once sync.Once
	seed maphash.Seed
	bits []uint64
	mask uint64
}

// may reports whether token may be in the table.
func (s *snapshot) may(token []byte) bool {
	f := &s.filter
	f.once.Do(func() { f.build(s) })
	h := maphash.Bytes(f.seed, token)
	return f.has(h) && f.has(h>>32|h<<32)
}

func (f *tokenFilter) build(s *snapshot) {
	n := s.tokens.keys.count
	f.seed = maphash.MakeSeed()
	size := uint64(1) << bits.Len64(uint64(16*max(n, 4)))
	f.bits, f.mask = make([]uint64, size/64), size-1
	for i := range n {
		h := maphash.Bytes(f.seed, s.tokens.key(i))
		f.set(h)
		f.set(h>>32 | h<<32)
	}
}

func (f *tokenFilter) set(h uint64) { f.bits[h&f.mask>>6] |= 1 << (h & 63) }

func (f *tokenFilter) has(h uint64) bool { return f.bits[h&f.mask>>6]>>(h&63)&1 == 1 }
