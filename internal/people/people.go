// Package people knows who may ask: keys with scopes for now, persons later. A
// key is shown once; the store has a keyed hash of it. Nobody grants more than he
// holds, nor takes back what is more than he holds, and each such act leaves a
// leaf in its transaction.
package people

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/principal"
	"github.com/sekifuda/sekifuda/internal/store/record"
	"github.com/sekifuda/sekifuda/internal/vault"
)

// People keeps the principals of an installation. It is safe for concurrent use.
type People struct {
	DB    *store.DB
	Vault *vault.Vault
	NewID func() (string, error) // UUIDv7

	known known
}

// What a request to add or revoke can fail with; all are the caller's to mend.
var (
	ErrBeyond = errors.New("nobody grants more than he holds")
	ErrHigher = errors.New("the key holds more than yours: only one that holds as much can revoke it")
	ErrNew    = errors.New("not a key that can be made")
)

// maxName bounds the name of a key.
const maxName = 200

// New is a key that is to be made.
type New struct {
	Tenant  string
	Name    string
	Scopes  []access.Scope
	Expires entity.Instant // 0: never
}

// check looks at what holds of any key, whoever makes it.
func (n *New) check(at entity.Instant) error {
	n.Name = strings.TrimSpace(n.Name)
	switch {
	case n.Tenant == "":
		return fmt.Errorf("%w: no tenant", ErrNew)
	case n.Name == "" || len(n.Name) > maxName:
		return fmt.Errorf("%w: a name has 1 to %d bytes", ErrNew, maxName)
	case len(n.Scopes) == 0:
		return fmt.Errorf("%w: it needs a scope", ErrNew)
	case n.Expires != 0 && n.Expires <= at:
		return fmt.Errorf("%w: it would be expired", ErrNew)
	}
	for i, s := range n.Scopes {
		if _, err := access.ParseScope(string(s)); err != nil {
			return fmt.Errorf("%w: %w", ErrNew, err)
		}
		if slices.Contains(n.Scopes[:i], s) {
			return fmt.Errorf("%w: scope %s stands twice", ErrNew, s)
		}
	}
	return nil
}

// Claim claims an idempotency key for the principal that is being made; it
// returns the one that has it already.
type Claim func(tx *store.Tx, id string) (taken string, err error)

// Add makes a key and returns its text, which is nowhere else. by is who grants
// it: nil is the command line beside the data directory, and nobody else. It
// fails with ErrNew or ErrBeyond. Where claim, which may be nil, finds that the
// request was served before, it returns what was made then, without the text.
func (p *People) Add(ctx context.Context, by *access.Principal, n New, at entity.Instant, claim Claim) (text string, made *access.Principal, err error) {
	if err := n.check(at); err != nil {
		return "", nil, err
	}
	return p.add(ctx, n, at, granter(by), func(tx *store.Tx, id string) (string, error) {
		if err := p.mayGrant(tx, by, n, at); err != nil || claim == nil {
			return "", err
		}
		return claim(tx, id)
	})
}

func granter(by *access.Principal) string {
	if by == nil {
		return ""
	}
	return by.ID
}

// mayGrant compares what is granted with what the granter holds now, not when
// his request came in.
func (p *People) mayGrant(tx *store.Tx, by *access.Principal, n New, at entity.Instant) error {
	if by == nil {
		return nil
	}
	row, err := principal.Get(tx, n.Tenant, by.ID)
	if errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("%w: your key is not of tenant %q", ErrBeyond, n.Tenant)
	}
	if err != nil {
		return err
	}
	now := holder(row)
	switch {
	case !now.Valid(at):
		return fmt.Errorf("%w: your key was revoked", ErrBeyond)
	case !now.Covers(n.Scopes):
		return fmt.Errorf("%w: your key has %s", ErrBeyond, list(now.Scopes))
	case now.Expires != 0 && (n.Expires == 0 || n.Expires > now.Expires):
		return fmt.Errorf("%w: your key expires %s, this one must not live longer", ErrBeyond, now.Expires)
	}
	return nil
}

func list(scopes []access.Scope) string {
	out := make([]string, len(scopes))
	for i, s := range scopes {
		out[i] = string(s)
	}
	return strings.Join(out, ", ")
}

