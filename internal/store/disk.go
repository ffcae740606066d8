package store

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// ErrDisk is returned where the disk under the embedded store fails or is full.
// Nothing was acknowledged. What a commit was to keep may be there all the same
// after a crash, whole; doing it again under the same id makes one of it.
var ErrDisk = errors.New("the disk of the store fails")

// recheck is how long after a failure the disk is looked at again.
const recheck = time.Second

// disk is what the committer knows of the disk that it writes to.
//
// A sync that failed says nothing of the next one: the kernel may have dropped
// what it could not write and report success from then on. So after any error of
// the disk nothing is committed until all that was ever acknowledged has been
// written to the main file anew, and synced: a checkpoint that empties the log.
type disk struct {
	suspect bool                  // of the committer alone
	failing atomic.Pointer[error] // why; nil where all is well
	again   <-chan time.Time      // when to look again
}

// Failing returns why the store cannot commit at the moment, nil where nothing
// is known against it. It looks again by itself, so the answer changes back once
// the cause is gone.
func (db *DB) Failing() error {
	if e, ok := db.engine.(*sqliteEngine); ok {
		if err := e.group.disk.failing.Load(); err != nil {
			return *err
		}
	}
	return nil
}

// note remembers an error of the disk; err is returned, marked as such.
func (d *disk) note(err error) error {
	var e *sqlite.Error
	if !errors.Is(err, ErrInjectedDisk) && (!errors.As(err, &e) || !ofDisk(e)) {
		return err
	}
	d.suspect = d.suspect || e == nil || e.Code()&0xff != sqlite3.SQLITE_FULL
	if !errors.Is(err, ErrDisk) {
		err = fmt.Errorf("%w: %w", ErrDisk, err)
	}
	d.failing.Store(&err)
	d.again = time.After(recheck)
	return err
}

// ofDisk reports whether an error is of the disk: not of the statement, and not
// of a neighbour who holds a lock.
func ofDisk(e *sqlite.Error) bool {
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return true
	}
	return false
}

// recover looks whether the disk can be relied upon again.
func (g *grouper) recover() {
	d := &g.disk
	if d.suspect {
		if err := g.rewrite(); err != nil {
			d.again = time.After(recheck)
			return
		}
		d.suspect = false
	}
	// Whether a full disk has room is seen by the next commit.
	d.failing.Store(nil)
	d.again = nil
}

// rewrite copies all of the log into the main file, syncs that and empties the
// log. It fails where the disk does, and while somebody reads an older state.
func (g *grouper) rewrite() error {
	if err := g.db.fault("rewrite"); err != nil {
		return err
	}
	g.rollback() // may have failed before
	var busy, log, done int
	row := g.conn.QueryRowContext(context.Background(), "PRAGMA wal_checkpoint(TRUNCATE)")
	if err := row.Scan(&busy, &log, &done); err != nil {
		return err
	}
	if busy != 0 || log != 0 {
		return fmt.Errorf("checkpoint: busy %d, %d pages left in the log", busy, log)
	}
	return nil
}
