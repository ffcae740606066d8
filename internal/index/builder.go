package index

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"iter"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/sekifuda/sekifuda/internal/index/extsort"
)

// Flags of a record.
const (
	flagLive      = 1
	flagTombstone = 2
)

// builder turns sorted records into the sections of one file. Sections that
// grow at the same time are spooled; key tables are sorted outside memory.
type builder struct {
	ctx    context.Context
	dir    string
	w      *fileWriter
	info   Info
	digest hash.Hash

	offsets, keys, keyOffsets, flags *spool
	spools                           []*spool
	names, reversed, hashes          *extsort.Sorter
	terms                            *terms

	last     string // key of the last record
	keyWidth int    // common length of all keys, 0 where they differ
	steps    int
	scratch  []byte
}

func newBuilder(ctx context.Context, dir string, meta Meta, o Options, w *fileWriter) (*builder, error) {
	b := &builder{ctx: ctx, dir: dir, w: w, info: Info{Meta: meta}, digest: sha256.New(), terms: newTerms(o)}
	for _, s := range []**spool{&b.offsets, &b.keys, &b.keyOffsets, &b.flags} {
		var err error
		if *s, err = b.spool(); err != nil {
			b.close()
			return nil, err
		}
	}
	for _, s := range []**extsort.Sorter{&b.names, &b.reversed, &b.hashes} {
		*s = extsort.New(dir, sortMemory)
	}
	// What makes the same records mean something else goes in front. The time
	// of publication does not, nor do the keys: they follow from the records.
	b.sum([]byte("sekifuda snapshot"))
	b.sum([]byte(meta.Reader))
	if meta.DigestKeys != "" {
		b.sum([]byte(meta.DigestKeys))
	}
	b.sum([]byte(meta.Base))
	return b, nil
}

func (b *builder) spool() (*spool, error) {
	s, err := newSpool(b.dir)
	if err == nil {
		b.spools = append(b.spools, s)
	}
	return s, err
}

func (b *builder) close() {
	for _, s := range b.spools {
		s.close()
	}
	for _, s := range []*extsort.Sorter{b.names, b.reversed, b.hashes} {
		if s != nil {
			s.Close()
		}
	}
}

// step is called for each item of a long loop.
func (b *builder) step() error {
	if b.steps++; b.steps%1024 != 0 {
		return nil
	}
	if b.w.err != nil {
		return b.w.err
	}
	return b.ctx.Err()
}

func (b *builder) sum(p []byte) {
	b.scratch = binary.AppendUvarint(b.scratch[:0], uint64(len(p)))
	b.digest.Write(b.scratch)
	b.digest.Write(p)
}

func (b *builder) build(recs iter.Seq2[Record, error]) error {
	if err := b.records(recs); err != nil {
		return err
	}
	b.info.Digest = hex.EncodeToString(b.digest.Sum(nil))
	for _, write := range []func() error{b.recordTables, b.nameTable, b.reversedNames, b.exactTable, b.fuzzySections, b.writeMeta} {
		if err := write(); err != nil {
			return err
		}
	}
	return b.w.err
}

func (b *builder) records(recs iter.Seq2[Record, error]) error {
	b.w.begin(secData)
	start := b.w.pos
	for rec, err := range recs {
		if err == nil {
			err = b.step()
		}
		if err == nil {
			err = b.record(&rec, start)
		}
		if err != nil {
			return err
		}
	}
	b.offsets.u64(uint64(b.w.pos - start))
	b.keyOffsets.u64(uint64(b.keys.n))
	b.w.end(b.info.Records, 0)
	return b.ctx.Err()
}

func (b *builder) record(r *Record, start int64) error {
	if err := r.check(b.info.Meta); err != nil {
		return err
	}
	switch {
	case r.Key == b.last:
		return fmt.Errorf("record %q: %w", r.Key, ErrDuplicate)
	case r.Key < b.last:
		return fmt.Errorf("record %q comes after %q: records are not in key order", r.Key, b.last)
	case b.info.Records == math.MaxInt32:
		return errors.New("more records than a snapshot can hold")
	}
	if b.info.Records == 0 {
		b.keyWidth = len(r.Key)
	} else if len(r.Key) != b.keyWidth {
		b.keyWidth = 0
	}
	n := uint32(b.info.Records)
	b.last = r.Key
	flags := byte(0)
	b.info.Records++
	if r.Data == nil {
		flags |= flagTombstone
		b.info.Tombstones++
	} else if r.Live {
		flags |= flagLive
		b.info.Live++
	}
	b.sum([]byte(r.Key))
	b.sum([]byte{flags})
	b.sum(r.Data)
	b.offsets.u64(uint64(b.w.pos - start))
	b.w.Write(r.Data)
	b.keyOffsets.u64(uint64(b.keys.n))
	b.keys.bytes([]byte(r.Key))
	b.flags.bytes([]byte{flags})
	if r.Data == nil { // found by its key only
		b.terms.fuzzy.Add(n, nil)
		return nil
	}
	return b.keysOf(r, n)
}

func (b *builder) keysOf(r *Record, n uint32) error {
	var rec [4]byte
	binary.BigEndian.PutUint32(rec[:], n)
	for _, name := range r.Names {
		if name == "" {
			continue
		}
		name = strings.ToValidUTF8(name, "\uFFFD")
		if len(name) > math.MaxUint16 {
			return fmt.Errorf("record %q: a name key of %d bytes", r.Key, len(name))
		}
		if err := b.names.Add(runes16(name), []byte(name), rec[:]); err != nil {
			return err
		}
	}
	for _, key := range r.Keys {
		h := hashKey(key)
		if err := b.hashes.Add(h[:], rec[:]); err != nil {
			return err
		}
	}
	b.info.Writings += int64(len(r.Writings))
	b.terms.add(n, r)
	return nil
}

// runes16 is the length of s in runes, so that byte order is order by length.
func runes16(s string) []byte {
	return binary.BigEndian.AppendUint16(nil, uint16(utf8.RuneCountInString(s)))
}

// hashKey shortens an exact key. A cryptographic hash, since keys are made of
// what applicants and bodies write: nobody shall choose two that collide.
func hashKey(key string) (h [8]byte) {
	sum := sha256.Sum256([]byte(key))
	copy(h[:], sum[:])
	return h
}

func (b *builder) recordTables() error {
	if err := b.offsets.copyTo(b.w, secDataOff, 8); err != nil {
		return err
	}
	if err := b.keys.copyTo(b.w, secKeys, uint32(b.keyWidth)); err != nil {
		return err
	}
	if b.keyWidth == 0 {
		if err := b.keyOffsets.copyTo(b.w, secKeysOff, 8); err != nil {
			return err
		}
	}
	return b.flags.copyTo(b.w, secFlags, 1)
}

func reverse(key []byte) []byte {
	out := make([]byte, 0, len(key))
	for len(key) > 0 {
		r, n := utf8.DecodeLastRune(key)
		out = utf8.AppendRune(out, r)
		key = key[:len(key)-n]
	}
	return bytes.Clone(out)
}
