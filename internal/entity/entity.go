// Package entity holds the nouns that everything else speaks of: parties in the
// shape of FollowTheMoney, bodies of a corporate register with their history,
// and dates that keep their precision. It is pure: no I/O, no clock.
package entity

import "slices"

// Schemata that the gate knows; the names are FollowTheMoney's.
const (
	Person       = "Person"
	Company      = "Company"
	Organization = "Organization"
	LegalEntity  = "LegalEntity"
	Vessel       = "Vessel"
	Airplane     = "Airplane"
)

// Entity is one thing that a source lists, in the shape of FollowTheMoney:
// a schema and properties that each have one or more values, all text.
type Entity struct {
	ID         string              `json:"id"`
	Caption    string              `json:"caption,omitempty"`
	Schema     string              `json:"schema"`
	Referents  []string            `json:"referents,omitempty"`
	Datasets   []string            `json:"datasets,omitempty"`
	FirstSeen  string              `json:"first_seen,omitempty"`
	LastSeen   string              `json:"last_seen,omitempty"`
	LastChange string              `json:"last_change,omitempty"`
	Target     bool                `json:"target,omitempty"`
	Properties map[string][]string `json:"properties"`
}

// Add appends value to prop unless it is empty or there already.
func (e *Entity) Add(prop, value string) {
	if value == "" || slices.Contains(e.Properties[prop], value) {
		return
	}
	if e.Properties == nil {
		e.Properties = map[string][]string{}
	}
	e.Properties[prop] = append(e.Properties[prop], value)
}

// Values returns the values of prop, nil where there are none.
func (e *Entity) Values(prop string) []string { return e.Properties[prop] }

// First returns the first value of prop or "".
func (e *Entity) First(prop string) string {
	if v := e.Properties[prop]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// Names returns every name under which the entity may be met, the main ones
// first: name, alias, previousName, then weakAlias.
func (e *Entity) Names() []string {
	var out []string
	for _, prop := range []string{"name", "alias", "previousName", "weakAlias"} {
		for _, v := range e.Properties[prop] {
			if !slices.Contains(out, v) {
				out = append(out, v)
			}
		}
	}
	return out
}

// IsPerson reports whether the schema is that of a natural person.
func (e *Entity) IsPerson() bool { return e.Schema == Person }
