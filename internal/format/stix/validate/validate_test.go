package validate_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/format/stix/validate"
)

const u = "0000-4000-8000-000000000000" // the end of an identifier

func id(kind string, n int) string { return fmt.Sprintf("%s--%08x-%s", kind, n, u) }

type object = map[string]any

// sdo is an object of a type with what all have.
func sdo(kind string, n int, more object) object {
	o := object{"type": kind, "spec_version": "2.1", "id": id(kind, n), "created": "2027-01-01T00:00:00.000Z", "modified": "2027-01-02T00:00:00.000Z"}
	for k, v := range more {
		o[k] = v
	}
	return o
}

func sco(kind string, n int, more object) object {
	o := object{"type": kind, "id": id(kind, n)}
	for k, v := range more {
		o[k] = v
	}
	return o
}

// good is a bundle in which nothing is wrong; every case breaks one thing.
func good() map[string]object {
	return map[string]object{
		"identity":     sdo("identity", 1, object{"name": "A", "identity_class": "individual", "lang": "zh-Hant-TW"}),
		"group":        sdo("intrusion-set", 2, object{"name": "B", "first_seen": "2020-01-01T00:00:00Z", "last_seen": "2021-01-01T00:00:00Z", "created_by_ref": id("identity", 1), "confidence": 70}),
		"ip":           sco("ipv4-addr", 3, object{"value": "192.0.2.1"}),
		"file":         sco("file", 4, object{"hashes": object{"MD5": "d41d8cd98f00b204e9800998ecf8427e"}}),
		"relationship": sdo("relationship", 5, object{"relationship_type": "uses", "source_ref": id("intrusion-set", 2), "target_ref": id("ipv4-addr", 3), "start_time": "2020-01-01T00:00:00Z", "stop_time": "2020-02-01T00:00:00Z"}),
		"observed":     sdo("observed-data", 6, object{"first_observed": "2020-01-01T00:00:00Z", "last_observed": "2020-01-01T00:00:00Z", "number_observed": 1, "object_refs": []any{id("ipv4-addr", 3)}}),
		"opinion":      sdo("opinion", 7, object{"opinion": "strongly-disagree", "object_refs": []any{id("relationship", 5)}}),
		"sighting":     sdo("sighting", 8, object{"sighting_of_ref": id("intrusion-set", 2), "where_sighted_refs": []any{id("identity", 1)}, "count": 2}),
		"indicator": sdo("indicator", 9, object{"pattern": "([ipv4-addr:value = '192.0.2.1' AND url:value = 'a\\'b]'] FOLLOWEDBY [file:name IN ('a', 'b')]) WITHIN 5 SECONDS", "pattern_type": "stix",
			"valid_from": "2020-01-01T00:00:00Z", "valid_until": "2021-01-01T00:00:00Z", "granular_markings": []any{object{"marking_ref": id("marking-definition", 10), "selectors": []any{"pattern"}}}}),
		"marking": {"type": "marking-definition", "spec_version": "2.1", "id": id("marking-definition", 10), "created": "2027-01-01T00:00:00.000Z", "definition_type": "statement", "definition": object{"statement": "C"}},
		"tlp": {"type": "marking-definition", "spec_version": "2.1", "id": "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb", "created": "2022-10-01T00:00:00.000Z", "name": "TLP:GREEN",
			"extensions": object{"extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d": object{"extension_type": "property-extension", "tlp_2_0": "green"}}},
		"location":  sdo("location", 11, object{"latitude": 35.0, "longitude": 139.0, "precision": 10.0}),
		"note":      sdo("note", 12, object{"content": "x", "object_refs": []any{id("intrusion-set", 2)}, "external_references": []any{object{"source_name": "a", "external_id": "1"}}, "object_marking_refs": []any{id("marking-definition", 10)}}),
		"extension": sdo("extension-definition", 13, object{"name": "E", "schema": "text", "version": "1.0", "extension_types": []any{"new-sdo"}, "created_by_ref": id("identity", 1)}),
		"custom":    sdo("a-thing", 14, object{"extensions": object{id("extension-definition", 13): object{"extension_type": "new-sdo"}}}),
		"traffic":   sco("network-traffic", 15, object{"protocols": []any{"tcp"}, "src_ref": id("ipv4-addr", 3), "src_port": 80}),
		"language":  sdo("language-content", 16, object{"object_ref": id("intrusion-set", 2), "contents": object{"ja": object{"name": "x"}}}),
	}
}

