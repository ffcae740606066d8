package index

import (
	"bytes"
	"encoding/binary"
	"unicode/utf8"
)

// bucket is the range of name keys of one length.
type bucket struct{ runes, from, to int64 }

// bucketAt returns the i-th entry of the directory of lengths.
func (s *snapshot) bucketAt(i int64) bucket {
	b := s.lengths.bytes(12*i, 12*i+12)
	if b == nil {
		return bucket{}
	}
	from := int64(binary.LittleEndian.Uint32(b[4:]))
	to := from + int64(binary.LittleEndian.Uint32(b[8:]))
	if to > s.names.keys.count {
		s.m.fail("section nam.len: bucket outside the name table")
		return bucket{}
	}
	return bucket{int64(binary.LittleEndian.Uint32(b)), from, to}
}

// bucket returns the range of name keys of n runes, empty where there are none.
func (s *snapshot) bucket(n int) bucket {
	i := search(0, s.lengths.count, func(i int64) bool { return s.bucketAt(i).runes >= int64(n) })
	if i < s.lengths.count {
		if b := s.bucketAt(i); b.runes == int64(n) {
			return b
		}
	}
	return bucket{}
}

// exactName returns the number of a name key in its bucket.
func (s *snapshot) exactName(b bucket, name []byte) (int64, bool) {
	i := search(b.from, b.to, func(i int64) bool { return bytes.Compare(s.names.key(i), name) >= 0 })
	return i, i < b.to && bytes.Equal(s.names.key(i), name)
}

// prefixRange returns the keys of the bucket that begin with prefix.
func (s *snapshot) prefixRange(b bucket, prefix []byte) (from, to int64) {
	from = search(b.from, b.to, func(i int64) bool { return bytes.Compare(s.names.key(i), prefix) >= 0 })
	to = search(from, b.to, func(i int64) bool {
		k := s.names.key(i)
		return bytes.Compare(k[:min(len(k), len(prefix))], prefix) > 0
	})
	return from, to
}

// suffixRange returns the entries of the reversed table whose keys end with
// suffix.
func (s *snapshot) suffixRange(b bucket, suffix []byte) (from, to int64) {
	from = search(b.from, b.to, func(i int64) bool { return compareEnds(s.reversedKey(i), suffix) >= 0 })
	to = search(from, b.to, func(i int64) bool { return compareEnds(s.reversedKey(i), suffix) > 0 })
	return from, to
}

// reversedKey returns the key (not reversed) at place i of the reversed order.
func (s *snapshot) reversedKey(i int64) []byte {
	n := int64(s.reversed.u32(i))
	if n >= s.names.keys.count {
		s.m.fail("section nam.rev: name outside the name table")
		return nil
	}
	return s.names.key(n)
}

// compareEnds compares the last runes of key, read backwards, with suffix read
// backwards; 0 where key ends with suffix.
func compareEnds(key, suffix []byte) int {
	for len(suffix) > 0 {
		if len(key) == 0 {
			return -1
		}
		a, n := utf8.DecodeLastRune(key)
		b, m := utf8.DecodeLastRune(suffix)
		if a != b {
			return int(a) - int(b)
		}
		key, suffix = key[:len(key)-n], suffix[:len(suffix)-m]
	}
	return 0
}
