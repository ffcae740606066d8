package gate

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/sekifuda/sekifuda/internal/canon"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/decision"
	stored "github.com/sekifuda/sekifuda/internal/store/record"
	"github.com/sekifuda/sekifuda/internal/vault"
)

// Books is one tenant's part of the store: applications, evidence, proofs and
// decisions, all personal fields sealed.
type Books struct {
	DB     *store.DB
	Vault  *vault.Vault
	Tenant string
}

// Places at which sealed bytes open; part of the stored format.
const (
	placeApplication = "application:" // and the digest of the input: versions cannot be swapped
	placeDecision    = "decision:"
	placeEvidence    = "evidence:"
	placeReason      = "proof:"
)

func subjectOf(application string) string { return vault.Subject("application", application) }

// saved is one examined application on its way into the store.
type saved struct {
	app        *record.Application
	d          *finding.Decision
	batch      string
	position   int64
	appBytes   []byte
	decBytes   []byte
	attributes []stored.Attribute
	key        *vault.Key // the application's data key where it is known already
}

// prepare writes what will be stored; it does the work that needs no transaction.
func (b *Books) prepare(app *record.Application, text []byte, d *finding.Decision, batch string, position int) (*saved, error) {
	s := &saved{app: app, appBytes: text, d: d, batch: batch, position: int64(position)}
	var err error
	if s.decBytes, err = canon.Marshal(d); err != nil {
		return nil, fmt.Errorf("store decision on %q: %w", app.ExternalID, err)
	}
	s.attributes = b.blind(Brought(app))
	return s, nil
}

func (b *Books) blind(attributes []Attribute) []stored.Attribute {
	out := make([]stored.Attribute, len(attributes))
	for i, a := range attributes {
		out[i] = stored.Attribute{Kind: a.Kind, Blind: b.Vault.Blind(b.Tenant, a.Kind, a.Value)}
	}
	return out
}

// save queues application, attributes, decision, leaf and outbox row for one
// transaction; wait returns once they are durable, which is when the decision
// may be told.
func (b *Books) save(ctx context.Context, s *saved) (wait func() error, err error) {
	subject := subjectOf(s.app.ExternalID)
	key := s.key
	if key == nil {
		if key, err = b.Vault.New(b.Tenant, subject); err != nil {
			return nil, fmt.Errorf("store decision %s: %w", s.d.ID, err)
		}
	}
	app, row := b.seal(key, s)
	return b.DB.Go(ctx, func(tx *store.Tx) error {
		kept, err := stored.Keys(tx).Keep(b.Tenant, subject, key.Wrapped())
		if err != nil {
			return err
		}
		if !key.Same(kept) { // the subject has a key already: seal with that one
			old, err := b.Vault.Unwrap(b.Tenant, subject, kept)
			if err != nil {
				return err
			}
			app, row = b.seal(old, s)
		}
		if _, _, err := stored.PutApplication(tx, b.Tenant, app); err != nil {
			return err
		}
		if err := stored.PutAttributes(tx, b.Tenant, s.app.ExternalID, s.attributes); err != nil {
			return err
		}
		_, err = decision.Save(tx, row)
		return err
	}), nil
}

func (b *Books) seal(key *vault.Key, s *saved) (stored.Application, decision.Row) {
	return stored.Application{
			ExternalID: s.app.ExternalID, Input: s.d.Input, Subject: key.Subject(),
			Sealed: key.Seal(placeApplication+s.d.Input, s.appBytes), At: s.d.At,
		}, decision.Row{
			ID: s.d.ID, Tenant: b.Tenant, Application: s.app.ExternalID, Input: s.d.Input, Outcome: s.d.Outcome,
			At: s.d.At, Policy: s.d.Generation.Policy, Generation: s.d.Generation, Subject: key.Subject(),
			Sealed: key.Seal(placeDecision+s.d.ID, s.decBytes), Batch: s.batch, BatchPosition: s.position,
			Tag: b.Vault.TenantTag(b.Tenant), Commitment: key.Commit("decision", s.decBytes),
		}
}

// Decision returns a stored decision by its id, the start of it, or the
// external id of an application (its latest), with the application that it was
// made on. It fails with store.ErrNotFound or store.ErrAmbiguous.
func (b *Books) Decision(ctx context.Context, id string) (*finding.Decision, *record.Application, error) {
	var d finding.Decision
	var a record.Application
	err := b.DB.View(ctx, func(tx *store.Tx) error {
		row, err := decision.LatestFor(tx, b.Tenant, id)
		if errors.Is(err, store.ErrNotFound) {
			row, err = decision.Get(tx, b.Tenant, id)
		}
		if err != nil {
			return err
		}
		app, err := stored.GetApplicationInput(tx, b.Tenant, row.Application, row.Input)
		if err != nil {
			return err
		}
		key, err := b.Vault.Load(stored.Keys(tx), b.Tenant, row.Subject)
		if err != nil {
			return err
		}
		if err := open(key, placeDecision+row.ID, row.Sealed, &d); err != nil {
			return err
		}
		return open(key, placeApplication+app.Input, app.Sealed, &a)
	})
	if err != nil {
		return nil, nil, fmt.Errorf("decision %q: %w", id, err)
	}
	return &d, &a, nil
}

func open(key *vault.Key, place string, sealed []byte, into any) error {
	b, err := key.Open(place, sealed)
	if err != nil {
		return err
	}
	return json.Unmarshal(b, into)
}

// Evidence returns what was recorded on an application, in the order of recording.
func (b *Books) Evidence(ctx context.Context, application string) ([]Recorded, error) {
	out, _, err := b.evidence(ctx, application)
	return out, err
}

// evidence returns the data key of the application too, where it needed one.
func (b *Books) evidence(ctx context.Context, application string) (out []Recorded, key *vault.Key, err error) {
	err = b.DB.View(ctx, func(tx *store.Tx) error {
		out, key = nil, nil
		rows, err := stored.EvidenceFor(tx, b.Tenant, application)
		if err != nil || len(rows) == 0 {
			return err
		}
		if key, err = b.Vault.Load(stored.Keys(tx), b.Tenant, rows[0].Subject); err != nil {
			return err
		}
		for _, r := range rows {
			e := Recorded{ID: r.ID}
			if err := open(key, placeEvidence+r.ID, r.Sealed, &e.Evidence); err != nil {
				return err
			}
			out = append(out, e)
		}
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("evidence on %q: %w", application, err)
	}
	return out, key, nil
}

// AddEvidence records evidence under ids that the caller made (UUIDv7, in
// order); all of it or none.
func (b *Books) AddEvidence(ctx context.Context, evidence []Recorded, at entity.Instant) error {
	return b.DB.Tx(ctx, func(tx *store.Tx) error {
		for _, e := range evidence {
			text, err := canon.Marshal(e.Evidence)
			if err != nil {
				return fmt.Errorf("evidence on %q: %w", e.Application, err)
			}
			key, err := b.Vault.Obtain(stored.Keys(tx), b.Tenant, subjectOf(e.Application))
			if err != nil {
				return err
			}
			err = stored.AddEvidence(tx, b.Tenant, stored.Evidence{
				ID: e.ID, Application: e.Application, Subject: key.Subject(), Sealed: key.Seal(placeEvidence+e.ID, text),
				At: at, Tag: b.Vault.TenantTag(b.Tenant), Commitment: key.Commit("evidence", text),
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}
