// Package corpus makes an opened list searchable by text and by what points to
// what: which entities hold the words of a query, which ones refer to another,
// which id is an old name of which. It is built in memory from the records of
// the list, when somebody first asks, and lives as long as the list is open.
//
// Memory is bounded by Most: 72 bytes an entity were measured of the list of
// OFAC thirteen times over (BenchmarkBuild), besides the words, which are kept
// once each. Names are looked for by the index of the list itself, never here.
package corpus

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/entity/model"
	"github.com/sekifuda/sekifuda/internal/index"
	"github.com/sekifuda/sekifuda/internal/index/party"
	"github.com/sekifuda/sekifuda/internal/openmatch/country"
)

// Most is the number of entities up to which a list is made searchable.
const Most = 500_000

// ErrTooLarge is returned for a list of more entities than Most.
var ErrTooLarge = errors.New("too many entities to search their text in memory")

// Corpus is one list made searchable. It is safe for concurrent use, until the
// list is closed; from then on it fails with index.ErrClosed.
type Corpus struct {
	source    string
	list      *party.List
	refs      []index.Ref // of each entity, by its number here
	schema    column
	datasets  column
	countries column
	topics    column
	words     words
	links     []link // sorted
}

// Build reads the whole list. It fails with ErrTooLarge, and with the errors of
// the list.
func Build(source string, list *party.List) (*Corpus, error) {
	if list.Len() > Most {
		return nil, fmt.Errorf("%s: %w: %d, at most %d", source, ErrTooLarge, list.Len(), Most)
	}
	c := &Corpus{source: source, list: list}
	b := newWordsBuilder()
	for ref, err := range list.Set().All() {
		var e *entity.Entity
		if err == nil {
			e, err = c.decode(ref)
		}
		if err != nil {
			return nil, fmt.Errorf("read list %s: %w", source, err)
		}
		c.add(ref, e, b)
	}
	c.words = b.finish()
	for _, col := range []*column{&c.schema, &c.datasets, &c.countries, &c.topics} {
		col.finish()
	}
	slices.SortFunc(c.links, compareLinks)
	c.links = slices.Clip(c.links)
	return c, nil
}

// decode reads a record without keeping it: a walk over all of them must not
// fill the list's own cache.
func (c *Corpus) decode(ref index.Ref) (*entity.Entity, error) {
	id, data, err := c.list.Set().Record(ref)
	if err != nil {
		return nil, err
	}
	e := &entity.Entity{}
	if err := json.Unmarshal([]byte(data), e); err != nil {
		return nil, fmt.Errorf("entity %q: %w: %w", id, index.ErrDamaged, err)
	}
	return e, nil
}

func (c *Corpus) add(ref index.Ref, e *entity.Entity, b *wordsBuilder) {
	doc := uint32(len(c.refs))
	c.refs = append(c.refs, ref)
	c.schema.add([]string{e.Schema})
	c.datasets.add(Datasets(c.source, e))
	c.countries.add(GroupValues(e, "country"))
	c.topics.add(GroupValues(e, "topic"))
	b.start(doc)
	schema := model.Get(e.Schema)
	for prop, values := range e.Properties {
		p := schema.Property(prop)
		for _, v := range values {
			if p != nil && p.Type == "entity" {
				c.links = append(c.links, link{hashOf(v), doc})
				continue
			}
			b.text(v, p != nil && p.Type == "name")
		}
	}
	b.text(e.Caption, true)
	for _, r := range e.Referents {
		c.links = append(c.links, link{hashOf(r), doc | former})
	}
}

// Datasets returns the datasets that an entity of a source belongs to: those it
// names, else the source.
func Datasets(source string, e *entity.Entity) []string {
	if len(e.Datasets) > 0 {
		return e.Datasets
	}
	return []string{source}
}

// GroupValues returns the values of all properties of one type, sorted, each
// once.
func GroupValues(e *entity.Entity, typ string) []string {
	var out []string
	schema := model.Get(e.Schema)
	for prop, values := range e.Properties {
		if p := schema.Property(prop); p != nil && p.Type == typ {
			out = append(out, values...)
		}
	}
	if typ == "country" { // publishers write names
		for i, v := range out {
			out[i] = cmp.Or(country.Code(v), v)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Len counts the entities.
func (c *Corpus) Len() int { return len(c.refs) }

// Counts says how many entities a dataset, a country or the like has.
type Counts map[string]int

// Datasets counts the entities of each dataset.
func (c *Corpus) Datasets() Counts { return c.datasets.counts(nil) }

// Things counts the entities that are more than a link between others.
func (c *Corpus) Things() (n int) {
	for name, count := range c.schema.counts(nil) {
		if s := model.Get(name); s == nil || s.Is(model.Base) {
			n += count
		}
	}
	return n
}

// Has reports whether an entity names the dataset.
func (c *Corpus) Has(dataset string) bool { return c.datasets.id(dataset) >= 0 }
