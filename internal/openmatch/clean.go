package openmatch

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/entity/model"
	"github.com/sekifuda/sekifuda/internal/openmatch/country"
)

// example is an entity that is looked for, as the client gave it.
type example struct {
	id     *string
	schema *model.Schema
	entity *entity.Entity
	unread []open // values that could not be understood
}

// open says what of a query was not looked for, or not to its end.
type open struct {
	Cause  string `json:"cause"`
	Source string `json:"source,omitempty"`
	Field  string `json:"field,omitempty"`
}

const causeValue = "value_unreadable"

// newExample takes the properties that the schema has, each value in the form
// that entities have it. What the schema does not have is left out, as there.
func newExample(id *string, schema *model.Schema, properties map[string]json.RawMessage) (*example, error) {
	x := &example{id: id, schema: schema, entity: &entity.Entity{Schema: schema.Name, Properties: map[string][]string{}}}
	names := make([]string, 0, len(properties))
	for name := range properties {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		p := schema.Property(name)
		if p == nil {
			continue
		}
		values, err := texts(properties[name], 0)
		if err != nil {
			return nil, fmt.Errorf("properties.%s: %w", name, err)
		}
		for _, v := range values {
			if v = strings.Join(strings.Fields(v), " "); v == "" {
				continue
			}
			if cleaned, ok := cleanValue(p.Type, v); ok {
				x.entity.Add(name, cleaned)
			} else {
				x.unread = append(x.unread, open{Cause: causeValue, Field: name})
			}
		}
	}
	return x, nil
}

// texts gives a value, or the values of a list, as texts.
func texts(raw json.RawMessage, depth int) ([]string, error) {
	raw = json.RawMessage(strings.TrimSpace(string(raw)))
	switch {
	case len(raw) == 0 || raw[0] == 'n':
		return nil, nil
	case raw[0] == '"':
		var s string
		err := json.Unmarshal(raw, &s)
		return []string{s}, err
	case raw[0] == '{':
		var nested struct {
			ID string `json:"id"`
		}
		if err := json.Unmarshal(raw, &nested); err != nil || nested.ID == "" {
			return nil, fmt.Errorf("an object without id where a text is expected")
		}
		return []string{nested.ID}, nil
	case raw[0] != '[':
		return []string{string(raw)}, nil // numbers, true, false: as written
	}
	if depth > 0 {
		return nil, fmt.Errorf("a list inside a list")
	}
	var list []json.RawMessage
	if err := json.Unmarshal(raw, &list); err != nil {
		return nil, err
	}
	var out []string
	for _, v := range list {
		more, err := texts(v, depth+1)
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	return out, nil
}

// cleanValue writes a value as entities have it; false where it cannot be
// understood.
func cleanValue(typ, v string) (string, bool) {
	switch typ {
	case "country":
		code := country.Code(v)
		return code, code != ""
	case "date":
		return cleanDate(v)
	case "gender":
		switch strings.ToLower(v) {
		case "male", "m", "man", "masculin", "männlich":
			return "male", true
		case "female", "f", "woman", "féminin", "weiblich":
			return "female", true
		case "other", "o", "diverse":
			return "other", true
		}
		return "", false
	case "topic", "language":
		return strings.ToLower(v), true
	}
	return v, true
}

// cleanDate cuts a date to what it says.
func cleanDate(v string) (string, bool) {
	d, err := entity.ParseDate(v)
	if err != nil || !d.Known() {
		return "", false
	}
	day := d.Earliest.String()
	switch {
	case len(day) < len("2006-01-02"):
		return v, true
	case d.Precision == entity.PrecisionDay:
		return day, true
	case d.Precision == entity.PrecisionMonth:
		return day[:7], true
	case d.Precision == entity.PrecisionYear:
		return day[:4], true
	}
	return v, true
}

// looked is the entity that names are taken from: of a person whose name is
// given in parts only, the parts together.
func (x *example) looked() *entity.Entity {
	e := x.entity
	if len(e.Names()) > 0 || e.First("lastName") == "" && e.First("firstName") == "" {
		return e
	}
	whole := *e
	whole.Properties = map[string][]string{}
	for prop, values := range e.Properties {
		whole.Properties[prop] = values
	}
	var parts []string
	for _, prop := range []string{"firstName", "secondName", "middleName", "lastName"} {
		if v := e.First(prop); v != "" {
			parts = append(parts, v)
		}
	}
	whole.Add("name", strings.Join(parts, " "))
	return &whole
}
