package resolution

import (
	"errors"
	"fmt"

	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/record"
	stored "github.com/sekifuda/sekifuda/internal/store/resolution"
	"github.com/sekifuda/sekifuda/internal/vault"
)

// whole names an application, account or contract, whatever its roles.
type whole struct{ kind, id string }

// read opens records as they are now and takes their parties out. One whose key
// was destroyed, or that is not there, has no parties.
func (s *Service) read(tx *store.Tx, tenant string, asked []whole) (map[whole][]party, error) {
	ids := map[string][]string{}
	for _, w := range asked {
		ids[w.kind] = append(ids[w.kind], w.id)
	}
	proved, err := stored.Proved(tx, tenant, ids[application])
	if err != nil {
		return nil, err
	}
	out := map[whole][]party{}
	for kind, of := range ids {
		if rolesOf(kind) == nil {
			continue
		}
		found, err := stored.Contents(tx, tenant, kind, of)
		if err != nil {
			return nil, err
		}
		keys, err := s.keys(tx, tenant, found)
		if err != nil {
			return nil, err
		}
		for id, c := range found {
			key := keys[c.Subject]
			if key == nil {
				continue
			}
			text, err := key.Open(c.Place, c.Sealed)
			if err != nil {
				return nil, fmt.Errorf("%s %s: %w", kind, id, err)
			}
			var a about
			if held, ever := proved[id]; kind == application && ever {
				if a, err = s.about(tx, tenant, id, held); err != nil {
					return nil, err
				}
			}
			if out[whole{kind, id}], err = parties(kind, id, text, a); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// keys opens the data keys of contents; one that was destroyed has no entry.
func (s *Service) keys(tx *store.Tx, tenant string, contents map[string]stored.Content) (map[string]*vault.Key, error) {
	subjects := make([]string, 0, len(contents))
	for _, c := range contents {
		subjects = append(subjects, c.Subject)
	}
	wrapped, err := record.LoadKeys(tx, tenant, subjects)
	if errors.Is(err, vault.ErrShredded) { // one of them: look at each
		wrapped = map[string][]byte{}
		for _, subject := range subjects {
			one, err := record.LoadKeys(tx, tenant, []string{subject})
			if errors.Is(err, vault.ErrShredded) {
				continue
			}
			if err != nil {
				return nil, err
			}
			wrapped[subject] = one[subject]
		}
	} else if err != nil {
		return nil, err
	}
	out := make(map[string]*vault.Key, len(wrapped))
	for subject, w := range wrapped {
		if out[subject], err = s.Vault.Unwrap(tenant, subject, w); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// about says what of an application is a victim's.
func (s *Service) about(tx *store.Tx, tenant, id string, proved bool) (about, error) {
	all, err := record.Attributes(tx, tenant, id)
	if err != nil {
		return about{}, err
	}
	marked := map[string]bool{}
	for _, a := range all {
		if a.Impersonated {
			marked[a.Kind+" "+a.Blind] = true
		}
	}
	return about{proved, func(kind, value string) bool {
		return len(marked) > 0 && marked[kind+" "+s.Vault.Blind(tenant, kind, value)]
	}}, nil
}
