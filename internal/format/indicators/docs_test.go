package indicators

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the generated part of docs/exchange.md")

const docFile = "../../../docs/exchange.md"

// TestExchangeDocument holds the table of headers in docs/exchange.md to the
// table that the reader goes by.
func TestExchangeDocument(t *testing.T) {
	doc, err := os.ReadFile(docFile)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(doc), "<!-- columns: begin")
	line, rest, ok1 := strings.Cut(rest, "\n")
	_, after, ok2 := strings.Cut(rest, "<!-- columns: end -->")
	if !ok || !ok1 || !ok2 {
		t.Fatalf("%s has no markers of the table", docFile)
	}
	want := before + "<!-- columns: begin" + line + "\n" + table() + "<!-- columns: end -->" + after
	if *update {
		if err := os.WriteFile(docFile, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if want != string(doc) {
		t.Errorf("%s does not show the table as it is: run go test ./internal/format/indicators -run ExchangeDocument -update", docFile)
	}
}

func table() string {
	var b strings.Builder
	b.WriteString("\n| column | other names |\n|---|---|\n")
	for _, c := range sorted(names) {
		fmt.Fprintf(&b, "| %s | %s |\n", c, strings.Join(strings.Fields(names[c]), ", "))
	}
	fmt.Fprintf(&b, "| values of one kind | %s |\n\n", strings.Join(sorted(single), ", "))
	return b.String()
}

func sorted(m map[string]string) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
