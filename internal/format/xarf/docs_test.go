package xarf_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/format/xarf"
	"github.com/sekifuda/sekifuda/internal/statement"
)

var update = flag.Bool("update", false, "write the generated part of docs/exchange.md")

const docFile = "../../../docs/exchange.md"

// TestExchangeDocument holds the table of X-ARF in docs/exchange.md to the
// table that the reader goes by.
func TestExchangeDocument(t *testing.T) {
	doc, err := os.ReadFile(docFile)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(doc), "<!-- xarf: begin")
	line, rest, ok1 := strings.Cut(rest, "\n")
	_, after, ok2 := strings.Cut(rest, "<!-- xarf: end -->")
	if !ok || !ok1 || !ok2 {
		t.Fatalf("%s has no markers of the table", docFile)
	}
	want := before + "<!-- xarf: begin" + line + "\n" + table() + "<!-- xarf: end -->" + after
	if *update {
		if err := os.WriteFile(docFile, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if want != string(doc) {
		t.Errorf("%s does not show the table as it is: run go test ./internal/format/xarf -run ExchangeDocument -update", docFile)
	}
}

func table() string {
	var b strings.Builder
	b.WriteString("\n| type | things | values | seen | victims | hashed | not taken |\n|---|---|---|---|---|---|---|\n")
	for _, ty := range xarf.Types() {
		cells := map[string][]string{}
		for _, f := range ty.Fields {
			how, class := xarf.Becomes(f)
			name := "`" + f + "`"
			switch class {
			case statement.ContractData:
				name += " (c)"
			case statement.CommunicationData:
				name += " (k)"
			}
			if !slices.Contains([]string{"value", "seen", "victim", "hashed", "origin"}, how) {
				name, how = how+" "+name, "thing"
			}
			cells[how] = append(cells[how], name)
		}
		fmt.Fprintf(&b, "| %s |", ty.Name)
		for _, how := range []string{"thing", "value", "seen", "victim", "hashed", "origin"} {
			b.WriteString(" " + strings.Join(cells[how], ", ") + " |")
		}
		b.WriteString("\n")
	}
	b.WriteString("\nFields of feedback reports (ARF):\n\n| field | becomes |\n|---|---|\n")
	names := []string{}
	arf := xarf.FeedbackFields()
	for name := range arf {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		fmt.Fprintf(&b, "| %s | %s |\n", name, arf[name])
	}
	b.WriteString("\n")
	return b.String()
}
