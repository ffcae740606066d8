// Package lock tells whether a server runs on a data directory. The lock is the
// kernel's, on a file: it is gone with the process, however that ended.
package lock

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// File is the name of the lock file in a data directory. It stays when the
// server is gone; only a held lock says that one runs.
const File = "server.lock"

// Info is what a server says of itself in the file.
type Info struct {
	PID int    `json:"pid"`
	URL string `json:"url"` // where it listens
}

// ErrHeld is returned by Take where another server runs on the directory.
var ErrHeld = errors.New("another server runs on this data directory")

// Lock is a held lock.
type Lock struct{ f *os.File }

// Take takes the lock of a data directory and writes info into its file. It
// fails with ErrHeld, naming the other server.
func Take(dir string, info Info) (*Lock, error) {
	path := filepath.Join(dir, File)
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		other, _ := read(path)
		f.Close()
		if errors.Is(err, unix.EWOULDBLOCK) {
			return nil, fmt.Errorf("%s: %w (process %d at %s): stop it, or use its address", dir, ErrHeld, other.PID, other.URL)
		}
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	l := &Lock{f}
	if err := l.write(info); err != nil {
		l.Release()
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	return l, nil
}

func (l *Lock) write(info Info) error {
	b, err := json.Marshal(info)
	if err != nil {
		return err
	}
	if err := l.f.Truncate(0); err != nil {
		return err
	}
	_, err = l.f.WriteAt(append(b, '\n'), 0)
	return err
}

// Release gives the lock back.
func (l *Lock) Release() error { return l.f.Close() }

// Running returns what the server on a data directory says of itself; ok is
// false where none runs.
func Running(dir string) (info Info, ok bool) {
	path := filepath.Join(dir, File)
	f, err := os.Open(path)
	if err != nil {
		return Info{}, false
	}
	defer f.Close()
	// A shared lock is had only where no server holds the other kind.
	if unix.Flock(int(f.Fd()), unix.LOCK_SH|unix.LOCK_NB) == nil {
		return Info{}, false
	}
	info, err = read(path)
	return info, err == nil
}

func read(path string) (info Info, err error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return info, err
	}
	return info, json.Unmarshal(b, &info)
}
