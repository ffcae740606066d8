package resolve

import (
	"cmp"
	"iter"
	"maps"
	"math"
	"slices"
	"strings"
)

// Options bound learning. The zero value is good for files.
type Options struct {
	KeepFrom int // least count of a value whose frequency the epoch keeps (default 2)
	MaxBlock int // most records that may share a key (default 100)
	Pairs    int // most pairs that weights are learned from (default 400,000)
}

func (o Options) filled() Options {
	o.KeepFrom, o.MaxBlock, o.Pairs = cmp.Or(o.KeepFrom, 2), cmp.Or(o.MaxBlock, 100), cmp.Or(o.Pairs, 400_000)
	return o
}

// Learn makes an epoch from records alone, by expectation maximisation. The same
// records give the same epoch in every order. It fails only where the records
// have more fields than can be compared.
func Learn(records iter.Seq[*Record], o Options) (*Epoch, error) {
	l, err := learn(records, o.filled())
	if err != nil {
		return nil, err
	}
	return l.e, nil
}

// learning is an epoch in the making.
type learning struct {
	o       Options
	e       *Epoch
	records []*Record
	ready   []*Prepared
	model   []model
	counts  []counts
	pairs   []sample
	lambda  float64
	all     float64 // pairs that keys bring together
}

// counts are those of one comparison over all records.
type counts struct {
	values map[uint64]int32
	words  map[uint64]int32
	n      int32 // values
	with   int32 // records that have one
}

func learn(seq iter.Seq[*Record], o Options) (*learning, error) {
	l := &learning{o: o}
	for r := range seq {
		l.records = append(l.records, r)
	}
	slices.SortFunc(l.records, compareRecords)
	l.e = &Epoch{Version: Version, Records: int64(len(l.records)), MaxBlock: int32(o.MaxBlock), PossibleFrom: -600}
	l.e.Comparisons = l.comparisons()
	if err := l.e.ready(); err != nil {
		return nil, err
	}
	l.count()
	l.prepare()
	l.crowd()
	l.draw()
	l.maximise()
	return l, nil
}

// compareRecords orders records by what they say, never by where they stood.
func compareRecords(a, b *Record) int {
	if c := cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Schema, b.Schema)); c != 0 {
		return c
	}
	return slices.CompareFunc(flat(a), flat(b), cmp.Compare[string])
}

func flat(r *Record) (out []string) {
	for _, f := range slices.Sorted(maps.Keys(r.Values)) {
		out = append(append(out, string(f)), r.Values[f]...)
	}
	return out
}

// comparisons are those of the fields that at least two records have.
func (l *learning) comparisons() []Comparison {
	type seen struct {
		n      int
		values map[string]bool
		words  int
	}
	fields := map[Field]*seen{}
	for _, r := range l.records {
		for f, vs := range r.Values {
			s := fields[f]
			if s == nil {
				s = &seen{values: map[string]bool{}}
				fields[f] = s
			}
			if v := first(vs); v != "" {
				s.n++
				s.values[v] = true
				s.words += len(strings.Fields(v))
			}
		}
	}
	out := []Comparison{newComparison(GivenName, kindGiven), newComparison(FamilyName, kindFamily), newComparison(MiddleName, kindRest)}
	names := slices.SortedFunc(maps.Keys(fields), fieldOrder)
	for _, f := range names {
		s := fields[f]
		k := kindOf(f)
		unknown := strings.HasPrefix(string(f), "x:")
		switch {
		case k <= kindRest, s.n < 2, unknown && (len(s.values) < 2 || len(s.values) == s.n), len(out) == maxComparisons:
			continue
		case unknown && s.words > s.n*3/2:
			k = kindText
		case unknown:
			k = kindCode
		}
		out = append(out, newComparison(f, k))
	}
	return out
}