func check(t *testing.T, objects map[string]object) []validate.Problem {
	t.Helper()
	var list []any
	for _, o := range objects {
		list = append(list, o)
	}
	raw, err := json.Marshal(object{"type": "bundle", "id": id("bundle", 1), "objects": list})
	if err != nil {
		t.Fatal(err)
	}
	problems, err := validate.Bundle(raw, "b")
	if err != nil {
		t.Fatal(err)
	}
	return problems
}

func TestGood(t *testing.T) {
	for _, p := range check(t, good()) {
		t.Errorf("%s", p)
	}
}

// TestRules breaks one thing at a time; the rule that it breaks is found, and no
// other.
func TestRules(t *testing.T) {
	const gone = "\x00"
	for _, c := range []struct {
		object, property string
		value            any
		rule             string
	}{
		{"group", "spec_version", "2.0", "spec-version"}, {"ip", "spec_version", "2.0", "spec-version"}, {"group", "spec_version", gone, "spec-version"},
		{"group", "id", "intrusion-set--1", "identifier"}, {"group", "id", id("campaign", 2), "identifier"},
		{"group", "created", gone, "required"}, {"group", "modified", gone, "required"}, {"marking", "modified", "2027-01-02T00:00:00.000Z", "marking-definition"},
		{"group", "created", "2027-01-01T00:00:00Z", "timestamp-millis"}, {"group", "created", "2027-01-01 00:00:00.000Z", "timestamp"}, {"group", "first_seen", "2020-02-30T00:00:00Z", "timestamp"},
		{"group", "created", "2027-01-03T00:00:00.000Z", "time-order"}, {"group", "last_seen", "2019-01-01T00:00:00Z", "time-order"}, {"relationship", "stop_time", "2020-01-01T00:00:00Z", "time-order"},
		{"observed", "last_observed", "2019-01-01T00:00:00Z", "time-order"}, {"indicator", "valid_until", "2020-01-01T00:00:00Z", "time-order"},
		{"group", "lang", "english language", "language"}, {"language", "contents", object{"j": object{}}, "language"}, {"group", "confidence", 101, "confidence"}, {"group", "confidence", 7.5, "confidence"},
		{"group", "revoked", "yes", "boolean"}, {"group", "Name", "x", "property-name"}, {"group", "ab", "x", "property-name"}, {"group", "labels", []any{}, "empty"}, {"group", "description", nil, "null"},
		{"ip", "created", "2027-01-01T00:00:00.000Z", "observable"}, {"ip", "labels", []any{"x"}, "observable"},
		{"group", "name", gone, "required"}, {"opinion", "opinion", "maybe", "enum"}, {"extension", "extension_types", []any{"new-thing"}, "enum"}, {"extension", "created_by_ref", gone, "required"},
		{"file", "hashes", gone, "one-of"}, {"location", "longitude", gone, "location"}, {"location", "latitude", 91.0, "range"},
		{"file", "hashes", object{"MD5": "xyz"}, "hash"}, {"observed", "number_observed", 0, "range"}, {"sighting", "count", -1, "range"}, {"traffic", "src_port", 70000, "range"},
		{"observed", "objects", object{"0": object{"type": "file"}}, "observed-data"}, {"group", "created_by_ref", id("intrusion-set", 2), "reference-type"}, {"group", "created_by_ref", "x", "reference"},
		{"sighting", "sighting_of_ref", id("ipv4-addr", 3), "reference-type"}, {"sighting", "where_sighted_refs", []any{id("intrusion-set", 2)}, "reference-type"},
		{"relationship", "source_ref", id("sighting", 8), "reference-type"}, {"relationship", "relationship_type", "Uses It", "relationship-type"}, {"traffic", "src_ref", id("file", 4), "reference-type"},
		{"relationship", "target_ref", id("ipv4-addr", 99), "reference-missing"}, {"ip", "resolves_to_refs", []any{id("domain-name", 99)}, "reference-type"},
		{"indicator", "pattern", "ipv4-addr:value = '1'", "pattern"}, {"indicator", "pattern", "[a:b = 'x]", "pattern"}, {"indicator", "pattern", "[a:b = 'x'", "pattern"}, {"indicator", "pattern", "[a:b = 'x')", "pattern"},
		{"indicator", "granular_markings", []any{object{"marking_ref": id("marking-definition", 10), "selectors": []any{"PATTERN!"}}}, "selector"},
		{"indicator", "granular_markings", []any{object{"marking_ref": id("marking-definition", 10), "selectors": []any{"description"}}}, "selector"},
		{"indicator", "granular_markings", []any{object{"marking_ref": id("marking-definition", 10), "lang": "en", "selectors": []any{"pattern"}}}, "granular-marking"},
		{"marking", "object_marking_refs", []any{id("marking-definition", 10)}, "marking-circular"}, {"marking", "definition", gone, "marking-definition"}, {"marking", "definition_type", "tlp", "tlp"},
		{"tlp", "id", id("marking-definition", 77), "tlp"}, {"note", "external_references", []any{object{"source_name": "a"}}, "external-reference"}, {"note", "external_references", []any{object{"url": "http://a.example"}}, "required"},
		{"custom", "extensions", object{"mine": object{}}, "extension"}, {"custom", "extensions", object{id("extension-definition", 13): object{"extension_type": "new"}}, "extension"},
	} {
		objects := good()
		if o := objects[c.object]; c.value == gone {
			delete(o, c.property)
		} else {
			o[c.property] = c.value
		}
		found := false
		for _, p := range check(t, objects) {
			found = found || p.Rule == c.rule
			if p.Rule != c.rule && !p.Advice && p.Rule != "null" {
				t.Errorf("%s.%s = %v: also %s", c.object, c.property, c.value, p)
			}
		}
		if !found {
			t.Errorf("%s.%s = %v: %s is not found", c.object, c.property, c.value, c.rule)
		}
	}
}

