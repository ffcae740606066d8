package index

import (
	"encoding/binary"
	"iter"
	"strings"
	"unicode/utf8"
)

// Hits are the records that a search found, without repetition, in a fixed
// order. Cut says that a limit kept some from the answer, so that absence from
// Hits proves nothing.
type Hits struct {
	Refs []Ref
	Cut  bool
}

// DefaultLimit is used where a search is given no positive limit.
const DefaultLimit = 1000

// collector gathers records up to a limit.
type collector struct {
	limit int
	hits  Hits
	seen  map[Ref]bool // only where one record can come twice
}

func newCollector(limit int, repeats bool) *collector {
	c := &collector{limit: limit}
	if limit <= 0 {
		c.limit = DefaultLimit
	}
	if repeats {
		c.seen = map[Ref]bool{}
	}
	return c
}

// add takes record i of p where it exists; false once the limit is passed.
func (c *collector) add(p *part, i int64) bool {
	if i >= p.len() {
		p.m.fail("a posting names no record")
		return false
	}
	if !p.exists(i) {
		return true
	}
	ref := Ref(p.first + uint32(i))
	if c.seen[ref] {
		return true
	}
	if len(c.hits.Refs) == c.limit {
		c.hits.Cut = true
		return false
	}
	if c.seen != nil {
		c.seen[ref] = true
	}
	c.hits.Refs = append(c.hits.Refs, ref)
	return true
}

// postings takes the postings of string n of a table of p.
func (c *collector) postings(p *part, t *stringKeys, n int64) bool {
	from, to := t.postings(n)
	for i := from; i < to; i++ {
		if !c.add(p, int64(t.post.u32(i))) {
			return false
		}
	}
	return true
}

// collect runs one search over all parts.
func (s *Set) collect(c *collector, search func(p *part)) (Hits, error) {
	if err := s.enter(); err != nil {
		return Hits{}, err
	}
	defer s.mu.RUnlock()
	for i := range s.parts {
		search(&s.parts[i])
	}
	if err := s.failure(); err != nil {
		return Hits{}, err
	}
	return c.hits, nil
}

// ByName finds the records that have exactly this name key.
func (s *Set) ByName(nameKey string, limit int) (Hits, error) {
	name := strings.ToValidUTF8(nameKey, "\uFFFD")
	c := newCollector(limit, false)
	return s.collect(c, func(p *part) {
		b := p.bucket(utf8.RuneCountInString(name))
		if n, ok := p.exactName(b, []byte(name)); ok {
			c.postings(p, &p.names, n)
		}
	})
}

// NearNames finds the records that have a name key one edit away from this one:
// a rune inserted, deleted, substituted or swapped with its neighbour. Records
// that have exactly this key are ByName's. An empty key finds nothing.
func (s *Set) NearNames(nameKey string, limit int) (Hits, error) {
	name := strings.ToValidUTF8(nameKey, "\uFFFD")
	c := newCollector(limit, true)
	return s.collect(c, func(p *part) {
		if name == "" {
			return
		}
		if p.near(name, func(n int64) bool { return c.postings(p, &p.names, n) }) {
			c.hits.Cut = true
		}
	})
}

// PrefixNames finds the records that have a name key beginning with prefix, the
// shortest keys first. An empty prefix finds nothing.
func (s *Set) PrefixNames(prefix string, limit int) (Hits, error) {
	want := []byte(strings.ToValidUTF8(prefix, "\uFFFD"))
	runes := int64(utf8.RuneCount(want))
	c := newCollector(limit, true)
	return s.collect(c, func(p *part) {
		first := search(0, p.lengths.count, func(i int64) bool { return p.bucketAt(i).runes >= runes })
		for i := first; i < p.lengths.count && runes > 0; i++ {
			from, to := p.prefixRange(p.bucketAt(i), want)
			for ; from < to; from++ {
				if !c.postings(p, &p.names, from) {
					return
				}
			}
		}
	})
}

