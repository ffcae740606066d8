// Package api is /v1: JSON over HTTP, described by an OpenAPI document that is
// generated from the Go types. One file an area; op registers an operation, its
// scope and its class at once, so that nothing can be served without a scope.
//
// What a client may set stands in the input struct of the operation and nowhere
// else: tenant, ids, times and who asks come from the server. A thing of another
// tenant, of another type or below another parent is not there.
package api

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/dispatch"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/gate"
	"github.com/sekifuda/sekifuda/internal/health"
	"github.com/sekifuda/sekifuda/internal/httpd"
	"github.com/sekifuda/sekifuda/internal/people"
	"github.com/sekifuda/sekifuda/internal/resolution"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/triage"
	"github.com/sekifuda/sekifuda/internal/vault"
)

// Deps is what the operations work with.
type Deps struct {
	DB    *store.DB
	Vault *vault.Vault
	Clock func() entity.Instant  // read once a request
	NewID func() (string, error) // UUIDv7 for what is recorded
	Log   *slog.Logger           // failures of the machinery; nil drops them

	Counter func(tenant string) Counter
	Tracer  func(tenant string) Tracer
	Desk    func(tenant string) *triage.Desk // the abuse desk
	People  *people.People
	Sources Sources
	MaxAge  func(kind, source string) time.Duration // that the policy allows
	Doctor  func(context.Context) []health.Found    // what holds now, see health

	Resolution *resolution.Service

	Zone     *time.Location      // in which a day without a time is meant; nil: UTC
	Webhooks []dispatch.Endpoint // as dispatch.CheckAll returned them
}

// API is the table of routes of /v1 and its description.
type API struct {
	Deps
	huma  huma.API
	table table

	flights flights
}

// New registers every operation. The zero Deps are enough for Routes and
// OpenAPI, not for serving.
func New(d Deps) *API {
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	if d.Zone == nil {
		d.Zone = time.UTC
	}
	a := &API{Deps: d}
	a.huma = huma.NewAPI(config(), &a.table)
	for _, area := range []func(){
		a.examining, a.applications, a.evidence,
		a.decisions,
		a.identities, a.resolution,
		a.sources, a.records, a.traces,
		a.reports, a.measures, a.requests,
		a.export,
		a.cases,
		a.ledger,
		a.keys,
		a.webhooks, a.jobs,
		a.doctor,
		a.describe,
	} {
		area()
	}
	return a
}

// Routes returns the line of every operation, handler included.
func (a *API) Routes() []httpd.Route { return a.table.routes }

// books returns one tenant's part of the store.
func (a *API) books(tenant string) *gate.Books {
	return &gate.Books{DB: a.DB, Vault: a.Vault, Tenant: tenant}
}

// caller is who asks, and when.
type caller struct {
	*access.Principal
	at entity.Instant
}

// view runs fn on one consistent state of the store.
func (a *API) view(ctx context.Context, fn func(*store.Tx) error) error { return a.DB.View(ctx, fn) }

// table collects what is registered; it is the router of huma, which therefore
// cannot serve anything that is not in it.
type table struct{ routes []httpd.Route }

func (t *table) add(o *operation, h http.Handler) {
	t.routes = append(t.routes, httpd.Route{Pattern: o.method + " " + o.path, Scope: o.scope, Class: o.class, Open: o.open, MaxBody: o.max, Handler: h})
}