func TestMarkingsThatMarkEachOther(t *testing.T) {
	objects := good()
	objects["marking"]["object_marking_refs"] = []any{id("marking-definition", 20)}
	objects["other"] = object{"type": "marking-definition", "spec_version": "2.1", "id": id("marking-definition", 20), "created": "2027-01-01T00:00:00.000Z", "definition_type": "statement",
		"definition": object{"statement": "C"}, "object_marking_refs": []any{id("marking-definition", 10)}}
	n := 0
	for _, p := range check(t, objects) {
		if p.Rule == "marking-circular" {
			n++
		}
	}
	if n != 2 {
		t.Errorf("%d of two found", n)
	}
}

func TestBundle(t *testing.T) {
	for in, rule := range map[string]string{
		`{"type":"bundle","id":"` + id("bundle", 1) + `"}`:                                             "bundle",
		`{"type":"bundle","id":"bundle--1","objects":[]}`:                                              "bundle",
		`{"type":"bundle","id":"` + id("bundle", 1) + `","spec_version":"2.1","objects":[{"type":1}]}`: "bundle",
	} {
		problems, err := validate.Bundle([]byte(in), "b")
		if err != nil || !strings.Contains(fmt.Sprint(problems), "("+rule+")") {
			t.Errorf("%s: %v, %v", in, problems, err)
		}
	}
	if _, err := validate.Bundle([]byte(`{"a":1,"a":2}`), "b"); err == nil {
		t.Error("a key twice")
	}
}

func FuzzObject(f *testing.F) {
	for _, o := range good() {
		b, _ := json.Marshal(o)
		f.Add(b)
	}
	f.Add([]byte(`{"type":"language-content","spec_version":"2.1"}`)) // without its contents
	f.Fuzz(func(_ *testing.T, b []byte) { validate.Object(b) })
}
