package index

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"sync/atomic"

	"golang.org/x/sys/unix"
)

// mapping is a mapped file whose blocks are checked when first touched. Its
// accessors give zeros and empty slices for what is damaged, and remember the
// damage: searches stay simple, and every public call asks failure at its end.
type mapping struct {
	path    string
	version uint32 // of the format
	data    []byte
	end     int64  // of the last block
	sums    []byte // checksums of the blocks, inside data
	checked []atomic.Uint64
	broken  atomic.Pointer[error]
}

// openMapping maps path and checks header and table of contents. It takes
// formats from oldest on.
func openMapping(path string, oldest uint32) (*mapping, []section, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, fmt.Errorf("open snapshot: %w", err)
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return nil, nil, fmt.Errorf("open snapshot: %w", err)
	}
	if st.Size() < headerSize || st.Size() > 1<<46 {
		return nil, nil, damaged(path, fmt.Sprintf("%d bytes are no snapshot", st.Size()))
	}
	data, err := unix.Mmap(int(f.Fd()), 0, int(st.Size()), unix.PROT_READ, unix.MAP_SHARED)
	if err != nil {
		return nil, nil, fmt.Errorf("map snapshot %s: %w", path, err)
	}
	m := &mapping{path: path, data: data}
	h, err := decodeHeader(data, st.Size(), oldest)
	var secs []section
	if err == nil {
		secs, m.sums, err = decodeTOC(data[h.tocOff:], h)
	}
	if err != nil {
		m.close()
		if errors.Is(err, ErrVersion) {
			return nil, nil, fmt.Errorf("%s: %w (%s)", path, err, remedy)
		}
		return nil, nil, damaged(path, err.Error())
	}
	m.version, m.end = h.version, h.tocOff
	m.checked = make([]atomic.Uint64, (len(m.sums)/4+63)/64)
	return m, secs, nil
}

func (m *mapping) close() error {
	if m.data == nil {
		return nil
	}
	err := unix.Munmap(m.data)
	m.data = nil
	if err != nil {
		return fmt.Errorf("unmap snapshot %s: %w", m.path, err)
	}
	return nil
}

// fail remembers the first damage.
func (m *mapping) fail(what string) {
	err := damaged(m.path, what)
	m.broken.CompareAndSwap(nil, &err)
}

// failure returns the damage met so far, nil where there is none.
func (m *mapping) failure() error {
	if p := m.broken.Load(); p != nil {
		return *p
	}
	return nil
}

// at returns n bytes at off after checking their blocks; nil where they are
// damaged. The caller has checked that they lie inside a section.
func (m *mapping) at(off, n int64) []byte {
	if n == 0 {
		return nil
	}
	for b := (off - headerSize) / blockSize; b <= (off+n-1-headerSize)/blockSize; b++ {
		if m.checked[b>>6].Load()&(1<<(b&63)) == 0 && !m.check(b) {
			return nil
		}
	}
	return m.data[off : off+n : off+n]
}

func (m *mapping) check(b int64) bool {
	from := headerSize + b*blockSize
	block := m.data[from:min(from+blockSize, m.end)]
	if crc32.Checksum(block, castagnoli) != binary.LittleEndian.Uint32(m.sums[4*b:]) {
		m.fail(fmt.Sprintf("checksum of the block at byte %d does not agree", from))
		return false
	}
	m.checked[b>>6].Or(1 << (b & 63))
	return true
}

// table is a section of a mapping; the zero value is an empty one.
type table struct {
	m     *mapping
	off   int64
	len   int64
	count int64
	width int64
	name  string
}

// bytes returns [from, to) of the section, nil where the range is impossible.
func (t *table) bytes(from, to int64) []byte {
	if from < 0 || from > to || to > t.len {
		t.m.fail(fmt.Sprintf("section %s: offset outside the section", t.name))
		return nil
	}
	return t.m.at(t.off+from, to-from)
}

func (t *table) u32(i int64) uint32 {
	if b := t.bytes(4*i, 4*i+4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

func (t *table) u64(i int64) uint64 {
	if b := t.bytes(8*i, 8*i+8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

// VerifyFile checks every byte of the file by reading it, not by mapping it,
// so that the check of a large file does not count as resident memory. It fails
// with ErrDamaged, and with ErrVersion for a file of another release.
func VerifyFile(ctx context.Context, path string) (Info, error) {
	s, err := openSnapshot(path)
	if err != nil {
		return Info{}, err
	}
	defer s.close()
	f, err := os.Open(path)
	if err != nil {
		return Info{}, fmt.Errorf("verify snapshot: %w", err)
	}
	defer f.Close()
	if _, err := f.Seek(headerSize, io.SeekStart); err != nil {
		return Info{}, fmt.Errorf("verify snapshot: %w", err)
	}
	buf := make([]byte, blockSize)
	for b, pos := 0, int64(headerSize); pos < s.m.end; b, pos = b+1, pos+blockSize {
		block := buf[:min(blockSize, s.m.end-pos)]
		if _, err := io.ReadFull(f, block); err != nil {
			return Info{}, damaged(path, err.Error())
		}
		if crc32.Checksum(block, castagnoli) != binary.LittleEndian.Uint32(s.m.sums[4*b:]) {
			return Info{}, damaged(path, fmt.Sprintf("checksum of the block at byte %d does not agree", pos))
		}
		if err := ctx.Err(); err != nil {
			return Info{}, err
		}
	}
	return s.info, nil
}
