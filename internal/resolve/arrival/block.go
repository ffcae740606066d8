package arrival

import "slices"

// block is the list of the records with one key.
type block struct {
	head int32 // first posting
	n    int32 // records
}

type posting struct{ record, next int32 }

func (e *Engine[P]) live(b block) bool { return int(b.n) <= e.o.BlockCap }

// members appends the records of a block to dst.
func (e *Engine[P]) members(b block, dst []int32) []int32 {
	for at := b.head; at != none; at = e.postings[at].next {
		dst = append(dst, e.postings[at].record)
	}
	return dst
}

// keys returns the distinct keys of a record in order; they hold until the next
// call with the same buffer.
func (e *Engine[P]) keys(n int32, buffer *[]uint64) []uint64 {
	k := e.model.Keys(e.slots[n].p, (*buffer)[:0])
	slices.Sort(k)
	k = slices.Compact(k)
	*buffer = k
	return k
}

func (e *Engine[P]) post(key uint64, n int32) block {
	b, ok := e.blocks[key]
	if !ok {
		b.head = none
	}
	at := e.spare
	if at == none {
		at = int32(len(e.postings))
		e.postings = append(e.postings, posting{})
	} else {
		e.spare = e.postings[at].next
	}
	e.postings[at] = posting{n, b.head}
	b = block{at, b.n + 1}
	e.blocks[key] = b
	return b
}

func (e *Engine[P]) unpost(key uint64, n int32) block {
	b := e.blocks[key]
	at := &b.head
	for e.postings[*at].record != n {
		at = &e.postings[*at].next
	}
	gone := *at
	*at = e.postings[gone].next
	e.postings[gone].next = e.spare
	e.spare = gone
	if b.n--; b.n == 0 {
		delete(e.blocks, key)
	} else {
		e.blocks[key] = b
	}
	return b
}

// share reports whether two records share a key whose block is not too large.
func (e *Engine[P]) share(a, b int32) bool {
	ka, kb := e.keys(a, &e.work.keysA), e.keys(b, &e.work.keysB)
	for i, j := 0, 0; i < len(ka) && j < len(kb); {
		switch {
		case ka[i] < kb[j]:
			i++
		case ka[i] > kb[j]:
			j++
		default:
			if e.live(e.blocks[ka[i]]) {
				return true
			}
			i, j = i+1, j+1
		}
	}
	return false
}
