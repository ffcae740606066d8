package fuzzy

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// deletions is a table that finds keys although letters are wrong: of each key
// it holds the hash of all that is left when up to most runes are left out of
// its first prefix ones. Two strings with a distance of up to most share one
// such rest (what stands behind the prefix does not matter for that).
type deletions struct {
	off, entries string // sections
	most, prefix int
}

var (
	oneDeletion  = deletions{secOneB, secOne, 1, 12}
	twoDeletions = deletions{secTwoB, secTwo, 2, 7}
)

const (
	deletionSize = 5  // key, 8 bits of the hash
	maxRests     = 32 // of one key: 1 + 7 + 21, or 1 + 12
	hashBase     = 0x9E3779B97F4A7C15
)

// hashPowers are the powers of hashBase.
var hashPowers = func() (p [16]uint64) {
	p[0] = 1
	for i := range p[1:] {
		p[i+1] = p[i] * hashBase
	}
	return p
}()

// mix spreads a hash over all its bits.
func mix(h uint64) uint64 {
	h ^= h >> 32
	h *= 0xD6E8FEB86659FD93
	h ^= h >> 32
	h *= 0xD6E8FEB86659FD93
	return h ^ h>>32
}

// hashExact is the hash of an exact key.
func hashExact[T string | []byte](s T) uint64 {
	h := uint64(len(s))
	for i := range len(s) {
		h = h*hashBase + uint64(s[i]) + 1
	}
	return mix(h)
}

// bucketsFor gives the number of buckets of a table with n entries, a power of
// two, and by how much a hash is shifted for its bucket.
func bucketsFor(n int) (shift, buckets int) {
	b := max(0, bits.Len(uint(n))-2)
	return 64 - b, 1 << b
}

// rests collects the hashes of what is left of r when up to most runes are
// left out; each once.
func (d deletions) rests(dst []uint64, r []rune, most int) []uint64 {
	n := min(len(r), d.prefix)
	var p [16]uint64 // p[i]: hash of the first i
	for i, c := range r[:n] {
		p[i+1] = p[i]*hashBase + uint64(c) + 1
	}
	cut := func(i, j int) uint64 { return p[j] - p[i]*hashPowers[j-i] } // hash of [i, j)
	dst = append(dst, mix(p[n]))
	if most < 1 || n < 2 {
		return dst
	}
	for i := range n {
		if i > 0 && r[i] == r[i-1] {
			continue // as without the one before
		}
		head := p[i]*hashPowers[n-i-1] + cut(i+1, n)
		dst = append(dst, mix(head))
		if most < 2 || n < 3 {
			continue
		}
		for j := i + 1; j < n; j++ {
			h := mix((p[i]*hashPowers[j-i-1]+cut(i+1, j))*hashPowers[n-j-1] + cut(j+1, n))
			dst = appendNew(dst, h)
		}
	}
	return dst
}

func appendNew(dst []uint64, h uint64) []uint64 {
	for _, v := range dst {
		if v == h {
			return dst
		}
	}
	return append(dst, h)
}

// left says how many runes are left out of a key of n runes: fewer than most
// where no name that is looked for is short enough to need more.
func (d deletions) left(n int) int {
	if d.most == 1 {
		return min(1, max(0, n-2))
	}
	return min(2, max(0, n-3))
}

// write makes and writes the table. Each worker fills a range of buckets and
// for that goes through all keys, so that keys ascend in every bucket.
func (d deletions) write(o *out, keys texts, workers int) {
	total := 0
	counts := make([]int, (keys.len()+keyChunk-1)/keyChunk)
	d.each(keys, workers, counts, func(c int, _ uint64, _ uint32) { counts[c]++ })
	for _, n := range counts {
		total += n
	}
	shift, buckets := bucketsFor(total)
	off := make([]uint32, buckets+2)
	ranges := min(8, buckets)
	span := uint64(buckets / ranges)
	through := func(part int, f func(b, h uint64, key uint32)) {
		d.through(keys, 0, keys.len(), func(h uint64, key uint32) {
			if b := h >> shift; b/span == uint64(part) {
				f(b, h, key)
			}
		})
	}
	parallel(workers, ranges, func(part int) {
		through(part, func(b, _ uint64, _ uint32) { off[b+2]++ })
	})
	for i := range off[1:] {
		off[i+1] += off[i]
	}
	entries := make([]byte, deletionSize*total)
	next := off[1:]
	parallel(workers, ranges, func(part int) {
		through(part, func(b, h uint64, key uint32) {
			e := entries[deletionSize*int(next[b]):]
			binary.LittleEndian.PutUint32(e, key)
			e[4] = uint8(h)
			next[b]++
		})
	})
	o.u32s(d.off, 4, off[:len(off)-1])
	o.bytes(d.entries, total, deletionSize, entries)
}

// each goes through all keys in chunks, several at the same time.
func (d deletions) each(keys texts, workers int, chunks []int, f func(chunk int, h uint64, key uint32)) {
	parallel(workers, len(chunks), func(c int) {
		d.through(keys, c*keyChunk, min((c+1)*keyChunk, keys.len()), func(h uint64, key uint32) { f(c, h, key) })
	})
}

func (d deletions) through(keys texts, from, to int, f func(h uint64, key uint32)) {
	var buf [maxRests]uint64
	var runes [64]rune
	for k := from; k < to; k++ {
		text := keys.at(uint32(k))
		r, n := runes[:0], 0
		for i := 0; i < len(text); n++ {
			c, size := utf8.DecodeRune(text[i:])
			i += size
			if len(r) < d.prefix {
				r = append(r, c)
			}
		}
		for _, h := range d.rests(buf[:0], r, d.left(n)) {
			f(h, uint32(k))
		}
	}
}
