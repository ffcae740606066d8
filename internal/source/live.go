package source

import (
	"context"
	"fmt"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/event"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/index/party"
	"github.com/sekifuda/sekifuda/internal/index/register"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/job"
	stored "github.com/sekifuda/sekifuda/internal/store/source"
)

// Bounds on how far a source may move when a new state goes live without a
// person's word: a tenth, or 50 records where that is more.
const (
	moveShare   = 10
	moveRecords = 50
)

// allowed says whether the resulting state may go live.
func (im *importing) allowed(r Result) error {
	minimum := im.options.Minimum
	if minimum == 0 {
		minimum = im.kind.minimum
	}
	moved := max(r.Records-r.Before, r.Before-r.Records)
	switch {
	case r.Records == 0:
		return fmt.Errorf("import %s: %w: the result is empty", im.name, ErrNotLive)
	case len(im.before.Snapshots) == 0 && r.Records < minimum:
		return fmt.Errorf("import %s: %w: %d records, a first import of kind %s needs %d (--min %d accepts it)",
			im.name, ErrNotLive, r.Records, im.kind.name, minimum, r.Records)
	case len(im.before.Snapshots) > 0 && moved > max(r.Before/moveShare, moveRecords) && !im.options.AcceptChange:
		return fmt.Errorf("import %s: %w: from %d to %d records, more than a tenth (--accept-change takes it)",
			im.name, ErrNotLive, r.Before, r.Records)
	}
	return nil
}

// follows refuses a difference that does not follow its base's day: what the
// missing day said would be missing for good. Saturdays and Sundays, on which
// nothing is published, are no gap.
func (im *importing) follows(published entity.Instant) error {
	if !im.delta || im.options.AcceptChange {
		return nil
	}
	zone := im.kind.location()
	last, next := im.before.Published().DayIn(zone), published.DayIn(zone)
	if next <= last {
		return fmt.Errorf("import %s: %w: the difference of %s is not newer than what is live, of %s", im.name, ErrNotLive, next, last)
	}
	for d := last + 1; d < next; d++ {
		if wd := d.Start(time.UTC).Time().Weekday(); wd != time.Saturday && wd != time.Sunday {
			return fmt.Errorf("import %s: %w: the difference of %s leaves %s out (import that one first; --accept-change where nothing was published on it)",
				im.name, ErrNotLive, next, d)
		}
	}
	return nil
}

func (im *importing) sizeBefore(ctx context.Context) int64 {
	if len(im.before.Snapshots) == 0 {
		return 0
	}
	l := im.shelf.open(ctx, im.before)
	defer l.Close()
	return l.Records
}

// longChain is the length above which a chain is to be joined: each search
// looks into all of its files.
const longChain = 16

// goLive stores the row and moves the live chain, in one transaction.
func (im *importing) goLive(ctx context.Context, snap stored.Snapshot) (stored.Snapshot, error) {
	err := im.shelf.DB.Tx(ctx, func(tx *store.Tx) error {
		if err := unchanged(tx, im.before); err != nil {
			return err
		}
		added, _, err := stored.Add(tx, snap)
		if err != nil {
			return err
		}
		chain := []string{added.Digest}
		if im.delta {
			chain = append(im.before.Ref().Chain, added.Digest)
		}
		if err := stored.GoLive(tx, im.name, chain, im.options.At); err != nil {
			return err
		}
		if len(chain) > longChain {
			if _, _, err := job.Enqueue(tx, event.Compaction{Source: im.name, Head: added.Digest}.Job(), im.options.At); err != nil {
				return err
			}
		}
		snap, err = stored.Get(tx, im.name, added.Digest)
		return err
	})
	if err != nil {
		return snap, fmt.Errorf("import %s: %w", im.name, err)
	}
	return snap, nil
}

// Loaded is one live source, opened. Where it could not be, Err says why and
// both Register and List are nil: who needs it has to say "not checked".
type Loaded struct {
	Chain    stored.Chain
	Records  int64
	Register *register.Register
	List     *party.List
	Err      error
}

// Close unmaps the files.
func (l *Loaded) Close() {
	if l.Register != nil {
		l.Register.Close()
	}
	if l.List != nil {
		l.List.Close()
	}
}

// Live opens every live source, in name order; files of another release are
// rebuilt first. It fails only where the store does: a damaged file is the Err of
// its source.
func (s *Shelf) Live(ctx context.Context) ([]*Loaded, error) {
	var chains []stored.Chain
	err := s.DB.View(ctx, func(tx *store.Tx) (err error) {
		chains, err = stored.Live(tx)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("open live sources: %w", err)
	}
	return s.openAll(ctx, chains)
}

// openAll fails only where ctx ends: what is open is closed again then.
func (s *Shelf) openAll(ctx context.Context, chains []stored.Chain) ([]*Loaded, error) {
	out := make([]*Loaded, len(chains))
	for i, c := range chains {
		out[i] = s.open(ctx, c)
	}
	if err := ctx.Err(); err != nil {
		for _, l := range out {
			l.Close()
		}
		return nil, err
	}
	return out, nil
}

// At opens the sources of a generation, as a batch that is run again needs them.
func (s *Shelf) At(ctx context.Context, refs []finding.SnapshotRef) ([]*Loaded, error) {
	var chains []stored.Chain
	err := s.DB.View(ctx, func(tx *store.Tx) error {
		chains = nil
		for _, ref := range refs {
			c := stored.Chain{Source: ref.Source}
			for _, digest := range ref.Chain {
				snap, err := stored.Get(tx, ref.Source, digest)
				if err != nil {
					return err
				}
				c.Kind = snap.Kind
				c.Snapshots = append(c.Snapshots, snap)
			}
			chains = append(chains, c)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("open the sources of a generation: %w", err)
	}
	return s.openAll(ctx, chains)
}

// Snapshots lists what was imported, all sources where name is "".
func (s *Shelf) Snapshots(ctx context.Context, name string) (out []stored.Snapshot, err error) {
	err = s.DB.View(ctx, func(tx *store.Tx) (err error) {
		out, err = stored.List(tx, name)
		return err
	})
	return out, err
}

// open opens a chain, after rebuilding what is of another release.
func (s *Shelf) open(ctx context.Context, c stored.Chain) *Loaded {
	l := &Loaded{Chain: c}
	k, err := kindOf(c.Kind)
	if err == nil {
		err = s.rebuild(ctx, c)
	}
	if err != nil {
		l.Err = err
		return l
	}
	if k.register() {
		if l.Register, l.Err = register.Open(s.files(c)...); l.Err == nil {
			l.Records = l.Register.Len()
		}
		return l
	}
	if l.List, l.Err = party.Open(s.files(c)...); l.Err == nil {
		l.Records = l.List.Len()
	}
	return l
}
