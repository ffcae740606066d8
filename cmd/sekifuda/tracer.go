package main

import (
	"sync"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/gate"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/trace"
)

// tracer makes the tracer of one tenant.
func (h *house) tracer(tenant string, clock func() entity.Instant) *trace.Tracer {
	return &trace.Tracer{DB: h.db, Vault: h.books.Vault, Tenant: tenant, Clock: clock, Brought: broughtBy,
		Grounds: h.desk(tenant, nil)}
}

// broughtBy is what the gate remembers of an applicant, as things of the graph.
func broughtBy(a *record.Application) []statement.Ref {
	all := gate.Brought(a)
	out := make([]statement.Ref, len(all))
	for i, x := range all {
		out[i] = statement.Ref{Kind: x.Kind, Key: x.Value}
	}
	return out
}

// tracers keeps a tracer for each tenant, each with its graph in memory.
type tracers struct {
	house *house
	clock func() entity.Instant
	mu    sync.Mutex
	all   map[string]*trace.Tracer
}

func (t *tracers) of(tenant string) *trace.Tracer {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.all == nil {
		t.all = map[string]*trace.Tracer{}
	}
	if t.all[tenant] == nil {
		t.all[tenant] = t.house.tracer(tenant, t.clock)
	}
	return t.all[tenant]
}
