package fuzzy

import "slices"

// material is what the sections are made of: terms in their final numbers.
type material struct {
	o       BuildOptions
	n       int // records by which terms are weighed
	records int
	terms   texts
	df      []uint32
	weight  []uint8
	occ     []uint32 // terms of all writings, ascending in each
	start   []uint32 // of the terms of each writing, and the end
	rec     []uint32
	mass    []uint16
	few     []uint32 // common terms of each writing as in its postings
	common  []uint32 // terms, ascending
	ordinal []uint32 // of each term among the common ones, + 1
}

// writing gives the terms of a writing.
func (m *material) writing(w int) []uint32 { return m.occ[m.start[w]:m.start[w+1]] }

// arrange sorts the vocabulary, renumbers terms, and leaves out what a record
// says twice.
func (b *Builder) arrange() *material {
	m := &material{o: b.o, n: b.o.Records, records: int(b.records), rec: b.rec, occ: b.occ}
	var rank []uint32
	m.terms, rank = b.terms.sorted()
	m.df = make([]uint32, m.terms.len())
	m.renumber(b.size, rank)
	b.occ, b.size, b.rec = nil, nil, nil
	if m.n <= 0 {
		for w := range m.rec {
			if w == 0 || m.rec[w] != m.rec[w-1] {
				m.n++
			}
		}
	}
	m.weighTerms()
	return m
}

func (m *material) renumber(size []uint8, rank []uint32) {
	m.start = make([]uint32, 1, len(size)+1)
	from, to, kept, first := 0, 0, 0, 0 // first: writing of the record
	for w, n := range size {
		terms := m.occ[from : from+int(n)]
		from += int(n)
		for i, t := range terms {
			terms[i] = rank[t]
		}
		slices.Sort(terms)
		if kept > 0 && m.rec[kept-1] != m.rec[w] {
			first = kept
		}
		if m.known(first, kept, terms) {
			continue
		}
		for i, t := range terms {
			if i == 0 || t != terms[i-1] {
				m.df[t]++
			}
		}
		to += copy(m.occ[to:], terms)
		m.rec[kept] = m.rec[w]
		m.start = append(m.start, uint32(to))
		kept++
	}
	m.occ, m.rec = m.occ[:to], m.rec[:kept]
}

// known says whether one of the writings [from, to) has these terms.
func (m *material) known(from, to int, terms []uint32) bool {
	for w := from; w < to; w++ {
		if slices.Equal(m.writing(w), terms) {
			return true
		}
	}
	return false
}

func (m *material) weighTerms() {
	m.weight, m.ordinal = make([]uint8, len(m.df)), make([]uint32, len(m.df))
	for t, df := range m.df {
		if m.o.Frequency != nil {
			df = max(df, uint32(max(0, m.o.Frequency(string(m.terms.at(uint32(t)))))))
		}
		m.weight[t] = weigh(uint64(m.n), uint64(df))
		if int(m.df[t]) > m.o.Common {
			m.common = append(m.common, uint32(t))
			m.ordinal[t] = uint32(len(m.common))
		}
	}
	m.mass, m.few = make([]uint16, len(m.rec)), make([]uint32, len(m.rec))
	for w := range m.mass {
		for _, t := range m.writing(w) {
			m.mass[w] += uint16(m.weight[t])
		}
		m.few[w] = m.commonsOf(m.writing(w))
	}
}
