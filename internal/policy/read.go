package policy

import (
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"github.com/sekifuda/sekifuda/internal/format"
)

// reader decodes YAML nodes strictly and collects every error with its place.
// The library's own strict mode stops at the first unknown key and knows no
// columns inside a block scalar, which conditions need.
type reader struct {
	file  string
	lines []string
	errs  []*format.Error
}

// place is where something stands: line and column from 1, the column in
// characters as the YAML library counts them.
type place struct {
	line, col int
	node      *yaml.Node
}

// text is a scalar that remembers its place.
type text struct {
	Value string
	At    place
}

var (
	placeType    = reflect.TypeFor[place]()
	textType     = reflect.TypeFor[text]()
	nodeType     = reflect.TypeFor[*yaml.Node]()
	durationType = reflect.TypeFor[time.Duration]()
)

func splitLines(s string) []string { return strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n") }

func (r *reader) at(n *yaml.Node) place { return place{line: n.Line, col: n.Column, node: n} }

// add records an error; the column becomes the byte in its line.
func (r *reader) add(at place, field, msg, fix string) {
	r.errs = append(r.errs, &format.Error{File: r.file, Line: at.line, Column: r.byteColumn(at), Field: field, Msg: msg, Fix: fix})
}

func (r *reader) byteColumn(at place) int {
	if at.col <= 1 || at.line < 1 || at.line > len(r.lines) {
		return at.col
	}
	n := 0
	for i := range r.lines[at.line-1] {
		if n++; n == at.col {
			return i + 1
		}
	}
	return len(r.lines[at.line-1]) + 1
}

func (r *reader) err() error {
	errs := make([]error, 0, len(r.errs))
	for _, e := range sortErrors(r.errs) {
		errs = append(errs, e)
	}
	return errors.Join(errs...)
}

// parse returns the one document of the file, or nil with the error recorded.
func (r *reader) parse(src string) *yaml.Node {
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(src), &doc); err != nil {
		r.addYAML(err)
		return nil
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) != 1 || doc.Content[0].Kind != yaml.MappingNode {
		r.add(place{line: 1, col: 1}, "", "not a policy", "a policy is one YAML mapping that starts with schema: 1")
		return nil
	}
	return doc.Content[0]
}

func (r *reader) addYAML(err error) {
	var le *yaml.LoadError
	if errors.As(err, &le) {
		r.add(place{line: max(le.Mark.Line, 1), col: max(le.Mark.Column, 1)}, "", "not YAML: "+le.Message, "")
		return
	}
	r.add(place{line: 1, col: 1}, "", "not YAML: "+err.Error(), "")
}

// decode fills *into from n. What does not fit is recorded and left as it was.
func (r *reader) decode(n *yaml.Node, into any) { r.value(n, reflect.ValueOf(into).Elem(), "") }

func (r *reader) value(n *yaml.Node, v reflect.Value, path string) {
	switch {
	case v.Type() == nodeType:
		v.Set(reflect.ValueOf(n))
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		r.add(r.at(n), path, "anchors and aliases are not taken", "write it out; cases can share a baseline")
	case v.Type() == textType:
		if s, ok := r.scalar(n, path); ok {
			v.Set(reflect.ValueOf(text{Value: s, At: r.at(n)}))
		}
	case v.Type() == durationType:
		r.duration(n, v, path)
	case v.Kind() == reflect.Struct:
		r.structure(n, v, path)
	case v.Kind() == reflect.Map:
		r.mapping(n, v, path)
	case v.Kind() == reflect.Slice:
		r.sequence(n, v, path)
	default:
		r.basic(n, v, path)
	}
}

func (r *reader) scalar(n *yaml.Node, path string) (string, bool) {
	if n.Kind != yaml.ScalarNode {
		r.add(r.at(n), path, "want one value, have "+kindWord(n), "")
		return "", false
	}
	return n.Value, true
}

func (r *reader) basic(n *yaml.Node, v reflect.Value, path string) {
	s, ok := r.scalar(n, path)
	if !ok {
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(s)
	case reflect.Bool:
		if s != "true" && s != "false" {
			r.add(r.at(n), path, fmt.Sprintf("want true or false, have %q", s), "")
			return
		}
		v.SetBool(s == "true")
	case reflect.Int, reflect.Int64:
		i, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			r.add(r.at(n), path, fmt.Sprintf("want a whole number, have %q", s), "")
			return
		}
		v.SetInt(i)
	default:
		panic("policy: no decoding for " + v.Type().String())
	}
}

