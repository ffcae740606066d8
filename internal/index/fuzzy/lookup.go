package fuzzy

import (
	"bytes"
	"encoding/binary"
)

// term finds a term in the vocabulary.
func (x *Index) term(text []byte) (uint32, bool) {
	lo, hi := int64(0), x.terms
	for lo < hi {
		mid := (lo + hi) / 2
		from, to := x.termEnd.row(mid)
		switch c := bytes.Compare(x.text.bytes(from, to), text); {
		case c == 0:
			return uint32(mid), true
		case c < 0:
			lo = mid + 1
		default:
			hi = mid
		}
	}
	return 0, false
}

// weightOf gives the weight of a term, at least 1.
func (x *Index) weightOf(term uint32) int {
	if b := x.weight.bytes(int64(term), int64(term)+1); b != nil {
		return max(1, int(b[0]))
	}
	return 1
}

// ordinal finds a term among the common ones.
func (x *Index) ordinal(term uint32) (k int64, ok bool) {
	lo, hi := int64(0), x.common.Count
	for lo < hi {
		mid := (lo + hi) / 2
		switch t := x.common.u32(8 * mid); {
		case t == term:
			return mid, true
		case t < term:
			lo = mid + 1
		default:
			hi = mid
		}
	}
	return 0, false
}

// pairOf finds the writings with two common terms, the first one less.
func (x *Index) pairOf(a, b int64) (from, to int64) {
	lo, end := x.pairRow.row(a)
	for hi := end; lo < hi; {
		mid := (lo + hi) / 2
		switch c := int64(x.pairCol.u32(8 * mid)); {
		case c == b:
			return int64(x.pairCol.u32(8*mid + 4)), int64(x.pairCol.u32(8*mid + 12))
		case c < b:
			lo = mid + 1
		default:
			hi = mid
		}
	}
	return 0, 0
}

// row gives the row of a writing.
func (x *Index) row(w uint32) []byte {
	if int64(w) >= x.writings {
		x.fail("section " + secWriting + ": no such writing")
		return nil
	}
	size := x.writing.Width
	return x.writing.bytes(size*int64(w), size*int64(w)+size)
}

// termsOf gives the terms of a writing by its row.
func (x *Index) termsOf(row []byte) []byte {
	if len(row) == 0 {
		return nil
	}
	n := int64(row[0])
	if n <= rowTerms {
		return row[1 : 1+x.width*n]
	}
	at := int64(binary.LittleEndian.Uint32(row[1:]))
	return x.forward.bytes(x.width*at, x.width*(at+n))
}

// recordOf gives the record of a writing.
func (x *Index) recordOf(w uint32) (uint32, bool) {
	if x.record.Count > 0 {
		w = x.record.u32(4 * int64(w))
	}
	if int64(w) >= x.records {
		x.fail("section " + secRecord + ": no such record")
		return 0, false
	}
	return w, true
}

// Frequency says in how many writings a term stands, for the difference that is
// built on this index.
func (x *Index) Frequency(term string) int {
	t, ok := x.term([]byte(term))
	if !ok {
		return 0
	}
	if from, to := x.postOff.row(int64(t)); to > from {
		return int(to - from)
	}
	if k, ok := x.ordinal(t); ok {
		return int(x.common.u32(8*k + 4))
	}
	return 0
}

// Records is the number of records by which terms are weighed.
func (x *Index) Records() int { return x.weighed }
