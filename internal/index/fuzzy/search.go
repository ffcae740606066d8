package fuzzy

import (
	"cmp"
	"slices"
	"sync"

	"github.com/sekifuda/sekifuda/internal/script/token"
)

// Promise is the score from which on nothing is missed in silence.
const Promise = 6000

// Options bounds a search.
type Options struct {
	Limit  int     // hits; 0 means 50
	Filter *Filter // nil: all records
}

// Part is one of the indexes that are searched together: a base or one of its
// differences. Exists says which of its records still hold; nil means all.
type Part struct {
	Index  *Index
	Exists func(rec uint32) bool
}

// Hit is a record found, by its best writing.
type Hit struct {
	Part   int    // position in the parts
	Record uint32 // of that part
	Score  int    // 1/10000
}

// Result is what a search gives: hits by score, then part, then record. Cut
// says that a bound was met behind which something with a score of Promise or
// more could lie.
type Result struct {
	Hits []Hit
	Cut  bool
}

const (
	leastScore    = 3000 // what scores less is no hit
	escalateBelow = 7200 // a best hit below this makes the search look further
	lastResort    = 30   // cost of keys that are only used then
	maxAskings    = 16
	maxAsked      = 1024 // terms of an asking, with the halves of words
)

// search is a search under way; its memory is used again.
type search struct {
	parts  []Part
	passes []pass
	limit  int
	least  int // what a hit must score to matter
	hits   []Hit
	cut    cuts
	far    bool // look further: more slips, words run together, last resorts
	a      *token.Asking
	speller
	wanted
	candidates
}

var searches = sync.Pool{New: func() any { return new(search) }}

// Search looks for a name in several parts as if they were one.
func Search(parts []Part, q []token.Asking, o Options) Result {
	s := searches.Get().(*search)
	defer searches.Put(s)
	return s.search(parts, q, o)
}

func (s *search) search(parts []Part, q []token.Asking, o Options) Result {
	s.parts, s.limit = parts, o.Limit
	if s.limit <= 0 {
		s.limit = 50
	}
	s.passes = s.passes[:0]
	for _, p := range parts {
		s.passes = append(s.passes, p.Index.pass(o.Filter, p.Exists))
	}
	s.run(q, false)
	if len(s.hits) == 0 || s.hits[0].Score < escalateBelow {
		s.run(q, true)
	}
	r := Result{Hits: slices.Clone(s.hits), Cut: s.cut != 0}
	s.parts, s.a = nil, nil
	clear(s.passes)
	return r
}

// Search looks for a name in this index alone.
func (x *Index) Search(q []token.Asking, o Options) Result {
	return Search([]Part{{Index: x}}, q, o)
}

// run searches all askings in all parts.
func (s *search) run(q []token.Asking, far bool) {
	s.hits, s.least, s.far, s.cut = s.hits[:0], leastScore, far, 0
	if len(q) > maxAskings {
		q, s.cut = q[:maxAskings], cutAsked
	}
	for i := range q {
		s.a = &q[i]
		if s.a.Slots < 1 || s.a.Slots > token.MaxSlots || len(s.a.Terms) > maxAsked {
			if s.a.Slots > token.MaxSlots || len(s.a.Terms) > maxAsked {
				s.cut |= cutAsked
			}
			continue
		}
		s.want()
		for p := range s.parts {
			s.expand(p)
		}
		if far {
			s.split()
		}
		s.weighSlots()
		for p := range s.parts {
			s.gather(p)
		}
	}
}

// hit keeps a record that passed, by its best writing, among the best ones.
func (s *search) hit(h Hit) {
	for i, o := range s.hits {
		if o.Part == h.Part && o.Record == h.Record {
			if o.Score >= h.Score {
				return
			}
			s.hits = slices.Delete(s.hits, i, i+1)
			break
		}
	}
	i, _ := slices.BinarySearchFunc(s.hits, h, Hit.compare)
	s.hits = slices.Insert(s.hits, i, h)
	if len(s.hits) > s.limit {
		s.hits = s.hits[:s.limit]
	}
	if len(s.hits) == s.limit {
		s.least = max(s.least, s.hits[s.limit-1].Score)
	}
}

// compare orders hits.
func (h Hit) compare(o Hit) int {
	return cmp.Or(cmp.Compare(o.Score, h.Score), cmp.Compare(h.Part, o.Part), cmp.Compare(h.Record, o.Record))
}

// tooLate says that a writing which can score no more than s.least stands
// behind hits that are enough.
func (s *search) tooLate(w uint32) bool {
	if len(s.hits) < s.limit {
		return false
	}
	last := &s.hits[s.limit-1]
	if last.Part != s.p || s.least != last.Score {
		return last.Part < s.p && s.least == last.Score
	}
	rec, _ := s.x.recordOf(w)
	return rec > last.Record
}
