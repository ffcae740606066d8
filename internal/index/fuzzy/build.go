package fuzzy

import (
	"errors"
	"fmt"
	"math"
	"runtime"

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

const (
	maxTerms    = 255     // of a writing
	maxWritings = 1 << 31 // postings mark loose ones in the highest bit
	maxLabels   = 64
)

var (
	errOrder  = errors.New("records do not ascend")
	errLabels = fmt.Errorf("more than %d labels", maxLabels)
	errSize   = errors.New("names outgrow a fuzzy section")
)

// Builder gathers writings in memory and makes the sections from them.
type Builder struct {
	o       BuildOptions
	err     error // the first thing that cannot be kept, reported by Sections
	terms   interner
	occ     []uint32 // terms of all writings, in the order of first sight
	size    []uint8  // terms of each writing
	rec     []uint32 // record of each writing
	records uint32   // the highest record + 1
	labels  []string
	mask    []uint64 // labels by record, where there are any
	days    []int32  // two by record, where there are any
}

// NewBuilder begins an empty set of sections.
func NewBuilder(o BuildOptions) *Builder {
	if o.Common <= 0 {
		o.Common = 1000
	}
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.Keys == nil {
		o.Keys = func(string) []token.Key { return nil }
	}
	return &Builder{o: o}
}

func (b *Builder) fail(err error) {
	if b.err == nil {
		b.err = err
	}
}

// Add keeps the writings of a record; rec never falls from call to call, and
// may repeat. Nothing is kept of empty writings.
func (b *Builder) Add(rec uint32, ws []token.Writing) {
	if n := len(b.rec); n > 0 && b.rec[n-1] > rec {
		b.fail(fmt.Errorf("record %d after %d: %w", rec, b.rec[n-1], errOrder))
		return
	}
	b.grow(rec)
	for _, w := range ws {
		b.writing(rec, w)
	}
}

func (b *Builder) writing(rec uint32, w token.Writing) {
	if len(w) > maxTerms || len(b.occ) > math.MaxUint32-maxTerms || len(b.rec) >= maxWritings-1 {
		b.fail(fmt.Errorf("record %d, %d terms: %w", rec, len(w), errSize))
		return
	}
	n := 0
	for _, t := range w {
		if t == "" {
			continue
		}
		id, ok := b.terms.id(t)
		if !ok {
			b.fail(fmt.Errorf("vocabulary: %w", errSize))
			return
		}
		b.occ = append(b.occ, id)
		n++
	}
	if n > 0 {
		b.size = append(b.size, uint8(n))
		b.rec = append(b.rec, rec)
	}
}

func (b *Builder) grow(rec uint32) {
	if rec == math.MaxUint32 {
		b.fail(fmt.Errorf("record %d: %w", rec, errSize))
		return
	}
	b.records = max(b.records, rec+1)
}

// Label marks a record for Filter.Any; at most 64 different labels.
func (b *Builder) Label(rec uint32, labels ...string) {
	b.grow(rec)
	for _, l := range labels {
		k := 0
		for k < len(b.labels) && b.labels[k] != l {
			k++
		}
		if k == maxLabels {
			b.fail(errLabels)
			return
		}
		if k == len(b.labels) {
			b.labels = append(b.labels, l)
		}
		for len(b.mask) <= int(rec) {
			b.mask = append(b.mask, 0)
		}
		b.mask[rec] |= 1 << k
	}
}

// Days says from which day (counted from 1 January 1970) the record holds, and
// from which it holds no more: math.MinInt32 and math.MaxInt32 where that is
// open, as it is without this call.
func (b *Builder) Days(rec uint32, from, to int32) {
	b.grow(rec)
	if from == math.MinInt32 && to == math.MaxInt32 && 2*int(rec) >= len(b.days) {
		return
	}
	for len(b.days) <= 2*int(rec) {
		b.days = append(b.days, math.MinInt32, math.MaxInt32)
	}
	b.days[2*rec], b.days[2*rec+1] = from, to
}
