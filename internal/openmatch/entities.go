package openmatch

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/entity/model"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/search"
)

// held is an entity with the source that has it.
type held struct {
	*entity.Entity
	in *opened
}

// find looks for an entity of an id in all sources: nil and the id under which
// it is kept now, where it was merged into another. It fails with 404 where no
// source has it, and with 503 where one that cannot be read might.
func find(live []*opened, id string) (found *held, moved string, err error) {
	var failed *opened
	for _, o := range live {
		e, err := o.get(id)
		if err != nil {
			failed = o
			continue
		}
		if e != nil {
			return &held{e, o}, "", nil
		}
	}
	for _, o := range live {
		if o.List == nil {
			continue
		}
		c, err := o.text()
		if err == nil {
			moved, err = c.Canonical(id)
		}
		if err != nil {
			failed = o
		} else if moved != "" {
			return nil, moved, nil
		}
	}
	if failed != nil {
		return nil, "", unreadable(failed.name, failed.Err)
	}
	return nil, "", notFound("No such entity!")
}

// get returns the entity of an id, a registered body of its number; nil for none.
func (o *opened) get(id string) (*entity.Entity, error) {
	switch {
	case o.Err != nil:
		return nil, o.Err
	case o.List != nil:
		return o.List.Get(id)
	}
	n, err := identifier.CorporateNumber(id)
	if err != nil || n != id {
		return nil, nil
	}
	a := search.For([]search.Source{o.searched()}, &search.Wanted{Numbers: []string{n}}, search.Options{Limit: 1, Bare: true})
	if a.Missed() {
		return nil, unreadable(o.name, nil)
	}
	if len(a.Hits) == 0 {
		return nil, nil
	}
	return a.Hits[0].Entity, nil
}

// resolve finds the entity of a request, or answers that it moved.
func (s *service) resolve(w http.ResponseWriter, r *http.Request, live []*opened, tail string) (*held, error) {
	found, moved, err := find(live, r.PathValue("id"))
	if err != nil || found != nil {
		return found, err
	}
	to := "/entities/" + url.PathEscape(moved) + tail
	if r.URL.RawQuery != "" {
		to += "?" + r.URL.RawQuery
	}
	w.Header().Set("Location", to)
	w.WriteHeader(http.StatusPermanentRedirect)
	return nil, nil
}

// entity answers GET /entities/{id}.
func (s *service) entity(w http.ResponseWriter, r *http.Request) error {
	p := &params{values: r.URL.Query()}
	deep := p.flag("nested", true)
	if err := p.err(); err != nil {
		return err
	}
	live, release := s.borrow()
	defer release()
	h, err := s.resolve(w, r, live, "")
	if h == nil {
		return err
	}
	n := &nested{source: h.in.name, entity: h.Entity}
	cut := false
	if deep && h.in.List != nil {
		if n, cut, err = h.nest(); err != nil {
			return err
		}
	}
	b := appendEntity(make([]byte, 0, 8192), n)
	if cut {
		b = append(b, `,"sekifuda_open":[{"cause":"search_cut","field":"properties"}]`...)
	}
	writeBytes(w, http.StatusOK, append(b, '}'))
	return nil
}

// neighbours are the entities around one, by the property that leads to them.
type neighbours struct {
	props map[string][]nested
	cut   bool // there are more
}

// mostNeighbours bounds the entities that point to one and are read for it.
const mostNeighbours = 1000

// around finds the neighbours of an entity: those that its properties point to,
// and those that point to it, with what is at their other end.
func (h *held) around(limit int) (*neighbours, error) {
	out := &neighbours{props: map[string][]nested{}}
	if err := h.forward(out); err != nil {
		return nil, err
	}
	c, err := h.in.text()
	if err != nil {
		return nil, err
	}
	pointing, more, err := c.Pointing(h.ID, limit)
	if err != nil {
		return nil, err
	}
	out.cut = more
	for _, e := range pointing {
		for _, p := range entityProps(e) {
			if p.ReverseHidden || !slices.Contains(e.Values(p.Name), h.ID) || e.ID == h.ID {
				continue
			}
			n, err := h.other(e)
			if err != nil {
				return nil, err
			}
			out.add(p.Reverse, n)
		}
	}
	return out, nil
}

func (n *neighbours) add(prop string, one nested) {
	n.props[prop] = append(n.props[prop], one)
}

// forward adds what the entity's own properties point to.
func (h *held) forward(out *neighbours) error {
	for _, p := range entityProps(h.Entity) {
		for _, id := range h.Values(p.Name) {
			n, err := h.in.plain(id)
			if err != nil {
				return err
			}
			out.add(p.Name, n)
		}
	}
	return nil
}

// plain is an entity with nothing inside it, or only its id.
func (o *opened) plain(id string) (nested, error) {
	e, err := o.List.Get(id)
	if err != nil {
		return nested{}, err
	}
	if e == nil {
		e = &entity.Entity{ID: id}
	}
	return nested{source: o.name, entity: e}, nil
}

// other is an entity that points to h, with its other ends and without the way
// back.
func (h *held) other(e *entity.Entity) (nested, error) {
	n := nested{source: h.in.name, entity: e, props: map[string][]nested{}, drop: map[string]bool{}}
	for _, p := range entityProps(e) {
		for _, id := range e.Values(p.Name) {
			if id == h.ID {
				continue
			}
			end, err := h.in.plain(id)
			if err != nil {
				return n, err
			}
			n.props[p.Name] = append(n.props[p.Name], end)
		}
		n.drop[p.Name] = n.props[p.Name] == nil
	}
	return n, nil
}

// nest gives the entity with its neighbours inside.
func (h *held) nest() (n *nested, cut bool, err error) {
	around, err := h.around(mostNeighbours)
	if err != nil {
		return nil, false, err
	}
	return &nested{source: h.in.name, entity: h.Entity, props: around.props}, around.cut, nil
}

// entityProps are the properties of an entity that point to others, in the order
// of their names.
func entityProps(e *entity.Entity) (out []*model.Property) {
	s := model.Get(e.Schema)
	if s == nil {
		return nil
	}
	for _, name := range sortedKeys(e.Properties) {
		if p := s.Property(name); p != nil && p.Type == "entity" {
			out = append(out, p)
		}
	}
	return out
}
