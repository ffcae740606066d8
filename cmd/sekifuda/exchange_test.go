package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/format/indicators"
	"github.com/sekifuda/sekifuda/internal/format/stix"
	"github.com/sekifuda/sekifuda/internal/format/xarf"
)

// TestExchangeDocument holds the table of what does not come back in
// docs/exchange.md to the lists by which the round trips are tested. Set
// UPDATE_EXCHANGE to write it.
func TestExchangeDocument(t *testing.T) {
	const file = "../../docs/exchange.md"
	doc, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(doc), "<!-- lost: begin -->\n")
	_, after, ok2 := strings.Cut(rest, "<!-- lost: end -->")
	if !ok || !ok2 {
		t.Fatalf("%s has no markers of the table", file)
	}
	var b strings.Builder
	b.WriteString("\n| of | field | why |\n|---|---|---|\n")
	for _, l := range slices.Concat(stix.Lost(), xarf.Lost(), indicators.Lost()) {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", l.Of, l.Field, l.Why)
	}
	b.WriteString("\n")
	want := before + "<!-- lost: begin -->\n" + b.String() + "<!-- lost: end -->" + after
	switch {
	case os.Getenv("UPDATE_EXCHANGE") != "":
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	case want != string(doc):
		t.Errorf("%s does not show what is lost as it is: run UPDATE_EXCHANGE=1 go test ./cmd/sekifuda -run ExchangeDocument", file)
	}
}
