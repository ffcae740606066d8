package fuzzy

import "github.com/sekifuda/sekifuda/internal/script/token"

// Promise is the score from which on nothing is missed in silence.
const Promise = 6000

// Options bounds a search.
type Options struct {
	Limit  int     // hits; 0 means 50
	Filter *Filter // nil: all records
}

// Filter says which records count. It is applied before hits are counted, so
// that Limit hits are found where there are so many.
type Filter struct {
	// Any holds groups of labels: a record needs one of each group. A group
	// without labels asks for nothing.
	Any [][]string
	// Day, where ByDay is set, is a day (from 1970) on which the record holds.
	Day   int32
	ByDay bool
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

// Search looks for a name in several parts as if they were one.
func Search(parts []Part, q []token.Asking, o Options) Result { return Result{} }

// Search looks for a name in this index alone.
func (x *Index) Search(q []token.Asking, o Options) Result {
	return Search([]Part{{Index: x}}, q, o)
}
