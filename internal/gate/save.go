package gate

import (
	"context"
	"fmt"
	"maps"

	"github.com/sekifuda/sekifuda/internal/canon"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/decision"
	stored "github.com/sekifuda/sekifuda/internal/store/record"
	"github.com/sekifuda/sekifuda/internal/vault"
)

// saved is one examined application on its way into the store.
type saved struct {
	app        *record.Application
	d          *finding.Decision
	batch      string
	position   int64
	appBytes   []byte
	decBytes   []byte
	attributes []stored.Attribute
	key        *vault.Key // the application's data key; nil where it is not known to have one
	made       bool       // key is new, and of use only once it is kept
}

// prepare writes what will be stored; it does the work that needs no transaction.
func (b *Books) prepare(app *record.Application, text []byte, brought []Attribute, d *finding.Decision, batch string, position int) (*saved, error) {
	s := &saved{app: app, appBytes: text, d: d, batch: batch, position: int64(position)}
	var err error
	if s.decBytes, err = canon.Marshal(d); err != nil {
		return nil, fmt.Errorf("store decision on %q: %w", app.ExternalID, err)
	}
	s.attributes = b.blind(brought)
	return s, nil
}

func (b *Books) blind(attributes []Attribute) []stored.Attribute {
	out := make([]stored.Attribute, len(attributes))
	for i, a := range attributes {
		out[i] = stored.Attribute{Kind: a.Kind, Blind: b.Vault.Blind(b.Tenant, a.Kind, a.Value)}
	}
	return out
}

// save queues applications, attributes, decisions, leaves and outbox rows for
// one transaction. wait returns how many of them are durable, from the first
// on, which is when their decisions may be told. Where all together fail, each
// is stored alone, so that the error stands at the one that caused it.
func (b *Books) save(ctx context.Context, list []*saved) (wait func() (durable int, err error)) {
	ready := make([]sealed, len(list))
	for i, s := range list {
		if err := b.provide(s); err != nil {
			return func() (int, error) { return 0, err }
		}
		ready[i] = b.seal(s.key, s)
	}
	all := b.DB.Go(ctx, func(tx *store.Tx) error { return b.put(tx, list, ready) })
	return func() (int, error) {
		err := all()
		if err == nil {
			return len(list), nil
		}
		if len(list) == 1 || ctx.Err() != nil {
			return 0, err
		}
		for i := range list {
			err := b.DB.Tx(ctx, func(tx *store.Tx) error { return b.put(tx, list[i:i+1], ready[i:i+1]) })
			if err != nil {
				return i, err
			}
		}
		return len(list), nil
	}
}

// provide makes a data key where none is known.
func (b *Books) provide(s *saved) (err error) {
	if s.key != nil {
		return nil
	}
	s.made = true
	if s.key, err = b.Vault.New(b.Tenant, subjectOf(s.app.ExternalID)); err != nil {
		return fmt.Errorf("store decision %s: %w", s.d.ID, err)
	}
	return nil
}

// put may run more than once (see store.DB.Tx), and changes nothing of what it
// is given: a key that was found in one attempt may be gone in the next, with
// the neighbour who made it.
func (b *Books) put(tx *store.Tx, list []*saved, ready []sealed) error {
	kept, err := b.keep(tx, list)
	if err != nil {
		return err
	}
	applications, brought, rows := make([]stored.Application, len(list)), make([]stored.Brought, len(list)), make([]decision.Row, len(list))
	for i, s := range list {
		this := ready[i]
		if wrapped := kept[s.key.Subject()]; !s.key.Same(wrapped) { // the subject has a key already: seal with that one
			old, err := b.Vault.Unwrap(b.Tenant, s.key.Subject(), wrapped)
			if err != nil {
				return err
			}
			this = b.seal(old, s)
		}
		applications[i], rows[i] = this.app, this.row
		brought[i] = stored.Brought{Application: s.app.ExternalID, Attributes: s.attributes}
	}
	if err := stored.PutApplications(tx, b.Tenant, applications); err != nil {
		return err
	}
	if err := stored.PutAllAttributes(tx, b.Tenant, brought); err != nil {
		return err
	}
	_, err = decision.SaveAll(tx, rows)
	return err
}

// keep stores the keys that were made, and returns for each subject the wrapped
// key that it has now. A key that was there is asked for once more: it may have
// been destroyed since.
func (b *Books) keep(tx *store.Tx, list []*saved) (map[string][]byte, error) {
	var made, known []string
	var wrapped [][]byte
	for _, s := range list {
		if s.made {
			made, wrapped = append(made, s.key.Subject()), append(wrapped, s.key.Wrapped())
		} else {
			known = append(known, s.key.Subject())
		}
	}
	kept, err := stored.KeepKeys(tx, b.Tenant, made, wrapped)
	if err != nil {
		return nil, err
	}
	old, err := stored.LoadKeys(tx, b.Tenant, known)
	if err != nil {
		return nil, err
	}
	maps.Copy(kept, old)
	return kept, nil
}

// sealed is what stands in the store for one application.
type sealed struct {
	app stored.Application
	row decision.Row
}

func (b *Books) seal(key *vault.Key, s *saved) sealed {
	return sealed{stored.Application{
		ExternalID: s.app.ExternalID, Input: s.d.Input, Subject: key.Subject(),
		Sealed: key.Seal(placeApplication+s.d.Input, s.appBytes), At: s.d.At,
	}, decision.Row{
		ID: s.d.ID, Tenant: b.Tenant, Application: s.app.ExternalID, Input: s.d.Input, Outcome: s.d.Outcome,
		At: s.d.At, Policy: s.d.Generation.Policy, Generation: s.d.Generation, Subject: key.Subject(),
		Sealed: key.Seal(placeDecision+s.d.ID, s.decBytes), Batch: s.batch, BatchPosition: s.position,
		Tag: b.Vault.TenantTag(b.Tenant), Commitment: key.Commit("decision", s.decBytes),
	}}
}
