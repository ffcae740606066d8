package stix

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// claim writes one statement: as a relationship where it asserts one between
// two things, as observed-data where something was observed of an observable at
// a time, as an opinion where it denies what another asserts, else as a note.
// Each says in words who says it.
func (w *writer) claim(s *statement.Statement) error {
	ext, err := plainJSON(s)
	if err != nil {
		return fmt.Errorf("make bundle: statement %s: %w", s.ID, err)
	}
	src := w.sources[s.Source]
	made := Stamp(cmp.Or(s.Recorded, w.e.At))
	o := Object{"spec_version": "2.1", "created": made, "modified": made, "created_by_ref": w.publisher(src),
		"extensions": Object{ExtensionID: Object{"extension_type": "property-extension", "statement": ext}}, "labels": labels(s)}
	if refs := references(src, s.Place); refs != nil {
		o["external_references"] = refs
	}
	if c, ok := confidence(s.Grade); ok {
		o["confidence"] = c
	}
	subject, object := w.thing(s.Subject, s.Marking.TLP), ""
	if s.Object.Kind != "" {
		object = w.thing(s.Object, s.Marking.TLP)
	}
	words := statement.Sentence(src, s)
	kind := w.shape(o, s, subject, object, words)
	o["type"] = kind
	text, err := json.Marshal(ext)
	if err != nil {
		return fmt.Errorf("make bundle: statement %s: %w", s.ID, err)
	}
	id := ownID(kind, w.e.Author+"\x00"+w.e.Container+"\x00"+string(text))
	o["id"] = id
	if w.objects[id] == nil {
		w.claims[s.Source] = append(w.claims[s.Source], id)
	}
	w.add(o, s.Marking.TLP)
	if s.Polarity == statement.Asserts || s.Polarity == "" {
		key := about(s.Subject, s.Predicate, s.Object)
		w.asserted[key] = append(w.asserted[key], id)
		w.asserted[about(s.Subject, s.Predicate, statement.Ref{})] = append(w.asserted[about(s.Subject, s.Predicate, statement.Ref{})], id)
	}
	return nil
}

func about(subject statement.Ref, predicate string, object statement.Ref) string {
	return subject.String() + "\x00" + predicate + "\x00" + object.String()
}

// shape fills in what differs between the types, and returns the type.
func (w *writer) shape(o Object, s *statement.Statement, subject, object, words string) string {
	refs := []any{subject}
	if object != "" && object != subject {
		refs = append(refs, object)
	}
	denied := w.asserted[about(s.Subject, s.Predicate, s.Object)]
	moment := s.At != 0 && !s.Zoneless
	switch asserts := s.Polarity == statement.Asserts || s.Polarity == ""; {
	case s.Polarity == statement.Denies && len(denied) > 0:
		o["opinion"], o["explanation"], o["object_refs"] = "strongly-disagree", words, unique(denied)
		if s.Hedge != "" {
			o["opinion"] = "disagree"
		}
		return "opinion"
	case asserts && object != "" && relates(subject) && relates(object):
		o["relationship_type"], o["source_ref"], o["target_ref"], o["description"] = relationType(s.Predicate), subject, object, words
		times(o, s)
		return "relationship"
	case asserts && object == "" && moment && observableTypes[typeOf(subject)]:
		at := Stamp(s.At)
		o["first_observed"], o["last_observed"], o["number_observed"], o["object_refs"] = at, at, 1, refs
		return "observed-data"
	}
	o["content"], o["object_refs"] = words, refs
	return "note"
}

func unique(list []string) []any {
	var out []any
	seen := map[string]bool{}
	for _, s := range list {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

var observableTypes = map[string]bool{"ipv4-addr": true, "ipv6-addr": true, "domain-name": true, "url": true, "email-addr": true, "user-account": true, "file": true, "software": true}

// relates reports whether a relationship may end at the object.
func relates(id string) bool {
	switch typeOf(id) {
	case "relationship", "sighting", "bundle", "marking-definition", "language-content":
		return false
	}
	return true
}

// times sets since and until when, where a clock or a calendar says so.
func times(o Object, s *statement.Statement) {
	switch {
	case s.Zoneless:
	case s.At != 0:
		o["start_time"] = Stamp(s.At)
	case s.When.Known() && s.When.Earliest != entity.NoDay && s.When.Latest != entity.NoDay && s.When.Earliest <= s.When.Latest:
		zone := entity.Instant(0).Time().Location() // UTC
		o["start_time"], o["stop_time"] = Stamp(s.When.Earliest.Start(zone)), Stamp((s.When.Latest + 1).Start(zone))
	}
}

var noType = regexp.MustCompile(`[^a-z0-9]+`)

// relationType writes a predicate as a type of relationship.
func relationType(predicate string) string {
	t := strings.Trim(noType.ReplaceAllString(strings.ToLower(predicate), "-"), "-")
	if t == "" || len(t) > 200 {
		return "related-to"
	}
	return t
}

// confidence is the middle of the grade's range in the table of STIX 2.1,
// appendix A. What cannot be judged has none.
func confidence(g statement.Grade) (int, bool) {
	if !g.Judged() {
		return 0, false
	}
	return [...]int{90, 70, 50, 30, 10}[g.Info-'1'], true
}

func labels(s *statement.Statement) []any {
	out := []any{"claim"}
	add := func(name, value string) {
		if value != "" {
			out = append(out, name+":"+value)
		}
	}
	add("grade", cmp.Or(s.Grade.String(), "F6"))
	if s.Polarity != statement.Asserts {
		add("polarity", string(s.Polarity))
	}
	add("state", s.State)
	add("role", s.Role)
	if s.NoRule {
		out = append(out, "feeds-no-rule")
	}
	for _, c := range s.Marking.Care {
		add("care", c)
	}
	return out
}

// references name where a source can be read.
func references(src *statement.Source, place string) []any {
	ref := Object{"source_name": cmp.Or(src.Publisher, src.Title, src.ID), "external_id": src.ID}
	if words := strings.Trim(src.Title+", "+place, ", "); words != "" {
		ref["description"] = words
	}
	if u, err := url.Parse(src.URL); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
		ref["url"] = u.String()
	}
	return []any{ref}
}

// marshal writes an object without the escapes meant for web pages.
func marshal(o any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(o); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}
