// Package principal keeps who may ask: keys with their scopes. Names are sealed;
// of a secret only a keyed hash is here.
package principal

import (
	"fmt"
	"strings"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
)

// KindKey is the kind of a principal that is a key.
const KindKey = "key"

// Row is one principal as stored.
type Row struct {
	Tenant    string
	ID        string
	Kind      string
	Name      []byte // sealed
	Scopes    []access.Scope
	Hash      string // keyed, of the secret
	Created   entity.Instant
	CreatedBy string         // principal; "" is the command line
	Expires   entity.Instant // 0: never
	Revoked   entity.Instant // 0: not
	RevokedBy string
}

// Acts of the leaves of keys.
const (
	ActAdded   = "key_added"
	ActRevoked = "key_revoked"
)

const columns = `tenant, id, kind, name, scopes, hash, created, created_by, expires, revoked, revoked_by`

func scanRow(scan func(...any) error) (r Row, err error) {
	var scopes string
	err = scan(&r.Tenant, &r.ID, &r.Kind, &r.Name, &scopes, &r.Hash, &r.Created, &r.CreatedBy, &r.Expires, &r.Revoked, &r.RevokedBy)
	for _, s := range strings.Fields(scopes) {
		r.Scopes = append(r.Scopes, access.Scope(s))
	}
	return r, err
}

func (r *Row) scopes() string {
	out := make([]string, len(r.Scopes))
	for i, s := range r.Scopes {
		out[i] = string(s)
	}
	return strings.Join(out, " ")
}

// Add stores a principal with the leaf of it; tag is the keyed tag of the tenant.
func Add(tx *store.Tx, r Row, tag string) error {
	leaf, err := changed(tx, ledger.Leaf{ID: r.ID, Tenant: tag, At: r.Created, Codes: codes(ActAdded, r.CreatedBy), Row: r.grant()})
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO principal (`+columns+`, leaf, revoked_leaf) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, '', $10, 0)`,
		r.Tenant, r.ID, r.Kind, r.Name, r.scopes(), r.Hash, int64(r.Created), r.CreatedBy, int64(r.Expires), leaf)
	if err != nil {
		return fmt.Errorf("add principal %s: %w", r.ID, err)
	}
	return nil
}

// Revoke takes a principal back from at on; one that is taken back already stays
// as it is. It fails with store.ErrNotFound.
func Revoke(tx *store.Tx, tenant, id, by, tag string, at entity.Instant) error {
	r, err := Get(tx, tenant, id)
	if err != nil || r.Revoked != 0 {
		return err
	}
	r.Revoked, r.RevokedBy = at, by
	leaf, err := changed(tx, ledger.Leaf{ID: id, Tenant: tag, At: at, Codes: codes(ActRevoked, by), Row: r.revocation()})
	if err != nil {
		return err
	}
	n, err := tx.Exec(`UPDATE principal SET revoked = $3, revoked_by = $4, revoked_leaf = $5 WHERE tenant = $1 AND id = $2 AND revoked = 0`,
		tenant, id, int64(at), by, leaf)
	if err != nil {
		return fmt.Errorf("revoke principal %s: %w", id, err)
	}
	if n == 0 {
		return store.DropLeaf(tx, leaf) // another did so meanwhile
	}
	return nil
}

func codes(act, by string) []string {
	if by == "" {
		return []string{act}
	}
	return []string{act, "by:" + by}
}

// changed writes the leaf and tells other nodes.
func changed(tx *store.Tx, l ledger.Leaf) (leaf int64, err error) {
	l.Kind = ledger.KindAdmin
	if leaf, err = store.AppendLeaf(tx, l); err != nil {
		return 0, err
	}
	if _, err := tx.Exec(`UPDATE principal_version SET version = version + 1`); err != nil {
		return 0, fmt.Errorf("count the change of principal %s: %w", l.ID, err)
	}
	return leaf, nil
}

// Version returns a number that moves with every change of any principal.
func Version(tx *store.Tx) (v int64, err error) {
	if err = tx.Row(store.Into(&v), `SELECT version FROM principal_version`); err != nil {
		return 0, fmt.Errorf("version of the principals: %w", err)
	}
	return v, nil
}

// ByID returns a principal of whatever tenant; store.ErrNotFound without one.
func ByID(tx *store.Tx, id string) (Row, error) {
	return first(tx, id, `SELECT `+columns+` FROM principal WHERE id = $1`, id)
}

// Get returns a principal of a tenant; store.ErrNotFound without one.
func Get(tx *store.Tx, tenant, id string) (Row, error) {
	return first(tx, id, `SELECT `+columns+` FROM principal WHERE tenant = $1 AND id = $2`, tenant, id)
}

func first(tx *store.Tx, id, query string, args ...any) (Row, error) {
	rows, err := store.All(tx, scanRow, query, args...)
	if err == nil && len(rows) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		return Row{}, fmt.Errorf("principal %s: %w", id, err)
	}
	return rows[0], nil
}

// List returns up to limit principals of a tenant whose ids follow after, in the
// order of ids, which is that of making.
func List(tx *store.Tx, tenant, after string, limit int) ([]Row, error) {
	rows, err := store.All(tx, scanRow, `SELECT `+columns+` FROM principal WHERE tenant = $1 AND id > $2 ORDER BY id LIMIT $3`, tenant, after, limit)
	if err != nil {
		return nil, fmt.Errorf("list principals: %w", err)
	}
	return rows, nil
}

// Any reports whether the installation has, or ever had, a principal.
func Any(tx *store.Tx) (bool, error) {
	var n int64
	if err := tx.Row(store.Into(&n), `SELECT COUNT(*) FROM (SELECT id FROM principal LIMIT 1) AS p`); err != nil {
		return false, fmt.Errorf("look for principals: %w", err)
	}
	return n > 0, nil
}
