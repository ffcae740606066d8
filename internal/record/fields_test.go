package record

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

var update = flag.Bool("update", false, "write docs/records.md")

func compile(t *testing.T, kind string) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema(kind)))
	if err != nil {
		t.Fatalf("schema of %s: %v", kind, err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	if err := c.AddResource("urn:sekifuda:record:"+kind, doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("urn:sekifuda:record:" + kind)
	if err != nil {
		t.Fatalf("schema of %s: %v", kind, err)
	}
	return s
}

func TestSchemaAccepts(t *testing.T) {
	for _, tc := range []struct {
		kind, doc string
		ok        bool
	}{
		{"application", `{}`, true},
		{"application", `{"external_id":"A-1","applicant":{"name":"架空商事株式会社","form":"kabushiki_kaisha"},"quantity":3}`, true},
		{"application", `{"applicant":{"name":null,"form":""}}`, true},
		{"application", `{"applicant":{"form":"club"}}`, false},
		{"application", `{"applicant":{"nationality":"JP"}}`, false},
		{"application", `{"quantity":"3"}`, false},
		{"application", `{"declarations":[{"kind":"end_use"}]}`, true},
		{"application", `{"declarations":[{"date":"2026-01-01"}]}`, false},
		{"evidence", `{"application":"A-1","kind":"letter","by":"x","at":"2026-01-01"}`, true},
		{"evidence", `{"application":"","kind":"letter","by":"x","at":"2026-01-01"}`, false},
		{"contract", `{"external_id":"C-1","from":"2026-01-01"}`, true},
		{"asset", `{"external_id":"S-1","contract":"C-1","kind":"server","from":"2026-01-01"}`, true},
		{"lease", `{"external_id":"L-1","address":"192.0.2.1","port_from":1,"port_to":1023,"reseller_path":["C-1"],"from":"2026-01-01"}`, true},
		{"account", `{"external_id":"U-1","contract":"C-1","login":"x","from":"2026-01-01"}`, true},
		{"event", `{"external_id":"E-1","kind":"login","at":"2026-01-01T00:00:00Z"}`, true},
		{"event", `{"external_id":"E-1","kind":"logon","at":"2026-01-01T00:00:00Z"}`, false},
	} {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(tc.doc))
		if err != nil {
			t.Fatal(err)
		}
		if err := compile(t, tc.kind).Validate(v); (err == nil) != tc.ok {
			t.Errorf("%s %s: %v, want ok=%v", tc.kind, tc.doc, err, tc.ok)
		}
	}
}

// Every field must say what it means, and no field may name a nationality,
// ethnicity or script: DESIGN rule 6.
func TestFieldsDocumented(t *testing.T) {
	for _, kind := range Kinds() {
		seen := map[string]bool{}
		for _, f := range Fields(kind) {
			if f.Doc == "" || f.Type == "" || seen[f.Path] {
				t.Errorf("%s: field %+v lacks a text or stands twice", kind, f)
			}
			seen[f.Path] = true
			for _, bad := range []string{"nationality", "ethnic", "race", "script"} {
				if strings.Contains(f.Path, bad) {
					t.Errorf("%s: %s is a field that must not exist", kind, f.Path)
				}
			}
		}
	}
	if Fields("none") != nil || Schema("none") != nil {
		t.Error("an unknown kind has fields")
	}
}

func TestFieldsOfApplication(t *testing.T) {
	got := map[string]Field{}
	for _, f := range Fields("application") {
		got[f.Path] = f
	}
	for path, want := range map[string]string{
		"applicant.name": "string/", "quantity": "integer/", "applicant.aliases": "array/string",
		"declarations": "array/object", "declarations.N.kind": "string/", "mail.dkim": "string/",
	} {
		if f, ok := got[path]; !ok || f.Type+"/"+f.Items != want {
			t.Errorf("%s: %+v, want %s", path, f, want)
		}
	}
	if got["external_id"].Required || !got["declarations.N.kind"].Required {
		t.Error("required fields are wrong")
	}
}

// Every record survives its own JSON and satisfies its own schema.
func TestZeroAndFull(t *testing.T) {
	full := Application{ExternalID: "A-1", Quantity: 2, Resale: "no", Declarations: []Declaration{{Kind: "end_use", Date: "2026-01-05"}}}
	full.Applicant.Aliases = []string{"旧社名"}
	for _, a := range []Application{{}, full} {
		raw, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		v, _ := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
		if err := compile(t, "application").Validate(v); err != nil {
			t.Errorf("%s: %v", raw, err)
		}
	}
}

func TestRecordsDocument(t *testing.T) {
	path := filepath.Join("..", "..", "docs", "records.md")
	want := document()
	if *update {
		if err := os.WriteFile(path, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(got, want) {
		t.Fatalf("docs/records.md is not what the types say (%v); run: go test ./internal/record -update", err)
	}
}

func document() []byte {
	var b bytes.Buffer
	b.WriteString(`# Records

<!-- Generated from internal/record: go test ./internal/record -update -->

What an operator has in its own books and hands to Sekifuda. Files are JSON
lines, UTF-8, one record a line. Field names are exact; an unknown field, a
field that stands twice and a value of the wrong type are refused by line,
column and field. Where a field may be left out, null and "" mean the same as
leaving it out: *not claimed*. Intervals are [from, to).

External ids are the operator's own and unique per tenant. There is no field
for nationality, ethnicity or script. How applications are read, also from CSV
and e-mail, is in [application.md](application.md).

` + "`sekifuda record import KIND FILE`" + ` takes contracts, assets, leases, accounts and events
(.jsonl, .json, .csv, .tsv). The same external id with other content is a new
version, with the same content nothing new; earlier versions stay. A row that
cannot be read is told with its place and left out, and the command ends with 2.
What a record refers to may come later: it is kept, and told.
`)
	for _, k := range kinds {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n| field | type | | meaning |\n|---|---|---|---|\n", k.name, k.doc)
		for _, f := range Fields(k.name) {
			typ, need, doc := f.Type, "", f.Doc
			if f.Items != "" {
				typ += " of " + f.Items + "s"
			}
			if f.Required {
				need = "required"
			}
			if f.Enum != nil {
				doc += ". One of `" + strings.Join(f.Enum, "`, `") + "`"
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", f.Path, typ, need, strings.ReplaceAll(doc, "|", "\\|"))
		}
	}
	b.WriteString("\n## JSON schemas\n\nJSON Schema 2020-12; shared parts are in `$defs`.\n")
	for _, k := range kinds {
		fmt.Fprintf(&b, "\n### Schema of %s\n\n```json\n%s```\n", k.name, Schema(k.name))
	}
	return b.Bytes()
}
