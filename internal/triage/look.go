package triage

import (
	"context"
	"fmt"

	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/casebook"
)

// Looked is a look at communication data, as it is listed for whoever audits.
type Looked struct {
	ID string `json:"id"`
	statement.Look
	Leaf int64 `json:"-"`
}

// Record keeps a look at communication data with its ground, before it is had,
// and returns its id. Where it fails nothing may be shown.
func (d *Desk) Record(ctx context.Context, l statement.Look) (string, error) {
	if err := l.Check(); err != nil {
		return "", err
	}
	id, err := d.NewID()
	if err != nil {
		return "", err
	}
	err = d.DB.Tx(ctx, func(tx *store.Tx) error {
		found, err := d.found(tx, "request-number", l.Reference)
		if err != nil {
			return err
		}
		if len(found) > 0 {
			l.Order = found[0].Container.ID
		}
		// A container a month: what is older than it must be kept is erased at once.
		month := casebook.Container{Kind: casebook.Looks, ID: l.At.Time().Format("2006-01")}
		return d.put(tx, month, casebook.KindLook, id, Act{By: l.By, At: l.At}, "", l)
	})
	if err != nil {
		return "", fmt.Errorf("record a look at communication data: %w", err)
	}
	return id, nil
}

// Looks returns up to limit looks that were recorded after the one with a leaf.
func (d *Desk) Looks(ctx context.Context, leaf int64, limit int) (out []Looked, err error) {
	err = d.DB.View(ctx, func(tx *store.Tx) error {
		out = nil
		rows, err := casebook.RowsOf(tx, d.Tenant, casebook.Looks, casebook.KindLook, casebook.Query{After: leaf, Limit: limit})
		if err != nil {
			return err
		}
		for _, row := range rows {
			held, err := d.book().Open(tx, []casebook.Row{row})
			if isErased(err) {
				out = append(out, Looked{ID: "erased", Look: statement.Look{At: row.At}, Leaf: row.Leaf})
				continue
			}
			if err != nil {
				return err
			}
			l, err := casebook.As[statement.Look](held[0])
			if err != nil {
				return err
			}
			out = append(out, Looked{held[0].ID, l, row.Leaf})
		}
		return nil
	})
	return out, err
}
