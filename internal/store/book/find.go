package book

import (
	"fmt"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/store"
)

// current is the condition that a found version is the newest of its record.
const current = ` AND NOT EXISTS (SELECT 1 FROM book AS n WHERE n.tenant = b.tenant AND n.kind = b.kind
	AND n.external_id = b.external_id AND n.version > b.version)`

// joined reads b.* by the key of what was found.
var joined = `SELECT ` + "b." + strings.ReplaceAll(columns, ", ", ", b.") + ` FROM %s AS f
	JOIN book AS b ON b.tenant = f.tenant AND b.kind = f.kind AND b.external_id = f.external_id AND b.version = f.version WHERE `

// When narrows what is found: at a time, at a port. The zero value is any.
type When struct {
	At   *entity.Instant
	Port *int64
}

// ByKey returns the current versions of records that have one of the keys, in
// the order of kind and external id.
func ByKey(tx *store.Tx, tenant string, keys []Key, w When) (out []Row, err error) {
	for _, k := range keys {
		query := fmt.Sprintf(joined, "book_key") + `f.blind = $1 AND f.what = $2 AND f.tenant = $3`
		args := []any{k.Blind, k.What, tenant}
		if w.At != nil {
			query += ` AND f.valid_from <= $4 AND f.valid_to > $5`
			args = append(args, int64(*w.At), int64(*w.At))
		}
		if w.Port != nil {
			query += fmt.Sprintf(` AND f.port_from <= $%d AND f.port_to >= $%d`, len(args)+1, len(args)+2)
			args = append(args, *w.Port, *w.Port)
		}
		rows, err := store.All(tx, scanRow, query+current+` ORDER BY b.kind, b.external_id`, args...)
		if err != nil {
			return nil, fmt.Errorf("records by %s: %w", k.What, err)
		}
		out = append(out, rows...)
	}
	return out, nil
}

// ByRef returns the current versions of records that refer to one, in the order
// of kind and external id.
func ByRef(tx *store.Tx, tenant, kind, id string) ([]Row, error) {
	out, err := store.All(tx, scanRow, fmt.Sprintf(joined, `(SELECT DISTINCT tenant, kind, external_id, version FROM book_ref
		WHERE tenant = $1 AND to_kind = $2 AND to_id = $3)`)+`f.tenant = b.tenant`+current+` ORDER BY b.kind, b.external_id`, tenant, kind, id)
	if err != nil {
		return nil, fmt.Errorf("records that refer to %s %s: %w", kind, id, err)
	}
	return out, nil
}

// Nets returns the kinds of networks (net/24 …) that a tenant has keys of.
func Nets(tx *store.Tx, tenant string) ([]string, error) {
	out, err := store.All(tx, func(scan func(...any) error) (what string, err error) { return what, scan(&what) },
		`SELECT what FROM book_net WHERE tenant = $1 ORDER BY what`, tenant)
	if err != nil {
		return nil, fmt.Errorf("networks of records: %w", err)
	}
	return out, nil
}
