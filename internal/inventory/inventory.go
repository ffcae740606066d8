// Package inventory takes the records of an operator's own books (contracts,
// assets, leases, accounts, events) into the store and finds them again. What
// is personal is sealed with a key of the record and found by keyed tags.
package inventory

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/sekifuda/sekifuda/internal/canon"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/book"
	stored "github.com/sekifuda/sekifuda/internal/store/record"
	"github.com/sekifuda/sekifuda/internal/vault"
)

// Inventory is one tenant's records.
type Inventory struct {
	DB     *store.DB
	Vault  *vault.Vault
	Tenant string
	Zone   *time.Location // in which a day without a time is meant
}

// Entry is a record that was found fit to be stored.
type Entry struct {
	Kind string
	ID   string // external id
	facts
	text []byte // canonical
}

// Prepare checks what a reader of files cannot: times, addresses, ports. A
// problem names the field; file and line are the caller's to fill.
func (v *Inventory) Prepare(record any) (Entry, []*format.Error) {
	p := preparing{zone: v.Zone}
	e := Entry{facts: p.facts(record)}
	e.Kind, e.ID = p.kind, p.id
	if len(e.ID) > maxID {
		p.problem("external_id", fmt.Sprintf("longer than %d bytes", maxID), "shorten it")
	}
	if p.problems != nil {
		return Entry{}, p.problems
	}
	text, err := canon.Marshal(record)
	if err != nil {
		p.problem("", "the record cannot be written: "+err.Error(), "")
		return Entry{}, p.problems
	}
	e.text = text
	return e, nil
}

// maxID bounds external ids: they are keys of the store.
const maxID = 256

// Result says what an import did.
type Result struct {
	Added   int        `json:"added"`   // records that were not there
	Changed int        `json:"changed"` // new versions
	Same    int        `json:"same"`    // nothing new
	Missing []book.Ref `json:"-"`       // references that lead nowhere yet
}

// atOnce is how many records are stored in one transaction.
const atOnce = 500

// Import stores records; the same content again is nothing new. It is durable
// in parts of some hundred: where it fails, what came before stays, and the
// same import again goes on.
func (v *Inventory) Import(ctx context.Context, entries []Entry, at entity.Instant) (Result, error) {
	var sum Result
	for part := range slices.Chunk(entries, atOnce) {
		var r Result
		if err := v.DB.Tx(ctx, func(tx *store.Tx) (err error) {
			r, err = v.put(tx, part, at)
			return err
		}); err != nil {
			return sum, fmt.Errorf("import %d records: %w", len(part), err)
		}
		sum.Added, sum.Changed, sum.Same = sum.Added+r.Added, sum.Changed+r.Changed, sum.Same+r.Same
	}
	err := v.DB.View(ctx, func(tx *store.Tx) (err error) {
		sum.Missing, err = book.Missing(tx, v.Tenant, refs(entries))
		return err
	})
	return sum, err
}

// ImportWhole is Import of a few in one transaction: all of them or none.
func (v *Inventory) ImportWhole(ctx context.Context, entries []Entry, at entity.Instant) (r Result, err error) {
	err = v.DB.Tx(ctx, func(tx *store.Tx) (err error) {
		if r, err = v.put(tx, entries, at); err != nil {
			return err
		}
		r.Missing, err = book.Missing(tx, v.Tenant, refs(entries))
		return err
	})
	if err != nil {
		return Result{}, fmt.Errorf("import %d records: %w", len(entries), err)
	}
	return r, nil
}

// Missing returns those of refs that lead nowhere still.
func (v *Inventory) Missing(ctx context.Context, refs []book.Ref) (out []book.Ref, err error) {
	err = v.DB.View(ctx, func(tx *store.Tx) (err error) {
		out, err = book.Missing(tx, v.Tenant, refs)
		return err
	})
	return out, err
}

