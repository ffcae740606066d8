package policy

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/sekifuda/sekifuda/internal/finding"
)

func TestReads(t *testing.T) {
	all := func(group string) []string {
		var out []string
		for _, f := range groupByName(group).fields {
			out = append(out, group+"."+f)
		}
		return out
	}
	tests := []struct {
		when   string
		reads  []string
		checks []string
		first  string
	}{
		{`true`, nil, nil, "application"},
		{`application.quantity > 3`, []string{"application.quantity"}, nil, "application"},
		{`list.confirmed`, []string{"list.confirmed"}, []string{"list.match"}, "list.match"},
		{`contact.free_mail && register.code == "x" && register.code != "y"`, []string{"register.code", "contact.free_mail"},
			[]string{"register.exists", "contact"}, "contact"},
		{`application.resale == "yes" && memory.proven`, []string{"application.resale", "memory.proven"}, []string{"memory.shares"}, "memory.shares"},
		{`"x" in eligible.missing`, []string{"eligible.missing"}, []string{"eligible"}, "eligible"},
		{`eligible.missing.exists(m, m == freshness.code)`, []string{"eligible.missing", "freshness.code"}, []string{"eligible", "freshness"}, "eligible"},
		{`has(young.code)`, []string{"young.code"}, []string{"register.young"}, "register.young"},
		{`represents == represents`, all("represents"), []string{"represents"}, "represents"},
		{`young.registered_days < settings.young_days`, []string{"young.registered_days"}, []string{"register.young"}, "register.young"},
	}
	for _, tt := range tests {
		t.Run(tt.when, func(t *testing.T) {
			r := oneRule(t, "review", tt.when).rules[0]
			var reads []string
			for _, f := range r.reads {
				reads = append(reads, f.String())
			}
			if !slices.Equal(reads, tt.reads) || !slices.Equal(r.checks, tt.checks) || r.first != tt.first {
				t.Errorf("reads %v, checks %v, first %s", reads, r.checks, r.first)
			}
		})
	}
}

// TestEveryFactIsReadable: each fact compiles, evaluates and is written as text.
func TestEveryFactIsReadable(t *testing.T) {
	f := clearFacts()
	for _, g := range factGroups {
		for _, name := range g.fields {
			fact := g.name + "." + name
			v := oneRule(t, "note", fact+" == "+fact).Decide(&f, findingsOf(&f), "software")
			r := reasonOf(v, "it")
			if r == nil || len(r.Values) != 1 || r.Values[0].Fact != fact || r.Values[0].Value != valueText(&f, factPath{g.name, name}) {
				t.Errorf("%s: %+v", fact, v)
			}
		}
	}
}

func TestValueText(t *testing.T) {
	f := &finding.Facts{
		List: finding.ListFacts{Score: 9000, Confirmed: true, Source: "un"}, Memory: finding.MemoryFacts{SharedKinds: []string{"phone", "device"}},
	}
	for fact, want := range map[string]string{
		"list.score": "9000", "list.confirmed": "true", "list.source": "un", "memory.shared": "phone,device", "eligible.missing": "",
		"list.nothing": "", "nothing.score": "",
	} {
		g, n, _ := strings.Cut(fact, ".")
		if got := valueText(f, factPath{g, n}); got != want {
			t.Errorf("%s: %q, want %q", fact, got, want)
		}
	}
	if got := valueText(nil, factPath{"list", "score"}); got != "" {
		t.Errorf("of no facts: %q", got)
	}
}

// TestLoopsAreBounded: a condition with a loop stops at the limit, one without
// has none to pay for.
func TestLoopsAreBounded(t *testing.T) {
	ten := "[0,1,2,3,4,5,6,7,8,9]"
	f := clearFacts()
	for when, stops := range map[string]bool{
		ten + ".all(a, a < 10)": false,
		ten + ".all(a, " + ten + ".all(b, " + ten + ".all(c, " + ten + ".all(d, a + b + c + d < 40))))": true,
	} {
		v := oneRule(t, "review", when).Decide(&f, findingsOf(&f), "software")
		if got := reasonOf(v, CodeRuleError) != nil; got != stops {
			t.Errorf("%s: %v", when, codesOf(v))
		}
	}
}

// TestNoWayOut: what conditions must not have is not in their language.
func TestNoWayOut(t *testing.T) {
	for _, when := range []string{
		`now() == now()`, `env("HOME") == ""`, `read("/etc/passwd") != ""`, `http("x")`, `random() < 0.5`, `this.confirmed`, `facts.list.confirmed`,
		`finding.Facts{}.list.nationality == ""`, `settings.possible_ > 3`, `policy.name == "x"`,
	} {
		if _, err := Parse("t.yaml", []byte(ruleWith("    when: |\n      "+when+"\n"))); err == nil {
			t.Errorf("compiles: %s", when)
		}
	}
}

// TestConcurrentDecisions: one policy serves all goroutines.
func TestConcurrentDecisions(t *testing.T) {
	p := Default()
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Go(func() {
			for i := range p.cases {
				c := &p.cases[(i+g)%len(p.cases)]
				v := p.Decide(&c.facts, c.findings, c.item)
				if string(v.Outcome) != c.expect.Outcome.Value {
					t.Errorf("%s: %s", c.name, v.Outcome)
				}
			}
		})
	}
	wg.Wait()
}
