package policy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/record"
)

// testCase is one case written beside the rules.
type testCase struct {
	name     string
	line     int
	item     string
	facts    finding.Facts
	findings []finding.Finding
	expect   expectFile
}

// CaseResult is what became of one case.
type CaseResult struct {
	Name    string
	Line    int // in the policy's file
	Outcome finding.Outcome
	Reasons []string // codes of the reasons, without the engine's all_clear and not_checked, sorted
	Missing []string // checks of what is missing, sorted
	Guards  []string // guards that held a refusal back, sorted
	Wrong   []string // what differs from what is expected; none: the case passes
}

// Report is what the cases of a policy say of it.
type Report struct {
	Cases   []CaseResult
	Failed  int
	Unfired []string // rules that no case fires, in the order of the file
}

// Test runs the cases of the policy. It fails for nobody: Report says what differs.
func (p *Policy) Test() Report {
	var rep Report
	fired := map[string]bool{}
	for i := range p.cases {
		c := &p.cases[i]
		v := p.Decide(&c.facts, c.findings, c.item)
		for _, r := range v.Reasons {
			fired[r.Rule] = fired[r.Rule] || r.Code != CodeRuleError
		}
		res := c.judge(v)
		if len(res.Wrong) > 0 {
			rep.Failed++
		}
		rep.Cases = append(rep.Cases, res)
	}
	for _, r := range p.rules {
		if !fired[r.id] {
			rep.Unfired = append(rep.Unfired, r.id)
		}
	}
	return rep
}

func (c *testCase) judge(v Verdict) CaseResult {
	res := CaseResult{Name: c.name, Line: c.line, Outcome: v.Outcome}
	for _, r := range v.Reasons {
		if r.Code != CodeAllClear && r.Code != CodeNotChecked {
			res.Reasons = append(res.Reasons, r.Code)
		}
		if r.Guard != "" {
			res.Guards = append(res.Guards, strings.Split(r.Guard, ",")...)
		}
	}
	for _, m := range v.Missing {
		res.Missing = append(res.Missing, m.Check)
	}
	res.Reasons, res.Missing, res.Guards = set(res.Reasons), set(res.Missing), set(res.Guards)
	if want := c.expect.Outcome.Value; string(v.Outcome) != want {
		res.Wrong = append(res.Wrong, fmt.Sprintf("outcome %s, want %s", v.Outcome, want))
	}
	res.differs("reasons", res.Reasons, c.expect.Reasons)
	res.differs("missing", res.Missing, c.expect.Missing)
	res.differs("guards", res.Guards, c.expect.Guards)
	return res
}

// differs compares with what is expected; what a case leaves out it accepts.
func (res *CaseResult) differs(what string, have []string, want []text) {
	if want == nil {
		return
	}
	if w := set(values(want)); !slices.Equal(have, w) {
		res.Wrong = append(res.Wrong, fmt.Sprintf("%s [%s], want [%s]", what, strings.Join(have, ", "), strings.Join(w, ", ")))
	}
}

func set(s []string) []string {
	slices.Sort(s)
	return slices.Compact(s)
}

func (p *Policy) buildCases(r *reader, f *policyFile) {
	for _, name := range sortedKeys(f.Baselines) {
		scratch := clearFacts()
		r.value(f.Baselines[name], valueOf(&scratch), "baselines."+name)
	}
	if len(r.errs) > 0 {
		return // a case is decoded over its baseline, whose errors would come again
	}
	for i := range f.Cases {
		p.cases = append(p.cases, f.Cases[i].build(r, f))
	}
}

func (f *caseFile) build(r *reader, file *policyFile) testCase {
	c := testCase{name: f.Name.Value, line: f.At.line, item: f.Item.Value, facts: clearFacts(), expect: f.Expect}
	path := "cases." + c.name
	if c.name == "" {
		r.add(f.At, "cases", "a case has a name", "")
	}
	if b := f.Baseline.Value; b != "" {
		n, ok := file.Baselines[b]
		if ok {
			r.value(n, valueOf(&c.facts), path)
		} else {
			r.add(f.Baseline.At, path, fmt.Sprintf("unknown baseline %q", b), suggest(b, sortedKeys(file.Baselines)))
		}
	}
	if f.Facts != nil {
		r.value(f.Facts, valueOf(&c.facts), path+".facts")
	}
	if c.item == "" {
		c.item = c.facts.Application.ItemKind
	}
	if c.item == "" {
		c.item = record.ItemSoftware
	}
	outcomes := []string{string(finding.Approve), string(finding.Refuse), string(finding.Review)}
	if !slices.Contains(outcomes, f.Expect.Outcome.Value) {
		r.add(orAt(f.Expect.Outcome.At, orAt(f.Expect.At, f.At)), path, fmt.Sprintf("unknown outcome %q expected", f.Expect.Outcome.Value), suggest(f.Expect.Outcome.Value, outcomes))
	}
	c.findings = f.allFindings(r, path, &c.facts)
	return c
}

// allFindings derives one finding a check from the facts, and puts what the case
// says of a check in its place.
func (f *caseFile) allFindings(r *reader, path string, facts *finding.Facts) []finding.Finding {
	known := checkNames()
	own := map[string][]finding.Finding{}
	for _, ff := range f.Findings {
		if !slices.Contains(known, ff.Check.Value) {
			r.add(orAt(ff.Check.At, ff.At), path, fmt.Sprintf("unknown check %q", ff.Check.Value), suggest(ff.Check.Value, known))
		}
		own[ff.Check.Value] = append(own[ff.Check.Value], ff.finding())
	}
	for _, a := range f.Absent {
		if !slices.Contains(known, a.Value) {
			r.add(a.At, path, fmt.Sprintf("unknown check %q", a.Value), suggest(a.Value, known))
		}
		own[a.Value] = []finding.Finding{}
	}
	var out []finding.Finding
	for _, c := range checkTable {
		if given, ok := own[c.name]; ok {
			out = append(out, given...)
			continue
		}
		out = append(out, finding.Finding{
			Check: c.name, Subject: "applicant", State: stateOf(facts, c.group),
			Code: valueText(facts, factPath{c.group, "code"}), Cause: valueText(facts, factPath{c.group, "cause"}),
		})
	}
	return out
}

func (f *findingFile) finding() finding.Finding {
	out := finding.Finding{
		Check: f.Check.Value, Subject: f.Subject.Value, State: finding.State(f.State.Value), Code: f.Code.Value,
		Cause: f.Cause.Value, Detail: f.Detail.Value, Ask: values(f.Ask), Evidence: values(f.Evidence),
	}
	if out.Subject == "" {
		out.Subject = "applicant"
	}
	return out
}
