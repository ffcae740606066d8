package openmatch

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/sekifuda/sekifuda/internal/entity/model"
	"github.com/sekifuda/sekifuda/internal/openmatch/corpus"
	"github.com/sekifuda/sekifuda/internal/openmatch/country"
)

// mostValues bounds the values of a facet that are told.
const mostValues = 1000

// append writes the reply to a search.
func (q *searching) append(f *searched) []byte {
	b := make([]byte, 0, 2048*(len(f.hits)+1))
	b = append(b, `{"limit":`...)
	b = strconv.AppendInt(b, int64(q.limit), 10)
	b = append(b, `,"offset":`...)
	b = strconv.AppendInt(b, int64(q.offset), 10)
	b = append(b, `,"total":`...)
	b = appendTotal(b, f.total, f.atMost)
	b = append(b, `,"results":[`...)
	for i := range f.hits {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(appendEntity(b, &nested{source: f.hits[i].Source, entity: f.hits[i].Entity}), '}')
	}
	b = append(b, `],"facets":{`...)
	for i, name := range slices.Compact(slices.Sorted(slices.Values(q.facets))) {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendText(b, name)
		b = append(b, ':')
		b = appendFacet(b, name, f.facets[name])
	}
	b = append(b, '}')
	b = appendOpen(b, f.open)
	return append(b, '}')
}

// appendFacet writes a facet, the commonest value first.
func appendFacet(b []byte, name string, counts corpus.Counts) []byte {
	values := make([]string, 0, len(counts))
	for v := range counts {
		values = append(values, v)
	}
	slices.SortFunc(values, func(x, y string) int { return cmp.Or(cmp.Compare(counts[y], counts[x]), cmp.Compare(x, y)) })
	b = append(b, `{"label":`...)
	b = appendText(b, facetLabel(name))
	b = append(b, `,"values":[`...)
	for i, v := range values[:min(len(values), mostValues)] {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, `{"name":`...)
		b = appendText(b, v)
		b = append(b, `,"label":`...)
		b = appendText(b, valueLabel(name, v))
		b = append(b, `,"count":`...)
		b = append(strconv.AppendInt(b, int64(counts[v]), 10), '}')
	}
	return append(b, "]}"...)
}

func facetLabel(name string) string {
	switch name {
	case "datasets":
		return "Data sources"
	case "schema":
		return "Entity types"
	}
	if g, ok := model.GroupOf(name); ok {
		return g.Label
	}
	return name
}

func valueLabel(facet, v string) string {
	label := ""
	switch facet {
	case "countries":
		label = country.Label(v)
	case "topics":
		label = model.TopicLabel(v)
	case "schema":
		if s := model.Get(v); s != nil {
			label = s.Plural
		}
	case "genders":
		label = map[string]string{"male": "male", "female": "female", "other": "other"}[v]
	}
	return cmp.Or(label, v)
}
