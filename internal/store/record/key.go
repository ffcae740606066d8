package record

import (
	"errors"
	"fmt"
	"slices"

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

var keyInserts = store.NewInserts("subject_key (tenant, subject, wrapped)", 3, "ON CONFLICT (tenant, subject) DO NOTHING")

// KeepKeys stores the wrapped key of each subject that has none, as Keep does.
func KeepKeys(tx *store.Tx, tenant string, subjects []string, wrapped [][]byte) (kept map[string][]byte, err error) {
	args := make([]any, 0, 3*len(subjects))
	kept = make(map[string][]byte, len(subjects))
	for i, s := range subjects {
		args, kept[s] = append(args, tenant, s, wrapped[i]), wrapped[i]
	}
	n, err := tx.ExecAll(keyInserts, args)
	if err != nil {
		return nil, fmt.Errorf("keep keys of %d subjects: %w", len(subjects), err)
	}
	if n == int64(len(subjects)) {
		return kept, nil
	}
	return LoadKeys(tx, tenant, subjects)
}

// LoadKeys returns the wrapped keys of subjects. It fails with vault.ErrNoKey
// or vault.ErrShredded where one of them has none.
func LoadKeys(tx *store.Tx, tenant string, subjects []string) (map[string][]byte, error) {
	type row struct {
		subject   string
		wrapped   []byte
		destroyed *int64
	}
	out := make(map[string][]byte, len(subjects))
	for part := range slices.Chunk(subjects, store.AtOnce) {
		in, args := store.In(tenant, part)
		rows, err := store.All(tx, func(scan func(...any) error) (r row, err error) {
			return r, scan(&r.subject, &r.wrapped, &r.destroyed)
		}, `SELECT subject, wrapped, destroyed FROM subject_key WHERE tenant = $1 AND subject `+in, args...)
		if err != nil {
			return nil, fmt.Errorf("load keys of %d subjects: %w", len(subjects), err)
		}
		for _, r := range rows {
			if r.destroyed != nil {
				return nil, fmt.Errorf("load key of %s: %w", r.subject, vault.ErrShredded)
			}
			out[r.subject] = r.wrapped
		}
		for _, s := range part {
			if out[s] == nil {
				return nil, fmt.Errorf("load key of %s: %w", s, vault.ErrNoKey)
			}
		}
	}
	return out, nil
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
