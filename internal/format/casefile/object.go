package casefile

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
)

// document is one file that is read; it collects every error with its place.
type document struct {
	file string
	at   entity.Instant
	errs []error
}

// object is one mapping of the file. Keys that nobody asked for are errors.
type object struct {
	d      *document
	line   int
	path   string
	fields map[string]*yaml.Node
	order  []string
	asked  map[string]bool
}

func (d *document) yamlError(err error) error {
	var le *yaml.LoadError
	if errors.As(err, &le) {
		return &format.Error{File: d.file, Line: max(le.Mark.Line, 1), Msg: "not YAML: " + le.Message}
	}
	return &format.Error{File: d.file, Line: 1, Msg: "not YAML: " + err.Error()}
}

func (d *document) add(line int, field, msg, fix string) {
	d.errs = append(d.errs, &format.Error{File: d.file, Line: line, Field: field, Msg: msg, Fix: fix})
}

func (d *document) object(n *yaml.Node, path string) *object {
	o := &object{d: d, line: n.Line, path: path, fields: map[string]*yaml.Node{}, asked: map[string]bool{}}
	if n.Kind != yaml.MappingNode {
		d.add(n.Line, path, "want a mapping", "key: value")
		return o
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if v.Kind == yaml.AliasNode || v.Anchor != "" {
			d.add(v.Line, join(path, k.Value), "anchors and aliases are not taken", "write it out")
			continue
		}
		if o.fields[k.Value] != nil {
			d.add(k.Line, join(path, k.Value), "is there twice", "")
		}
		o.fields[k.Value] = v
		o.order = append(o.order, k.Value)
	}
	return o
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// done reports the keys that mean nothing here.
func (o *object) done() {
	for _, k := range o.order {
		if !o.asked[k] {
			o.d.add(o.fields[k].Line, join(o.path, k), "is no field of this", "docs/case.md lists them")
		}
	}
}

func (o *object) fail(key, msg, fix string) {
	line := o.line
	if n := o.fields[key]; n != nil {
		line = n.Line
	}
	o.d.add(line, join(o.path, key), msg, fix)
}

func (o *object) node(key string) *yaml.Node {
	o.asked[key] = true
	return o.fields[key]
}

func (o *object) has(key string) bool { return o.node(key) != nil }

func (o *object) text(key string) string {
	n := o.node(key)
	switch {
	case n == nil || n.Tag == "!!null":
		return ""
	case n.Kind != yaml.ScalarNode:
		o.fail(key, "want one value", "")
		return ""
	}
	return strings.TrimSpace(n.Value)
}

func (o *object) must(key string) string {
	s := o.text(key)
	if s == "" {
		o.fail(key, "is missing", "")
	}
	return s
}

func (o *object) oneOf(key string, words ...string) string {
	s := o.text(key)
	if s != "" && !slices.Contains(words, s) {
		o.fail(key, fmt.Sprintf("%q", s), "want one of "+strings.Join(words, ", "))
	}
	return s
}

func (o *object) flag(key string) bool {
	switch s := o.text(key); s {
	case "true", "yes":
		return true
	case "", "false", "no":
	default:
		o.fail(key, fmt.Sprintf("%q", s), "want true or false")
	}
	return false
}

func (o *object) int(key string) int64 {
	s := o.text(key)
	if s == "" {
		return 0
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		o.fail(key, fmt.Sprintf("%q", s), "want a whole number")
	}
	return n
}

// child is the mapping under a key, or nil.
func (o *object) child(key string) *object {
	n := o.node(key)
	if n == nil {
		return nil
	}
	return o.d.object(n, join(o.path, key))
}

// each visits the mappings of a list.
func (o *object) each(key string, visit func(*object)) {
	n := o.node(key)
	if n == nil || n.Tag == "!!null" {
		return
	}
	if n.Kind != yaml.SequenceNode {
		o.fail(key, "want a list", "- key: value")
		return
	}
	for i, c := range n.Content {
		if c.Kind == yaml.AliasNode {
			o.d.add(c.Line, key, "anchors and aliases are not taken", "write it out")
			continue
		}
		visit(o.d.object(c, fmt.Sprintf("%s[%d]", join(o.path, key), i)))
	}
}

// texts is a list of texts, or one text alone.
func (o *object) texts(key string) []string {
	n := o.node(key)
	switch {
	case n == nil || n.Tag == "!!null":
		return nil
	case n.Kind == yaml.ScalarNode:
		return []string{strings.TrimSpace(n.Value)}
	case n.Kind != yaml.SequenceNode:
		o.fail(key, "want a list", "[a, b]")
		return nil
	}
	var out []string
	for _, c := range n.Content {
		if c.Kind != yaml.ScalarNode {
			o.fail(key, "want a list of texts", "[a, b]")
			return nil
		}
		out = append(out, strings.TrimSpace(c.Value))
	}
	return out
}
