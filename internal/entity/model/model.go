// Package model knows the schemata of FollowTheMoney: which extend which, their
// properties with type and label, which of them point to other entities and how
// that is called from the other end. It is a table; it holds no entities.
package model

//go:generate go run gen.go

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

//go:embed model.txt
var text string

// Base is the schema from which everything with a name descends.
const Base = "Thing"

// Schema is one kind of entity.
type Schema struct {
	Name, Label, Plural string
	Matchable           bool     // two of it can be the same thing
	Abstract            bool     // nothing is just this
	Caption             []string // properties that name an entity, the best first
	Source, Target      string   // properties that an edge leads from and to; "" where it is none

	extends []string
	above   []*Schema // itself and all that it extends
	below   []*Schema // all that extend it, in name order
	own     map[string]*Property
	props   map[string]*Property
	reverse map[string][]*Property
	found   []string
}

// Property is one property of a schema.
type Property struct {
	Name, Label, Type string
	Schema            *Schema // that declares it
	Hidden            bool
	Deprecated        bool
	Range             string // schema that an entity property points to
	Reverse           string // its name at the other end
	ReverseLabel      string
	ReverseHidden     bool
}

var all = sync.OnceValue(parse)

// Get returns a schema by its name, nil for none.
func Get(name string) *Schema { return all()[name] }

// All returns every schema in name order.
func All() []*Schema {
	var out []*Schema
	for _, s := range all() {
		out = append(out, s)
	}
	slices.SortFunc(out, byName)
	return out
}

func byName(a, b *Schema) int { return strings.Compare(a.Name, b.Name) }

// parse reads the table; it is part of the binary, so a fault in it is found by
// the tests.
func parse() map[string]*Schema {
	m := map[string]*Schema{}
	var s *Schema
	for line := range strings.Lines(text) {
		f := append(strings.Split(strings.TrimSuffix(line, "\n"), "\t"), make([]string, 9)...)
		switch f[0] {
		case "S":
			s = &Schema{Name: f[1], extends: list(f[2]), Matchable: strings.Contains(f[3], "m"), Abstract: strings.Contains(f[3], "a"),
				Label: f[4], Plural: f[5], Caption: list(f[6]), Source: f[7], Target: f[8],
				own: map[string]*Property{}, props: map[string]*Property{}, reverse: map[string][]*Property{}}
			m[s.Name] = s
		case "P":
			s.own[f[1]] = &Property{Name: f[1], Type: f[2], Hidden: strings.Contains(f[3], "h"), Deprecated: strings.Contains(f[3], "d"),
				ReverseHidden: strings.Contains(f[3], "r"), Label: f[4], Range: f[5], Reverse: f[6], ReverseLabel: f[7], Schema: s}
		}
	}
	link(m)
	return m
}

func list(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}

// link follows what schemata inherit.
func link(m map[string]*Schema) {
	for _, s := range m {
		s.climb(m, s)
		for name := range s.props {
			if r := s.props[name]; r.Reverse != "" && r.Schema == s {
				m[r.Range].reverse[r.Reverse] = append(m[r.Range].reverse[r.Reverse], r)
			}
		}
	}
	for _, s := range m {
		slices.SortFunc(s.below, byName)
		for _, ps := range s.reverse {
			slices.SortFunc(ps, func(a, b *Property) int { return strings.Compare(a.Schema.Name, b.Schema.Name) })
		}
	}
	for _, s := range m {
		s.found = s.findable()
	}
}

// climb adds to s what is above it; the nearest declaration of a property wins.
func (s *Schema) climb(m map[string]*Schema, at *Schema) {
	if slices.Contains(s.above, at) {
		return
	}
	s.above = append(s.above, at)
	if at != s {
		at.below = append(at.below, s)
	}
	for name, p := range at.own {
		if s.props[name] == nil {
			s.props[name] = p
		}
	}
	for _, name := range at.extends {
		s.climb(m, m[name])
	}
}

// findable computes Found.
func (s *Schema) findable() []string {
	out := []string{s.Name}
	if s.Matchable {
		for _, o := range slices.Concat(s.above, s.below) {
			if o.Matchable {
				out = append(out, o.Name)
			}
		}
	} else {
		for _, o := range s.below {
			out = append(out, o.Name)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Found returns the names of the schemata that a query for s may find: itself
// and, of those above and below it, the matchable ones; for one that is not
// matchable all below. The slice is shared.
func (s *Schema) Found() []string { return s.found }

// Is reports whether s is, or extends, the schema of a name.
func (s *Schema) Is(name string) bool {
	return slices.ContainsFunc(s.above, func(o *Schema) bool { return o.Name == name })
}

// Edge reports whether entities of s are links between two others.
func (s *Schema) Edge() bool { return s.Source != "" }

// Property returns a property of s or of what it extends, nil for none, and for
// no schema.
func (s *Schema) Property(name string) *Property {
	if s == nil {
		return nil
	}
	return s.props[name]
}

// Properties returns the properties of s and of what it extends, in name order.
func (s *Schema) Properties() []*Property {
	out := make([]*Property, 0, len(s.props))
	for _, p := range s.props {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b *Property) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// Reversed returns the properties of other schemata that are called name where
// they point to an entity of s.
func (s *Schema) Reversed(name string) []*Property {
	var out []*Property
	for _, o := range s.above {
		out = append(out, o.reverse[name]...)
	}
	return out
}

// Qualified is the name of a property with the schema that declares it.
func (p *Property) Qualified() string { return p.Schema.Name + ":" + p.Name }

// ByQualifiedName returns the property SCHEMA:NAME, or NAME of any schema, the
// first in name order; nil for none.
func ByQualifiedName(name string) *Property {
	if schema, prop, ok := strings.Cut(name, ":"); ok {
		if s := Get(schema); s != nil {
			return s.Property(prop)
		}
		return nil
	}
	if p := Get(Base).Property(name); p != nil {
		return p
	}
	for _, s := range All() {
		if p := s.own[name]; p != nil {
			return p
		}
	}
	return nil
}
