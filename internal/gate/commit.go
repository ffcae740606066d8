package gate

import (
	"context"
	"sync"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/policy"
	"github.com/sekifuda/sekifuda/internal/store"
)

// commitMax is how many decisions one transaction stores at most.
const commitMax = 64

// committer stores decisions that come one by one in as few transactions as
// there are: while one runs, those that come meanwhile gather for the next. The
// first to come does the work for all who wait, so nothing runs when nobody asks.
type committer struct {
	mu      sync.Mutex
	waiting []*ticket
	busy    bool
}

// ticket is one decision that waits to be stored.
type ticket struct {
	e    *examined
	done chan outcome
}

// outcome is what became of one decision.
type outcome struct {
	taken string // the decision that has the idempotency key already
	moved bool   // what it rests on is not what is; nothing was stored
	err   error
}

// do stores a decision. It does not give up when ctx ends: whether the decision
// was stored must be learnt.
func (q *committer) do(ctx context.Context, c *Counter, e *examined) (outcome, error) {
	t := &ticket{e, make(chan outcome, 1)}
	q.mu.Lock()
	q.waiting = append(q.waiting, t)
	lead := !q.busy
	q.busy = true
	q.mu.Unlock()
	if lead {
		go q.run(context.WithoutCancel(ctx), c)
	}
	o := <-t.done
	return o, o.err
}

// run stores what waits until nothing does.
func (q *committer) run(ctx context.Context, c *Counter) {
	for {
		group := q.take()
		if len(group) == 0 {
			return
		}
		c.store(ctx, group)
	}
}

// take takes the next group. Of one application it takes one: what the first
// stores is what the second stands on.
func (q *committer) take() (group []*ticket) {
	q.mu.Lock()
	defer q.mu.Unlock()
	seen := map[string]bool{}
	var later []*ticket
	for _, t := range q.waiting {
		if id := t.e.save.app.ExternalID; len(group) < commitMax && !seen[id] {
			group, seen[id] = append(group, t), true
			continue
		}
		later = append(later, t)
	}
	q.waiting, q.busy = later, len(group) > 0
	return group
}

// store stores a group; where that fails, each alone, so that the error stands
// at the one that caused it.
func (c *Counter) store(ctx context.Context, group []*ticket) {
	outcomes, err := c.commit(ctx, group)
	switch {
	case err == nil:
		for i, t := range group {
			t.done <- outcomes[i]
		}
	case len(group) == 1:
		group[0].done <- outcome{err: err}
	default:
		for i := range group {
			c.store(ctx, group[i:i+1])
		}
	}
}

func (c *Counter) commit(ctx context.Context, group []*ticket) (outcomes []outcome, err error) {
	ready := make([]sealed, len(group))
	for i, t := range group {
		if err := c.Books.provide(t.e.save); err != nil {
			return nil, err
		}
		ready[i] = c.Books.seal(t.e.save.key, t.e.save)
	}
	err = c.Books.DB.Tx(ctx, func(tx *store.Tx) (err error) {
		outcomes, err = c.put(tx, group, ready)
		return err
	})
	if err == nil {
		for i, t := range group {
			if outcomes[i] == (outcome{}) {
				c.policies.Store(t.e.policy.Digest, true)
			}
		}
	}
	return outcomes, err
}

// put stores those of a group whose key is free and whose basis holds.
func (c *Counter) put(tx *store.Tx, group []*ticket, ready []sealed) ([]outcome, error) {
	outcomes := make([]outcome, len(group))
	now, err := c.Books.readActual(tx, applications(group))
	if err != nil {
		return nil, err
	}
	var list []*saved
	var kept []sealed
	for i, t := range group {
		if !t.e.unsettle && !now.holds(t.e.basis, t.e.save.app.ExternalID) {
			outcomes[i].moved = true
			continue
		}
		if t.e.claim != nil {
			if outcomes[i].taken, err = t.e.claim(tx, t.e.save.d.ID); err != nil {
				return nil, err
			}
		}
		if outcomes[i].taken == "" {
			list, kept = append(list, t.e.save), append(kept, ready[i])
			if err := c.keepPolicy(tx, t.e.policy, t.e.save.d.At); err != nil {
				return nil, err
			}
		}
	}
	if len(list) == 0 {
		return outcomes, nil
	}
	return outcomes, c.Books.put(tx, list, kept)
}

func applications(group []*ticket) []string {
	out := make([]string, len(group))
	for i, t := range group {
		out[i] = t.e.save.app.ExternalID
	}
	return out
}

// keepPolicy stores a policy before the first decision under it.
func (c *Counter) keepPolicy(tx *store.Tx, p *policy.Policy, at entity.Instant) error {
	if _, known := c.policies.Load(p.Digest); known {
		return nil
	}
	return c.Books.putPolicy(tx, p, at)
}
