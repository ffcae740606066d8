// Package party keeps lists of parties - sanctions lists and the like - in
// snapshot files: one record an entity, found by its id, by its identifiers, by
// its address, and by names that resemble one of its own.
package party

import (
	"encoding/json"
	"fmt"
	"sync/atomic"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/index"
	"github.com/sekifuda/sekifuda/internal/script"
	"github.com/sekifuda/sekifuda/internal/script/token"
)

// cacheLimit is the number of records up to which decoded entities are kept:
// lists fit, collections of millions do not.
const cacheLimit = 200_000

// keysVersion names all that a stored key depends on; see register.
func keysVersion() string {
	return fmt.Sprintf("party/4 script/%d identifier/%d token/%d", script.Version, identifier.Version, token.Version)
}

// List is an open list. It is safe for concurrent use. The entities that it
// returns are shared between callers, who must not change them.
//
// Searches have limits, and cut says that a limit kept an entity from the
// answer that could have mattered. Errors are those of index.Set.
type List struct {
	set   *index.Set
	cache []atomic.Pointer[entity.Entity]
}

// Open opens a base snapshot and the deltas above it, oldest first. It fails as
// index.OpenSet does, and with index.ErrVersion where the keys were made by
// another version of the folding than this release has.
func Open(paths ...string) (*List, error) {
	set, err := index.OpenKeyed(keysVersion(), paths...)
	if err != nil {
		return nil, fmt.Errorf("open list: %w", err)
	}
	l := &List{set: set}
	if set.Refs() <= cacheLimit {
		l.cache = make([]atomic.Pointer[entity.Entity], set.Refs())
	}
	return l, nil
}

// Close releases the files after the calls under way.
func (l *List) Close() error { return l.set.Close() }

// Infos describes the snapshots, the base first.
func (l *List) Infos() []index.Info { return l.set.Infos() }

// Len counts the entities.
func (l *List) Len() int64 { return l.set.Len() }

// Set gives the untyped set below, for verification and counting.
func (l *List) Set() *index.Set { return l.set }

// Get returns the entity of an id, nil where there is none.
func (l *List) Get(id string) (*entity.Entity, error) {
	ref, ok, err := l.set.Find(id)
	if err != nil || !ok {
		return nil, err
	}
	return l.entity(ref)
}

// At returns the entity of a Ref that the set below gave.
func (l *List) At(ref index.Ref) (*entity.Entity, error) { return l.entity(ref) }

// ByIdentifier returns the entities that have one of the identifiers, each as
// KIND:VALUE; see IdentifierKey.
func (l *List) ByIdentifier(identifiers []string, limit int) (found []*entity.Entity, cut bool, err error) {
	var keys []string
	for _, s := range identifiers {
		if key := identifierKey(s); key != "" {
			keys = append(keys, key)
		}
	}
	return l.byKeys(keys, limit)
}

// ByBlock returns the entities with a Japanese address in the same town, block
// and number.
func (l *List) ByBlock(a identifier.Address, limit int) (found []*entity.Entity, cut bool, err error) {
	var keys []string
	for _, block := range a.BlockKeys() {
		keys = append(keys, keyBlock+block)
	}
	return l.byKeys(keys, limit)
}

func (l *List) byKeys(keys []string, limit int) (found []*entity.Entity, cut bool, err error) {
	seen := map[index.Ref]bool{}
	for _, key := range keys {
		hits, err := l.set.ByKey(key, limit)
		if err != nil {
			return nil, false, err
		}
		cut = cut || hits.Cut
		for _, ref := range hits.Refs {
			if seen[ref] {
				continue
			}
			seen[ref] = true
			e, err := l.entity(ref)
			if err != nil {
				return nil, false, err
			}
			found = append(found, e)
		}
	}
	return found, cut, nil
}

// entity decodes a record, once where the list is small.
func (l *List) entity(ref index.Ref) (*entity.Entity, error) {
	if l.cache != nil {
		if e := l.cache[ref].Load(); e != nil {
			return e, nil
		}
	}
	id, data, err := l.set.Record(ref)
	if err != nil {
		return nil, err
	}
	e := &entity.Entity{}
	if err := json.Unmarshal([]byte(data), e); err != nil {
		return nil, fmt.Errorf("entity %q: %w: %w", id, index.ErrDamaged, err)
	}
	if l.cache != nil {
		l.cache[ref].Store(e)
	}
	return e, nil
}
