package archive

import (
	"archive/tar"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/sekifuda/sekifuda/internal/durable"
)

// sink is where a backup is written to: a directory or one file, under a
// temporary name until commit.
type sink struct {
	target, temp string
	dirs         map[string]bool // made below temp, to be synced
	file         *os.File        // nil: a directory
	tar          *tar.Writer
	at           time.Time
}

// partial is the name of what is not whole yet.
func partial(target string) string {
	return filepath.Join(filepath.Dir(target), "."+filepath.Base(target)+".partial")
}

// newSink begins a backup at target: one file where its name ends in .tar. What
// an earlier one left that was killed is removed.
func newSink(target string, at time.Time) (*sink, error) {
	if _, err := os.Lstat(target); !errors.Is(err, os.ErrNotExist) {
		return nil, errors.Join(fmt.Errorf("%s %w: name another place", target, ErrExists), err)
	}
	s := &sink{target: target, temp: partial(target), dirs: map[string]bool{}, at: at}
	if err := os.RemoveAll(s.temp); err != nil {
		return nil, err
	}
	if !strings.HasSuffix(target, ".tar") {
		return s, os.Mkdir(s.temp, 0o700)
	}
	var err error
	if s.file, err = os.OpenFile(s.temp, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600); err != nil {
		return nil, err
	}
	s.tar = tar.NewWriter(s.file)
	return s, nil
}

// put writes one file of size bytes and returns its digest.
func (s *sink) put(ctx context.Context, name string, size int64, from io.Reader) (File, error) {
	h := sha256.New()
	from = io.TeeReader(&stopped{ctx, from}, h)
	n, err := s.write(name, size, from)
	if err == nil && n != size {
		err = fmt.Errorf("has %d bytes instead of %d", n, size)
	}
	if err != nil {
		return File{}, fmt.Errorf("write %s: %w", name, err)
	}
	return File{Name: name, Bytes: size, SHA256: hex.EncodeToString(h.Sum(nil))}, nil
}

func (s *sink) write(name string, size int64, from io.Reader) (int64, error) {
	if s.tar != nil {
		err := s.tar.WriteHeader(&tar.Header{Name: name, Size: size, Mode: 0o600, ModTime: s.at, Format: tar.FormatPAX})
		if err != nil {
			return 0, err
		}
		return io.Copy(s.tar, from)
	}
	path := filepath.Join(s.temp, filepath.FromSlash(name))
	for dir := filepath.Dir(path); !s.dirs[dir] && len(dir) >= len(s.temp); dir = filepath.Dir(dir) {
		s.dirs[dir] = true
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return 0, err
	}
	return writeSynced(path, from)
}

// commit makes all durable and gives the backup its name.
func (s *sink) commit() error {
	if s.tar != nil {
		err := errors.Join(s.tar.Close(), s.file.Sync(), s.file.Close())
		if s.file = nil; err != nil {
			return err
		}
	}
	for dir := range s.dirs {
		if err := durable.SyncDir(dir); err != nil {
			return err
		}
	}
	if err := os.Rename(s.temp, s.target); err != nil {
		return err
	}
	return durable.SyncDir(filepath.Dir(s.target))
}

// drop removes what is not whole.
func (s *sink) drop() {
	if s.file != nil {
		s.file.Close()
	}
	os.RemoveAll(s.temp)
}

// writeSynced writes a new file, durably but for its name.
func writeSynced(path string, from io.Reader) (n int64, err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return 0, err
	}
	n, err = io.Copy(f, from)
	if err == nil {
		err = f.Sync()
	}
	return n, errors.Join(err, f.Close())
}

// stopped ends a copy when its context does.
type stopped struct {
	ctx  context.Context
	from io.Reader
}

func (s *stopped) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.from.Read(p)
}
