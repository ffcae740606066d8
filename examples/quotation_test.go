package examples_test

import (
	"fmt"
	"strings"
	"testing"
)

// paragraphs reads a report: p1, p2 … after the headline; of the second
// printing in one file, again p1 ….
func paragraphs(t *testing.T, report string) map[string]string {
	t.Helper()
	out := map[string]string{}
	printing, n := "", -1
	for _, block := range strings.Split(string(readFile(t, "reports/"+report+"/report.txt")), "\n\n") {
		block = strings.Join(strings.Fields(block), " ")
		if block == "* * *" {
			printing, n = "again ", -1
			continue
		}
		n++
		place := fmt.Sprintf("%sp%d", printing, n)
		if n == 0 {
			place = printing + "headline"
		}
		out[place] = block
	}
	return out
}

// TestQuotationsStandAtTheirPlace: each quotation is in its report word for
// word, in the paragraph that is named, and so is its translation.
func TestQuotationsStandAtTheirPlace(t *testing.T) {
	for _, report := range reports {
		text := paragraphs(t, report)
		f := readPart(t, "reports/"+report+"/statements.yaml")
		if len(f.Statements) < 20 {
			t.Errorf("%s: only %d statements", report, len(f.Statements))
		}
		for _, s := range f.Statements {
			for _, q := range []string{s.Quotation, s.English} {
				q = strings.Join(strings.Fields(q), " ")
				if q == "" && s.Quotation != "" {
					continue
				}
				if q == "" || !strings.Contains(text[s.Place], q) {
					t.Errorf("%s: %q does not stand in %s %s", s.ID, q, report, s.Place)
				}
			}
		}
	}
}
