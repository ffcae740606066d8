// Package extsort sorts more byte strings than fit in memory: full buffers are
// sorted and spilled to unnamed temporary files, then merged. Nothing it makes
// has a name in the directory, so a killed process leaves nothing behind.
package extsort

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"iter"
	"math"
	"os"
	"slices"
)

// Sorter takes items in any order and gives them back in byte order. Equal
// items all come back. It is used by one goroutine: Add…, then Sorted once,
// then Close in any case.
type Sorter struct {
	dir    string
	memory int
	cur    *run
	spare  *run
	runs   []spilledRun
	busy   chan spilled // non-nil while a run is being spilled
}

// spilledRun is a sorted run on disk. The count tells a run that the disk cut
// short from one that ends.
type spilledRun struct {
	f     *os.File
	items int
}

// spilled is what the spilling goroutine hands back.
type spilled struct {
	buffer *run
	run    spilledRun
	err    error
}

// New returns a sorter that spills to dir whenever its buffer holds more than
// memory bytes. It uses up to twice that, since one buffer is sorted and
// written while the other fills.
func New(dir string, memory int) *Sorter {
	return &Sorter{dir: dir, memory: min(max(memory, 1<<12), math.MaxInt32), cur: &run{}}
}

// Add copies the concatenation of parts as one item. It fails when an earlier
// spill failed; the sorter is then of no further use.
func (s *Sorter) Add(parts ...[]byte) error {
	s.cur.add(parts)
	if s.cur.size() < s.memory {
		return nil
	}
	if err := s.wait(); err != nil {
		return err
	}
	full := s.cur
	s.cur, s.spare = s.spare, nil
	if s.cur == nil {
		s.cur = &run{}
	}
	s.busy = make(chan spilled, 1)
	go func() {
		full.sort()
		f, err := full.spill(s.dir)
		done := spilled{full, spilledRun{f, len(full.items)}, err}
		full.reset()
		s.busy <- done
	}()
	return nil
}

// wait takes over the run that is being spilled, if any.
func (s *Sorter) wait() error {
	if s.busy == nil {
		return nil
	}
	done := <-s.busy
	s.busy, s.spare = nil, done.buffer
	if done.err == nil {
		s.runs = append(s.runs, done.run)
	}
	return done.err
}

// Sorted yields every item in byte order; an item is valid until the next one.
// An error of reading or spilling is yielded once and ends the sequence.
func (s *Sorter) Sorted() iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		if err := s.wait(); err != nil {
			yield(nil, err)
			return
		}
		s.spare = nil
		s.cur.sort()
		m := merge{}
		if len(s.cur.items) > 0 {
			m.sources = append(m.sources, &memorySource{run: s.cur})
		}
		for _, r := range s.runs {
			src, err := newFileSource(r)
			if err != nil {
				yield(nil, err)
				return
			}
			m.sources = append(m.sources, src)
		}
		m.each(yield)
	}
}

// Drain is Sorted for the last time: it closes the sorter when the items have
// come, so that its memory is free for what follows.
func (s *Sorter) Drain() iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		defer s.Close()
		s.Sorted()(yield)
	}
}

// Close releases the temporary files and the memory. It may be called at any
// time and more than once.
func (s *Sorter) Close() error {
	err := s.wait()
	for _, r := range s.runs {
		err = cmp.Or(r.f.Close(), err)
	}
	s.runs, s.cur, s.spare = nil, &run{}, nil
	return err
}

// run is one buffer: the bytes of all items, and where each lies. The first
// eight bytes are kept as a number, which decides most comparisons.
type run struct {
	bytes []byte
	items []item
}

type item struct {
	prefix   uint64
	from, to uint32
}

func (r *run) size() int { return len(r.bytes) + 16*len(r.items) }

func (r *run) reset() { r.bytes, r.items = r.bytes[:0], r.items[:0] }

func (r *run) add(parts [][]byte) {
	if r.bytes == nil { // never nil: a nil head means the end to merge
		r.bytes = make([]byte, 0, 4096)
	}
	from := len(r.bytes)
	for _, p := range parts {
		r.bytes = append(r.bytes, p...)
	}
	b := r.bytes[from:]
	var head [8]byte
	copy(head[:], b)
	r.items = append(r.items, item{binary.BigEndian.Uint64(head[:]), uint32(from), uint32(len(r.bytes))})
}

func (r *run) sort() {
	slices.SortFunc(r.items, func(a, b item) int {
		if c := cmp.Compare(a.prefix, b.prefix); c != 0 {
			return c
		}
		// The padding of a short prefix equals real zero bytes, so the whole
		// items decide.
		return bytes.Compare(r.bytes[a.from:a.to], r.bytes[b.from:b.to])
	})
}

// Unnamed makes a temporary file in dir that has no name any more when it is
// returned: it vanishes with the last handle, even if the process is killed.
func Unnamed(dir string) (*os.File, error) {
	f, err := os.CreateTemp(dir, ".spill-*")
	if err != nil {
		return nil, fmt.Errorf("temporary file in %s: %w", dir, err)
	}
	if err := os.Remove(f.Name()); err != nil {
		f.Close()
		return nil, fmt.Errorf("temporary file in %s: %w", dir, err)
	}
	return f, nil
}
