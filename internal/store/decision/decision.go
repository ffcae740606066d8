// Package decision keeps decisions: one canonical blob each, sealed, with the
// codes that lists and counts need beside it, and the policies they name.
package decision

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"math"
	"strconv"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/store"
)

// PrefixMin is the least length at which the start of an id is looked for.
const PrefixMin = 8

// ErrShort is returned for the start of an id shorter than PrefixMin.
var ErrShort = errors.New("too short to look for")

// Row is one decision as stored.
type Row struct {
	ID            string
	Tenant        string
	Application   string // external id
	Input         string // digest of the canonical application
	Outcome       finding.Outcome
	At            entity.Instant
	Policy        string // digest
	Generation    finding.Generation
	Subject       string // whose data key it is sealed with
	Sealed        []byte
	Batch         string // key of the batch, "" outside of one
	BatchPosition int64
	Leaf          int64  // set by Save
	Tag           string // keyed tag of the tenant, for the leaf; not read back
	Commitment    string // keyed commitment to the blob, for the leaf; not read back
}

const columns = `id, tenant, application, input, outcome, at, policy, generation, subject, sealed, batch, batch_position, leaf`

func scanRow(scan func(...any) error) (r Row, err error) {
	var generation string
	err = scan(&r.ID, &r.Tenant, &r.Application, &r.Input, &r.Outcome, &r.At, &r.Policy, &generation, &r.Subject, &r.Sealed, &r.Batch, &r.BatchPosition, &r.Leaf)
	if err != nil {
		return r, err
	}
	return r, json.Unmarshal([]byte(generation), &r.Generation)
}

// Get returns the decision with an id, or the only one whose id begins so. It
// fails with store.ErrNotFound, store.ErrAmbiguous or ErrShort.
func Get(tx *store.Tx, tenant, id string) (Row, error) {
	if len(id) < PrefixMin {
		return Row{}, fmt.Errorf("decision %s: %w: give at least %d characters", id, ErrShort, PrefixMin)
	}
	rows, err := store.All(tx, scanRow, `SELECT `+columns+` FROM decision WHERE tenant = $1 AND id >= $2 AND id < $3 ORDER BY id LIMIT 2`, tenant, id, after(id))
	switch {
	case err != nil:
		return Row{}, fmt.Errorf("decision %s: %w", id, err)
	case len(rows) == 0:
		return Row{}, fmt.Errorf("decision %s: %w", id, store.ErrNotFound)
	case rows[0].ID == id || len(rows) == 1:
		return rows[0], nil
	}
	return Row{}, fmt.Errorf("decision %s: %w: give more of it", id, store.ErrAmbiguous)
}

// after returns a text above all that begin with prefix: ids are ASCII letters
// and digits, which "~" follows.
func after(prefix string) string { return prefix + "~" }

// LatestFor returns the decision on an application with the latest time, the
// one saved last among those of the same time; store.ErrNotFound without one.
func LatestFor(tx *store.Tx, tenant, application string) (Row, error) {
	rows, err := store.All(tx, scanRow, `SELECT `+columns+` FROM decision WHERE tenant = $1 AND application = $2 ORDER BY at DESC, leaf DESC LIMIT 1`, tenant, application)
	if err == nil && len(rows) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		return Row{}, fmt.Errorf("decision on application %s: %w", application, err)
	}
	return rows[0], nil
}

// Find returns the latest decision on the application that id names, else the
// one that Get finds; it fails as Get does.
func Find(tx *store.Tx, tenant, id string) (Row, error) {
	row, err := LatestFor(tx, tenant, id)
	if errors.Is(err, store.ErrNotFound) {
		return Get(tx, tenant, id)
	}
	return row, err
}

// FirstLeaf returns the leaf of the first decision on an application, 0 where
// there is none.
func FirstLeaf(tx *store.Tx, tenant, application string) (int64, error) {
	var leaf int64
	err := tx.Row(store.Into(&leaf), `SELECT COALESCE(MIN(leaf), 0) FROM decision WHERE tenant = $1 AND application = $2`, tenant, application)
	if err != nil {
		return 0, fmt.Errorf("first decision on application %s: %w", application, err)
	}
	return leaf, nil
}

// page is how many decisions of a batch are read at once.
const page = 200

// ByBatch yields the decisions of a batch in the order of the input. An error
// is yielded last. The transaction may be used between two of them.
func ByBatch(tx *store.Tx, tenant, batch string) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		last, id := int64(-1<<63), ""
		for {
			rows, err := store.All(tx, scanRow, `SELECT `+columns+` FROM decision
				WHERE tenant = $1 AND batch = $2 AND batch <> '' AND (batch_position > $3 OR (batch_position = $3 AND id > $4))
				ORDER BY batch_position, id LIMIT `+strconv.Itoa(page), tenant, batch, last, id)
			if err != nil {
				yield(Row{}, fmt.Errorf("decisions of batch %s: %w", batch, err))
				return
			}
			for _, r := range rows {
				if !yield(r, nil) {
					return
				}
				last, id = r.BatchPosition, r.ID
			}
			if len(rows) < page {
				return
			}
		}
	}
}

// Wanted says which decisions are asked for; the zero value is all.
type Wanted struct {
	Since, Until entity.Instant // of their time, [Since, Until); 0 is no bound
	Outcome      finding.Outcome
}

// After returns up to limit decisions with leaves above leaf, in the order in
// which they were recorded. It reads by the leaves, so that no decision has to
// carry an index for it.
func After(tx *store.Tx, tenant string, leaf int64, w Wanted, limit int) ([]Row, error) {
	until := int64(w.Until)
	if until == 0 {
		until = math.MaxInt64
	}
	rows, err := store.All(tx, scanRow, `SELECT `+prefixed("d", columns)+` FROM leaf l CROSS JOIN decision d
		WHERE l.seq > $1 AND l.kind = 'decision' AND d.tenant = $2 AND d.id = l.id AND d.leaf = l.seq
		  AND d.at >= $3 AND d.at < $4 AND ($5 = '' OR d.outcome = $5)
		ORDER BY l.seq LIMIT `+strconv.Itoa(limit), leaf, tenant, int64(w.Since), until, string(w.Outcome))
	if err != nil {
		return nil, fmt.Errorf("decisions after leaf %d: %w", leaf, err)
	}
	return rows, nil
}

// prefixed names columns of one table among several.
func prefixed(table, columns string) string {
	return table + "." + strings.ReplaceAll(columns, ", ", ", "+table+".")
}

// CountBy returns how many decisions of a tenant, or of one of its batches
// where batch is not "", had each outcome.
func CountBy(tx *store.Tx, tenant, batch string) (map[finding.Outcome]int64, error) {
	type count struct {
		outcome finding.Outcome
		n       int64
	}
	rows, err := store.All(tx, func(scan func(...any) error) (c count, err error) {
		return c, scan(&c.outcome, &c.n)
	}, `SELECT outcome, COUNT(*) FROM decision WHERE tenant = $1 AND (batch = $2 OR $2 = '') GROUP BY outcome`, tenant, batch)
	if err != nil {
		return nil, fmt.Errorf("count decisions: %w", err)
	}
	out := map[finding.Outcome]int64{}
	for _, c := range rows {
		out[c.outcome] = c.n
	}
	return out, nil
}
