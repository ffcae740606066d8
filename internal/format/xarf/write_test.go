package xarf_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/sekifuda/sekifuda/internal/format/xarf"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// compiled are the published schemas by category-type.
func compiled(t *testing.T) map[string]*jsonschema.Schema {
	t.Helper()
	root := filepath.Join(data(t), "schemas")
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	out := map[string]*jsonschema.Schema{}
	ids := map[string]string{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".json") {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
		if err != nil {
			return err
		}
		id := doc.(map[string]any)["$id"].(string)
		ids[strings.TrimSuffix(filepath.Base(path), ".json")] = id
		return c.AddResource(id, doc)
	})
	for name, id := range ids {
		if err != nil {
			break
		}
		out[name], err = c.Compile(id)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestReportsLeaveValid: every sample, read, leaves as a report that the
// schemas allow, and what it says comes back.
func TestReportsLeaveValid(t *testing.T) {
	schemas := compiled(t)
	files, _ := filepath.Glob(filepath.Join(data(t), "samples", "*.json"))
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		t.Run(name, func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			in, err := xarf.Read(bytes.NewReader(raw), xarf.Options{Name: file, At: 1})
			if err != nil {
				t.Fatal(err)
			}
			reports, err := xarf.FromStatements([]statement.Source{in.Source}, in.Statements, statement.Sharing{Author: "Operator", MaxTLP: statement.Amber},
				xarf.Desk{Org: "Operator", Contact: "abuse@operator.example", Domain: "operator.example"})
			if err != nil || len(reports) != 1 {
				t.Fatalf("%d reports, %v", len(reports), err)
			}
			var out bytes.Buffer
			if err := xarf.Write(&out, reports[0]); err != nil {
				t.Fatal(err)
			}
			doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(out.Bytes()))
			if err != nil {
				t.Fatal(err)
			}
			ty := doc.(map[string]any)["category"].(string) + "-" + doc.(map[string]any)["type"].(string)
			schema := schemas[ty]
			if schema == nil {
				schema = schemas[strings.ReplaceAll(ty, "_", "-")]
			}
			for _, s := range []*jsonschema.Schema{schema, schemas["xarf-core"]} {
				if err := s.Validate(doc); err != nil {
					t.Errorf("not valid: %v\n%s", err, out.String())
				}
			}
			again, err := xarf.Read(&out, xarf.Options{Name: "again", At: 1})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(facts(in), facts(again)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// facts are what is said of the source, without what Lost names.
func facts(in statement.Intake) map[string]string {
	out := map[string]string{}
	for _, s := range in.Statements {
		if s.Subject.Kind == statement.Item && (s.Subject.Key == "reporter" || s.Subject.Key == "sender") {
			continue
		}
		text, _ := json.Marshal(s)
		var m map[string]any
		_ = json.Unmarshal(text, &m) // what was just written
		for _, l := range xarf.Lost() {
			if l.Field != "quotation" || s.Predicate == xarf.ReportedFor {
				delete(m, l.Field)
			}
		}
		text, _ = json.Marshal(m)
		out[s.Place] = string(text)
	}
	return out
}

// TestWantedFields: a report without what its type wants does not leave.
func TestWantedFields(t *testing.T) {
	src := statement.Source{ID: "r", Marking: statement.Marking{TLP: statement.Clear}}
	head := statement.Statement{ID: "s", Source: "r", Subject: statement.Ref{Kind: "ip", Key: "192.0.2.1"}, Predicate: xarf.ReportedFor, At: 1, Polarity: statement.Asserts,
		Value: statement.Value{Kind: "text", Text: "connection/ddos"}, Marking: src.Marking}
	protocol := statement.Statement{ID: "p", Source: "r", Subject: head.Subject, Place: "protocol", Predicate: "protocol", Polarity: statement.Asserts, Value: statement.Value{Kind: "text", Text: "udp"}, Marking: src.Marking}
	sharing, desk := statement.Sharing{Author: "O"}, xarf.Desk{Org: "O", Contact: "a@o.example", Domain: "o.example"}
	if _, err := xarf.FromStatements([]statement.Source{src}, []statement.Statement{head}, sharing, desk); err == nil || !strings.Contains(err.Error(), "protocol") {
		t.Errorf("a report without what its type wants: %v", err)
	}
	out, err := xarf.FromStatements([]statement.Source{src}, []statement.Statement{head, protocol}, sharing, desk)
	if err != nil || out[0]["first_seen"] != out[0]["timestamp"] {
		t.Errorf("%v, %v", out, err)
	}
}

func TestReportsThatDoNotLeave(t *testing.T) {
	src := statement.Source{ID: "r", Marking: statement.Marking{TLP: statement.Red}}
	s := statement.Statement{ID: "s", Source: "r", Subject: statement.Ref{Kind: "ip", Key: "192.0.2.1"}, Predicate: xarf.ReportedFor, At: 1, Polarity: statement.Asserts,
		Value: statement.Value{Kind: "text", Text: "connection/ddos"}}
	desk := xarf.Desk{Org: "O", Contact: "a@o.example", Domain: "o.example"}
	if _, err := xarf.FromStatements([]statement.Source{src}, []statement.Statement{s}, statement.Sharing{Author: "O", MaxTLP: statement.Amber}, desk); err == nil {
		t.Error("a red source left")
	}
	src.Marking.TLP = statement.Amber
	if _, err := xarf.FromStatements([]statement.Source{src}, []statement.Statement{s}, statement.Sharing{Author: "O", MaxTLP: statement.Amber}, xarf.Desk{}); err == nil {
		t.Error("a report from nobody")
	}
	for name, bad := range map[string]func(*statement.Statement){"denied": func(s *statement.Statement) { s.Polarity = statement.Denies }, "without a zone": func(s *statement.Statement) { s.Zoneless = true }, "another type": func(s *statement.Statement) { s.Value.Text = "feedback/abuse" }} {
		c := s
		bad(&c)
		if out, err := xarf.FromStatements([]statement.Source{src}, []statement.Statement{c}, statement.Sharing{Author: "O", MaxTLP: statement.Amber}, desk); err != nil || len(out) > 0 {
			t.Errorf("%s: %d reports, %v", name, len(out), err)
		}
	}
}
