package policy

import (
	"testing"

	"github.com/sekifuda/sekifuda/internal/finding"
)

// BenchmarkDecide holds the default policy under 60 µs a decision.
func BenchmarkDecide(b *testing.B) {
	p := Default()
	for _, name := range []string{"an honest company that has answered", "the yardstick, a plausible company that is in no register"} {
		c := caseNamed(b, p, name)
		b.Run(string(c.expect.Outcome.Value), func(b *testing.B) {
			b.ReportAllocs()
			var v Verdict
			for b.Loop() {
				v = p.Decide(&c.facts, c.findings, c.item)
			}
			if v.Outcome != finding.Outcome(c.expect.Outcome.Value) {
				b.Fatal(v.Outcome)
			}
		})
	}
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		if _, err := Parse("default.yaml", defaultSource); err != nil {
			b.Fatal(err)
		}
	}
}

func caseNamed(t testing.TB, p *Policy, name string) *testCase {
	t.Helper()
	for i := range p.cases {
		if p.cases[i].name == name {
			return &p.cases[i]
		}
	}
	t.Fatalf("the default policy has no case %q", name)
	return nil
}
