package stix_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/stix"
	"github.com/sekifuda/sekifuda/internal/statement"
)

func oid(kind string, n int) string {
	return fmt.Sprintf("%s--%08x-0000-4000-8000-000000000000", kind, n)
}

const stamps = `"spec_version":"2.1","created":"2027-01-01T00:00:00.000Z","modified":"2027-01-01T00:00:00.000Z"`

func bundleOf(objects ...string) string {
	return `{"type":"bundle","id":"` + oid("bundle", 1) + `","objects":[` + strings.Join(objects, ",\n") + `]}`
}

func obj(kind string, n int, more string) string {
	return `{"type":"` + kind + `","id":"` + oid(kind, n) + `",` + stamps + `,` + more + `}`
}

// said lists what statements say, without the whole objects.
func said(in statement.Intake) []string {
	var out []string
	for _, s := range in.Statements {
		if s.Predicate == stix.WholeObject {
			continue
		}
		line := s.Subject.String() + " " + s.Predicate
		if s.Object.Kind != "" {
			line += " " + s.Object.String()
		}
		if s.Value.Text != "" {
			line += " " + s.Value.Text
		}
		if s.At != 0 {
			line += " " + s.At.String()
		}
		if s.When.Original != "" {
			line += " " + s.When.Original
		}
		out = append(out, line+" "+s.Grade.String()+string(s.Marking.TLP))
	}
	return out
}

// TestBundlesOfOthers reads what others write in 2.1, and what it says leaves
// valid again.
func TestBundlesOfOthers(t *testing.T) {
	raw := bundleOf(
		obj("identity", 1, `"name":"Desk","identity_class":"organization"`),
		obj("threat-actor", 2, `"name":"HERON","aliases":["H"],"first_seen":"2016-05-01T00:00:00Z","description":"A group","confidence":70,"created_by_ref":"`+oid("identity", 1)+`","threat_actor_types":["spy"]`),
		`{"type":"ipv4-addr","id":"`+oid("ipv4-addr", 3)+`","value":"192.0.2.1","resolves_to_refs":["`+oid("mac-addr", 30)+`"]}`,
		`{"type":"user-account","id":"`+oid("user-account", 4)+`","user_id":"u1","credential":"s3cr3tword","account_last_login":"2027-01-01T00:00:00Z"}`,
		`{"type":"email-message","id":"`+oid("email-message", 5)+`","is_multipart":false,"body":"dear customer","subject":"prize"}`,
		obj("relationship", 6, `"relationship_type":"uses","source_ref":"`+oid("threat-actor", 2)+`","target_ref":"`+oid("ipv4-addr", 3)+`","start_time":"2020-01-01T00:00:00Z","stop_time":"2020-02-01T00:00:00Z","confidence":10,"object_marking_refs":["marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb","marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed"]`),
		obj("relationship", 7, `"relationship_type":"uses","source_ref":"`+oid("threat-actor", 2)+`","target_ref":"`+oid("ipv4-addr", 3)+`","revoked":true`),
		obj("observed-data", 8, `"first_observed":"2027-01-01T05:00:00Z","last_observed":"2027-01-01T05:00:00Z","number_observed":3,"object_refs":["`+oid("ipv4-addr", 3)+`"]`),
		obj("sighting", 9, `"sighting_of_ref":"`+oid("threat-actor", 2)+`","where_sighted_refs":["`+oid("identity", 1)+`"],"count":2`),
		obj("indicator", 10, `"pattern":"[domain-name:value = 'Evil.example' OR file:hashes.'MD5' = 'd41d8cd98f00b204e9800998ecf8427e']","pattern_type":"stix","valid_from":"2027-01-01T00:00:00Z"`),
		obj("opinion", 11, `"opinion":"disagree","explanation":"no","object_refs":["`+oid("relationship", 6)+`"]`),
		obj("note", 12, `"content":"see","object_refs":["`+oid("threat-actor", 2)+`"]`),
		obj("x-novel", 13, `"x_anything":{"a":[1,2.50,{"b":null}]}`),
	)
	in, err := stix.Read(strings.NewReader(raw), stix.Options{Name: "b", At: noon()})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"organization:" + oid("identity", 1) + " name Desk F6",
		"group:" + oid("threat-actor", 2) + " name HERON F2",
		"group:" + oid("threat-actor", 2) + " alias F2",
		"group:" + oid("threat-actor", 2) + " first_seen 2016-05-01T00:00:00Z 2016-05-01T00:00:00Z F2",
		"ip:192.0.2.1 resolves_to item:" + oid("mac-addr", 30) + " F6",
		"account:u1 account_last_login 2027-01-01T00:00:00Z 2027-01-01T00:00:00Z F6",
		"group:" + oid("threat-actor", 2) + " uses ip:192.0.2.1 2020-01-01T00:00:00Z to 2020-02-01T00:00:00Z F5red",
		"ip:192.0.2.1 observed 3 2027-01-01T05:00:00Z F6",
		"group:" + oid("threat-actor", 2) + " sighted 2 F6",
		"domain:evil.example indicated_by item:" + oid("indicator", 10) + " 2027-01-01T00:00:00Z F6",
		"file:md5=d41d8cd98f00b204e9800998ecf8427e indicated_by item:" + oid("indicator", 10) + " 2027-01-01T00:00:00Z F6",
		"item:" + oid("relationship", 6) + " opinion disagree F6",
		"group:" + oid("threat-actor", 2) + " note F6",
	}
	if got := said(in); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	all, _ := json.Marshal(in)
	for _, word := range []string{"s3cr3tword", "dear customer", "prize"} {
		if strings.Contains(string(all), word) {
			t.Errorf("content is in the intake: %s", word)
		}
	}
	if len(in.Kept) != 3 {
		t.Errorf("hashed: %v", in.Kept)
	}
	b, out := export(t, in, statement.Sharing{MaxTLP: statement.Red})
	valid(t, out)
	if len(b.Left) != 1 || b.Left[0].Place != oid("x-novel", 13) { // it has a null
		t.Errorf("does not leave: %v", b.Left)
	}
}

