package gate

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/release"
	"github.com/sekifuda/sekifuda/internal/store"
	stored "github.com/sekifuda/sekifuda/internal/store/record"
)

// Engine compares what a decision was made with and what this program compares
// with; it fails with *OtherRelease where they are not the same. packs are
// those in use.
func (p *Past) Engine(packs []string) error {
	gen := p.Decision.Generation
	switch {
	case gen.Matcher != matcherVersion():
		return &OtherRelease{p.Decision.Made.Release, fmt.Sprintf("names were compared by %s, here by %s", gen.Matcher, matcherVersion())}
	case !slices.Equal(gen.Packs, packs):
		return &OtherRelease{p.Decision.Made.Release, fmt.Sprintf("the packs were %v, and now they are %v (--packs)", gen.Packs, packs)}
	}
	return nil
}

// Zone is the one in which the decision counted days.
func (p *Past) Zone() (*time.Location, error) { return time.LoadLocation(p.Decision.Made.Zone) }

// Published returns the day that a source had for the decision: an import of
// the same content may have given its snapshot a later one since. It returns
// now where the decision does not say.
func (p *Past) Published(source string, now entity.Instant) entity.Instant {
	for _, f := range p.Decision.Findings {
		if f.Source != nil && f.Source.Name == source {
			return f.Source.Published
		}
	}
	return now
}

// Full examines the application again with g, which must hold the sources of
// the decision's generation and its policy, and returns what comes out
// otherwise. It fails with *OtherRelease where something differs and another
// release made the decision.
func (p *Past) Full(ctx context.Context, b *Books, g Gate) ([]Difference, error) {
	d := p.Decision
	if p.noneSuch {
		return []Difference{{Part: "evidence", Stored: d.Generation.Evidence}}, nil
	}
	clock := d.Made.Clock
	if clock == finding.Everything {
		clock = math.MaxInt64
	}
	g.Memory = &pastMemory{b, stored.AsOf{Position: d.Generation.Memory, Clock: clock}, p}
	now, err := g.Examine(ctx, Input{
		Tenant: d.Tenant, Application: p.Application, Evidence: p.Evidence, At: d.At, Position: d.Generation.Memory,
	})
	if err != nil {
		return nil, err
	}
	now.Made = d.Made
	p.unsettle(now)
	out, err := p.compare(now)
	if err == nil && len(out) > 0 && d.Made.Release != release.Version {
		return out, &OtherRelease{d.Made.Release, "what comes out here is another: " + out[0].Part}
	}
	return out, err
}

// pastMemory answers as the memory did for a decision. Proofs are counted by
// their leaf. What others brought is counted by the tick of a batch; a decision
// outside of one saw all that was stored, so what was stored after it is left
// out by the leaf of the application between. For those stored in the same
// moment, which the leaf does not tell apart, the decision itself says which of
// them it saw.
type pastMemory struct {
	books *Books
	asOf  stored.AsOf
	past  *Past
}

// sameMoment is how many leaves may have been written between a look into the
// memory and the leaf of the decision.
const sameMoment = 4096

func (m *pastMemory) Shares(ctx context.Context, application string, attributes []Attribute) ([]Share, error) {
	if m.asOf.Position == 0 {
		return nil, nil
	}
	var found []stored.Share
	err := m.books.DB.View(ctx, func(tx *store.Tx) (err error) {
		found, err = stored.Shares(tx, m.books.Tenant, m.books.blind(attributes), application, m.asOf)
		return err
	})
	if err != nil {
		return nil, err
	}
	var out []Share
	for _, s := range found {
		seen, err := m.seen(ctx, s)
		if err != nil {
			return nil, err
		}
		if seen {
			out = append(out, Share{Kind: s.Kind, Application: s.Application, Hops: s.Hops, Proven: s.Proven})
		}
	}
	return out, nil
}

func (m *pastMemory) seen(ctx context.Context, s stored.Share) (bool, error) {
	if m.asOf.Clock != math.MaxInt64 || s.Hops < 2 {
		return true, nil
	}
	leaf, err := m.past.decidedAt(ctx, s.Via)
	if err != nil {
		return false, err
	}
	switch {
	case leaf > m.past.leaf:
		return false, nil
	case leaf < m.past.leaf-sameMoment:
		return true, nil
	}
	return m.past.told(s), nil
}

// told reports whether the decision names a share.
func (p *Past) told(s stored.Share) bool {
	return slices.ContainsFunc(p.Decision.Findings, func(f finding.Finding) bool {
		return f.Check == memoryShares{}.Name() && slices.ContainsFunc(f.Comparisons, func(c finding.Comparison) bool {
			return c.Field == s.Kind && c.AtSource == s.Application && c.Why == fmt.Sprintf("hops_%d", s.Hops)
		})
	})
}
