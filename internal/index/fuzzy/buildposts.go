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

// A writing has a row: the number of its terms, and the terms if they are not
// more than rowTerms, else their place among the long writings' terms. So that
// most writings are read at one place, in one line of the processor's cache.
const rowTerms = 5

// rowSize is the size of a row with terms of the given width.
func rowSize(width int) int { return (1 + rowTerms*width + 7) / 8 * 8 }

// widthOf is the width of terms when there are so many.
func widthOf(terms int) int {
	if terms > 1<<24 {
		return 4
	}
	return 3
}

// A posting is a writing with what decides whether it is worth a look: its mass,
// and its common terms, by their numbers among those: two at most. Where there
// are more, manyCommon stands for the first, and the second are their signs,
// bits that say which ones it may have.
const (
	postSize   = 10
	noCommon   = 1<<16 - 1
	manyCommon = 1<<16 - 2
)

// putPosting takes a writing that may be marked as loose.
func (m *material) putPosting(b []byte, w uint32) {
	binary.LittleEndian.PutUint32(b, w)
	w &^= loose
	binary.LittleEndian.PutUint16(b[4:], m.mass[w])
	binary.LittleEndian.PutUint32(b[6:], m.few[w])
}

// commonsOf gives the common terms of a writing as in a posting.
func (m *material) commonsOf(terms []uint32) uint32 {
	got, n, signs := [2]uint16{noCommon, noCommon}, 0, uint16(0)
	for i, t := range terms {
		k := m.ordinal[t]
		if k == 0 || i > 0 && t == terms[i-1] {
			continue
		}
		signs |= signOf(int64(k) - 1)
		if k > manyCommon {
			n = len(got)
		}
		if n < len(got) {
			got[n] = uint16(k - 1)
		}
		n++
	}
	if n > len(got) {
		got = [2]uint16{manyCommon, signs}
	}
	return uint32(got[0]) | uint32(got[1])<<16
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
	width := widthOf(m.terms.len())
	var long []uint32
	o.section(secWriting, len(m.mass), uint32(rowSize(width)), func(w io.Writer) error {
		bw := bufio.NewWriterSize(w, 1<<16)
		row := make([]byte, rowSize(width))
		for i := range m.mass {
			clear(row)
			terms := m.writing(i)
			row[0] = uint8(len(terms))
			if len(terms) > rowTerms {
				binary.LittleEndian.PutUint32(row[1:], uint32(len(long)))
				long = append(long, terms...)
				terms = nil
			}
			for k, t := range terms {
				putUint(row[1+width*k:], t, width)
			}
			bw.Write(row)
		}
		return bw.Flush()
	})
	n := 0
	for i := range m.mass {
		if k := len(m.writing(i)); k > rowTerms {
			n += k
		}
	}
	o.section(secForward, n, uint32(width), func(w io.Writer) error { return writeU32s(w, long, width) })
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
