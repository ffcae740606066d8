package register

import (
	"fmt"
	"sync"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/index"
	"github.com/sekifuda/sekifuda/internal/script/token"
)

// Register is an open register: a base snapshot and its deltas. It is safe for
// concurrent use; what it returns is the caller's.
//
// Every search has a limit, and cut says that it kept something from the
// answer: absence then proves nothing. Errors are those of index.Set; a nil
// error with nothing found means that nothing is there.
type Register struct {
	set   *index.Set
	towns sync.Map // key of a city to *identifier.CityTowns
}

// Open opens a base snapshot and the deltas above it, oldest first. It fails as
// index.OpenSet does, and with index.ErrVersion where the keys were made by
// another version of the folding than this release has.
func Open(paths ...string) (*Register, error) {
	set, err := index.OpenKeyed(keysVersion(), paths...)
	if err != nil {
		return nil, fmt.Errorf("open register: %w", err)
	}
	return &Register{set: set}, nil
}

// Close releases the files after the calls under way.
func (r *Register) Close() error { return r.set.Close() }

// Infos describes the snapshots, the base first.
func (r *Register) Infos() []index.Info { return r.set.Infos() }

// Len counts the bodies, closed and deleted ones included.
func (r *Register) Len() int64 { return r.set.Len() }

// Set gives the untyped set below, for verification and counting.
func (r *Register) Set() *index.Set { return r.set }

// ByNumber returns the body of a 13-digit number, nil where there is none.
func (r *Register) ByNumber(number string) (*entity.Registration, error) {
	data, ok, err := r.set.Get(number)
	if err != nil || !ok {
		return nil, err
	}
	return decode(number, data)
}

// ByName returns the bodies that have or had this name key, in the register's
// language, in English or in kana.
func (r *Register) ByName(key string, limit int) (found []*entity.Registration, cut bool, err error) {
	hits, err := r.set.ByName(key, limit)
	return r.load(hits, err)
}

// Near returns the bodies that have or had a name key one edit away from key;
// those that have exactly this key may be missing from it.
func (r *Register) Near(key string, limit int) (found []*entity.Registration, cut bool, err error) {
	hits, err := r.set.NearNames(key, limit)
	return r.load(hits, err)
}

// Prefix returns the bodies that have or had a name key beginning with prefix,
// the shortest keys first.
func (r *Register) Prefix(prefix string, limit int) (found []*entity.Registration, cut bool, err error) {
	hits, err := r.set.PrefixNames(prefix, limit)
	return r.load(hits, err)
}

// Search returns the bodies that have or had a name like this one, in any script,
// with slips of the pen, by its reading or its meaning, the likeliest first. kind
// says how the name is to be divided; token.Body is right for what claims to be
// a body. cut says that a body with most of the name may be missing.
func (r *Register) Search(name string, kind token.Kind, limit int) (found []*entity.Registration, cut bool, err error) {
	ranked, err := r.set.Search(token.Ask(name, kind), limit, nil)
	return r.load(index.Hits{Refs: ranked.Refs, Cut: ranked.Cut}, err)
}

// ByBlock returns the bodies that have or had their seat in the same town,
// block and number, whatever the building. An address that is not understood
// so far finds nothing.
func (r *Register) ByBlock(a identifier.Address, limit int) (found []*entity.Registration, cut bool, err error) {
	seen := map[string]bool{}
	for _, key := range a.BlockKeys() {
		hits, err := r.set.ByKey(keyBlock+key, limit)
		some, more, err := r.load(hits, err)
		if err != nil {
			return nil, false, err
		}
		cut = cut || more
		for _, g := range some {
			if !seen[g.Number] {
				seen[g.Number] = true
				found = append(found, g)
			}
		}
	}
	return found, cut, nil
}

// CountAt counts the live bodies whose seat is now at the address: in the same
// town, block and number, which is a building; and in the same room of it (0
// where the address names none). cut says that there are more than limit.
func (r *Register) CountAt(a identifier.Address, limit int) (inBuilding, inRoom int, cut bool, err error) {
	block := a.BlockKey()
	if block == "" {
		return 0, 0, false, nil
	}
	inBuilding, cut, err = r.set.CountLive(keyCurrentBlock+block, limit)
	if err != nil || a.Room == "" {
		return inBuilding, 0, cut, err
	}
	inRoom, more, err := r.set.CountLive(keyCurrentRoom+a.BuildingKey(), limit)
	return inBuilding, inRoom, cut || more, err
}

// load decodes what a search found.
func (r *Register) load(hits index.Hits, err error) ([]*entity.Registration, bool, error) {
	if err != nil {
		return nil, false, err
	}
	var out []*entity.Registration
	for _, ref := range hits.Refs {
		number, data, err := r.set.Record(ref)
		if err != nil {
			return nil, false, err
		}
		g, err := decode(number, data)
		if err != nil {
			return nil, false, err
		}
		out = append(out, g)
	}
	return out, hits.Cut, nil
}
