package gate

import (
	"context"
	"fmt"
	"sync"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/policy"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/store"
	stored "github.com/sekifuda/sekifuda/internal/store/record"
)

// Counter examines single applications as they come, for one tenant. Those that
// come at the same time share commits. It is safe for concurrent use.
//
// Its fields are set before the first use and only read afterwards.
type Counter struct {
	Books *Books
	// Now lends the gate over what is live until release is called.
	Now func() (g *Gate, release func())
	// Refresh looks for what went live since; nil where nothing can.
	Refresh func(context.Context) error

	commits  committer
	policies sync.Map // digests of policies that are stored
}

// Asked is one application that is handed in.
type Asked struct {
	App *record.Application
	At  entity.Instant
	// Claim, where not nil, claims the caller's idempotency key for a decision in
	// the transaction that stores it. It returns the decision that has the key
	// already, "" where the claim is new. It may run more than once.
	Claim func(tx *store.Tx, decision string) (taken string, err error)
}

// Told is what came out.
type Told struct {
	Decision *finding.Decision
	Again    bool // the decision was made before, under the same idempotency key
}

// settling is how often an application is examined where what it rests on moves
// meanwhile; the last time it is a review.
const settling = 2

// Examine decides an application and returns once the decision is durable. What
// it rests on is compared in the transaction with what is live then: where that
// has moved the application is examined once more, and becomes a review where it
// has moved again.
func (c *Counter) Examine(ctx context.Context, a Asked) (Told, error) {
	for n := 1; ; n++ {
		e, err := c.examine(ctx, a, n > settling)
		if err != nil {
			return Told{}, err
		}
		out, err := c.commits.do(ctx, c, e)
		switch {
		case err != nil:
			return Told{}, fmt.Errorf("store decision on %q: %w", a.App.ExternalID, err)
		case out.taken != "":
			d, _, err := c.Books.Decision(ctx, out.taken)
			return Told{Decision: d, Again: true}, err
		case !out.moved:
			return Told{Decision: e.save.d}, nil
		}
		if c.Refresh != nil {
			if err := c.Refresh(ctx); err != nil {
				return Told{}, err
			}
		}
	}
}

// examined is an application with its decision, on its way into the store.
type examined struct {
	save     *saved
	claim    func(*store.Tx, string) (string, error)
	policy   *policy.Policy
	basis    basis
	unsettle bool // stored whatever has moved
}

func (c *Counter) examine(ctx context.Context, a Asked, unsettled bool) (*examined, error) {
	g, release := c.Now()
	defer release()
	asOf, h, err := c.Books.standing(ctx, a.App.ExternalID)
	if err != nil {
		return nil, err
	}
	evidence, key, err := c.Books.unseal(a.App.ExternalID, h)
	if err != nil {
		return nil, err
	}
	text, err := canonical(a.App)
	if err != nil {
		return nil, err
	}
	brought := Brought(a.App)
	in := Input{
		Tenant: c.Books.Tenant, Application: a.App, Evidence: evidence, At: a.At, Position: asOf.Position,
		Canonical: text, Brought: brought,
	}
	d, err := g.remembering(c.Books.Memory(asOf)).Examine(ctx, in)
	if err != nil {
		return nil, err
	}
	if unsettled {
		v := g.Policy.Unsettled(policy.Verdict{Outcome: d.Outcome, Reasons: d.Reasons, Missing: d.Missing})
		d.Outcome, d.Reasons = v.Outcome, v.Reasons
	}
	s, err := c.Books.prepare(a.App, text, brought, d, "", 0)
	if err != nil {
		return nil, err
	}
	s.key = key
	return &examined{
		save: s, claim: a.Claim, policy: g.Policy, unsettle: unsettled,
		basis: basis{position: asOf.Position, evidence: len(evidence), live: g.Live},
	}, nil
}

// remembering returns the same gate with another memory.
func (g *Gate) remembering(m Memory) *Gate {
	c := *g
	c.Memory = m
	return &c
}

// standing returns the memory as it is, and the evidence on an application, as
// of one state of the store.
func (b *Books) standing(ctx context.Context, application string) (asOf stored.AsOf, h held, err error) {
	err = b.DB.View(ctx, func(tx *store.Tx) (err error) {
		if asOf, err = stored.Now(tx, b.Tenant); err != nil {
			return err
		}
		found, err := b.held(tx, []string{application})
		h = found[application]
		return err
	})
	if err != nil {
		return asOf, h, fmt.Errorf("what stands on %q: %w", application, err)
	}
	return asOf, h, nil
}

// Registered tells whether a base of twelve digits is that of a registered
// company, so that it is not taken for something that must never be stored.
func (g *Gate) Registered(number string) bool {
	if g.Register == nil || g.Register.Register == nil {
		return false
	}
	found, err := g.Register.Register.ByNumber(number)
	return err == nil && found != nil
}

// Registered asks the gate over what is live now.
func (c *Counter) Registered(number string) bool {
	g, release := c.Now()
	defer release()
	return g.Registered(number)
}
