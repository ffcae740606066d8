package index

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Records are the records of one snapshot file without the tables that find
// them. They can be read in files of every version since format 1, whatever
// keys they have, which is what a rebuild needs.
type Records struct{ s *snapshot }

// OpenRecords opens one file, a base or a delta. It fails with ErrDamaged, with
// ErrVersion for a format of a later release, and with the system's error.
func OpenRecords(path string) (*Records, error) {
	s, err := openParts(path, oldestVersion, (*snapshot).bindRecords)
	if err != nil {
		return nil, err
	}
	return &Records{s}, nil
}

// Info describes the file.
func (r *Records) Info() Info { return r.s.info }

// Close unmaps the file; what was read stays valid.
func (r *Records) Close() error { return r.s.close() }

// All yields the records in key order, each with Key, Data (nil for a
// tombstone) and Live. Damage ends it with an error.
func (r *Records) All() iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		for i := range r.s.len() {
			rec, err := r.s.copy(i)
			if !yield(rec, err) || err != nil {
				return
			}
		}
	}
}

// Rebuild writes this release's file of a digest, with the given keys, beside
// an older one in dir, from the records of that one: find is given each record
// that is no tombstone and adds what it is found by. The file keeps the digest,
// which the records are compared with, so what decisions name stays what it was.
// progress, where not nil, is told how many of how many records are read.
//
// It fails with fs.ErrNotExist where there is no older file, with ErrDamaged
// where none is whole, and with the errors of find and of ctx; nothing is left
// in dir then. Two processes may do the same at once: both write the same bytes.
func Rebuild(ctx context.Context, dir, digest, keys string, o Options, find func(Record) (Record, error), progress func(n, of int64)) (Info, error) {
	failed := error(fs.ErrNotExist)
	for _, path := range older(dir, digest, FileName(digest, keys)) {
		info, err := rebuild(ctx, path, keys, o, find, progress)
		if err == nil || ctx.Err() != nil {
			return info, err
		}
		failed = err
	}
	return Info{}, fmt.Errorf("rebuild snapshot %s in %s: %w", digest, dir, failed)
}

// older lists the files of a digest that are not this release's, the newest
// format first.
func older(dir, digest, present string) []string {
	entries, _ := os.ReadDir(dir) // a directory that cannot be read has none
	var paths []string
	for _, e := range entries {
		if name := e.Name(); strings.HasPrefix(name, digest+".v") && name != present {
			paths = append(paths, filepath.Join(dir, name))
		}
	}
	slices.SortFunc(paths, func(a, b string) int {
		return cmp.Or(cmp.Compare(versionOf(b), versionOf(a)), cmp.Compare(a, b))
	})
	return paths
}

// versionOf is the format that the name of a file tells, 0 for none.
func versionOf(path string) int {
	_, version, _ := strings.Cut(filepath.Base(path), ".v")
	version, _, _ = strings.Cut(version, "-")
	n, _ := strconv.Atoi(version)
	return n
}

func rebuild(ctx context.Context, path, keys string, o Options, find func(Record) (Record, error), progress func(n, of int64)) (Info, error) {
	old, err := OpenRecords(path)
	if err != nil {
		return Info{}, err
	}
	defer old.Close()
	meta := old.Info().Meta
	if old.s.m.version == 1 {
		meta.DigestKeys = meta.Keys
	}
	meta.Keys = keys
	recs := findAgain(told(old.All(), old.s.len(), progress), find)
	info, err := writeSorted(ctx, filepath.Dir(path), meta, o, recs, old.Info().Digest)
	if err != nil {
		return Info{}, fmt.Errorf("rebuild %s: %w", path, err)
	}
	return info, nil
}

// Missing reports whether this release's file of a digest is not in dir and an
// older one is, from which Rebuild can make it.
func Missing(dir, digest, keys string) bool {
	present := FileName(digest, keys)
	_, err := os.Lstat(filepath.Join(dir, present))
	return errors.Is(err, fs.ErrNotExist) && len(older(dir, digest, present)) > 0
}
