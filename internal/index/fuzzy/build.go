package fuzzy

import (
	"context"
	"io"
	"iter"

	"github.com/sekifuda/sekifuda/internal/script/token"
)

// BuildOptions says how sections are built.
type BuildOptions struct {
	// Keys gives the keys of a term. It is called once for every distinct term,
	// on all processors at the same time.
	Keys func(term string) []token.Key
	// Frequency says in how many writings of the base a term stands, and Records
	// how many records the base has: what terms weigh in a difference must agree
	// with what they weigh in its base (Index.Frequency, Index.Records). Nil and
	// 0 where there is no base.
	Frequency func(term string) int
	Records   int
	// Common is the number of writings above which a term is common; 0 means 1000.
	Common int
	// Workers bounds the processors used; 0 means all.
	Workers int
}

// Builder gathers writings in memory and makes the sections from them.
type Builder struct {
	o   BuildOptions
	err error // the first thing that cannot be kept, reported by Sections
}

// NewBuilder begins an empty set of sections.
func NewBuilder(o BuildOptions) *Builder { return &Builder{o: o} }

// Add keeps the writings of a record; rec never falls from call to call, and
// may repeat. Nothing is kept of empty writings.
func (b *Builder) Add(rec uint32, ws []token.Writing) {}

// Label marks a record for Filter.Any; at most 64 different labels.
func (b *Builder) Label(rec uint32, labels ...string) {}

// Days says from which day (counted from 1 January 1970) the record holds, and
// from which it holds no more: math.MinInt32 and math.MaxInt32 where that is
// open, as it is without this call.
func (b *Builder) Days(rec uint32, from, to int32) {}

// Section is one section of the file.
type Section struct {
	Name  string // at most 8 bytes
	Count int64  // items
	Width uint32 // bytes of an item, 0 where they differ
	Write func(w io.Writer) error
}

// Sections gives the sections in their fixed order and uses the builder up:
// each is to be written before the next is asked for. An error ends it.
func (b *Builder) Sections(ctx context.Context) iter.Seq2[Section, error] {
	return func(yield func(Section, error) bool) {}
}
