// Package resolution keeps track of who is the same as whom among the parties of
// applications, accounts and customers: it follows the ledger, resolves what is
// new or changed in memory, and writes down the public id of each record with
// every merge and split and its reason. One process of an installation does it at
// a time; all of them answer from what it wrote.
package resolution

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/store"
	stored "github.com/sekifuda/sekifuda/internal/store/resolution"
	"github.com/sekifuda/sekifuda/internal/vault"
)

// Ref names a record that is resolved.
type Ref = stored.Ref

// Service resolves the records of every tenant.
type Service struct {
	DB     *store.DB
	Vault  *vault.Vault
	Clock  func() entity.Instant
	NewID  func() (string, error) // UUIDv7: later ones sort behind
	Holder string                 // names this process; no two have the same
	Log    *slog.Logger           // nil: none
	Every  time.Duration          // how often it looks; 0: twice a second

	mu     sync.Mutex
	houses map[string]*house // by tenant; only while this process resolves

	epochs sync.Map // id of an entry → *resolve.Epoch
}

// The lease spares others the work; what keeps assignments whole is that the
// state of a tenant moves by compare-and-swap.
const (
	leaseName = "resolution"
	leaseFor  = 10 * time.Second
)

// Run resolves until ctx ends, and returns nil then. A failure of the store is
// logged, and all is read anew.
func (s *Service) Run(ctx context.Context) error {
	every := s.Every
	if every == 0 {
		every = 500 * time.Millisecond
	}
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		if err := s.once(ctx); err != nil && ctx.Err() == nil {
			s.warn("records cannot be resolved", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

func (s *Service) warn(what string, err error) {
	if s.Log != nil {
		s.Log.Error(what, "error", err)
	}
}

// once takes in what is new of every tenant, where this process has the lease.
func (s *Service) once(ctx context.Context) error {
	mine, err := s.lease(ctx)
	if err != nil || !mine {
		s.forget()
		return err
	}
	working, done := context.WithCancel(ctx)
	defer done()
	go s.keep(working)
	var tenants []string
	if err := s.DB.View(ctx, func(tx *store.Tx) (err error) {
		tenants, err = stored.Tenants(tx)
		return err
	}); err != nil {
		return err
	}
	for _, tenant := range tenants {
		if err := s.CatchUp(ctx, tenant); err != nil {
			return fmt.Errorf("tenant %s: %w", tenant, err)
		}
	}
	return nil
}

func (s *Service) lease(ctx context.Context) (mine bool, err error) {
	err = s.DB.Tx(ctx, func(tx *store.Tx) (err error) {
		now := s.Clock()
		mine, err = store.Lease(tx, leaseName, s.Holder, now, now+entity.Instant(leaseFor.Microseconds()))
		return err
	})
	return mine, err
}

// keep holds the lease while a long piece of work runs.
func (s *Service) keep(ctx context.Context) {
	tick := time.NewTicker(leaseFor / 3)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if _, err := s.lease(ctx); err != nil && ctx.Err() == nil {
				s.warn("the lease of resolution cannot be kept", err)
			}
		}
	}
}

func (s *Service) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.houses = nil
}

// CatchUp takes in what the ledger says up to now of one tenant. Where another
// process has assigned meanwhile, it reads all anew and goes on from there.
func (s *Service) CatchUp(ctx context.Context, tenant string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for tries := 0; ; tries++ {
		err := s.catchUp(ctx, tenant)
		if err != nil {
			delete(s.houses, tenant) // what is in memory may be ahead of what is stored
		}
		if !errors.Is(err, stored.ErrMoved) || tries == 3 {
			return err
		}
	}
}

func (s *Service) catchUp(ctx context.Context, tenant string) error {
	h := s.houses[tenant]
	if h == nil {
		var err error
		if h, err = s.build(ctx, tenant); err != nil {
			return err
		}
		if s.houses == nil {
			s.houses = map[string]*house{}
		}
		s.houses[tenant] = h
	}
	for {
		more, err := h.follow(ctx)
		if err != nil || !more {
			return err
		}
	}
}
