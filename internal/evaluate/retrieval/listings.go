package retrieval

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync/atomic"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/evaluate/names"
	"github.com/sekifuda/sekifuda/internal/script/token"
)

// barsListings are what each kind of company is to reach.
var barsListings = map[string]names.Share{KindKatakana: 9200, KindLetters: 9200, KindReading: 8500, KindTranslated: 6500}

// Directions of listings: which side is indexed.
const (
	JapaneseIndexed = "Japanese indexed, English asked"
	EnglishIndexed  = "English indexed, Japanese asked"
)

// ListingsOptions say how companies and their English listings are measured.
type ListingsOptions struct {
	Names   int // companies of the collection
	Queries int // of each kind and direction
	Seed    uint64
}

// ListingsReport says how often a company was among the first ten.
type ListingsReport struct {
	Names  int           `json:"names"`
	Rows   []ListingsRow `json:"rows"`
	Missed []string      `json:"missed,omitempty"`
}

// ListingsRow is one kind in one direction.
type ListingsRow struct {
	Direction string      `json:"direction"`
	Kind      string      `json:"kind"`
	Bar       names.Share `json:"bar"`
	Index     Found       `json:"by_index"`
	Scored    Found       `json:"by_score"` // the first fifty of the index, ranked by score
	Within    Found       `json:"within_50"`
	Cut       int         `json:"cut"`
}

// Listings are companies that are drawn, in both languages.
type Listings struct {
	companies []company
	options   ListingsOptions
}

// NewListings draws companies of the four kinds in equal parts, no two with the
// same Japanese name.
func NewListings(o ListingsOptions) *Listings {
	draw := newCompanies(rand.New(rand.NewPCG(o.Seed, 5)))
	l := &Listings{options: o}
	met := map[string]bool{}
	for tries := 0; len(l.companies) < o.Names && tries < 20*o.Names; tries++ {
		c := draw.draw(companyKinds[len(l.companies)%len(companyKinds)])
		if !met[c.japanese] {
			met[c.japanese] = true
			l.companies = append(l.companies, c)
		}
	}
	return l
}

// Entities are the companies under the name that a direction indexes.
func (l *Listings) Entities(direction string) []*entity.Entity {
	out := make([]*entity.Entity, len(l.companies))
	for i := range l.companies {
		name, _ := l.companies[i].sides(direction)
		out[i] = named(i, entity.Company, name)
	}
	return out
}

// sides are the name that is indexed and the one that is asked for.
func (c *company) sides(direction string) (indexed, asked string) {
	if direction == JapaneseIndexed {
		return c.japanese, c.english
	}
	return c.english, c.japanese
}

// listingQuery is one company that is asked for.
type listingQuery struct {
	company
	index, scored, within, cut bool
}

// Measure asks f, an index of the entities of the direction, for companies by
// their other name, and adds to the report.
func (l *Listings) Measure(f Finder, direction string, r *ListingsReport) error {
	r.Names = len(l.companies)
	all := l.queries()
	var failed atomic.Pointer[error]
	names.Each(len(all), func(i int) {
		if err := all[i].ask(f, l, direction); err != nil {
			failed.Store(&err)
		}
	})
	if err := failed.Load(); err != nil {
		return *err
	}
	for _, kind := range companyKinds {
		r.Rows = append(r.Rows, listingsRow(direction, kind, all))
	}
	for i := range all {
		if q := &all[i]; !q.index {
			indexed, asked := q.sides(direction)
			r.Missed = append(r.Missed, fmt.Sprintf("%s: asked %q, not given %q", q.kind, asked, indexed))
		}
	}
	return nil
}

// queries draws as many companies of each kind.
func (l *Listings) queries() []listingQuery {
	d := rand.New(rand.NewPCG(l.options.Seed, 6))
	var out []listingQuery
	for _, kind := range companyKinds {
		for left, tries := l.options.Queries, 0; left > 0 && tries < 100*l.options.Queries; tries++ {
			if c := l.companies[d.IntN(len(l.companies))]; c.kind == kind {
				out = append(out, listingQuery{company: c})
				left--
			}
		}
	}
	return out
}

func (q *listingQuery) ask(f Finder, l *Listings, direction string) error {
	want, name := q.sides(direction)
	ids, cut, err := f.Find(name, token.Body, wideAnswer)
	if err != nil {
		return fmt.Errorf("find %q: %w", name, err)
	}
	q.cut = cut
	right := func(id string) bool { return l.named(id, direction) == want } // another company may be listed by the same name
	q.index = slices.ContainsFunc(firstOf(ids, narrowAnswer), right)
	q.within = slices.ContainsFunc(ids, right)
	q.scored = slices.ContainsFunc(firstOf(l.ranked(name, ids, direction), narrowAnswer), right)
	return nil
}

// named is the name under which the entity of an id is indexed.
func (l *Listings) named(id, direction string) string {
	i := 0
	if _, err := fmt.Sscanf(id, "n%d", &i); err != nil || i >= len(l.companies) {
		return ""
	}
	name, _ := l.companies[i].sides(direction)
	return name
}

// ranked prepares only what is compared: a million companies are many.
func (l *Listings) ranked(name string, ids []string, direction string) []string {
	var some []*entity.Entity
	for i, id := range ids {
		e := named(i, entity.Company, l.named(id, direction))
		e.ID = id
		some = append(some, e)
	}
	return rank(asked(entity.Company, name), some)
}

func listingsRow(direction, kind string, all []listingQuery) ListingsRow {
	r := ListingsRow{Direction: direction, Kind: kind, Bar: barsListings[kind]}
	n, index, scored, within := 0, 0, 0, 0
	count := func(to *int, yes bool) {
		if yes {
			*to++
		}
	}
	for i := range all {
		if q := &all[i]; q.kind == kind {
			n++
			count(&index, q.index)
			count(&scored, q.scored)
			count(&within, q.within)
			count(&r.Cut, q.cut)
		}
	}
	r.Index, r.Scored, r.Within = found(index, n), found(scored, n), found(within, n)
	return r
}
