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
	o        Options
	e        *Epoch
	records  []*Record
	ready    []*Prepared
	model    []model
	counts   []counts
	pairs    []sample
	lambda   float64
	all      float64 // pairs that keys bring together
	cluster  []int32 // entities as they were found last; nil at first
	compared int
}

// counts are those of one comparison: how many entities have each value and word.
type counts struct {
	values map[uint64]int32
	words  map[uint64]int32
	last   map[uint64]int32 // entity that was counted last for a value, or a word
	n      int32            // entities that have any
	before int32
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
	// Who is one entity tells how many entities have a value, and that how much
	// the value says; so what was found is looked at again.
	for range looks {
		l.count()
		l.prepare()
		l.crowd()
		l.draw()
		l.maximise()
		l.cluster, l.compared = divideAll(l.e, l.ready)
	}
	return l, nil
}

// looks is how often weights are learned, each time from the entities found before.
const looks = 3

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
		c.Weight = append(c.Weight, hundredths(math.Log2(lv.m/lv.u)))
		c.Rarity = append(c.Rarity, int32(math.Round(lv.tf*100)))
		c.Usual = append(c.Usual, hundredths(-math.Log2(lv.u)))
	}
	return c
}

// hundredths rounds to hundredths.
func hundredths(x float64) int32 { return int32(math.Round(x * 100)) }

// count finds how many entities have each value and word.
func (l *learning) count() {
	e := l.e
	l.counts = make([]counts, len(e.Comparisons))
	for i := range l.counts {
		l.counts[i] = counts{map[uint64]int32{}, map[uint64]int32{}, map[uint64]int32{}, 0, -1}
	}
	e.frequent = map[uint64]int32{}
	for _, i := range l.byEntity() {
		p := e.Prepare(l.records[i])
		of := i
		if l.cluster != nil {
			of = l.cluster[i]
		}
		for i := range p.names {
			n := &p.names[i]
			l.countValue(of, e.given, n.given.text, n.givens)
			l.countValue(of, e.family, n.family.text, n.familys)
			l.countValue(of, e.rest, "", n.rest)
		}
		for i := range p.feats {
			for j := range p.feats[i].values {
				v := &p.feats[i].values[j]
				l.countValue(of, int(p.feats[i].comp), v.text, v.toks)
			}
		}
	}
	for i := range l.counts {
		c, cmp := &l.counts[i], &e.Comparisons[i]
		k := c.strangers(c.values, cmp.Kind, l.cluster != nil)
		cmp.Rarest = rarity(0, k, c.n, cmp.Kind)
		for h, n := range c.values {
			if int(n) >= l.o.KeepFrom {
				e.frequent[h] = rarity(l.others(n, cmp.Kind), k, c.n, cmp.Kind)
			}
		}
		if k = c.strangers(c.words, cmp.Kind, l.cluster != nil); l.cluster == nil {
			k = 1
		}
		cmp.RarestWord = rarity(0, k, c.n, cmp.Kind)
		for h, n := range c.words {
			if int(n) >= l.o.KeepFrom {
				e.frequent[h] = rarity(l.others(n, kindText), k, c.n, cmp.Kind)
			}
		}
	}
}

// byEntity gives the places of records, those of one entity in a row.
func (l *learning) byEntity() []int32 {
	out := make([]int32, len(l.records))
	for i := range out {
		out[i] = int32(i)
	}
	if l.cluster != nil {
		slices.SortStableFunc(out, func(a, b int32) int { return cmp.Compare(l.cluster[a], l.cluster[b]) })
	}
	return out
}

// strangers is how many others share a value that one entity has (Good and
// Turing: twice the values that two have, by those that one has).
func (c *counts) strangers(of map[uint64]int32, k kind, entities bool) float64 {
	if !entities {
		return strange[k]
	}
	one, two := 0.0, 0.0
	for _, n := range of {
		switch n {
		case 1:
			one++
		case 2:
			two++
		}
	}
	const belief = 20.0
	return math.Min((2*two+belief*coincidence[k])/(one+belief), 2)
}

// rarity is -log2 of the share of strangers that have a value, in hundredths:
// others of n entities have it, k more are expected to. A small file is filled
// up with what is believed of people in general.
func rarity(others, k float64, n int32, of kind) int32 {
	const belief = 100.0
	size := float64(max(n, 1))
	k = (k*size + belief*levelsOf[of][0].u*belief) / (size + belief)
	share := others/size + k/(size+belief)
	return min(max(hundredths(-math.Log2(share)), 0), 2200)
}

// others is how many further entities have a value that n have. While nobody
// knows who is one entity, two or three records are rather one.
func (l *learning) others(n int32, k kind) float64 {
	x := float64(n - 1)
	if k == kindIdent && l.cluster != nil {
		// Identifiers are given once: two or three entities that share one are
		// rather one that was not seen to be, many share a placeholder.
		return x * x / (x + 20)
	}
	if l.cluster != nil {
		return x
	}
	return x * x / (x + 2) * strange[k]
}

func (l *learning) countValue(entity int32, comp int, text string, toks []token) {
	c, seed := &l.counts[comp], l.e.Comparisons[comp].seed
	if text == "" && len(toks) == 0 {
		return
	}
	if c.before != entity {
		c.before = entity
		c.n++
	}
	if text != "" {
		c.once(c.values, hashOf(seed, text), entity)
	}
	for i := range toks {
		c.once(c.words, hashOf(seed+1, toks[i].text), entity)
	}
}

func (c *counts) once(of map[uint64]int32, h uint64, entity int32) {
	if before, ok := c.last[h]; !ok || before != entity {
		c.last[h] = entity
		of[h]++
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
