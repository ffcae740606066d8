package link

import "github.com/sekifuda/sekifuda/internal/statement"

// mark is the best grade of the edges between two nodes, in one byte. Where the
// edges differ in grade or days, mixed says that a question of time must look
// at each.
type mark uint8

const (
	mixed     mark = 0x80
	gradeMask mark = 0x3f
)

// markOf numbers the grades from the best on: 0 is A1. What cannot be judged is
// one number, whatever is missing of it.
func markOf(g statement.Grade) mark {
	if !g.Judged() {
		return unjudged
	}
	return mark(g.Source-'A')*5 + mark(g.Info-'1')
}

const unjudged mark = 25

// gradeWeights has the weight of each mark, in 1/10,000.
var gradeWeights = func() (w [gradeMask + 1]int32) {
	for s := byte('A'); s <= 'E'; s++ {
		for i := byte('1'); i <= '5'; i++ {
			g := statement.Grade{Source: s, Info: i}
			w[markOf(g)] = int32(g.Weight())
		}
	}
	w[unjudged] = int32(statement.Unjudged.Weight())
	return w
}()

func (m mark) weight() int32 { return gradeWeights[m&gradeMask] }

// summary is what a walk needs to know of the edges between two nodes.
type summary struct {
	span span
	mark mark
}

// join takes in one more edge of the same two nodes.
func (s summary) join(o summary) summary {
	m := s.mark & gradeMask
	if o.mark.weight() > m.weight() || o.mark.weight() == m.weight() && o.mark&gradeMask < m {
		m = o.mark & gradeMask
	}
	if s.mark&mixed != 0 || o.mark&mixed != 0 || s.mark&gradeMask != o.mark&gradeMask || s.span != o.span || s.span.until() != lastDay || s.span.since() != 0 {
		m |= mixed
	}
	return summary{s.span.hull(o.span), m}
}
