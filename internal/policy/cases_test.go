package policy

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sekifuda/sekifuda/internal/finding"
)

const casesHead = head + `
asks: {paper: {en: a paper, ja: 書類}}
rules:
  - {id: free, outcome: note, when: contact.free_mail, text: {en: a, ja: b}}
  - {id: listed, outcome: refuse, when: list.possible, ask: [paper], text: {en: a, ja: b}}
  - {id: never, outcome: review, when: application.quantity > 99, text: {en: a, ja: b}}
baselines:
  free: {contact: {free_mail: true}, application: {item_kind: server}}
cases:
`

func TestReport(t *testing.T) {
	tests := []struct {
		name, src string
		want      CaseResult
	}{
		{"passes", `{name: c, expect: {outcome: approve, reasons: [], missing: [], guards: []}}`,
			CaseResult{Outcome: "approve"}},
		{"accepts what is not said", `{name: c, baseline: free, facts: {list: {possible: true}}, expect: {outcome: review}}`,
			CaseResult{Outcome: "review", Reasons: []string{"free", "listed"}, Missing: []string{"list.match"}, Guards: []string{"name_alone"}}},
		{"outcome", `{name: c, expect: {outcome: refuse}}`,
			CaseResult{Outcome: "approve", Wrong: []string{"outcome approve, want refuse"}}},
		{"reasons", `{name: c, baseline: free, expect: {outcome: approve, reasons: [listed]}}`,
			CaseResult{Outcome: "approve", Reasons: []string{"free"}, Wrong: []string{"reasons [free], want [listed]"}}},
		{"missing", `{name: c, absent: [eligible], expect: {outcome: review, missing: [contact, eligible]}}`,
			CaseResult{Outcome: "review", Missing: []string{"eligible"}, Wrong: []string{"missing [eligible], want [contact, eligible]"}}},
		{"guards", `{name: c, facts: {list: {possible: true}}, expect: {outcome: review, guards: []}}`,
			CaseResult{Outcome: "review", Reasons: []string{"listed"}, Missing: []string{"list.match"}, Guards: []string{"name_alone"}, Wrong: []string{"guards [name_alone], want []"}}},
		{"a finding of its own", `{name: c, findings: [{check: contact, subject: payer, state: not_checked, cause: error}], expect: {outcome: review, missing: [contact]}}`,
			CaseResult{Outcome: "review", Missing: []string{"contact"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rep := parsed(t, casesHead+"  - "+tt.src+"\n").Test()
			if len(rep.Cases) != 1 {
				t.Fatalf("%d cases", len(rep.Cases))
			}
			tt.want.Name, tt.want.Line = "c", 13
			if d := cmp.Diff(tt.want, rep.Cases[0]); d != "" {
				t.Error(d)
			}
			if failed := len(tt.want.Wrong) > 0; failed != (rep.Failed == 1) {
				t.Errorf("failed %d", rep.Failed)
			}
			if !slices.Contains(rep.Unfired, "never") {
				t.Errorf("unfired %v", rep.Unfired)
			}
		})
	}
}

// TestCaseFindings: one finding a check from the facts, replaced by the case's.
func TestCaseFindings(t *testing.T) {
	p := parsed(t, casesHead+`  - name: c
    baseline: free
    facts: {register: {state: hit, code: closed}, eligible: {state: not_checked, cause: unclassified}}
    findings:
      - {check: list.match, subject: applicant, state: clear}
      - {check: list.match, subject: payer, state: hit, code: possible, ask: [paper], evidence: [e], detail: d}
    absent: [contact]
    expect: {outcome: review}
`)
	c := p.cases[0]
	if c.item != "server" {
		t.Errorf("item %q", c.item)
	}
	got := map[string][]finding.Finding{}
	for _, f := range c.findings {
		got[f.Check] = append(got[f.Check], f)
	}
	if len(got) != len(checkTable)-1 || len(got["contact"]) != 0 || len(got["list.match"]) != 2 {
		t.Errorf("findings %v", got)
	}
	want := finding.Finding{Check: "list.match", Subject: "payer", State: "hit", Code: "possible", Ask: []string{"paper"}, Evidence: []string{"e"}, Detail: "d"}
	if d := cmp.Diff(want, got["list.match"][1]); d != "" {
		t.Error(d)
	}
	if f := got["register.exists"][0]; f.State != finding.Hit || f.Code != "closed" || f.Subject != "applicant" {
		t.Errorf("register.exists %+v", f)
	}
	if f := got["eligible"][0]; f.State != finding.NotChecked || f.Cause != finding.CauseUnclassed {
		t.Errorf("eligible %+v", f)
	}
}

// TestErrorsDoNotFire: a rule that only ever fails to evaluate is not tested.
func TestErrorsDoNotFire(t *testing.T) {
	p := parsed(t, head+`rules: [{id: it, outcome: note, when: '1 / application.quantity == 1', text: {en: a, ja: b}}]
cases: [{name: c, expect: {outcome: review, reasons: [rule_error]}}]
`)
	if rep := p.Test(); rep.Failed != 0 || !slices.Equal(rep.Unfired, []string{"it"}) {
		t.Errorf("%+v", rep)
	}
}
