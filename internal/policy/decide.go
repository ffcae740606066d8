package policy

import (
	"slices"

	"github.com/sekifuda/sekifuda/internal/finding"
)

// Verdict is what a policy says of one application: the outcome and everything
// that led to it, the strictest reason first.
type Verdict struct {
	Outcome finding.Outcome
	Reasons []finding.Reason
	Missing []finding.Missing
}

// Codes of the reasons that the engine gives beside the policy's rules.
const (
	CodeAllClear     = "all_clear"     // every required check ran and nothing speaks against
	CodeNotChecked   = "not_checked"   // a required check did not run to its end
	CodeRuleError    = "rule_error"    // a condition could not be evaluated
	CodeUnruledHit   = "unruled_hit"   // a required check found something of which no rule speaks
	CodeListProhibit = "list_prohibit" // a confirmed match on a prohibiting list, no licence recorded
	CodeListLicence  = "list_licence"  // a confirmed match on a list that asks for a licence
	CodeListQuestion = "list_question" // a confirmed match on a list that asks questions
	CodeListPossible = "list_possible" // a possible match that two people have not cleared
)

// Decide evaluates the policy over the facts and findings of one application
// for an item of this kind. It always answers: what cannot be evaluated is a
// review, never an approval. Approve is the answer only when nothing else is.
func (p *Policy) Decide(facts *finding.Facts, findings []finding.Finding, item string) Verdict {
	d := &decider{policy: p, facts: facts, findings: findings, item: item}
	d.runRules()
	d.runChecks()
	d.runFloors()
	return d.verdict()
}

// decider is the state of one decision.
type decider struct {
	policy   *Policy
	facts    *finding.Facts
	findings []finding.Finding
	item     string

	reasons []finding.Reason
	missing []finding.Missing
	spoken  []string // groups that a rule which fired has read
	stopped []string // those of them by which a rule stops the approval
}

func (d *decider) runRules() {
	act := &activation{facts: d.facts}
	var have map[string]finding.State
	if d.facts != nil {
		have = states(d.facts)
	}
	for _, r := range d.policy.rules {
		if d.facts == nil {
			d.ruleError(r, "there are no facts")
			continue
		}
		if !r.possible(have) {
			continue
		}
		out, _, err := r.program.Eval(act)
		if err != nil {
			d.ruleError(r, err.Error())
			continue
		}
		fired, ok := out.Value().(bool)
		if !ok {
			d.ruleError(r, "the condition gave no truth value")
		} else if fired {
			d.fire(r)
		}
	}
}

// fire records that a rule applies, held back to review where a guard says so.
func (d *decider) fire(r *rule) {
	reason := finding.Reason{
		Rule: r.id, Version: d.policy.Digest, Outcome: r.outcome, Code: r.code,
		Checks: r.checks, Values: d.operands(r), Text: r.text.fill(d.facts, d.detail(r)),
	}
	if r.outcome == finding.Refuse {
		if held := heldBack(r, d.facts); len(held) > 0 {
			hold(&reason, held)
		}
	}
	d.reasons = append(d.reasons, reason)
	d.spoken = append(d.spoken, r.groups...)
	if reason.Outcome != finding.Note {
		d.stopped = append(d.stopped, r.groups...)
	}
	if reason.Outcome == finding.Review && len(r.ask) > 0 {
		d.addMissing(finding.Missing{Check: r.first, Cause: r.code, Ask: d.asksOf(r), Text: reason.Text})
	}
}

// asksOf joins what the rule asks for with what the findings behind it ask for.
func (d *decider) asksOf(r *rule) []string {
	asks := slices.Clone(r.ask)
	for _, f := range d.findings {
		if f.State == finding.Hit && slices.Contains(r.checks, f.Check) {
			asks = append(asks, f.Ask...)
		}
	}
	return unique(asks)
}

func (d *decider) operands(r *rule) []finding.Operand {
	out := make([]finding.Operand, len(r.reads))
	for i, f := range r.reads {
		out[i] = finding.Operand{Fact: f.String(), Value: valueText(d.facts, f)}
	}
	return out
}

// detail is the line of the first finding that is not clear among the rule's checks.
func (d *decider) detail(r *rule) string {
	for _, f := range d.findings {
		if f.Detail != "" && f.State != finding.Clear && slices.Contains(r.checks, f.Check) {
			return f.Detail
		}
	}
	return ""
}

func (d *decider) ruleError(r *rule, why string) {
	d.reasons = append(d.reasons, finding.Reason{
		Rule: r.id, Version: d.policy.Digest, Outcome: finding.Review, Code: CodeRuleError, Checks: r.checks,
		Values: []finding.Operand{{Fact: "error", Value: why}},
		Text:   finding.Text{EN: "rule " + r.id + " could not be evaluated", JA: "規則 " + r.id + " を評価できませんでした"},
	})
}

// engine records a reason of the engine's own.
func (d *decider) engine(outcome finding.Outcome, code string, checks []string, text finding.Text) {
	d.reasons = append(d.reasons, finding.Reason{
		Rule: "engine." + code, Version: d.policy.Digest, Outcome: outcome, Code: code, Checks: checks, Text: text,
	})
}

// addMissing adds what is missing; the same check and cause come once.
func (d *decider) addMissing(m finding.Missing) {
	for i := range d.missing {
		if have := &d.missing[i]; have.Check == m.Check && have.Cause == m.Cause {
			have.Ask = unique(append(slices.Clone(have.Ask), m.Ask...))
			return
		}
	}
	d.missing = append(d.missing, m)
}

// verdict takes the strictest outcome. Reasons keep the order of the rules
// within one outcome.
func (d *decider) verdict() Verdict {
	outcome := finding.Approve
	for _, r := range d.reasons {
		if severity(r.Outcome) > severity(outcome) {
			outcome = r.Outcome
		}
	}
	if outcome == finding.Approve {
		d.engine(finding.Approve, CodeAllClear, d.policy.Required(d.item),
			finding.Text{EN: "every required check ran and nothing speaks against it", JA: "必要な確認がすべて完了し、問題は見つかりませんでした"})
	}
	slices.SortStableFunc(d.reasons, func(a, b finding.Reason) int { return severity(b.Outcome) - severity(a.Outcome) })
	return Verdict{Outcome: outcome, Reasons: d.reasons, Missing: d.missing}
}

// severity orders outcomes; a note is below an approval, and whatever is not
// known is as strict as a review.
func severity(o finding.Outcome) int {
	switch o {
	case finding.Note:
		return 0
	case finding.Approve:
		return 1
	case finding.Refuse:
		return 3
	}
	return 2
}

// unique keeps the first of each, in order.
func unique(s []string) []string {
	var out []string
	for _, v := range s {
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}
