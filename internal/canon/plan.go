package canon

import (
	"encoding"
	"encoding/json"
	"reflect"
	"sync"
)

// plan says how values of one type are written. It is made once per type: what
// reflection and tags say of the type, and the order of its members, does not
// change, and finding it out was most of the work.
type plan struct {
	write  func(e *encoder, p *plan, v reflect.Value, depth int) bool
	elem   *plan   // of a pointer, slice, array or map; for writeAddressed, of a value without address
	fields []field // of a struct, in canonical order
}

// field is one member of a struct.
type field struct {
	name      string
	head      string // `,"name":`
	index     []int  // more than one where the field is of an embedded struct
	omitEmpty bool
	plan      *plan
}

var plans sync.Map // reflect.Type to *plan; only plans that are complete

var (
	jsonMethod = reflect.TypeFor[json.Marshaler]()
	textMethod = reflect.TypeFor[encoding.TextMarshaler]()
	numberType = reflect.TypeFor[json.Number]()
)

func planOf(t reflect.Type) *plan {
	if p, ok := plans.Load(t); ok {
		return p.(*plan)
	}
	b := builder{}
	p := b.plan(t)
	for t, p := range b {
		plans.LoadOrStore(t, p)
	}
	return p
}

// builder holds the plans that are being made; a type that contains itself
// finds its own unfinished plan here.
type builder map[reflect.Type]*plan

func (b builder) plan(t reflect.Type) *plan {
	if p, ok := plans.Load(t); ok {
		return p.(*plan)
	}
	if p := b[t]; p != nil {
		return p
	}
	p := &plan{}
	b[t] = p
	b.methods(p, t)
	return p
}

// methods plans a type that may write itself. A value with an address has the
// methods of its pointer too, one without has only its own; so does
// encoding/json, and MarshalJSON comes before MarshalText.
func (b builder) methods(p *plan, t reflect.Type) {
	switch {
	case t == numberType, t.Kind() == reflect.Interface && writesItself(t):
		p.write = writeUnsupported
	case t.Kind() != reflect.Pointer && writesItself(reflect.PointerTo(t)):
		p.write, p.elem = writeAddressed, &plan{write: writeMethod}
		if !writesItself(t) {
			b.kinds(p.elem, t)
		}
	case writesItself(t):
		p.write = writeMethod
	default:
		b.kinds(p, t)
	}
}

func writesItself(t reflect.Type) bool { return t.Implements(jsonMethod) || t.Implements(textMethod) }

func (b builder) kinds(p *plan, t reflect.Type) {
	switch t.Kind() {
	case reflect.Bool:
		p.write = writeBool
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		p.write = writeInt
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		p.write = writeUint
	case reflect.String:
		p.write = writeString
	case reflect.Interface:
		p.write = writeAny
	case reflect.Struct:
		b.structure(p, t)
	case reflect.Pointer:
		p.write, p.elem = writePointer, b.plan(t.Elem())
	case reflect.Array:
		p.write, p.elem = writeArray, b.plan(t.Elem())
	case reflect.Slice:
		b.slice(p, t)
	case reflect.Map:
		b.mapping(p, t)
	default: // floats among them: few are whole, and the long way knows which
		p.write = writeUnsupported
	}
}

func (b builder) slice(p *plan, t reflect.Type) {
	if elem := t.Elem(); elem.Kind() == reflect.Uint8 && !writesItself(reflect.PointerTo(elem)) {
		p.write = writeBytes
		return
	}
	p.write, p.elem = writeSlice, b.plan(t.Elem())
}

func (b builder) mapping(p *plan, t reflect.Type) {
	p.write, p.elem = writeMap, b.plan(t.Elem())
	if t.Key().Kind() != reflect.String || writesItself(t.Key()) {
		p.write = writeUnsupported
	}
}
