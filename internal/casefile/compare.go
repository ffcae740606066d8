package casefile

import (
	"fmt"

	"github.com/sekifuda/sekifuda/internal/statement"
)

// verdict is how two answers on one facet stand to each other: a class, or ""
// where they agree or cannot be compared, and why.
type verdict struct {
	class   Class
	why     string
	same    bool     // they say the very same
	between []string // the two statements
}

// rank orders verdicts from agreement to contradiction. Where a source gives
// several answers on one thing, another agrees with it if it agrees with one.
func (v verdict) rank() int {
	switch v.class {
	case Granularity:
		return 1
	case Translation:
		return 2
	case Scope:
		return 3
	case Evolution:
		return 4
	case Contradiction:
		return 5
	}
	return 0
}

// compare compares two answers on one facet.
func (r *reading) compare(a, b *answer) verdict {
	pa, pb := a.st.Polarity, b.st.Polarity
	if pa == statement.NoAnswer || pb == statement.NoAnswer {
		return verdict{} // who does not answer denies nothing
	}
	if pa != statement.Asserts && pb == statement.Asserts {
		a, b, pa, pb = b, a, pb, pa
	}
	v := r.content(a, b)
	if a.aspect != b.aspect {
		if v.same && pa == pb {
			return verdict{same: true}
		}
		return verdict{class: Scope, why: fmt.Sprintf("%s speaks of %s, %s of %s", a.source, part(a), b.source, part(b))}
	}
	switch {
	case pa == statement.Asserts && pb == statement.Denies:
		return r.denied(a, b, v)
	case pa == statement.Asserts && pb == statement.Lacks:
		if v.class == Contradiction {
			return verdict{}
		}
		return verdict{class: Granularity, why: fmt.Sprintf("%s says it, %s that there is no evidence of it, which is no denial", a.source, b.source)}
	case pa != statement.Asserts: // denials, or want of evidence, on both sides
		return verdict{same: v.same && pa == pb}
	}
	if a.st.State != "" && b.st.State != "" {
		return r.states(a, b, v)
	}
	if v.same && (a.st.Hedge == "") != (b.st.Hedge == "") {
		sure, unsure := a, b
		if a.st.Hedge != "" {
			sure, unsure = b, a
		}
		return verdict{class: Granularity, why: fmt.Sprintf("%s says it outright, %s says “%s”", sure.source, unsure.source, unsure.st.Hedge)}
	}
	return v
}

// denied compares what a asserts with what b denies. To deny the wider denies
// the narrower; to deny the narrower leaves the wider open.
func (r *reading) denied(a, b *answer, v verdict) verdict {
	clash := v.same || a.word == "" && len(a.set) == 0 || b.word == "" && len(b.set) == 0
	if a.word != "" && b.word != "" {
		rel := r.words.relate(a.word, b.word)
		clash = rel == equal || rel == narrower
	}
	if !clash {
		return verdict{}
	}
	return verdict{class: Contradiction, why: fmt.Sprintf("%s asserts %q, %s denies %q", a.source, a.says(), b.source, plain(b))}
}

// content compares what is answered, whatever the polarity and the aspect.
func (r *reading) content(a, b *answer) verdict {
	switch {
	case (a.kind == set || a.kind == only || a.kind == term) && (b.kind == set || b.kind == only || b.kind == term) && (a.kind != term || b.kind != term):
		return r.sets(a, b)
	case a.kind != b.kind:
		return verdict{}
	case a.kind == link || a.kind == text:
		return r.loose(a, b)
	case a.kind == number || a.kind == date:
		return spans(a, b)
	case a.kind == term:
		return r.terms(a, b)
	}
	if a.word == b.word {
		return verdict{same: true}
	}
	return verdict{class: Contradiction, why: sides(a, b, "exclude each other")}
}

func (r *reading) terms(a, b *answer) verdict {
	switch r.words.relate(a.word, b.word) {
	case equal:
		return verdict{same: true}
	case narrower, wider:
		return verdict{class: Granularity, why: sides(a, b, "are the same more and less closely")}
	case overlaps:
		return verdict{class: Granularity, why: sides(a, b, "can be the same: a term of the case is within both")}
	case renders:
		if a.foreign || b.foreign {
			return verdict{class: Translation, why: sides(a, b, "render one word of the original")}
		}
	}
	if v := spelling(a, b); v.class != "" {
		return v
	}
	return verdict{class: Contradiction, why: sides(a, b, "exclude each other: no term of the case is within both")}
}

// loose compares links and free text, of which a source may give many: two
// that differ are two, and only a spelling is recognised.
func (r *reading) loose(a, b *answer) verdict {
	if a.word == b.word {
		return verdict{same: true}
	}
	if a.kind == text {
		return spelling(a, b)
	}
	return verdict{}
}

// spans compares numbers and dates, which are ranges: "nearly 200", "autumn".
func spans(a, b *answer) verdict {
	x, y := a.st.Value, b.st.Value
	switch {
	case x.From == y.From && x.To == y.To:
		return verdict{same: true}
	case x.To < y.From || y.To < x.From:
		return verdict{class: Contradiction, why: sides(a, b, "do not overlap")}
	}
	return verdict{class: Granularity, why: sides(a, b, "overlap")}
}

func sides(a, b *answer, how string) string {
	return fmt.Sprintf("%s “%s” and %s “%s” %s", a.source, a.says(), b.source, b.says(), how)
}

func part(a *answer) string {
	if a.st.Aspect == "" {
		return "the whole"
	}
	return a.st.Aspect
}

// plain is an answer without what its polarity adds.
func plain(a *answer) string {
	st := *a.st
	st.Polarity = statement.Asserts
	c := *a
	c.st = &st
	return c.says()
}
