// Package search looks for one party in all sources at once: in lists and
// registers, by its names, numbers, identifiers and address. What was found is
// compared with the names that were asked for and ranked; what could not be
// searched is said beside it, with its cause. It decides nothing.
package search

import (
	"cmp"
	"slices"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/index/party"
	"github.com/sekifuda/sekifuda/internal/match"
	"github.com/sekifuda/sekifuda/internal/script"
	"github.com/sekifuda/sekifuda/internal/script/token"
)

// Register is a register as it is searched; cut says that a search was short.
type Register interface {
	ByNumber(number string) (*entity.Registration, error)
	Search(name string, kind token.Kind, limit int) (found []*entity.Registration, cut bool, err error)
	ByBlock(a identifier.Address, limit int) (found []*entity.Registration, cut bool, err error)
	ReadAddress(s string) identifier.Address
}

// List is a list as it is searched; cut says that a search was short.
type List interface {
	Find(q *party.Query, limit int) (found []*entity.Entity, cut bool, err error)
	ByIdentifier(identifiers []string, limit int) (found []*entity.Entity, cut bool, err error)
	ByBlock(a identifier.Address, limit int) (found []*entity.Entity, cut bool, err error)
}

// Source is one source; exactly one of Register, List and Err is set.
type Source struct {
	Ref      finding.SourceRef
	Register Register
	List     List
	Err      error
	Targets  *match.Targets // what was prepared of the list's entities; nil keeps nothing
}

// How a hit was found.
const (
	ByName       = "name"
	ByNumber     = "number"
	ByIdentifier = "identifier"
	ByAddress    = "address"
)

// Hit is one record that may be who is looked for.
type Hit struct {
	Source    finding.SourceRef // with the record
	By        string
	Entity    *entity.Entity       // a register's body too, in its shape
	Body      *entity.Registration // nil but for a register
	Result    match.Result
	Alignment match.Alignment
	target    *match.Target
}

// Open is something that was not searched, or not to its end. Name and Source
// are "" where it is about all of them.
type Open struct{ Cause, Name, Source string }

// Answer is what all sources gave, the likeliest first.
type Answer struct {
	Hits []Hit
	Open []Open
}

// Missed reports whether a source could not be read: the answer stands without
// it.
func (a *Answer) Missed() bool {
	return slices.ContainsFunc(a.Open, func(o Open) bool { return o.Cause == finding.CauseError || o.Cause == finding.CauseMissing })
}

// Options bound an answer.
type Options struct {
	Limit      int  // hits in all; 10 where it is 0
	Least      int  // score below which a name is no hit; 0 gives all that resemble it
	Candidates int  // records of a source that are compared with a name; 50 where it is 0
	Bare       bool // without alignments
	// Keep says which records of a source are compared at all; nil: all.
	Keep func(source string, e *entity.Entity) bool
}

// candidates is how many records of a source are compared with a name.
const candidates = 50

// searching is one search under way.
type searching struct {
	w      *Wanted
	o      Options
	names  []string // that can be searched
	query  *party.Query
	asked  *match.Prepared
	kind   token.Kind
	answer Answer
	met    map[string]bool
}

// For looks for w in all sources. A source that fails is told in Open, and the
// others are searched.
func For(sources []Source, w *Wanted, o Options) Answer {
	if o.Limit <= 0 {
		o.Limit = 10
	}
	if o.Candidates <= 0 {
		o.Candidates = candidates
	}
	s := &searching{w: w, o: o, kind: kindOf(w.Schema), met: map[string]bool{}}
	s.readable()
	s.query, s.asked = party.QueryFor(w.Schema, s.names), match.Prepare(w.query(s.names))
	for i := range sources {
		src := &sources[i]
		err := src.Err
		switch {
		case err != nil:
		case src.Register != nil:
			err = s.register(src)
		default:
			err = s.list(src)
		}
		if err != nil {
			s.open(finding.CauseError, "", src)
		}
	}
	slices.SortStableFunc(s.answer.Hits, compare)
	s.answer.Hits = s.answer.Hits[:min(o.Limit, len(s.answer.Hits))]
	for i := 0; i < len(s.answer.Hits) && !o.Bare; i++ {
		h := &s.answer.Hits[i]
		h.Alignment = s.asked.Explain(h.target)
	}
	return s.answer
}

// target prepares a record for comparing. Those of registers are made anew for
// each answer, so nothing of them is kept.
func (src *Source) target(e *entity.Entity) *match.Target {
	if src.List == nil {
		return match.PassingTarget(e)
	}
	return src.Targets.Of(e)
}

// readable keeps the names that can be looked for, and tells of the others.
func (s *searching) readable() {
	for _, n := range s.w.Names {
		cause := ""
		switch {
		case script.TooLong(n):
			cause = finding.CauseNameTooLong
		case script.Fold(n) == "":
			cause = finding.CauseNameEmpty
		case !script.Supported(n) || !token.Asks(n, s.kind):
			cause = finding.CauseScript
		}
		if cause != "" {
			s.answer.Open = append(s.answer.Open, Open{Cause: cause, Name: n})
			continue
		}
		s.names = append(s.names, n)
		if script.MixedToken(n) { // also as what a reader takes it for
			s.names = append(s.names, script.Skeleton(n))
		}
	}
}

func (s *searching) open(cause, name string, src *Source) {
	s.answer.Open = append(s.answer.Open, Open{Cause: cause, Name: name, Source: src.Ref.Name})
}

// add keeps a record that was not met before; by name only where its score says
// enough.
func (s *searching) add(src *Source, by string, e *entity.Entity, body *entity.Registration) {
	if s.o.Keep != nil && !s.o.Keep(src.Ref.Name, e) {
		return
	}
	key := src.Ref.Name + "\x00" + e.ID
	if s.met[key] {
		return
	}
	least := 0
	if by == ByName {
		least = s.o.Least
	}
	t := src.target(e)
	r := s.asked.ScoreFrom(t, least)
	if r.Score < least {
		return
	}
	s.met[key] = true
	ref := src.Ref
	ref.Record = e.ID
	s.answer.Hits = append(s.answer.Hits, Hit{Source: ref, By: by, Entity: e, Body: body, Result: r, target: t})
}

var byRank = map[string]int{ByNumber: 0, ByIdentifier: 0, ByName: 1, ByAddress: 2}

// compare puts first what numbers found, then what agrees best.
func compare(a, b Hit) int {
	return cmp.Or(
		cmp.Compare(byRank[a.By], byRank[b.By]),
		cmp.Compare(b.Result.Score, a.Result.Score),
		cmp.Compare(a.Source.Name, b.Source.Name),
		cmp.Compare(a.Source.Record, b.Source.Record),
	)
}
