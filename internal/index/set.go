package index

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"strings"
	"sync"

	"github.com/sekifuda/sekifuda/internal/index/fuzzy"
)

// Ref is the number of a record in an open Set. It means nothing in another
// set, nor in the same one opened again.
type Ref uint32

// Set answers from a base snapshot and the deltas above it as if they were one:
// of the records of one key only the newest exists, and none where the newest
// is a tombstone. It is safe for concurrent use.
//
// Every method fails with ErrClosed after Close and with ErrDamaged once any
// damaged block was touched: a set that may miss records answers nothing.
type Set struct {
	mu    sync.RWMutex // held for reading by each call, so that Close can unmap
	parts []part
	fuzzy []fuzzy.Part
	total uint32
	shut  bool
}

// part is one snapshot of a set, oldest first.
type part struct {
	*snapshot
	first  uint32   // Ref of its first record
	hidden []uint64 // bitmap of records that a newer part replaces; nil for none
	gone   int64    // records hidden or tombstones
}

// Open opens one base snapshot; see OpenSet.
func Open(path string) (*Set, error) { return OpenSet(path) }

// OpenSet opens a base snapshot and the deltas built on it, oldest first. It
// takes milliseconds whatever the size: of the bytes only headers and tables of
// contents are checked, the rest when it is touched. It fails with ErrDamaged,
// ErrVersion, ErrBase where a part does not follow the one before it, and with
// the system's error where a file cannot be opened.
func OpenSet(paths ...string) (*Set, error) {
	if len(paths) == 0 {
		return nil, fmt.Errorf("open snapshot set: no files")
	}
	set := &Set{}
	base := ""
	for _, path := range paths {
		s, err := openSnapshot(path)
		if err == nil && s.info.Base != base {
			err = fmt.Errorf("%s: %w: it is built on %q, the part below is %q", path, ErrBase, s.info.Base, base)
			s.close()
		}
		if err == nil && int64(set.total)+s.len() > 1<<32-1 {
			err = fmt.Errorf("%s: the set outgrows 2^32 records", path)
			s.close()
		}
		if err != nil {
			set.Close()
			return nil, err
		}
		base = s.info.Digest
		set.parts = append(set.parts, part{snapshot: s, first: set.total})
		set.total += uint32(s.len())
	}
	set.hide()
	set.fuzzy = set.searchable()
	if err := set.failure(); err != nil {
		set.Close()
		return nil, err
	}
	return set, nil
}

// OpenKeyed is OpenSet for a caller whose keys are of the version keys. A file
// whose keys were made by other functions would silently miss what they write
// differently, so it is refused with ErrVersion.
func OpenKeyed(keys string, paths ...string) (*Set, error) {
	set, err := OpenSet(paths...)
	if err != nil {
		return nil, err
	}
	for _, info := range set.Infos() {
		if info.Keys != keys {
			set.Close()
			return nil, fmt.Errorf("%s: %w: keys made by %q, this release has %q (%s)", info.Path, ErrVersion, info.Keys, keys, remedy)
		}
	}
	return set, nil
}

// hide marks what newer parts replace. Deltas are small, so this is a few
// searches, and it spares every later search the question.
func (s *Set) hide() {
	for i := range s.parts {
		if i > 0 {
			s.hideBelow(i)
		}
		s.parts[i].gone += s.parts[i].info.Tombstones
	}
}

func (s *Set) hideBelow(newer int) {
	p := s.parts[newer]
	for r := range p.len() {
		key := string(p.key(r))
		for j := newer - 1; j >= 0; j-- {
			older := &s.parts[j]
			n, ok := older.find(key)
			if !ok {
				continue
			}
			if older.hidden == nil {
				older.hidden = make([]uint64, (older.len()+63)/64)
			}
			older.hidden[n>>6] |= 1 << (n & 63)
			if older.flag(n)&flagTombstone == 0 {
				older.gone++
			}
			break // older ones were hidden by that one
		}
	}
}

// exists reports whether record i of the part is part of the set's state.
func (p *part) exists(i int64) bool {
	if p.hidden != nil && p.hidden[i>>6]&(1<<(i&63)) != 0 {
		return false
	}
	return p.flag(i)&flagTombstone == 0
}

// Close unmaps the files after the calls under way have returned. Strings that
// calls returned stay valid.
func (s *Set) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var err error
	for _, p := range s.parts {
		err = cmp.Or(p.close(), err)
	}
	s.shut = true
	return err
}

