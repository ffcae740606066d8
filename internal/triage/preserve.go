package triage

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/sekifuda/sekifuda/internal/canon"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/book"
	"github.com/sekifuda/sekifuda/internal/store/casebook"
	"github.com/sekifuda/sekifuda/internal/store/decision"
	stored "github.com/sekifuda/sekifuda/internal/store/record"
	"github.com/sekifuda/sekifuda/internal/vault"
)

// Preservation is what was there of a contract at a time: a snapshot under its
// hash, to be held until a date. Measures are refused without one.
type Preservation struct {
	ID       string         `json:"id"`
	Contract string         `json:"contract"`
	Reason   string         `json:"reason"`
	Hold     entity.Instant `json:"hold_until"`
	SHA256   string         `json:"sha256"` // of the snapshot's canonical JSON
	Records  int            `json:"records"`
	Missing  []string       `json:"missing,omitempty"` // what could not be read any more, or went beyond the bound
	By       string         `json:"by"`
	At       entity.Instant `json:"at,omitempty"`
	Snapshot *Held          `json:"snapshot,omitempty"`
}

// Held is a snapshot: it holds the records concerned, in all their versions.
type Held struct {
	Records     []Preserved `json:"records"`
	Application string      `json:"application,omitempty"`
	Decisions   []string    `json:"decisions,omitempty"` // ids, newest first
}

// Preserved is one version of a record.
type Preserved struct {
	Kind    string          `json:"kind"`
	ID      string          `json:"external_id"`
	Version int64           `json:"version"`
	At      entity.Instant  `json:"recorded"`
	Record  json.RawMessage `json:"record"`
}

// mostPreserved bounds a snapshot: what is beyond stays in the books, and is named.
const mostPreserved = 5000

func targetOf(contract string) casebook.Container {
	return casebook.Container{Kind: casebook.Target, ID: contract}
}

// Preserve takes a snapshot of a contract: its record, its assets, leases and
// accounts, its application's decisions. It fails with *Wrong for a contract
// that is not in the books and for a hold that ends before it begins.
func (d *Desk) Preserve(ctx context.Context, contract, reason string, hold entity.Instant, act Act) (p Preservation, err error) {
	if err := need("reason", &reason); err != nil {
		return p, err
	}
	if hold <= act.At {
		return p, &Wrong{"hold_until", "is not after now"}
	}
	p = Preservation{Contract: contract, Reason: reason, Hold: hold, By: act.By}
	if p.ID, err = d.NewID(); err != nil {
		return p, err
	}
	err = d.change(ctx, act, func(tx *store.Tx) error {
		s, missing, err := d.snapshot(tx, contract)
		if err != nil {
			return err
		}
		text, err := canon.Marshal(s)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(text)
		p.SHA256, p.Records, p.Missing, p.Snapshot = hex.EncodeToString(sum[:]), len(s.Records), missing, s
		return d.put(tx, targetOf(contract), casebook.KindPreservation, p.ID, act, reason, p, refOf("preservation", p.ID))
	})
	if err != nil {
		return Preservation{}, fmt.Errorf("preserve contract %s: %w", contract, err)
	}
	p.At = act.At
	return p, nil
}

