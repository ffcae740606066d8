// Package archive takes backups and brings them back. A backup is one consistent
// view of the store in a form that no engine has of its own, the snapshot files
// that decisions stand on, and a manifest with the digest of each file. It never
// holds the master key: without it nothing personal in it can be read.
// docs/formats/backup.md describes it byte by byte.
package archive

import (
	"errors"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/store"
)

// Format is the version of backups that this release writes and reads.
const Format = "sekifuda-backup/1"

// Names of the files of a backup besides tables and snapshots.
const (
	manifestName = "manifest.json"
	sumName      = "manifest.sha256"
)

var (
	// ErrDamaged is returned for a backup that is not as it was written; the
	// error names the file.
	ErrDamaged = errors.New("the backup is damaged")
	// ErrExists is returned where a backup or a restore would write over something.
	ErrExists = errors.New("is there already")
	// ErrCheckpoint is returned where the ledger of a backup does not agree with a
	// checkpoint.
	ErrCheckpoint = errors.New("the ledger does not agree with the checkpoint")
)

// Manifest says what a backup holds.
type Manifest struct {
	Format     string         `json:"format"`
	Release    string         `json:"release"`
	At         entity.Instant `json:"at"`
	Engine     string         `json:"engine"` // that it was taken from
	Schema     int64          `json:"schema"`
	Key        string         `json:"key"`        // check value of the master key that opens it
	Checkpoint string         `json:"checkpoint"` // the newest, signed; "" where nothing is sequenced
	Tables     []Table        `json:"tables"`
	Snapshots  []File         `json:"snapshots"`
	Missing    []string       `json:"missing,omitempty"` // snapshots whose files were not there
}

// Table is one table with its rows in parts.
type Table struct {
	store.Table
	Rows  int64  `json:"rows"`
	Parts []File `json:"parts"`
}

// File is one file of a backup.
type File struct {
	Name   string `json:"name"` // below the backup, with slashes
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
	Rows   int64  `json:"rows,omitempty"`
}

// Bytes is how much there is to read.
func (m *Manifest) Bytes() (n int64) {
	for f := range m.files() {
		n += f.Bytes
	}
	return n
}

func (m *Manifest) files() func(func(File) bool) {
	return func(yield func(File) bool) {
		for _, t := range m.Tables {
			for _, f := range t.Parts {
				if !yield(f) {
					return
				}
			}
		}
		for _, f := range m.Snapshots {
			if !yield(f) {
				return
			}
		}
	}
}
