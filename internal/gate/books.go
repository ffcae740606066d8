package gate

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

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
	placeApplication = stored.PlaceApplication
	placeEvidence    = stored.PlaceEvidence
	placeReason      = stored.PlaceReason
	placeDecision    = "decision:" // as decision.Place
	placeWithdrawn   = placeReason + "withdrawn:"
)

func subjectOf(application string) string { return vault.Subject("application", application) }

// Decision returns a stored decision by its id, the start of it, or the
// external id of an application (its latest), with the application that it was
// made on. It fails with store.ErrNotFound or store.ErrAmbiguous.
func (b *Books) Decision(ctx context.Context, id string) (*finding.Decision, *record.Application, error) {
	var d finding.Decision
	var a record.Application
	err := b.DB.View(ctx, func(tx *store.Tx) error {
		row, err := decision.Find(tx, b.Tenant, id)
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

// Known reports whether an application was examined here.
func (b *Books) Known(ctx context.Context, application string) (bool, error) {
	err := b.DB.View(ctx, func(tx *store.Tx) error {
		_, err := stored.GetApplication(tx, b.Tenant, application)
		return err
	})
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}
