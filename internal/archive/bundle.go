package archive

import (
	"archive/tar"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/sekifuda/sekifuda/internal/durable"
)

// bundle is a backup that is read.
type bundle struct {
	path string
	dir  *os.Root         // a directory
	file *os.File         // or one file,
	at   map[string]place // and what stands where in it
	m    Manifest
	sum  string // digest of the manifest
}

type place struct{ from, size int64 }

// openBundle opens a backup and reads its manifest. It fails with ErrDamaged.
func openBundle(path string) (b *bundle, err error) {
	b = &bundle{path: path}
	st, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if st.IsDir() {
		b.dir, err = os.OpenRoot(path)
	} else if b.file, err = os.Open(path); err == nil {
		err = b.index()
	}
	if err == nil {
		err = b.readManifest()
	}
	if err != nil {
		b.close()
		return nil, err
	}
	return b, nil
}

func (b *bundle) close() {
	if b.dir != nil {
		b.dir.Close()
	}
	if b.file != nil {
		b.file.Close()
	}
}

// index finds where each member of the file begins.
func (b *bundle) index() error {
	b.at = map[string]place{}
	r := tar.NewReader(b.file)
	for {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w: %w", b.path, ErrDamaged, err)
		}
		from, err := b.file.Seek(0, io.SeekCurrent)
		if err != nil {
			return err
		}
		b.at[h.Name] = place{from, h.Size}
	}
}

// open opens one file of the backup.
func (b *bundle) open(name string) (io.ReadCloser, int64, error) {
	if b.dir == nil {
		p, ok := b.at[name]
		if !ok {
			return nil, 0, fs.ErrNotExist
		}
		return io.NopCloser(io.NewSectionReader(b.file, p.from, p.size)), p.size, nil
	}
	f, err := b.dir.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, 0, err
	}
	st, err := f.Stat()
	if err != nil {
		return nil, 0, errors.Join(err, f.Close())
	}
	return f, st.Size(), nil
}

func (b *bundle) read(name string) ([]byte, error) {
	r, _, err := b.open(name)
	if err != nil {
		return nil, b.damaged(name, err)
	}
	defer r.Close()
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, b.damaged(name, err)
	}
	return text, nil
}

func (b *bundle) damaged(name string, why error) error {
	return fmt.Errorf("%s in %s: %w: %w", name, b.path, ErrDamaged, why)
}

var errOther = errors.New("its content is another than what was written")

func (b *bundle) readManifest() error {
	text, err := b.read(manifestName)
	if err != nil {
		return err
	}
	sum, err := b.read(sumName)
	if err != nil {
		return err
	}
	b.sum = digestOf(text)
	if string(sum) != b.sum+"\n" {
		return b.damaged(manifestName, errOther)
	}
	if err := json.Unmarshal(text, &b.m); err != nil {
		return b.damaged(manifestName, err)
	}
	if b.m.Format != Format {
		return fmt.Errorf("%s is of format %q, made by release %s; this release reads %s", b.path, b.m.Format, b.m.Release, Format)
	}
	for f := range b.m.files() {
		if !filepath.IsLocal(filepath.FromSlash(f.Name)) {
			return b.damaged(manifestName, fmt.Errorf("it names %q", f.Name))
		}
	}
	return nil
}

// check reads every file of the backup and compares it with the manifest.
func (b *bundle) check(ctx context.Context, progress func(int64)) error {
	for f := range b.m.files() {
		if err := b.checkFile(ctx, f); err != nil {
			return err
		}
		progress(f.Bytes)
	}
	return nil
}

func (b *bundle) checkFile(ctx context.Context, f File) error {
	r, size, err := b.open(f.Name)
	if err != nil {
		return b.damaged(f.Name, err)
	}
	defer r.Close()
	if size != f.Bytes {
		return b.damaged(f.Name, fmt.Errorf("it has %d bytes, %d were written", size, f.Bytes))
	}
	h := sha256.New()
	if _, err := io.Copy(h, &stopped{ctx, r}); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return b.damaged(f.Name, err)
	}
	if hex.EncodeToString(h.Sum(nil)) != f.SHA256 {
		return b.damaged(f.Name, errOther)
	}
	return nil
}

// part reads and unpacks a part of a table.
func (b *bundle) part(f File) ([]byte, error) {
	packed, err := b.read(f.Name)
	if err != nil {
		return nil, err
	}
	// Read again after the check: what is put into the store is what was compared.
	if digestOf(packed) != f.SHA256 {
		return nil, b.damaged(f.Name, errOther)
	}
	text, err := unpacker.DecodeAll(packed, nil)
	if err != nil {
		return nil, b.damaged(f.Name, err)
	}
	return text, nil
}

// copyTo writes a file of the backup to path, durably, under a temporary name
// first. A file of the same content that is there already stays.
func (b *bundle) copyTo(ctx context.Context, f File, path string) error {
	r, _, err := b.open(f.Name)
	if err != nil {
		return b.damaged(f.Name, err)
	}
	defer r.Close()
	if have, err := fileDigest(ctx, path); err == nil {
		if have == f.SHA256 {
			return nil
		}
		return fmt.Errorf("%s %w, with another content", path, ErrExists)
	}
	if err := durable.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	temp := partial(path)
	if err := os.RemoveAll(temp); err != nil {
		return err
	}
	h := sha256.New()
	_, err = writeSynced(temp, io.TeeReader(&stopped{ctx, r}, h))
	if err == nil && hex.EncodeToString(h.Sum(nil)) != f.SHA256 {
		err = b.damaged(f.Name, errOther)
	}
	if err == nil {
		err = os.Chmod(temp, 0o444)
	}
	if err == nil {
		err = os.Rename(temp, path)
	}
	if err != nil {
		return errors.Join(err, os.RemoveAll(temp))
	}
	return durable.SyncDir(filepath.Dir(path))
}

// fileDigest is that of a file's content.
func fileDigest(ctx context.Context, path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, &stopped{ctx, f}); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