// refs returns each reference of entries once.
func refs(entries []Entry) (out []book.Ref) {
	seen := map[[2]string]bool{}
	for _, e := range entries {
		for _, r := range e.refs {
			if key := [2]string{r.Kind, r.ID}; !seen[key] {
				seen[key] = true
				out = append(out, r)
			}
		}
	}
	return out
}

func (v *Inventory) put(tx *store.Tx, entries []Entry, at entity.Instant) (r Result, err error) {
	current, err := v.current(tx, entries)
	if err != nil {
		return r, err
	}
	var rows []book.Row
	for _, e := range entries {
		key := [2]string{e.Kind, e.ID}
		content := v.Vault.Blind(v.Tenant, "record:"+e.Kind, string(e.text))
		before := current[key]
		switch {
		case before.Content == content:
			r.Same++
			continue
		case before.Version == 0:
			r.Added++
		default:
			r.Changed++
		}
		row, err := v.row(tx, e, before.Version+1, content, at)
		if err != nil {
			return r, err
		}
		rows, current[key] = append(rows, row), row
	}
	return r, book.Put(tx, v.Tenant, rows)
}

func (v *Inventory) current(tx *store.Tx, entries []Entry) (map[[2]string]book.Row, error) {
	byKind := map[string][]string{}
	for _, e := range entries {
		byKind[e.Kind] = append(byKind[e.Kind], e.ID)
	}
	out := map[[2]string]book.Row{}
	for kind, ids := range byKind {
		found, err := book.Current(tx, v.Tenant, kind, ids)
		if err != nil {
			return nil, err
		}
		for id, row := range found {
			out[[2]string{kind, id}] = row
		}
	}
	return out, nil
}

func (v *Inventory) row(tx *store.Tx, e Entry, version int64, content string, at entity.Instant) (book.Row, error) {
	key, err := v.Vault.Obtain(stored.Keys(tx), v.Tenant, vault.Subject(e.Kind, e.ID))
	if err != nil {
		return book.Row{}, err
	}
	id := v.Vault.Blind(v.Tenant, "record", strconv.FormatInt(version, 10)+":"+e.Kind+":"+e.ID)
	return book.Row{
		ID: id, Kind: e.Kind, ExternalID: e.ID, Version: version, Content: content, Source: e.source, From: e.from, To: e.to,
		Subject: key.Subject(), Sealed: key.Seal(book.Place(id), e.text), At: at, Refs: e.refs, Keys: v.keys(e.facts),
		Tag: v.Vault.TenantTag(v.Tenant), Commitment: key.Commit("record", e.text),
	}, nil
}

// Held is a version of a record, opened.
type Held struct {
	book.Row
	Record json.RawMessage // as the schema of its kind says
}

// Get returns all versions of a record, oldest first; store.ErrNotFound
// without any.
func (v *Inventory) Get(ctx context.Context, kind, id string) (out []Held, err error) {
	err = v.DB.View(ctx, func(tx *store.Tx) error {
		rows, err := book.Get(tx, v.Tenant, kind, id)
		if err != nil {
			return err
		}
		out, err = v.open(tx, rows)
		return err
	})
	return out, err
}

// List returns the current versions of up to limit records of a kind, in the
// order of external ids, after one; without their content.
func (v *Inventory) List(ctx context.Context, kind, after string, limit int) (out []book.Row, err error) {
	err = v.DB.View(ctx, func(tx *store.Tx) (err error) {
		out, err = book.List(tx, v.Tenant, kind, after, limit)
		return err
	})
	return out, err
}

func (v *Inventory) open(tx *store.Tx, rows []book.Row) (out []Held, err error) {
	for _, r := range rows {
		key, err := v.Vault.Load(stored.Keys(tx), v.Tenant, r.Subject)
		if err != nil {
			return nil, fmt.Errorf("%s %s: %w", r.Kind, r.ExternalID, err)
		}
		text, err := key.Open(book.Place(r.ID), r.Sealed)
		if err != nil {
			return nil, fmt.Errorf("%s %s: %w", r.Kind, r.ExternalID, err)
		}
		out = append(out, Held{r, text})
	}
	return out, nil
}
