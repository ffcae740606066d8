// Package follow is for whoever holds what the store says in memory: everything
// of a tenant with the keys that open it, and by its leaves what came since.
package follow

import (
	"fmt"
	"slices"

	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/casebook"
)

// Leaf says of which thing a leaf is.
type Leaf struct {
	Seq      int64
	Kind, ID string
	Tag      string // keyed tag of the tenant, "" for reference data
}

// Leaves returns up to limit leaves with numbers above after and up to last
// (0: all), in their order: what was written since. On PostgreSQL a number that
// is missing may still come, see store.AppendLeaf.
func Leaves(tx *store.Tx, after, last int64, limit int) ([]Leaf, error) {
	out, err := store.All(tx, func(scan func(...any) error) (l Leaf, err error) {
		return l, scan(&l.Seq, &l.Kind, &l.ID, &l.Tag)
	}, `SELECT seq, kind, id, tag FROM leaf WHERE seq > $1 AND ($2 = 0 OR seq <= $2) ORDER BY seq LIMIT $3`, after, last, limit)
	if err != nil {
		return nil, fmt.Errorf("leaves after %d: %w", after, err)
	}
	return out, nil
}

// Last returns the highest number of a leaf, 0 without any.
func Last(tx *store.Tx) (seq int64, err error) {
	if err := tx.Row(store.Into(&seq), `SELECT COALESCE(MAX(seq), 0) FROM leaf`); err != nil {
		return 0, fmt.Errorf("last leaf: %w", err)
	}
	return seq, nil
}

// ApplicationsOf returns on which applications decisions with given ids were
// made, each once.
func ApplicationsOf(tx *store.Tx, tenant string, decisions []string) ([]string, error) {
	out, err := distinct(tx, tenant, decisions, func(scan func(...any) error) (id string, err error) { return id, scan(&id) },
		`SELECT DISTINCT application FROM decision WHERE tenant = $1 AND id `)
	if err != nil {
		return nil, fmt.Errorf("applications of %d decisions: %w", len(decisions), err)
	}
	return out, nil
}

// Saying returns in which cases and reports versions with given keyed tags are
// sources or statements.
func Saying(tx *store.Tx, tenant string, ids []string) ([]casebook.Container, error) {
	out, err := distinct(tx, tenant, ids, func(scan func(...any) error) (c casebook.Container, err error) { return c, scan(&c.Kind, &c.ID) },
		`SELECT DISTINCT container_kind, container FROM casebook WHERE tenant = $1 AND kind IN ('source', 'statement') AND id `)
	if err != nil {
		return nil, fmt.Errorf("cases of %d versions: %w", len(ids), err)
	}
	return out, nil
}

// distinct runs a query, which ends before IN, for many ids.
func distinct[T comparable](tx *store.Tx, tenant string, ids []string, scan func(func(...any) error) (T, error), query string) (out []T, err error) {
	seen := map[T]bool{}
	for part := range slices.Chunk(ids, store.AtOnce) {
		in, args := store.In(tenant, part)
		found, err := store.All(tx, scan, query+in, args...)
		if err != nil {
			return nil, err
		}
		for _, v := range found {
			if !seen[v] {
				seen[v] = true
				out = append(out, v)
			}
		}
	}
	return out, nil
}
