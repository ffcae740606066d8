package index

import (
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
