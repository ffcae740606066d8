package source

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/index"
	"github.com/sekifuda/sekifuda/internal/index/party"
	"github.com/sekifuda/sekifuda/internal/index/register"
	"github.com/sekifuda/sekifuda/internal/store"
	stored "github.com/sekifuda/sekifuda/internal/store/source"
)

// Compact joins the base of a live source and its differences into one base with
// the same records and makes that live. Searches go on meanwhile, in what was
// live before; what decisions name stays where it is. It fails with a
// *format.Error where there is no difference to join, and with ErrNotLive where
// another state went live meanwhile; then, and where ctx ends, all is as before.
func (s *Shelf) Compact(ctx context.Context, name string, o Options) (Result, error) {
	c, err := s.chain(ctx, name)
	switch {
	case err != nil:
		return Result{}, err
	case len(c.Snapshots) == 0:
		return Result{}, &format.Error{Field: "NAME", Msg: fmt.Sprintf("no source %q is live", name), Fix: "`sekifuda source list` names them"}
	case len(c.Snapshots) == 1:
		return Result{}, &format.Error{Field: "NAME", Msg: fmt.Sprintf("source %s has no differences to join", name), Fix: "nothing needs to be done"}
	}
	l := s.open(ctx, c)
	defer l.Close()
	if l.Err != nil {
		return Result{}, fmt.Errorf("compact %s: %w", name, l.Err)
	}
	info, err := l.compact(ctx, s.dir(name), o.Progress)
	if err != nil {
		return Result{}, fmt.Errorf("compact %s: %w", name, err)
	}
	result := Result{Records: info.Records, Before: l.Records, Existing: info.Existing}
	if result.Snapshot, err = s.replace(ctx, c, info, o); err != nil {
		return Result{}, fmt.Errorf("compact %s: %w", name, errors.Join(err, s.discard(ctx, name, info, err)))
	}
	return result, nil
}

// compact writes the one file.
func (l *Loaded) compact(ctx context.Context, dir string, progress func(Progress)) (index.Info, error) {
	last := l.Chain.Snapshots[len(l.Chain.Snapshots)-1]
	meta := index.Meta{Source: l.Chain.Source, Kind: l.Chain.Kind, Published: last.Published, Reader: last.Reader}
	tell := func(n, of int64) {
		if progress != nil {
			progress(Progress{Rows: n, Total: of, Sorting: n == of})
		}
	}
	if l.Register != nil {
		return register.Compact(ctx, dir, meta, l.Register, tell)
	}
	return party.Compact(ctx, dir, meta, l.List, tell)
}

// replace stores the row of the joined snapshot and moves the live chain to it,
// in one transaction.
func (s *Shelf) replace(ctx context.Context, old stored.Chain, info index.Info, o Options) (snap stored.Snapshot, err error) {
	path, err := filepath.Rel(s.Dir, info.Path)
	if err != nil {
		return snap, err
	}
	if err := s.publish(ctx, old.Source, info.Path); err != nil {
		return snap, err
	}
	last := old.Snapshots[len(old.Snapshots)-1]
	joined := stored.Snapshot{
		Source: old.Source, Kind: old.Kind, Digest: info.Digest, Published: last.Published, PublishedFrom: last.PublishedFrom,
		Imported: o.At, Records: info.Records, Path: path, Reader: last.Reader,
	}
	for _, part := range old.Snapshots {
		joined.Raw = append(joined.Raw, part.Raw...)
	}
	err = s.DB.Tx(ctx, func(tx *store.Tx) error {
		if err := unchanged(tx, old); err != nil {
			return err
		}
		if _, _, err := stored.Add(tx, joined); err != nil {
			return err
		}
		if err := stored.GoLive(tx, old.Source, []string{joined.Digest}, o.At); err != nil {
			return err
		}
		snap, err = stored.Get(tx, old.Source, joined.Digest)
		return err
	})
	return snap, err
}

// discard removes a file that did not go live for the cause given, unless it was
// there before or the store has its row after all: a commit may have succeeded
// without an answer. Where the disk failed under the commit, a crash may yet bring
// the row back: then the file stays, and nobody minds one too many.
func (s *Shelf) discard(ctx context.Context, source string, info index.Info, cause error) error {
	if info.Existing || errors.Is(cause, store.ErrDisk) {
		return nil
	}
	err := s.DB.View(context.WithoutCancel(ctx), func(tx *store.Tx) error {
		_, err := stored.Get(tx, source, info.Digest)
		return err
	})
	if errors.Is(err, store.ErrNotFound) {
		return os.Remove(info.Path)
	}
	return err
}

// unchanged fails where another chain is live than the one that the caller began
// with: what went live meanwhile would be lost.
func unchanged(tx *store.Tx, old stored.Chain) error {
	now, err := stored.LiveOf(tx, old.Source)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	if !slices.EqualFunc(now.Snapshots, old.Snapshots, func(a, b stored.Snapshot) bool { return a.Digest == b.Digest }) {
		return fmt.Errorf("%w: another state of %s went live meanwhile; run it again", ErrNotLive, old.Source)
	}
	return nil
}
