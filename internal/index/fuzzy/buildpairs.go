package fuzzy

import (
	"bufio"
	"encoding/binary"
	"io"
	"slices"
)

// A writing whose terms are all common is found by two of them, or by one that
// is most of it. So that long writings do not have a posting for each two, only
// their heads are paired: the heaviest ones, so many that who agrees with one
// head at most cannot agree with soloOf of the mass, below which no score
// reaches Promise (together(10000, 3/7 of 10000) = 6000).
const (
	soloOf, soloIn = 3, 7
	pairAll        = 5 // so many common terms are all paired
	maxHeads       = 9 // of what is longer, something may be missed
	loose          = 1 << 31
)

// commons finds the common terms of a writing.
type commons struct {
	m     *material
	terms []uint32 // of the writing under way, by ordinal, heaviest first
	heads []uint32 // by ordinal, ascending
	loose bool     // more common terms than heads, or one of them twice
}

func (c *commons) read(w int) {
	c.terms, c.heads, c.loose = c.terms[:0], c.heads[:0], false
	terms := c.m.writing(w)
	sum, twice := 0, false
	for i, t := range terms {
		k := c.m.ordinal[t]
		switch {
		case k == 0:
		case i > 0 && t == terms[i-1]:
			twice = true
		default:
			c.terms = append(c.terms, k-1)
			sum += int(c.m.weightOf(k - 1))
		}
	}
	c.loose = twice
	if len(c.terms) <= pairAll {
		c.heads = append(c.heads, c.terms...)
		return
	}
	slices.SortStableFunc(c.terms, func(a, b uint32) int {
		return int(c.m.weightOf(b)) - int(c.m.weightOf(a))
	})
	n := min(len(c.terms), maxHeads)
	if !twice {
		n = c.headsOf(int(c.m.mass[w]), sum)
	}
	c.loose = twice || n < len(c.terms)
	c.heads = append(c.heads, c.terms[:n]...)
	slices.Sort(c.heads)
}

// headsOf says how many of the terms are heads.
func (c *commons) headsOf(mass, sum int) int {
	best := int(c.m.weightOf(c.terms[0]))
	for n, k := range c.terms {
		if soloIn*(best+sum) < soloOf*mass {
			return min(n, maxHeads)
		}
		sum -= int(c.m.weightOf(k))
	}
	return min(len(c.terms), maxHeads)
}

// weightOf gives the weight of the k-th common term.
func (m *material) weightOf(k uint32) uint8 { return m.weight[m.common[k]] }

// byMass orders the writings by mass, then number: who reads a list may stop
// where writings become too long for what is looked for.
func (m *material) byMass() []uint32 {
	count := make([]uint32, 1<<16+1)
	for _, v := range m.mass {
		count[v+1]++
	}
	for i := range count[1:] {
		count[i+1] += count[i]
	}
	order := make([]uint32, len(m.mass))
	for w, v := range m.mass {
		order[count[v]] = uint32(w)
		count[v]++
	}
	return order
}

func pairs(o *out, m *material) {
	c := &commons{m: m}
	o.section(secCommon, len(m.common), 8, func(w io.Writer) error {
		bw := bufio.NewWriterSize(w, 1<<16)
		for _, t := range m.common {
			var b [8]byte
			binary.LittleEndian.PutUint32(b[:], t)
			binary.LittleEndian.PutUint32(b[4:], m.df[t])
			bw.Write(b[:])
		}
		return bw.Flush()
	})
	var order []uint32
	if len(m.common) > 0 {
		order = m.byMass()
	}
	t := &pairTable{c: c}
	order = t.count(order)
	t.fill(order)
	t.write(o)
	t.col, t.post = nil, nil
	solos(o, c, order)
	m.occ, m.start, m.mass, m.few, m.ordinal = nil, nil, nil, nil, nil
}

