package index

import (
	"bytes"
	"slices"
	"unicode/utf8"
)

// maxScan bounds the keys that one near search compares in one file. Real
// registers stay far below it, since the cheapest split is searched for.
const maxScan = 100_000

// enoughScan is a range so small that no better cut is looked for. It is
// allowed once for each cut tried: trying costs about as much as comparing.
const enoughScan = 64

// near calls emit for every name key within one edit of name - a rune
// inserted, deleted, substituted or swapped with its neighbour - except name
// itself, in a fixed order and each once. It reports whether it was cut short.
func (s *snapshot) near(name string, emit func(n int64) bool) (cut bool) {
	q := nearQuery{s: s, key: []byte(name), emit: emit, seen: map[int64]bool{}}
	for i := range name {
		q.at = append(q.at, i)
	}
	q.at = append(q.at, len(name))
	q.deletions()
	q.swaps()
	q.scan(len(q.at)-1, 0)
	q.scan(len(q.at), 1)
	return q.cut
}

type nearQuery struct {
	s       *snapshot
	key     []byte
	at      []int // byte offset of each rune, and the end
	emit    func(n int64) bool
	seen    map[int64]bool
	scanned int64
	done    bool // emit wants no more
	cut     bool
}

func (q *nearQuery) hit(n int64) {
	if q.done || q.seen[n] {
		return
	}
	q.seen[n] = true
	if !q.emit(n) {
		q.done, q.cut = true, true
	}
}

// deletions looks up the key without each of its runes: exact searches are
// cheaper than any scan.
func (q *nearQuery) deletions() {
	b := q.s.bucket(len(q.at) - 2)
	for i := 0; i+1 < len(q.at) && b.to > b.from; i++ {
		if n, ok := q.s.exactName(b, slices.Concat(q.key[:q.at[i]], q.key[q.at[i+1]:])); ok {
			q.hit(n)
		}
	}
}

// swaps looks up the key with each pair of neighbours exchanged.
func (q *nearQuery) swaps() {
	b := q.s.bucket(len(q.at) - 1)
	for i := 0; i+2 < len(q.at) && b.to > b.from; i++ {
		from, mid, to := q.at[i], q.at[i+1], q.at[i+2]
		swapped := slices.Concat(q.key[:from], q.key[mid:to], q.key[from:mid], q.key[to:])
		if bytes.Equal(swapped, q.key) {
			continue
		}
		if n, ok := q.s.exactName(b, swapped); ok {
			q.hit(n)
		}
	}
}

// scan finds substitutions (extra 0) or insertions (extra 1) among the keys of
// n runes. Cut the query anywhere: the edit lies on one side, so the other side
// is intact, and the keys with that beginning or that end are few if the cut is
// chosen well. An insertion at the cut itself leaves both intact, which allows
// the end to be longer by a rune.
func (q *nearQuery) scan(runes, extra int) {
	b := q.s.bucket(runes)
	m := len(q.at) - 1
	if b.to == b.from || m == 0 && extra == 0 || q.done {
		return
	}
	var best [4]int64 // prefix range, suffix range
	size := int64(-1)
	for tried, p := range cuts(m) {
		var r [4]int64
		r[0], r[1] = q.s.prefixRange(b, q.key[:q.at[p]])
		r[2], r[3] = q.s.suffixRange(b, q.key[q.at[max(p-extra, 0)]:])
		if n := r[1] - r[0] + r[3] - r[2]; size < 0 || n < size {
			best, size = r, n
		}
		if size <= enoughScan*int64(tried+1) {
			break
		}
	}
	if q.scanned += size; q.scanned > maxScan {
		q.cut = true
		return
	}
	for i := best[0]; i < best[1] && !q.done; i++ {
		if q.oneEdit(q.s.names.key(i), extra) {
			q.hit(i)
		}
	}
	for i := best[2]; i < best[3] && !q.done; i++ {
		if q.oneEdit(q.s.reversedKey(i), extra) {
			q.hit(int64(q.s.reversed.u32(i)))
		}
	}
}

// cuts lists the places 0..m from the middle outwards.
func cuts(m int) []int {
	out := []int{m / 2}
	for d := 1; d <= m; d++ {
		if p := m/2 + d; p <= m {
			out = append(out, p)
		}
		if p := m/2 - d; p >= 0 {
			out = append(out, p)
		}
	}
	return out
}

// oneEdit reports whether key is the query with one rune substituted (extra 0)
// or one inserted (extra 1).
func (q *nearQuery) oneEdit(key []byte, extra int) bool {
	i := 0
	for i < len(q.key) && i < len(key) && q.key[i] == key[i] {
		i++
	}
	// The first difference may lie inside a rune: go back to its start.
	for i > 0 && (i < len(q.key) && !utf8.RuneStart(q.key[i]) || i < len(key) && !utf8.RuneStart(key[i])) {
		i--
	}
	a, b := q.key[i:], key[i:]
	if len(b) == 0 {
		return false
	}
	_, n := utf8.DecodeRune(b)
	if extra == 1 {
		return bytes.Equal(a, b[n:])
	}
	if len(a) == 0 {
		return false
	}
	_, k := utf8.DecodeRune(a)
	return bytes.Equal(a[k:], b[n:])
}
