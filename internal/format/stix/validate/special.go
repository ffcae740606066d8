package validate

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/sekifuda/sekifuda/internal/format/tree"
)

var (
	extensionTypes = set("new-sdo new-sco new-sro property-extension toplevel-property-extension")
	hashSizes      = map[string]int{"MD5": 32, "SHA-1": 40, "SHA-256": 64, "SHA-512": 128, "SHA3-256": 64, "SHA3-512": 128}
	hexForm        = regexp.MustCompile(`^[0-9a-fA-F]+$`)
	relationForm   = regexp.MustCompile(`^[a-z0-9-]+$`)
	extensionForm  = regexp.MustCompile(`^[a-z][a-z0-9-]*-ext$`)
)

func (c *checker) extensions() {
	if ext := c.n.Get("extensions"); ext != nil {
		if ext.Kind != tree.Object || len(ext.Keys) == 0 {
			c.must("extensions", "extension", "no extension in it")
		}
		for i, key := range ext.Keys {
			at := "extensions." + key
			switch declared := idForm.MatchString(key) && strings.HasPrefix(key, "extension-definition--"); {
			case !declared && !extensionForm.MatchString(key):
				c.must(at, "extension", "neither an extension definition nor a name that ends in -ext")
			case declared && !extensionTypes[ext.Items[i].Str("extension_type")]:
				c.must(at, "extension", "no extension_type of the specification")
			case declared && c.byID != nil && c.byID[key] == nil && key != tlpExtension:
				c.should(at, "extension-missing", "its definition is not in the bundle")
			}
		}
	}
	if c.kind == "extension-definition" {
		for _, t := range c.n.Strings("extension_types") {
			if !extensionTypes[t] {
				c.must("extension_types", "enum", "%q is no type of extension", t)
			}
		}
	}
}

// special are the rules of single types.
func (c *checker) special() {
	c.hashes("", c.n)
	c.external()
	switch c.kind {
	case "observed-data":
		c.between("number_observed", 1, 999999999)
		if c.has("objects") == c.has("object_refs") {
			c.must("object_refs", "observed-data", "not exactly one of objects and object_refs")
		}
	case "sighting":
		c.between("count", 0, 999999999)
	case "relationship":
		if !relationForm.MatchString(c.n.Str("relationship_type")) {
			c.must("relationship_type", "relationship-type", "not a-z, 0-9 and -")
		}
	case "indicator":
		if c.n.Str("pattern_type") == "stix" {
			if msg := pattern(c.n.Str("pattern")); msg != "" {
				c.must("pattern", "pattern", "%s", msg)
			}
		}
	case "location":
		if c.has("latitude") != c.has("longitude") || c.has("precision") && !c.has("latitude") {
			c.must("latitude", "location", "latitude and longitude come together, and precision with them")
		}
		c.within("latitude", 90)
		c.within("longitude", 180)
	case "artifact":
		if c.has("payload_bin") && c.has("url") || c.has("url") && !c.has("hashes") {
			c.must("url", "artifact", "either payload_bin, or url with hashes")
		}
	case "email-message":
		if multi := c.n.Get("is_multipart"); multi != nil && (multi.Text == "true" && c.has("body") || multi.Text == "false" && c.has("body_multipart")) {
			c.must("body", "email-message", "a body is either whole or in parts")
		}
	case "network-traffic":
		if active := c.n.Get("is_active"); active != nil && active.Text == "true" && c.has("end") {
			c.must("end", "network-traffic", "traffic that is active has no end")
		}
		c.between("src_port", 0, 65535)
		c.between("dst_port", 0, 65535)
	case "language-content":
		contents := c.n.Get("contents")
		if contents == nil {
			return // told as missing
		}
		for _, lang := range contents.Keys {
			if !languageForm.MatchString(lang) {
				c.must("contents."+lang, "language", "no language tag of RFC 5646")
			}
		}
	}
}

func (c *checker) between(property string, low, high int64) {
	if i, ok := c.n.Int(property); c.has(property) && (!ok || i < low || i > high) {
		c.must(property, "range", "no whole number from %d to %d", low, high)
	}
}

func (c *checker) within(property string, bound float64) {
	v := c.n.Get(property)
	if v == nil {
		return
	}
	if f, err := strconv.ParseFloat(v.Text, 64); err != nil || f < -bound || f > bound {
		c.must(property, "range", "no number from -%v to %v", bound, bound)
	}
}

// hashes checks every dictionary of that name.
func (c *checker) hashes(path string, n *tree.Node) {
	for i, item := range n.Items {
		at := path + "[" + strconv.Itoa(i) + "]"
		if n.Kind == tree.Object {
			at = tree.Join(path, n.Keys[i])
			if n.Keys[i] == "hashes" && item.Kind == tree.Object {
				for j, name := range item.Keys {
					if size := hashSizes[name]; size > 0 && (len(item.Items[j].Text) != size || !hexForm.MatchString(item.Items[j].Text)) {
						c.must(at+"."+name, "hash", "not %d hexadecimal digits", size)
					}
				}
			}
		}
		c.hashes(at, item)
	}
}

func (c *checker) external() {
	list := c.n.Get("external_references")
	if list == nil {
		return
	}
	for i, ref := range list.Items {
		at := "external_references[" + strconv.Itoa(i) + "]"
		if ref.Str("source_name") == "" {
			c.must(at+".source_name", "required", "missing")
		}
		if ref.Str("description")+ref.Str("url")+ref.Str("external_id") == "" {
			c.must(at, "external-reference", "none of description, url and external_id")
		}
	}
}

// pattern checks the outer syntax of a pattern: observations in brackets, all
// that is opened closed, texts in quotation marks ended.
func pattern(s string) string {
	var open []byte
	quoted, observations := false, 0
	for i := 0; i < len(s); i++ {
		switch ch := s[i]; {
		case quoted && ch == '\\':
			i++
		case ch == '\'':
			quoted = !quoted
		case quoted:
		case ch == '[' || ch == '(':
			if ch == '[' && strings.IndexByte(string(open), '[') < 0 {
				observations++
			}
			open = append(open, ch)
		case ch == ']' || ch == ')':
			if len(open) == 0 || open[len(open)-1] != ch-1 && open[len(open)-1] != ch-2 {
				return "a bracket is closed that is not open"
			}
			open = open[:len(open)-1]
		}
	}
	switch t := strings.TrimSpace(s); {
	case quoted:
		return "a text in quotation marks does not end"
	case len(open) > 0:
		return "a bracket is not closed"
	case observations == 0 || t[0] != '[' && t[0] != '(':
		return "no observation in brackets"
	}
	return ""
}
