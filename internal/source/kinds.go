package source

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/ftm"
	"github.com/sekifuda/sekifuda/internal/format/nta"
	"github.com/sekifuda/sekifuda/internal/format/ofac"
	"github.com/sekifuda/sekifuda/internal/format/un"
)

// kind is what is known of one kind of source.
type kind struct {
	name    string
	minimum int64  // records that a first import needs
	zone    string // the publisher's, for days without a time
	reader  string // name and version of the reader, part of the digest
	// published says what the files tell of their own date; false where they
	// tell nothing.
	published func(k *kind, paths []string) (entity.Instant, bool, error)
	// entities reads a list; nil for a register.
	entities func(paths []string) iter.Seq2[entity.Entity, error]
}

// kinds is the table of what can be imported.
var kinds = []kind{
	{name: "nta", minimum: 1000, zone: "Asia/Tokyo", reader: nta.Version, published: fileDate},
	{name: "ofac", minimum: 100, zone: "America/New_York", reader: ofac.Version, published: untold, entities: func(paths []string) iter.Seq2[entity.Entity, error] {
		return ofac.Read(paths, format.ListLimits)
	}},
	{name: "un", minimum: 100, zone: "UTC", reader: un.Version, published: generated, entities: func(paths []string) iter.Seq2[entity.Entity, error] {
		return un.Open(paths, format.ListLimits)
	}},
	{name: "ftm", minimum: 1, zone: "UTC", reader: ftm.Version, published: untold, entities: func(paths []string) iter.Seq2[entity.Entity, error] {
		return ftm.Open(paths, format.ListLimits)
	}},
}

// Kinds returns the names of what can be imported.
func Kinds() []string {
	var out []string
	for _, k := range kinds {
		out = append(out, k.name)
	}
	return out
}

func kindOf(name string) (*kind, error) {
	i := slices.IndexFunc(kinds, func(k kind) bool { return k.name == name })
	if i < 0 {
		return nil, &format.Error{Msg: fmt.Sprintf("kind of source %q is not known", name), Fix: "one of " + strings.Join(Kinds(), ", ")}
	}
	return &kinds[i], nil
}

func (k *kind) register() bool { return k.entities == nil }

// location returns the publisher's zone; it panics only where the binary was
// built without zones.
func (k *kind) location() *time.Location {
	z, err := time.LoadLocation(k.zone)
	if err != nil {
		panic(fmt.Sprintf("source: zone %s: %v", k.zone, err))
	}
	return z
}

// fileDate takes the newest day in the names of a register's files.
func fileDate(k *kind, paths []string) (entity.Instant, bool, error) {
	inputs, err := nta.Inputs(paths, format.RegisterLimits)
	if err != nil {
		return 0, false, err
	}
	newest := entity.NoDay
	for _, in := range inputs {
		if d, ok := nta.FileDate(in.Name); ok {
			newest = max(newest, d)
		}
	}
	if newest == entity.NoDay {
		return 0, false, nil
	}
	return newest.Start(k.location()), true, nil
}

func generated(_ *kind, paths []string) (entity.Instant, bool, error) {
	at, err := un.OpenPublished(paths, format.ListLimits)
	return at, err == nil, err
}

func untold(*kind, []string) (entity.Instant, bool, error) { return 0, false, nil }

// watched passes rows on, tells progress, and ends with the context.
func watched[T any](ctx context.Context, in iter.Seq2[T, error], progress func(Progress), total int64) iter.Seq2[T, error] {
	if progress == nil {
		progress = func(Progress) {}
	}
	return func(yield func(T, error) bool) {
		var n int64
		for v, err := range in {
			if n++; err == nil && n%4096 == 0 {
				err = ctx.Err()
				progress(Progress{Rows: n, Total: total})
			}
			if !yield(v, err) || err != nil {
				return
			}
		}
		progress(Progress{Rows: n, Total: n, Sorting: true})
	}
}

// IsRegister reports whether a kind is a corporate register; every other is a list.
func IsRegister(kindName string) bool {
	k, err := kindOf(kindName)
	return err == nil && k.register()
}

// Zone returns the zone of a kind's publisher, in which a day without a time is
// meant. It fails for an unknown kind.
func Zone(kindName string) (*time.Location, error) {
	k, err := kindOf(kindName)
	if err != nil {
		return nil, err
	}
	return k.location(), nil
}
