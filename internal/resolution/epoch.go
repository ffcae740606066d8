package resolution

import (
	"context"
	"fmt"
	"slices"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/resolve"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/record"
	stored "github.com/sekifuda/sekifuda/internal/store/resolution"
)

// epochBody is what the entry of an epoch says in clear.
type epochBody struct {
	Digest  string `json:"digest"`
	Records int64  `json:"records"` // it was learned from
	By      string `json:"by"`
}

// fewest is how many records an epoch is learned from at least: of fewer, the
// built-in weights know more.
const fewest = 200

// ErrFew is returned where there are too few records to learn from.
var ErrFew = fmt.Errorf("fewer than %d records: too few to learn from", fewest)

// Learn learns an epoch from all records of a tenant as they are now and stores
// it sealed under an id that the caller made; assignments follow. The same id
// twice is one epoch. It fails with ErrFew.
func (s *Service) Learn(ctx context.Context, tenant, id, by string, at entity.Instant) error {
	there := false
	if err := s.DB.View(ctx, func(tx *store.Tx) error {
		_, err := stored.Get(tx, tenant, id)
		there = err == nil
		return nil
	}); err != nil || there {
		return err
	}
	records, err := s.records(ctx, tenant)
	if err != nil {
		return fmt.Errorf("learn: %w", err)
	}
	if len(records) < fewest {
		return fmt.Errorf("learn: %w", ErrFew)
	}
	e, err := resolve.Learn(slices.Values(records), resolve.Options{})
	if err != nil {
		return fmt.Errorf("learn: %w", err)
	}
	text, err := e.Marshal()
	if err != nil {
		return fmt.Errorf("learn: %w", err)
	}
	return s.DB.Tx(ctx, func(tx *store.Tx) error {
		return s.add(tx, tenant, stored.Entry{ID: id, Kind: stored.KindEpoch, At: at}, epochBody{e.Digest(), e.Records, by}, string(text))
	})
}

// records reads every record of a tenant that was resolved.
func (s *Service) records(ctx context.Context, tenant string) (out []*resolve.Record, err error) {
	for after := (Ref{}); ; {
		n := 0
		if err := s.DB.View(ctx, func(tx *store.Tx) error {
			page, err := stored.Members(tx, tenant, after, atOnce)
			if err != nil {
				return err
			}
			var asked []whole
			for _, m := range page {
				asked = append(asked, whole{m.Kind, m.ID})
				after = m.Ref
			}
			n = len(page)
			found, err := s.read(tx, tenant, slices.Compact(asked))
			for _, m := range page {
				for _, p := range found[whole{m.Kind, m.ID}] {
					if p.ref == m.Ref {
						out = append(out, p.record)
					}
				}
			}
			return err
		}); err != nil {
			return nil, err
		}
		if n < atOnce {
			return out, nil
		}
	}
}

// epochOf returns the epoch of an entry, the built-in one for "".
func (s *Service) epochOf(ctx context.Context, tenant, id string) (e *resolve.Epoch, err error) {
	err = s.DB.View(ctx, func(tx *store.Tx) (err error) {
		e, err = s.epochIn(tx, tenant, id)
		return err
	})
	return e, err
}

func (s *Service) epochIn(tx *store.Tx, tenant, id string) (*resolve.Epoch, error) {
	if id == "" {
		return resolve.Default(), nil
	}
	if e, ok := s.epochs.Load(id); ok {
		return e.(*resolve.Epoch), nil
	}
	entry, err := stored.Get(tx, tenant, id)
	if err != nil {
		return nil, err
	}
	key, err := s.Vault.Load(record.Keys(tx), tenant, entry.Subject)
	if err != nil {
		return nil, fmt.Errorf("epoch %s: %w", id, err)
	}
	text, err := key.Open(stored.Place(id), entry.Sealed)
	if err != nil {
		return nil, fmt.Errorf("epoch %s: %w", id, err)
	}
	e, err := resolve.Unmarshal(text)
	if err != nil {
		return nil, fmt.Errorf("epoch %s: %w", id, err)
	}
	s.epochs.Store(id, e)
	return e, nil
}
