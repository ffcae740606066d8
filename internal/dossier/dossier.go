// Package dossier keeps case files: what sources say, with who recorded it and
// when; the positions, hypotheses and steps of the people who work the case; who
// looked and why; what left, to whom, and who has to be told when it is taken
// back. It computes nothing of a case itself: internal/casefile does.
package dossier

import (
	"context"
	"errors"
	"fmt"

	"github.com/sekifuda/sekifuda/internal/casefile"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/casebook"
	"github.com/sekifuda/sekifuda/internal/vault"
)

// Book is one tenant's case files.
type Book struct {
	DB     *store.DB
	Vault  *vault.Vault
	Tenant string
	NewID  func() (string, error) // UUIDv7 for reads, exports and notices
	// Registered knows corporate numbers, which free text may hold; nil knows none.
	Registered func(number string) bool
}

// Case is what a case file is about, and whose it is.
type Case struct {
	ID       string            `json:"id"` // the operator's own; says nothing of a person
	Title    string            `json:"title"`
	Owner    string            `json:"owner,omitempty"`
	Marking  statement.Marking `json:"marking,omitzero"` // of what nobody marked; care holds for all of the case
	Closed   bool              `json:"closed,omitempty"`
	Note     string            `json:"note,omitempty"`
	Opened   entity.Instant    `json:"opened,omitempty"`
	Recorded entity.Instant    `json:"recorded,omitempty"` // when this was last changed
	By       string            `json:"by,omitempty"`
}

// Act is who changes something, and when.
type Act struct {
	By    string
	At    entity.Instant
	Claim func(*store.Tx) error // claims an idempotency key in the same transaction; nil: none
}

var (
	// ErrExists is returned for a case that was opened before.
	ErrExists = errors.New("a case with this id is open already")
	// ErrNoPurpose is returned for a look into a case without a purpose.
	ErrNoPurpose = errors.New("a purpose is needed: every look into a case is recorded with one")
)

func container(id string) casebook.Container {
	return casebook.Container{Kind: casebook.Case, ID: id}
}

func (b *Book) book() casebook.Book { return casebook.Book{Vault: b.Vault, Tenant: b.Tenant} }

// change runs fn in a transaction of an act.
func (b *Book) change(ctx context.Context, act Act, fn func(*store.Tx) error) error {
	return b.DB.Tx(ctx, func(tx *store.Tx) error {
		if act.Claim != nil {
			if err := act.Claim(tx); err != nil {
				return err
			}
		}
		return fn(tx)
	})
}

// Open opens a case. It fails with ErrExists and with *Refused.
func (b *Book) Open(ctx context.Context, c Case, act Act) error {
	if err := b.checkCase(&c); err != nil {
		return err
	}
	return b.change(ctx, act, func(tx *store.Tx) error {
		there, err := casebook.Exists(tx, b.Tenant, container(c.ID))
		if err == nil && there {
			err = ErrExists
		}
		if err != nil {
			return fmt.Errorf("open case %s: %w", c.ID, err)
		}
		return b.put(tx, c, act)
	})
}

// Change gives a case another title, owner, marking or state. The case as it was
// stays readable. It fails with casebook.ErrNoContainer and with *Refused.
func (b *Book) Change(ctx context.Context, c Case, act Act) error {
	if err := b.checkCase(&c); err != nil {
		return err
	}
	return b.change(ctx, act, func(tx *store.Tx) error {
		if _, err := b.get(tx, c.ID, nil); err != nil {
			return err
		}
		return b.put(tx, c, act)
	})
}

func (b *Book) put(tx *store.Tx, c Case, act Act) error {
	c.Opened, c.Recorded, c.By = 0, 0, ""
	_, err := b.book().Record(tx, container(c.ID), act.At, casebook.Entry{Kind: casebook.KindCase, ID: c.ID, By: act.By, Body: c})
	return err
}

// get returns a case as it was known at a time, nil for now.
func (b *Book) get(tx *store.Tx, id string, known *entity.Instant) (Case, error) {
	versions, err := b.book().Get(tx, container(id), casebook.KindCase, id, known)
	if err != nil {
		return Case{}, fmt.Errorf("case %s: %w", id, err)
	}
	last := versions[len(versions)-1]
	c, err := casebook.As[Case](last)
	c.Opened, c.Recorded, c.By = versions[0].At, last.At, last.By
	return c, err
}

// Line is a case in a list: nothing of what is in it.
type Line struct {
	ID     string         `json:"id"`
	Closed bool           `json:"closed"`
	TLP    statement.TLP  `json:"tlp"`
	Opened entity.Instant `json:"opened"`
	Erased bool           `json:"erased,omitempty"` // its key was destroyed; nothing else is left
	ToTell int            `json:"to_tell"`          // recipients who are to be told that something was taken back
	Leaf   int64          `json:"-"`
}

// List returns up to limit cases that were opened after the one with a leaf.
func (b *Book) List(ctx context.Context, leaf int64, limit int) (out []Line, err error) {
	err = b.DB.View(ctx, func(tx *store.Tx) error {
		out = nil
		rows, err := casebook.RowsOf(tx, b.Tenant, casebook.Case, casebook.KindCase, casebook.Query{First: true, After: leaf, Limit: limit})
		if err != nil {
			return err
		}
		for _, r := range rows {
			l, err := b.line(tx, r)
			if err != nil {
				return err
			}
			out = append(out, l)
		}
		return nil
	})
	return out, err
}

func (b *Book) line(tx *store.Tx, r casebook.Row) (Line, error) {
	l := Line{ID: r.Container.ID, Opened: r.At, Leaf: r.Leaf}
	c, err := b.get(tx, l.ID, nil)
	if errors.Is(err, casebook.ErrErased) {
		l.Erased = true
		return l, nil
	}
	if err != nil {
		return l, err
	}
	l.Closed, l.TLP = c.Closed, levelOf(c.Marking.TLP)
	notices, err := b.notices(tx, l.ID)
	for _, n := range notices {
		if n.Told == nil {
			l.ToTell++
		}
	}
	return l, err
}

// Add records what is in more: sources, statements, names of things, decisions,
// positions and so on, all or nothing. The same again is nothing new; other
// content under the same id is a new version. It fails with *Refused,
// casebook.ErrNoContainer and casebook.ErrEarlier.
func (b *Book) Add(ctx context.Context, id string, more *casefile.File, act Act) (sum casebook.Recorded, err error) {
	err = b.change(ctx, act, func(tx *store.Tx) error {
		sum, err = b.add(tx, id, more, act)
		return err
	})
	if err != nil {
		return casebook.Recorded{}, fmt.Errorf("add to case %s: %w", id, err)
	}
	return sum, nil
}

func (b *Book) add(tx *store.Tx, id string, more *casefile.File, act Act) (casebook.Recorded, error) {
	there, _, err := b.load(tx, id, nil)
	if err != nil {
		return casebook.Recorded{}, err
	}
	fill(more, act)
	if err := b.check(there, more); err != nil {
		return casebook.Recorded{}, err
	}
	sum, err := b.book().Record(tx, container(id), act.At, entriesOf(more, act.By)...)
	if err != nil {
		return sum, err
	}
	for _, w := range more.Withdrawals {
		r, err := b.withdraw(tx, id, w, act)
		if err != nil {
			return sum, err
		}
		sum.Withdrawn += r
	}
	return sum, nil
}
