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
	schema   string
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
	l := &List{schema: schema}
	for _, e := range entities {
		if canBe(e.Schema, schema) {
			l.entities = append(l.entities, e)
			l.targets = append(l.targets, match.PrepareTarget(as(e, schema)))
		}
	}
	return l
}

// Filtered gives a list of persons that compares a name only with those of whom
// some word may answer one of its words: many times faster where the words of
// the names that are asked for recur. Scores below Floor it may miss. Lists of
// other things are given back as they are.
func (l *List) Filtered() *List {
	if l.schema != entity.Person {
		return l
	}
	return &List{entities: l.entities, targets: l.targets, schema: l.schema, filter: newFilter(l.entities)}
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
func (l *List) Best(name string) Hit {
	hits := l.From(name, 1)
	var best Hit
	for _, h := range hits {
		if h.Score > best.Score {
			best = h
		}
	}
	return best
}

// From gives all that score threshold or more, in the order of the list.
func (l *List) From(name string, threshold int) []Hit {
	p := match.Prepare(&match.Query{Schema: l.schema, Names: []string{name}})
	var hits []Hit
	compare := func(i int) {
		if r := p.ScoreTarget(l.targets[i]); r.Score >= threshold {
			hits = append(hits, Hit{l.entities[i], r.EntityName, r.Score})
		}
	}
	some, all := []int32(nil), true
	if l.filter != nil {
		some, all = l.filter.candidates(name)
	}
	if all {
		for i := range l.targets {
			compare(i)
		}
	}
	for _, i := range some {
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
