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
	cut    bool
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
	s.parts, s.cut, s.limit = parts, false, o.Limit
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
	r := Result{Hits: slices.Clone(s.hits), Cut: s.cut}
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
	s.hits, s.least, s.far, s.cut = s.hits[:0], leastScore, far, false
	if len(q) > maxAskings {
		q, s.cut = q[:maxAskings], true
	}
	for i := range q {
		s.a = &q[i]
		if s.a.Slots < 1 || s.a.Slots > token.MaxSlots || len(s.a.Terms) > maxAsked {
			s.cut = s.cut || s.a.Slots > token.MaxSlots || len(s.a.Terms) > maxAsked
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
			s.rank(p)
		}
	}
	s.settle()
}

// hit keeps a record that passed.
func (s *search) hit(h Hit) {
	s.hits = append(s.hits, h)
	if len(s.hits) >= 2*s.limit+64 {
		s.settle()
	}
}

// settle leaves the best hits, each record once, and says what it takes to get
// among them.
func (s *search) settle() {
	slices.SortFunc(s.hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(a.Part, b.Part), cmp.Compare(a.Record, b.Record), cmp.Compare(b.Score, a.Score))
	})
	s.hits = slices.CompactFunc(s.hits, func(a, b Hit) bool { return a.Part == b.Part && a.Record == b.Record })
	slices.SortFunc(s.hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Part, b.Part), cmp.Compare(a.Record, b.Record))
	})
	if len(s.hits) >= s.limit {
		s.hits = s.hits[:s.limit]
		s.least = max(s.least, s.hits[s.limit-1].Score)
	}
}