func kindOf(f Field) kind {
	switch f {
	case GivenName:
		return kindGiven
	case FamilyName:
		return kindFamily
	case MiddleName:
		return kindRest
	case Name:
		return kindBody
	case BirthDate:
		return kindDate
	case Address:
		return kindAddress
	case Phone, "fax":
		return kindPhone
	case Email:
		return kindEmail
	case Device, Payment, Key:
		return kindIdent
	case HouseNumber, Postcode, Region, Gender:
		return kindCode
	}
	if strings.HasPrefix(string(f), "id:") {
		return kindIdent
	}
	return kindText
}

// newComparison has the weights that are believed before anything is learned.
func newComparison(f Field, k kind) Comparison {
	c := Comparison{Field: f, Kind: k, Group: groupOf(f), Rarest: 1300, RarestWord: 1300}
	for _, lv := range levelsOf[k] {
		c.Weight = append(c.Weight, bits(math.Log2(lv.m/lv.u)))
		c.Rarity = append(c.Rarity, int32(math.Round(lv.tf*100)))
		c.Usual = append(c.Usual, bits(-math.Log2(lv.u)))
	}
	return c
}

// bits rounds to hundredths.
func bits(x float64) int32 { return int32(math.Round(x * 100)) }

// count finds how often each value and word occurs.
func (l *learning) count() {
	e := l.e
	l.counts = make([]counts, len(e.Comparisons))
	for i := range l.counts {
		l.counts[i] = counts{values: map[uint64]int32{}, words: map[uint64]int32{}}
	}
	e.frequent = map[uint64]int32{}
	for _, r := range l.records {
		p := e.Prepare(r)
		for i := range p.names {
			n := &p.names[i]
			l.countValue(e.given, n.given.text, n.givens)
			l.countValue(e.family, n.family.text, n.familys)
			l.countValue(e.rest, "", n.rest)
		}
		for i := range p.feats {
			for j := range p.feats[i].values {
				v := &p.feats[i].values[j]
				l.countValue(int(p.feats[i].comp), v.text, v.toks)
			}
		}
	}
	for i := range l.counts {
		c, cmp := &l.counts[i], &e.Comparisons[i]
		cmp.Rarest = rarity(1, c.n)
		cmp.RarestWord = cmp.Rarest
		for h, n := range c.values {
			if int(n) >= l.o.KeepFrom {
				e.frequent[h] = rarity(n, c.n)
			}
		}
		for h, n := range c.words {
			if int(n) >= l.o.KeepFrom {
				e.frequent[h] = rarity(n, c.n)
			}
		}
	}
}

// rarity is -log2(n/of) in hundredths.
func rarity(n, of int32) int32 {
	return max(bits(-math.Log2(float64(n)/float64(max(of, 1)))), 0)
}

func (l *learning) countValue(comp int, text string, toks []token) {
	c, seed := &l.counts[comp], l.e.Comparisons[comp].seed
	if text != "" || len(toks) > 0 {
		c.n++
	}
	if text != "" {
		c.values[hashOf(seed, text)]++
	}
	for i := range toks {
		if !has(toks[:i], toks[i].text) {
			c.words[hashOf(seed+1, toks[i].text)]++
		}
	}
}

func (l *learning) prepare() {
	l.ready = make([]*Prepared, len(l.records))
	for i, r := range l.records {
		l.ready[i] = l.e.Prepare(r)
	}
}

// crowd finds the keys that too many records have.
func (l *learning) crowd() {
	n := map[uint64]int32{}
	l.e.crowded = map[uint64]struct{}{}
	for round := 0; round < 2; round++ { // the second for the narrower keys of the first
		clear(n)
		var seen []uint64
		for _, p := range l.ready {
			seen = seen[:0]
			l.e.keys(p, func(_ int, k uint64) bool {
				if _, ok := l.e.crowded[k]; ok {
					return false
				}
				if !slices.Contains(seen, k) {
					seen = append(seen, k)
					n[k]++
				}
				return true
			})
		}
		for k, c := range n {
			if c > l.e.MaxBlock {
				l.e.crowded[k] = struct{}{}
			}
		}
	}
}
