package fuzzy

import (
	"bufio"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"iter"
)

// Section is one section of the file.
type Section struct {
	Name  string // at most 8 bytes
	Count int64  // items
	Width uint32 // bytes of an item, 0 where they differ
	Write func(w io.Writer) error
}

// The sections in their order.
const (
	secHead    = "fz.head"
	secTerms   = "fz.term"
	secTermEnd = "fz.toff"
	secWeight  = "fz.wght"
	secWriting = "fz.wrt"
	secForward = "fz.fwd"
	secRecord  = "fz.rec"
	secPostOff = "fz.poff"
	secPost    = "fz.post"
	secCommon  = "fz.com"
	secPairRow = "fz.prow"
	secPairCol = "fz.pcol"
	secPair    = "fz.pair"
	secSoloOff = "fz.soff"
	secSolo    = "fz.solo"
	secKeys    = "fz.key"
	secKeyEnd  = "fz.koff"
	secKeySign = "fz.ksig"
	secKeyRow  = "fz.krow"
	secKeyTerm = "fz.kterm"
	secExactB  = "fz.xoff"
	secExact   = "fz.exact"
	secOneB    = "fz.d1o"
	secOne     = "fz.d1"
	secTwoB    = "fz.d2o"
	secTwo     = "fz.d2"
	secLabels  = "fz.lab"
	secMask    = "fz.mask"
	secDays    = "fz.day"
)

// out collects what is yielded until somebody has had enough.
type out struct {
	ctx   context.Context
	yield func(Section, error) bool
	done  bool
}

func (o *out) fail(err error) {
	if !o.done {
		o.done = true
		o.yield(Section{}, fmt.Errorf("fuzzy sections: %w", err))
	}
}

func (o *out) section(name string, count int, width uint32, write func(w io.Writer) error) {
	if o.done {
		return
	}
	if err := o.ctx.Err(); err != nil {
		o.fail(err)
		return
	}
	o.done = !o.yield(Section{Name: name, Count: int64(count), Width: width, Write: write}, nil)
}

func (o *out) bytes(name string, count int, width uint32, p []byte) {
	o.section(name, count, width, func(w io.Writer) error { _, err := w.Write(p); return err })
}

// u32s writes numbers of four bytes as items of the given width.
func (o *out) u32s(name string, width uint32, vs []uint32) {
	o.section(name, len(vs)*4/int(width), width, func(w io.Writer) error { return writeU32s(w, vs, 4) })
}

// offsets writes where strings begin, and where the last one ends.
func (o *out) offsets(name string, ends []uint32) {
	o.section(name, len(ends)+1, 4, func(w io.Writer) error {
		if _, err := w.Write(make([]byte, 4)); err != nil {
			return err
		}
		return writeU32s(w, ends, 4)
	})
}

// writeU32s writes the lowest width bytes of each number.
func writeU32s(w io.Writer, vs []uint32, width int) error {
	bw := bufio.NewWriterSize(w, 1<<16)
	var b [4]byte
	for _, v := range vs {
		binary.LittleEndian.PutUint32(b[:], v)
		bw.Write(b[:width])
	}
	return bw.Flush()
}

// putUint writes the lowest width bytes of a number.
func putUint(p []byte, v uint32, width int) {
	for i := range width {
		p[i] = byte(v >> (8 * i))
	}
}

// Sections gives the sections in their fixed order and uses the builder up:
// each is to be written before the next is asked for. An error ends it.
func (b *Builder) Sections(ctx context.Context) iter.Seq2[Section, error] {
	return func(yield func(Section, error) bool) {
		o := &out{ctx: ctx, yield: yield}
		if b.err != nil {
			o.fail(b.err)
			return
		}
		m := b.arrange()
		for _, step := range []func(*out, *material){head, vocabulary, writings, postings, pairs, b.keys, b.records_} {
			if !o.done {
				step(o, m)
			}
		}
	}
}
