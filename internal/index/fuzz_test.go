package index

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"testing"
)

// FuzzOpen feeds any bytes, with and without right checksums, through every
// search; it must never panic nor hang. Run it with -fuzzminimizetime 1x: the
// engine otherwise spends its time on making the page of the header smaller.
func FuzzOpen(f *testing.F) {
	for _, n := range []int{0, 1, 30} {
		b, err := os.ReadFile(mustWrite(f, f.TempDir(), testMeta, sample(n)).Path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b, 0, uint32(0), false)
		f.Add(b, headerSize+100, uint32(1<<31), true)
		f.Add(b, len(b)-200, uint32(7), true)
	}
	f.Fuzz(func(t *testing.T, b []byte, at int, v uint32, repair bool) {
		b = append([]byte{}, b...) // the engine keeps its bytes
		if at >= 0 && at+4 <= len(b) {
			binary.LittleEndian.PutUint32(b[at:], v)
		}
		if repair {
			b = repaired(b)
		}
		path := filepath.Join(t.TempDir(), "fuzzed")
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		_ = readThrough(path)
	})
}

// FuzzSections changes numbers inside the sections and repairs all checksums, so
// that the engine gets deep: five bytes are one change, the section, where in it
// (three bytes) and what is added there. Nothing may panic or hang.
func FuzzSections(f *testing.F) {
	whole, secs := sections(f, sample(1100)) // enough for common terms
	for i := range secs {
		f.Add([]byte{byte(i), 0, 0, 0, 255, byte(i), 0, 0, 3, 128, byte(i), 0, 1, 7, 1})
	}
	f.Fuzz(func(t *testing.T, changes []byte) {
		b := append([]byte{}, whole...)
		for ; len(changes) >= 5; changes = changes[5:] {
			sec := secs[int(changes[0])%len(secs)]
			if sec.len > 0 {
				at := int64(changes[1])<<16 | int64(changes[2])<<8 | int64(changes[3])
				b[sec.off+at%sec.len] += changes[4]
			}
		}
		path := filepath.Join(t.TempDir(), "fuzzed")
		if err := os.WriteFile(path, repaired(b), 0o600); err != nil {
			t.Fatal(err)
		}
		_ = readThrough(path)
	})
}

// sections writes records and returns the file with its table of contents.
func sections(tb testing.TB, recs []Record) ([]byte, []section) {
	info := mustWrite(tb, tb.TempDir(), testMeta, recs)
	b, err := os.ReadFile(info.Path)
	if err != nil {
		tb.Fatal(err)
	}
	h, err := decodeHeader(b, int64(len(b)), FormatVersion)
	if err != nil {
		tb.Fatal(err)
	}
	secs, _, err := decodeTOC(b[h.tocOff:], h)
	if err != nil {
		tb.Fatal(err)
	}
	return b, secs
}
