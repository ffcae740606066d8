package index

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"

	"github.com/sekifuda/sekifuda/internal/durable"
	"github.com/sekifuda/sekifuda/internal/index/extsort"
)

// fileWriter writes sections one after another to a temporary file and sums up
// its blocks. The first error sticks and is reported by finish.
type fileWriter struct {
	f    *os.File
	buf  []byte // the block under way
	sums []uint32
	secs []section
	pos  int64
	err  error
}

// newFileWriter makes the temporary file in dir. It has a name, since it is to
// be renamed; abort removes it.
func newFileWriter(dir string) (*fileWriter, error) {
	sweep(dir)
	f, err := lockedTemp(dir)
	if err != nil {
		return nil, fmt.Errorf("temporary snapshot in %s: %w", dir, err)
	}
	w := &fileWriter{f: f, buf: make([]byte, 0, blockSize), pos: headerSize}
	_, w.err = f.Write(make([]byte, headerSize)) // the real header comes last
	return w, nil
}

// lockedTemp makes a temporary file. Its lock says that somebody is writing; it
// ends with the process. Where the file system has no locks, nothing is lost but
// the sweeping. Between making and locking, the sweep of another process may
// take the file for a dead one's: then there is another.
func lockedTemp(dir string) (*os.File, error) {
	for {
		f, err := os.CreateTemp(dir, ".snapshot-*")
		if err != nil {
			return nil, err
		}
		swept := errors.Is(unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB), unix.EWOULDBLOCK)
		if _, err := os.Lstat(f.Name()); err == nil && !swept {
			return f, nil
		}
		f.Close()
	}
}

// sweep removes temporary snapshots that nobody writes: their process was
// killed. What cannot be removed is left to the next import.
func sweep(dir string) {
	left, _ := filepath.Glob(filepath.Join(dir, ".snapshot-*"))
	for _, path := range left {
		f, err := os.Open(path)
		if err != nil {
			continue
		}
		if unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB) == nil {
			os.Remove(path)
		}
		f.Close()
	}
}

// begin opens a section at the next multiple of eight bytes.
func (w *fileWriter) begin(name string) *section {
	if pad := -w.pos & 7; pad > 0 {
		w.Write(make([]byte, pad))
	}
	w.secs = append(w.secs, section{name: name, off: w.pos})
	return &w.secs[len(w.secs)-1]
}

// end closes the section that begin opened last.
func (w *fileWriter) end(count int64, width uint32) {
	s := &w.secs[len(w.secs)-1]
	s.len, s.count, s.width = w.pos-s.off, count, width
}

// Write appends to the section under way; its error may be ignored.
func (w *fileWriter) Write(p []byte) (int, error) {
	n := len(p)
	for len(p) > 0 && w.err == nil {
		k := min(len(p), blockSize-len(w.buf))
		w.buf = append(w.buf, p[:k]...)
		p = p[k:]
		w.pos += int64(k)
		if len(w.buf) == blockSize {
			w.flush()
		}
	}
	return n, w.err
}

func (w *fileWriter) flush() {
	if len(w.buf) == 0 || w.err != nil {
		return
	}
	w.sums = append(w.sums, crc32.Checksum(w.buf, castagnoli))
	_, w.err = w.f.Write(w.buf)
	w.buf = w.buf[:0]
}

// finish writes table of contents and header and makes the bytes durable.
func (w *fileWriter) finish() (size int64, err error) {
	w.flush()
	if w.err != nil {
		return 0, fmt.Errorf("write snapshot: %w", w.err)
	}
	toc := encodeTOC(w.secs, w.sums)
	h := header{
		fileLen: w.pos + int64(len(toc)), tocOff: w.pos,
		tocLen: int64(len(toc)), tocSum: crc32.Checksum(toc, castagnoli),
	}
	if _, err = w.f.Write(toc); err == nil {
		_, err = w.f.WriteAt(h.encode(), 0)
	}
	if err == nil {
		err = w.f.Chmod(0o644) // CreateTemp gives 0600; servers may run as another user
	}
	if err == nil {
		err = w.f.Sync()
	}
	if err != nil {
		return 0, fmt.Errorf("write snapshot: %w", err)
	}
	return h.fileLen, nil
}

// abort closes and removes the temporary file; after a rename it only closes.
func (w *fileWriter) abort() {
	w.f.Close()
	os.Remove(w.f.Name())
}

// install renames the temporary file to path and makes the name durable.
func (w *fileWriter) install(path string) error {
	if err := os.Rename(w.f.Name(), path); err != nil {
		return fmt.Errorf("install snapshot: %w", err)
	}
	if err := durable.SyncDir(filepath.Dir(path)); err != nil {
		return fmt.Errorf("sync directory of snapshot: %w", err)
	}
	return nil
}

// spool gathers a section that grows while another one is being written.
type spool struct {
	f     *os.File
	w     *bufio.Writer
	n     int64 // bytes
	count int64 // items
}

func newSpool(dir string) (*spool, error) {
	f, err := extsort.Unnamed(dir)
	if err != nil {
		return nil, err
	}
	return &spool{f: f, w: bufio.NewWriterSize(f, 128<<10)}, nil
}

func (s *spool) bytes(b []byte) {
	s.w.Write(b) // the first error sticks to w and shows in copyTo
	s.n += int64(len(b))
	s.count++
}

func (s *spool) u32(v uint32) {
	var b [4]byte
	binary.LittleEndian.PutUint32(b[:], v)
	s.bytes(b[:])
}

func (s *spool) u64(v uint64) {
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], v)
	s.bytes(b[:])
}

// copyTo appends the spool to w as one section.
func (s *spool) copyTo(w *fileWriter, name string, width uint32) error {
	if err := s.w.Flush(); err != nil {
		return fmt.Errorf("spool section %s: %w", name, err)
	}
	if _, err := s.f.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("spool section %s: %w", name, err)
	}
	w.begin(name)
	n, err := io.Copy(w, bufio.NewReaderSize(s.f, blockSize))
	if err == nil && n != s.n {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return fmt.Errorf("spool section %s: %w", name, err)
	}
	w.end(s.count, width)
	return nil
}

func (s *spool) close() { s.f.Close() }
