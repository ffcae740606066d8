package notary

import (
	"errors"
	"fmt"
	"iter"

	"github.com/sekifuda/sekifuda/internal/canon"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/book"
	"github.com/sekifuda/sekifuda/internal/store/casebook"
	"github.com/sekifuda/sekifuda/internal/store/decision"
	"github.com/sekifuda/sekifuda/internal/store/log"
	"github.com/sekifuda/sekifuda/internal/store/record"
	"github.com/sekifuda/sekifuda/internal/store/resolution"
	"github.com/sekifuda/sekifuda/internal/vault"
)

// sealed opens every sealed field and compares it with what its leaf commits to,
// or with the digest beside it. Without a key it only looks for decisions whose
// application is gone.
func (v *verification) sealed(Options) error {
	for o, err := range decision.Orphans(v.tx) {
		if err != nil {
			return v.unreadable(err)
		}
		v.r.problem("row", fmt.Sprintf("decision %s of tenant %s", o.ID, o.Tenant), "the application that it was made on is not stored")
	}
	if v.vault == nil {
		return nil
	}
	for name, value := range v.tags {
		if tenant, ok := cutTenant(name); ok && v.vault.TenantTag(tenant) != value {
			v.r.problem("tenant", "tenant "+tenant, "its leaves are tagged %s, the master key says %s", value, v.vault.TenantTag(tenant))
		}
	}
	for _, area := range []func(*store.Tx) iter.Seq2[store.Sealed, error]{decision.Sealed, record.Sealed, book.Sealed, casebook.Sealed, resolution.Sealed} {
		for s, err := range area(v.tx) {
			if err != nil {
				return v.unreadable(err)
			}
			if err := v.open(s); err != nil {
				return err
			}
		}
	}
	return nil
}

// cutTenant returns the tenant of an entry of verification.tags.
func cutTenant(name string) (string, bool) { return name[1:], name[0] == 't' }

func (v *verification) open(s store.Sealed) error {
	where := fmt.Sprintf("%s %s of tenant %s", s.Kind, s.ID, s.Tenant)
	key, err := v.vault.Load(record.Keys(v.tx), s.Tenant, s.Subject)
	switch {
	case errors.Is(err, vault.ErrShredded):
		v.r.Shredded++
		return nil
	case errors.Is(err, vault.ErrNoKey), errors.Is(err, vault.ErrSealed):
		v.r.problem("sealed", where, "its data key does not open: %v", err)
		return nil
	case err != nil:
		return err
	}
	text, err := key.Open(s.Place, s.Bytes)
	if err != nil {
		v.r.problem("sealed", where, "%v", err)
		return nil
	}
	if s.Digest != "" && canon.Sum(text) != s.Digest {
		v.r.problem("sealed", where, "what is sealed has another digest than the row says")
		return nil
	}
	if s.Leaf == 0 {
		v.r.Opened++
		return nil
	}
	row, err := log.Get(v.tx, s.Leaf)
	if errors.Is(err, store.ErrNotFound) {
		return nil // told already
	}
	if err != nil {
		return err
	}
	leaf, err := row.Parse()
	if err != nil {
		return nil // told already
	}
	if leaf.Commitment != key.Commit(s.Label, text) {
		v.r.problem("sealed", where, "what is sealed is not what leaf number %d commits to", s.Leaf)
		return nil
	}
	v.r.Opened++
	return nil
}
