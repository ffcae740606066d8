package index

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"math"
)

var errTableSize = errors.New("a key table outgrows 4 GiB")

// stringTable writes distinct keys and their postings from entries sorted by
// (key, record); split cuts an entry, each is called for every distinct key.
type stringTable struct {
	b                *builder
	off, post, poff  *spool
	key              []byte
	rec              uint32
	n                int64
	secKey, secOff   string
	secPost, secPoff string
	split            func([]byte) (key, rec []byte)
	each             func(n uint32, key []byte) error
}

func (t *stringTable) write(entries iter.Seq2[[]byte, error]) (err error) {
	for _, s := range []**spool{&t.off, &t.post, &t.poff} {
		if *s, err = t.b.spool(); err != nil {
			return err
		}
	}
	t.b.w.begin(t.secKey)
	start := t.b.w.pos
	for entry, err := range entries {
		if err == nil {
			err = t.b.step()
		}
		if err == nil {
			err = t.entry(entry, start)
		}
		if err != nil {
			return err
		}
	}
	t.off.u32(uint32(t.b.w.pos - start))
	t.poff.u32(uint32(t.post.count))
	t.b.w.end(t.n, 0)
	if err := t.off.copyTo(t.b.w, t.secOff, 4); err != nil {
		return err
	}
	if err := t.post.copyTo(t.b.w, t.secPost, 4); err != nil {
		return err
	}
	return t.poff.copyTo(t.b.w, t.secPoff, 4)
}

func (t *stringTable) entry(entry []byte, start int64) error {
	key, tail := t.split(entry)
	rec := binary.BigEndian.Uint32(tail)
	if t.n > 0 && bytes.Equal(key, t.key) {
		if rec != t.rec { // a record may give one key twice
			t.post.u32(rec)
			t.rec = rec
		}
		return nil
	}
	if t.b.w.pos-start > math.MaxUint32-math.MaxUint16 || t.post.count > math.MaxUint32-1 {
		return fmt.Errorf("section %s: %w", t.secKey, errTableSize)
	}
	t.key, t.rec = append(t.key[:0], key...), rec
	t.off.u32(uint32(t.b.w.pos - start))
	t.poff.u32(uint32(t.post.count))
	t.post.u32(rec)
	t.b.w.Write(key)
	t.n++
	if t.each == nil {
		return nil
	}
	return t.each(uint32(t.n-1), key)
}

// nameTable writes the name keys by (length in runes, key), which is the order
// of the entries, and hands each to the sorter of reversed keys.
func (b *builder) nameTable() error {
	var lengths []byte // directory: runes, first, count
	add := func(n uint32, key []byte) error {
		size := binary.BigEndian.Uint16(runes16(string(key)))
		if k := len(lengths); k == 0 || binary.LittleEndian.Uint32(lengths[k-12:]) != uint32(size) {
			lengths = binary.LittleEndian.AppendUint32(lengths, uint32(size))
			lengths = binary.LittleEndian.AppendUint32(lengths, n)
			lengths = binary.LittleEndian.AppendUint32(lengths, 0)
		}
		count := lengths[len(lengths)-4:]
		binary.LittleEndian.PutUint32(count, binary.LittleEndian.Uint32(count)+1)
		var tail [4]byte
		binary.BigEndian.PutUint32(tail[:], n)
		return b.reversed.Add(runes16(string(key)), reverse(key), tail[:])
	}
	t := &stringTable{
		b: b, secKey: secNames, secOff: secNamesOff, secPost: secNamePost, secPoff: secNamePoff,
		split: func(e []byte) ([]byte, []byte) { return e[2 : len(e)-4], e[len(e)-4:] },
		each:  add,
	}
	if err := t.write(b.names.Sorted()); err != nil {
		return err
	}
	b.info.Names = t.n
	b.w.begin(secLengths)
	b.w.Write(lengths)
	b.w.end(int64(len(lengths)/12), 12)
	return b.names.Close()
}

// reversedNames writes the numbers of the name keys by (length, reversed key).
func (b *builder) reversedNames() error {
	b.w.begin(secReversed)
	n := int64(0)
	for entry, err := range b.reversed.Sorted() {
		if err == nil {
			err = b.step()
		}
		if err != nil {
			return err
		}
		var v [4]byte
		binary.LittleEndian.PutUint32(v[:], binary.BigEndian.Uint32(entry[len(entry)-4:]))
		b.w.Write(v[:])
		n++
	}
	b.w.end(n, 4)
	return b.reversed.Close()
}

// exactTable writes hashes and records as two arrays: a search reads only the
// first, and both stay aligned.
func (b *builder) exactTable() error {
	recs, err := b.spool()
	if err != nil {
		return err
	}
	b.w.begin(secHashes)
	var last [12]byte
	for entry, err := range b.hashes.Sorted() {
		if err == nil {
			err = b.step()
		}
		if err != nil {
			return err
		}
		if recs.count > 0 && bytes.Equal(entry, last[:]) {
			continue
		}
		copy(last[:], entry)
		var h [8]byte
		binary.LittleEndian.PutUint64(h[:], binary.BigEndian.Uint64(entry))
		b.w.Write(h[:])
		recs.u32(binary.BigEndian.Uint32(entry[8:]))
	}
	b.info.ExactKeys = recs.count
	b.w.end(recs.count, 8)
	if err := b.hashes.Close(); err != nil {
		return err
	}
	return recs.copyTo(b.w, secHashRec, 4)
}
