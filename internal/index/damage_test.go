package index

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/script/token"
)

// sample are records that fill every section, over more than one block.
func sample(n int) []Record {
	var recs []Record
	for i := range n {
		recs = append(recs, Record{
			Key: fmt.Sprintf("%06d", i), Data: []byte(strings.Repeat(fmt.Sprint(i), 20)), Live: i%3 != 0,
			Names:    []string{fmt.Sprintf("名%d", i), fmt.Sprintf("na%d", i/2)},
			Keys:     []string{fmt.Sprintf("k:%d", i/4)},
			Writings: []token.Writing{{fmt.Sprintf("wword%d", i/8), "wall", "wevery"}, {"wevery", "wall"}},
			Labels:   []string{fmt.Sprint("third:", i%3), "kind:sample"}, From: entity.Day(i), To: entity.Day(2 * i),
		})
	}
	return recs
}

// useAll calls every search, so that every section is touched.
func useAll(s *Set) error {
	_, _, err := s.Get("000007")
	for _, f := range []func() (Hits, error){
		func() (Hits, error) { return s.ByName("名7", 0) },
		func() (Hits, error) { return s.NearNames("名7", 0) },
		func() (Hits, error) { return s.PrefixNames("na", 100_000) },
		func() (Hits, error) { return s.PrefixNames("名", 100_000) },
		func() (Hits, error) { return s.ByKey("k:1", 0) },
	} {
		hits, e := f()
		err = errors.Join(err, e)
		for _, ref := range hits.Refs {
			_, _, e := s.Record(ref)
			err = errors.Join(err, e)
		}
	}
	err = errors.Join(err, searchAll(s))
	_, _, e := s.CountLive("k:1", 0)
	return errors.Join(err, e)
}

// searchAll asks for rare words, common words, misspelt ones and readings.
func searchAll(s *Set) (err error) {
	for _, q := range [][]string{{"wword7", "wall"}, {"wevery", "wall"}, {"wwrd12", "wevry"}, {"Xdro7", "wnone"}, {"wall"}} {
		for _, f := range []*Filter{nil, {Any: [][]string{{"third:1"}, {"kind:sample"}}, ByDay: true, Day: 20}} {
			r, e := s.Search(asking(q...), 20, f)
			err = errors.Join(err, e)
			for _, ref := range r.Refs {
				_, _, e := s.Record(ref)
				err = errors.Join(err, e)
			}
		}
	}
	return err
}

// readThrough opens the file and reads all that it holds.
func readThrough(path string) error {
	s, err := Open(path)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := useAll(s); err != nil {
		return err
	}
	for ref, err := range s.All() {
		if err != nil {
			return err
		}
		if _, _, err := s.Record(ref); err != nil {
			return err
		}
	}
	return nil
}

func TestTruncatedFileIsRefused(t *testing.T) {
	info := mustWrite(t, t.TempDir(), testMeta, sample(2000))
	whole, err := os.ReadFile(info.Path)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "cut")
	for _, n := range []int{0, 1, 100, headerSize - 1, headerSize, headerSize + 1, blockSize, len(whole) / 2, len(whole) - 1, len(whole) + 1} {
		b := append(append([]byte{}, whole...), 0)[:n]
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Open(path)
		if !errors.Is(err, ErrDamaged) {
			t.Errorf("%d of %d bytes: %v", n, len(whole), err)
		} else if !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "source add") {
			t.Errorf("%d bytes: the message names neither file nor remedy: %v", n, err)
		}
	}
}

