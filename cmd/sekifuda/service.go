package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"time"

	"github.com/sekifuda/sekifuda/internal/api"
	"github.com/sekifuda/sekifuda/internal/dispatch"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/event"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/httpd"
	"github.com/sekifuda/sekifuda/internal/notary"
	"github.com/sekifuda/sekifuda/internal/openmatch"
	"github.com/sekifuda/sekifuda/internal/people"
	"github.com/sekifuda/sekifuda/internal/policy"
	"github.com/sekifuda/sekifuda/internal/resolution"
	"github.com/sekifuda/sekifuda/internal/source"
	"github.com/sekifuda/sekifuda/internal/store/job"
	"github.com/sekifuda/sekifuda/internal/store/once"
	"github.com/sekifuda/sekifuda/internal/triage"
	"github.com/sekifuda/sekifuda/internal/work"
)

// service is everything that a running server has put together.
type service struct {
	app        *app
	file       *serveFile
	limits     httpd.Limits
	log        *slog.Logger
	clock      func() entity.Instant
	url        string
	holder     string // names this process in leases
	zone       *time.Location
	house      *house
	policy     *policy.Policy
	people     *people.People
	setup      *people.Setup
	live       *liveGate
	counts     counters
	notary     *notary.Sequencer
	looked     lastLook
	resolution *resolution.Service
	traces     *tracers
}

// newService opens the data directory and puts the parts together.
func (a *app) newService(f *serveFile, limits httpd.Limits) (_ *service, err error) {
	s := &service{app: a, file: f, limits: limits, log: a.logger(f.Log)}
	if s.clock, err = a.clock(); err != nil {
		return nil, err
	}
	if s.holder, err = a.newID(); err != nil {
		return nil, err
	}
	if s.zone, err = a.zone(); err != nil {
		return nil, err
	}
	if s.policy, err = readPolicy(f.Policy); err != nil {
		return nil, err
	}
	if s.house, err = a.open(); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			s.house.Close()
		}
	}()
	s.people = &people.People{DB: s.house.db, Vault: s.house.books.Vault, NewID: a.newID}
	s.resolution = s.house.resolution(s.clock, s.holder, s.log)
	if s.live, err = a.newLiveGate(s.house, s.policy); err != nil {
		return nil, err
	}
	if s.notary, err = s.house.sequencer(a.ctx, f.LogName); err != nil {
		return nil, err
	}
	s.traces = &tracers{house: s.house, clock: s.clock}
	return s, nil
}

func (s *service) close() {
	s.live.current.Close()
	if err := s.house.Close(); err != nil {
		s.log.Error("close", "error", err)
	}
}

// greet prints where the server is and, while nobody holds a key, the link by
// which the first one is made. The token is nowhere else.
func (s *service) greet() error {
	token, setup, err := s.people.Setup(s.app.ctx, s.clock())
	if err != nil {
		return err
	}
	s.setup = setup
	fmt.Fprintf(s.app.out, "listening on %s\n", s.url)
	if setup != nil {
		fmt.Fprintf(s.app.out, "there is no key yet: open %s/setup?token=%s within an hour to make the first one, or run `sekifuda key add`\n", s.url, token)
	}
	if s.file.TLSCert == "" && !onLoopback(s.file.Listen) {
		s.log.Warn("listening without TLS: whatever is in front must encrypt, or keys and applications can be read on the way")
	}
	return nil
}

// routes are the lines of every area.
func (s *service) routes() []httpd.Route {
	routes := api.New(api.Deps{
		Tracer: func(tenant string) api.Tracer { return s.traces.of(tenant) }, Desk: s.desk,
		DB: s.house.db, Vault: s.house.books.Vault, Clock: s.clock, NewID: s.app.newID, Log: s.log,
		Counter: s.counterOf, People: s.people, Sources: s.live.current, MaxAge: s.policy.MaxAge, Doctor: s.found,
		Webhooks: s.file.Webhooks, Zone: s.zone, Resolution: s.resolution,
	}).Routes()
	routes = append(routes, openmatch.Routes(openmatch.Options{
		Open: s.file.OpenMatch, Live: s.live.current.Borrow, UpdateToken: s.file.UpdateToken, Update: s.refresh,
	})...)
	return append(routes, s.setupRoutes()...)
}

type loop struct {
	name string
	run  func(context.Context) error
}

// loops are what runs beside the requests.
func (s *service) loops() []loop {
	relay := &dispatch.Relay{DB: s.house.db, Endpoints: s.file.Webhooks, Clock: s.clock, Holder: s.holder, Log: s.log}
	workers := &work.Workers{DB: s.house.db, Clock: s.clock, Holder: s.holder, Log: s.log, Handlers: s.jobs()}
	return []loop{
		{"sources", func(ctx context.Context) error { return httpd.Pace(ctx, time.Second, s.lookForSources) }},
		{"keys", s.people.Run},
		{"ledger", s.notary.Run},
		{"webhooks", relay.Run},
		{"jobs", workers.Run},
		{"resolution", s.resolution.Run},
		{"health", s.watchHealth},
		{"idempotency keys", func(ctx context.Context) error { return once.Run(ctx, s.house.db, time.Hour, s.clock) }},
	}
}

// jobs are the kinds of work that this server takes on.
func (s *service) jobs() map[event.Kind]work.Handler {
	handlers := s.house.containment(s.desk, s.clock)
	maps.Copy(handlers, map[event.Kind]work.Handler{
		event.LearnEpoch: s.learnEpoch,
		event.CompactSource: func(ctx context.Context, j *job.Job) error {
			c, err := event.Read[event.Compaction](j.Payload)
			if err != nil {
				return errors.Join(work.ErrFinal, err)
			}
			_, err = s.house.shelf.Compact(ctx, c.Source, source.Options{At: s.clock()})
			if nothing := (*format.Error)(nil); errors.As(err, &nothing) { // somebody joined it meanwhile
				s.log.Info("nothing to compact", "source", c.Source)
				return nil
			}
			return err
		},
	})
	return handlers
}

// desk is the abuse desk of a tenant.
func (s *service) desk(tenant string) *triage.Desk {
	return s.house.desk(tenant, s.traces.of(tenant))
}

// refresh opens what went live since.
func (s *service) refresh(ctx context.Context) error {
	changed, err := s.live.current.Refresh(ctx)
	if changed && err == nil {
		s.log.Info("sources changed")
	}
	return err
}

func (s *service) lookForSources(ctx context.Context) {
	if err := s.refresh(ctx); err != nil && ctx.Err() == nil {
		s.log.Error("sources cannot be looked for", "error", err)
	}
}

// last gives the leaves of the last requests their places.
func (s *service) last() error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(s.app.ctx), 5*time.Second)
	defer cancel()
	if _, err := s.notary.Once(ctx); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}
