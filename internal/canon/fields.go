package canon

import (
	"reflect"
	"slices"
	"strings"
)

// structure plans a struct. One with tags or with embedded fields of which
// encoding/json makes something special is left to it.
func (b builder) structure(p *plan, t reflect.Type) {
	fields, ok := b.collect(nil, t, nil)
	slices.SortFunc(fields, func(x, y field) int { return order(x.name, y.name) })
	for i := range fields {
		if i > 0 && fields[i-1].name == fields[i].name {
			ok = false // one hides the other, or both each other
		}
	}
	p.write, p.fields = writeStruct, fields
	if !ok {
		p.write, p.fields = writeUnsupported, nil
	}
}

// collect appends the fields of t, which lies at path in the struct that is
// planned, and those of the structs embedded in it.
func (b builder) collect(fields []field, t reflect.Type, path []int) ([]field, bool) {
	for i := range t.NumField() {
		sf := t.Field(i)
		tag := sf.Tag.Get("json")
		index := append(slices.Clone(path), i)
		switch {
		case tag == "-", !sf.Anonymous && !sf.IsExported():
		case !sf.Anonymous:
			f, ok := newField(sf, tag, index)
			if !ok {
				return nil, false
			}
			f.plan = b.plan(sf.Type)
			fields = append(fields, f)
		case tag != "", sf.Type.Kind() != reflect.Struct:
			return nil, false
		default:
			var ok bool
			if fields, ok = b.collect(fields, sf.Type, index); !ok {
				return nil, false
			}
		}
	}
	return fields, true
}

func newField(sf reflect.StructField, tag string, index []int) (field, bool) {
	name, option, more := strings.Cut(tag, ",")
	if name == "" {
		name = sf.Name
	}
	f := field{name: name, head: `,"` + name + `":`, index: index, omitEmpty: option == "omitempty"}
	return f, (name == sf.Name || plainName(name)) && (!more || option == "" || f.omitEmpty)
}

// plainName reports whether encoding/json surely takes the name from a tag:
// it passes over names with characters that it does not like.
func plainName(name string) bool {
	return strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.") == ""
}
