package openmatch

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/entity/model"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/openmatch/corpus"
	"github.com/sekifuda/sekifuda/internal/openmatch/lucene"
	"github.com/sekifuda/sekifuda/internal/search"
)

// searching is a request to search.
type searching struct {
	scope  *scope
	query  corpus.Query
	words  string // plain words, by which registers are searched; "" for other queries
	limit  int
	offset int
	facets []string
	target *bool
}

// searched is what became of it.
type searched struct {
	hits   []corpus.Hit
	total  int
	atMost bool // there may be more
	facets map[string]corpus.Counts
	open   []open
}

var defaultFacets = []string{"countries", "topics", "datasets"}

// search answers GET /search/{dataset}.
func (s *service) search(w http.ResponseWriter, r *http.Request) error {
	live, release := s.borrow()
	defer release()
	q, err := newSearching(live, r)
	if err != nil {
		return err
	}
	found, err := q.run(r.Context())
	if err != nil {
		return err
	}
	writeBytes(w, http.StatusOK, q.append(found))
	return nil
}

// newSearching reads the parameters of a request.
func newSearching(live []*opened, r *http.Request) (*searching, error) {
	p := &params{values: r.URL.Query()}
	q := &searching{limit: p.count("limit", 10, maxLimit), offset: p.count("offset", 0, maxOffset), facets: p.list("facets")}
	if _, given := p.last("facets"); !given {
		q.facets = defaultFacets
	}
	all := false
	switch strings.ToUpper(p.text("filter_op", "OR")) {
	case "AND":
		all = true
	case "OR":
	default:
		p.refuse("enum", "filter_op", "Input should be 'AND' or 'OR'")
	}
	if _, given := p.last("target"); given {
		target := p.flag("target", false)
		q.target = &target
	}
	q.query = corpus.Query{Fuzzy: p.flag("fuzzy", false), WithoutKinds: p.list("exclude_schema"), ChangedSince: p.since(), Facets: q.facets, Limit: q.offset + q.limit}
	simple := p.flag("simple", false)
	if err := p.err(); err != nil {
		return nil, err
	}
	schema, err := schemaOf(p.text("schema", model.Base))
	if err != nil {
		return nil, err
	}
	q.query.Schemata = schema.Found()
	if q.scope, err = scopeOf(live, r.PathValue("dataset"), p); err != nil {
		return nil, err
	}
	if err := q.filters(p, all); err != nil {
		return nil, err
	}
	return q, q.text(p.text("q", ""), simple)
}

// filters reads what narrows the search, and its order.
func (q *searching) filters(p *params, all bool) error {
	for _, field := range []string{"countries", "topics", "datasets"} {
		if values := p.list(field); len(values) > 0 {
			q.query.Filters = append(q.query.Filters, corpus.Filter{Field: field, Values: values, All: all})
		}
	}
	for _, f := range p.list("filter") {
		field, value, ok := strings.Cut(f, ":")
		if !ok {
			return badRequest("Invalid filter: %s (field:value is expected)", clip(f))
		}
		i := slices.IndexFunc(q.query.Filters, func(o corpus.Filter) bool { return o.Field == field })
		if i < 0 {
			i = len(q.query.Filters)
			q.query.Filters = append(q.query.Filters, corpus.Filter{Field: field, All: all})
		}
		q.query.Filters[i].Values = append(q.query.Filters[i].Values, value)
	}
	if q.target != nil {
		value := "false"
		if *q.target {
			value = "true"
		}
		q.query.Filters = append(q.query.Filters, corpus.Filter{Field: "target", Values: []string{value}})
	}
	var err error
	q.query.Sort, err = sorts(p.list("sort"))
	return err
}

func sorts(texts []string) (out []corpus.Sort, err error) {
	for _, t := range texts {
		field, order, _ := strings.Cut(t, ":")
		switch order {
		case "", "asc", "desc":
		default:
			return nil, badRequest("Invalid sort: %s (field:asc or field:desc is expected)", clip(t))
		}
		if field != "_score" && field != "score" {
			out = append(out, corpus.Sort{Field: field, Desc: order == "desc"})
		}
	}
	return out, nil
}

// text reads the query itself.
func (q *searching) text(text string, simple bool) (err error) {
	if simple {
		q.query.Text, err = lucene.ParseSimple(text)
	} else {
		q.query.Text, err = lucene.Parse(text)
	}
	q.words = plainWords(q.query.Text)
	return err
}

