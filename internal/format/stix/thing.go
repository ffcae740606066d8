package stix

import (
	"bytes"
	"strings"

	"github.com/sekifuda/sekifuda/internal/format/intake"
	"github.com/sekifuda/sekifuda/internal/format/tree"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// refOf returns the thing that an object stands for. Objects without a value
// of their own are named by their identifier: the same group in two bundles is
// one thing.
func refOf(n *tree.Node) statement.Ref {
	id := n.Str("id")
	if own := n.Get("extensions").Get(ExtensionID).Get("thing"); own != nil {
		if r := (statement.Ref{Kind: own.Str("kind"), Key: own.Str("key")}); known[r.Kind] && r.Key != "" {
			return r
		}
	}
	kind := n.Str("type")
	switch r, ok := observable(kind, n); {
	case ok:
		return r
	case kind == "identity":
		switch n.Str("identity_class") {
		case "individual":
			return statement.Ref{Kind: statement.Person, Key: id}
		case "organization":
			return statement.Ref{Kind: statement.Organization, Key: id}
		case "group":
			return statement.Ref{Kind: statement.Group, Key: id}
		}
	case kind == "threat-actor" || kind == "intrusion-set":
		return statement.Ref{Kind: statement.Group, Key: id}
	case kind == "campaign" || kind == "incident":
		return statement.Ref{Kind: statement.Event, Key: id}
	case kind == "location":
		return statement.Ref{Kind: statement.Place, Key: id}
	}
	return statement.Ref{Kind: statement.Item, Key: id}
}

func observable(kind string, n *tree.Node) (statement.Ref, bool) {
	value := n.Str("value")
	switch kind {
	case "ipv4-addr", "ipv6-addr":
		return intake.IP(value)
	case "domain-name":
		return intake.Domain(value)
	case "url":
		return intake.URL(value)
	case "email-addr":
		return intake.Email(value)
	case "software":
		return named(statement.Product, n.Str("name"))
	case "user-account":
		if id := n.Str("user_id"); id != "" {
			return named(statement.Account, id)
		}
		return named(statement.Account, n.Str("account_login"))
	case "file":
		hashes := n.Get("hashes")
		for _, name := range []string{"SHA-256", "SHA-512", "SHA-1", "MD5"} {
			if r, ok := intake.Hash(name + ":" + hashes.Str(name)); ok {
				return r, true
			}
		}
	}
	return statement.Ref{}, false
}

func named(kind, key string) (statement.Ref, bool) {
	key = strings.TrimSpace(key)
	return statement.Ref{Kind: kind, Key: key}, key != "" && len(key) <= 512
}

// known are the kinds that a thing of a bundle of this program may have.
var known = func() map[string]bool {
	out := map[string]bool{}
	for _, k := range []string{statement.Application, statement.Identity, statement.Person, statement.Organization, statement.Group, statement.Contract,
		statement.Asset, statement.Account, statement.Customer, statement.IP, statement.Domain, statement.URL, statement.Email, statement.Phone,
		statement.Device, statement.PaymentToken, statement.Key, statement.ShipTo, statement.File, statement.Product, statement.Place, statement.Event, statement.Item} {
		out[k] = true
	}
	return out
}()

// thingObject writes a thing as an object. A claimed identity is of class
// unknown: it is no person, and which person is behind it nobody says here.
// space is whose thing it is: the same name elsewhere is another thing.
func thingObject(r statement.Ref, space string) Object {
	if o, ok := observableObject(r); ok {
		return o
	}
	o := Object{"spec_version": "2.1", "created": firstDay, "modified": firstDay,
		"extensions": Object{ExtensionID: Object{"extension_type": "property-extension", "thing": Object{"kind": r.Kind, "key": r.Key}}}}
	kind := "sekifuda-thing"
	switch r.Kind {
	case statement.Person:
		kind, o["name"], o["identity_class"] = "identity", r.Key, "individual"
	case statement.Organization:
		kind, o["name"], o["identity_class"] = "identity", r.Key, "organization"
	case statement.Identity:
		kind, o["name"], o["identity_class"], o["labels"] = "identity", r.Key, "unknown", []any{"claimed-identity"}
	case statement.Customer:
		kind, o["name"], o["identity_class"], o["labels"] = "identity", r.Key, "unknown", []any{"customer"}
	case statement.Group:
		kind, o["name"] = "intrusion-set", r.Key
	case statement.Asset:
		kind, o["name"] = "infrastructure", r.Key
	case statement.Event:
		kind, o["name"] = "incident", r.Key
	default: // contracts, applications and all that STIX has no object for
		if r.Kind == statement.Contract || r.Kind == statement.Application {
			kind = "sekifuda-" + r.Kind
		}
		o["thing_kind"], o["thing_key"] = r.Kind, r.Key
		o["extensions"] = Object{ExtensionID: Object{"extension_type": "new-sdo", "thing": Object{"kind": r.Kind, "key": r.Key}}}
	}
	o["type"], o["id"] = kind, ownID(kind, space+"\x00"+r.String())
	return o
}

func observableObject(r statement.Ref) (Object, bool) {
	o := Object{"spec_version": "2.1"}
	kind, names := "", map[string]string{}
	switch r.Kind {
	case statement.IP:
		kind = "ipv4-addr"
		if strings.Contains(r.Key, ":") {
			kind = "ipv6-addr"
		}
		names["value"] = r.Key
	case statement.Domain:
		kind, names["value"] = "domain-name", r.Key
	case statement.URL:
		kind, names["value"] = "url", r.Key
	case statement.Email:
		kind, names["value"] = "email-addr", r.Key
	case statement.Account:
		kind, names["user_id"] = "user-account", r.Key
	case statement.Product:
		kind, names["name"] = "software", r.Key
	case statement.File:
		return fileObject(r)
	default:
		return nil, false
	}
	for k, v := range names {
		o[k] = v
	}
	var b bytes.Buffer // one property that contributes to the identifier each
	for k, v := range names {
		b.WriteString("{\"" + k + "\":")
		tree.Quote(&b, v)
		b.WriteByte('}')
	}
	o["type"], o["id"] = kind, kind+"--"+uuid5(observables, b.String())
	return o, readsBack(kind, o, r)
}

// readsBack reports whether the object is read as the same thing; one that is
// not, such as a domain that is none, leaves as a thing of the extension.
func readsBack(kind string, o Object, r statement.Ref) bool {
	n := &tree.Node{Kind: tree.Object}
	for k, v := range o {
		if s, ok := v.(string); ok {
			n.Keys, n.Items = append(n.Keys, k), append(n.Items, &tree.Node{Kind: tree.String, Text: s})
		}
	}
	got, ok := observable(kind, n)
	return ok && got == r
}

var hashNames = map[string]string{"md5": "MD5", "sha1": "SHA-1", "sha256": "SHA-256", "sha512": "SHA-512"}

func fileObject(r statement.Ref) (Object, bool) {
	algorithm, digits, _ := strings.Cut(r.Key, "=")
	name := hashNames[algorithm]
	if back, ok := intake.Hash(r.Key); !ok || back != r || name == "" {
		return nil, false
	}
	id := "file--" + uuid5(observables, `{"hashes":{"`+name+`":"`+digits+`"}}`)
	return Object{"type": "file", "spec_version": "2.1", "id": id, "hashes": Object{name: digits}}, true
}
