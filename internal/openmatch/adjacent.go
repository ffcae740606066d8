package openmatch

import (
	"maps"
	"net/http"
	"slices"
	"strconv"

	"github.com/sekifuda/sekifuda/internal/entity/model"
)

// mostAdjacent bounds the neighbours that pages are cut from.
const mostAdjacent = 50_000

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// page is the part of a list that was asked for.
type page struct{ limit, offset int }

func newPage(p *params) page {
	return page{p.count("limit", 10, maxLimit), p.count("offset", 0, maxOffset)}
}

// append writes one page of neighbours.
func (g page) append(b []byte, all []nested, cut bool) []byte {
	b = append(b, `{"results":[`...)
	for i, n := range all[min(g.offset, len(all)):min(g.offset+g.limit, len(all))] {
		if i > 0 {
			b = append(b, ',')
		}
		if n.entity.Schema == "" { // its id is all that there is
			b = append(appendText(append(b, `{"id":`...), n.entity.ID), '}')
			continue
		}
		b = append(appendEntity(b, &n), '}')
	}
	b = append(b, `],"total":`...)
	b = appendTotal(b, len(all), cut)
	b = append(b, `,"limit":`...)
	b = strconv.AppendInt(b, int64(g.limit), 10)
	b = append(b, `,"offset":`...)
	return append(strconv.AppendInt(b, int64(g.offset), 10), '}')
}

// adjacent answers GET /entities/{id}/adjacent: the first page by every property.
func (s *service) adjacent(w http.ResponseWriter, r *http.Request) error {
	p := &params{values: r.URL.Query()}
	g := newPage(p)
	if err := p.err(); err != nil {
		return err
	}
	live, release := s.borrow()
	defer release()
	h, err := s.resolve(w, r, live, "/adjacent")
	if h == nil {
		return err
	}
	around, err := h.neighbours()
	if err != nil {
		return err
	}
	b := append([]byte(nil), `{"entity":`...)
	b = append(appendEntity(b, &nested{source: h.in.name, entity: h.Entity}), `},"adjacent":{`...)
	for i, prop := range sortedKeys(around.props) {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendText(b, prop)
		b = append(b, ':')
		b = g.append(b, around.props[prop], around.cut)
	}
	writeBytes(w, http.StatusOK, append(b, "}}"...))
	return nil
}

// adjacentBy answers GET /entities/{id}/adjacent/{prop}.
func (s *service) adjacentBy(w http.ResponseWriter, r *http.Request) error {
	p := &params{values: r.URL.Query()}
	g := newPage(p)
	if err := p.err(); err != nil {
		return err
	}
	live, release := s.borrow()
	defer release()
	prop := r.PathValue("prop")
	h, err := s.resolve(w, r, live, "/adjacent/"+prop)
	if h == nil {
		return err
	}
	schema := model.Get(h.Schema)
	if schema == nil || len(schema.Reversed(prop)) == 0 && (schema.Property(prop) == nil || schema.Property(prop).Type != "entity") {
		return notFound("No such property: %s", clip(prop))
	}
	around, err := h.neighbours()
	if err != nil {
		return err
	}
	writeBytes(w, http.StatusOK, g.append(nil, around.props[prop], around.cut))
	return nil
}

// neighbours are all around an entity; a registered body has none.
func (h *held) neighbours() (*neighbours, error) {
	if h.in.List == nil {
		return &neighbours{}, nil
	}
	return h.around(mostAdjacent)
}
