package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/sekifuda/sekifuda/internal/archive"
	"github.com/sekifuda/sekifuda/internal/source"
	"github.com/sekifuda/sekifuda/internal/store"
)

type backupCmd struct {
	To        string `arg:"" help:"Directory to make, or a file to make where the name ends in .tar." type:"path"`
	MissingOK bool   `name:"missing-ok" help:"Leave out snapshots whose files are gone, and say so in the backup."`
}

// Run takes a backup beside whatever runs. It needs no master key and holds none.
func (c *backupCmd) Run(a *app) error {
	at, err := a.at()
	if err != nil {
		return err
	}
	if a.flags.DB == "" && !a.hasData() {
		return badInput{fmt.Errorf("no data in %s: name the directory with --data, or the database with --db", a.flags.Data)}
	}
	db, err := store.Open(a.ctx, cmp.Or(a.flags.DB, a.flags.Data))
	if err != nil {
		return err
	}
	defer db.Close()
	shelf := &source.Shelf{DB: db, Dir: a.flags.Data, Blobs: a.flags.Blobs}
	p := newProgress(a.err, "backup", "")
	m, err := archive.Backup(a.ctx, archive.House{DB: db, File: shelf.Kept}, c.To, archive.Options{
		At: at, MissingOK: c.MissingOK, Progress: func(n, _ int64) { p.at(n >> 20) },
	})
	p.done()
	if errors.Is(err, archive.ErrExists) || errors.Is(err, fs.ErrNotExist) {
		return badInput{err}
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s: %d tables, %d rows, %d snapshot files, %d bytes, as of %s\n", c.To, len(m.Tables), rowsOf(m), len(m.Snapshots), m.Bytes(), m.At)
	for _, missing := range m.Missing {
		fmt.Fprintf(a.err, "left out: snapshot %s\n", missing)
	}
	fmt.Fprintln(a.err, "the master key is not in it: keep a copy of the key elsewhere, the backup cannot be read without it")
	return nil
}

func rowsOf(m *archive.Manifest) (n int64) {
	for _, t := range m.Tables {
		n += t.Rows
	}
	return n
}

type restoreCmd struct {
	From       string `arg:"" help:"A backup." type:"path"`
	Checkpoint string `help:"A checkpoint that was kept elsewhere: what is restored must agree with it." type:"path" placeholder:"FILE"`
}

// Run brings a backup back into an empty data directory or database.
func (c *restoreCmd) Run(a *app) error {
	at, err := a.at()
	if err != nil {
		return err
	}
	o := archive.Options{At: at}
	if c.Checkpoint != "" {
		note, err := os.ReadFile(c.Checkpoint)
		if err != nil {
			return badInput{err}
		}
		o.Checkpoint = string(note)
	}
	if o.ID, err = a.newID(); err != nil {
		return err
	}
	p := newProgress(a.err, "restore", "")
	o.Progress = func(n, of int64) { p.total = of >> 20; p.at(n >> 20) }
	m, err := archive.Restore(a.ctx, c.From, archive.Target{Dir: a.flags.Data, DSN: a.flags.DB}, o)
	p.done()
	for _, bad := range []error{archive.ErrDamaged, archive.ErrExists, archive.ErrCheckpoint, store.ErrNewerSchema, store.ErrNotEmpty, fs.ErrNotExist} {
		if errors.Is(err, bad) {
			return badInput{err}
		}
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "restored as of %s: %d tables, %d rows, %d snapshot files\n", m.At, len(m.Tables), rowsOf(m), len(m.Snapshots))
	return c.next(a, m)
}

// next says what a person has to do now.
func (c *restoreCmd) next(a *app, m *archive.Manifest) error {
	path, err := a.keyFile()
	if err != nil {
		return err
	}
	if _, err := os.Stat(path); err != nil {
		fmt.Fprintf(a.err, "bring the master key back to %s (or name it with --key-file): nothing personal can be read without it (its check value is %.8s)\n", path, m.Key)
	}
	for _, missing := range m.Missing {
		fmt.Fprintf(a.err, "the backup does not have the file of snapshot %s\n", missing)
	}
	fmt.Fprintf(a.err, "now: sekifuda --data %s verify, and replay --all, before it is used\n", filepath.Clean(a.flags.Data))
	return nil
}
