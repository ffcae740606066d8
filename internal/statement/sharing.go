package statement

import (
	"errors"
	"fmt"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// Sharing says who sends statements to whom, and how far they may go. The
// writers are
//
//	stix.FromStatements(sources, statements, sharing) (stix.Bundle, error), stix.Write(w, bundle)
//	ftm.FromStatements(sources, statements, sharing) ([]entity.Entity, error), ftm.NewWriter(w)
//	xarf.FromStatements(source, statements, sharing, desk) (xarf.Report, error), xarf.Write(w, report)
//	indicators.Edges(w, sources, statements, sharing) error, indicators.Write(w, sources, statements, sharing) error
//
// and each of them calls Check first.
type Sharing struct {
	Author    string         // who sends: the operator's name
	Container string         // the case: its things are nobody else's, although they may be called the same
	Recipient string         // to whom, "" for anybody whom the label allows
	MaxTLP    TLP            // the closest label that may leave; "" lets out what is clear only
	At        entity.Instant // when
}

// Rank orders the labels: 0 is clear. What nobody marked is amber; a label that
// is not known is closer than all.
func (t TLP) Rank() int {
	if t == "" {
		t = Amber
	}
	for i, label := range TLPs() {
		if label == t {
			return i
		}
	}
	return len(TLPs())
}

// Check returns the sources by id. It fails, so that nothing leaves, where a
// statement or a source is marked closer than may leave, where a statement has
// no source, and where nobody is named as sender.
func (h *Sharing) Check(sources []Source, statements []Statement) (map[string]*Source, error) {
	if h.Author == "" {
		return nil, errors.New("nobody is named as sender: what leaves says who sends it")
	}
	if h.MaxTLP == "" {
		h.MaxTLP = Clear
	}
	most := min(h.MaxTLP.Rank(), Red.Rank())
	byID := map[string]*Source{}
	for i := range sources {
		src := &sources[i]
		if src.Marking.TLP.Rank() > most {
			return nil, fmt.Errorf("source %s is marked %q: at most %q may leave", src.ID, src.Marking.TLP, h.MaxTLP)
		}
		byID[src.ID] = src
	}
	for i := range statements {
		s := &statements[i]
		if byID[s.Source] == nil {
			return nil, fmt.Errorf("statement %s: its source %q is not given: nothing leaves without who says it", s.ID, s.Source)
		}
		if s.Marking.TLP.Rank() > most {
			return nil, fmt.Errorf("statement %s is marked %q: at most %q may leave", s.ID, s.Marking.TLP, h.MaxTLP)
		}
	}
	return byID, nil
}
