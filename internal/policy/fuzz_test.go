package policy

import (
	"testing"

	"github.com/sekifuda/sekifuda/internal/finding"
)

// FuzzParse: whatever the file, Parse answers with a policy or with errors that
// name their place, and a policy decides without approving what did not run.
func FuzzParse(f *testing.F) {
	// The default policy itself is too slow a seed: ten thousand of its kind take
	// five minutes. This one has a bit of everything.
	f.Add([]byte(head + `settings: {country: JP, timeout: 2s, young_days: 3}
sources: {register: nta, lists: {un: prohibits}, max_age: {un: 26h}, require: [list]}
checks: {contact: {required: [software], must_claim: none, must_apply: [payer], timeout: 1s, ask: [a]}}
asks: {a: {en: a, ja: あ}}
rules:
  - {id: r, code: c, outcome: refuse, ask: [a], when: '[list].exists(l, l.confirmed)', text: {en: a, ja: b}}
baselines: {b: {list: {confirmed: true, score: 3}}}
cases: [{name: n, baseline: b, facts: {eligible: {missing: [x]}}, findings: [{check: contact, state: hit}], absent: [eligible], expect: {outcome: review}}]
`))
	f.Add([]byte(ruleWith("    when: |\n      list.confirmed &&\n      list.x\n")))
	f.Add([]byte(ruleWith("    when: \"register.code == \\\"a\\\"\"\n")))
	f.Add([]byte(head + "rules: [{id: it, outcome: note, when: 'true', text: {en: '{list.source}', ja: '{detail}'}}]\n"))
	f.Add([]byte("a: &a [*a]\n"))
	f.Add([]byte("? {a: b}\n: c\n<<: {d: e}\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		p, err := Parse("f.yaml", src)
		if (p == nil) == (err == nil) {
			t.Fatalf("policy %v, error %v", p != nil, err)
		}
		if err != nil {
			if len(Errors(err)) == 0 {
				t.Fatalf("an error without a place: %v", err)
			}
			return
		}
		p.Test()
		facts := clearFacts()
		if v := p.Decide(&facts, []finding.Finding{{Check: "later", State: finding.NotChecked}}, ""); v.Outcome == finding.Approve {
			t.Fatal("approved with a check that did not run")
		}
	})
}
