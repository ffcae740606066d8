package xarf

import (
	"strconv"
	"strings"

	"github.com/sekifuda/sekifuda/internal/format/intake"
	"github.com/sekifuda/sekifuda/internal/format/tree"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// maxField bounds a value that is kept: longer ones are content.
const maxField = 4096

// walk reads a field of a type; path has [] for the places of a list.
func (rd *reader) walk(place, path string, n *tree.Node) {
	if n.Kind == tree.Object {
		for i, key := range n.Keys {
			rd.walk(place+"."+key, path+"."+key, n.Items[i])
		}
		return
	}
	if n.Kind == tree.List {
		path += "[]"
		if len(n.Items) > 0 && n.Items[0].Kind == tree.Object {
			for i, item := range n.Items {
				rd.walk(place+"["+strconv.Itoa(i)+"]", path, item)
			}
			return
		}
	}
	r, ok := fields[path]
	switch {
	case n.Kind == tree.Null:
	case !ok:
		rd.Leave(short(place), "a field that X-ARF 4 does not have for any type")
	default:
		rd.field(place, path, n, r)
	}
}

func short(s string) string {
	if len(s) > 200 {
		return s[:200]
	}
	return s
}

// field makes statements of one field by its rule.
func (rd *reader) field(place, path string, n *tree.Node, r rule) {
	predicate := strings.ReplaceAll(path, "[]", "")
	switch r.how {
	case asOrigin:
		rd.Leave(place, "a country or language is no sign of anything here")
		return
	case asHashed:
		rd.each(place, n, func(at string, s string) { rd.Keep(at, predicate, "text/plain", []byte(s), "") })
		return
	case asValue, asVictim:
		if v, ok := rd.value(place, n); ok {
			rd.say(statement.Statement{Place: place, Predicate: predicate, Value: v, Class: r.class})
		}
		return
	}
	rd.each(place, n, func(at, s string) {
		if r.how == asSeen {
			if moment, bare, ok := intake.Time(s); ok {
				rd.say(statement.Statement{Place: at, Predicate: predicate, At: moment, Zoneless: bare, Port: rd.port, Class: r.class,
					Value: statement.Value{Kind: "date", Text: s}})
				return
			}
		} else if ref, ok := thing(r.how, s); ok {
			st := statement.Statement{Place: at, Predicate: predicate, Object: ref, Class: r.class}
			if s != ref.Key {
				st.Quotation = s // with its port, or as it is spelt there
			}
			if ref != rd.subject {
				rd.say(st)
			}
			return
		}
		rd.Leave(at, "no "+r.how+" that can be read")
	})
}

// each calls f for the text of n, or of each of its items.
func (rd *reader) each(place string, n *tree.Node, f func(place, s string)) {
	switch n.Kind {
	case tree.List:
		for i, item := range n.Items {
			at := place + "[" + strconv.Itoa(i) + "]"
			if item.Kind == tree.List || item.Kind == tree.Object {
				rd.Leave(at, "a list or object where a value is expected")
				continue
			}
			rd.each(at, item, f)
		}
	case tree.Object:
		rd.Leave(place, "an object where a value is expected")
	case tree.Null:
	default:
		f(place, n.Text)
	}
}

// thing reads a value as the kind of thing that the table says.
func thing(how, s string) (statement.Ref, bool) {
	switch how {
	case statement.IP:
		return intake.IP(s)
	case statement.Domain:
		return intake.Domain(s)
	case "host":
		r, _, ok := intake.Host(s)
		return r, ok
	case statement.URL:
		return intake.URL(s)
	case statement.File:
		return intake.Hash(s)
	case statement.Account, "token":
		kind := statement.Account
		if how == "token" {
			kind = statement.PaymentToken
		}
		s = strings.TrimSpace(s)
		return statement.Ref{Kind: kind, Key: s}, s != "" && len(s) <= 256
	}
	return statement.Ref{}, false
}

// value reads text, numbers, yes or no, and lists of them.
func (rd *reader) value(place string, n *tree.Node) (statement.Value, bool) {
	switch n.Kind {
	case tree.Bool:
		return statement.Value{Kind: "yes_no", Text: n.Text}, true
	case tree.Number:
		v := statement.Value{Kind: "number", Text: n.Text}
		if i, err := strconv.ParseInt(n.Text, 10, 64); err == nil {
			v.From, v.To = i, i
		}
		return v, true
	case tree.String:
		if _, _, ok := intake.Time(n.Text); ok {
			return statement.Value{Kind: "date", Text: n.Text}, true
		}
		if len(n.Text) <= maxField {
			return text(n.Text), n.Text != ""
		}
		rd.Keep(place, "", "text/plain", []byte(n.Text), "")
		rd.Leave(place, "too long for a value: hashed")
	case tree.List:
		v := statement.Value{Kind: "set"}
		size := 0
		rd.each(place, n, func(_, s string) { v.Set = append(v.Set, s); size += len(s) })
		if size > maxField {
			rd.Leave(place, "too long for a value")
			return v, false
		}
		return v, len(v.Set) > 0
	}
	return statement.Value{}, false
}
