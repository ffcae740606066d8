package source

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"regexp"

	"github.com/sekifuda/sekifuda/internal/durable"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/nta"
	"github.com/sekifuda/sekifuda/internal/index"
	"github.com/sekifuda/sekifuda/internal/index/party"
	"github.com/sekifuda/sekifuda/internal/index/register"
	"github.com/sekifuda/sekifuda/internal/store"
	stored "github.com/sekifuda/sekifuda/internal/store/source"
)

// Shelf is where the sources of an installation stand: rows in the store, files
// below the data directory.
type Shelf struct {
	DB  *store.DB
	Dir string // the data directory

	// Blobs, where not "", is a directory that several nodes share: imports put
	// their files there too, and a node fetches from there what it lacks.
	Blobs string

	// Rebuilding, where not nil, is told how far the rebuilding of a source is
	// whose files are of another release.
	Rebuilding func(source string, p Progress)
}

// Options of an import.
type Options struct {
	Published    entity.Instant // 0: from the file, else the time of import
	Minimum      int64          // records that a first import needs; 0: the kind's
	AcceptChange bool           // go live although the size moved too far, or a difference leaves a gap
	At           entity.Instant // now
	Progress     func(Progress)
}

// Progress says how far an import is.
type Progress struct {
	Rows    int64
	Total   int64 // about; 0 where nothing can be said
	Sorting bool  // all rows are read; the file is being sorted and written
}

// Result says what an import did.
type Result struct {
	Snapshot stored.Snapshot
	Records  int64 // of the live state after it
	Before   int64 // of the live state before it
	Existing bool  // the same content was there already
}

// ErrNotLive is returned where a snapshot may not go live; what was live stays.
var ErrNotLive = errors.New("not gone live")

var nameForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,63}$`)

// Add imports the files in paths as the next state of a source and makes it
// live. It fails with a *format.Error for bad input and with ErrNotLive where
// the result may not go live; either way what is live stays as it is, and no
// half-written file remains.
func (s *Shelf) Add(ctx context.Context, kindName, name string, paths []string, o Options) (Result, error) {
	k, err := kindOf(kindName)
	if err != nil {
		return Result{}, err
	}
	if !nameForm.MatchString(name) {
		return Result{}, &format.Error{Field: "NAME", Msg: fmt.Sprintf("%q cannot name a source", name), Fix: "small letters, digits, dots and dashes, at most 64"}
	}
	before, err := s.chain(ctx, name)
	if err != nil {
		return Result{}, err
	}
	before.Source = name // where nothing is live yet
	if len(before.Snapshots) > 0 && before.Kind != kindName {
		return Result{}, &format.Error{Field: "KIND", Msg: fmt.Sprintf("source %s is of kind %s", name, before.Kind), Fix: "give the new source another name"}
	}
	if err := s.rebuild(ctx, before); err != nil {
		return Result{}, err
	}
	im := &importing{shelf: s, kind: k, name: name, paths: paths, options: o, before: before}
	return im.run(ctx)
}

func (s *Shelf) chain(ctx context.Context, name string) (c stored.Chain, err error) {
	err = s.DB.View(ctx, func(tx *store.Tx) (err error) {
		c, err = stored.LiveOf(tx, name)
		return err
	})
	if errors.Is(err, store.ErrNotFound) {
		return stored.Chain{}, nil
	}
	return c, err
}

// importing is one import on its way.
type importing struct {
	shelf   *Shelf
	kind    *kind
	name    string
	paths   []string
	options Options
	before  stored.Chain
	delta   bool
}

func (im *importing) run(ctx context.Context) (Result, error) {
	snap := stored.Snapshot{Source: im.name, Kind: im.kind.name, Imported: im.options.At, Reader: im.kind.reader}
	var err error
	if snap.Published, snap.PublishedFrom, err = im.published(); err != nil {
		return Result{}, err
	}
	if im.delta, err = im.isDelta(); err != nil {
		return Result{}, err
	}
	if err := im.follows(snap.Published); err != nil {
		return Result{}, err
	}
	raws := make(chan []stored.RawFile, 1)
	failed := make(chan error, 1)
	go func() { raw, err := digests(ctx, im.paths); raws <- raw; failed <- err }()
	info, size, err := im.build(ctx, snap.Published)
	snap.Raw = <-raws
	if err = errors.Join(err, <-failed); err != nil {
		return Result{}, err
	}
	snap.Digest, snap.Base, snap.Records = info.Digest, info.Base, info.Records
	if snap.Path, err = filepath.Rel(im.shelf.Dir, info.Path); err != nil {
		return Result{}, fmt.Errorf("import %s: %w", im.name, err)
	}
	result := Result{Records: size, Before: im.sizeBefore(ctx), Existing: info.Existing}
	if err = im.allowed(result); err == nil {
		err = im.shelf.publish(ctx, im.name, info.Path) // before the others hear of it
	}
	if err == nil {
		result.Snapshot, err = im.goLive(ctx, snap)
	}
	if err != nil {
		return Result{}, errors.Join(err, im.shelf.discard(ctx, im.name, info, err))
	}
	return result, nil
}

// dayAhead is how far a date of publication may lie ahead: zones and clocks.
const dayAhead = entity.Instant(24 * 3600 * 1_000_000)

// published decides which date the snapshot has, and where it came from.
func (im *importing) published() (entity.Instant, string, error) {
	at, told, err := im.kind.published(im.kind, im.paths)
	switch {
	case err != nil:
		return 0, "", err
	case im.options.Published > im.options.At+dayAhead:
		return 0, "", &format.Error{Field: "--published", Msg: fmt.Sprintf("%s has not come yet", im.options.Published), Fix: "check the year"}
	case im.options.Published != 0:
		return im.options.Published, stored.FromFlag, nil
	case told && at > im.options.At+dayAhead:
		return 0, "", &format.Error{File: im.paths[0], Msg: fmt.Sprintf("is dated %s, which has not come yet", at), Fix: "check the file, or --at"}
	case told:
		return at, stored.FromFile, nil
	}
	return im.options.At, stored.FromImport, nil
}

// isDelta reports whether the files are differences; a mixture is refused.
func (im *importing) isDelta() (bool, error) {
	if !im.kind.register() {
		return false, nil
	}
	inputs, err := nta.Inputs(im.paths, format.RegisterLimits)
	if err != nil {
		return false, err
	}
	n := 0
	for _, in := range inputs {
		if nta.IsDiff(in.Name) {
			n++
		}
	}
	switch {
	case n > 0 && n < len(inputs):
		return false, &format.Error{Msg: "full and difference files together", Fix: "import the full file first, then each difference in the order of its day"}
	case n > 1:
		return false, &format.Error{Msg: fmt.Sprintf("%d difference files at once", n), Fix: "import them one by one, in the order of their days"}
	case n == 1 && len(im.before.Snapshots) == 0:
		return false, &format.Error{File: inputs[0].Name, Msg: "a difference, and nothing is live to stand on", Fix: "import the full file first"}
	}
	return n == 1, nil
}

// build writes the snapshot file and returns it with the size of the state that
// it would make live.
func (im *importing) build(ctx context.Context, published entity.Instant) (index.Info, int64, error) {
	dir := im.shelf.dir(im.name)
	if err := durable.MkdirAll(dir, 0o755); err != nil {
		return index.Info{}, 0, fmt.Errorf("import %s: %w", im.name, err)
	}
	meta := index.Meta{Source: im.name, Kind: im.kind.name, Published: published, Reader: im.kind.reader}
	if !im.kind.register() {
		info, err := party.Build(ctx, dir, meta, watched(ctx, im.kind.entities(im.paths), im.options.Progress, 0), nil)
		return info, info.Records, err
	}
	rows := watched(ctx, registerRows(im.paths), im.options.Progress, im.about())
	if !im.delta {
		info, err := register.Build(ctx, dir, meta, rows, nil)
		return info, info.Records, err
	}
	return im.buildDelta(ctx, dir, meta, rows)
}

func (im *importing) buildDelta(ctx context.Context, dir string, meta index.Meta, rows iter.Seq2[register.Row, error]) (index.Info, int64, error) {
	paths := im.shelf.files(im.before)
	base, err := register.Open(paths...)
	if err != nil {
		return index.Info{}, 0, err
	}
	defer base.Close()
	info, err := register.BuildDelta(ctx, dir, meta, base, rows, nil)
	if err != nil {
		return info, 0, err
	}
	next, err := register.Open(append(paths, info.Path)...)
	if err != nil {
		return info, 0, err
	}
	defer next.Close()
	return info, next.Len(), nil
}

// rowBytes is what a row of the register takes in the publisher's file, about:
// enough to say how long an import will go on.
const rowBytes = 207

// about is how many rows the files hold, by their size.
func (im *importing) about() int64 {
	inputs, err := nta.Inputs(im.paths, format.RegisterLimits)
	if err != nil {
		return 0
	}
	var n int64
	for _, in := range inputs {
		n += in.Size
	}
	return n / rowBytes
}

func registerRows(paths []string) iter.Seq2[register.Row, error] {
	return func(yield func(register.Row, error) bool) {
		for r, err := range nta.Open(paths, format.RegisterLimits) {
			if !yield(register.Row{Number: r.Number, Row: r.Row}, err) {
				return
			}
		}
	}
}

// digests hashes the files as they were received.
func digests(ctx context.Context, paths []string) ([]stored.RawFile, error) {
	var out []stored.RawFile
	for _, p := range paths {
		err := filepath.WalkDir(p, func(path string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			raw, err := hashFile(ctx, path)
			out = append(out, raw)
			return err
		})
		if err != nil {
			return nil, &format.Error{File: p, Msg: err.Error()}
		}
	}
	return out, nil
}

func hashFile(ctx context.Context, path string) (stored.RawFile, error) {
	f, err := os.Open(path)
	if err != nil {
		return stored.RawFile{}, err
	}
	defer f.Close()
	h := sha256.New()
	var n int64
	for {
		if err := ctx.Err(); err != nil {
			return stored.RawFile{}, err
		}
		m, err := io.CopyN(h, f, 64<<20)
		n += m
		if errors.Is(err, io.EOF) {
			return stored.RawFile{Name: filepath.Base(path), SHA256: hex.EncodeToString(h.Sum(nil)), Bytes: n}, nil
		}
		if err != nil {
			return stored.RawFile{}, err
		}
	}
}
