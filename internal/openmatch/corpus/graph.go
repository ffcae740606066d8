package corpus

import (
	"cmp"
	"hash/maphash"
	"slices"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// link says that an entity names an id: as a former one of its own, or in a
// property that points to it.
type link struct {
	hash uint64 // of the id
	doc  uint32 // with former
}

// former marks a link to what was merged into the entity.
const former = 1 << 31

func compareLinks(a, b link) int {
	return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.doc, b.doc))
}

var seed = maphash.MakeSeed()

func hashOf(id string) uint64 { return maphash.String(seed, id) }

// Get returns the entity of an id, nil for none.
func (c *Corpus) Get(id string) (*entity.Entity, error) { return c.list.Get(id) }

// Canonical returns the id of the entity into which id was merged, "" for none.
func (c *Corpus) Canonical(id string) (string, error) {
	for l := range c.linked(id) {
		if l.doc&former == 0 {
			continue
		}
		e, err := c.decode(c.refs[l.doc&^former])
		if err != nil {
			return "", err
		}
		if slices.Contains(e.Referents, id) {
			return e.ID, nil
		}
	}
	return "", nil
}

// linked yields the links that may be to an id.
func (c *Corpus) linked(id string) func(func(link) bool) {
	h := hashOf(id)
	i, _ := slices.BinarySearchFunc(c.links, h, func(l link, h uint64) int { return cmp.Compare(l.hash, h) })
	return func(yield func(link) bool) {
		for ; i < len(c.links) && c.links[i].hash == h && yield(c.links[i]); i++ {
		}
	}
}

// Pointing returns the entities with a property that points to id, in the order
// of their ids, at most limit; more says that there are others.
func (c *Corpus) Pointing(id string, limit int) (found []*entity.Entity, more bool, err error) {
	last := uint32(former)
	for l := range c.linked(id) {
		if l.doc&former != 0 || l.doc == last {
			continue
		}
		last = l.doc
		if len(found) == limit {
			return found, true, nil
		}
		e, err := c.list.At(c.refs[l.doc])
		if err != nil {
			return nil, false, err
		}
		if pointsTo(e, id) {
			found = append(found, e)
		}
	}
	return found, false, nil
}

func pointsTo(e *entity.Entity, id string) bool {
	for _, values := range e.Properties {
		if slices.Contains(values, id) {
			return true
		}
	}
	return false
}
