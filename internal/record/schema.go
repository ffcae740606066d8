package record

import (
	"bytes"
	"encoding/json"
	"reflect"
)

// Schema returns the JSON Schema (2020-12) of a kind of record, indented, with
// the properties in the order in which they are declared. Null and "" mean "not
// claimed" wherever the field may be left out. An unknown kind gives nil.
func Schema(kind string) []byte {
	t := typeOf(kind)
	if t == nil {
		return nil
	}
	defs := ordered{}
	root := ordered{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"$id", "urn:sekifuda:record:" + kind},
		{"title", kind},
	}
	root = append(root, objectSchema(t, &defs)...)
	if len(defs) > 0 {
		root = append(root, pair{"$defs", defs})
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(root); err != nil {
		panic("record: schema of " + kind + ": " + err.Error()) // only strings and lists are in it
	}
	return out.Bytes()
}

func objectSchema(t reflect.Type, defs *ordered) ordered {
	props, required := ordered{}, []string{}
	for i := range t.NumField() {
		sf := t.Field(i)
		f := fieldOf(sf)
		props = append(props, pair{f.Path, propertySchema(sf.Type, f, defs)})
		if f.Required {
			required = append(required, f.Path)
		}
	}
	out := ordered{{"type", "object"}, {"additionalProperties", false}}
	if len(required) > 0 {
		out = append(out, pair{"required", required})
	}
	return append(out, pair{"properties", props})
}

func propertySchema(t reflect.Type, f Field, defs *ordered) ordered {
	out := ordered{{"description", f.Doc}}
	switch f.Type {
	case "object":
		define(t, defs)
		return append(out, pair{"$ref", "#/$defs/" + t.Name()})
	case "array":
		items := ordered{{"type", f.Items}}
		if f.Items == "object" {
			define(t.Elem(), defs)
			items = ordered{{"$ref", "#/$defs/" + t.Elem().Name()}}
		}
		return append(out, pair{"type", []string{"array", "null"}}, pair{"items", items})
	}
	if f.Required {
		out = append(out, pair{"type", f.Type})
		if f.Type == "string" {
			out = append(out, pair{"minLength", 1})
		}
	} else {
		out = append(out, pair{"type", []string{f.Type, "null"}})
	}
	if f.Enum != nil {
		out = append(out, pair{"enum", allowed(f)})
	}
	return out
}

func allowed(f Field) []any {
	var out []any
	for _, v := range f.Enum {
		out = append(out, v)
	}
	if !f.Required {
		out = append(out, "", nil)
	}
	return out
}

// define adds the schema of a nested type once.
func define(t reflect.Type, defs *ordered) {
	for _, p := range *defs {
		if p.key == t.Name() {
			return
		}
	}
	*defs = append(*defs, pair{t.Name(), nil}) // placed first, so that nesting finds it
	at := len(*defs) - 1
	(*defs)[at].value = objectSchema(t, defs)
}

// ordered is a JSON object that keeps its order.
type ordered []pair

type pair struct {
	key   string
	value any
}

// MarshalJSON writes the pairs in their order.
func (o ordered) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, p := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		k, err := json.Marshal(p.key)
		if err != nil {
			return nil, err
		}
		v, err := json.Marshal(p.value)
		if err != nil {
			return nil, err
		}
		b.Write(k)
		b.WriteByte(':')
		b.Write(v)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}
