package store

import "fmt"

// LeafName says of which thing a leaf is.
type LeafName struct {
	Seq      int64
	Kind, ID string
	Tag      string // keyed tag of the tenant, "" for reference data
}

// LeafNames returns up to limit leaves with numbers above after and up to last
// (0: all), in their order: what was written since. On PostgreSQL a number that
// is missing may still come, see AppendLeaf.
func LeafNames(tx *Tx, after, last int64, limit int) ([]LeafName, error) {
	out, err := All(tx, func(scan func(...any) error) (l LeafName, err error) {
		return l, scan(&l.Seq, &l.Kind, &l.ID, &l.Tag)
	}, `SELECT seq, kind, id, tag FROM leaf WHERE seq > $1 AND ($2 = 0 OR seq <= $2) ORDER BY seq LIMIT $3`, after, last, limit)
	if err != nil {
		return nil, fmt.Errorf("leaves after %d: %w", after, err)
	}
	return out, nil
}

// LastLeaf returns the highest number of a leaf, 0 without any.
func LastLeaf(tx *Tx) (seq int64, err error) {
	if err := tx.Row(Into(&seq), `SELECT COALESCE(MAX(seq), 0) FROM leaf`); err != nil {
		return 0, fmt.Errorf("last leaf: %w", err)
	}
	return seq, nil
}