// plainWords gives a query back that has nothing but words and phrases.
func plainWords(n *lucene.Node) string {
	switch {
	case n == nil:
		return ""
	case (n.Op == lucene.Term || n.Op == lucene.Phrase || n.Op == lucene.Fuzzy) && n.Field == "":
		return n.Text
	case n.Op != lucene.Group || len(n.Should)+len(n.Not) > 0:
		return ""
	}
	var words []string
	for _, m := range n.Must {
		w := plainWords(m)
		if w == "" {
			return ""
		}
		words = append(words, w)
	}
	return strings.Join(words, " ")
}

// run searches every source and puts the answers together.
func (q *searching) run(ctx context.Context) (*searched, error) {
	out := &searched{facets: map[string]corpus.Counts{}}
	for _, name := range q.facets {
		out.facets[name] = corpus.Counts{}
	}
	for _, o := range q.scope.sources {
		var err error
		if o.Register != nil {
			err = q.register(o, out)
		} else {
			err = q.list(ctx, o, out)
		}
		if err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(out.hits, func(a, b corpus.Hit) int { return corpus.Compare(q.query.Sort, &a, &b) })
	out.hits = out.hits[min(q.offset, len(out.hits)):min(q.offset+q.limit, len(out.hits))]
	return out, nil
}

func (q *searching) list(ctx context.Context, o *opened, out *searched) error {
	c, err := o.text()
	if err != nil {
		return err
	}
	query := q.query
	sc := q.scope
	if sc.include != nil && !slices.Contains(sc.include, everything) {
		query.Include = sc.include
	}
	if sc.dataset != "" {
		query.Filters = append(slices.Clip(query.Filters), corpus.Filter{Field: "datasets", Values: []string{sc.dataset}})
	}
	query.Exclude = sc.exclude
	f, err := c.Search(ctx, &query)
	if err != nil {
		return err
	}
	out.total += f.Total
	out.hits = append(out.hits, f.Hits...)
	for name, counts := range f.Facets {
		for v, n := range counts {
			out.facets[name][v] += n
		}
	}
	return nil
}

// register searches a register, which answers names only: it has no list of all
// its words.
func (q *searching) register(o *opened, out *searched) error {
	kinds := []string{entity.Company, entity.Organization, entity.LegalEntity, model.Base}
	if !overlap(kinds, q.query.Schemata) || slices.Contains(q.query.WithoutKinds, entity.Company) || q.elsewhere(o) {
		return nil
	}
	if q.words == "" || len(q.query.Sort) > 0 || q.narrowed() {
		out.atMost = true
		out.open = append(out.open, open{Cause: "register_searched_by_name_only", Source: o.name})
		return nil
	}
	w := &search.Wanted{Schema: entity.Company, Names: []string{q.words}}
	if as, other, err := search.Text(q.words); err == nil && as == search.ByNumber {
		w = other
	}
	a := search.For([]search.Source{o.searched()}, w, search.Options{Limit: q.query.Limit, Candidates: max(50, q.query.Limit), Least: 7000, Bare: true})
	for _, missed := range a.Open {
		if missed.Cause == finding.CauseError {
			return unreadable(o.name, nil)
		}
		out.atMost = true
		out.open = append(out.open, open{Cause: missed.Cause, Source: o.name})
	}
	for _, h := range a.Hits {
		out.hits = append(out.hits, corpus.Hit{Source: o.name, Entity: h.Entity, Points: h.Result.Score / 1000})
		out.total++
		if counts := out.facets["datasets"]; counts != nil {
			counts[o.name]++
		}
		if counts := out.facets["schema"]; counts != nil {
			counts[h.Entity.Schema]++
		}
	}
	return nil
}

// elsewhere reports whether only datasets other than the source are asked for.
func (q *searching) elsewhere(o *opened) bool {
	sc := q.scope
	if sc.include != nil && !slices.Contains(sc.include, o.name) && !slices.Contains(sc.include, everything) {
		return true
	}
	for _, f := range q.query.Filters {
		if f.Field == "datasets" && !slices.Contains(f.Values, o.name) {
			return true
		}
	}
	return false
}

// narrowed reports whether anything is asked for by which a register cannot be
// searched.
func (q *searching) narrowed() bool {
	return q.query.ChangedSince != "" || slices.ContainsFunc(q.query.Filters, func(f corpus.Filter) bool { return f.Field != "datasets" })
}
