package openmatch

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/entity/model"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/search"
)

// matching is what a request to match asks of every query.
type matching struct {
	scope     *scope
	sources   []search.Source
	limit     int
	threshold int // 1/1000
	cutoff    int
	exclude   []string // schemata
	topics    []string
	since     string
	ids       []string // entities that are left out
}

// match answers POST /match/{dataset}.
func (s *service) match(w http.ResponseWriter, r *http.Request) error {
	live, release := s.borrow()
	defer release()
	m, err := newMatching(live, r)
	if err != nil {
		return err
	}
	b, err := readBody(w, r)
	if err != nil {
		return err
	}
	queries, err := parseBatch(b)
	if err != nil {
		return err
	}
	answers, err := m.all(queries, s.Workers)
	if err != nil {
		return err
	}
	w.Header().Set("X-Batch-Size", strconv.Itoa(len(queries)))
	writeBytes(w, http.StatusOK, appendAnswers(queries, answers, m))
	return nil
}

// newMatching reads the parameters of a request.
func newMatching(live []*opened, r *http.Request) (*matching, error) {
	p := &params{values: r.URL.Query()}
	m := &matching{limit: p.count("limit", 5, maxLimit), threshold: p.share("threshold", 700), exclude: p.list("exclude_schema"),
		topics: p.list("topics"), since: p.since(), ids: p.list("exclude_entity_ids")}
	m.cutoff = p.share("cutoff", m.threshold)
	if len(m.ids) > maxExclude {
		p.refuse("too_long", "exclude_entity_ids", fmt.Sprintf("List should have at most %d items after validation, not %d", maxExclude, len(m.ids)))
	}
	if err := p.err(); err != nil {
		return nil, err
	}
	if err := knownAlgorithm(p.text("algorithm", best)); err != nil {
		return nil, err
	}
	var err error
	if m.scope, err = scopeOf(live, r.PathValue("dataset"), p); err != nil {
		return nil, err
	}
	for _, o := range m.scope.sources {
		m.sources = append(m.sources, o.searched())
	}
	return m, nil
}

// answer is what became of one query.
type answer struct {
	results []scored
	matches int
	open    []open
	none    bool // nothing could be searched
	err     error
}

// all answers the queries, several at a time.
func (m *matching) all(queries []named, workers int) ([]answer, error) {
	out := make([]answer, len(queries))
	var next atomic.Int64
	work := func() {
		for {
			i := int(next.Add(1)) - 1
			if i >= len(queries) {
				return
			}
			out[i] = m.safely(queries[i].example)
		}
	}
	var wg sync.WaitGroup
	for range min(workers, len(queries)) - 1 {
		wg.Go(work)
	}
	work()
	wg.Wait()
	for i := range out {
		if out[i].err != nil {
			return nil, out[i].err
		}
	}
	return out, nil
}

// safely turns a panic of a worker into an error: it must not end the server.
func (m *matching) safely(x *example) (a answer) {
	defer func() {
		if p := recover(); p != nil {
			a.err = fmt.Errorf("match a query: panic: %v", p)
		}
	}()
	return m.one(x)
}

// one answers one query.
func (m *matching) one(x *example) answer {
	looked := x.looked()
	w := search.FromEntity(looked)
	limit := min(max(m.limit*10, 20), maxLimit)
	o := search.Options{Limit: limit, Candidates: limit, Least: m.least(w), Bare: true, Keep: m.keep(x.schema)}
	found := search.For(m.sources, w, o)
	if cutIn(&found) && limit < maxLimit { // filters may have left little of what was found
		o.Limit, o.Candidates = maxLimit, maxLimit
		found = search.For(m.sources, w, o)
	}
	a := answer{open: x.unread, none: len(w.Names)+len(w.Identifiers) == 0}
	if a.none {
		a.open = append(a.open, open{Cause: finding.CauseNameEmpty, Field: "name"})
	}
	unread := 0
	for _, o := range found.Open {
		switch {
		case o.Cause == finding.CauseError || o.Cause == finding.CauseMissing:
			a.err = unreadable(o.Source, nil)
			return a
		case o.Name != "":
			unread++
			a.open = append(a.open, open{Cause: o.Cause, Field: "name"})
		default:
			a.open = append(a.open, open{Cause: o.Cause, Source: o.Source})
		}
	}
	a.none = a.none || unread > 0 && unread >= len(w.Names) && len(w.Identifiers) == 0
	a.rank(found.Hits, x, m)
	return a
}

