// Package resolution keeps who is the same as whom: judgements of persons,
// merges, splits and epochs as entries that never change, and the public id that
// each record has. Of a record it keeps its reference, never its values.
package resolution

import (
	"errors"
	"fmt"
	"iter"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
)

// Kinds of entries.
const (
	KindSame      = "same"      // a judgement: two records are the same
	KindDifferent = "different" // a judgement: they are not
	KindWithdrawn = "withdrawn" // of a judgement
	KindMerge     = "merge"
	KindSplit     = "split"
	KindEpoch     = "epoch"
)

// Entry is one thing that was said or happened.
type Entry struct {
	ID      string // UUIDv7
	Kind    string
	About   string // the entry that it takes back or undoes, "" without one
	Body    string // canonical JSON: references, public ids, codes
	Subject string // whose data key Sealed is sealed with; "" where nothing is
	Sealed  []byte
	At      entity.Instant
	Leaf    int64 // set by Add

	Tag        string // keyed tag of the tenant, for the leaf; not read back
	Commitment string // keyed commitment to what is sealed, for the leaf; not read back
}

// ErrWithdrawn is returned for the withdrawal of what was withdrawn.
var ErrWithdrawn = errors.New("withdrawn already")

const entryColumns = `id, kind, about, body, subject, sealed, at, leaf`

func scanEntry(scan func(...any) error) (e Entry, err error) {
	return e, scan(&e.ID, &e.Kind, &e.About, &e.Body, &e.Subject, &e.Sealed, &e.At, &e.Leaf)
}

func (e *Entry) digest(tenant string) string {
	return ledger.RowDigest("resolution_entry", tenant, e.ID, e.Kind, e.About, e.Body, e.Subject, e.Sealed, int64(e.At))
}

// Add stores an entry with its leaf. It fails with ErrWithdrawn where a
// withdrawal is about what was withdrawn before.
func Add(tx *store.Tx, tenant string, e Entry) (err error) {
	if e.Kind == KindWithdrawn {
		if back, err := withdrawn(tx, tenant, e.About); err != nil || back {
			return errors.Join(err, fmt.Errorf("withdraw %s: %w", e.About, ErrWithdrawn))
		}
	}
	if e.Leaf, err = store.AppendLeaf(tx, ledger.Leaf{Kind: ledger.KindResolution, ID: e.ID, Tenant: e.Tag, At: e.At,
		Codes: []string{e.Kind}, Commitment: e.Commitment, Row: e.digest(tenant)}); err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO resolution_entry (tenant, `+entryColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		tenant, e.ID, e.Kind, e.About, e.Body, e.Subject, e.Sealed, int64(e.At), e.Leaf)
	if err != nil {
		return fmt.Errorf("add %s %s: %w", e.Kind, e.ID, err)
	}
	return nil
}

func withdrawn(tx *store.Tx, tenant, id string) (bool, error) {
	var n int64
	err := tx.Row(store.Into(&n), `SELECT COUNT(*) FROM resolution_entry WHERE tenant = $1 AND about = $2 AND kind = 'withdrawn'`, tenant, id)
	return n > 0, err
}

// Get returns an entry; store.ErrNotFound without one.
func Get(tx *store.Tx, tenant, id string) (Entry, error) {
	all, err := store.All(tx, scanEntry, `SELECT `+entryColumns+` FROM resolution_entry WHERE tenant = $1 AND id = $2`, tenant, id)
	if err == nil && len(all) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		return Entry{}, fmt.Errorf("entry %s: %w", id, err)
	}
	return all[0], nil
}

// List returns up to limit entries after the one with a leaf, in the order of
// recording.
func List(tx *store.Tx, tenant string, after int64, limit int) ([]Entry, error) {
	out, err := store.All(tx, scanEntry, `SELECT `+entryColumns+` FROM resolution_entry WHERE tenant = $1 AND leaf > $2 ORDER BY leaf LIMIT $3`,
		tenant, after, limit)
	if err != nil {
		return nil, fmt.Errorf("entries after %d: %w", after, err)
	}
	return out, nil
}

// Standing returns the judgements that hold by the leaves whose places are below
// one, in the order of recording. At math.MaxInt64 those without a place yet
// count too.
func Standing(tx *store.Tx, tenant string, below int64) ([]Entry, error) {
	const counts = `(l.position < $2 OR $2 = 9223372036854775807)`
	out, err := store.All(tx, scanEntry, `SELECT e.id, e.kind, e.about, e.body, e.subject, e.sealed, e.at, e.leaf
		FROM resolution_entry AS e JOIN leaf AS l ON l.seq = e.leaf WHERE e.tenant = $1 AND e.kind IN ('same', 'different') AND `+counts+`
		AND NOT EXISTS (SELECT 1 FROM resolution_entry AS w JOIN leaf AS l ON l.seq = w.leaf
			WHERE w.tenant = e.tenant AND w.about = e.id AND w.kind = 'withdrawn' AND `+counts+`) ORDER BY e.leaf`, tenant, below)
	if err != nil {
		return nil, fmt.Errorf("judgements: %w", err)
	}
	return out, nil
}

// Place is where the sealed bytes of an entry open; part of the stored format.
func Place(id string) string { return "resolution:" + id }

// Covered yields every entry of every tenant as the ledger covers it.
func Covered(tx *store.Tx) iter.Seq2[store.Covered, error] {
	return store.Pages(tx, `SELECT tenant, `+entryColumns+` FROM resolution_entry WHERE (tenant, id) > ($1, $2) ORDER BY tenant, id LIMIT $3`,
		func(scan func(...any) error) (store.Covered, error) {
			c := store.Covered{Kind: ledger.KindResolution}
			e, err := scanEntry(func(dest ...any) error { return scan(append([]any{&c.Tenant}, dest...)...) })
			c.ID, c.Leaf, c.Row = e.ID, e.Leaf, e.digest(c.Tenant)
			return c, err
		}, func(c store.Covered) (string, string) { return c.Tenant, c.ID })
}

// Sealed yields the sealed bytes of every entry of every tenant that has any.
func Sealed(tx *store.Tx) iter.Seq2[store.Sealed, error] {
	return store.Pages(tx, `SELECT tenant, id, subject, sealed, leaf FROM resolution_entry WHERE (tenant, id) > ($1, $2) AND subject <> ''
		ORDER BY tenant, id LIMIT $3`,
		func(scan func(...any) error) (store.Sealed, error) {
			s := store.Sealed{Kind: ledger.KindResolution, Label: "resolution"}
			err := scan(&s.Tenant, &s.ID, &s.Subject, &s.Bytes, &s.Leaf)
			s.Place = Place(s.ID)
			return s, err
		}, func(s store.Sealed) (string, string) { return s.Tenant, s.ID })
}
