package canon

import (
	"encoding"
	"encoding/base64"
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"sync"
)

// encoder writes a value straight into its canonical form, without the detour
// over encoding/json. Its functions return false for whatever they do not
// support and for every error: the value then goes the long way as a whole,
// so that there is one place that words errors and counts their bytes.
type encoder struct {
	out     []byte
	entries []entry // of the maps around the place that is written
	hops    int     // pointers and interfaces around it
}

// entry is one member of a map.
type entry struct {
	name  string
	value reflect.Value
}

// maxHops ends cycles of pointers that pass no object and no array, which
// MaxDepth would not see.
const maxHops = 1000

// maxKept bounds the buffers that are kept for the next value: one giant must
// not be held for ever.
const maxKept = 1 << 18

var encoders = sync.Pool{New: func() any { return &encoder{out: make([]byte, 0, 16<<10)} }}

// direct returns the canonical bytes of v, or false where only the long way
// can tell what they are.
func direct(v any) ([]byte, bool) {
	rv := reflect.ValueOf(v)
	if !rv.IsValid() {
		return nil, false
	}
	e := encoders.Get().(*encoder)
	p := planOf(rv.Type())
	ok := p.write(e, p, rv, 0)
	var b []byte
	if ok {
		b = slices.Clone(e.out)
	}
	if cap(e.out) <= maxKept {
		clear(e.entries) // left there where the value was given up
		*e = encoder{out: e.out[:0], entries: e.entries[:0]}
		encoders.Put(e)
	}
	return b, ok
}

func (e *encoder) null() bool {
	e.out = append(e.out, "null"...)
	return true
}

func writeUnsupported(*encoder, *plan, reflect.Value, int) bool { return false }

func writeBool(e *encoder, _ *plan, v reflect.Value, _ int) bool {
	e.out = strconv.AppendBool(e.out, v.Bool())
	return true
}

func writeInt(e *encoder, _ *plan, v reflect.Value, _ int) bool {
	n := v.Int()
	e.out = strconv.AppendInt(e.out, n, 10)
	return n <= maxInt && n >= -maxInt
}

func writeUint(e *encoder, _ *plan, v reflect.Value, _ int) bool {
	n := v.Uint()
	e.out = strconv.AppendUint(e.out, n, 10)
	return n <= maxInt
}

func writeString(e *encoder, _ *plan, v reflect.Value, _ int) bool {
	e.out = appendText(e.out, v.String())
	return true
}

func writeBytes(e *encoder, _ *plan, v reflect.Value, _ int) bool {
	if v.IsNil() {
		return e.null()
	}
	e.out = append(e.out, '"')
	e.out = base64.StdEncoding.AppendEncode(e.out, v.Bytes())
	e.out = append(e.out, '"')
	return true
}

func writeAny(e *encoder, _ *plan, v reflect.Value, depth int) bool {
	if v.IsNil() {
		return e.null()
	}
	v = v.Elem()
	return e.hop(planOf(v.Type()), v, depth)
}

func writePointer(e *encoder, p *plan, v reflect.Value, depth int) bool {
	if v.IsNil() {
		return e.null()
	}
	return e.hop(p.elem, v.Elem(), depth)
}

func (e *encoder) hop(p *plan, v reflect.Value, depth int) bool {
	e.hops++
	ok := e.hops < maxHops && p.write(e, p, v, depth)
	e.hops--
	return ok
}

// writeAddressed calls a method of the pointer where there is one to the
// value, as encoding/json does.
func writeAddressed(e *encoder, p *plan, v reflect.Value, depth int) bool {
	if !v.CanAddr() {
		return p.elem.write(e, p.elem, v, depth)
	}
	return writeMethod(e, p, v.Addr(), depth)
}

// writeMethod writes a value as its own method has it.
func writeMethod(e *encoder, _ *plan, v reflect.Value, depth int) bool {
	if v.Kind() == reflect.Pointer && v.IsNil() {
		return e.null()
	}
	if m, ok := reflect.TypeAssert[json.Marshaler](v); ok {
		text, err := m.MarshalJSON()
		return err == nil && e.text(text, depth)
	}
	return writeTextMethod(e, v)
}

func writeTextMethod(e *encoder, v reflect.Value) bool {
	m, ok := reflect.TypeAssert[encoding.TextMarshaler](v)
	if !ok {
		return false
	}
	text, err := m.MarshalText()
	e.out = appendText(e.out, string(text))
	return err == nil
}

// text writes the JSON text that a method returned. Instants and days return
// strings without escapes, and those are canonical.
func (e *encoder) text(text []byte, depth int) bool {
	if plainString(text) {
		e.out = append(e.out, text...)
		return true
	}
	if !json.Valid(text) {
		return false
	}
	w := writer{in: text, out: e.out}
	err := w.value(depth)
	e.out = w.out
	return err == nil
}
