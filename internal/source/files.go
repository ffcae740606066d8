package source

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/sekifuda/sekifuda/internal/index/party"
	"github.com/sekifuda/sekifuda/internal/index/register"
	stored "github.com/sekifuda/sekifuda/internal/store/source"
)

// dir is where the files of one source lie.
func (s *Shelf) dir(name string) string { return filepath.Join(s.Dir, "snapshots", name) }

// File returns where this release keeps the file of a snapshot. The row says
// where the release that imported it wrote it, which may be another file.
func (s *Shelf) File(snap stored.Snapshot) string {
	name := party.FileName(snap.Digest)
	if IsRegister(snap.Kind) {
		name = register.FileName(snap.Digest)
	}
	return filepath.Join(s.dir(snap.Source), name)
}

// Kept returns the file in which a snapshot stands, this release's or else the
// one that was written at its import, here or in the shared directory. It fails
// with fs.ErrNotExist for none.
func (s *Shelf) Kept(snap stored.Snapshot) (path string, err error) {
	candidates := []string{s.File(snap), filepath.Join(s.Dir, snap.Path)}
	if s.Blobs != "" {
		candidates = append(candidates, s.blob(snap.Source, candidates[0]), s.blob(snap.Source, candidates[1]))
	}
	for _, path = range candidates {
		if _, err = os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
			break
		}
	}
	return path, err
}

func (s *Shelf) files(c stored.Chain) []string {
	var out []string
	for _, snap := range c.Snapshots {
		out = append(out, s.File(snap))
	}
	return out
}

// rebuild makes this release's files of a chain where only those of an older
// release are there. It takes as long as the import of the same records.
func (s *Shelf) rebuild(ctx context.Context, c stored.Chain) error {
	if err := s.fetch(ctx, c); err != nil {
		return fmt.Errorf("source %s: %w", c.Source, err)
	}
	missing, build := party.Missing, party.Rebuild
	if IsRegister(c.Kind) {
		missing, build = register.Missing, register.Rebuild
	}
	for i, snap := range c.Snapshots {
		if !missing(s.dir(c.Source), snap.Digest) {
			continue
		}
		progress := func(n, of int64) {
			if s.Rebuilding != nil {
				s.Rebuilding(c.Source, Progress{Rows: n, Total: of, Sorting: n == of})
			}
		}
		progress(0, snap.Records)
		info, err := build(ctx, s.dir(c.Source), snap.Digest, s.files(c)[:i], progress)
		if err == nil {
			err = s.publish(ctx, c.Source, info.Path)
		}
		if err != nil {
			return fmt.Errorf("source %s: %w", c.Source, err)
		}
	}
	return nil
}
