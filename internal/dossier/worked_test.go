package dossier

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/examples"
	"github.com/sekifuda/sekifuda/internal/casefile"
	reader "github.com/sekifuda/sekifuda/internal/format/casefile"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// worked opens the worked case and takes in all of it.
func worked(t *testing.T) (*Book, *casefile.File) {
	b := house(t)
	all := &casefile.File{}
	check(t, fs.WalkDir(examples.Case, "case", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.Name() != "statements.yaml" && d.Name() != "case.yaml" {
			return err
		}
		text, err := examples.Case.ReadFile(path)
		if err != nil {
			return err
		}
		f, err := reader.Read(bytes.NewReader(text), reader.Options{Name: path, At: day(1)})
		all = casefile.Join(all, f)
		return err
	}))
	add(t, b, 1, all)
	f, _, err := b.File(t.Context(), "c-1", look(2))
	check(t, err)
	return b, f
}

func leave(t *testing.T, b *Book, format string, care ...string) (*Exported, string) {
	t.Helper()
	x, content, err := b.Export(t.Context(), "c-1", Request{Format: format, Recipient: "Harbour Desk", TLP: statement.Amber, Purpose: "to warn",
		Author: "the operator", Care: care, Lang: "en"}, act(3))
	check(t, err)
	return x, string(content)
}

// pieces cuts what left into the pieces that stand alone: rows of tables, sides
// of a disagreement, objects, lines.
func pieces(t *testing.T, format, content string) (out []string) {
	switch format {
	case "html":
		_, body, _ := strings.Cut(content, "<body>")
		for _, p := range regexp.MustCompile(`<tr>|<div><p>|<h3>|<p class="note">|<dl`).Split(body, -1) {
			out = append(out, regexp.MustCompile(`<[^>]*>`).ReplaceAllString(p, " "))
		}
	case "stix":
		var b struct{ Objects []json.RawMessage }
		check(t, json.Unmarshal([]byte(content), &b))
		for _, o := range b.Objects {
			out = append(out, string(o))
		}
	case "ftm":
		out = strings.Split(strings.TrimSpace(content), "\n")
	case "csv":
		rows, err := csv.NewReader(strings.NewReader(content)).ReadAll()
		check(t, err)
		for _, r := range rows[1:] {
			out = append(out, strings.Join(r, " | "))
		}
	}
	return out
}

// TestNobodyIsCalledAnything looks through all that leaves of the worked case:
// whatever names a person, or says something that one could be accused of,
// stands with who says it.
func TestNobodyIsCalledAnything(t *testing.T) {
	b, f := worked(t)
	accuses := regexp.MustCompile(`(?i)guilty|culprit|criminal|offender|suspect|perpetrator|\bfalse\b|\bfake\b|member of|soldier|attacker`)
	var names []string
	for _, th := range f.Things {
		if th.Ref.Kind == statement.Person {
			names = append(append(names, th.Ref.Key), th.Names...)
		}
	}
	said := map[string]string{} // publisher by source
	for _, s := range f.Sources {
		said[s.ID] = s.Publisher
	}
	attributed := func(piece string) bool {
		for id, publisher := range said {
			if strings.Contains(piece, id+" ") || strings.Contains(piece, id+"-") || strings.Contains(piece, id+",") || publisher != "" && strings.Contains(piece, publisher) {
				return true
			}
		}
		return strings.Contains(piece, "The operator")
	}
	for _, format := range []string{"html", "stix", "ftm", "csv"} {
		x, content := leave(t, b, format, Care()...)
		n := 0
		for _, p := range pieces(t, format, content) {
			hit := accuses.MatchString(p)
			for _, name := range names {
				hit = hit || strings.Contains(p, name)
			}
			if !hit || attributed(p) || bare(format, p, names) {
				continue
			}
			if n++; n < 5 {
				t.Errorf("%s: nobody says it: %.400s", format, p)
			}
		}
		denials(t, f, x, format, content)
	}
}

// bare reports whether a piece is only the thing itself, or the words of the page.
func bare(format, piece string, names []string) bool {
	switch format {
	case "html":
		return strings.Contains(piece, "innocent until a court") || strings.Contains(piece, "Marking") ||
			regexp.MustCompile(`^[^:]*·`).MatchString(strings.TrimSpace(piece)) // heading of a question
	case "stix":
		var o struct {
			Type     string `json:"type"`
			Class    string `json:"identity_class"`
			Name     string `json:"name"`
			Roles    []string
			Relation string `json:"relationship_type"`
		}
		return json.Unmarshal([]byte(piece), &o) == nil && (o.Type == "identity" && o.Roles == nil || o.Type == "extension-definition" || o.Type == "marking-definition")
	case "ftm":
		var e struct{ Schema string }
		return json.Unmarshal([]byte(piece), &e) == nil && e.Schema == "Person"
	}
	return false
}

// denials looks whether every denial of what left has left with it.
func denials(t *testing.T, f *casefile.File, x *Exported, format, content string) {
	given := map[string]bool{}
	for _, g := range x.Given {
		given[g.ID] = g.Kind == casefile.KindStatement || given[g.ID]
	}
	asked := map[casefile.Question]bool{}
	for i := range f.Statements {
		if s := &f.Statements[i]; given[s.ID] && s.Polarity == statement.Asserts {
			asked[question(s)] = true
		}
	}
	n := 0
	for i := range f.Statements {
		s := &f.Statements[i]
		if s.Polarity != statement.Denies && s.Polarity != statement.Lacks || !asked[question(s)] || format == "csv" && s.Object == (statement.Ref{}) {
			continue
		}
		n++
		if !given[s.ID] || !strings.Contains(content, s.ID) {
			t.Errorf("%s: %s, which denies something, did not leave with it", format, s.ID)
		}
	}
	if n == 0 && format != "csv" {
		t.Errorf("%s: nothing of the case is denied", format)
	}
}

// TestNoPersonWithoutProcedure gives the case without criminal procedure: then
// nothing leaves that speaks of a person or names one.
func TestNoPersonWithoutProcedure(t *testing.T) {
	b, f := worked(t)
	for _, format := range []string{"stix", "ftm", "html"} {
		x, content := leave(t, b, format)
		if x.Held[heldState] == 0 || x.Held[heldCare] == 0 || x.Held[heldRule] != 1 {
			t.Errorf("%s: held %v", format, x.Held)
		}
		for _, th := range f.Things {
			if th.Ref.Kind != statement.Person || th.Unnamed {
				continue
			}
			for _, n := range th.Names {
				if strings.Contains(content, n) {
					t.Errorf("%s names %s", format, n)
				}
			}
		}
		for i := range f.Statements {
			if s := &f.Statements[i]; s.NoRule && strings.Contains(content, s.Quotation) {
				t.Errorf("%s: %s leaves", format, s.ID)
			}
		}
	}
}
