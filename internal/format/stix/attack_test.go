package stix_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format/stix"
	"github.com/sekifuda/sekifuda/internal/statement"
)

func noon() entity.Instant {
	at, _ := entity.ParseAt("2027-04-20T12:00:00Z", nil)
	return at
}

func export(t *testing.T, in statement.Intake, e statement.Sharing) (stix.Bundle, []byte) {
	t.Helper()
	if e.Author == "" {
		e.Author = "Operator"
	}
	if e.At == 0 {
		e.At = noon()
	}
	b, err := stix.FromStatements(append([]statement.Source{in.Source}, in.Others...), in.Statements, e)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := stix.Write(&out, b); err != nil {
		t.Fatal(err)
	}
	return b, out.Bytes()
}

// TestGroupComesWholeAndLeavesValid: a bundle of STIX 2.0 with 109 objects is
// accounted for to the last, leaves as valid 2.1, and comes back.
func TestGroupComesWholeAndLeavesValid(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join(data(t), "attack-G0060.stix20.json"))
	if err != nil {
		t.Fatal(err)
	}
	in, err := stix.Read(bytes.NewReader(raw), stix.Options{Name: "G0060", At: noon()})
	if err != nil {
		t.Fatal(err)
	}
	var doc struct{ Objects []map[string]any }
	if err := json.Unmarshal(raw, &doc); err != nil {
		t.Fatal(err)
	}
	whole, links := 0, 0
	for _, s := range in.Statements {
		if s.Predicate == stix.WholeObject {
			whole++
		}
		if s.Predicate == "uses" && s.Subject.Kind == statement.Group {
			links++
		}
		if s.Grade.String() != "F6" {
			t.Fatalf("a bundle that nobody graded, without confidence: %s", s.Grade)
		}
	}
	if whole != 109 || links != 54 || len(doc.Objects) != 109 {
		t.Errorf("%d whole objects, %d uses of %d objects", whole, links, len(doc.Objects))
	}
	for _, u := range in.Unread {
		t.Logf("left out: %s: %s", u.Place, u.Why)
	}
	b, out := export(t, in, statement.Sharing{MaxTLP: statement.Amber})
	if len(b.Left) > 0 {
		t.Errorf("objects that do not leave: %v", b.Left)
	}
	t.Logf("%d objects leave", valid(t, out))
	sameObjects(t, doc.Objects, out)
	again, err := stix.Read(bytes.NewReader(out), stix.Options{Name: "again", At: noon(), Own: true})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(bare(t, in.Statements), bare(t, again.Statements)); diff != "" {
		t.Errorf("came back otherwise:\n%.3000s", diff)
	}
}

// sameObjects: all objects left as they came, but for what 2.1 names otherwise.
func sameObjects(t *testing.T, came []map[string]any, out []byte) {
	t.Helper()
	var doc struct{ Objects []map[string]any }
	if err := json.Unmarshal(out, &doc); err != nil {
		t.Fatal(err)
	}
	left := map[string]map[string]any{}
	for _, o := range doc.Objects {
		left[o["id"].(string)] = o
	}
	for _, o := range came {
		got := left[o["id"].(string)]
		for k, v := range o {
			if list, ok := v.([]any); k == "labels" || ok && len(list) == 0 {
				continue
			}
			if diff := cmp.Diff(v, got[k]); diff != "" {
				t.Errorf("%s.%s: %s", o["id"], k, diff)
			}
		}
	}
}

// bare are the statements without what Lost names for objects of others.
func bare(t *testing.T, list []statement.Statement) []map[string]any {
	t.Helper()
	var out []map[string]any
	for _, s := range list {
		out = append(out, without(t, s, "STIX: objects that others made"))
	}
	slices.SortFunc(out, func(a, b map[string]any) int {
		x, _ := json.Marshal(a)
		y, _ := json.Marshal(b)
		return strings.Compare(string(x), string(y))
	})
	return out
}

// without is a statement as JSON has it, less the fields that Lost names.
func without(t testing.TB, s statement.Statement, of string) map[string]any {
	t.Helper()
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(text, &m); err != nil {
		t.Fatal(err)
	}
	for _, l := range stix.Lost() {
		outer, inner, nested := strings.Cut(l.Field, ".")
		switch {
		case l.Of != of || nested && s.Predicate != stix.WholeObject:
		case nested:
			delete(m[outer].(map[string]any), inner)
		default:
			delete(m, outer)
		}
	}
	return m
}
