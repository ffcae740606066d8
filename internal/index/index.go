// Package index keeps reference data - registers and lists - in immutable
// snapshot files that are written once and mapped into memory for reading.
// A file holds records in key order and tables to find them: by exact name key,
// by name key one edit away or beginning with a prefix, by other exact keys,
// and by names that resemble a name (package fuzzy). docs/formats/snapshot.md describes every byte.
//
// A Set answers from a base snapshot and the deltas built on it; the newest
// part that holds a key wins. Searches have limits, and say so (Hits.Cut)
// whenever a limit kept anything from the answer: a search is never silently
// short. A damaged file answers nothing: the first damaged block that is
// touched makes every later call fail too.
//
// What the bytes of a record mean is the business of the packages below this
// one (register, party).
package index

import (
	"errors"
	"fmt"
	"iter"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/script/token"
)

// FormatVersion is the version of the file format that this package writes.
// It is part of the file's name, so an older one can be rebuilt beside it.
const FormatVersion = 2

// oldestVersion is the oldest format whose records can still be read.
const oldestVersion = 1

// Record is one record of a snapshot as it is handed to Write.
type Record struct {
	Key   string   // unique in the snapshot; no NUL byte
	Data  []byte   // canonical bytes; nil is a tombstone, allowed in deltas only
	Live  bool     // counted by CountLive
	Names []string // exact name keys; empty ones are ignored
	Keys  []string // other exact keys, as "kind:value"

	Writings []token.Writing // what the record is looked for by
	Labels   []string        // what a search may ask for, as "kind:value"
	From, To entity.Day      // the days on which the record holds, [From, To): NoDay where that is open; an empty interval is open at both ends
}

// Meta says what a snapshot is of.
type Meta struct {
	Source    string         `json:"source"`         // name of the source, as the user gave it
	Kind      string         `json:"kind"`           // nta, ofac, …
	Published entity.Instant `json:"published"`      // not part of the digest
	Base      string         `json:"base,omitempty"` // digest of the part below; "" for a base
	Reader    string         `json:"reader"`         // name and version of the reader that made the records
	Keys      string         `json:"keys"`           // versions of the functions that made names, keys and writings; not part of the digest

	// DigestKeys is what Keys was when format 1 made it part of the digest. A
	// file that was rebuilt from one keeps its digest, which decisions name.
	DigestKeys string `json:"digest_keys,omitempty"`
}

// Options of writing a file.
type Options struct {
	// Keys gives the keys of a term of a writing. It is called on all processors.
	Keys func(term string) []token.Key
	// Base is what a delta stands on; its terms weigh what they weigh there. It
	// may be searched meanwhile.
	Base *Set
	// Each, where it is set, is called with every record in the order of their
	// keys before it is written, and may add keys: those that depend on what
	// records came before.
	Each func(rec *Record)
}

// each yields the records after Each has seen them.
func (o Options) each(recs iter.Seq2[Record, error]) iter.Seq2[Record, error] {
	if o.Each == nil {
		return recs
	}
	return func(yield func(Record, error) bool) {
		for rec, err := range recs {
			if err == nil {
				o.Each(&rec)
			}
			if !yield(rec, err) {
				return
			}
		}
	}
}

// Info describes a snapshot file.
type Info struct {
	Meta
	Digest     string `json:"digest"`     // 64 hexadecimal digits
	Records    int64  `json:"records"`    // with tombstones
	Live       int64  `json:"live"`       // records flagged live
	Tombstones int64  `json:"tombstones"` // records deleted by this delta
	Names      int64  `json:"names"`      // distinct name keys
	ExactKeys  int64  `json:"exact_keys"` // entries of the exact key table
	Writings   int64  `json:"writings"`   // writings that the records are looked for by
	// Unlabelled are the kinds of labels of which there were too many to keep: a
	// search that asks for one fails.
	Unlabelled []string `json:"unlabelled,omitempty"`

	Path     string `json:"-"`
	Bytes    int64  `json:"-"` // size of the file
	Existing bool   `json:"-"` // Write found the same snapshot in place and kept it
}

// Errors that callers tell apart with errors.Is.
var (
	// ErrDamaged: the file is truncated, altered or not a snapshot.
	ErrDamaged = errors.New("damaged snapshot")
	// ErrVersion: the file is a snapshot of another format version.
	ErrVersion = errors.New("snapshot of another format version")
	// ErrDuplicate: two records had the same key.
	ErrDuplicate = errors.New("duplicate record key")
	// ErrBase: a delta does not name the part below it as its base.
	ErrBase = errors.New("delta does not follow its base")
	// ErrLabel: a file does not keep the labels that a search asks for.
	ErrLabel = errors.New("labels of this kind are not kept")
	// ErrClosed: the set was closed.
	ErrClosed = errors.New("snapshot set is closed")
)

const remedy = "run 'sekifuda source add' again for this source"

func damaged(path, what string) error {
	return fmt.Errorf("%s: %w: %s (%s)", path, ErrDamaged, what, remedy)
}