// pairTable has of each common term (row) a list of the common terms above it
// (columns) that stand beside it in a writing, and the writings of each.
type pairTable struct {
	c         *commons
	row       []uint32 // where the entries of each row begin, and the end
	col, post []uint32
}

// count makes the rows and gives the writings that have common terms, loose ones
// last and marked.
func (t *pairTable) count(order []uint32) []uint32 {
	t.row = make([]uint32, len(t.c.m.common)+2)
	var paired, last []uint32
	for _, w := range order {
		t.c.read(int(w))
		switch {
		case len(t.c.terms) == 0:
			continue
		case t.c.loose:
			last = append(last, w|loose)
		default:
			paired = append(paired, w)
		}
		for i, h := range t.c.heads {
			t.row[h+2] += uint32(len(t.c.heads) - i - 1)
		}
	}
	for i := range t.row[1:] {
		t.row[i+1] += t.row[i]
	}
	return append(paired, last...)
}

// fill puts the entries into their rows and sorts each by column; what has the
// same column stays in the order of writings.
func (t *pairTable) fill(order []uint32) {
	total := t.row[len(t.row)-1]
	t.col, t.post = make([]uint32, total), make([]uint32, total)
	next := t.row[1:]
	for _, w := range order {
		t.c.read(int(w &^ loose))
		for i, h := range t.c.heads {
			for _, g := range t.c.heads[i+1:] {
				t.col[next[h]], t.post[next[h]] = g, w
				next[h]++
			}
		}
	}
	t.row = t.row[:len(t.row)-1]
	parallel(t.c.m.o.Workers, len(t.row)-1, func(h int) {
		sortRow(t.col[t.row[h]:t.row[h+1]], t.post[t.row[h]:t.row[h+1]])
	})
}

// sortRow sorts by column and keeps the order otherwise.
func sortRow(col, post []uint32) {
	items := make([]uint64, len(col)) // column, place
	for i, c := range col {
		items[i] = uint64(c)<<32 | uint64(i)
	}
	slices.Sort(items)
	old := slices.Clone(post)
	for i, it := range items {
		col[i], post[i] = uint32(it>>32), old[uint32(it)]
	}
}

func (t *pairTable) write(o *out) {
	rows, cols := make([]uint32, 1, len(t.row)), []uint32{}
	for h := range len(t.row) - 1 {
		for i := t.row[h]; i < t.row[h+1]; i++ {
			if i == t.row[h] || t.col[i] != t.col[i-1] {
				cols = append(cols, t.col[i], i)
			}
		}
		rows = append(rows, uint32(len(cols)/2))
	}
	cols = append(cols, 1<<32-1, uint32(len(t.post)))
	o.u32s(secPairRow, 4, rows)
	o.u32s(secPairCol, 8, cols)
	t.c.m.writePostings(o, secPair, t.post)
}

// solos writes of each common term the writings of which it is so much that it
// may find them alone.
func solos(o *out, c *commons, order []uint32) {
	off := make([]uint32, len(c.m.common)+2)
	each := func(f func(k, w uint32)) {
		for _, w := range order {
			terms := c.m.writing(int(w &^ loose))
			for i, t := range terms {
				k := c.m.ordinal[t]
				if k == 0 || i > 0 && t == terms[i-1] {
					continue
				}
				n := 1 // the same term may stand there more than once
				for i+n < len(terms) && terms[i+n] == t {
					n++
				}
				if soloIn*n*int(c.m.weight[t]) >= soloOf*int(c.m.mass[w&^loose]) {
					f(k-1, w)
				}
			}
		}
	}
	each(func(k, _ uint32) { off[k+2]++ })
	for i := range off[1:] {
		off[i+1] += off[i]
	}
	solo := make([]uint32, off[len(off)-1])
	next := off[1:]
	each(func(k, w uint32) {
		solo[next[k]] = w
		next[k]++
	})
	o.u32s(secSoloOff, 4, off[:len(off)-1])
	c.m.writePostings(o, secSolo, solo)
}
