package openmatch

import (
	"slices"
	"sync"

	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/match"
	"github.com/sekifuda/sekifuda/internal/openmatch/corpus"
	"github.com/sekifuda/sekifuda/internal/search"
	"github.com/sekifuda/sekifuda/internal/source"
)

// shelf keeps what was made of open sources, as long as they are live.
type shelf struct {
	mu   sync.Mutex
	open map[*source.Loaded]*opened
}

// opened is one live source with what was made of it.
type opened struct {
	*source.Loaded
	name    string
	targets match.Targets
	once    sync.Once
	corpus  *corpus.Corpus
	err     error
}

// of gives what was made of the live sources and forgets that of others.
func (s *shelf) of(live []*source.Loaded) []*opened {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.open) != len(live) || slices.ContainsFunc(live, func(l *source.Loaded) bool { return s.open[l] == nil }) {
		next := make(map[*source.Loaded]*opened, len(live))
		for _, l := range live {
			if next[l] = s.open[l]; next[l] == nil {
				next[l] = &opened{Loaded: l, name: l.Chain.Source}
			}
		}
		s.open = next
	}
	out := make([]*opened, len(live))
	for i, l := range live {
		out[i] = s.open[l]
	}
	return out
}

// text gives the corpus of a list, which is made when it is asked for first; nil
// for a register.
func (o *opened) text() (*corpus.Corpus, error) {
	if o.List == nil {
		return nil, o.Err
	}
	o.once.Do(func() { o.corpus, o.err = corpus.Build(o.name, o.List) })
	return o.corpus, o.err
}

// searched is the source as package search takes it.
func (o *opened) searched() search.Source {
	src := search.Source{Err: o.Err, Ref: finding.SourceRef{Name: o.name, Kind: o.Chain.Kind}}
	switch {
	case o.Err != nil:
	case o.Register != nil:
		src.Register = o.Register
	default:
		src.List, src.Targets = o.List, &o.targets
	}
	return src
}
