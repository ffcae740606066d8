package decision

import (
	"errors"
	"fmt"
	"iter"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
)

// Policy is the text of a policy of one tenant.
type Policy struct {
	Tenant string
	Digest string
	Body   string
	At     entity.Instant // when it was first stored, or became active
	Tag    string         // keyed tag of the tenant, for the leaf
}

// Codes of the leaves of policies.
const (
	CodeStored = "stored"
	CodeActive = "active"
)

// PutPolicy stores the text of a policy under its digest and makes it the one
// that the tenant decides by, each with a leaf where it was not so before. A
// digest is stored once: whoever has it can replay what it decided.
func PutPolicy(tx *store.Tx, p Policy) error {
	var active string
	stored := true
	err := tx.Row(store.Into(&active), `SELECT COALESCE((SELECT digest FROM active_policy WHERE tenant = $1), '') FROM policy WHERE tenant = $1 AND digest = $2 AND leaf > 0`,
		p.Tenant, p.Digest)
	if errors.Is(err, store.ErrNotFound) {
		stored, err = false, nil
	}
	if err == nil && !stored {
		err = p.store(tx)
	}
	if err == nil && (!stored || active != p.Digest) {
		err = p.activate(tx)
	}
	if err != nil {
		return fmt.Errorf("put policy %s: %w", p.Digest, err)
	}
	return nil
}

func (p Policy) store(tx *store.Tx) error {
	leaf, err := store.AppendLeaf(tx, ledger.Leaf{Kind: ledger.KindPolicy, ID: p.Digest, Tenant: p.Tag, At: p.At,
		Codes: []string{CodeStored}, Row: p.digest()})
	if err != nil {
		return err
	}
	// One without a leaf is from before policies had any: it is stored anew.
	_, err = tx.Exec(`INSERT INTO policy (tenant, digest, body, added, leaf) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (tenant, digest) DO UPDATE SET body = excluded.body, added = excluded.added, leaf = excluded.leaf`,
		p.Tenant, p.Digest, p.Body, int64(p.At), leaf)
	return err
}

func (p Policy) activate(tx *store.Tx) error {
	var active string
	err := tx.Row(store.Into(&active), `SELECT digest FROM active_policy WHERE tenant = $1`, p.Tenant)
	if active == p.Digest || (err != nil && !errors.Is(err, store.ErrNotFound)) {
		return err
	}
	leaf, err := store.AppendLeaf(tx, ledger.Leaf{Kind: ledger.KindPolicy, ID: p.Digest, Tenant: p.Tag, At: p.At,
		Codes: []string{CodeActive}, Row: p.activeDigest()})
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO active_policy (tenant, digest, since, leaf) VALUES ($1, $2, $3, $4)
		ON CONFLICT (tenant) DO UPDATE SET digest = excluded.digest, since = excluded.since, leaf = excluded.leaf`,
		p.Tenant, p.Digest, int64(p.At), leaf)
	return err
}

func (p Policy) digest() string {
	return ledger.RowDigest("policy", p.Tenant, p.Digest, p.Body, int64(p.At))
}

func (p Policy) activeDigest() string {
	return ledger.RowDigest("active_policy", p.Tenant, p.Digest, int64(p.At))
}

// CoveredPolicies yields every stored policy as the ledger covers it.
func CoveredPolicies(tx *store.Tx) iter.Seq2[store.Covered, error] {
	return store.Pages(tx, `SELECT tenant, digest, body, added, leaf FROM policy WHERE (tenant, digest) > ($1, $2) ORDER BY tenant, digest LIMIT $3`,
		func(scan func(...any) error) (store.Covered, error) {
			var p Policy
			var leaf int64
			err := scan(&p.Tenant, &p.Digest, &p.Body, &p.At, &leaf)
			return store.Covered{Kind: ledger.KindPolicy, ID: p.Digest, Tenant: p.Tenant, Leaf: leaf, Row: p.digest()}, err
		}, tenantAndID)
}

// CoveredActive yields the active policy of every tenant as the ledger covers it.
func CoveredActive(tx *store.Tx) iter.Seq2[store.Covered, error] {
	return store.Pages(tx, `SELECT tenant, digest, since, leaf FROM active_policy WHERE (tenant, digest) > ($1, $2) ORDER BY tenant, digest LIMIT $3`,
		func(scan func(...any) error) (store.Covered, error) {
			var p Policy
			var leaf int64
			err := scan(&p.Tenant, &p.Digest, &p.At, &leaf)
			return store.Covered{Kind: ledger.KindPolicy, ID: p.Digest, Tenant: p.Tenant, Leaf: leaf, Row: p.activeDigest()}, err
		}, tenantAndID)
}

// GetPolicy returns the text of a policy; store.ErrNotFound without one.
func GetPolicy(tx *store.Tx, tenant, digest string) (string, error) {
	var body string
	if err := tx.Row(store.Into(&body), `SELECT body FROM policy WHERE tenant = $1 AND digest = $2`, tenant, digest); err != nil {
		return "", fmt.Errorf("policy %s: %w", digest, err)
	}
	return body, nil
}
