package canon

import (
	"reflect"
	"slices"
	"unicode/utf8"
)

// Containers give up at MaxDepth even where they are empty and would be let
// through; the long way knows better.

func writeSlice(e *encoder, p *plan, v reflect.Value, depth int) bool {
	if v.IsNil() {
		return e.null()
	}
	return writeArray(e, p, v, depth)
}

func writeArray(e *encoder, p *plan, v reflect.Value, depth int) bool {
	if depth >= MaxDepth {
		return false
	}
	e.out = append(e.out, '[')
	for i := range v.Len() {
		if i > 0 {
			e.out = append(e.out, ',')
		}
		if !p.elem.write(e, p.elem, v.Index(i), depth+1) {
			return false
		}
	}
	e.out = append(e.out, ']')
	return true
}

// writeStruct relies on the plan, which has the fields in canonical order.
func writeStruct(e *encoder, p *plan, v reflect.Value, depth int) bool {
	if depth >= MaxDepth {
		return false
	}
	e.out = append(e.out, '{')
	comma := 1 // bytes of the head to leave out: the first has no comma
	for i := range p.fields {
		f := &p.fields[i]
		fv := v.Field(f.index[0])
		for _, j := range f.index[1:] {
			fv = fv.Field(j)
		}
		if f.omitEmpty && empty(fv) {
			continue
		}
		e.out = append(e.out, f.head[comma:]...)
		comma = 0
		if !f.plan.write(e, f.plan, fv, depth+1) {
			return false
		}
	}
	e.out = append(e.out, '}')
	return true
}

// empty is what encoding/json means by omitempty.
func empty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String, reflect.Slice, reflect.Map, reflect.Array:
		return v.Len() == 0
	case reflect.Struct, reflect.Func, reflect.Chan, reflect.Complex64, reflect.Complex128, reflect.UnsafePointer:
		return false
	}
	return v.IsZero()
}

// writeMap puts the members on the stack of entries and sorts them there. Names
// that are not UTF-8 may become the same when they are mended: not decided here.
func writeMap(e *encoder, p *plan, v reflect.Value, depth int) bool {
	if v.IsNil() {
		return e.null()
	}
	if depth >= MaxDepth {
		return false
	}
	base := len(e.entries)
	for it := v.MapRange(); it.Next(); {
		name := it.Key().String()
		if !utf8.ValidString(name) {
			return false
		}
		e.entries = append(e.entries, entry{name, it.Value()})
	}
	end := len(e.entries)
	slices.SortFunc(e.entries[base:], func(a, b entry) int { return order(a.name, b.name) })
	e.out = append(e.out, '{')
	for i := base; i < end; i++ { // by index: maps below may move the stack
		if i > base {
			e.out = append(e.out, ',')
		}
		e.out = append(appendText(e.out, e.entries[i].name), ':')
		if !p.elem.write(e, p.elem, e.entries[i].value, depth+1) {
			return false
		}
	}
	e.out = append(e.out, '}')
	clear(e.entries[base:])
	e.entries = e.entries[:base]
	return true
}
