package gate

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/canon"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/event"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/job"
	stored "github.com/sekifuda/sekifuda/internal/store/record"
)

// memory answers from the store as of one state of it.
type memory struct {
	books *Books
	asOf  stored.AsOf
}

// Memory returns the memory of proved-false identities as of a state.
func (b *Books) Memory(asOf stored.AsOf) Memory { return memory{b, asOf} }

// clockOf is the clock as of which a memory answers, as decisions name it.
func clockOf(m Memory) int64 {
	if m, ok := m.(memory); ok && m.asOf.Clock != math.MaxInt64 {
		return m.asOf.Clock
	}
	return finding.Everything
}

func (m memory) Shares(ctx context.Context, application string, attributes []Attribute) ([]Share, error) {
	if m.asOf.Position == 0 {
		return nil, nil // nothing was proved: to ask would cost a view and the tags for nothing
	}
	var found []stored.Share
	err := m.books.DB.View(ctx, func(tx *store.Tx) (err error) {
		found, err = stored.Shares(tx, m.books.Tenant, m.books.blind(attributes), application, m.asOf)
		return err
	})
	if err != nil {
		return nil, err
	}
	out := make([]Share, len(found))
	for i, s := range found {
		out[i] = Share{Kind: s.Kind, Application: s.Application, Hops: s.Hops, Proven: s.Proven}
	}
	return out, nil
}

// FalseIdentity is the proof, or the suspicion of one person, that the identity
// under which an application was made is false.
type FalseIdentity struct {
	ID          string // UUIDv7, the caller's
	Application string // external id
	Reason      string
	By, Second  string
	Stolen      []string // what is the victim's and links nobody: a kind (email) or one value (phone=03-1234-5678)
	At          entity.Instant

	// What is read back of it, and never written by who proves it.
	Leaf                      int64
	WithdrawnBy, WithdrawnFor string
	WithdrawnAt               entity.Instant // 0 while it holds
}

// ProveFalse records the proof. By one person it is provisional and never leads
// further than to a review. It fails with store.ErrNotFound for an application
// that was never stored.
func (b *Books) ProveFalse(ctx context.Context, f FalseIdentity) error {
	return b.ProveFalseOnce(ctx, f, nil)
}

// ProveFalseOnce is ProveFalse of a request that may be a retry: claim, where
// not nil, claims its idempotency key in the transaction. Where it fails,
// nothing is stored and its error is returned.
func (b *Books) ProveFalseOnce(ctx context.Context, f FalseIdentity, claim func(*store.Tx) error) error {
	if err := stored.Unpack(ctx, b.DB, b.Tenant); err != nil {
		return fmt.Errorf("prove %s false: %w", f.Application, err)
	}
	return b.DB.Tx(ctx, func(tx *store.Tx) error {
		if claim != nil {
			if err := claim(tx); err != nil {
				return err
			}
		}
		key, err := b.Vault.Obtain(stored.Keys(tx), b.Tenant, subjectOf(f.Application))
		if err != nil {
			return err
		}
		if err := b.markStolen(tx, f); err != nil {
			return err
		}
		_, err = stored.ProveFalse(tx, b.Tenant, stored.Proof{
			ID: f.ID, Application: f.Application, By: f.By, Second: f.Second, Provisional: f.Second == "",
			Subject: key.Subject(), Reason: key.Seal(placeReason+f.ID, []byte(f.Reason)), At: f.At,
			Tag: b.Vault.TenantTag(b.Tenant), Commitment: key.Commit("reason", []byte(f.Reason)),
		})
		if err != nil {
			return err
		}
		return b.follow(tx, event.Following{Proof: f.ID}, f.At)
	})
}

// follow has what shares with a false identity looked for, or taken back.
func (b *Books) follow(tx *store.Tx, f event.Following, at entity.Instant) error {
	_, _, err := job.Enqueue(tx, f.Job(b.Tenant), at)
	return err
}

// markStolen marks what the impostor took from its victim.
func (b *Books) markStolen(tx *store.Tx, f FalseIdentity) error {
	all, err := stored.Attributes(tx, b.Tenant, f.Application)
	if err != nil {
		return err
	}
	for _, a := range all {
		if !slices.ContainsFunc(f.Stolen, func(stolen string) bool { return b.isStolen(a, stolen) }) {
			continue
		}
		a.Impersonated = true
		if err := stored.SetMark(tx, b.Tenant, f.Application, a); err != nil {
			return err
		}
	}
	return nil
}

