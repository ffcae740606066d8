package triage

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/casebook"
	"github.com/sekifuda/sekifuda/internal/vault"
)

// Desk is one tenant's abuse desk.
type Desk struct {
	DB     *store.DB
	Vault  *vault.Vault
	Tenant string
	NewID  func() (string, error) // UUIDv7 for what is recorded
	Trace  Tracer                 // who held what, and what hangs on an identity
	Prove  Prover                 // the gate's memory
}

// Act is who does something, and when.
type Act struct {
	By    string
	At    entity.Instant
	Claim func(*store.Tx) error // claims an idempotency key in the same transaction; nil: none
}

// Tracer follows things to contracts. Where it fails nothing is known, and
// nothing may be done.
type Tracer interface {
	// Whose says whose a reported thing was. Who held an address is
	// communication data: the tracer records the look with its ground first.
	Whose(ctx context.Context, i Indicator, g *statement.Ground, at entity.Instant) (Whose, error)
	// Siblings returns the contracts that share with the identity behind an
	// application, the strongest first, its own left out.
	Siblings(ctx context.Context, application string, at entity.Instant) ([]Sibling, error)
}

// Prover proves identities false, and takes that back. within runs in the same
// transaction, after the claim of the act: where either fails nothing is stored.
type Prover interface {
	ProveFalse(ctx context.Context, p Proof, act Act, within func(*store.Tx) error) error
	Withdraw(ctx context.Context, proof, reason string, act Act, within func(*store.Tx) error) error
}

// Proof is what a judgement proves of the identity behind an application.
type Proof struct {
	ID, Application, Reason string
	By, Second              string // Second "": provisional
	Stolen                  []string
}

// Refused is a refusal by the rules of the desk: the request is well-formed,
// and what it asks for must not be done now.
type Refused struct {
	Code string // what programs go by
	Why  string
}

// Error says why.
func (r *Refused) Error() string { return r.Why + " (" + r.Code + ")" }

func refuse(code, format string, args ...any) error {
	return &Refused{code, fmt.Sprintf(format, args...)}
}

// Wrong is an input that lacks something or holds what it must not.
type Wrong struct{ Field, Why string }

// Error names the field.
func (w *Wrong) Error() string { return w.Field + ": " + w.Why }

func (d *Desk) book() casebook.Book { return casebook.Book{Vault: d.Vault, Tenant: d.Tenant} }

// change runs fn in a transaction of an act.
func (d *Desk) change(ctx context.Context, act Act, fn func(*store.Tx) error) error {
	return d.DB.Tx(ctx, func(tx *store.Tx) error {
		if act.Claim != nil {
			if err := act.Claim(tx); err != nil {
				return err
			}
		}
		return fn(tx)
	})
}

// put records one thing.
func (d *Desk) put(tx *store.Tx, c casebook.Container, kind, id string, act Act, reason string, body any, refs ...string) error {
	_, err := d.book().Record(tx, c, act.At, casebook.Entry{Kind: kind, ID: id, By: act.By, Reason: reason, Body: body, Refs: refs})
	return err
}

// versions returns the versions of one thing as T; none is no error.
func versions[T any](d *Desk, tx *store.Tx, c casebook.Container, kind, id string) (out []T, all []casebook.Held, err error) {
	all, err = d.book().Get(tx, c, kind, id, nil)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	for _, h := range all {
		v, err := casebook.As[T](h)
		if err != nil {
			return nil, nil, err
		}
		out = append(out, v)
	}
	return out, all, nil
}

// last returns the newest version of one thing; store.ErrNotFound without any.
func last[T any](d *Desk, tx *store.Tx, c casebook.Container, kind, id string) (v T, h casebook.Held, err error) {
	out, all, err := versions[T](d, tx, c, kind, id)
	if err == nil && len(out) == 0 {
		err = fmt.Errorf("%s: %w", kind, store.ErrNotFound)
	}
	if err != nil {
		return v, h, err
	}
	return out[len(out)-1], all[len(all)-1], nil
}

// refOf is the ref under which things are found that are of one id.
func refOf(kind, id string) string { return statement.Ref{Kind: kind, Key: id}.String() }

// found returns the container of what is recorded under a ref.
func (d *Desk) found(tx *store.Tx, kind, id string) ([]casebook.Found, error) {
	all, err := d.book().Mentioning(tx, statement.Ref{Kind: kind, Key: id})
	if err != nil {
		return nil, err
	}
	return all, nil
}

// need fails where a text is empty or too long.
func need(field string, text *string) error {
	*text = strings.TrimSpace(*text)
	switch {
	case *text == "":
		return &Wrong{field, "is needed"}
	case len(*text) > maxText:
		return &Wrong{field, "is too long"}
	}
	return nil
}

const maxText = 20_000
