package stix_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"path"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/sekifuda/sekifuda/examples"
	"github.com/sekifuda/sekifuda/internal/format/casefile"
	"github.com/sekifuda/sekifuda/internal/format/ftm"
	"github.com/sekifuda/sekifuda/internal/format/stix"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// worked are the sources and statements of the worked case.
func worked(t *testing.T) (sources []statement.Source, statements []statement.Statement) {
	t.Helper()
	err := fs.WalkDir(examples.Case, ".", func(name string, _ fs.DirEntry, err error) error {
		if err != nil || path.Base(name) != "statements.yaml" {
			return err
		}
		raw, err := fs.ReadFile(examples.Case, name)
		if err != nil {
			return err
		}
		f, err := casefile.Read(bytes.NewReader(raw), casefile.Options{Name: name, At: noon()})
		if err == nil {
			sources, statements = append(sources, f.Sources...), append(statements, f.Statements...)
		}
		return err
	})
	if err != nil || len(sources) < 5 || len(statements) < 50 {
		t.Fatalf("%d sources, %d statements, %v", len(sources), len(statements), err)
	}
	return sources, statements
}

// TestWorkedCase: the five reports that disagree leave valid and come back the
// same, as STIX and as FollowTheMoney; nobody is called anything in own words.
func TestWorkedCase(t *testing.T) {
	sources, statements := worked(t)
	sharing := statement.Sharing{Author: "Operator", Container: "worked", Recipient: "A desk", MaxTLP: statement.Red, At: noon()}
	b, err := stix.FromStatements(sources, statements, sharing)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := stix.Write(&out, b); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d statements of %d sources leave as %d objects", len(statements), len(sources), valid(t, out.Bytes()))
	attributed(t, out.Bytes())
	again, err := stix.Read(&out, stix.Options{Name: "again", At: noon(), Own: true})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(byID(statements), byID(again.Statements)); diff != "" {
		t.Errorf("STIX: came back otherwise:\n%.3000s", diff)
	}
	entities, err := ftm.FromStatements(sources, statements, sharing)
	if err != nil {
		t.Fatal(err)
	}
	_, back, err := ftm.Statements(entities)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(byID(statements), byID(back)); diff != "" {
		t.Errorf("FollowTheMoney: came back otherwise:\n%.3000s", diff)
	}
}

// attributed: every claim says who says it; no identity, group or thing has a
// word about it that is not somebody's.
func attributed(t *testing.T, raw []byte) {
	t.Helper()
	var doc struct {
		Objects []struct {
			Type, ID, Name, Description, Content, Explanation string
			By                                                string `json:"created_by_ref"`
			Labels                                            []string
		}
	}
	if err := json.Unmarshal(raw, &doc); err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	for _, o := range doc.Objects {
		if o.Type == "identity" {
			names[o.ID] = o.Name
		}
	}
	for _, o := range doc.Objects {
		switch o.Type {
		case "relationship", "note", "opinion":
			if words := o.Description + o.Content + o.Explanation; names[o.By] == "" || !strings.HasPrefix(words, names[o.By]) || len(o.Labels) < 2 {
				t.Errorf("%s does not begin with who says it: %s", o.ID, words)
			}
		case "identity", "intrusion-set", "infrastructure", "incident":
			if o.Description != "" || len(o.Labels) > 1 {
				t.Errorf("%s has words of nobody", o.ID)
			}
		}
	}
}
