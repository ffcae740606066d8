package record

import (
	"errors"
	"fmt"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/vault"
)

// Keys returns the store of wrapped data keys within tx.
func Keys(tx *store.Tx) vault.KeyStore { return keys{tx} }

type keys struct{ tx *store.Tx }

// Keep stores wrapped unless the subject has a key, and returns the one it has.
func (k keys) Keep(tenant, subject string, wrapped []byte) ([]byte, error) {
	n, err := k.tx.Exec(`INSERT INTO subject_key (tenant, subject, wrapped) VALUES ($1, $2, $3) ON CONFLICT (tenant, subject) DO NOTHING`,
		tenant, subject, wrapped)
	if err != nil {
		return nil, fmt.Errorf("keep key of %s: %w", subject, err)
	}
	if n == 1 {
		return wrapped, nil
	}
	return k.Load(tenant, subject)
}

// Load returns the subject's wrapped key.
func (k keys) Load(tenant, subject string) ([]byte, error) {
	var wrapped []byte
	var destroyed *int64
	err := k.tx.Row(store.Into(&wrapped, &destroyed),
		`SELECT wrapped, destroyed FROM subject_key WHERE tenant = $1 AND subject = $2`, tenant, subject)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return nil, vault.ErrNoKey
	case err != nil:
		return nil, fmt.Errorf("load key of %s: %w", subject, err)
	case destroyed != nil:
		return nil, vault.ErrShredded
	}
	return wrapped, nil
}

// DestroyKey destroys a subject's data key: what was sealed with it opens
// nowhere any more. The row stays, so that no new key takes its place. It
// fails with vault.ErrNoKey; a key that is destroyed already stays so.
func DestroyKey(tx *store.Tx, tenant, subject string, at entity.Instant) error {
	n, err := tx.Exec(`UPDATE subject_key SET wrapped = NULL, destroyed = COALESCE(destroyed, $3) WHERE tenant = $1 AND subject = $2`,
		tenant, subject, int64(at))
	if err != nil {
		return fmt.Errorf("destroy key of %s: %w", subject, err)
	}
	if n == 0 {
		return fmt.Errorf("destroy key of %s: %w", subject, vault.ErrNoKey)
	}
	return nil
}
