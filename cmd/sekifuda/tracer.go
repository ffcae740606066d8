package main

import (
	"context"
	"fmt"
	"sync"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/gate"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/casebook"
	"github.com/sekifuda/sekifuda/internal/trace"
)

// tracer makes the tracer of one tenant.
func (h *house) tracer(tenant string, clock func() entity.Instant) *trace.Tracer {
	return &trace.Tracer{DB: h.db, Vault: h.books.Vault, Tenant: tenant, Clock: clock, Brought: broughtBy,
		Grounds: &looks{db: h.db, book: casebook.Book{Vault: h.books.Vault, Tenant: tenant}, newID: h.app.newID}}
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

// looks records looks at communication data, each with its ground.
type looks struct {
	db    *store.DB
	book  casebook.Book
	newID func() (string, error)
}

// Record keeps a look before it is shown, in the container of its month: what is
// older than it must be kept is erased at once.
func (l *looks) Record(ctx context.Context, s statement.Look) (string, error) {
	if err := s.Check(); err != nil {
		return "", err
	}
	id, err := l.newID()
	if err != nil {
		return "", err
	}
	month := casebook.Container{Kind: casebook.Looks, ID: s.At.Time().Format("2006-01")}
	err = l.db.Tx(ctx, func(tx *store.Tx) error {
		_, err := l.book.Record(tx, month, s.At, casebook.Entry{Kind: casebook.KindLook, ID: id, By: s.By, Body: s})
		return err
	})
	if err != nil {
		return "", fmt.Errorf("record a look at communication data: %w", err)
	}
	return id, nil
}
