package fuzzy

import "encoding/binary"

// table is a section that gives zeros and nothing for what is damaged.
type table struct {
	Table
	x    *Index
	name string
}

// bytes returns [from, to), nil where the range is impossible or damaged.
func (t *table) bytes(from, to int64) []byte {
	if from < 0 || from > to || to > t.Len {
		t.x.fail("section " + t.name + ": offset outside the section")
		return nil
	}
	if from == to {
		return nil
	}
	if b := t.At(from, to); int64(len(b)) == to-from {
		return b
	}
	return nil
}

func (t *table) u32(off int64) uint32 {
	if b := t.bytes(off, off+4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

func (t *table) u64(off int64) uint64 {
	if b := t.bytes(off, off+8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

// row returns the i-th and the next of a table of offsets.
func (t *table) row(i int64) (from, to int64) {
	if b := t.bytes(4*i, 4*i+8); b != nil {
		return int64(binary.LittleEndian.Uint32(b)), int64(binary.LittleEndian.Uint32(b[4:]))
	}
	return 0, 0
}

// buckets is a table of entries by their hash.
type buckets struct {
	off, entries table
	size         int64
	shift        int
}

// span is where the entries of a bucket are.
type span struct{ from, to int64 }

// places finds the buckets of several hashes: the memory answers to all at the
// same time.
func (b *buckets) places(hs []uint64, to *[maxRests]span) {
	for i, h := range hs {
		from, end := int64(0), int64(0)
		if b.entries.Count > 0 {
			from, end = b.off.row(int64(h >> b.shift))
		}
		to[i] = span{from, end}
	}
}

// at returns the entries of a bucket.
func (b *buckets) at(s span) []byte { return b.entries.bytes(b.size*s.from, b.size*s.to) }

// of returns the entries of a hash's bucket.
func (b *buckets) of(h uint64) []byte {
	if b.entries.Count == 0 {
		return nil
	}
	from, to := b.off.row(int64(h >> b.shift))
	return b.at(span{from, to})
}
