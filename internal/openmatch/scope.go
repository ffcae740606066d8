package openmatch

import (
	"net/http"
	"slices"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/openmatch/corpus"
)

// everything is the dataset of all sources.
const everything = "default"

// scope is what a request searches: sources, and of their entities those of the
// datasets that it names.
type scope struct {
	sources []*opened
	dataset string   // "" where it is the sources whole
	include []string // nil for all
	exclude []string
}

// borrow gives the live sources; release must be called.
func (s *service) borrow() (live []*opened, release func()) {
	loaded, release := s.Live()
	return s.shelf.of(loaded), release
}

// scopeOf finds a dataset: all, a source, or one that entities of sources name.
// It fails with 404 for none, and with 503 where it needs a source that cannot
// be read.
func scopeOf(live []*opened, dataset string, p *params) (*scope, error) {
	sc := &scope{include: p.list("include_dataset"), exclude: p.list("exclude_dataset")}
	switch i := slices.IndexFunc(live, func(o *opened) bool { return o.name == dataset }); {
	case dataset == everything:
		sc.sources = live
	case i >= 0:
		sc.sources = live[i : i+1]
	default:
		sc.dataset = dataset
		if err := sc.childOf(live); err != nil {
			return nil, err
		}
	}
	sc.sources = slices.DeleteFunc(slices.Clone(sc.sources), func(o *opened) bool { return slices.Contains(sc.exclude, o.name) })
	for _, o := range sc.sources {
		if o.Err != nil {
			return nil, unreadable(o.name, o.Err)
		}
	}
	if dataset == everything && len(live) == 0 {
		return nil, &failure{status: http.StatusServiceUnavailable, detail: "no source is live; nothing was searched"}
	}
	return sc, nil
}

// childOf finds the sources whose entities name the dataset.
func (sc *scope) childOf(live []*opened) error {
	var failed *opened
	for _, o := range live {
		c, err := o.text()
		switch {
		case err != nil:
			failed = o
		case c != nil && c.Has(sc.dataset):
			sc.sources = append(sc.sources, o)
		}
	}
	if failed != nil { // it may have entities of the dataset
		if failed.Err == nil {
			return failed.err
		}
		return unreadable(failed.name, failed.Err)
	}
	if len(sc.sources) == 0 {
		return notFound("No such dataset: %s", clip(sc.dataset))
	}
	return nil
}

// has reports whether an entity of a source is in scope.
func (sc *scope) has(source string, e *entity.Entity) bool {
	if sc.dataset == "" && sc.include == nil && sc.exclude == nil {
		return true
	}
	of := corpus.Datasets(source, e)
	among := func(names []string) bool {
		return slices.ContainsFunc(of, func(d string) bool { return slices.Contains(names, d) })
	}
	return (sc.dataset == "" || slices.Contains(of, sc.dataset)) &&
		(sc.include == nil || slices.Contains(sc.include, source) || slices.Contains(sc.include, everything) || among(sc.include)) &&
		!among(sc.exclude)
}
