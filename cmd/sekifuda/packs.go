package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/sekifuda/sekifuda/internal/report"
	"github.com/sekifuda/sekifuda/internal/script/reading"
)

// packSuffixes mark the packs in the directory of packs; whatever else lies
// there, licences for instance, is left alone.
var packSuffixes = []string{".pack", ".pack.gz"}

// packs puts the packs of readings in --packs (default: packs in the data
// directory) to use, once, and names them: name, version, digest of the file,
// licence. A pack that cannot be read is bad input: names would silently be
// compared without it.
func (a *app) packs() ([]string, error) {
	if a.packsRead {
		return a.packNames, nil
	}
	dir := a.flags.Packs
	if dir == "" {
		dir = filepath.Join(a.flags.Data, "packs")
	}
	found, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) && a.flags.Packs == "" {
		found, err = nil, nil
	}
	if err != nil {
		return nil, badInput{fmt.Errorf("--packs: %w", err)}
	}
	var all []*reading.Pack
	var names []string
	for _, f := range found { // in name order
		if f.IsDir() || !slices.ContainsFunc(packSuffixes, func(s string) bool { return strings.HasSuffix(f.Name(), s) }) {
			continue
		}
		p, name, err := readPack(filepath.Join(dir, f.Name()))
		if err != nil {
			return nil, badInput{err}
		}
		all, names = append(all, p), append(names, name)
	}
	reading.Use(reading.Together(all...))
	a.packsRead, a.packNames = true, names
	return names, nil
}

func readPack(path string) (p *reading.Pack, name string, err error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, "", fmt.Errorf("pack: %w", err)
	}
	p, err = reading.LoadPack(bytes.NewReader(data))
	if err != nil {
		return nil, "", fmt.Errorf("%s: %w", path, err)
	}
	return p, fmt.Sprintf("%s %s sha256:%x (%s)", p.Name, p.Version, sha256.Sum256(data), p.Licence), nil
}

// measuresNames are the beginnings of commands whose figures depend on packs
// and that open no sources.
var measuresNames = []string{"eval names", "eval persons", "eval list", "eval parts", "eval parity", "eval retrieval", "compare", "bench match"}

// usePacks loads the packs for a command that measures or compares names, and
// says which: beside the figures, or on standard error where they are JSON.
func (a *app) usePacks(k *kong.Context) error {
	command := k.Command()
	if !slices.ContainsFunc(measuresNames, func(s string) bool { return command == s || strings.HasPrefix(command, s+" ") }) {
		return nil
	}
	names, err := a.packs()
	if err != nil {
		return err
	}
	out := a.out
	for _, f := range k.Flags() {
		if f.Name == "json" && k.FlagValue(f) == true {
			out = a.err
		}
	}
	printPacks(out, names)
	return nil
}

func printPacks(out io.Writer, names []string) {
	for _, n := range names {
		fmt.Fprintf(out, "with pack %s\n", report.Safe(n))
	}
}

// samePacks fails where a run that broke off began with other packs: the rest
// of it would be compared in another way than its beginning.
func samePacks(began, now []string) error {
	if slices.Equal(began, now) {
		return nil
	}
	none := func(names []string) string {
		if len(names) == 0 {
			return "no packs"
		}
		return strings.Join(names, ", ")
	}
	return badInput{fmt.Errorf("these files were examined with %s, and now there are %s: name the directory with --packs", none(began), none(now))}
}
