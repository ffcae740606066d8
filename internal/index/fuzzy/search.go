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
	// Where Enough is not 0, hits that score less are left out but for the first
	// Always ones; that spares rating what could be no other. The hits are those of
	// a whole search, but for what scores less than Promise and is found only far
	// down a list that is longer than is read for its sake (freeRead).
	Enough, Always int
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
	few    few
	least  int // what a hit must score to matter
	full   int // the score of the last hit where there are as many as may be, else 0
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
	s.few = few{o.Enough, max(1, o.Always)} // one hit says where to look, wanted or not
	s.run(q, true, false)
	near := len(s.hits) > 0 // else nothing is that good
	s.few.always = o.Always
	if near {
		s.run(q, false, false)
	}
	if !near || len(s.hits) > 0 && s.hits[0].Score < escalateBelow {
		s.run(q, false, true)
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

// run searches all askings in all parts; probe stops at the first hit for which
// the search would not look further.
func (s *search) run(q []token.Asking, probe, far bool) {
	s.hits, s.least, s.full, s.far, s.cut = s.hits[:0], leastScore, 0, far, 0
	if probe {
		s.least = escalateBelow
	}
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
		if probe && s.mostFound() < escalateBelow {
			continue
		}
		for p := range s.parts {
			if s.gather(p); probe && len(s.hits) > 0 {
				return
			}
		}
	}
}

// mostFound is what a writing can score that has all that was found.
func (s *search) mostFound() int {
	covered := 0
	for i := range s.a.Slots {
		like := uint8(0)
		for k := range s.wants {
			if w := &s.wants[k]; int(w.from) <= i && i < int(w.to) {
				like = max(like, w.like)
			}
		}
		covered += s.slot[i] * int(min(like, 100))
	}
	return together(min(10000, 100*covered/s.weight), 10000)
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
	s.hits = s.few.cut(s.hits[:min(len(s.hits), s.limit)])
	if len(s.hits) == s.limit {
		s.full = s.hits[s.limit-1].Score
	}
	s.least = max(s.least, s.full, s.few.least(s.hits))
}

// few leaves out what scores too little after the first hits.
type few struct{ enough, always int }

func (f few) cut(hits []Hit) []Hit {
	n := len(hits)
	for n > f.always && hits[n-1].Score < f.enough {
		n--
	}
	return hits[:n]
}

// least is the score below which no other hit is taken.
func (f few) least(hits []Hit) int {
	if f.enough == 0 || len(hits) < f.always {
		return 0
	}
	if f.always == 0 {
		return f.enough
	}
	return min(f.enough, hits[f.always-1].Score)
}

// compare orders hits.
func (h Hit) compare(o Hit) int {
	return cmp.Or(cmp.Compare(o.Score, h.Score), cmp.Compare(h.Part, o.Part), cmp.Compare(h.Record, o.Record))
}

// tooLate says that a writing which can score no more than s.least stands
// behind hits that are enough.
func (s *search) tooLate(w uint32) bool {
	n := len(s.hits)
	if n == 0 || n < s.limit && (n != s.few.always || s.hits[n-1].Score >= s.few.enough) {
		return false
	}
	last := &s.hits[n-1]
	if last.Part != s.p || s.least != last.Score {
		return last.Part < s.p && s.least == last.Score
	}
	rec, _ := s.x.recordOf(w)
	return rec > last.Record
}
