package retrieval

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync/atomic"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/evaluate/names"
	"github.com/sekifuda/sekifuda/internal/index/party"
	"github.com/sekifuda/sekifuda/internal/match"
)

// barRecall is the share that every class is to reach.
const barRecall names.Share = 9800

// The answers of an index that are looked at.
const (
	wideAnswer   = 50
	narrowAnswer = 10
)

// RecallOptions say how recall is measured.
type RecallOptions struct {
	Names   int // of the collection
	Queries int // of all classes together
	Seed    uint64
	Parts   Parts // nil: only names of world/culture
}

// RecallReport says what of an exhaustive comparison an index gave.
type RecallReport struct {
	Names   int         `json:"names"`
	Queries int         `json:"queries"`
	Matcher string      `json:"matcher"`
	Agrees  int         `json:"agrees_from"`
	Bar     names.Share `json:"bar"`
	Rows    []RecallRow `json:"rows"`
	Missed  []string    `json:"missed,omitempty"`
}

// RecallRow is one class. The truth is every name of the collection whose score
// is that of a name that agrees. Where there are more of them than an answer
// holds, as many as it holds count.
type RecallRow struct {
	Class    string `json:"class"`
	Queries  int    `json:"queries"`
	Answered int    `json:"with_truth"` // queries that some name of the collection agrees with
	Wide     Found  `json:"of_50"`
	Narrow   Found  `json:"of_10"`
	Cut      int    `json:"cut"`    // answers that said to be short
	Silent   int    `json:"silent"` // answers that missed something, did not say so, and were not full
}

// query is one name that is asked for.
type query struct {
	class, text, schema string
	truth               []int32
	wide, narrow        int
	cut, silent         bool
	missed              string
}

// Collection is names that are drawn, for an index to be built of.
type Collection struct {
	Entities []*entity.Entity
	names    []drawnName
	drawer   *drawer
	options  RecallOptions
}

// NewCollection draws the names of people and bodies in many scripts.
func NewCollection(o RecallOptions) *Collection {
	c := &Collection{drawer: newDrawer(o.Seed, o.Parts), options: o}
	c.names, c.Entities = c.drawer.collect(o.Names)
	return c
}

// Truth is what comparing altered names with every name of a collection gave:
// for each of them the numbers of those that agree. It depends on the matcher
// and on what was drawn, not on any index.
type Truth struct {
	Matcher string
	Asked   []string
	Agree   [][]int32
}

// Truth compares altered names with every name. done, where not nil, is told
// after each.
func (c *Collection) Truth(done func()) *Truth {
	all := c.queries()
	prepared := newCollection(c.Entities)
	t := &Truth{Matcher: match.Version, Agree: make([][]int32, len(all))}
	for i := range all {
		t.Asked = append(t.Asked, all[i].text)
	}
	names.Each(len(all), func(i int) {
		t.Agree[i] = all[i].compare(prepared)
		if done != nil {
			done()
		}
	})
	return t
}

// ErrOtherTruth says that a truth is of other names, or of another matcher.
var ErrOtherTruth = errors.New("the truth is of other names or another matcher")

// Recall asks f, an index of the collection's entities, for the altered names
// of t. It fails with ErrOtherTruth, and with the error of f.
func (c *Collection) Recall(f Finder, t *Truth) (*RecallReport, error) {
	all := c.queries()
	if t.Matcher != match.Version || len(t.Asked) != len(all) || len(t.Agree) != len(all) {
		return nil, ErrOtherTruth
	}
	for i := range all {
		if all[i].text != t.Asked[i] {
			return nil, fmt.Errorf("%w: %q and %q", ErrOtherTruth, t.Asked[i], all[i].text)
		}
		all[i].truth = t.Agree[i]
	}
	var failed atomic.Pointer[error]
	names.Each(len(all), func(i int) {
		if err := all[i].ask(f, c); err != nil {
			failed.Store(&err)
		}
	})
	if err := failed.Load(); err != nil {
		return nil, *err
	}
	r := &RecallReport{Names: len(c.Entities), Queries: len(all), Matcher: match.Version, Agrees: match.Agrees, Bar: barRecall}
	for _, class := range classes() {
		r.Rows = append(r.Rows, recallRow(class, all))
	}
	r.Rows = append(r.Rows, recallRow("", all))
	for _, q := range all {
		if q.missed != "" {
			r.Missed = append(r.Missed, q.missed)
		}
	}
	return r, nil
}

