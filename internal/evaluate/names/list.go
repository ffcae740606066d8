package names

import (
	"runtime"
	"sync"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/match"
)

// List is listed entities to which names are compared one after the other.
// Only an entity that can be of the query's schema is looked at: a company
// never answers for a person. It may be used by several goroutines.
type List struct {
	entities []*entity.Entity
	targets  []*match.Target
	filter   *filter // nil: everything is compared
}

// Hit is the best that a list has for a name; Entity is nil where nothing
// scored.
type Hit struct {
	Entity *entity.Entity
	Name   string // the listed name that scored
	Score  int
}

// NewList prepares the entities that can be of the schema. They must not
// change afterwards.
func NewList(entities []*entity.Entity, schema string) *List {
	l := &List{}
	for _, e := range entities {
		if canBe(e.Schema, schema) {
			l.entities = append(l.entities, e)
			l.targets = append(l.targets, match.PrepareTarget(as(e, schema)))
		}
	}
	return l
}

// canBe reports whether a listed thing of one schema can be of the other.
func canBe(listed, schema string) bool {
	if listed == schema || listed == entity.LegalEntity || listed == "" || schema == entity.LegalEntity || schema == "" {
		return true
	}
	body := func(s string) bool { return s == entity.Company || s == entity.Organization || s == "PublicBody" }
	return body(listed) && body(schema)
}

// as gives e as one of the schema, so that its names are taken apart that way
// once and not for every query.
func as(e *entity.Entity, schema string) *entity.Entity {
	if schema == "" || e.Schema == schema {
		return e
	}
	c := *e
	c.Schema = schema
	return &c
}

// Len is how many entities are compared.
func (l *List) Len() int { return len(l.entities) }

// Entities are those that are compared. They must not be changed.
func (l *List) Entities() []*entity.Entity { return l.entities }

// Best gives the entity whose name agrees best with name, the first of them
// where several do.
func (l *List) Best(schema, name string) Hit {
	hits := l.From(schema, name, 1)
	var best Hit
	for _, h := range hits {
		if h.Score > best.Score {
			best = h
		}
	}
	return best
}

// From gives all that score threshold or more, in the order of the list.
func (l *List) From(schema, name string, threshold int) []Hit {
	p := match.Prepare(&match.Query{Schema: schema, Names: []string{name}})
	var hits []Hit
	compare := func(i int) {
		if r := p.ScoreTarget(l.targets[i]); r.Score >= threshold {
			hits = append(hits, Hit{l.entities[i], r.EntityName, r.Score})
		}
	}
	if l.filter == nil {
		for i := range l.targets {
			compare(i)
		}
		return hits
	}
	for _, i := range l.filter.candidates(name) {
		compare(int(i))
	}
	return hits
}

// Each runs work for 0 to n-1 on all processors. What work does for one number
// must not depend on the others.
func Each(n int, work func(i int)) {
	var wg sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				work(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}