func (r *reader) duration(n *yaml.Node, v reflect.Value, path string) {
	s, ok := r.scalar(n, path)
	if !ok {
		return
	}
	d, err := parseDuration(s)
	if err != nil || d <= 0 {
		r.add(r.at(n), path, fmt.Sprintf("want a length of time, have %q", s), "write 500ms, 2s, 26h or 35d")
		return
	}
	v.Set(reflect.ValueOf(d))
}

// parseDuration reads what time.ParseDuration reads, and whole days as 35d.
func parseDuration(s string) (time.Duration, error) {
	if days, ok := strings.CutSuffix(s, "d"); ok {
		n, err := strconv.ParseInt(days, 10, 32)
		if err != nil || n < 0 || n > 36500 {
			return 0, fmt.Errorf("days %q", s)
		}
		return time.Duration(n) * 24 * time.Hour, nil
	}
	return time.ParseDuration(s)
}

func (r *reader) structure(n *yaml.Node, v reflect.Value, path string) {
	if n.Kind != yaml.MappingNode {
		r.add(r.at(n), path, "want keys and values, have "+kindWord(n), "")
		return
	}
	fields := fieldsOf(v.Type())
	for i, f := range reflect.VisibleFields(v.Type()) {
		if f.Type == placeType {
			v.Field(i).Set(reflect.ValueOf(r.at(n)))
		}
	}
	r.pairs(n, path, func(key, val *yaml.Node, at string) {
		i, ok := fields[key.Value]
		if !ok {
			r.add(r.at(key), path, fmt.Sprintf("unknown key %q", key.Value), suggest(key.Value, sortedKeys(fields)))
			return
		}
		r.value(val, v.Field(i), at)
	})
}

func (r *reader) mapping(n *yaml.Node, v reflect.Value, path string) {
	if n.Kind != yaml.MappingNode {
		r.add(r.at(n), path, "want keys and values, have "+kindWord(n), "")
		return
	}
	if v.IsNil() {
		v.Set(reflect.MakeMap(v.Type()))
	}
	r.pairs(n, path, func(key, val *yaml.Node, at string) {
		e := reflect.New(v.Type().Elem()).Elem()
		r.value(val, e, at)
		v.SetMapIndex(reflect.ValueOf(key.Value), e)
	})
}

// pairs walks the keys of a mapping; a key that comes twice is an error.
func (r *reader) pairs(n *yaml.Node, path string, do func(key, val *yaml.Node, at string)) {
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, val := n.Content[i], n.Content[i+1]
		switch {
		case key.Kind != yaml.ScalarNode || key.Tag == "!!merge":
			r.add(r.at(key), path, "a key must be plain text", "")
			continue
		case seen[key.Value]:
			r.add(r.at(key), path, fmt.Sprintf("key %q comes twice", key.Value), "")
			continue
		}
		seen[key.Value] = true
		at := key.Value
		if path != "" {
			at = path + "." + at
		}
		do(key, val, at)
	}
}

func (r *reader) sequence(n *yaml.Node, v reflect.Value, path string) {
	if n.Kind != yaml.SequenceNode {
		r.add(r.at(n), path, "want a list, have "+kindWord(n), "write [a, b]")
		return
	}
	out := reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content))
	for i, c := range n.Content {
		r.value(c, out.Index(i), fmt.Sprintf("%s[%d]", path, i))
	}
	v.Set(out)
}

func kindWord(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "keys and values"
	case yaml.SequenceNode:
		return "a list"
	case yaml.ScalarNode:
		return fmt.Sprintf("%q", n.Value)
	}
	return "something else"
}

// fieldsOf maps the names of a struct's fields in YAML to their index: the yaml
// tag, else the cel tag, so that cases write facts as conditions read them.
func fieldsOf(t reflect.Type) map[string]int {
	out := map[string]int{}
	for i := range t.NumField() {
		name := t.Field(i).Tag.Get("yaml")
		if name == "" {
			name = t.Field(i).Tag.Get("cel")
		}
		if name != "" && name != "-" {
			out[name] = i
		}
	}
	return out
}

func valueOf(p any) reflect.Value { return reflect.ValueOf(p).Elem() }
