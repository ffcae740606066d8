// Package ledger holds the evidence that cannot be taken back: what a leaf of
// the log says and its canonical bytes, tiles and checkpoints of the Merkle
// tree over them, proofs, and receipts that are verified offline. All of it is
// pure: who keeps a log is store/log, who runs it is notary.
package ledger

import (
	"encoding/json"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/sekifuda/sekifuda/internal/canon"
	"github.com/sekifuda/sekifuda/internal/entity"
)

// Kinds of leaf: one for each kind of thing that must not be undone unseen.
const (
	KindDecision   = "decision"
	KindSourceLive = "source_live"
	KindProof      = "proof"
	KindWithdrawal = "withdrawal"
	KindPolicy     = "policy"
	KindEvidence   = "evidence"
	KindErasure    = "erasure"
	KindRecords    = "records"    // contracts, assets … imported or changed
	KindAdmin      = "admin"      // keys, jobs, restores: what an operator did; Codes say what
	KindCase       = "case"       // case files: what was recorded, read, positioned; Codes say what
	KindResolution = "resolution" // who is the same as whom: merges, splits, judgements, epochs
	KindMeasure    = "measure"    // reports judged, measures taken and ended, requests of authorities, grounds
	KindExport     = "export"     // something left the house in bulk
)

// Leaf is one entry of the log. It holds nothing in clear about a person:
// identifiers that the system made, codes, digests of public things, and keyed
// commitments to the rest.
type Leaf struct {
	Kind       string         `json:"kind"`
	ID         string         `json:"id"`                   // of what it records: a decision, a proof, a source
	Tenant     string         `json:"tenant,omitempty"`     // keyed tag; empty for reference data
	At         entity.Instant `json:"at"`                   // when it was decided, as the caller said
	Codes      []string       `json:"codes,omitempty"`      // outcome, provisional …
	Digests    []string       `json:"digests,omitempty"`    // of policies, snapshots: public things only
	Commitment string         `json:"commitment,omitempty"` // keyed commitment to the sealed content
	Row        string         `json:"row,omitempty"`        // digest of the stored row, sealed bytes included, see RowDigest
	Rows       []string       `json:"rows,omitempty"`       // where it records several rows: the digest of each, in the order of Digests
}

// MaxLeaf is the most bytes of a leaf: entry bundles write its length in 16 bits.
const MaxLeaf = 1<<16 - 1

// ErrLeaf is returned for a leaf without kind or id, of an unknown kind, or
// longer than MaxLeaf.
var ErrLeaf = errors.New("not a leaf")

// Bytes returns the canonical bytes that are hashed into the log. It fails
// only on a leaf that lacks what every leaf has.
func (l Leaf) Bytes() ([]byte, error) {
	if err := l.check(); err != nil {
		return nil, err
	}
	b, err := canon.Marshal(l)
	if err != nil {
		return nil, fmt.Errorf("leaf %s %s: %w", l.Kind, l.ID, err)
	}
	if len(b) > MaxLeaf {
		return nil, fmt.Errorf("leaf %s %s has %d bytes, at most %d: %w", l.Kind, l.ID, len(b), MaxLeaf, ErrLeaf)
	}
	return b, nil
}

// Parse reads canonical bytes back. Bytes that are not exactly what Bytes
// writes are refused, so that one leaf has one hash.
func Parse(b []byte) (Leaf, error) {
	var l Leaf
	if err := json.Unmarshal(b, &l); err != nil {
		return Leaf{}, fmt.Errorf("leaf: %w", err)
	}
	again, err := l.Bytes()
	if err != nil {
		return Leaf{}, err
	}
	if string(again) != string(b) {
		return Leaf{}, fmt.Errorf("leaf %s %s: bytes are not canonical: %w", l.Kind, l.ID, ErrLeaf)
	}
	return l, nil
}

// Hash returns the record hash of leaf bytes in the Merkle tree (RFC 6962).
func Hash(b []byte) tlog.Hash { return tlog.RecordHash(b) }

func (l Leaf) check() error {
	switch l.Kind {
	case KindDecision, KindSourceLive, KindProof, KindWithdrawal, KindPolicy, KindEvidence, KindErasure,
		KindRecords, KindAdmin, KindCase, KindResolution, KindMeasure, KindExport:
	default:
		return fmt.Errorf("leaf kind %q: %w", l.Kind, ErrLeaf)
	}
	if l.ID == "" {
		return fmt.Errorf("leaf %s without id: %w", l.Kind, ErrLeaf)
	}
	return nil
}