// add stores a key if allowed, asked in the same transaction, says so.
func (p *People) add(ctx context.Context, n New, at entity.Instant, by string, allowed Claim) (text string, made *access.Principal, err error) {
	id, err := p.NewID()
	if err != nil {
		return "", nil, fmt.Errorf("add key: %w", err)
	}
	text, secret, err := newText(id)
	if err != nil {
		return "", nil, fmt.Errorf("add key: %w", err)
	}
	made = &access.Principal{ID: id, Tenant: n.Tenant, Name: n.Name, Scopes: n.Scopes, Created: at, Expires: n.Expires}
	taken := ""
	err = p.DB.Tx(ctx, func(tx *store.Tx) (err error) {
		if taken, err = allowed(tx, id); err != nil || taken != "" {
			return err
		}
		key, err := p.Vault.Obtain(record.Keys(tx), n.Tenant, subjectOf(id))
		if err != nil {
			return err
		}
		return principal.Add(tx, principal.Row{
			Tenant: n.Tenant, ID: id, Kind: principal.KindKey, Name: key.Seal(placeName+id, []byte(n.Name)), Scopes: n.Scopes,
			Hash: p.hash(id, secret), Created: at, CreatedBy: by, Expires: n.Expires,
		}, p.Vault.TenantTag(n.Tenant))
	})
	switch {
	case err != nil:
		return "", nil, fmt.Errorf("add key: %w", err)
	case taken != "":
		made, err = p.Get(ctx, n.Tenant, taken)
		return "", made, err
	}
	return text, made, nil
}

// placeName is where a sealed name opens; part of the stored format.
const placeName = "principal:"

func subjectOf(id string) string { return vault.Subject("principal", id) }

// holder is a row without its name.
func holder(r principal.Row) *access.Principal {
	return &access.Principal{ID: r.ID, Tenant: r.Tenant, Scopes: r.Scopes, Created: r.Created, Expires: r.Expires, Revoked: r.Revoked}
}

func (p *People) open(tx *store.Tx, r principal.Row) (*access.Principal, error) {
	key, err := p.Vault.Load(record.Keys(tx), r.Tenant, subjectOf(r.ID))
	if err != nil {
		return nil, err
	}
	name, err := key.Open(placeName+r.ID, r.Name)
	if err != nil {
		return nil, err
	}
	out := holder(r)
	out.Name = string(name)
	return out, nil
}

// Get returns a principal of a tenant; store.ErrNotFound without one.
func (p *People) Get(ctx context.Context, tenant, id string) (out *access.Principal, err error) {
	err = p.DB.View(ctx, func(tx *store.Tx) error {
		row, err := principal.Get(tx, tenant, id)
		if err != nil {
			return err
		}
		out, err = p.open(tx, row)
		return err
	})
	return out, err
}

// List returns up to limit principals of a tenant, revoked ones too, in the order
// in which they were made, from after the id after on.
func (p *People) List(ctx context.Context, tenant, after string, limit int) (out []*access.Principal, err error) {
	err = p.DB.View(ctx, func(tx *store.Tx) error {
		out = nil
		rows, err := principal.List(tx, tenant, after, limit)
		if err != nil {
			return err
		}
		for _, r := range rows {
			one, err := p.open(tx, r)
			if err != nil {
				return err
			}
			out = append(out, one)
		}
		return nil
	})
	return out, err
}

// Revoke takes a key back; from then on nothing hears it. by is who does so: nil
// is the command line. It fails with ErrHigher, and with store.ErrNotFound. A key
// that is revoked already stays as it is.
func (p *People) Revoke(ctx context.Context, by *access.Principal, tenant, id string, at entity.Instant) error {
	err := p.DB.Tx(ctx, func(tx *store.Tx) error {
		row, err := principal.Get(tx, tenant, id)
		if err != nil {
			return err
		}
		if by != nil {
			mine, err := principal.Get(tx, tenant, by.ID)
			if err != nil {
				return err
			}
			if now := holder(mine); !now.Valid(at) || !now.Covers(row.Scopes) {
				return ErrHigher
			}
		}
		return principal.Revoke(tx, tenant, id, granter(by), p.Vault.TenantTag(tenant), at)
	})
	p.known.forget()
	if err != nil {
		return fmt.Errorf("revoke key %s: %w", id, err)
	}
	return nil
}
