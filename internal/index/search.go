package index

import (
	"fmt"
	"slices"

	"github.com/sekifuda/sekifuda/internal/index/fuzzy"
	"github.com/sekifuda/sekifuda/internal/script/token"
)

// Filter says which records a search takes: by their labels and days.
type Filter = fuzzy.Filter

// Enough is the score (of 10,000) from which on Search promises to miss nothing
// without saying so.
const Enough = fuzzy.Promise

// Ranked are the records that a search found, the likeliest first. Cut says that
// one of at least Enough may be missing.
type Ranked struct {
	Refs   []Ref
	Scores []int // of the same length, 1/10,000
	Cut    bool
}

// Search finds the records that have a writing like what is asked, at most limit
// (DefaultLimit where that is not positive). filter may be nil. It fails with
// ErrLabel where the filter asks for labels that a file has too many of to keep.
func (s *Set) Search(q []token.Asking, limit int, filter *Filter) (Ranked, error) {
	return s.search(q, fuzzy.Options{Limit: limit, Filter: filter})
}

// SearchFew is Search for who has no use for what scores less than enough, but
// for the first ones; it takes less time.
func (s *Set) SearchFew(q []token.Asking, limit, first, enough int) (Ranked, error) {
	return s.search(q, fuzzy.Options{Limit: limit, Enough: enough, Always: first})
}

func (s *Set) search(q []token.Asking, o fuzzy.Options) (Ranked, error) {
	if o.Limit <= 0 {
		o.Limit = DefaultLimit
	}
	if err := s.enter(); err != nil {
		return Ranked{}, err
	}
	defer s.mu.RUnlock()
	if err := s.labelled(o.Filter); err != nil {
		return Ranked{}, err
	}
	r := fuzzy.Search(s.fuzzy, q, o)
	if err := s.failure(); err != nil {
		return Ranked{}, err
	}
	out := Ranked{Cut: r.Cut, Refs: make([]Ref, len(r.Hits)), Scores: make([]int, len(r.Hits))}
	for i, h := range r.Hits {
		out.Refs[i], out.Scores[i] = Ref(s.parts[h.Part].first+h.Record), h.Score
	}
	return out, nil
}

// labelled refuses a filter that a part could not apply: nothing would be found
// by it.
func (s *Set) labelled(filter *Filter) error {
	if filter == nil {
		return nil
	}
	for _, p := range s.parts {
		for _, group := range filter.Any {
			for _, l := range group {
				if slices.Contains(p.info.Unlabelled, labelKind(l)) {
					return fmt.Errorf("%s: %w: %s", p.info.Path, ErrLabel, l)
				}
			}
		}
	}
	return nil
}

// searchable lists the parts as package fuzzy takes them.
func (s *Set) searchable() []fuzzy.Part {
	var out []fuzzy.Part
	for i := range s.parts {
		p := &s.parts[i]
		part := fuzzy.Part{Index: p.fuzzy}
		if p.gone > 0 {
			part.Exists = func(rec uint32) bool { return p.exists(int64(rec)) }
		}
		out = append(out, part)
	}
	return out
}
