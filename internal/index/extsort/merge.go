package extsort

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
)

const bufferSize = 256 << 10

// spill writes the sorted run as length-prefixed items.
func (r *run) spill(dir string) (*os.File, error) {
	f, err := Unnamed(dir)
	if err != nil {
		return nil, err
	}
	w := bufio.NewWriterSize(f, bufferSize)
	var head [binary.MaxVarintLen64]byte
	for _, it := range r.items {
		n := binary.PutUvarint(head[:], uint64(it.to-it.from))
		w.Write(head[:n])
		w.Write(r.bytes[it.from:it.to]) // the first error sticks to w and shows at Flush
	}
	if err := w.Flush(); err != nil {
		f.Close()
		return nil, fmt.Errorf("spill sorted run in %s: %w", dir, err)
	}
	return f, nil
}

// source gives items in order; next returns nil, nil at the end.
type source interface {
	next() ([]byte, error)
}

type memorySource struct {
	run *run
	pos int
}

func (m *memorySource) next() ([]byte, error) {
	if m.pos == len(m.run.items) {
		return nil, nil
	}
	it := m.run.items[m.pos]
	m.pos++
	return m.run.bytes[it.from:it.to:it.to], nil
}

type fileSource struct {
	r    *bufio.Reader
	buf  []byte
	left int // items
}

func newFileSource(r spilledRun) (*fileSource, error) {
	if _, err := r.f.Seek(0, io.SeekStart); err != nil {
		return nil, fmt.Errorf("rewind sorted run: %w", err)
	}
	return &fileSource{r: bufio.NewReaderSize(r.f, bufferSize), buf: make([]byte, 0, 512), left: r.items}, nil
}

func (s *fileSource) next() ([]byte, error) {
	if s.left == 0 {
		return nil, nil
	}
	s.left--
	n, err := binary.ReadUvarint(s.r)
	if err != nil {
		return nil, cutShort(err)
	}
	if uint64(cap(s.buf)) < n {
		s.buf = make([]byte, n, n+n/2)
	}
	s.buf = s.buf[:n]
	if _, err := io.ReadFull(s.r, s.buf); err != nil {
		return nil, cutShort(err)
	}
	return s.buf, nil
}

func cutShort(err error) error {
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return fmt.Errorf("read sorted run: %w", err)
}

// merge is a binary heap of sources by their present item.
type merge struct {
	sources []source
	heads   [][]byte
	heap    []int
}

func (m *merge) each(yield func([]byte, error) bool) {
	m.heads = make([][]byte, len(m.sources))
	for i, src := range m.sources {
		head, err := src.next()
		if err != nil {
			yield(nil, err)
			return
		}
		if m.heads[i] = head; head != nil {
			m.heap = append(m.heap, i)
		}
	}
	for i := len(m.heap)/2 - 1; i >= 0; i-- {
		m.down(i)
	}
	for len(m.heap) > 0 {
		top := m.heap[0]
		if !yield(m.heads[top], nil) {
			return
		}
		head, err := m.sources[top].next()
		if err != nil {
			yield(nil, err)
			return
		}
		if m.heads[top] = head; head == nil {
			m.heap[0] = m.heap[len(m.heap)-1]
			m.heap = m.heap[:len(m.heap)-1]
		}
		m.down(0)
	}
}

func (m *merge) less(a, b int) bool {
	return bytes.Compare(m.heads[m.heap[a]], m.heads[m.heap[b]]) < 0
}

func (m *merge) down(i int) {
	for {
		least := i
		for c := 2*i + 1; c <= 2*i+2 && c < len(m.heap); c++ {
			if m.less(c, least) {
				least = c
			}
		}
		if least == i {
			return
		}
		m.heap[i], m.heap[least] = m.heap[least], m.heap[i]
		i = least
	}
}