// TestObservedDataOf20: observables inside observed-data become objects.
func TestObservedDataOf20(t *testing.T) {
	raw := `{"type":"bundle","id":"` + oid("bundle", 1) + `","spec_version":"2.0","objects":[{"type":"observed-data","id":"` + oid("observed-data", 2) + `","created":"2017-01-01T00:00:00.000Z","modified":"2017-01-01T00:00:00.000Z",
"first_observed":"2017-01-01T00:00:00Z","last_observed":"2017-01-01T00:00:00Z","number_observed":1,"objects":{"0":{"type":"domain-name","value":"a.example","resolves_to_refs":["1"]},"1":{"type":"ipv4-addr","value":"192.0.2.1"}}}]}`
	in, err := stix.Read(strings.NewReader(raw), stix.Options{Name: "b"})
	if err != nil {
		t.Fatal(err)
	}
	if got := said(in); len(got) != 2 || !strings.HasPrefix(got[0], "domain:a.example observed 1") {
		t.Errorf("%v", got)
	}
	b, out := export(t, in, statement.Sharing{MaxTLP: statement.Amber})
	if valid(t, out); len(b.Left) > 0 || strings.Contains(string(out), `"1"`) {
		t.Errorf("%v\n%s", b.Left, out)
	}
}

// TestStrangersExtension: who is not this program gets no ids, sources or grades
// of their own, and a changed object is not what its extension says.
func TestStrangersExtension(t *testing.T) {
	s := statement.Statement{ID: "s1", Source: "r1", Subject: things[6], Object: things[9], Predicate: "member_of", Polarity: statement.Asserts, Grade: statement.Grade{Source: 'A', Info: '1'}}
	in := statement.Intake{Source: statement.Source{ID: "r1", Publisher: "Agency", Reliability: "A"}, Statements: []statement.Statement{s}}
	_, out := export(t, in, statement.Sharing{MaxTLP: statement.Amber})
	got, err := stix.Read(bytes.NewReader(out), stix.Options{Name: "b", At: noon(), Grade: statement.Grade{Source: 'D'}})
	if err != nil || len(got.Statements) != 1 || len(got.Others) != 1 {
		t.Fatalf("%+v %v", got, err)
	}
	if r := got.Statements[0]; r.ID == "s1" || r.Source != got.Source.ID+"/r1" || r.Grade.String() != "D1" || got.Others[0].Reliability != "D" || r.Predicate != "member_of" {
		t.Errorf("%+v", r)
	}
	changed := bytes.Replace(out, []byte(`"relationship_type":"member-of"`), []byte(`"relationship_type":"leads"`), 1)
	got, err = stix.Read(bytes.NewReader(changed), stix.Options{Name: "b", At: noon(), Own: true})
	if err != nil || len(got.Unread) != 1 || !strings.Contains(strings.Join(said(got), "\n"), " leads ") {
		t.Errorf("%v %v %v", said(got), got.Unread, err)
	}
}

func TestRefuses(t *testing.T) {
	for name, in := range map[string]string{
		"nothing": "", "no objects": `{"type":"bundle","id":"` + oid("bundle", 1) + `"}`, "no id": bundleOf(`{"type":"tool"}`), "id of another type": bundleOf(`{"type":"tool","id":"` + oid("malware", 1) + `"}`),
		"bundle in a bundle": bundleOf(bundleOf()), "key twice": bundleOf(`{"type":"tool","type":"tool"}`), "deep": bundleOf(strings.Repeat(`[`, 40) + strings.Repeat(`]`, 40)), "no object": bundleOf(`7`),
	} {
		_, err := stix.Read(strings.NewReader(in), stix.Options{Name: "b"})
		var fe *format.Error
		if !errors.As(err, &fe) || fe.File != "b" || fe.Line == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestNewestVersion(t *testing.T) {
	old := obj("tool", 1, `"name":"old"`)
	in, err := stix.Read(strings.NewReader(bundleOf(strings.Replace(old, "old", "new", 1), strings.Replace(old, `"modified":"2027`, `"modified":"2026`, 1), strings.NewReplacer("old", "newest", `"modified":"2027`, `"modified":"2028`).Replace(old))), stix.Options{Name: "b"})
	if err != nil || len(in.Unread) != 2 || in.Statements[0].Value.Text != "newest" {
		t.Errorf("%+v %v", in, err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(bundleOf(obj("threat-actor", 2, `"name":"H"`), obj("relationship", 6, `"relationship_type":"uses","source_ref":"`+oid("threat-actor", 2)+`","target_ref":"`+oid("ipv4-addr", 3)+`"`))))
	f.Add([]byte(bundleOf(obj("indicator", 2, `"pattern":"[url:value = 'http://a.example']","valid_from":"2027-01-01T00:00:00Z"`), obj("observed-data", 3, `"objects":{"0":{"type":"file","hashes":{"MD5":"x"}}}`))))
	f.Fuzz(func(t *testing.T, b []byte) {
		in, err := stix.Read(bytes.NewReader(b), stix.Options{Name: "f", At: 1})
		if err != nil {
			return
		}
		bundle, err := stix.FromStatements(append(in.Others, in.Source), in.Statements, statement.Sharing{Author: "O", MaxTLP: statement.Red, At: 1})
		if err != nil {
			t.Fatal(err)
		}
		if err := stix.Write(&bytes.Buffer{}, bundle); err != nil {
			t.Fatal(err)
		}
	})
}
