package stix

import (
	"strconv"

	"github.com/sekifuda/sekifuda/internal/format/intake"
	"github.com/sekifuda/sekifuda/internal/format/tree"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// whole keeps the object as it came, without content and what is never taken.
func (rd *reader) whole(n *tree.Node, s statement.Statement) {
	id := n.Str("id")
	kept := rd.scrub(id, n.Str("type"), n)
	s.Subject = rd.refs[id]
	s.Predicate, s.Value = WholeObject, statement.Value{Kind: "json", Text: kept.JSON()}
	rd.Say(s)
}

// content are the properties whose values are content or credentials.
var content = map[string]bool{"artifact.payload_bin": true, "artifact.decryption_key": true, "email-message.body": true, "email-message.body_multipart": true,
	"email-message.subject": true, "email-message.additional_header_fields": true, "email-message.received_lines": true, "user-account.credential": true,
	"process.command_line": true, "process.environment_variables": true, "process.arguments": true}

// scrub copies a value without content, which is hashed, and without texts that
// hold what is never taken, which are named.
func (rd *reader) scrub(place, kind string, n *tree.Node) *tree.Node {
	c := *n
	c.Keys, c.Items = nil, nil
	inner := kind
	if t := n.Str("type"); t != "" {
		inner = t
	}
	for i, item := range n.Items {
		at := place + "[" + strconv.Itoa(i) + "]"
		if n.Kind == tree.Object {
			at = place + "." + n.Keys[i]
			if content[inner+"."+n.Keys[i]] {
				rd.Keep(at, n.Keys[i], "", []byte(plain(item)), "")
				continue
			}
		}
		if item.Kind == tree.String && !IsID(item.Text) {
			if _, _, moment := intake.Time(item.Text); !moment && item.Text != "" && rd.Text(at, item.Text) == "" {
				continue
			}
		}
		if n.Kind == tree.Object {
			c.Keys = append(c.Keys, n.Keys[i])
		}
		c.Items = append(c.Items, rd.scrub(at, inner, item))
	}
	return &c
}

func plain(n *tree.Node) string {
	if n.Kind == tree.String {
		return n.Text
	}
	return n.JSON()
}