// TestEveryFlippedBitIsSeen flips bits all over the file: each flip must be
// refused by Open, or by Verify, and nothing may panic in between. A reader
// that touches the block must fail as well.
func TestEveryFlippedBitIsSeen(t *testing.T) {
	info := mustWrite(t, t.TempDir(), testMeta, sample(2000))
	whole, err := os.ReadFile(info.Path)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "flipped")
	rng := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		b := append([]byte{}, whole...)
		at := rng.IntN(len(b))
		b[at] ^= 1 << rng.IntN(8)
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(path)
		if err == nil {
			err = s.Verify(context.Background())
			if s.parts[0].m.at(int64(at), 1) != nil || s.failure() == nil {
				t.Fatalf("bit flipped at byte %d is read", at)
			}
			if _, _, err := s.Get("000001"); !errors.Is(err, ErrDamaged) {
				t.Fatalf("a set that met damage still answers: %v", err)
			}
			s.Close()
		}
		if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrVersion) {
			t.Fatalf("bit flipped at byte %d: %v", at, err)
		}
	}
}

// TestForgedOffsetsAreRefused changes tables and repairs the checksums, as an
// error of a writer would: the reader must refuse, not panic.
func TestForgedOffsetsAreRefused(t *testing.T) {
	info := mustWrite(t, t.TempDir(), testMeta, sample(2000))
	whole, err := os.ReadFile(info.Path)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "forged")
	_, secs, err := openMapping(info.Path, FormatVersion)
	if err != nil {
		t.Fatal(err)
	}
	for _, sec := range secs {
		if sec.name == secMeta || sec.name == secHashes || sec.name == secKeys || sec.name == secFlags ||
			sec.name == secData || sec.name == secNames {
			continue // content, not structure
		}
		b := append([]byte{}, whole...)
		for i := sec.off; i < sec.off+sec.len; i++ {
			b[i] = 0xff
		}
		if err := os.WriteFile(path, repaired(b), 0o600); err != nil {
			t.Fatal(err)
		}
		err := readThrough(path)
		// The sections of package fuzzy lead to nothing where they are wrong in
		// themselves, which is not always seen.
		if !errors.Is(err, ErrDamaged) && (err != nil || !strings.HasPrefix(sec.name, fuzzyPrefix)) {
			t.Errorf("section %s: %v", sec.name, err)
		}
	}
}

// repaired computes all checksums of b anew where its structure allows.
func repaired(b []byte) []byte {
	if len(b) < headerSize {
		return b
	}
	off, n := binary.LittleEndian.Uint64(b[24:]), binary.LittleEndian.Uint64(b[32:])
	if off < headerSize || off > uint64(len(b)) || n > uint64(len(b))-off || n < 8 {
		return b
	}
	toc := b[off : off+n]
	secs := binary.LittleEndian.Uint32(toc)
	if sums := 8 + uint64(secs)*tocEntry; secs <= maxSection && sums <= n {
		for i := uint64(0); sums+4*i+4 <= n; i++ {
			from := headerSize + i*blockSize
			if from > off {
				break
			}
			binary.LittleEndian.PutUint32(toc[sums+4*i:], crc32.Checksum(b[from:min(from+blockSize, off)], castagnoli))
		}
	}
	binary.LittleEndian.PutUint32(b[40:], crc32.Checksum(toc, castagnoli))
	binary.LittleEndian.PutUint32(b[headerSize-4:], crc32.Checksum(b[:headerSize-4], castagnoli))
	return b
}

func TestOtherVersionIsTold(t *testing.T) {
	info := mustWrite(t, t.TempDir(), testMeta, sample(3))
	b, err := os.ReadFile(info.Path)
	if err != nil {
		t.Fatal(err)
	}
	b[8] = FormatVersion + 1
	path := filepath.Join(t.TempDir(), "later")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path); !errors.Is(err, ErrVersion) {
		t.Fatalf("got %v", err)
	}
}

func TestFileUnderAnothersName(t *testing.T) {
	dir := t.TempDir()
	info := mustWrite(t, dir, testMeta, sample(3))
	other := filepath.Join(dir, FileName(strings.Repeat("0", 64), testMeta.Keys))
	if err := os.Rename(info.Path, other); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(other); !errors.Is(err, ErrDamaged) {
		t.Fatalf("got %v", err)
	}
	keys := filepath.Join(dir, FileName(info.Digest, "k/2"))
	if err := os.Rename(other, keys); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(keys); !errors.Is(err, ErrDamaged) {
		t.Fatalf("other keys: got %v", err)
	}
}
