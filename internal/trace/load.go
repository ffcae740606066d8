package trace

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/link"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/casebook"
	"github.com/sekifuda/sekifuda/internal/store/follow"
	stored "github.com/sekifuda/sekifuda/internal/store/record"
)

// load reads everything of the tenant from one state of the store, as it was
// known at a time or, with nil, is now.
func (t *Tracer) load(ctx context.Context, known *entity.Instant) (*state, error) {
	var out *state
	err := t.DB.View(ctx, func(tx *store.Tx) error {
		s := &state{books: newBooks(), pending: map[link.Edge]bool{}}
		out = s
		if err := t.mark(tx, s); err != nil {
			return err
		}
		if err := t.loadApplications(tx, s.books, known); err != nil {
			return err
		}
		if err := t.loadRecords(tx, s.books, known); err != nil {
			return err
		}
		if err := t.loadProofs(tx, s.books, known); err != nil {
			return err
		}
		return t.loadSaid(tx, s.books, known)
	})
	if err != nil {
		return nil, fmt.Errorf("build the graph: %w", err)
	}
	out.books.settle()
	return out, nil
}

// batch is how many rows are unsealed side by side.
const batch = 2000

// sideBySide unseals rows on all processors and takes them in their order.
func sideBySide[R, O any](rows func(yield func(R, error) bool), open func(R) (O, error), take func(R, O) error) error {
	var part []R
	flush := func() error {
		opened, errs := make([]O, len(part)), make([]error, len(part))
		var wait sync.WaitGroup
		workers := runtime.GOMAXPROCS(0)
		for w := range workers {
			wait.Go(func() {
				for i := w; i < len(part); i += workers {
					opened[i], errs[i] = open(part[i])
				}
			})
		}
		wait.Wait()
		for i, r := range part {
			if errs[i] != nil {
				return errs[i]
			}
			if err := take(r, opened[i]); err != nil {
				return err
			}
		}
		part = part[:0]
		return nil
	}
	for r, err := range rows {
		if err != nil {
			return err
		}
		if part = append(part, r); len(part) == batch {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}

// openedApplication is an application with what it brought.
type openedApplication struct {
	take func(*books)
}

func (t *Tracer) loadApplications(tx *store.Tx, b *books, known *entity.Instant) error {
	return sideBySide(follow.Applications(tx, t.Tenant), t.openedApplication, func(k follow.Application, a openedApplication) error {
		if a.take != nil && (known == nil || k.At <= *known) {
			a.take(b)
		}
		return nil
	})
}

func (t *Tracer) openedApplication(k follow.Application) (openedApplication, error) {
	app, err := t.openApplication(k)
	if err != nil || app == nil {
		return openedApplication{}, err
	}
	refs := t.Brought(app)
	return openedApplication{func(b *books) { b.takeApplication(k, app, refs) }}, nil
}

func (t *Tracer) loadRecords(tx *store.Tx, b *books, known *entity.Instant) error {
	err := sideBySide(follow.Records(tx, t.Tenant), t.openRecord, func(r follow.Record, rec opened) error {
		if rec != nil && (known == nil || r.At <= *known) {
			b.take(rec)
		}
		return nil
	})
	for _, v := range b.leaseOf {
		b.letLease(*v)
	}
	return err
}

// take adds one version of a record and reports whether it is the current one.
func (b *books) take(rec opened) bool {
	switch r := rec.(type) {
	case *contract:
		b.byApplication.add(r.application, r.id)
		return of(b.contracts, r.id).add(r)
	case *asset:
		b.byLabel.add(r.label, r.id)
		b.byDomain.addDomain(domain(r.label), ref(statement.Asset, r.id).String())
		return of(b.assets, r.id).add(r)
	case *account:
		b.byLogin.add(r.login, r.id)
		b.byDomain.addDomain(mailDomain(r.email), ref(statement.Email, r.email).String())
		return of(b.accounts, r.id).add(r)
	case *event:
		return of(b.events, r.id).add(r)
	case *lease:
		return of(b.leaseOf, r.id).add(r)
	}
	return false
}

// letLease puts the versions of one lease into the table of leases: the current
// one, and for the time before it those that it does not correct.
func (b *books) letLease(v versions[*lease]) {
	for _, l := range v {
		b.leases.drop(l.id, l.prefix)
	}
	for i, l := range v {
		to, last := l.to, i == len(v)-1
		if !last {
			to = min(to, v[i+1].from, v[len(v)-1].from)
		}
		if l.from >= to {
			continue
		}
		b.leases.add(&Lease{ID: l.id, Version: l.version, Source: l.source, Prefix: l.prefix, PortFrom: l.portFrom, PortTo: l.portTo,
			From: l.from, To: to, Asset: l.asset, Path: l.path, Superseded: !last})
	}
}

// loadProofs marks which identities are proved false, and what they had stolen.
func (t *Tracer) loadProofs(tx *store.Tx, b *books, known *entity.Instant) error {
	all, err := stored.Proofs(tx, t.Tenant, "", 0, math.MaxInt32)
	if err != nil {
		return err
	}
	for _, p := range all {
		a := b.applications[p.Application]
		if a == nil || known != nil && p.At > *known {
			continue
		}
		if err := t.markStolen(tx, a); err != nil {
			return err
		}
		if p.Withdrawn != 0 && (known == nil || p.Back.At <= *known) {
			continue
		}
		if a.proof.id == "" || !p.Provisional && !a.proof.proven {
			a.proof = proof{id: p.ID, proven: !p.Provisional, at: p.At}
		}
	}
	return nil
}

// markStolen reads which of what an application brought is a victim's.
func (t *Tracer) markStolen(tx *store.Tx, a *application) error {
	marks, err := stored.Attributes(tx, t.Tenant, a.id)
	if err != nil {
		return err
	}
	for i := range a.brought {
		r := a.brought[i].ref
		tag := t.Vault.Blind(t.Tenant, r.Kind, r.Key)
		a.brought[i].stolen = slices.ContainsFunc(marks, func(m stored.Attribute) bool {
			return m.Impersonated && m.Kind == r.Kind && m.Blind == tag
		})
	}
	return nil
}

func (t *Tracer) casebook() casebook.Book { return casebook.Book{Vault: t.Vault, Tenant: t.Tenant} }

func (t *Tracer) loadSaid(tx *store.Tx, b *books, known *entity.Instant) error {
	all, err := t.casebook().Statements(tx, known)
	if err != nil {
		return err
	}
	for _, told := range all {
		b.said[told.Container] = told
	}
	return nil
}

// graphOf returns which of the graphs is meant.
func graphOf(all bool) int {
	if all {
		return 1
	}
	return 0
}

// build makes a graph, with or without what takes a ground to be looked at, where
// it is not made yet.
func (s *state) build(all bool) error {
	if s.graphs[graphOf(all)] != nil {
		return nil
	}
	g, err := link.Build(func(func(link.Node) bool) {}, s.books.edges(all), link.Options{})
	if err != nil {
		return fmt.Errorf("build the graph: %w", err)
	}
	s.graphs[graphOf(all)] = g
	return nil
}
