package application

import (
	"reflect"
	"strconv"
	"strings"
	"sync"

	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/record"
)

// binder fills a record from JSON and collects what is wrong with it, so that
// one reading of a row names all its problems. Offsets become lines later.
type binder struct {
	s        scanner
	problems []*format.Error // Column holds the offset until place is known
}

func (d *binder) problem(at int, field, msg, fix string) {
	d.problems = append(d.problems, &format.Error{Column: at, Field: field, Msg: msg, Fix: fix})
}

// maxItems bounds a list in a record.
const maxItems = 1000

// bind reads one JSON object into dst, a pointer to a record.
func (d *binder) bind(dst any) {
	v := reflect.ValueOf(dst).Elem()
	if d.s.peek() != '{' {
		d.problem(d.s.at, "", "a record expected: { … }", "")
		return
	}
	err := d.object(v, "")
	if err == nil && d.s.peek() != 0 {
		err = d.s.fail("text after the end of the record")
	}
	if se, ok := err.(*syntaxError); ok {
		d.problem(se.at, "", se.msg, "")
	}
}

func (d *binder) object(v reflect.Value, prefix string) error {
	fields := fieldsOf(v.Type())
	var seen uint64 // bit i: field i has been read; no record has more than 64
	return d.s.list('}', func() error {
		d.s.space()
		at := d.s.at
		name, err := d.s.str()
		if err != nil {
			return err
		}
		if err := d.s.expect(':'); err != nil {
			return err
		}
		i, ok := fields.index[name]
		if !ok {
			d.problem(at, prefix+shown(name), "there is no such field", nearest(prefix+name, fields.paths(prefix)))
			return d.s.skip()
		}
		if seen&(1<<i) != 0 {
			d.problem(at, prefix+name, "the field stands twice", "")
			return d.s.skip()
		}
		seen |= 1 << i
		return d.value(v.Field(i), prefix+name)
	})
}

func (d *binder) value(v reflect.Value, path string) error {
	at := func() int { d.s.space(); return d.s.at }()
	if d.s.null() {
		return nil // null says nothing: not claimed
	}
	c := d.s.peek()
	switch {
	case v.Kind() == reflect.Struct && c == '{':
		return d.object(v, path+".")
	case v.Kind() == reflect.Slice && c == '[':
		n := 0
		return d.s.list(']', func() error {
			if n == maxItems {
				d.problem(d.s.at, path, "the list is longer than 1,000", "")
			}
			if n++; n > maxItems {
				return d.s.skip()
			}
			item := reflect.New(v.Type().Elem()).Elem()
			err := d.value(item, path+"."+strconv.Itoa(n-1))
			v.Set(reflect.Append(v, item))
			return err
		})
	case v.Kind() == reflect.String && c == '"':
		s, err := d.s.str()
		v.SetString(strings.TrimSpace(s))
		return err
	case v.Kind() == reflect.Int && (c == '-' || c >= '0' && c <= '9'):
		text, err := d.s.number()
		if err != nil {
			return err
		}
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil || n < 0 || n > 1<<53 {
			d.problem(at, path, "a whole number from 0 expected", "")
			return nil
		}
		v.SetInt(n)
		return nil
	}
	d.problem(at, path, wanted(v.Kind())+" expected", "")
	return d.s.skip()
}

func wanted(k reflect.Kind) string {
	switch k {
	case reflect.Struct:
		return "an object { … }"
	case reflect.Slice:
		return "a list [ … ]"
	case reflect.Int:
		return "a whole number without quotes"
	}
	return "a text in quotes"
}

// fieldTable finds the fields of a struct by their JSON names.
type fieldTable struct {
	names []string
	index map[string]int
}

var tables sync.Map // reflect.Type -> *fieldTable

func fieldsOf(t reflect.Type) *fieldTable {
	if f, ok := tables.Load(t); ok {
		return f.(*fieldTable)
	}
	f := &fieldTable{index: map[string]int{}}
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		f.names = append(f.names, name)
		f.index[name] = i
	}
	tables.Store(t, f)
	return f
}

// paths lists full paths to suggest from: the fields beside the unknown one,
// and all of the application's, because a field is often put at a wrong level.
func (f *fieldTable) paths(prefix string) []string {
	out := make([]string, 0, len(f.names))
	for _, n := range f.names {
		out = append(out, prefix+n)
	}
	return append(out, appPaths...)
}

var appFields = func() map[string]record.Field {
	m := map[string]record.Field{}
	for _, f := range record.Fields("application") {
		m[f.Path] = f
	}
	return m
}()

var appPaths = func() []string {
	var out []string
	for _, f := range record.Fields("application") {
		out = append(out, f.Path)
	}
	return out
}()
