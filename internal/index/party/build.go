package party

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode"

	"github.com/sekifuda/sekifuda/internal/canon"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/index"
	"github.com/sekifuda/sekifuda/internal/script"
	"github.com/sekifuda/sekifuda/internal/script/token"
)

// Kinds of exact keys.
const (
	keyID    = "id:"
	keyBlock = "block:"
)

// identifierKinds maps properties to the kinds under which applications give
// identifiers.
var identifierKinds = []struct{ property, kind string }{
	{"passportNumber", "passport"},
	{"idNumber", "id"},
	{"taxNumber", "tax"},
	{"innCode", "tax"},
	{"registrationNumber", "registration"},
	{"ogrnCode", "ogrn"},
	{"leiCode", "lei"},
	{"imoNumber", "imo"},
	{"mmsi", "mmsi"},
	{"swiftBic", "swift"},
	{"dunsCode", "duns"},
	{"vatCode", "vat"},
}

// IdentifierKey is the exact key of an identifier: "id:", the kind (passport,
// id, tax, registration …, or the property's name), and the value
// without its punctuation, in small letters. It is "" where the value has
// neither letter nor digit.
func IdentifierKey(kind, value string) string {
	kind = strings.ToLower(strings.TrimSpace(kind))
	for _, k := range identifierKinds {
		if kind == strings.ToLower(k.property) {
			kind = k.kind
		}
	}
	value = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, script.Fold(value))
	if value == "" {
		return ""
	}
	return keyID + kind + ":" + value
}

// identifierKey is IdentifierKey of "KIND:VALUE".
func identifierKey(s string) string {
	kind, value, ok := strings.Cut(s, ":")
	if !ok {
		return ""
	}
	return IdentifierKey(kind, value)
}

// Build writes a base snapshot of entities, which come in any order, to dir. It
// fails with index.ErrDuplicate where two have one id, and with the errors of
// entities and of ctx; nothing is left in dir then. progress, where not nil, is
// called with the count of entities read.
func Build(ctx context.Context, dir string, meta index.Meta, entities iter.Seq2[entity.Entity, error], progress func(n int64)) (index.Info, error) {
	meta.Base, meta.Keys = "", keysVersion()
	return index.Write(ctx, dir, meta, index.Options{Keys: token.Keys}, index.Make(counted(entities, progress), record))
}

// BuildDelta writes what changed in a list: entities that are new or differ, and
// the ids of those that are gone. Opened above the files of base it gives the new
// state. It fails with index.ErrBase where base has no entity of a removed id,
// since the delta is then of another state, with index.ErrDuplicate where an id
// comes twice, and otherwise as Build does.
func BuildDelta(ctx context.Context, dir string, meta index.Meta, base *List, changed iter.Seq2[entity.Entity, error], removed []string, progress func(n int64)) (index.Info, error) {
	infos := base.Infos()
	meta.Base, meta.Keys = infos[len(infos)-1].Digest, keysVersion()
	return index.Write(ctx, dir, meta, index.Options{Keys: token.Keys, Base: base.set}, func(yield func(index.Record, error) bool) {
		for _, id := range removed {
			_, ok, err := base.set.Find(id)
			if err == nil && !ok {
				err = fmt.Errorf("delta of %s removes %q: %w: it is not there", meta.Source, id, index.ErrBase)
			}
			if !yield(index.Record{Key: id}, err) || err != nil {
				return
			}
		}
		index.Make(counted(changed, progress), record)(yield)
	})
}

// counted passes entities on and tells how many there were.
func counted(entities iter.Seq2[entity.Entity, error], progress func(n int64)) iter.Seq2[entity.Entity, error] {
	if progress == nil {
		return entities
	}
	return func(yield func(entity.Entity, error) bool) {
		n := int64(0)
		for e, err := range entities {
			if n++; err == nil && n%256 == 0 {
				progress(n)
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
		progress(n)
	}
}

// record makes the snapshot record of an entity.
func record(e entity.Entity) (index.Record, error) {
	data, err := canon.Marshal(e)
	if err != nil {
		return index.Record{}, fmt.Errorf("entity %q: %w", e.ID, err)
	}
	rec := index.Record{Key: e.ID, Data: data, Live: true}
	seen := index.Distinct{}
	kind := KindOf(e.Schema)
	for _, name := range names(&e) {
		if key := script.NameKey(name); key != "" && !slices.Contains(rec.Names, key) {
			rec.Names = append(rec.Names, key)
		}
		rec.Writings = seen.Append(rec.Writings, token.Writings(name, kind))
	}
	rec.Labels = labels(&e)
	for _, k := range identifierKinds {
		for _, v := range e.Values(k.property) {
			if key := IdentifierKey(k.kind, v); key != "" {
				rec.Keys = append(rec.Keys, key)
			}
		}
	}
	for _, v := range e.Values("address") {
		for _, block := range identifier.ParseAddress(v).BlockKeys() {
			rec.Keys = append(rec.Keys, keyBlock+block)
		}
	}
	return rec, nil
}

// KindOf says how the names of a schema are divided.
func KindOf(schema string) token.Kind {
	switch schema {
	case entity.Person:
		return token.Person
	case entity.LegalEntity, "":
		return token.Unknown
	}
	return token.Body
}

// labels are what a search may ask for.
func labels(e *entity.Entity) []string {
	kind := [...]string{token.Unknown: "unknown", token.Person: "person", token.Body: "body"}[KindOf(e.Schema)]
	out := []string{"kind:" + kind, "schema:" + e.Schema}
	for _, d := range e.Datasets {
		out = append(out, "dataset:"+d)
	}
	return out
}

// names are those of the entity, else its caption: an entity that has no name
// property must not become unfindable.
func names(e *entity.Entity) []string {
	if all := e.Names(); len(all) > 0 || e.Caption == "" {
		return all
	}
	return []string{e.Caption}
}
