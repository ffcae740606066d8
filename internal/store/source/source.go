// Package source keeps the rows of reference data: which snapshot files there
// are, where each came from, and which of them are live. The records are in the
// files. Reference data has no tenant.
package source

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/event"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
)

// Where the day of publication came from.
const (
	FromFile   = "file"
	FromFlag   = "flag"
	FromImport = "import" // nothing said it: the time of import stands in
)

// RawFile is one file as it was received.
type RawFile struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
}

// Snapshot is the row of one snapshot file.
type Snapshot struct {
	Source        string         `json:"source"`
	Kind          string         `json:"kind"`
	Digest        string         `json:"digest"`
	Base          string         `json:"base,omitempty"` // of a difference
	Published     entity.Instant `json:"published"`
	PublishedFrom string         `json:"published_from"`
	Imported      entity.Instant `json:"imported"`
	Records       int64          `json:"records"`
	Path          string         `json:"path"` // relative to the data directory, as the release that imported it wrote it
	Reader        string         `json:"reader"`
	Raw           []RawFile      `json:"raw"`
	Live          bool           `json:"live"`
	Seq           int64          `json:"seq"` // order of import
}

// Chain is the live state of one source: a base and the differences on it.
type Chain struct {
	Source    string
	Kind      string
	Snapshots []Snapshot // base first
}

// Published returns when the newest part was published, which is what
// freshness counts from.
func (c Chain) Published() entity.Instant { return c.Snapshots[len(c.Snapshots)-1].Published }

// Ref returns the chain as a decision's generation names it.
func (c Chain) Ref() finding.SnapshotRef {
	r := finding.SnapshotRef{Source: c.Source}
	for _, s := range c.Snapshots {
		r.Chain = append(r.Chain, s.Digest)
	}
	return r
}

// ErrChain is returned for a chain that does not hold together: no base, a
// difference on another base, kinds that differ.
var ErrChain = errors.New("snapshots do not form a chain")

const columns = `seq, source, kind, digest, base, published, published_from, imported, records, path, reader, raw, live`

// Add stores the row of a snapshot that was imported. The same content imported
// again is the same snapshot: its row stays, with the later publication, since
// a publisher who repeats himself says that the content still holds; a date that
// a person gives corrects any other. It returns
// the row as it is now and whether it is new.
func Add(tx *store.Tx, s Snapshot) (Snapshot, bool, error) {
	raw, err := json.Marshal(s.Raw)
	if err != nil {
		return Snapshot{}, false, fmt.Errorf("add snapshot %s of %s: %w", s.Digest, s.Source, err)
	}
	_, err = Get(tx, s.Source, s.Digest)
	known := err == nil
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return Snapshot{}, false, err
	}
	_, err = tx.Exec(`INSERT INTO snapshot (source, kind, digest, base, published, published_from, imported, records, path, reader, raw, live)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0)
		ON CONFLICT (source, digest) DO UPDATE SET published = excluded.published, published_from = excluded.published_from
		WHERE excluded.published > snapshot.published OR excluded.published_from = 'flag'`,
		s.Source, s.Kind, s.Digest, s.Base, int64(s.Published), s.PublishedFrom, int64(s.Imported), s.Records, s.Path, s.Reader, string(raw))
	if err != nil {
		return Snapshot{}, false, fmt.Errorf("add snapshot %s of %s: %w", s.Digest, s.Source, err)
	}
	out, err := Get(tx, s.Source, s.Digest)
	return out, !known, err
}

// Get returns one snapshot; store.ErrNotFound where there is none.
func Get(tx *store.Tx, source, digest string) (Snapshot, error) {
	rows, err := query(tx, `SELECT `+columns+` FROM snapshot WHERE source = $1 AND digest = $2`, source, digest)
	if err == nil && len(rows) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		return Snapshot{}, fmt.Errorf("snapshot %s of %s: %w", digest, source, err)
	}
	return rows[0].Snapshot, nil
}

// List returns the snapshots of a source, or of all where source is "", by
// source name and then in the order of import.
func List(tx *store.Tx, source string) ([]Snapshot, error) {
	rows, err := query(tx, `SELECT `+columns+` FROM snapshot WHERE source = $1 OR $1 = '' ORDER BY source, seq`, source)
	if err != nil {
		return nil, fmt.Errorf("list snapshots %s: %w", source, err)
	}
	out := make([]Snapshot, len(rows))
	for i, r := range rows {
		out[i] = r.Snapshot
	}
	return out, nil
}

