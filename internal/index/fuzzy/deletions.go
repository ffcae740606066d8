package fuzzy

import (
	"encoding/binary"
	"math/bits"
	"slices"
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
	first := len(dst)
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
			dst = appendNew(dst, first, h)
		}
	}
	return dst
}

// appendNew appends h if it is not there from first on.
func appendNew(dst []uint64, first int, h uint64) []uint64 {
	for _, v := range dst[first:] {
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

// write makes and writes the table.
func (d deletions) write(o *out, keys texts, workers int) {
	hashes, counts := d.hashes(keys, workers)
	total := 0
	for _, chunk := range hashes {
		total += len(chunk)
	}
	shift, buckets := bucketsFor(total)
	off, entries := make([]uint32, buckets+2), make([]byte, deletionSize*total)
	// Each worker has the buckets of some highest bits, a range, and for that goes
	// through all hashes, so that keys ascend in every bucket.
	rangeBits := min(4, 64-shift)
	ranges := 1 << rangeBits
	parallel(workers, ranges, func(r int) {
		for _, chunk := range hashes {
			for _, h := range chunk {
				if h>>(64-rangeBits) == uint64(r) {
					off[h>>shift+2]++
				}
			}
		}
	})
	for i := range off[1:] {
		off[i+1] += off[i]
	}
	next := off[1:]
	parallel(workers, ranges, func(r int) {
		key := uint32(0)
		for _, chunk := range hashes {
			for len(chunk) > 0 {
				n := counts[key]
				for _, h := range chunk[:n] {
					if h>>(64-rangeBits) != uint64(r) {
						continue
					}
					b := h >> shift
					e := entries[deletionSize*int(next[b]):]
					binary.LittleEndian.PutUint32(e, key)
					e[4] = uint8(h)
					next[b]++
				}
				chunk = chunk[n:]
				key++
			}
		}
	})
	o.u32s(d.off, 4, off[:len(off)-1])
	o.bytes(d.entries, total, deletionSize, entries)
}

// hashes gives the hashes of all keys in chunks, and how many each key has.
func (d deletions) hashes(keys texts, workers int) (chunks [][]uint64, counts []uint8) {
	chunks = make([][]uint64, (keys.len()+keyChunk-1)/keyChunk)
	counts = make([]uint8, keys.len())
	parallel(workers, len(chunks), func(c int) {
		var runes [16]rune
		to := min((c+1)*keyChunk, keys.len())
		chunk := make([]uint64, 0, (to-c*keyChunk)*maxRests/2)
		for k := c * keyChunk; k < to; k++ {
			r, n := d.start(runes[:0], keys.at(uint32(k)))
			before := len(chunk)
			chunk = d.rests(chunk, r, d.left(n))
			counts[k] = uint8(len(chunk) - before)
		}
		chunks[c] = slices.Clip(chunk)
	})
	return chunks, counts
}

// start gives the first runes of a text, as many as count, and how many it has.
func (d deletions) start(r []rune, text []byte) ([]rune, int) {
	n := 0
	for i := 0; i < len(text); n++ {
		c, size := utf8.DecodeRune(text[i:])
		i += size
		if n < d.prefix {
			r = append(r, c)
		}
	}
	return r, n
}
