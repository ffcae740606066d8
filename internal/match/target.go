package match

import (
	"sync"
	"sync/atomic"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// Target is an entity whose names are taken apart. Whoever meets an entity
// often keeps its target: taking names apart is most of the work. It is
// read-only, and may be used by several goroutines.
type Target struct {
	Entity *entity.Entity
	person bool
	names  []targetName
	other  atomic.Pointer[Target] // the same taken apart as the other kind, once that is asked for
}

type targetName struct {
	*name
	weak bool
}

// nameProps are the properties that hold names; a weak one counts only in full.
var nameProps = []struct {
	prop string
	weak bool
}{{"name", false}, {"alias", false}, {"previousName", false}, {"weakAlias", true}}

// PrepareTarget takes the names of e apart. e must not change afterwards.
func PrepareTarget(e *entity.Entity) *Target { return newTarget(e, e.IsPerson(), newName) }

// PassingTarget is PrepareTarget for an entity that is compared once or twice and
// forgotten: its names are kept for a while.
func PassingTarget(e *entity.Entity) *Target { return newTarget(e, e.IsPerson(), nameOf) }

func newTarget(e *entity.Entity, person bool, take func(s string, person bool) *name) *Target {
	t := &Target{Entity: e, person: person}
	for _, np := range nameProps {
		for _, value := range e.Properties[np.prop] {
			for _, n := range appendName(nil, value, person, take) {
				t.names = append(t.names, targetName{n, np.weak})
			}
		}
	}
	return t
}

// as gives the target taken apart as a person or as what is none.
func (t *Target) as(person bool) *Target {
	if t.person == person {
		return t
	}
	o := t.other.Load()
	if o == nil {
		o = newTarget(t.Entity, person, newName)
		t.other.Store(o)
	}
	return o
}

// mostTargets bounds what Targets keeps: entities of lists take some 5 kB each.
const mostTargets = 1 << 15

// Targets keeps the targets of entities that are met again and again: those of
// an open list, which stay at one place in memory. The zero value is ready, nil
// keeps nothing; it may be used by several goroutines.
type Targets struct {
	kept  sync.Map // *entity.Entity to *Target
	count atomic.Int64
}

// Of gives the target of e, which must not change afterwards.
func (c *Targets) Of(e *entity.Entity) *Target {
	if c == nil {
		return PrepareTarget(e)
	}
	if t, ok := c.kept.Load(e); ok {
		return t.(*Target)
	}
	t := PrepareTarget(e)
	if c.count.Add(1) > mostTargets { // a collection of more is not met again soon
		c.kept.Clear()
		c.count.Store(1)
	}
	c.kept.Store(e, t)
	return t
}