// snapshot collects what belongs to a contract.
func (d *Desk) snapshot(tx *store.Tx, contract string) (*Held, []string, error) {
	s, missing := &Held{}, []string(nil)
	add := func(kind, id string) error {
		if len(s.Records) >= mostPreserved {
			missing = append(missing, kind+" "+id)
			return nil
		}
		rows, err := book.Get(tx, d.Tenant, kind, id)
		if err != nil {
			return err
		}
		for _, r := range rows {
			text, err := d.open(tx, r)
			if errors.Is(err, vault.ErrShredded) {
				missing = append(missing, fmt.Sprintf("%s %s version %d", kind, id, r.Version))
				continue
			}
			if err != nil {
				return err
			}
			s.Records = append(s.Records, Preserved{kind, id, r.Version, r.At, text})
		}
		return nil
	}
	if err := add(statement.Contract, contract); errors.Is(err, store.ErrNotFound) {
		return nil, nil, &Wrong{"contract", "no contract with this id is in the books"}
	} else if err != nil {
		return nil, nil, err
	}
	if err := d.below(tx, contract, add); err != nil {
		return nil, nil, err
	}
	application, err := applicationOf(s.Records)
	if err != nil || application == "" {
		return s, missing, err
	}
	s.Application = application
	for before := int64(0); ; {
		lines, next, err := decision.BeforeOf(tx, d.Tenant, application, before, decision.Wanted{}, 500)
		if err != nil {
			return nil, nil, err
		}
		for _, l := range lines {
			s.Decisions = append(s.Decisions, l.ID)
		}
		if before = next; next == 0 {
			return s, missing, nil
		}
	}
}

// below calls add for the assets and accounts of a contract, and for the leases
// of the assets. Log-ins stay where they are: they are looked at with a ground.
func (d *Desk) below(tx *store.Tx, contract string, add func(kind, id string) error) error {
	of, err := book.ByRef(tx, d.Tenant, statement.Contract, contract)
	if err != nil {
		return err
	}
	for _, r := range of {
		if r.Kind != statement.Asset && r.Kind != statement.Account {
			continue
		}
		if err := add(r.Kind, r.ExternalID); err != nil {
			return err
		}
		if r.Kind == statement.Account {
			continue
		}
		leases, err := book.ByRef(tx, d.Tenant, statement.Asset, r.ExternalID)
		if err != nil {
			return err
		}
		for _, l := range leases {
			if l.Kind == "lease" {
				if err := add(l.Kind, l.ExternalID); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// open unseals a record of the books.
func (d *Desk) open(tx *store.Tx, r book.Row) ([]byte, error) {
	key, err := d.Vault.Load(stored.Keys(tx), d.Tenant, r.Subject)
	if err != nil {
		return nil, err
	}
	return key.Open(book.Place(r.ID), r.Sealed)
}

// applicationOf returns the application of the newest version of a contract.
func applicationOf(all []Preserved) (string, error) {
	application := ""
	for _, r := range all {
		if r.Kind != statement.Contract {
			continue
		}
		var c struct {
			Application string `json:"application"`
		}
		if err := json.Unmarshal(r.Record, &c); err != nil {
			return "", fmt.Errorf("contract %s: %w", r.ID, err)
		}
		application = c.Application
	}
	return application, nil
}

// preserved returns the newest preservation of a contract that holds at a time.
func (d *Desk) preserved(tx *store.Tx, contract string, at entity.Instant) (*Preservation, error) {
	rows, err := casebook.Rows(tx, d.Tenant, targetOf(contract), casebook.Query{Kinds: []string{casebook.KindPreservation}})
	if err != nil {
		return nil, err
	}
	all, err := d.book().Open(tx, rows)
	if err != nil {
		return nil, err
	}
	var out *Preservation
	for _, h := range all {
		p, err := casebook.As[Preservation](h)
		if err != nil {
			return nil, err
		}
		if h.At <= at && p.Hold > at {
			p.At = h.At
			out = &p
		}
	}
	return out, nil
}

// Preservation returns what was preserved under an id, with its snapshot. It
// fails with store.ErrNotFound.
func (d *Desk) Preservation(ctx context.Context, id string) (p Preservation, err error) {
	err = d.DB.View(ctx, func(tx *store.Tx) error {
		found, err := d.found(tx, "preservation", id)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return store.ErrNotFound
		}
		var h casebook.Held
		p, h, err = last[Preservation](d, tx, found[0].Container, casebook.KindPreservation, id)
		p.At = h.At
		return err
	})
	if err != nil {
		return p, fmt.Errorf("preservation %s: %w", id, err)
	}
	return p, nil
}
