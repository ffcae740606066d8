package fuzzy

import (
	"encoding/binary"
	"io"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/script/token"
)

// keyed is what was gathered of the keys of all terms.
type keyed struct {
	spelled interner
	of      []uint64 // spelled: number of the key, term
	cost    []uint8
	hash    []uint64 // exact: hash, term, cost of each
	term    []uint32
	hcost   []uint8
	buf     []token.Key
}

// The keys are asked for in chunks, so that all processors have work and what
// they give stays in the order of the terms.
const keyChunk = 1 << 13

// keys writes what the terms are found by.
func (b *Builder) keys(o *out, m *material) {
	k := &keyed{}
	ok := true
	got := make([][]token.Key, keyChunk)
	for from := 0; from < m.terms.len() && ok; from += keyChunk {
		n := min(keyChunk, m.terms.len()-from)
		parallel(m.o.Workers, (n+63)/64, func(c int) {
			for i := 64 * c; i < min(64*c+64, n); i++ {
				got[i] = m.o.Keys(string(m.terms.at(uint32(from + i))))
			}
		})
		for i := range n {
			ok = ok && k.add(uint32(from+i), got[i])
		}
		if err := o.ctx.Err(); err != nil {
			o.fail(err)
			return
		}
	}
	if !ok {
		o.fail(errSize)
		return
	}
	terms := m.terms.len()
	m.terms, m.df, m.weight = texts{}, nil, nil
	ks := k.writeSpelled(o, terms)
	k.writeExact(o)
	k.hash, k.term, k.hcost = nil, nil, nil
	for _, d := range []deletions{oneDeletion, twoDeletions} {
		if !o.done {
			d.write(o, ks, m.o.Workers)
		}
	}
}

// add keeps the keys of a term; of one that is given twice the cheaper one.
func (k *keyed) add(term uint32, keys []token.Key) bool {
	k.buf = append(k.buf[:0], keys...)
	keys = k.buf
	slices.SortFunc(keys, func(a, b token.Key) int {
		if c := strings.Compare(a.Text, b.Text); c != 0 {
			return c
		}
		return int(a.Cost) - int(b.Cost)
	})
	for _, spelled := range []bool{true, false} {
		last, any := "", false
		for _, key := range keys {
			if key.Spelled != spelled || key.Text == "" || any && key.Text == last {
				continue
			}
			last, any = key.Text, true
			if !spelled {
				k.hash = append(k.hash, hashExact(key.Text))
				k.term = append(k.term, term)
				k.hcost = append(k.hcost, key.Cost)
				continue
			}
			id, ok := k.spelled.id(key.Text)
			if !ok {
				return false
			}
			k.of = append(k.of, uint64(id)<<32|uint64(term))
			k.cost = append(k.cost, key.Cost)
		}
	}
	return true
}

// writeSpelled writes the spelled keys, sorted, and the terms of each.
func (k *keyed) writeSpelled(o *out, terms int) texts {
	ks, rank := k.spelled.sorted()
	off := make([]uint32, ks.len()+2)
	for _, v := range k.of {
		off[rank[v>>32]+2]++
	}
	for i := range off[1:] {
		off[i+1] += off[i]
	}
	entries := make([]byte, 5*len(k.of))
	next := off[1:]
	for i, v := range k.of { // terms ascend, so they do for each key
		e := entries[5*next[rank[v>>32]]:]
		binary.LittleEndian.PutUint32(e, uint32(v))
		e[4] = k.cost[i]
		next[rank[v>>32]]++
	}
	n := len(k.of)
	k.of, k.cost = nil, nil
	o.bytes(secKeys, ks.len(), 0, ks.text)
	o.offsets(secKeyEnd, ks.end)
	signs := make([]uint32, ks.len())
	for i := range signs {
		signs[i] = signOfKey(ks.at(uint32(i)))
	}
	o.u32s(secKeySign, 4, signs)
	o.u32s(secKeyRow, 4, off[:len(off)-1])
	o.bytes(secKeyTerm, n, 5, entries)
	return ks
}

const exactSize = 7 // term, 16 bits of the hash, cost

// writeExact writes the exact keys as a table of buckets by the highest bits of
// their hash, in each bucket in the order of terms.
func (k *keyed) writeExact(o *out) {
	shift, buckets := bucketsFor(len(k.hash))
	off := make([]uint32, buckets+2)
	for _, h := range k.hash {
		off[h>>shift+2]++
	}
	for i := range off[1:] {
		off[i+1] += off[i]
	}
	entries := make([]byte, exactSize*len(k.hash))
	next := off[1:]
	for i, h := range k.hash {
		e := entries[exactSize*int(next[h>>shift]):]
		binary.LittleEndian.PutUint32(e, k.term[i])
		binary.LittleEndian.PutUint16(e[4:], uint16(h))
		e[6] = k.hcost[i]
		next[h>>shift]++
	}
	o.u32s(secExactB, 4, off[:len(off)-1])
	o.bytes(secExact, len(k.hash), exactSize, entries)
}

// records_ writes what filters ask for.
func (b *Builder) records_(o *out, m *material) {
	o.section(secLabels, len(b.labels), 0, func(w io.Writer) error {
		_, err := io.WriteString(w, strings.Join(b.labels, "\x00"))
		return err
	})
	width := (len(b.labels) + 7) / 8
	mask := make([]byte, 0, width*len(b.mask))
	for _, v := range b.mask {
		var p [8]byte
		binary.LittleEndian.PutUint64(p[:], v)
		mask = append(mask, p[:width]...)
	}
	o.bytes(secMask, len(b.mask), uint32(max(width, 1)), mask)
	days := make([]uint32, len(b.days))
	for i, d := range b.days {
		days[i] = uint32(d)
	}
	o.u32s(secDays, 8, days)
}
