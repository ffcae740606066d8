package main

import (
	"path/filepath"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/source"
)

// worldSource is one source of a synthetic world, for commands that make a
// world and use it at once.
type worldSource struct {
	kind, path string
	dated      bool // the files say when they were published
}

var worldSources = []worldSource{
	{"nta", "register/00_zenkoku_all_*.csv", true},
	{"ofac", "lists/ofac", false},
	{"un", "lists/un/consolidated.xml", true},
}

// halfDay is how old a list of a world is at the world's time.
const halfDay = entity.Instant(12 * 3600 * 1_000_000)

// add imports the source under the name of its kind, as at the world's time.
func (s worldSource) add(a *app, h *house, dir string, at entity.Instant) (source.Result, error) {
	paths, err := filepath.Glob(filepath.Join(dir, s.path))
	if err != nil {
		return source.Result{}, err
	}
	o := source.Options{At: at, Minimum: 1}
	if !s.dated {
		o.Published = at - halfDay
	}
	p := newProgress(a.err, "import", s.kind)
	o.Progress = p.imported
	defer p.done()
	return h.shelf.Add(a.ctx, s.kind, s.kind, paths, o)
}
