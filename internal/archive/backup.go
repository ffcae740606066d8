package archive

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/klauspost/compress/zstd"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/release"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/source"
)

// House is what a backup is taken of.
type House struct {
	DB *store.DB
	// File returns the file of a snapshot; fs.ErrNotExist where it is not there.
	File func(source.Snapshot) (string, error)
}

// Options of a backup or a restore.
type Options struct {
	At       entity.Instant
	Progress func(done, of int64) // bytes; of is 0 where nobody knows; may be nil
	// MissingOK lets a backup leave out snapshots whose files are gone.
	MissingOK bool
	// Checkpoint is one that was kept elsewhere, "" for none: what is restored
	// must agree with it.
	Checkpoint string
	// ID names the leaf of a restore.
	ID string
}

// partBytes is how much of a table goes into one part, before it is packed.
const partBytes = 8 << 20

// Backup writes a backup of the house to target: a directory, or one file where
// its name ends in .tar. It reads one state of the store; others may write
// meanwhile. Nothing of it stays unless all of it is durable.
func Backup(ctx context.Context, h House, target string, o Options) (m *Manifest, err error) {
	s, err := newSink(target, o.At.Time())
	if err != nil {
		return nil, fmt.Errorf("backup: %w", err)
	}
	b := &backup{sink: s, house: h, options: o}
	if err := b.run(ctx); err != nil {
		s.drop()
		return nil, fmt.Errorf("backup to %s: %w", target, err)
	}
	return &b.m, nil
}

type backup struct {
	sink    *sink
	house   House
	options Options
	m       Manifest
	done    int64
}

func (b *backup) run(ctx context.Context) error {
	var snapshots []source.Snapshot
	again := false
	err := b.house.DB.View(ctx, func(tx *store.Tx) (err error) {
		if again {
			return errors.New("the database did not keep the view of it; run it again")
		}
		again = true
		if snapshots, err = source.List(tx, ""); err != nil {
			return err
		}
		return b.view(ctx, tx)
	})
	if err != nil {
		return err
	}
	for _, snap := range snapshots {
		if err := b.snapshot(ctx, snap); err != nil {
			return err
		}
	}
	if err := b.manifest(ctx); err != nil {
		return err
	}
	return b.sink.commit()
}

// view writes all tables as of one state.
func (b *backup) view(ctx context.Context, tx *store.Tx) (err error) {
	b.m = Manifest{Format: Format, Release: release.Version, At: b.options.At, Engine: b.house.DB.Engine(), Snapshots: []File{}}
	if b.m.Schema, err = tx.SchemaVersion(); err != nil {
		return err
	}
	if b.m.Key, err = tx.KeyCheck(); err != nil {
		return err
	}
	if b.m.Checkpoint, err = checkpoint(tx); err != nil {
		return err
	}
	tables, err := tx.Tables()
	if err != nil {
		return err
	}
	for _, t := range tables {
		w := &tableWriter{backup: b, ctx: ctx, table: Table{Table: t, Parts: []File{}}}
		if err := tx.Dump(t, w.row); err != nil {
			return err
		}
		if err := w.flush(); err != nil {
			return err
		}
		b.m.Tables = append(b.m.Tables, w.table)
	}
	return nil
}

// checkpoint is the newest one that is stored, "" without any.
func checkpoint(tx *store.Tx) (note string, err error) {
	err = tx.Row(store.Into(&note), `SELECT note FROM head`)
	if errors.Is(err, store.ErrNotFound) {
		return "", nil
	}
	return note, err
}

// tableWriter gathers rows into parts.
type tableWriter struct {
	backup *backup
	ctx    context.Context
	table  Table
	buf    []byte
	rows   int64
}

// Most of a store is sealed and cannot be packed: to try hard is for nothing.
var packer, _ = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest)) // EncodeAll only, which fails never

func (w *tableWriter) row(row []any) (err error) {
	if w.buf, err = appendRow(w.buf, row); err != nil {
		return fmt.Errorf("table %s: %w", w.table.Name, err)
	}
	w.rows++
	if len(w.buf) < partBytes {
		return nil
	}
	return w.flush()
}

func (w *tableWriter) flush() error {
	if w.rows == 0 {
		return nil
	}
	packed := packer.EncodeAll(w.buf, nil)
	name := fmt.Sprintf("tables/%s.%05d.zst", w.table.Name, len(w.table.Parts)+1)
	f, err := w.backup.put(w.ctx, name, packed)
	if err != nil {
		return err
	}
	f.Rows = w.rows
	w.table.Parts = append(w.table.Parts, f)
	w.table.Rows += w.rows
	w.buf, w.rows = w.buf[:0], 0
	return nil
}

func (b *backup) put(ctx context.Context, name string, content []byte) (File, error) {
	f, err := b.sink.put(ctx, name, int64(len(content)), bytes.NewReader(content))
	b.progress(f.Bytes)
	return f, err
}

func (b *backup) progress(n int64) {
	if b.done += n; b.options.Progress != nil {
		b.options.Progress(b.done, 0)
	}
}

// snapshot copies one snapshot file.
func (b *backup) snapshot(ctx context.Context, snap source.Snapshot) error {
	from, err := b.house.File(snap)
	if errors.Is(err, fs.ErrNotExist) {
		what := snap.Source + " " + snap.Digest
		if b.options.MissingOK {
			b.m.Missing = append(b.m.Missing, what)
			return nil
		}
		return fmt.Errorf("the file of snapshot %s is not there: bring it back, or give --missing-ok to leave it out: %w", what, err)
	}
	if err != nil {
		return err
	}
	f, err := os.Open(from)
	if err != nil {
		return err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return err
	}
	put, err := b.sink.put(ctx, path.Join("snapshots", snap.Source, filepath.Base(from)), st.Size(), f)
	if err != nil {
		return err
	}
	b.m.Snapshots = append(b.m.Snapshots, put)
	b.progress(put.Bytes)
	return nil
}

func (b *backup) manifest(ctx context.Context) error {
	text, err := json.MarshalIndent(b.m, "", " ")
	if err != nil {
		return err
	}
	text = append(text, '\n')
	if _, err := b.put(ctx, manifestName, text); err != nil {
		return err
	}
	_, err = b.put(ctx, sumName, []byte(digestOf(text)+"\n"))
	return err
}

func digestOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
