package application

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/record"
)

const docPath = "../../../docs/application.md"

// TestDocument holds docs/application.md: tables come from the types and
// labels, examples and their errors from running the readers.
func TestDocument(t *testing.T) {
	text, err := os.ReadFile("testdata/application.md.tmpl")
	if err != nil {
		t.Fatal(err)
	}
	for marker, fill := range map[string]func(*testing.T) string{
		"{{fields}}": fieldTableText, "{{labels}}": labelTableText, "{{words}}": wordTableText,
		"{{example.jsonl}}": example("doc.jsonl"), "{{example.csv}}": example("doc.csv"), "{{example.eml}}": example("doc.eml"),
		"{{errors}}": errorExamples,
	} {
		if bytes.Count(text, []byte(marker)) != 1 {
			t.Fatalf("the template must hold %s once", marker)
		}
		text = bytes.Replace(text, []byte(marker), []byte(strings.TrimSuffix(fill(t), "\n")), 1)
	}
	if *update {
		if err := os.WriteFile(docPath, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(docPath); err != nil || !bytes.Equal(got, text) {
		t.Errorf("docs/application.md is not what the code says (%v); run: go test ./internal/format/application -update", err)
	}
}

func fieldTableText(*testing.T) string {
	var b strings.Builder
	b.WriteString("| field | type | meaning |\n|---|---|---|\n")
	for _, f := range record.Fields("application") {
		typ, doc := f.Type, f.Doc
		if f.Items != "" {
			typ += " of " + f.Items + "s"
		}
		if f.Enum != nil {
			doc += ". One of `" + strings.Join(f.Enum, "`, `") + "`"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", f.Path, typ, doc)
	}
	return b.String()
}

func labelTableText(*testing.T) string {
	var b strings.Builder
	b.WriteString("| field | Japanese | English | in a mail |\n|---|---|---|---|\n")
	for _, l := range labels {
		mail := "yes"
		if !l.mail {
			mail = "no: the operator's to say"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", l.path, strings.ReplaceAll(l.ja, "|", ", "), strings.ReplaceAll(l.en, "|", ", "), mail)
	}
	return b.String()
}

func wordTableText(*testing.T) string {
	by := map[string][]string{}
	for w, code := range words {
		by[code] = append(by[code], w)
	}
	var codes []string
	for code := range by {
		codes = append(codes, code)
	}
	sort.Strings(codes)
	var b strings.Builder
	b.WriteString("| code | also written |\n|---|---|\n")
	for _, code := range codes {
		slices.Sort(by[code])
		fmt.Fprintf(&b, "| `%s` | %s |\n", code, strings.Join(by[code], ", "))
	}
	return b.String()
}

// example shows a file that reads without a problem.
func example(name string) func(*testing.T) string {
	return func(t *testing.T) string {
		raw, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := collect(name, raw, format.Limits{})
		if err != nil || len(rows) == 0 {
			t.Fatalf("%s: %v", name, err)
		}
		for _, r := range rows {
			if r.Problems != nil {
				t.Errorf("%s: %v", name, r.Problems)
			}
		}
		return string(raw)
	}
}

func errorExamples(t *testing.T) string {
	var b strings.Builder
	for _, tc := range []struct{ file, data string }{
		{"orders.jsonl", `{"applicant":{"nmae":"架空商事"},"quantity":"5"}`},
		{"orders.jsonl", `{"resale":"maybe"}`},
		{"orders.jsonl", `{"applicant":{"name":"甲","name":"乙"}}`},
		{"orders.csv", "会社名,法人番合\n"},
		{"orders.csv", "会社名,法人番号,電話番号,郵便番号\n架空商事,1.23457E+12,312345678,600001\n"},
		{"orders.csv", "会社名,設立年月日,代表電話番号\n架空商事,45992,#NAME?\n"},
		{"orders.csv", "会社名,数量\n架空商事,1,2\n"},
		{"orders.csv", "\xff\xfe\x3a\x00"},
		{"order.eml", "From: a@example.jp\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n会社名：甲\r\n会社名：乙\r\n"},
	} {
		rows, err := collect(tc.file, []byte(tc.data), format.Limits{})
		if err != nil {
			fmt.Fprintln(&b, err)
		}
		for _, r := range rows {
			for _, p := range r.Problems {
				fmt.Fprintln(&b, p)
			}
		}
	}
	return b.String()
}