// classes are the ten kinds of errors and the six pairs of scripts.
func classes() []string {
	var out []string
	for _, a := range alterations {
		out = append(out, a.class)
	}
	return append(out, scriptPairs...)
}

// queries draws as many of each class.
func (c *Collection) queries() []query {
	d := rand.New(rand.NewPCG(c.options.Seed, 4))
	some := func() *drawnName { return &c.names[d.IntN(len(c.names))] }
	all := classes()
	var out []query
	met := map[string]bool{} // one answer must not count twice
	for i, class := range all {
		want := c.options.Queries*(i+1)/len(all) - c.options.Queries*i/len(all)
		for tries := 0; want > 0 && tries < 200*c.options.Queries; tries++ {
			n := some()
			text := ""
			if i < len(alterations) {
				text = alterations[i].make(n, d, some)
			} else if n.pair == class {
				text = n.other
			}
			if text == "" || class != "exact" && text == n.text || met[class+text] {
				continue
			}
			met[class+text] = true
			out = append(out, query{class: class, text: text, schema: n.kind})
			want--
		}
	}
	return out
}

// compare finds every name of the kind that agrees.
func (q *query) compare(c *collection) (agree []int32) {
	p := asked(q.schema, q.text)
	for i, t := range c.targets {
		if c.entities[i].Schema == q.schema && p.ScoreTarget(t).Score >= match.Agrees {
			agree = append(agree, int32(i))
		}
	}
	return agree
}

// ask counts what of the truth the index gives.
func (q *query) ask(f Finder, c *Collection) error {
	ids, cut, err := f.Find(q.text, party.KindOf(q.schema), wideAnswer)
	if err != nil {
		return fmt.Errorf("find %q: %w", q.text, err)
	}
	q.cut = cut
	first := ""
	for _, i := range q.truth {
		if int(i) >= len(c.Entities) || i < 0 {
			return ErrOtherTruth
		}
		switch at := slices.Index(ids, c.Entities[i].ID); {
		case at < 0 && first == "":
			first = c.names[i].text
		case at < 0:
		case at < narrowAnswer:
			q.narrow++
			q.wide++
		default:
			q.wide++
		}
	}
	if q.wide < min(len(q.truth), wideAnswer) {
		q.missed = fmt.Sprintf("%s: asked %q, not given %q (%d of %d given)", q.class, q.text, first, q.wide, len(q.truth))
		q.silent = !cut && len(ids) < wideAnswer
	}
	return nil
}

// recallRow adds up a class, all for "".
func recallRow(class string, all []query) RecallRow {
	r := RecallRow{Class: class}
	wide, ofWide, narrow, ofNarrow := 0, 0, 0, 0
	for i := range all {
		q := &all[i]
		if class != "" && q.class != class {
			continue
		}
		r.Queries++
		if len(q.truth) > 0 {
			r.Answered++
		}
		wide, ofWide = wide+min(q.wide, wideAnswer), ofWide+min(len(q.truth), wideAnswer)
		narrow, ofNarrow = narrow+q.narrow, ofNarrow+min(len(q.truth), narrowAnswer)
		if q.cut {
			r.Cut++
		}
		if q.silent {
			r.Silent++
		}
	}
	if class == "" {
		r.Class = "all"
	}
	r.Wide, r.Narrow = found(wide, ofWide), found(narrow, ofNarrow)
	return r
}