// least is the score of a name below which nothing beside it can lift a hit above
// the cutoff.
func (m *matching) least(w *search.Wanted) int {
	least := m.cutoff + 1
	if len(w.Addresses) > 0 {
		least -= agreeingAddress
	}
	return max(0, least) * 10
}

func cutIn(found *search.Answer) bool {
	return slices.ContainsFunc(found.Open, func(o search.Open) bool { return o.Cause == finding.CauseCut })
}

// rank scores the hits, drops those at or below the cutoff and keeps the first.
func (a *answer) rank(hits []search.Hit, x *example, m *matching) {
	for _, h := range hits {
		s := scoreOf(h, x)
		if s.score <= m.cutoff {
			continue
		}
		if s.score >= m.threshold {
			a.matches++
		}
		a.results = append(a.results, s)
	}
	slices.SortStableFunc(a.results, func(x, y scored) int { return cmp.Compare(y.score, x.score) })
	a.results = a.results[:min(len(a.results), m.limit)]
}

// keep says which entities a query may find.
func (m *matching) keep(schema *model.Schema) func(string, *entity.Entity) bool {
	found := schema.Found()
	return func(source string, e *entity.Entity) bool {
		if !slices.Contains(found, e.Schema) && model.Get(e.Schema) != nil || slices.Contains(m.exclude, e.Schema) {
			return false
		}
		if len(m.topics) > 0 && !overlap(m.topics, e.Values("topics")) {
			return false
		}
		if m.since != "" && e.LastChange < m.since {
			return false
		}
		if len(m.ids) > 0 && (slices.Contains(m.ids, e.ID) || overlap(m.ids, e.Referents)) {
			return false
		}
		return m.scope.has(source, e)
	}
}

func overlap(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// Status of an answer that is not whole.
const (
	statusPartial = http.StatusPartialContent
	statusNone    = http.StatusBadRequest
)

// appendAnswers writes the whole reply.
func appendAnswers(queries []named, answers []answer, m *matching) []byte {
	b := make([]byte, 0, 4096*len(queries))
	b = append(b, `{"responses":{`...)
	for i := range queries {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendText(b, queries[i].name)
		b = append(b, ':')
		b = answers[i].append(b, queries[i].example, m)
	}
	b = append(b, `},"limit":`...)
	return append(strconv.AppendInt(b, int64(m.limit), 10), '}')
}

func (a *answer) append(b []byte, x *example, m *matching) []byte {
	status := http.StatusOK
	switch {
	case a.none:
		status = statusNone
	case len(a.open) > 0:
		status = statusPartial
	}
	b = append(b, `{"status":`...)
	b = strconv.AppendInt(b, int64(status), 10)
	b = append(b, `,"results":[`...)
	for i := range a.results {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendScored(b, &a.results[i], m.threshold)
	}
	b = append(b, `],"total":`...)
	b = appendTotal(b, a.matches, len(a.open) > 0)
	b = append(b, `,"query":`...)
	b = x.append(b)
	b = appendOpen(b, a.open)
	return append(b, '}')
}

// appendOpen writes what was not searched to its end, nothing where all was.
func appendOpen(b []byte, all []open) []byte {
	if len(all) == 0 {
		return b
	}
	b = append(b, `,"sekifuda_open":[`...)
	for i, o := range all {
		if i > 0 {
			b = append(b, ',')
		}
		b = o.append(b)
	}
	return append(b, ']')
}

func (o *open) append(b []byte) []byte {
	b = append(b, `{"cause":`...)
	b = appendText(b, o.Cause)
	for _, f := range []struct{ name, value string }{{"source", o.Source}, {"field", o.Field}} {
		if f.value != "" {
			b = append(append(append(b, `,"`...), f.name...), `":`...)
			b = appendText(b, f.value)
		}
	}
	return append(b, '}')
}

// append writes the query as it was understood.
func (x *example) append(b []byte) []byte {
	b = append(b, `{"id":`...)
	if x.id == nil {
		b = append(b, "null"...)
	} else {
		b = appendText(b, *x.id)
	}
	b = append(b, `,"schema":`...)
	b = appendText(b, x.schema.Name)
	b = append(b, `,"properties":{`...)
	n := &nested{entity: x.entity}
	return append(n.appendProperties(b), "}}"...)
}
