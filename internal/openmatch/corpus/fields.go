package corpus

import (
	"errors"
	"fmt"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/entity/model"
)

// ErrField is returned where a query names a field that entities do not have.
var ErrField = errors.New("no such field")

// field is something of an entity that a query may name.
type field struct {
	values  func(e *entity.Entity) []string
	column  func(c *Corpus) *column // where the values are kept
	indexed bool                    // the values are among the words
	name    bool                    // and among those of names
}

// own are the fields of an entity itself.
var own = map[string]func(e *entity.Entity) []string{
	"id":          func(e *entity.Entity) []string { return []string{e.ID} },
	"_id":         func(e *entity.Entity) []string { return []string{e.ID} },
	"entity_id":   func(e *entity.Entity) []string { return []string{e.ID} },
	"caption":     func(e *entity.Entity) []string { return []string{e.Caption} },
	"referents":   func(e *entity.Entity) []string { return e.Referents },
	"first_seen":  func(e *entity.Entity) []string { return some(e.FirstSeen) },
	"last_seen":   func(e *entity.Entity) []string { return some(e.LastSeen) },
	"last_change": func(e *entity.Entity) []string { return some(e.LastChange) },
	"target":      func(e *entity.Entity) []string { return []string{fmt.Sprint(e.Target)} },
}

func some(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// fieldOf finds a field by the names that it has in the index of the others:
// properties.X (or X alone), groups of one type such as countries, and what
// stands beside the properties. It fails with ErrField.
func fieldOf(name string) (field, error) {
	switch name {
	case "text":
		return field{}, nil
	case "countries":
		return field{values: group("country"), column: func(c *Corpus) *column { return &c.countries }}, nil
	case "topics":
		return field{values: group("topic"), column: func(c *Corpus) *column { return &c.topics }}, nil
	case "schema":
		return field{values: func(e *entity.Entity) []string { return []string{e.Schema} }, column: func(c *Corpus) *column { return &c.schema }}, nil
	case "datasets":
		return field{column: func(c *Corpus) *column { return &c.datasets }}, nil
	case "schemata":
		return field{values: schemata}, nil
	}
	if f, ok := own[name]; ok {
		return field{values: f, indexed: name == "caption", name: name == "caption"}, nil
	}
	if g, ok := model.GroupOf(name); ok {
		return field{values: group(g.Type), indexed: g.Type != "entity", name: g.Type == "name"}, nil
	}
	prop, _ := strings.CutPrefix(name, "properties.")
	if p := model.ByQualifiedName(prop); p != nil && !strings.Contains(prop, ":") {
		return field{values: func(e *entity.Entity) []string { return e.Properties[prop] }, indexed: p.Type != "entity"}, nil
	}
	return field{}, fmt.Errorf("%q: %w", name, ErrField)
}

func group(typ string) func(e *entity.Entity) []string {
	return func(e *entity.Entity) []string { return GroupValues(e, typ) }
}

// schemata are the schema of an entity and those that it extends.
func schemata(e *entity.Entity) []string {
	s := model.Get(e.Schema)
	if s == nil {
		return []string{e.Schema}
	}
	var out []string
	for _, o := range model.All() {
		if s.Is(o.Name) {
			out = append(out, o.Name)
		}
	}
	return out
}
