package stix

import (
	"encoding/json"
	"strings"

	"github.com/sekifuda/sekifuda/internal/format/tree"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// ownSources reads the sources that a bundle of this program brings.
func (rd *reader) ownSources() error {
	rd.sources, rd.from = map[string]string{}, map[string]string{}
	for _, n := range rd.objects {
		own := n.Get("extensions").Get(ExtensionID).Get("source")
		if own == nil {
			continue
		}
		var src statement.Source
		if err := json.Unmarshal([]byte(own.JSON()), &src); err != nil || src.ID == "" {
			return rd.fail(n, n.Str("id")+".extensions", "a source that cannot be read", "send the bundle as it was written")
		}
		id := src.ID
		if !rd.o.Own {
			src.ID, src.Reliability = rd.In.Source.ID+"/"+id, string(rd.letter())
			src.Recorded = rd.o.At
		}
		src.Title, src.Publisher = rd.Text(n.Str("id"), src.Title), rd.Text(n.Str("id"), src.Publisher)
		rd.sources[id] = src.ID
		for _, ref := range n.Strings("object_refs") {
			rd.from[ref] = src.ID
		}
		rd.In.Others = append(rd.In.Others, src)
		if !rd.o.Own {
			rd.In.Source.Derives = append(rd.In.Source.Derives, statement.Derivation{From: src.ID, How: statement.Relay})
		}
	}
	for i := range rd.In.Others {
		for j, d := range rd.In.Others[i].Derives {
			if id, ok := rd.sources[d.From]; ok {
				rd.In.Others[i].Derives[j].From = id
			}
		}
	}
	return nil
}

// own reads an object that this program wrote; done is false for one of others.
func (rd *reader) own(n *tree.Node) (done bool, err error) {
	ext := n.Get("extensions").Get(ExtensionID)
	id := n.Str("id")
	switch {
	case id == ExtensionID || id == programID || tlpOf[id] != "":
		return true, nil // declared in every bundle
	case ext == nil:
		return rd.carries(n), nil
	}
	if ext.Get("source") != nil || ext.Get("thing") != nil || ext.Get("role") != nil {
		return true, nil
	}
	s, ok := ownStatement(n)
	if !ok {
		return false, nil
	}
	if !rd.agrees(n, s) {
		rd.Leave(id, "the extension says something else than the object: read as the object of a stranger")
		return false, nil
	}
	rd.restore(n, s)
	return true, nil
}

// carries reports whether an observable stands only for a thing of which
// statements speak: one of a bundle of this program, with nothing but its value.
func (rd *reader) carries(n *tree.Node) bool {
	o, ok := observableObject(rd.refs[n.Str("id")])
	if !ok || rd.byID[ExtensionID] == nil || o["id"] != n.Str("id") {
		return false
	}
	for _, key := range n.Keys {
		if _, has := o[key]; !has && key != "object_marking_refs" {
			return false
		}
	}
	return true
}

// agrees reports whether an object and the statement that it carries speak of
// the same things: somebody may have changed one of them.
func (rd *reader) agrees(n *tree.Node, s statement.Statement) bool {
	if n.Str("type") == "relationship" {
		return rd.ref(n.Str("source_ref")) == s.Subject && rd.ref(n.Str("target_ref")) == s.Object && s.Polarity == statement.Asserts &&
			n.Str("relationship_type") == relationType(s.Predicate)
	}
	if n.Str("type") == "opinion" {
		return s.Polarity == statement.Denies
	}
	for _, id := range n.Strings("object_refs") {
		if rd.ref(id) == s.Subject {
			return true
		}
	}
	return false
}

// restore takes in the statement of an own object.
func (rd *reader) restore(n *tree.Node, s statement.Statement) {
	source, ok := rd.sources[s.Source]
	if !ok {
		source = rd.In.Source.ID
	}
	s.Source = source
	if !rd.o.Own {
		s.ID, s.Recorded = "", rd.o.At
		if s.Grade.Info == 0 {
			s.Grade.Info = '6'
		}
		s.Grade.Source = rd.letter()
		if m := rd.marking(n); m.TLP.Rank() > s.Marking.TLP.Rank() {
			s.Marking.TLP = m.TLP
		}
	}
	if strings.HasPrefix(s.Predicate, WholeObject) || s.Value.Kind == "json" {
		rd.Leave(n.Str("id"), "a whole object inside a statement")
		return
	}
	keep := rd.Base
	rd.Base = statement.Statement{Polarity: statement.Asserts}
	rd.Say(s)
	rd.Base = keep
}
