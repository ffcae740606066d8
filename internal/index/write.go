package index

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"math"
	"path/filepath"
	"strings"

	"github.com/sekifuda/sekifuda/internal/durable"
	"github.com/sekifuda/sekifuda/internal/index/extsort"
)

// sortMemory bounds one buffer of a sorter; four sorters of two buffers are at
// work at most.
const sortMemory = 48 << 20

// Write makes the snapshot of recs, which may come in any order, in the
// directory dir (made where it is missing) under its FileName. The same records
// give the same bytes. The file is whole and durable when Write returns
// without an error; otherwise nothing is left in dir. It fails with
// ErrDuplicate where two records have one key, and with the error of recs or
// of ctx. A snapshot of the same digest that is in place and whole is kept
// (Info.Existing), so a file that decisions name never changes.
func Write(ctx context.Context, dir string, meta Meta, o Options, recs iter.Seq2[Record, error]) (Info, error) {
	if err := durable.MkdirAll(dir, 0o755); err != nil {
		return Info{}, fmt.Errorf("write snapshot: %w", err)
	}
	sorter := extsort.New(dir, sortMemory)
	defer sorter.Close()
	var buf []byte
	n := 0
	for rec, err := range recs {
		if err == nil {
			err = rec.check(meta)
		}
		if err == nil && n%1024 == 0 {
			err = ctx.Err()
		}
		if err == nil {
			buf = appendRecord(buf[:0], &rec)
			err = sorter.Add([]byte(rec.Key), []byte{0}, buf)
		}
		if err != nil {
			return Info{}, fmt.Errorf("write snapshot of %s: %w", meta.Source, err)
		}
		n++
	}
	return WriteSorted(ctx, dir, meta, o, func(yield func(Record, error) bool) {
		for item, err := range sorter.Drain() {
			var rec Record
			if err == nil {
				rec, err = decodeItem(item)
			}
			if !yield(rec, err) || err != nil {
				return
			}
		}
	})
}

// WriteSorted is Write for records that come in ascending order of their keys;
// it refuses any other order. It spares the sorting.
func WriteSorted(ctx context.Context, dir string, meta Meta, o Options, recs iter.Seq2[Record, error]) (Info, error) {
	return writeSorted(ctx, dir, meta, o, recs, "")
}

// writeSorted refuses records whose digest is not want, where that is given.
func writeSorted(ctx context.Context, dir string, meta Meta, o Options, recs iter.Seq2[Record, error], want string) (info Info, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("write snapshot of %s: %w", meta.Source, err)
		}
	}()
	if err := durable.MkdirAll(dir, 0o755); err != nil {
		return Info{}, err
	}
	w, err := newFileWriter(dir)
	if err != nil {
		return Info{}, err
	}
	defer w.abort()
	b, err := newBuilder(ctx, dir, meta, o, w)
	if err != nil {
		return Info{}, err
	}
	defer b.close()
	if err := b.build(o.each(recs)); err != nil {
		return Info{}, err
	}
	if want != "" && want != b.info.Digest {
		return Info{}, fmt.Errorf("%w: the records of %s have the digest %s", ErrDamaged, want, b.info.Digest)
	}
	return b.install(dir)
}

// install moves the finished file to its place unless the same snapshot is
// there already.
func (b *builder) install(dir string) (Info, error) {
	info := b.info
	size, err := b.w.finish()
	if err != nil {
		return Info{}, err
	}
	info.Bytes = size
	info.Path = filepath.Join(dir, FileName(info.Digest, info.Keys))
	if old, err := VerifyFile(b.ctx, info.Path); err == nil {
		info.Existing, info.Bytes = true, old.Bytes
		// Whoever installed it may have been killed before its name was durable.
		return info, durable.SyncDir(dir)
	} else if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, ErrDamaged) {
		return Info{}, err
	}
	// Read back what the disk gives before anything may rely on it.
	if _, err := VerifyFile(b.ctx, b.w.f.Name()); err != nil {
		return Info{}, err
	}
	return info, b.w.install(info.Path)
}

// FileName returns the name of the snapshot file of digest in its directory:
// what the records are, the format, and the keys that they are found by, so that
// a release that writes either differently leaves the file of another in peace.
func FileName(digest, keys string) string {
	sum := sha256.Sum256([]byte(keys))
	return fmt.Sprintf("%s.v%d-%x", digest, FormatVersion, sum[:4])
}

func (r *Record) check(meta Meta) error {
	switch {
	case r.Key == "" || strings.IndexByte(r.Key, 0) >= 0 || len(r.Key) > math.MaxUint16:
		return fmt.Errorf("record key %q: want 1 to 65535 bytes without NUL", r.Key)
	case r.Data == nil && meta.Base == "":
		return fmt.Errorf("record %q: a tombstone in a base snapshot", r.Key)
	}
	return nil
}

// writeMeta is the last section, since the digest is known last.
func (b *builder) writeMeta() error {
	text, err := json.Marshal(b.info)
	if err != nil {
		return err
	}
	b.w.begin(secMeta)
	b.w.Write(text)
	b.w.end(1, 0)
	return nil
}