// enter begins a call; the caller must call mu.RUnlock where it gives no error.
func (s *Set) enter() error {
	s.mu.RLock()
	if s.shut {
		s.mu.RUnlock()
		return ErrClosed
	}
	return nil
}

// failure returns the damage that any part has met.
func (s *Set) failure() error {
	for _, p := range s.parts {
		if err := p.m.failure(); err != nil {
			return err
		}
	}
	return nil
}

// Infos describes the parts, the base first.
func (s *Set) Infos() []Info {
	var out []Info
	for _, p := range s.parts {
		out = append(out, p.info)
	}
	return out
}

// Len counts the records of the set's state: neither replaced nor deleted.
func (s *Set) Len() int64 {
	n := int64(0)
	for _, p := range s.parts {
		n += p.len() - p.gone
	}
	return n
}

// Refs returns the number above every Ref, so that callers can keep arrays.
func (s *Set) Refs() int { return int(s.total) }

// at returns the part and the place of a Ref that this set gave.
func (s *Set) at(ref Ref) (*part, int64) {
	i := len(s.parts) - 1
	for i > 0 && s.parts[i].first > uint32(ref) {
		i--
	}
	return &s.parts[i], int64(uint32(ref) - s.parts[i].first)
}

// Get returns the record of key; ok is false where there is none.
func (s *Set) Get(key string) (data string, ok bool, err error) {
	ref, ok, err := s.Find(key)
	if !ok || err != nil {
		return "", false, err
	}
	_, data, err = s.Record(ref)
	return data, err == nil, err
}

// Find returns the Ref of the record of key; ok is false where there is none.
func (s *Set) Find(key string) (ref Ref, ok bool, err error) {
	if err := s.enter(); err != nil {
		return 0, false, err
	}
	defer s.mu.RUnlock()
	for i := len(s.parts) - 1; i >= 0; i-- {
		p := &s.parts[i]
		if n, found := p.find(key); found {
			ref, ok = Ref(p.first+uint32(n)), p.flag(n)&flagTombstone == 0
			break
		}
	}
	err = s.failure()
	return ref, ok && err == nil, err
}

// Record returns key and data of a record. Both are copies: the mapping may go
// away while they are in use.
func (s *Set) Record(ref Ref) (key, data string, err error) {
	if err := s.enter(); err != nil {
		return "", "", err
	}
	defer s.mu.RUnlock()
	if uint32(ref) >= s.total {
		return "", "", fmt.Errorf("record %d: the set has %d", ref, s.total)
	}
	p, n := s.at(ref)
	key, data = string(p.key(n)), string(p.record(n))
	if err := s.failure(); err != nil {
		return "", "", err
	}
	return key, data, nil
}

// All yields every record of the state in key order. An error ends it.
func (s *Set) All() iter.Seq2[Ref, error] {
	return func(yield func(Ref, error) bool) {
		pos := make([]int64, len(s.parts))
		for {
			ref, ok, err := s.next(pos)
			if err != nil {
				yield(0, err)
				return
			}
			if !ok || !yield(ref, nil) {
				return
			}
		}
	}
}

// next merges the parts: it returns the least key not yet given.
func (s *Set) next(pos []int64) (ref Ref, ok bool, err error) {
	if err := s.enter(); err != nil {
		return 0, false, err
	}
	defer s.mu.RUnlock()
	best, least := -1, ""
	for i := range s.parts {
		p := &s.parts[i]
		for pos[i] < p.len() && !p.exists(pos[i]) {
			pos[i]++
		}
		if pos[i] == p.len() {
			continue
		}
		// Keys that exist are in one part only.
		if key := string(p.key(pos[i])); best < 0 || strings.Compare(key, least) < 0 {
			best, least = i, key
		}
	}
	if err := s.failure(); err != nil || best < 0 {
		return 0, false, err
	}
	ref = Ref(s.parts[best].first + uint32(pos[best]))
	pos[best]++
	return ref, true, nil
}

// Verify reads every byte of every part and compares all checksums; it fails
// with ErrDamaged, or with the error of ctx.
func (s *Set) Verify(ctx context.Context) error {
	for _, info := range s.Infos() {
		if _, err := VerifyFile(ctx, info.Path); err != nil {
			return err
		}
	}
	return nil
}
