package resolve

import (
	"cmp"
	"iter"
	"slices"
)

// posting says that a record has a key.
type posting struct {
	key  uint64
	rec  int32
	kind uint8
}

// blocks are the records by key, sorted.
type blocks struct {
	e    *Epoch
	all  []posting
	keys [][]posting // of each record, sorted by key
}

func newBlocks(e *Epoch, ready []*Prepared) *blocks {
	b := &blocks{e: e, keys: make([][]posting, len(ready))}
	for i, p := range ready {
		var own []posting
		e.keys(p, func(kind int, k uint64) bool {
			if _, crowded := e.crowded[k]; crowded {
				return false
			}
			own = append(own, posting{k, int32(i), uint8(kind)})
			return true
		})
		slices.SortFunc(own, func(x, y posting) int { return cmp.Or(cmp.Compare(x.key, y.key), cmp.Compare(x.kind, y.kind)) })
		own = slices.CompactFunc(own, func(x, y posting) bool { return x.key == y.key })
		b.keys[i] = own
		b.all = append(b.all, own...)
	}
	slices.SortFunc(b.all, func(x, y posting) int { return cmp.Or(cmp.Compare(x.key, y.key), cmp.Compare(x.rec, y.rec)) })
	return b
}

// pairs yields each pair of records that share a key, once, with the kinds of
// keys that they share. A key that too many records have brings nobody together.
func (b *blocks) pairs() iter.Seq2[[2]int32, uint16] {
	if len(b.keys) <= fewRecords {
		return b.everyPair
	}
	return func(yield func([2]int32, uint16) bool) {
		for from := 0; from < len(b.all); {
			to := from + 1
			for to < len(b.all) && b.all[to].key == b.all[from].key {
				to++
			}
			if block := b.all[from:to]; len(block) <= int(b.e.MaxBlock) {
				for i := range block {
					for j := i + 1; j < len(block); j++ {
						kinds, first := b.shared(block[i].rec, block[j].rec)
						if first == block[i].key && !yield([2]int32{block[i].rec, block[j].rec}, kinds) {
							return
						}
					}
				}
			}
			from = to
		}
	}
}

// fewRecords are compared all with all in a file: keys only spare time.
const fewRecords = 1500

func (b *blocks) everyPair(yield func([2]int32, uint16) bool) {
	for i := range b.keys {
		for j := i + 1; j < len(b.keys); j++ {
			kinds, _ := b.shared(int32(i), int32(j))
			if !yield([2]int32{int32(i), int32(j)}, kinds) {
				return
			}
		}
	}
}

// shared gives the kinds of the keys that two records share, and the first.
func (b *blocks) shared(x, y int32) (kinds uint16, first uint64) {
	p, q := b.keys[x], b.keys[y]
	found := false
	for len(p) > 0 && len(q) > 0 {
		switch {
		case p[0].key < q[0].key:
			p = p[1:]
		case q[0].key < p[0].key:
			q = q[1:]
		default:
			kinds |= 1 << p[0].kind
			if !found {
				first, found = p[0].key, true
			}
			p, q = p[1:], q[1:]
		}
	}
	return kinds, first
}
