package stix

import (
	"encoding/json"
	"strings"

	"github.com/sekifuda/sekifuda/internal/format/stix/validate"
	"github.com/sekifuda/sekifuda/internal/format/tree"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// wholes puts the objects of others into the bundle as they came, in the form
// of 2.1, and returns which statements they cover: those made from them.
func (w *writer) wholes(statements []statement.Statement) map[string]bool {
	w.foreign = map[string]bool{}
	covered := map[string]bool{}
	for i := range statements {
		s := &statements[i]
		if s.Predicate != WholeObject {
			continue
		}
		n, err := tree.Parse([]byte(s.Value.Text), s.ID, Limits)
		if err != nil || !IsID(n.Str("id")) || typeOf(n.Str("id")) != n.Str("type") {
			w.left = append(w.left, statement.Unread{Place: s.ID, Why: "no whole object"})
			continue
		}
		for _, o := range upgrade(toAny(n).(Object)) {
			id := o["id"].(string)
			if id == ExtensionID || id == programID || w.objects[id] != nil {
				covered[s.Source+" "+id] = true
				continue
			}
			line, err := marshal(o)
			if err != nil {
				continue
			}
			if bad := validate.Object(line); len(bad) > 0 {
				w.left = append(w.left, statement.Unread{Place: id, Why: bad[0].String()})
				continue
			}
			w.foreign[id], covered[s.Source+" "+id] = true, true
			w.add(o, s.Marking.TLP)
			w.claims[s.Source] = append(w.claims[s.Source], id)
		}
	}
	return covered
}

// toAny turns a node into what an Object may hold.
func toAny(n *tree.Node) any {
	switch n.Kind {
	case tree.Object:
		o := Object{}
		for i, k := range n.Keys {
			o[k] = toAny(n.Items[i])
		}
		return o
	case tree.List:
		list := []any{}
		for _, item := range n.Items {
			list = append(list, toAny(item))
		}
		return list
	case tree.Number:
		return json.Number(n.Text)
	case tree.Bool:
		return n.Text == "true"
	case tree.String:
		return n.Text
	}
	return nil
}

// typesOf are the properties that took the place of labels in 2.1.
var typesOf = map[string]string{"indicator": "indicator_types", "malware": "malware_types", "report": "report_types", "threat-actor": "threat_actor_types", "tool": "tool_types"}

// upgrade turns an object of 2.0 into what 2.1 wants. It may give several: the
// observables inside observed-data become objects of their own.
func upgrade(o Object) []Object {
	kind := o["type"].(string)
	if o["spec_version"] == "2.1" || o["spec_version"] == nil && o["created"] == nil && kind != "marking-definition" {
		return []Object{o} // 2.1, or an observable, which 2.0 has only inside others
	}
	o["spec_version"] = "2.1"
	for key, v := range o { // 2.0 allowed what 2.1 does not
		if list, ok := v.([]any); v == nil || ok && len(list) == 0 {
			delete(o, key)
		}
	}
	if to := typesOf[kind]; to != "" && o[to] == nil && o["labels"] != nil {
		o[to] = o["labels"]
		delete(o, "labels")
	}
	switch kind {
	case "malware":
		if o["is_family"] == nil { // 2.0 knows no single samples
			o["is_family"] = true
		}
	case "indicator":
		if o["pattern_type"] == nil {
			o["pattern_type"] = "stix"
		}
	case "observed-data":
		if objects, ok := o["objects"].(Object); ok && o["object_refs"] == nil {
			return lift(o, objects)
		}
	}
	return []Object{o}
}

// lift makes objects of the observables inside observed-data of 2.0.
func lift(o Object, inside map[string]any) []Object {
	ids := map[string]string{}
	for key, v := range inside {
		if item, ok := v.(Object); ok {
			kind, _ := item["type"].(string)
			line, _ := marshal(item)
			ids[key] = kind + "--" + uuid5(namespace, o["id"].(string)+"\x00"+key+"\x00"+string(line))
		}
	}
	out := []Object{o}
	var refs []string
	for key, id := range ids {
		item := inside[key].(Object)
		for name, v := range item {
			if strings.HasSuffix(name, "_ref") || strings.HasSuffix(name, "_refs") {
				item[name] = renamed(v, ids)
			}
		}
		item["id"], item["spec_version"] = id, "2.1"
		out, refs = append(out, item), append(refs, id)
	}
	delete(o, "objects")
	o["object_refs"] = unique(sorted(refs))
	return out
}

func renamed(v any, ids map[string]string) any {
	switch v := v.(type) {
	case string:
		if id := ids[v]; id != "" {
			return id
		}
	case []any:
		for i := range v {
			v[i] = renamed(v[i], ids)
		}
	}
	return v
}
