package index

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
)

// The file: a header of one page, sections, the table of contents. The numbers
// are little-endian. Checksums are kept for each block and not for each section
// so that a reader can check what it touches when it touches it: to hash a
// register of 1.5 GB at every start would cost a second and map every page.
const (
	magic      = "SKFDSNAP"
	headerSize = 4096
	blockSize  = 64 << 10
	tocEntry   = 40
	maxSection = 64 // a file with more is not ours
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Names of sections; at most eight bytes.
const (
	secMeta     = "meta"
	secData     = "rec.data"
	secDataOff  = "rec.off"
	secKeys     = "rec.key"
	secKeysOff  = "rec.koff"
	secFlags    = "rec.flag"
	secLengths  = "nam.len"
	secNames    = "nam.key"
	secNamesOff = "nam.off"
	secNamePost = "nam.post"
	secNamePoff = "nam.poff"
	secReversed = "nam.rev"
	secHashes   = "exa.hash"
	secHashRec  = "exa.rec"
	fuzzyPrefix = "fz." // of the sections of package fuzzy
)

// section is one entry of the table of contents.
type section struct {
	name  string
	off   int64
	len   int64
	count int64 // items
	width uint32
}

// header is the first page.
type header struct {
	version                 uint32
	fileLen, tocOff, tocLen int64
	tocSum                  uint32
}

func (h header) encode() []byte {
	b := make([]byte, headerSize)
	copy(b, magic)
	binary.LittleEndian.PutUint32(b[8:], FormatVersion)
	binary.LittleEndian.PutUint32(b[12:], blockSize)
	binary.LittleEndian.PutUint64(b[16:], uint64(h.fileLen))
	binary.LittleEndian.PutUint64(b[24:], uint64(h.tocOff))
	binary.LittleEndian.PutUint64(b[32:], uint64(h.tocLen))
	binary.LittleEndian.PutUint32(b[40:], h.tocSum)
	binary.LittleEndian.PutUint32(b[headerSize-4:], crc32.Checksum(b[:headerSize-4], castagnoli))
	return b
}

// decodeHeader checks all that can be checked without the rest of the file. It
// takes versions from oldest to that of this release.
func decodeHeader(b []byte, size int64, oldest uint32) (h header, err error) {
	if len(b) < headerSize || string(b[:8]) != magic {
		return h, errors.New("no snapshot header")
	}
	// The version is looked at before the checksum: a later format may
	// place its checksum elsewhere and must still be told from damage.
	h.version = binary.LittleEndian.Uint32(b[8:])
	if h.version < oldest || h.version > FormatVersion {
		return h, fmt.Errorf("%w: version %d, this release reads %d", ErrVersion, h.version, FormatVersion)
	}
	if crc32.Checksum(b[:headerSize-4], castagnoli) != binary.LittleEndian.Uint32(b[headerSize-4:]) {
		return h, errors.New("header checksum does not agree")
	}
	h.fileLen = int64(binary.LittleEndian.Uint64(b[16:]))
	h.tocOff = int64(binary.LittleEndian.Uint64(b[24:]))
	h.tocLen = int64(binary.LittleEndian.Uint64(b[32:]))
	h.tocSum = binary.LittleEndian.Uint32(b[40:])
	switch {
	case binary.LittleEndian.Uint32(b[12:]) != blockSize:
		return h, errors.New("unknown block size")
	case h.fileLen != size:
		return h, fmt.Errorf("file has %d bytes, its header says %d", size, h.fileLen)
	case h.tocOff < headerSize || h.tocLen < 8 || h.tocOff > size || h.tocLen != size-h.tocOff:
		return h, errors.New("table of contents lies outside the file")
	}
	return h, nil
}

// encodeTOC writes the sections and the checksums of the blocks between header
// and table of contents.
func encodeTOC(secs []section, sums []uint32) []byte {
	b := binary.LittleEndian.AppendUint32(nil, uint32(len(secs)))
	for _, s := range secs {
		var name [8]byte
		copy(name[:], s.name)
		b = append(b, name[:]...)
		b = binary.LittleEndian.AppendUint64(b, uint64(s.off))
		b = binary.LittleEndian.AppendUint64(b, uint64(s.len))
		b = binary.LittleEndian.AppendUint64(b, uint64(s.count))
		b = binary.LittleEndian.AppendUint32(b, s.width)
		b = binary.LittleEndian.AppendUint32(b, 0)
	}
	b = binary.LittleEndian.AppendUint32(b, uint32(len(sums)))
	for _, v := range sums {
		b = binary.LittleEndian.AppendUint32(b, v)
	}
	return b
}

// decodeTOC is strict: sections lie inside the body, one after another, and
// there is a checksum for every block.
func decodeTOC(b []byte, h header) (secs []section, sums []byte, err error) {
	if crc32.Checksum(b, castagnoli) != h.tocSum {
		return nil, nil, errors.New("checksum of the table of contents does not agree")
	}
	n := int(binary.LittleEndian.Uint32(b))
	if n > maxSection || len(b) < 8+n*tocEntry {
		return nil, nil, errors.New("table of contents is cut short")
	}
	end := int64(headerSize)
	for i := range n {
		e := b[4+i*tocEntry:]
		s := section{
			name:  string(bytes.TrimRight(e[:8], "\x00")),
			off:   int64(binary.LittleEndian.Uint64(e[8:])),
			len:   int64(binary.LittleEndian.Uint64(e[16:])),
			count: int64(binary.LittleEndian.Uint64(e[24:])),
			width: binary.LittleEndian.Uint32(e[32:]),
		}
		if s.off < end || s.len < 0 || s.off > h.tocOff || s.len > h.tocOff-s.off || !s.fits() {
			return nil, nil, fmt.Errorf("section %q lies outside the file", s.name)
		}
		end = s.off + s.len
		secs = append(secs, s)
	}
	sums = b[4+n*tocEntry:]
	blocks := (h.tocOff - headerSize + blockSize - 1) / blockSize
	if int64(binary.LittleEndian.Uint32(sums)) != blocks || int64(len(sums)) != 4+4*blocks {
		return nil, nil, errors.New("block checksums do not cover the file")
	}
	return secs, sums[4:], nil
}

// fits reports whether length, width and number of items agree; a width of 0
// means that another section says where items lie.
func (s section) fits() bool {
	if s.count < 0 {
		return false
	}
	if s.width == 0 {
		return true
	}
	return s.count <= s.len && s.len == s.count*int64(s.width)
}
