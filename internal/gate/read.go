package gate

import (
	"context"
	"fmt"

	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/decision"
	stored "github.com/sekifuda/sekifuda/internal/store/record"
)

// Exactly returns the decision with an id, which is written out, and nothing
// else that Decision would take for it. It fails with store.ErrNotFound.
func (b *Books) Exactly(ctx context.Context, id string) (*finding.Decision, error) {
	var d finding.Decision
	err := b.DB.View(ctx, func(tx *store.Tx) error {
		row, err := decision.Exact(tx, b.Tenant, id)
		if err != nil {
			return err
		}
		key, err := b.Vault.Load(stored.Keys(tx), b.Tenant, row.Subject)
		if err != nil {
			return err
		}
		d = finding.Decision{}
		return open(key, placeDecision+row.ID, row.Sealed, &d)
	})
	if err != nil {
		return nil, fmt.Errorf("read decision: %w", err)
	}
	return &d, nil
}

// Versions returns the versions of an application as they are stored, without
// what is sealed, the first first. It fails with store.ErrNotFound.
func (b *Books) Versions(ctx context.Context, application string) (out []stored.Application, err error) {
	err = b.DB.View(ctx, func(tx *store.Tx) (err error) {
		out, err = stored.Versions(tx, b.Tenant, application)
		return err
	})
	if err == nil && len(out) == 0 {
		err = fmt.Errorf("application %s: %w", application, store.ErrNotFound)
	}
	return out, err
}

// Application returns a version of an application as it was handed in, 0 for the
// current one, and its row. It fails with store.ErrNotFound.
func (b *Books) Application(ctx context.Context, application string, version int64) (*record.Application, stored.Application, error) {
	var app record.Application
	var row stored.Application
	err := b.DB.View(ctx, func(tx *store.Tx) (err error) {
		row, err = b.version(tx, application, version)
		if err != nil {
			return err
		}
		key, err := b.Vault.Load(stored.Keys(tx), b.Tenant, row.Subject)
		if err != nil {
			return err
		}
		app = record.Application{}
		return open(key, placeApplication+row.Input, row.Sealed, &app)
	})
	if err != nil {
		return nil, row, fmt.Errorf("read application: %w", err)
	}
	return &app, row, nil
}

// version reads one version, 0 for the current one.
func (b *Books) version(tx *store.Tx, application string, version int64) (stored.Application, error) {
	if version == 0 {
		return stored.GetApplication(tx, b.Tenant, application)
	}
	all, err := stored.Versions(tx, b.Tenant, application)
	if err != nil {
		return stored.Application{}, err
	}
	for _, v := range all {
		if v.Version == version { // of two with the same input either has it whole
			row, err := stored.GetApplicationInput(tx, b.Tenant, application, v.Input)
			row.Version, row.At = v.Version, v.At
			return row, err
		}
	}
	return stored.Application{}, fmt.Errorf("version %d: %w", version, store.ErrNotFound)
}

// Proof returns one proof; store.ErrNotFound without one.
func (b *Books) Proof(ctx context.Context, id string) (out FalseIdentity, err error) {
	err = b.DB.View(ctx, func(tx *store.Tx) error {
		row, err := stored.GetProof(tx, b.Tenant, id)
		if err != nil {
			return err
		}
		out, err = b.openProof(tx, row)
		return err
	})
	return out, err
}

// Proofs returns up to limit proofs, withdrawn ones too, with leaves above leaf,
// in the order in which they were made.
func (b *Books) Proofs(ctx context.Context, leaf int64, limit int) (out []FalseIdentity, err error) {
	err = b.DB.View(ctx, func(tx *store.Tx) error {
		out = nil
		rows, err := stored.Proofs(tx, b.Tenant, "", leaf, limit)
		if err != nil {
			return err
		}
		for _, r := range rows {
			p, err := b.openProof(tx, r)
			if err != nil {
				return err
			}
			out = append(out, p)
		}
		return nil
	})
	return out, err
}

func (b *Books) openProof(tx *store.Tx, p stored.Proof) (FalseIdentity, error) {
	key, err := b.Vault.Load(stored.Keys(tx), b.Tenant, p.Subject)
	if err != nil {
		return FalseIdentity{}, err
	}
	reason, err := key.Open(placeReason+p.ID, p.Reason)
	if err != nil {
		return FalseIdentity{}, err
	}
	out := FalseIdentity{ID: p.ID, Application: p.Application, Reason: string(reason), By: p.By, Second: p.Second, At: p.At, Leaf: p.Proved}
	if p.Withdrawn == 0 {
		return out, nil
	}
	reason, err = key.Open(placeWithdrawn+p.ID, p.Back.Reason)
	out.WithdrawnBy, out.WithdrawnAt, out.WithdrawnFor = p.Back.By, p.Back.At, string(reason)
	return out, err
}
