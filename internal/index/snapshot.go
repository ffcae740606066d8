package index

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/sekifuda/sekifuda/internal/index/fuzzy"
)

// snapshot is one open file. It has no lock; Set guards it.
type snapshot struct {
	m    *mapping
	info Info

	data, offsets           table
	keys, keyOffsets, flags table
	names                   stringKeys
	lengths, reversed       table
	hashes, hashRecs        table
	fuzzy                   *fuzzy.Index
}

// stringKeys is a table of strings with postings.
type stringKeys struct {
	keys, off, post, poff table
}

// openSnapshot maps the file and checks that all sections fit each other. What
// the sections hold is checked when it is touched.
func openSnapshot(path string) (*snapshot, error) {
	return openParts(path, FormatVersion, (*snapshot).bind)
}

func openParts(path string, oldest uint32, bind func(*snapshot, []section) error) (*snapshot, error) {
	m, secs, err := openMapping(path, oldest)
	if err != nil {
		return nil, err
	}
	s := &snapshot{m: m}
	if err := bind(s, secs); err != nil {
		m.close()
		return nil, err
	}
	return s, nil
}

// bind finds the sections that a search needs.
func (s *snapshot) bind(secs []section) error {
	if err := s.bindRecords(secs); err != nil {
		return err
	}
	err := s.take(secs, map[string]*table{
		secLengths: &s.lengths, secNames: &s.names.keys, secNamesOff: &s.names.off, secNamePost: &s.names.post, secNamePoff: &s.names.poff,
		secReversed: &s.reversed, secHashes: &s.hashes, secHashRec: &s.hashRecs,
	})
	switch {
	case err != nil:
		return err
	case !s.names.agree() || s.reversed.width != 4 || s.reversed.count != s.names.keys.count || s.lengths.width != 12:
		return damaged(s.m.path, "name tables do not agree")
	case s.hashes.width != 8 || s.hashRecs.width != 4 || s.hashes.count != s.hashRecs.count:
		return damaged(s.m.path, "exact key tables do not agree")
	}
	return s.bindFuzzy(secs)
}

// bindFuzzy opens the sections of package fuzzy.
func (s *snapshot) bindFuzzy(secs []section) error {
	tables := map[string]*table{}
	for _, sec := range secs {
		if strings.HasPrefix(sec.name, fuzzyPrefix) {
			tables[sec.name] = &table{}
		}
	}
	if err := s.take(secs, tables); err != nil {
		return err
	}
	var err error
	s.fuzzy, err = fuzzy.Open(func(name string) (fuzzy.Table, bool) {
		t, ok := tables[name]
		if !ok {
			return fuzzy.Table{}, false
		}
		return fuzzy.Table{Len: t.len, Count: t.count, Width: t.width, At: t.bytes}, true
	}, s.info.Records, s.m.fail)
	if failure := s.m.failure(); failure != nil {
		return failure
	}
	if err != nil {
		return damaged(s.m.path, err.Error())
	}
	return nil
}

// bindRecords finds the sections that hold the records themselves, which are
// the same in every version of the format.
func (s *snapshot) bindRecords(secs []section) error {
	var meta table
	err := s.take(secs, map[string]*table{
		secMeta: &meta, secData: &s.data, secDataOff: &s.offsets, secKeys: &s.keys, secKeysOff: &s.keyOffsets, secFlags: &s.flags,
	})
	if err == nil {
		err = s.readMeta(&meta)
	}
	n := s.info.Records
	switch {
	case err != nil:
		return err
	case n < 0 || n > 1<<31 || s.data.count != n || s.keys.count != n || s.flags.count != n || s.flags.width != 1,
		s.offsets.width != 8 || s.offsets.count != n+1,
		s.keys.width == 0 && (s.keyOffsets.width != 8 || s.keyOffsets.count != n+1):
		return damaged(s.m.path, "record tables do not agree")
	}
	return nil
}