// isStolen reports whether an attribute is the one that is named as stolen.
func (b *Books) isStolen(a stored.Attribute, named string) bool {
	kind, value, one := strings.Cut(named, "=")
	if kind != a.Kind || !one {
		return kind == a.Kind
	}
	return b.blind([]Attribute{{kind, folded(kind, value)}})[0].Blind == a.Blind
}

// folded brings a value that a person wrote into the form of Brought.
func folded(kind, value string) string {
	switch kind {
	case "phone":
		if p, err := identifier.Phone(value, "JP"); err == nil {
			return p.E164
		}
	case "email":
		if m, err := identifier.Email(value); err == nil {
			return m.Address
		}
	case "ship_to":
		if k := placeKey(identifier.ParseAddress(value)); k != "" {
			return k
		}
	}
	return value
}

// ErrNoProof is returned where there is no proof to withdraw.
var ErrNoProof = errors.New("no identity is proved false under this id")

// Withdraw takes back every active proof under id, which is the id of a proof
// or the external id of an application. All that followed from it falls.
func (b *Books) Withdraw(ctx context.Context, id, by, reason string, at entity.Instant) error {
	return b.DB.Tx(ctx, func(tx *store.Tx) error {
		proofs, err := b.proofsUnder(tx, id)
		if err != nil {
			return err
		}
		n := 0
		for _, p := range proofs {
			if p.Withdrawn != 0 {
				continue
			}
			if err := b.withdraw(tx, p, by, reason, at); err != nil {
				return err
			}
			n++
		}
		if n == 0 {
			return fmt.Errorf("withdraw %q: %w", id, ErrNoProof)
		}
		return nil
	})
}

// WithdrawProof takes back one proof by its id. It fails with store.ErrNotFound,
// and with stored.ErrWithdrawn where it was taken back before.
func (b *Books) WithdrawProof(ctx context.Context, id, by, reason string, at entity.Instant) error {
	return b.WithdrawProofWith(ctx, id, by, reason, at, nil)
}

// WithdrawProofWith is WithdrawProof with something that stands or falls with
// it: within, where not nil, runs first in the same transaction. Where it
// fails, nothing is stored and its error is returned.
func (b *Books) WithdrawProofWith(ctx context.Context, id, by, reason string, at entity.Instant, within func(*store.Tx) error) error {
	return b.DB.Tx(ctx, func(tx *store.Tx) error {
		if within != nil {
			if err := within(tx); err != nil {
				return err
			}
		}
		p, err := stored.GetProof(tx, b.Tenant, id)
		if err != nil {
			return err
		}
		return b.withdraw(tx, p, by, reason, at)
	})
}

func (b *Books) proofsUnder(tx *store.Tx, id string) ([]stored.Proof, error) {
	one, err := stored.GetProof(tx, b.Tenant, id)
	if err == nil {
		return []stored.Proof{one}, nil
	}
	if !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	return stored.Proofs(tx, b.Tenant, id, 0, math.MaxInt32)
}

func (b *Books) withdraw(tx *store.Tx, p stored.Proof, by, reason string, at entity.Instant) error {
	key, err := b.Vault.Load(stored.Keys(tx), b.Tenant, p.Subject)
	if err != nil {
		return err
	}
	_, err = stored.Withdraw(tx, b.Tenant, stored.Withdrawal{
		ID: p.ID, By: by, Reason: key.Seal(placeWithdrawn+p.ID, []byte(reason)), At: at,
		Tag: b.Vault.TenantTag(b.Tenant), Commitment: key.Commit("reason", []byte(reason)),
	})
	if err != nil {
		return err
	}
	return b.follow(tx, event.Following{Proof: p.ID, Withdrawn: true}, at)
}

// Remember stores an application without examining it, with what it brought:
// identities that were proved false elsewhere come in this way.
func (b *Books) Remember(ctx context.Context, app *record.Application, at entity.Instant) error {
	text, err := canon.Marshal(app)
	if err != nil {
		return fmt.Errorf("remember application %q: %w", app.ExternalID, err)
	}
	return b.DB.Tx(ctx, func(tx *store.Tx) error {
		key, err := b.Vault.Obtain(stored.Keys(tx), b.Tenant, subjectOf(app.ExternalID))
		if err != nil {
			return err
		}
		input := canon.Sum(text)
		_, _, err = stored.PutApplication(tx, b.Tenant, stored.Application{
			ExternalID: app.ExternalID, Input: input, Subject: key.Subject(),
			Sealed: key.Seal(placeApplication+input, text), At: at,
		})
		if err != nil {
			return err
		}
		return stored.PutAttributes(tx, b.Tenant, app.ExternalID, b.blind(Brought(app)))
	})
}
