package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/sekifuda/sekifuda/internal/durable"
	"github.com/sekifuda/sekifuda/internal/index"
	stored "github.com/sekifuda/sekifuda/internal/store/source"
)

// blob is where the file of a snapshot stands in the shared directory.
func (s *Shelf) blob(source, path string) string {
	return filepath.Join(s.Blobs, source, filepath.Base(path))
}

// publish puts a file of a snapshot into the shared directory, durably, unless
// it is there: it is named by its digest, so it is the same then.
func (s *Shelf) publish(ctx context.Context, source, path string) error {
	if s.Blobs == "" {
		return nil
	}
	to := s.blob(source, path)
	if _, err := os.Stat(to); err == nil {
		return nil
	}
	if err := durable.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return fmt.Errorf("share snapshot: %w", err)
	}
	if err := copyFile(ctx, path, to, nil); err != nil {
		return fmt.Errorf("share snapshot: %w", err)
	}
	return nil
}

// fetch brings the files of a chain that are not here from the shared
// directory. Each is compared with its checksums and its digest before it gets
// its name. What is not there either is left to whoever opens it.
func (s *Shelf) fetch(ctx context.Context, c stored.Chain) error {
	if s.Blobs == "" {
		return nil
	}
	for _, snap := range c.Snapshots {
		if err := s.fetchOne(ctx, snap); err != nil {
			return fmt.Errorf("fetch snapshot %.12s from the shared directory: %w", snap.Digest, err)
		}
	}
	return nil
}

func (s *Shelf) fetchOne(ctx context.Context, snap stored.Snapshot) error {
	here := s.File(snap)
	if _, err := os.Lstat(here); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	from, err := s.Kept(snap)
	if errors.Is(err, fs.ErrNotExist) || filepath.Dir(from) == s.dir(snap.Source) {
		return nil // nowhere; or an older file is here, from which ours is rebuilt
	}
	if err != nil {
		return err
	}
	if err := durable.MkdirAll(s.dir(snap.Source), 0o755); err != nil {
		return err
	}
	return copyFile(ctx, from, filepath.Join(s.dir(snap.Source), filepath.Base(from)), func(path string) error {
		if filepath.Base(from) != filepath.Base(here) {
			return nil // another release's, which is read when ours is made from it
		}
		info, err := index.VerifyFile(ctx, path)
		if err == nil && info.Digest != snap.Digest {
			err = fmt.Errorf("%s holds the snapshot %.12s: %w", from, info.Digest, index.ErrDamaged)
		}
		return err
	})
}

// copyFile copies a file under a temporary name, durably, and gives it its own
// where check, if any, finds nothing wrong.
func copyFile(ctx context.Context, from, to string, check func(path string) error) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.CreateTemp(filepath.Dir(to), ".copy-*")
	if err != nil {
		return err
	}
	defer os.Remove(out.Name()) // no effect after the renaming
	if _, err = io.Copy(out, reader{ctx, in}); err == nil {
		err = out.Sync()
	}
	if err = errors.Join(err, out.Close()); err == nil && check != nil {
		err = check(out.Name())
	}
	if err == nil {
		err = os.Chmod(out.Name(), 0o444)
	}
	if err == nil {
		err = os.Rename(out.Name(), to)
	}
	if err != nil {
		return err
	}
	return durable.SyncDir(filepath.Dir(to))
}

// reader ends when its context does.
type reader struct {
	ctx context.Context
	io.Reader
}

func (r reader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.Reader.Read(p)
}