// take binds tables to their sections; sections of later releases are passed
// over.
func (s *snapshot) take(secs []section, tables map[string]*table) error {
	for name, t := range tables {
		*t = table{m: s.m, name: name}
		found := 0
		for _, sec := range secs {
			if sec.name == name {
				found++
				t.off, t.len, t.count, t.width = sec.off, sec.len, sec.count, int64(sec.width)
			}
		}
		if found > 1 || found == 0 && name != secKeysOff {
			return damaged(s.m.path, fmt.Sprintf("section %s is there %d times", name, found))
		}
	}
	return nil
}

func (s *snapshot) readMeta(meta *table) error {
	text := meta.bytes(0, meta.len)
	if err := s.m.failure(); err != nil {
		return err
	}
	if err := json.Unmarshal(text, &s.info); err != nil {
		return damaged(s.m.path, "section meta: "+err.Error())
	}
	s.info.Path, s.info.Bytes = s.m.path, int64(len(s.m.data))
	// A file under another's name is an altered file: decisions name digests.
	name := filepath.Base(s.m.path)
	if digest, _, ok := strings.Cut(name, ".v"); ok && len(digest) == 64 && name != s.name() {
		return damaged(s.m.path, "the file holds the snapshot "+s.name())
	}
	return nil
}

// name is the name under which the file was written.
func (s *snapshot) name() string {
	if s.m.version == 1 {
		return s.info.Digest + ".v1"
	}
	return FileName(s.info.Digest, s.info.Keys)
}

func (t *stringKeys) agree() bool {
	n := t.keys.count
	return t.off.width == 4 && t.off.count == n+1 && t.poff.width == 4 && t.poff.count == n+1 &&
		t.post.width == 4
}

// key returns the i-th string.
func (t *stringKeys) key(i int64) []byte {
	b := t.off.bytes(4*i, 4*i+8)
	if b == nil {
		return nil
	}
	return t.keys.bytes(int64(binary.LittleEndian.Uint32(b)), int64(binary.LittleEndian.Uint32(b[4:])))
}

// postings returns the range of the i-th string's postings.
func (t *stringKeys) postings(i int64) (from, to int64) {
	from, to = int64(t.poff.u32(i)), int64(t.poff.u32(i+1))
	if from > to || to > t.post.count {
		t.post.m.fail(fmt.Sprintf("section %s: postings outside the section", t.poff.name))
		return 0, 0
	}
	return from, to
}

func (s *snapshot) close() error { return s.m.close() }

func (s *snapshot) len() int64 { return s.info.Records }

// key returns the key of record i.
func (s *snapshot) key(i int64) []byte {
	if w := s.keys.width; w > 0 {
		return s.keys.bytes(i*w, i*w+w)
	}
	return s.keys.bytes(int64(s.keyOffsets.u64(i)), int64(s.keyOffsets.u64(i+1)))
}

func (s *snapshot) record(i int64) []byte {
	return s.data.bytes(int64(s.offsets.u64(i)), int64(s.offsets.u64(i+1)))
}

func (s *snapshot) flag(i int64) byte {
	if b := s.flags.bytes(i, i+1); b != nil {
		return b[0]
	}
	return 0
}

// find returns the record of key.
func (s *snapshot) find(key string) (i int64, ok bool) {
	i = search(0, s.len(), func(i int64) bool { return string(s.key(i)) >= key })
	return i, i < s.len() && string(s.key(i)) == key
}

// search is sort.Search over [from, to).
func search(from, to int64, f func(int64) bool) int64 {
	for from < to {
		mid := int64(uint64(from+to) >> 1)
		if f(mid) {
			to = mid
		} else {
			from = mid + 1
		}
	}
	return from
}

// hashRange returns the entries of an exact key.
func (s *snapshot) hashRange(key string) (from, to int64) {
	sum := hashKey(key)
	h := binary.BigEndian.Uint64(sum[:])
	n := s.hashes.count
	from = search(0, n, func(i int64) bool { return s.hashes.u64(i) >= h })
	to = search(from, n, func(i int64) bool { return s.hashes.u64(i) > h })
	return from, to
}
