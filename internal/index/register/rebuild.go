package register

import (
	"context"

	"github.com/sekifuda/sekifuda/internal/index"
	"github.com/sekifuda/sekifuda/internal/script/token"
)

// FileName returns the name of the file in which this release keeps the
// snapshot of a digest.
func FileName(digest string) string { return index.FileName(digest, keysVersion()) }

// Missing reports whether dir holds a snapshot only as another release wrote it.
func Missing(dir, digest string) bool { return index.Missing(dir, digest, keysVersion()) }

// Rebuild writes this release's file of a snapshot, base or difference, beside
// the file that another release left in dir; see index.Rebuild. below are this
// release's files of what a delta stands on, none for a base.
func Rebuild(ctx context.Context, dir, digest string, below []string, progress func(n, of int64)) (index.Info, error) {
	o := options()
	if len(below) > 0 {
		base, err := Open(below...)
		if err != nil {
			return index.Info{}, err
		}
		defer base.Close()
		o.Base = base.set
	}
	return index.Rebuild(ctx, dir, digest, keysVersion(), o, again, progress)
}

// Compact writes the state of an open register as one base snapshot to dir; see
// index.Compact.
func Compact(ctx context.Context, dir string, meta index.Meta, r *Register, progress func(n, of int64)) (index.Info, error) {
	meta.Keys = keysVersion()
	return index.Compact(ctx, dir, meta, options(), r.set, again, progress)
}

// options of writing one file.
func options() index.Options {
	return index.Options{Keys: token.Keys, Each: newDirectory().mark}
}

// again computes anew what a body is found by.
func again(rec index.Record) (index.Record, error) {
	g, err := decode(rec.Key, string(rec.Data))
	if err != nil {
		return index.Record{}, err
	}
	return record(g), nil
}
