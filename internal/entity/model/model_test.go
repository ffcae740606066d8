package model

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFound(t *testing.T) {
	for _, tc := range []struct {
		schema string
		want   []string
	}{
		{"Person", []string{"LegalEntity", "Person"}},
		{"Company", []string{"Company", "LegalEntity", "Organization"}},
		{"Organization", []string{"Company", "LegalEntity", "Organization", "PublicBody"}},
		{"LegalEntity", []string{"Company", "LegalEntity", "Organization", "Person", "PublicBody"}},
		{"Vessel", []string{"Vessel"}},
		{"Sanction", []string{"Sanction"}},
		{"Vehicle", []string{"Airplane", "Vehicle", "Vessel"}},
	} {
		if d := cmp.Diff(tc.want, Get(tc.schema).Found()); d != "" {
			t.Errorf("%s: %s", tc.schema, d)
		}
	}
	thing := Get(Base).Found()
	for _, s := range []string{"Thing", "Person", "Company", "Address", "Vessel"} {
		if !slices.Contains(thing, s) {
			t.Errorf("a search for things finds no %s", s)
		}
	}
	for _, s := range []string{"Ownership", "Sanction", "Payment"} {
		if slices.Contains(thing, s) {
			t.Errorf("a search for things finds %s", s)
		}
	}
}

// The table is whole: everything that is extended or pointed to is there.
func TestTable(t *testing.T) {
	if n := len(All()); n < 60 {
		t.Fatalf("%d schemata", n)
	}
	for _, s := range All() {
		for _, e := range s.extends {
			if Get(e) == nil {
				t.Errorf("%s extends %s, which is not there", s.Name, e)
			}
		}
		for _, p := range s.Properties() {
			if p.Type == "entity" && (Get(p.Range) == nil || p.Reverse == "") {
				t.Errorf("%s points to %q, called %q there", p.Qualified(), p.Range, p.Reverse)
			}
			if p.Label == "" {
				t.Errorf("%s has no label", p.Qualified())
			}
		}
		for _, end := range []string{s.Source, s.Target} {
			if end != "" && s.Property(end) == nil {
				t.Errorf("%s is an edge of %s, which it does not have", s.Name, end)
			}
		}
	}
}

func TestProperties(t *testing.T) {
	person := Get("Person")
	if p := person.Property("name"); p == nil || p.Qualified() != "Thing:name" || p.Type != "name" {
		t.Errorf("name of a person: %+v", p)
	}
	if p := Get("Company").Property("registrationNumber"); p.Qualified() != "Company:registrationNumber" {
		t.Errorf("the nearest declaration does not win: %s", p.Qualified())
	}
	if rev := person.Reversed("ownershipOwner"); len(rev) != 1 || rev[0].Qualified() != "Ownership:owner" {
		t.Errorf("what a person owns: %v", rev)
	}
	if rev := person.Reversed("sanctions"); len(rev) != 1 || rev[0].Schema.Name != "Sanction" {
		t.Errorf("sanctions of a person: %v", rev)
	}
	if person.Reversed("ownershipAsset") != nil {
		t.Error("a person is owned")
	}
	if !Get("Company").Is("Asset") || Get("Person").Is("Asset") || !Get("Payment").Edge() || person.Edge() {
		t.Error("kinds")
	}
	if p := ByQualifiedName("country"); p.Qualified() != "Thing:country" {
		t.Errorf("country is %s", p.Qualified())
	}
	if ByQualifiedName("Person:birthDate") == nil || ByQualifiedName("birthDate") == nil || ByQualifiedName("Banana:x") != nil || ByQualifiedName("banana") != nil {
		t.Error("properties by name")
	}
	if g, ok := GroupOf("countries"); !ok || g.Type != "country" {
		t.Error("group of countries")
	}
	if TopicLabel("sanction") == "" || TopicLabel("x") != "" {
		t.Error("labels of topics")
	}
}
