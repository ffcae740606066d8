package main

import (
	"context"
	"sync"

	"github.com/sekifuda/sekifuda/internal/api"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/gate"
	"github.com/sekifuda/sekifuda/internal/httpd"
)

// counters keeps a counter for each tenant that asks, and how decisions came out.
type counters struct {
	mu        sync.Mutex
	byTenant  map[string]*counted
	byOutcome map[finding.Outcome]int
}

// counted is a counter whose decisions are counted.
type counted struct {
	*gate.Counter
	counts *counters
}

// counterOf returns the counter of a tenant.
func (s *service) counterOf(tenant string) api.Counter {
	c := &s.counts
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.byTenant == nil {
		c.byTenant, c.byOutcome = map[string]*counted{}, map[finding.Outcome]int{}
	}
	if c.byTenant[tenant] == nil {
		books := &gate.Books{DB: s.house.db, Vault: s.house.books.Vault, Tenant: tenant}
		c.byTenant[tenant] = &counted{&gate.Counter{Books: books, Now: s.live.Now, Refresh: s.refresh}, c}
	}
	return c.byTenant[tenant]
}

// Examine examines, and counts what was decided now.
func (c *counted) Examine(ctx context.Context, a gate.Asked) (gate.Told, error) {
	told, err := c.Counter.Examine(ctx, a)
	if err == nil && !told.Again {
		c.counts.mu.Lock()
		c.counts.byOutcome[told.Decision.Outcome]++
		c.counts.mu.Unlock()
	}
	return told, err
}

// outcomes are the decisions by outcome, for /metrics.
func (c *counters) outcomes() (out []httpd.Value) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for outcome, n := range c.byOutcome {
		out = append(out, httpd.Value{Labels: []string{string(outcome)}, Value: float64(n)})
	}
	return out
}
