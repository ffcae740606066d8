package dossier

import (
	"context"
	"fmt"
	"strings"

	"github.com/sekifuda/sekifuda/internal/casefile"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/casebook"
)

// Look is somebody's look into a case. It is recorded before anything is told.
type Look struct {
	By      string
	Purpose string
	What    string          // timeline, statements …: a word of the program
	At      entity.Instant  // when
	Known   *entity.Instant // the case as it was known then; nil: now
}

// Read is a look that was recorded.
type Read struct {
	By      string          `json:"by"`
	Purpose string          `json:"purpose"`
	What    string          `json:"what"`
	Known   *entity.Instant `json:"known,omitempty"`
	At      entity.Instant  `json:"at,omitempty"`
	Leaf    int64           `json:"-"`
}

// record writes the look down. It fails with ErrNoPurpose, and with
// casebook.ErrNoContainer where there is no such case.
func (b *Book) record(ctx context.Context, id string, l Look) error {
	if l.Purpose = strings.TrimSpace(l.Purpose); l.Purpose == "" {
		return ErrNoPurpose
	}
	k := &checking{registered: b.Registered}
	if k.text("purpose", l.Purpose); k.problems != nil {
		return k.refused()
	}
	read, err := b.NewID()
	if err != nil {
		return err
	}
	return b.DB.Tx(ctx, func(tx *store.Tx) error {
		there, err := casebook.Exists(tx, b.Tenant, container(id))
		if err == nil && !there {
			err = casebook.ErrNoContainer
		}
		if err != nil {
			return fmt.Errorf("case %s: %w", id, err)
		}
		_, err = b.book().Record(tx, container(id), l.At, casebook.Entry{Kind: casebook.KindRead, ID: read, By: l.By,
			Body: Read{By: l.By, Purpose: l.Purpose, What: l.What, Known: l.Known}})
		return err
	})
}

// view records a look and runs fn on one state of the store.
func (b *Book) view(ctx context.Context, id string, l Look, fn func(*store.Tx) error) error {
	if err := b.record(ctx, id, l); err != nil {
		return err
	}
	if err := b.DB.View(ctx, fn); err != nil {
		return fmt.Errorf("case %s: %w", id, err)
	}
	return nil
}

// File returns a case as a whole, with what it is about.
func (b *Book) File(ctx context.Context, id string, l Look) (f *casefile.File, c Case, err error) {
	err = b.view(ctx, id, l, func(tx *store.Tx) error {
		if c, err = b.get(tx, id, l.Known); err != nil {
			return err
		}
		f, _, err = b.load(tx, id, l.Known)
		return err
	})
	return f, c, err
}

// Entries returns up to limit versions of entries of a kind, recorded after a
// leaf, the current ones or, with history, all; limit 0 is all.
func (b *Book) Entries(ctx context.Context, id, kind string, history bool, leaf int64, limit int, l Look) (out []casebook.Held, err error) {
	err = b.view(ctx, id, l, func(tx *store.Tx) error {
		out, err = b.book().Read(tx, container(id), casebook.Query{Kinds: []string{kind}, Known: l.Known, History: history, After: leaf, Limit: limit})
		return err
	})
	return out, err
}

// Entry returns the versions of one entry, oldest first; store.ErrNotFound
// without any.
func (b *Book) Entry(ctx context.Context, id, kind, of string, l Look) (out []casebook.Held, err error) {
	err = b.view(ctx, id, l, func(tx *store.Tx) error {
		out, err = b.book().Get(tx, container(id), kind, of, l.Known)
		return err
	})
	return out, err
}

// Reads returns who looked into a case: up to limit looks after a leaf, this one
// included; limit 0 is all.
func (b *Book) Reads(ctx context.Context, id string, leaf int64, limit int, l Look) (out []Read, err error) {
	held, err := b.Entries(ctx, id, casebook.KindRead, false, leaf, limit, l)
	for _, h := range held {
		r, err := casebook.As[Read](h)
		if err != nil {
			return nil, err
		}
		r.At, r.Leaf = h.At, h.Leaf
		out = append(out, r)
	}
	return out, err
}
