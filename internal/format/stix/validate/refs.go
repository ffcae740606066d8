package validate

import (
	"strconv"
	"strings"

	"github.com/sekifuda/sekifuda/internal/format/tree"
)

// allowed are the types that a reference may name, by "type.property" or by
// property; a leading ! turns it round.
var allowed = map[string]string{
	"created_by_ref": "identity", "object_marking_refs": "marking-definition", "marking_ref": "marking-definition",
	"where_sighted_refs": "identity location", "observed_data_refs": "observed-data", "sample_ref": "file artifact network-traffic", "sample_refs": "file artifact",
	"sighting_of_ref": "!relationship sighting bundle marking-definition language-content extension-definition " + keys(observables),
	"source_ref":      "!relationship sighting bundle marking-definition language-content extension-definition",
	"target_ref":      "!relationship sighting bundle marking-definition language-content extension-definition",
	"object_ref":      "!language-content bundle",
	"host_vm_ref":     "software", "operating_system_ref": "software", "operating_system_refs": "software", "installed_software_refs": "software",
	"parent_directory_ref": "directory", "directory.contains_refs": "directory file", "content_ref": "artifact", "raw_email_ref": "artifact", "body_raw_ref": "artifact file",
	"from_ref": "email-addr", "sender_ref": "email-addr", "to_refs": "email-addr", "cc_refs": "email-addr", "bcc_refs": "email-addr", "email-addr.belongs_to_ref": "user-account",
	"ipv4-addr.resolves_to_refs": "mac-addr", "ipv6-addr.resolves_to_refs": "mac-addr", "domain-name.resolves_to_refs": "ipv4-addr ipv6-addr domain-name",
	"belongs_to_refs": "autonomous-system", "src_ref": "ipv4-addr ipv6-addr mac-addr domain-name", "dst_ref": "ipv4-addr ipv6-addr mac-addr domain-name",
	"src_payload_ref": "artifact", "dst_payload_ref": "artifact", "encapsulates_refs": "network-traffic", "encapsulated_by_ref": "network-traffic",
	"opened_connection_refs": "network-traffic", "creator_user_ref": "user-account", "image_ref": "file", "parent_ref": "process", "child_refs": "process",
	"message_body_data_ref": "artifact", "service_dll_refs": "file",
}

func keys(m map[string]bool) string {
	var b strings.Builder
	for k := range m {
		b.WriteString(k + " ")
	}
	return b.String()
}

// references checks every property whose name ends in _ref or _refs.
func (c *checker) references(path string, n *tree.Node) {
	for i, item := range n.Items {
		key, at := "", path+"["+strconv.Itoa(i)+"]"
		if n.Kind == tree.Object {
			key, at = n.Keys[i], tree.Join(path, n.Keys[i])
		}
		custom := strings.HasPrefix(key, "x_") || strings.HasPrefix(at, "extensions.extension-definition--")
		switch {
		case custom:
		case strings.HasSuffix(key, "_ref"):
			c.reference(at, key, item)
		case strings.HasSuffix(key, "_refs"):
			if item.Kind != tree.List {
				c.must(at, "reference", "no list")
			}
			for _, ref := range item.Items {
				c.reference(at, key, ref)
			}
		default:
			c.references(at, item)
		}
	}
}

func (c *checker) reference(at, key string, n *tree.Node) {
	if n.Kind != tree.String || !idForm.MatchString(n.Text) {
		if c.kind == "observed-data" && strings.HasPrefix(at, "objects.") {
			return // places in the deprecated container
		}
		c.must(at, "reference", "no identifier")
		return
	}
	kind, _, _ := strings.Cut(n.Text, "--")
	rule, ok := allowed[c.kind+"."+key]
	if !ok {
		rule = allowed[key]
	}
	not := strings.HasPrefix(rule, "!")
	if rule != "" && set(strings.TrimPrefix(rule, "!"))[kind] == not {
		c.must(at, "reference-type", "may not name a %s", kind)
	}
	if c.byID != nil && c.byID[n.Text] == nil {
		c.should(at, "reference-missing", "%s is not in the bundle", n.Text)
	}
	if n.Text == c.id && key != "object_marking_refs" {
		c.should(at, "reference-self", "names the object itself")
	}
}
