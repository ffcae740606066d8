package fuzzy

import (
	"bufio"
	"encoding/binary"
	"io"
)

// formatVersion is the first number of the head; what else the head holds
// follows in this order.
const formatVersion = 1

const (
	headVersion = iota
	headWeighed // records by which terms are weighed
	headRecords // rows of masks and days
	headWritings
	headTerms
	headCommon
	headSize
)

// blockWritings is how many writings share a block: where their terms begin,
// then of each the number of terms, then of each its mass.
const (
	blockWritings = 16
	blockMass     = 4 + blockWritings
	blockSize     = blockMass + 2*blockWritings
)

// A posting is a writing with what decides whether it is worth a look: its mass,
// and its signs, bits that say which common terms it may have.
const postSize = 8

// putPosting takes a writing that may be marked as loose.
func (m *material) putPosting(b []byte, w uint32) {
	binary.LittleEndian.PutUint32(b, w)
	binary.LittleEndian.PutUint16(b[4:], m.mass[w&^loose])
	binary.LittleEndian.PutUint16(b[6:], m.signs[w&^loose])
}

// writePostings writes a section of them.
func (m *material) writePostings(o *out, name string, ws []uint32) {
	o.section(name, len(ws), postSize, func(w io.Writer) error {
		bw := bufio.NewWriterSize(w, 1<<16)
		var b [postSize]byte
		for _, v := range ws {
			m.putPosting(b[:], v)
			bw.Write(b[:])
		}
		return bw.Flush()
	})
}

// signOf gives the bit of the k-th common term among the signs of a writing.
func signOf(k int64) uint16 { return 1 << (k & 15) }

func head(o *out, m *material) {
	var h [8 * headSize]byte
	for i, v := range []int{formatVersion, m.n, m.records, len(m.rec), m.terms.len(), len(m.common)} {
		binary.LittleEndian.PutUint64(h[8*i:], uint64(v))
	}
	o.bytes(secHead, headSize, 8, h[:])
}

func vocabulary(o *out, m *material) {
	o.bytes(secTerms, m.terms.len(), 0, m.terms.text)
	o.offsets(secTermEnd, m.terms.end)
	o.bytes(secWeight, len(m.weight), 1, m.weight)
}

func writings(o *out, m *material) {
	width := uint32(3)
	if m.terms.len() > 1<<24 {
		width = 4
	}
	o.section(secForward, len(m.occ), width, func(w io.Writer) error { return writeU32s(w, m.occ, int(width)) })
	o.section(secWriting, (len(m.rec)+blockWritings-1)/blockWritings, blockSize, func(w io.Writer) error {
		bw := bufio.NewWriterSize(w, 1<<16)
		for from := 0; from < len(m.rec); from += blockWritings {
			b := m.block(from)
			bw.Write(b[:])
		}
		return bw.Flush()
	})
	one := true
	for w, r := range m.rec {
		if int(r) != w {
			one = false
			break
		}
	}
	if one {
		m.rec = nil // each record has the one writing of its number
	}
	o.u32s(secRecord, 4, m.rec)
	m.rec = nil
}

func (m *material) block(from int) (b [blockSize]byte) {
	binary.LittleEndian.PutUint32(b[:], m.start[from])
	for i := range min(blockWritings, len(m.mass)-from) {
		b[4+i] = uint8(m.start[from+i+1] - m.start[from+i])
		binary.LittleEndian.PutUint16(b[blockMass+2*i:], m.mass[from+i])
	}
	return b
}

// postings writes the writings of each term that is not common.
func postings(o *out, m *material) {
	off := make([]uint32, m.terms.len()+1)
	total := uint32(0)
	for t, df := range m.df {
		off[t] = total
		if int(df) <= m.o.Common {
			total += df
		}
	}
	off[len(m.df)] = total
	o.u32s(secPostOff, 4, off)
	post := make([]byte, postSize*int(total))
	for w := range m.mass {
		terms := m.writing(w)
		for i, t := range terms {
			if m.ordinal[t] > 0 || i > 0 && t == terms[i-1] {
				continue
			}
			m.putPosting(post[postSize*int(off[t]):], uint32(w))
			off[t]++
		}
	}
	o.bytes(secPost, int(total), postSize, post)
}
