package validate

import (
	"bytes"
	"crypto/sha1"
	"encoding/hex"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/sekifuda/sekifuda/internal/format/tree"
)

var (
	idForm       = regexp.MustCompile(`^[a-z][a-z0-9-]*[a-z0-9]--[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$`)
	typeForm     = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	propertyForm = regexp.MustCompile(`^[a-z0-9_]{1,250}$`)
	languageForm = regexp.MustCompile(`^(?i:[a-z]{2,3}(-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})(-(?i:[a-z]{4}))?(-(?i:[a-z]{2}|[0-9]{3}))?(-(?i:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(-(?i:[a-wy-z0-9](-[a-z0-9]{2,8})+))*(-(?i:x(-[a-z0-9]{1,8})+))?$`)
)

// observables are the types that have no created and modified.
var observables = set("artifact autonomous-system directory domain-name email-addr email-message file ipv4-addr ipv6-addr mac-addr mutex network-traffic process software url user-account windows-registry-key x509-certificate")

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// observable reports whether the object has the properties of an observable:
// by its type, or by an extension that says so.
func (c *checker) observable() bool {
	if observables[c.kind] {
		return true
	}
	ext := c.n.Get("extensions")
	return ext != nil && slices.ContainsFunc(ext.Items, func(e *tree.Node) bool { return e.Str("extension_type") == "new-sco" })
}

func (c *checker) common() {
	if !typeForm.MatchString(c.kind) || len(c.kind) < 3 || len(c.kind) > 250 {
		c.must("type", "type", "no name of a type")
	}
	if !idForm.MatchString(c.id) || !strings.HasPrefix(c.id, c.kind+"--") {
		c.must("id", "identifier", "not type--UUID of version 1 to 5")
		return
	}
	version := c.n.Str("spec_version")
	sco := c.observable()
	if version != "2.1" && !(sco && !c.has("spec_version")) {
		c.must("spec_version", "spec-version", "not 2.1")
	}
	if sco {
		c.deterministic()
		for _, p := range []string{"created", "modified", "created_by_ref", "confidence", "lang", "revoked", "labels", "external_references"} {
			if c.has(p) {
				c.must(p, "observable", "observables have no such property")
			}
		}
	} else {
		c.versioned()
	}
	if l := c.n.Get("lang"); l != nil && !languageForm.MatchString(l.Text) {
		c.must("lang", "language", "no language tag of RFC 5646")
	}
	if v := c.n.Get("confidence"); v != nil {
		if i, ok := c.n.Int("confidence"); !ok || i < 0 || i > 100 {
			c.must("confidence", "confidence", "no whole number from 0 to 100")
		}
	}
}

func (c *checker) versioned() {
	if !c.has("created") {
		c.must("created", "required", "missing")
	}
	if !c.has("modified") && c.kind != "marking-definition" {
		c.must("modified", "required", "missing")
	}
	if c.has("modified") && c.kind == "marking-definition" {
		c.must("modified", "marking-definition", "marking definitions have no versions")
	}
	if v := c.n.Get("revoked"); v != nil && v.Kind != tree.Bool {
		c.must("revoked", "boolean", "neither true nor false")
	}
	if strings.EqualFold(uuid5(c.id, c.n), c.id) {
		c.must("id", "namespace", "only observables use the namespace of observables")
	}
}

// single are the observables whose identifier comes from one text property.
var single = map[string]string{"ipv4-addr": "value", "ipv6-addr": "value", "domain-name": "value", "url": "value", "email-addr": "value", "mac-addr": "value", "mutex": "name", "directory": "path"}

func (c *checker) deterministic() {
	property := single[c.kind]
	if property == "" || len(c.id) < 36 || c.id[len(c.id)-22] != '5' {
		return
	}
	if want := uuid5(c.id, c.n); want != "" && !strings.EqualFold(want, c.id) {
		c.should("id", "deterministic", "a version 5 UUID that is not made of %s", property)
	}
}

// uuid5 is the identifier that the specification recommends for an observable
// with one contributing property.
func uuid5(id string, n *tree.Node) string {
	kind, _, _ := strings.Cut(id, "--")
	property := single[kind]
	if property == "" {
		property = "value"
	}
	if n.Str(property) == "" {
		return ""
	}
	var b bytes.Buffer
	b.WriteString(`{"` + property + `":`)
	tree.Quote(&b, n.Str(property))
	b.WriteByte('}')
	space, _ := hex.DecodeString("00abedb4aa42466c9c01fed23315a9b7") // a constant
	h := sha1.Sum(append(space, b.Bytes()...))
	h[6], h[8] = h[6]&0x0f|0x50, h[8]&0x3f|0x80
	s := hex.EncodeToString(h[:16])
	return kind + "--" + s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:]
}

// values checks names of properties, and that nothing is null or empty.
func (c *checker) values(path string, n *tree.Node) {
	for i, item := range n.Items {
		at := path + "[" + strconv.Itoa(i) + "]"
		if n.Kind == tree.Object {
			at = tree.Join(path, n.Keys[i])
			if path == "" && (!propertyForm.MatchString(n.Keys[i]) || len(n.Keys[i]) < 3 && n.Keys[i] != "id") {
				c.must(at, "property-name", "not 3 to 250 of a-z, 0-9 and _")
			}
		}
		switch {
		case item.Kind == tree.Null:
			c.must(at, "null", "null: leave the property out")
		case item.Kind == tree.List && len(item.Items) == 0 && !strings.HasPrefix(at, "extensions."):
			c.must(at, "empty", "an empty list: leave the property out")
		}
		c.values(at, item)
	}
}
