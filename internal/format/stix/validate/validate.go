// Package validate holds the rules of STIX 2.1 that a JSON schema does not
// express: what must hold between the properties of an object and between the
// objects of a bundle. The schemas of OASIS are checked beside it, by tests.
package validate

import (
	"fmt"
	"strings"

	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/tree"
)

// Problem is a rule that an object breaks.
type Problem struct {
	Object   string // identifier
	Property string
	Line     int
	Rule     string // name of the rule
	Msg      string
	Advice   bool // the specification says should, not must
}

// String writes object.property: message (rule).
func (p Problem) String() string {
	return strings.Trim(p.Object+"."+p.Property, ".") + ": " + p.Msg + " (" + p.Rule + ")"
}

var limits = format.Limits{Bytes: 256 << 20, Depth: 32, FieldSize: 8 << 20}

// Bundle checks a bundle. It fails only where raw is no JSON within the limits.
func Bundle(raw []byte, file string) ([]Problem, error) {
	top, err := tree.Parse(raw, file, limits)
	if err != nil {
		return nil, err
	}
	c := &checker{byID: map[string]*tree.Node{}}
	c.at(top)
	if top.Str("type") != "bundle" || !idForm.MatchString(top.Str("id")) || !strings.HasPrefix(top.Str("id"), "bundle--") {
		c.must("id", "bundle", "no bundle with an identifier")
	}
	if top.Get("spec_version") != nil {
		c.must("spec_version", "bundle", "bundles of 2.1 have no version")
	}
	objects := top.Get("objects")
	if objects == nil || objects.Kind != tree.List || len(objects.Items) == 0 {
		c.must("objects", "bundle", "no list of objects")
		return c.found, nil
	}
	seen := map[string]bool{}
	for _, n := range objects.Items {
		key := n.Str("id") + " " + n.Str("modified")
		c.at(n)
		if seen[key] {
			c.must("id", "unique", "the same version of the object twice")
		}
		seen[key] = true
		c.byID[n.Str("id")] = n
	}
	for _, n := range objects.Items {
		c.object(n)
	}
	c.circles(objects.Items)
	return c.found, nil
}

// Object checks one object by itself and returns the rules that it must follow
// and does not.
func Object(raw []byte) []Problem {
	n, err := tree.Parse(raw, "object", limits)
	if err != nil {
		return []Problem{{Rule: "json", Msg: err.Error()}}
	}
	c := &checker{}
	c.object(n)
	var out []Problem
	for _, p := range c.found {
		if !p.Advice {
			out = append(out, p)
		}
	}
	return out
}

type checker struct {
	byID  map[string]*tree.Node // nil: an object by itself
	n     *tree.Node
	id    string
	kind  string
	found []Problem
}

func (c *checker) at(n *tree.Node) { c.n, c.id, c.kind = n, n.Str("id"), n.Str("type") }

func (c *checker) must(property, rule, msg string, args ...any) {
	c.found = append(c.found, Problem{Object: c.id, Property: property, Line: c.n.Line, Rule: rule, Msg: fmt.Sprintf(msg, args...)})
}

func (c *checker) should(property, rule, msg string, args ...any) {
	c.must(property, rule, msg, args...)
	c.found[len(c.found)-1].Advice = true
}

func (c *checker) has(property string) bool { return c.n.Get(property) != nil }

// object checks one object by all rules.
func (c *checker) object(n *tree.Node) {
	c.at(n)
	if n.Kind != tree.Object {
		c.must("", "object", "no object")
		return
	}
	c.common()
	c.required()
	c.values("", n)
	c.references("", n)
	c.times()
	c.markings()
	c.extensions()
	c.special()
}