// Live returns the live chain of every source that has one, in name order.
func Live(tx *store.Tx) ([]Chain, error) {
	rows, err := query(tx, `SELECT `+columns+` FROM snapshot WHERE live > 0 ORDER BY source, live`)
	if err != nil {
		return nil, fmt.Errorf("live snapshots: %w", err)
	}
	// The order of the chain is the place in it, not the order of import.
	slices.SortStableFunc(rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.place, b.place))
	})
	var out []Chain
	for _, r := range rows {
		if n := len(out); n == 0 || out[n-1].Source != r.Source {
			out = append(out, Chain{Source: r.Source, Kind: r.Kind})
		}
		c := &out[len(out)-1]
		c.Snapshots = append(c.Snapshots, r.Snapshot)
	}
	return out, nil
}

// Refs returns the live chains as a decision's generation names them, in name
// order: all that a decision is compared with, and no more than that is read.
func Refs(tx *store.Tx) ([]finding.SnapshotRef, error) {
	var out []finding.SnapshotRef
	_, err := store.All(tx, func(scan func(...any) error) (none struct{}, err error) {
		var source, digest string
		if err := scan(&source, &digest); err != nil {
			return none, err
		}
		if n := len(out); n == 0 || out[n-1].Source != source {
			out = append(out, finding.SnapshotRef{Source: source})
		}
		last := &out[len(out)-1]
		last.Chain = append(last.Chain, digest)
		return none, nil
	}, `SELECT source, digest FROM snapshot WHERE live > 0 ORDER BY source, live`)
	if err != nil {
		return nil, fmt.Errorf("live digests: %w", err)
	}
	return out, nil
}

// LiveOf returns the live chain of one source; store.ErrNotFound without one.
func LiveOf(tx *store.Tx, source string) (Chain, error) {
	all, err := Live(tx)
	if err != nil {
		return Chain{}, err
	}
	for _, c := range all {
		if c.Source == source {
			return c, nil
		}
	}
	return Chain{}, fmt.Errorf("live snapshot of %s: %w", source, store.ErrNotFound)
}

// GoLive makes chain, base first, the live state of source, and writes the leaf
// and the message of it. It fails, and changes nothing, with store.ErrNotFound for a snapshot
// that was never added and with ErrChain.
func GoLive(tx *store.Tx, source string, chain []string, at entity.Instant) error {
	if err := checkChain(tx, source, chain); err != nil {
		return fmt.Errorf("going live of %s: %w", source, err)
	}
	if _, err := tx.Exec(`UPDATE snapshot SET live = 0 WHERE source = $1 AND live > 0`, source); err != nil {
		return fmt.Errorf("going live of %s: %w", source, err)
	}
	for i, digest := range chain {
		if _, err := tx.Exec(`UPDATE snapshot SET live = $3 WHERE source = $1 AND digest = $2`, source, digest, i+1); err != nil {
			return fmt.Errorf("going live of %s: %w", source, err)
		}
	}
	rows := make([]string, len(chain))
	for i, digest := range chain {
		c, err := coveredOne(tx, source, digest)
		if err != nil {
			return fmt.Errorf("going live of %s: %w", source, err)
		}
		rows[i] = c.Row
	}
	if _, err := store.AppendLeaf(tx, ledger.Leaf{Kind: ledger.KindSourceLive, ID: source, At: at, Digests: chain, Rows: rows}); err != nil {
		return err
	}
	live := event.Live{Source: source, Digest: chain[len(chain)-1], At: at}
	return store.Publish(tx, "", event.SourceLive, live.Ref(), at)
}

func checkChain(tx *store.Tx, source string, chain []string) error {
	if len(chain) == 0 {
		return fmt.Errorf("empty: %w", ErrChain)
	}
	base, kind := "", ""
	for i, digest := range chain {
		s, err := Get(tx, source, digest)
		switch {
		case err != nil:
			return err
		case i == 0 && s.Base != "":
			return fmt.Errorf("%s is a difference on %s: %w", digest, s.Base, ErrChain)
		case i == 0:
			base, kind = digest, s.Kind
		case s.Kind != kind:
			return fmt.Errorf("%s is of kind %s on %s: %w", digest, s.Kind, kind, ErrChain)
		case s.Base != base && s.Base != chain[i-1]:
			return fmt.Errorf("%s stands on %q: %w", digest, s.Base, ErrChain)
		}
	}
	return nil
}

type row struct {
	Snapshot
	place int64
}

func query(tx *store.Tx, q string, args ...any) ([]row, error) {
	return store.All(tx, func(scan func(...any) error) (r row, err error) {
		var raw string
		if err := scan(&r.Seq, &r.Source, &r.Kind, &r.Digest, &r.Base, &r.Published, &r.PublishedFrom, &r.Imported,
			&r.Records, &r.Path, &r.Reader, &raw, &r.place); err != nil {
			return r, err
		}
		r.Live = r.place > 0
		return r, json.Unmarshal([]byte(raw), &r.Raw)
	}, q, args...)
}
