package policy

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the generated part of docs/policy.md")

const docFile = "../../docs/policy.md"

// TestFactTable holds the table of facts in docs/policy.md to the struct that
// conditions are typed against.
func TestFactTable(t *testing.T) {
	doc, err := os.ReadFile(docFile)
	if err != nil {
		t.Fatal(err)
	}
	begin, rest, ok := strings.Cut(string(doc), "-update) -->\n")
	_, end, ok2 := strings.Cut(rest, "<!-- facts: end -->")
	if !ok || !ok2 {
		t.Fatalf("%s has no markers of the table of facts", docFile)
	}
	want := begin + "-update) -->\n" + factTable(t) + "<!-- facts: end -->" + end
	if *update {
		if err := os.WriteFile(docFile, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want != string(doc) {
		t.Errorf("%s does not show the facts as they are: run go test ./internal/policy -run TestFactTable -update", docFile)
	}
}

func factTable(t *testing.T) string {
	t.Helper()
	comments := factComments(t)
	var b strings.Builder
	b.WriteString("| fact | type | meaning |\n|---|---|---|\n")
	for _, g := range factGroups {
		for _, name := range g.fields {
			f := g.typ.Field(g.byName[name])
			if comments[g.typ.Name()+"."+f.Name] == "" {
				t.Errorf("finding.%s.%s has no comment that says what it is", g.typ.Name(), f.Name)
			}
			fmt.Fprintf(&b, "| `%s.%s` | %s | %s |\n", g.name, name, celName(f.Type), comments[g.typ.Name()+"."+f.Name])
		}
	}
	return b.String()
}

func celName(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Slice:
		return "list of " + celName(t.Elem())
	case reflect.Int64:
		return "int"
	}
	return t.Kind().String()
}

// factComments reads what the comments beside the fields say; the fields that
// all checks have are explained once.
func factComments(t *testing.T) map[string]string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../finding/facts.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.TypeSpec)
		if !ok {
			return true
		}
		doc := spec.Type.(*ast.StructType)
		for _, f := range doc.Fields.List {
			if len(f.Names) == 1 {
				text := strings.TrimSpace(f.Comment.Text())
				if text == "" {
					text = f.Doc.Text()
				}
				out[spec.Name.Name+"."+f.Names[0].Name] = plain(text, f.Names[0].Name)
			}
		}
		return true
	})
	for _, g := range factGroups {
		for field, text := range map[string]string{"State": "state of the check", "Code": "what was found", "Cause": "why it is `not_checked`"} {
			if k := g.typ.Name() + "." + field; out[k] == "" || out[k] == "see State" {
				out[k] = text
			}
		}
	}
	return out
}

var spaces = regexp.MustCompile(`\s+`)

func plain(text, field string) string {
	text = strings.TrimPrefix(strings.TrimSpace(spaces.ReplaceAllString(text, " ")), field+" ")
	return strings.TrimSuffix(strings.ReplaceAll(text, "|", "\\|"), ".")
}

// TestDocumentedWords: every guard, code, setting, check subject and effect of
// the engine is in the document.
func TestDocumentedWords(t *testing.T) {
	b, err := os.ReadFile(docFile)
	if err != nil {
		t.Fatal(err)
	}
	doc := string(b)
	words := append([]string{
		CodeAllClear, CodeNotChecked, CodeRuleError, CodeUnruledHit, CodeListProhibit, CodeListLicence, CodeListQuestion,
		CodeListPossible, ListLicensed, ListChecklist,
	}, effects...)
	words = append(append(words, subjects...), ruleOutcomes...)
	for _, g := range guards {
		words = append(words, g.name)
	}
	for _, w := range words {
		if !strings.Contains(doc, "`"+w+"`") {
			t.Errorf("docs/policy.md does not say `%s`", w)
		}
	}
	s := Settings{}
	for _, n := range s.numbers() {
		if !strings.Contains(doc, "  "+n.name+":") {
			t.Errorf("docs/policy.md does not say %s", n.name)
		}
	}
}

var fenced = regexp.MustCompile("(?s)```yaml\n(.*?)```")

// TestDocumentedExamples: the examples of the document compile, those that are
// parts of a policy inside one.
func TestDocumentedExamples(t *testing.T) {
	b, err := os.ReadFile(docFile)
	if err != nil {
		t.Fatal(err)
	}
	examples := fenced.FindAllStringSubmatch(string(b), -1)
	if len(examples) < 6 {
		t.Fatalf("%d examples", len(examples))
	}
	for _, m := range examples {
		src := m[1]
		if !strings.HasPrefix(src, "schema:") {
			src = head + "rules: [{id: freshness.stale, outcome: review, when: 'size(freshness.stale) > 0', text: {en: a, ja: b}}]\n" + src
		}
		p := parsed(t, src)
		if rep := p.Test(); rep.Failed > 0 {
			t.Errorf("%s\n%+v", m[1], rep)
		}
	}
}
