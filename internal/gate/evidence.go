package gate

import (
	"context"
	"fmt"

	"github.com/sekifuda/sekifuda/internal/canon"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/store"
	stored "github.com/sekifuda/sekifuda/internal/store/record"
	"github.com/sekifuda/sekifuda/internal/vault"
)

// Evidence returns what was recorded on an application, in the order of recording.
func (b *Books) Evidence(ctx context.Context, application string) ([]Recorded, error) {
	held, err := b.fetch(ctx, []string{application})
	if err != nil {
		return nil, err
	}
	out, _, err := b.unseal(application, held[application])
	return out, err
}

// held is the evidence on one application as it is stored, with the data key.
type held struct {
	rows    []stored.Evidence
	wrapped []byte
}

// fetch reads the evidence on several applications at once: to open a view
// costs more than to read what one application has. One without any evidence
// has no entry.
func (b *Books) fetch(ctx context.Context, applications []string) (out map[string]held, err error) {
	err = b.DB.View(ctx, func(tx *store.Tx) (err error) {
		out, err = b.held(tx, applications)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("evidence on %d applications from %q on: %w", len(applications), applications[0], err)
	}
	return out, nil
}

func (b *Books) held(tx *store.Tx, applications []string) (map[string]held, error) {
	out := map[string]held{}
	found, err := stored.EvidenceOf(tx, b.Tenant, applications)
	if err != nil || len(found) == 0 {
		return out, err
	}
	var subjects []string
	for _, rows := range found {
		subjects = append(subjects, rows[0].Subject)
	}
	keys, err := stored.LoadKeys(tx, b.Tenant, subjects)
	if err != nil {
		return nil, err
	}
	for application, rows := range found {
		out[application] = held{rows, keys[rows[0].Subject]}
	}
	return out, nil
}

// unseal opens what fetch read. It returns the data key too, nil where there was
// nothing to open.
func (b *Books) unseal(application string, h held) ([]Recorded, *vault.Key, error) {
	if len(h.rows) == 0 {
		return nil, nil, nil
	}
	key, err := b.Vault.Unwrap(b.Tenant, h.rows[0].Subject, h.wrapped)
	if err != nil {
		return nil, nil, fmt.Errorf("evidence on %q: %w", application, err)
	}
	out := make([]Recorded, len(h.rows))
	for i, r := range h.rows {
		out[i].ID = r.ID
		if err := open(key, placeEvidence+r.ID, r.Sealed, &out[i].Evidence); err != nil {
			return nil, nil, fmt.Errorf("evidence on %q: %w", application, err)
		}
	}
	return out, key, nil
}

// AddEvidence records evidence under ids that the caller made (UUIDv7, in
// order); all of it or none.
func (b *Books) AddEvidence(ctx context.Context, evidence []Recorded, at entity.Instant) error {
	return b.AddEvidenceOnce(ctx, evidence, at, nil)
}

// AddEvidenceOnce is AddEvidence of a request that may be a retry; see
// ProveFalseOnce.
func (b *Books) AddEvidenceOnce(ctx context.Context, evidence []Recorded, at entity.Instant, claim func(*store.Tx) error) error {
	return b.DB.Tx(ctx, func(tx *store.Tx) error {
		if claim != nil {
			if err := claim(tx); err != nil {
				return err
			}
		}
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
