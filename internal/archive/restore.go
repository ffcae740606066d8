package archive

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"

	"github.com/klauspost/compress/zstd"

	"github.com/sekifuda/sekifuda/internal/durable"
	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
)

var unpacker, _ = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1)) // DecodeAll only

// Target is where a backup is restored to.
type Target struct {
	Dir string // the data directory: snapshot files, and the embedded store
	DSN string // of PostgreSQL; "" for the embedded store
}

// ActRestored is the code of the leaf that a restore leaves.
const ActRestored = "restored"

// Restore brings a backup back into an empty data directory or an empty
// database of either engine. Every file is compared with the manifest before
// anything is written, and the ledger with the checkpoints before anything
// counts. What was interrupted can be run again. It fails with ErrDamaged,
// ErrExists, ErrCheckpoint, store.ErrNewerSchema and store.ErrNotEmpty.
func Restore(ctx context.Context, from string, to Target, o Options) (*Manifest, error) {
	b, err := openBundle(from)
	if err != nil {
		return nil, fmt.Errorf("restore: %w", err)
	}
	defer b.close()
	r := &restoring{bundle: b, to: to, options: o}
	if err := r.run(ctx); err != nil {
		return nil, fmt.Errorf("restore from %s: %w", from, err)
	}
	return &b.m, nil
}

type restoring struct {
	*bundle
	to      Target
	options Options
	done    int64
}

func (r *restoring) progress(n int64) {
	if r.done += n; r.options.Progress != nil {
		r.options.Progress(r.done, 2*r.m.Bytes()) // each file is read twice
	}
}

func (r *restoring) run(ctx context.Context) error {
	if latest := store.LatestSchema(); r.m.Schema > latest {
		return fmt.Errorf("%w: the backup has schema %d, made by release %s; this one knows up to %d", store.ErrNewerSchema, r.m.Schema, r.m.Release, latest)
	}
	if r.to.DSN == "" {
		if _, err := os.Lstat(r.database()); !errors.Is(err, os.ErrNotExist) {
			return errors.Join(fmt.Errorf("%s %w: give an empty data directory", r.database(), ErrExists), err)
		}
	}
	if err := r.check(ctx, r.progress); err != nil {
		return err
	}
	if err := durable.MkdirAll(r.to.Dir, 0o700); err != nil {
		return err
	}
	for _, f := range r.m.Snapshots {
		if err := r.copyTo(ctx, f, filepath.Join(r.to.Dir, filepath.FromSlash(f.Name))); err != nil {
			return err
		}
		r.progress(f.Bytes)
	}
	if r.to.DSN != "" {
		return store.Load(ctx, r.to.DSN, r.m.Schema, r.fill, r.finish)
	}
	return r.embedded(ctx)
}

func (r *restoring) database() string { return filepath.Join(r.to.Dir, store.FileName) }

// embedded fills a store under a temporary name and gives it its own at last.
func (r *restoring) embedded(ctx context.Context) error {
	temp := filepath.Join(r.to.Dir, ".restoring")
	if err := os.RemoveAll(temp); err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	if err := store.Load(ctx, temp, r.m.Schema, r.fill, r.finish); err != nil {
		return err
	}
	path := filepath.Join(temp, store.FileName)
	for _, more := range []string{"-wal", "-journal"} {
		if st, err := os.Stat(path + more); err == nil && st.Size() > 0 {
			return fmt.Errorf("%s%s was left behind", path, more)
		}
	}
	if err := syncFile(path); err != nil {
		return err
	}
	if err := os.Rename(path, r.database()); err != nil {
		return err
	}
	return durable.SyncDir(r.to.Dir)
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// fill puts all tables into the new store and compares the ledger with what is
// known of it.
func (r *restoring) fill(tx *store.Tx, put func(store.Table, iter.Seq2[[]any, error]) (int64, error)) error {
	for _, t := range r.m.Tables {
		n, err := put(t.Table, r.rows(tx.Context(), t))
		if err != nil {
			return err
		}
		if n != t.Rows {
			return r.damaged(manifestName, fmt.Errorf("table %s has %d rows, and %d are named", t.Name, n, t.Rows))
		}
	}
	return compareLedger(tx, r.m.Checkpoint, r.options.Checkpoint)
}

func (r *restoring) rows(ctx context.Context, t Table) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, f := range t.Parts {
			text, err := r.part(f)
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				yield(nil, err)
				return
			}
			for row, err := range rows(text, len(t.Columns)) {
				if err != nil {
					err = r.damaged(f.Name, err)
				}
				if !yield(row, err) || err != nil {
					return
				}
			}
			r.progress(f.Bytes)
		}
	}
}

// finish leaves a leaf that says what was done, with the backup's digest.
func (r *restoring) finish(tx *store.Tx) error {
	_, err := store.AppendLeaf(tx, ledger.Leaf{
		Kind: ledger.KindAdmin, ID: r.options.ID, At: r.options.At, Codes: []string{ActRestored}, Digests: []string{r.sum},
	})
	return err
}
