package trace

import (
	"context"
	"slices"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// Sibling is a contract that shares with an identity.
type Sibling struct {
	Contract    string `json:"contract"`
	Application string `json:"application,omitempty"` // behind it
	Strength    string `json:"strength"`              // direct: they share one thing; two_hops: over one between
	Score       int64  `json:"score"`                 // for the order only
	Paths       []Path `json:"paths"`
}

// Siblings returns the contracts that share, directly or over one between, with
// the identity behind an application: what it brought and is no victim's, a
// device, an address on the same days, a customer. Its own contracts are left
// out. The strongest comes first. It fails with ErrUnknown for an application
// that is not here.
//
// It looks at log-ins and addresses too, on nobody's question: what it returns
// is for the list of what people are to look at. Who shows it to somebody
// records that look.
func (t *Tracer) Siblings(ctx context.Context, application string, at entity.Instant) ([]Sibling, error) {
	q := Query{Kind: statement.Application, Value: application, Limit: 4 * DefaultLimit}
	a := &Traced{Kind: q.Kind, Value: application, AsOf: at}
	l := &looking{tracer: t, query: q, value: application, answer: a, found: map[statement.Ref]*Ranked{}, origin: map[statement.Ref][]Hop{}}
	var out []Sibling
	err := t.with(ctx, l, true, func() error {
		if err := l.run(ctx); err != nil {
			return err
		}
		out = nil
		for _, r := range a.Contracts {
			if r.Relation != Linked {
				continue
			}
			s := Sibling{Contract: r.Ref.Key, Strength: r.Strength, Score: r.Score, Paths: slices.Clone(r.Paths)}
			if r.Contract != nil {
				s.Application = r.Contract.Application
			}
			out = append(out, s)
		}
		return nil
	})
	return out, err
}
