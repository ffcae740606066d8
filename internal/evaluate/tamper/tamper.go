package tamper

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"

	"github.com/sekifuda/sekifuda/internal/notary"
	"github.com/sekifuda/sekifuda/internal/store"
)

// Row is what came out for one kind of change.
type Row struct {
	Kind  string `json:"kind"`
	Tried int    `json:"tried"`
	Found int    `json:"found"` // given the checkpoint kept elsewhere
	Alone int    `json:"alone"` // without it
}

// Report is what came out of all.
type Report struct {
	Leaves int64    `json:"leaves"`
	Rows   []Row    `json:"rows"`
	Missed []string `json:"missed"` // changes that were not found, at most 20
}

// Found reports whether every change was found.
func (r *Report) Found() bool {
	for _, row := range r.Rows {
		if row.Found != row.Tried {
			return false
		}
	}
	return true
}

// errUndo takes a change back.
var errUndo = errors.New("undo")

// Run builds a store in dir, which is empty, and makes changes one at a time.
// The same seed makes the same changes, but for what is random in sealed bytes.
// It fails where the untouched store does not verify.
func Run(ctx context.Context, dir string, changes int, seed uint64, tell func(done int)) (*Report, error) {
	b, err := build(ctx, dir)
	if b != nil {
		defer b.close()
	}
	if err != nil {
		return nil, fmt.Errorf("build the store: %w", err)
	}
	s := &setup{built: b}
	if err := b.db.View(ctx, func(tx *store.Tx) (err error) {
		s.pool, err = newPool(tx)
		return err
	}); err != nil {
		return nil, err
	}
	report := &Report{}
	if report.Leaves, err = s.untouched(ctx); err != nil {
		return nil, err
	}
	r := rand.New(rand.NewPCG(seed, 1))
	by := map[string]*Row{}
	for _, k := range kinds {
		report.Rows = append(report.Rows, Row{Kind: k.name})
	}
	for i, k := range kinds {
		by[k.name] = &report.Rows[i]
	}
	for n := range changes {
		k := weighted(r)
		what, found, alone, err := s.try(ctx, k, r)
		if err != nil {
			return nil, fmt.Errorf("change %d, %s: %w", n, k.name, err)
		}
		row := by[k.name]
		row.Tried++
		if found {
			row.Found++
		} else if len(report.Missed) < 20 {
			report.Missed = append(report.Missed, k.name+": "+what)
		}
		if alone {
			row.Alone++
		}
		tell(n + 1)
	}
	if _, err := s.untouched(ctx); err != nil {
		return nil, fmt.Errorf("after all changes were undone: %w", err)
	}
	return report, nil
}

func weighted(r *rand.Rand) kind {
	total := 0
	for _, k := range kinds {
		total += k.weight
	}
	n := r.IntN(total)
	for _, k := range kinds {
		if n -= k.weight; n < 0 {
			return k
		}
	}
	panic("tamper: weights")
}

// untouched verifies the store as it was built, sealed fields included.
func (s *setup) untouched(ctx context.Context) (int64, error) {
	l := notary.Log{DB: s.db}
	r, err := l.Verify(ctx, notary.Options{Kept: s.kept, Key: s.signer.Key(), Vault: s.vault})
	if err == nil && !r.OK() {
		err = fmt.Errorf("the untouched store does not verify: %v", r.Problems)
	}
	if err != nil {
		return 0, err
	}
	return r.Size, nil
}

// try makes one change, looks whether it is found, with and without the
// checkpoint kept elsewhere, and undoes it.
func (s *setup) try(ctx context.Context, k kind, r *rand.Rand) (what string, found, alone bool, err error) {
	if k.change == nil { // rolled back: the store as it was
		i := r.IntN(len(s.past))
		l := notary.Log{DB: s.past[i]}
		with, err := l.Verify(ctx, notary.Options{Kept: s.kept})
		if err != nil {
			return "", false, false, err
		}
		without, err := l.Verify(ctx, notary.Options{})
		if err != nil {
			return "", false, false, err
		}
		return fmt.Sprint("checkpoint ", i), !with.OK(), !without.OK(), nil
	}
	for range 100 {
		done := false
		err = s.db.Tx(ctx, func(tx *store.Tx) error {
			if what, err = k.change(s, tx, r); err != nil {
				return err
			}
			done = true
			var o notary.Options
			if k.keys {
				o.Vault = s.vault
			}
			without, err := notary.VerifyTx(tx, true, o)
			if err != nil {
				return fmt.Errorf("%s: %w", what, err)
			}
			found, alone = true, !without.OK()
			if alone { // what is found without the checkpoint is found with it: it only adds comparisons
				return errUndo
			}
			with, err := notary.VerifyTx(tx, true, notary.Options{Kept: s.kept})
			if err != nil {
				return fmt.Errorf("%s: %w", what, err)
			}
			found = !with.OK()
			return errUndo
		})
		if done {
			if errors.Is(err, errUndo) {
				err = nil
			}
			return what, found, alone, err
		}
	}
	return "", false, false, fmt.Errorf("no change could be made: %w", err)
}
