package gate

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"strconv"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/decision"
	stored "github.com/sekifuda/sekifuda/internal/store/record"
	"github.com/sekifuda/sekifuda/internal/vault"
)

// Exported is one decision that is taken out, with the application that it was
// made on.
type Exported struct {
	Decision    *finding.Decision   `json:"decision,omitempty"`
	Application *record.Application `json:"application,omitempty"`
	Receipt     string              `json:"receipt,omitempty"` // "" until the leaf is sequenced
	Erased      string              `json:"erased,omitempty"`  // id of a decision whose data were erased: nothing else is left
}

// Export is one taking out of decisions in bulk. It leaves a leaf when it
// begins and one when it ends, which says how much of what left the house,
// whether or not it came to its end.
type Export struct {
	Books  *Books
	Wanted decision.Wanted
	ID     string // UUIDv7
	By     string // id of who takes it, a code
	At     entity.Instant
	// Receipt returns the receipt of a leaf, "" where it has none yet; nil leaves
	// receipts out.
	Receipt func(ctx context.Context, leaf int64) (string, error)
}

// Summary says what was taken out.
type Summary struct {
	Count  int64  `json:"count"`
	SHA256 string `json:"sha256"` // of the bytes that were written
}

// Run writes decisions to w with write, which is called for each in the order
// in which they were recorded.
func (e *Export) Run(ctx context.Context, w io.Writer, write func(io.Writer, *Exported) error) (s Summary, err error) {
	if err := e.leaf(ctx, "begun"); err != nil {
		return s, err
	}
	out := &digesting{w: w, h: sha256.New()}
	err = e.pages(ctx, func(x *Exported) error {
		if err := write(out, x); err != nil {
			return err
		}
		s.Count++
		return nil
	})
	s.SHA256 = hex.EncodeToString(out.h.Sum(nil))
	how := "whole"
	if err != nil {
		how = "broken_off"
	}
	// What left the house has left it, whoever went away meanwhile.
	return s, errors.Join(err, e.leaf(context.WithoutCancel(ctx), how, strconv.FormatInt(s.Count, 10), s.SHA256))
}

// WriteLine writes one as a line of JSON.
func WriteLine(w io.Writer, x *Exported) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(x); err != nil {
		return fmt.Errorf("write export: %w", err)
	}
	return nil
}

type digesting struct {
	w io.Writer
	h hash.Hash
}

func (d *digesting) Write(p []byte) (int, error) {
	n, err := d.w.Write(p)
	d.h.Write(p[:n])
	return n, err
}

// leaf says how far it is, and of the end how many and the digest.
func (e *Export) leaf(ctx context.Context, how string, more ...string) error {
	l := ledger.Leaf{Kind: ledger.KindExport, ID: e.ID, Tenant: e.Books.Vault.TenantTag(e.Books.Tenant), At: e.At, Codes: []string{"decisions", how, e.By}}
	if len(more) == 2 {
		l.Codes, l.Digests = append(l.Codes, more[0]), more[1:]
	}
	return e.Books.DB.Tx(ctx, func(tx *store.Tx) error {
		_, err := store.AppendLeaf(tx, l)
		return err
	})
}

// pages reads and opens decisions some at a time.
func (e *Export) pages(ctx context.Context, each func(*Exported) error) error {
	leaf := int64(0)
	for {
		var opened []*Exported
		var rows []decision.Row
		err := e.Books.DB.View(ctx, func(tx *store.Tx) (err error) {
			if rows, err = decision.After(tx, e.Books.Tenant, leaf, e.Wanted, eachPage); err != nil {
				return err
			}
			opened, err = e.Books.openAll(tx, rows)
			return err
		})
		if err != nil {
			return fmt.Errorf("export: %w", err)
		}
		for i, x := range opened {
			leaf = rows[i].Leaf
			if e.Receipt != nil {
				if x.Receipt, err = e.Receipt(ctx, leaf); err != nil {
					return fmt.Errorf("export: %w", err)
				}
			}
			if err := each(x); err != nil {
				return err
			}
		}
		if len(rows) < eachPage {
			return nil
		}
	}
}

// openAll opens decisions and their applications; what was erased is said so.
func (b *Books) openAll(tx *store.Tx, rows []decision.Row) ([]*Exported, error) {
	out := make([]*Exported, len(rows))
	for i, row := range rows {
		key, err := b.Vault.Load(stored.Keys(tx), b.Tenant, row.Subject)
		if errors.Is(err, vault.ErrShredded) {
			out[i] = &Exported{Erased: row.ID}
			continue
		}
		if err != nil {
			return nil, err
		}
		app, err := stored.GetApplicationInput(tx, b.Tenant, row.Application, row.Input)
		if err != nil {
			return nil, err
		}
		x := &Exported{Decision: &finding.Decision{}, Application: &record.Application{}}
		if err := open(key, placeDecision+row.ID, row.Sealed, x.Decision); err != nil {
			return nil, err
		}
		if err := open(key, placeApplication+app.Input, app.Sealed, x.Application); err != nil {
			return nil, err
		}
		out[i] = x
	}
	return out, nil
}
