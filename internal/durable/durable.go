// Package durable makes names survive a power cut. A file that was synced is
// lost all the same where the directory that names it was not: that of a new
// file, and that of a new directory.
package durable

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// SyncDir makes the names in dir durable. A file system that cannot sync a
// directory (some network and user-space ones say so) is taken as it is; any
// other error means that names may be lost.
func SyncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = d.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) {
		err = nil
	}
	return errors.Join(err, d.Close())
}

// MkdirAll is os.MkdirAll whose directories are durable when it returns without
// an error. The name of a directory that is there already is synced as well: its
// maker may have been killed before that. What this process may not read, the
// parent of an old directory at times, somebody else made durable.
func MkdirAll(dir string, perm fs.FileMode) error {
	parent := filepath.Dir(dir)
	if _, err := os.Stat(dir); err == nil {
		if err := SyncDir(parent); err != nil && !errors.Is(err, fs.ErrPermission) {
			return err
		}
		return os.MkdirAll(dir, perm) // fails where it is no directory
	}
	if parent != dir {
		if err := MkdirAll(parent, perm); err != nil {
			return err
		}
	}
	if err := os.Mkdir(dir, perm); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return SyncDir(parent)
}
