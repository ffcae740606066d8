package validate

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/sekifuda/sekifuda/internal/format/tree"
)

var selectorForm = regexp.MustCompile(`^[a-z0-9_-]{2,250}(\.(\[\d+\]|[a-zA-Z0-9_-]{1,250}))*$`)

// tlp1 and tlp2 are the only marking definitions that say a label of TLP.
var (
	tlp1 = map[string]string{"white": "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9", "green": "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da",
		"amber": "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82", "red": "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed"}
	tlp2 = map[string]string{"clear": "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487", "green": "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
		"amber": "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421", "amber+strict": "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003", "red": "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"}
)

const tlpExtension = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"

func (c *checker) markings() {
	for _, id := range c.n.Strings("object_marking_refs") {
		if id == c.id {
			c.must("object_marking_refs", "marking-circular", "a marking of itself")
		}
	}
	if list := c.n.Get("granular_markings"); list != nil {
		for i, g := range list.Items {
			c.granular("granular_markings["+strconv.Itoa(i)+"]", g)
		}
	}
	if c.kind != "marking-definition" {
		return
	}
	kind, definition := c.n.Str("definition_type"), c.n.Get("definition")
	label := c.n.Get("extensions").Get(tlpExtension).Get("tlp_2_0")
	switch {
	case (kind == "") != (definition == nil):
		c.must("definition", "marking-definition", "definition and definition_type come together")
	case kind == "" && c.n.Get("extensions") == nil:
		c.must("definition_type", "marking-definition", "neither a definition nor an extension")
	case kind == "tlp" && tlp1[definition.Str("tlp")] != c.id:
		c.must("definition", "tlp", "not the marking definition that the specification gives for this label")
	case kind == "statement" && definition.Str("statement") == "":
		c.must("definition", "marking-definition", "no statement")
	case label != nil && (tlp2[label.Text] == "" || tlp2[label.Text] != c.id):
		c.must("extensions", "tlp", "not the marking definition of TLP 2.0 for this label")
	}
}

func (c *checker) granular(at string, g *tree.Node) {
	ref, lang := g.Str("marking_ref"), g.Str("lang")
	if (ref == "") == (lang == "") {
		c.must(at, "granular-marking", "not exactly one of marking_ref and lang")
	}
	if lang != "" && !languageForm.MatchString(lang) {
		c.must(at+".lang", "language", "no language tag of RFC 5646")
	}
	if ref != "" && ref == c.id {
		c.must(at+".marking_ref", "marking-circular", "a marking of itself")
	}
	selectors := g.Strings("selectors")
	if len(selectors) == 0 {
		c.must(at+".selectors", "selector", "no selector")
	}
	for _, s := range selectors {
		if !selectorForm.MatchString(s) {
			c.must(at+".selectors", "selector", "%q is no selector", s)
		} else if !selects(c.n, s) {
			c.must(at+".selectors", "selector", "%q names nothing in the object", s)
		}
	}
}

// selects follows a selector through the object.
func selects(n *tree.Node, selector string) bool {
	for step := range strings.SplitSeq(selector, ".") {
		if n == nil {
			return false
		}
		if step[0] == '[' {
			i, err := strconv.Atoi(strings.Trim(step, "[]"))
			if err != nil || n.Kind != tree.List || i >= len(n.Items) {
				return false
			}
			n = n.Items[i]
			continue
		}
		n = n.Get(step)
	}
	return n != nil
}

// circles finds marking definitions that mark each other.
func (c *checker) circles(objects []*tree.Node) {
	for _, n := range objects {
		if n.Str("type") != "marking-definition" {
			continue
		}
		seen := map[string]bool{}
		queue := markedBy(n)
		for len(queue) > 0 {
			id := queue[0]
			queue = queue[1:]
			if id == n.Str("id") {
				c.at(n)
				c.must("object_marking_refs", "marking-circular", "marking definitions that mark each other")
				break
			}
			if !seen[id] && c.byID[id] != nil {
				queue = append(queue, markedBy(c.byID[id])...)
			}
			seen[id] = true
		}
	}
}

func markedBy(n *tree.Node) []string {
	out := n.Strings("object_marking_refs")
	if list := n.Get("granular_markings"); list != nil {
		for _, g := range list.Items {
			if ref := g.Str("marking_ref"); ref != "" {
				out = append(out, ref)
			}
		}
	}
	return out
}