// ByKey finds the records that have this exact key ("kind:value"). The table
// holds 64-bit hashes of the keys, so a caller to whom a wrong hit matters
// compares the record itself.
func (s *Set) ByKey(key string, limit int) (Hits, error) {
	c := newCollector(limit, false)
	return s.collect(c, func(p *part) {
		from, to := p.hashRange(key)
		for ; from < to; from++ {
			if !c.add(p, int64(p.hashRecs.u32(from))) {
				return
			}
		}
	})
}

// CountLive counts the live records that have this exact key, up to limit; cut
// says that there are more.
func (s *Set) CountLive(key string, limit int) (n int, cut bool, err error) {
	if limit <= 0 {
		limit = DefaultLimit
	}
	if err := s.enter(); err != nil {
		return 0, false, err
	}
	defer s.mu.RUnlock()
	for i := range s.parts {
		p := &s.parts[i]
		from, to := p.hashRange(key)
		for ; from < to && !cut; from++ {
			rec := int64(p.hashRecs.u32(from))
			if rec >= p.len() {
				p.m.fail("a posting names no record")
				break
			}
			if p.flag(rec)&flagLive == 0 || !p.exists(rec) {
				continue
			}
			if n == limit {
				cut = true
			} else {
				n++
			}
		}
	}
	if err := s.failure(); err != nil {
		return 0, false, err
	}
	return n, cut, nil
}

// Postings are the records that have a token, ascending.
type Postings struct {
	set   *Set
	parts []postingsPart
}

type postingsPart struct {
	p        *part
	from, to int64
}

// Postings looks up a token; the zero Postings is empty.
func (s *Set) Postings(token []byte) (Postings, error) {
	if err := s.enter(); err != nil {
		return Postings{}, err
	}
	defer s.mu.RUnlock()
	out := Postings{set: s}
	for i := range s.parts {
		if from, to := s.parts[i].token(token); from < to {
			out.parts = append(out.parts, postingsPart{&s.parts[i], from, to})
		}
	}
	return out, s.failure()
}

// Len counts the postings, with those of replaced records.
func (p Postings) Len() int {
	n := 0
	for _, part := range p.parts {
		n += int(part.to - part.from)
	}
	return n
}

// All yields the records; an error ends it. No other method of the set may be
// called from inside the loop.
func (p Postings) All() iter.Seq2[Ref, error] {
	return func(yield func(Ref, error) bool) {
		if p.set == nil {
			return
		}
		if err := p.set.enter(); err != nil {
			yield(0, err)
			return
		}
		defer p.set.mu.RUnlock()
		for _, part := range p.parts {
			if !part.each(yield) {
				return
			}
		}
		if err := p.set.failure(); err != nil {
			yield(0, err)
		}
	}
}

// each yields the postings of one part; their blocks are checked once, since
// common tokens have many.
func (pp postingsPart) each(yield func(Ref, error) bool) bool {
	p := pp.p
	raw := p.tokens.post.bytes(4*pp.from, 4*pp.to)
	whole := p.hidden == nil && p.info.Tombstones == 0
	for ; len(raw) >= 4; raw = raw[4:] {
		n := binary.LittleEndian.Uint32(raw)
		if int64(n) >= p.len() {
			p.m.fail("a posting names no record")
			return true // All says so
		}
		if (whole || p.exists(int64(n))) && !yield(Ref(p.first+n), nil) {
			return false
		}
	}
	return true
}

// Has reports whether ref is among the postings. It searches, so it suits a few
// records and many postings.
func (p Postings) Has(ref Ref) (bool, error) {
	if p.set == nil {
		return false, nil
	}
	if err := p.set.enter(); err != nil {
		return false, err
	}
	defer p.set.mu.RUnlock()
	for _, part := range p.parts {
		if uint32(ref) < part.p.first || int64(uint32(ref)-part.p.first) >= part.p.len() {
			continue
		}
		n := uint32(ref) - part.p.first
		i := search(part.from, part.to, func(i int64) bool { return part.p.tokens.post.u32(i) >= n })
		if i < part.to && part.p.tokens.post.u32(i) == n && part.p.exists(int64(n)) {
			return true, p.set.failure()
		}
	}
	return false, p.set.failure()
}
