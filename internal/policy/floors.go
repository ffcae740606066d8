package policy

import (
	"slices"

	"github.com/sekifuda/sekifuda/internal/finding"
)

// Codes of findings of list.match by which recorded evidence lifts a floor. The
// finding must name its evidence; the code alone lifts nothing.
const (
	ListLicensed  = "licensed"  // a licence is recorded
	ListChecklist = "checklist" // the questions of the list are answered
)

// runChecks makes approval impossible where a required check did not run.
func (d *decider) runChecks() {
	var bad []string
	for _, check := range d.requiredChecks() {
		ran := false
		for i := range d.findings {
			if f := &d.findings[i]; f.Check == check {
				ran = true
				if cause := d.unsatisfied(f); cause != "" {
					bad = append(bad, check)
					d.addMissing(d.missingOf(check, cause, f.Ask))
				}
			}
		}
		// The facts must agree with the findings: a check that fills one and not
		// the other has swallowed something.
		if !ran || (d.facts != nil && groupOf(check) != "" && notRun(stateOf(d.facts, groupOf(check)))) {
			if !slices.Contains(bad, check) {
				bad = append(bad, check)
				d.addMissing(d.missingOf(check, causeAbsent, nil))
			}
		}
		d.unruled(check)
	}
	if len(bad) > 0 {
		d.engine(finding.Review, CodeNotChecked, unique(bad), notCheckedText(unique(bad)))
	}
}

// requiredChecks are the policy's for the item, and every check that has a
// finding and of which the policy knows nothing.
func (d *decider) requiredChecks() []string {
	out := d.policy.Required(d.item)
	for _, f := range d.findings {
		if !slices.Contains(out, f.Check) && d.policy.required(f.Check, d.item) {
			out = append(out, f.Check)
		}
	}
	return out
}

func notRun(s finding.State) bool {
	switch s {
	case finding.Clear, finding.Hit, finding.NotClaimed, finding.NotApplicable:
		return false
	}
	return true
}

// unsatisfied returns why a finding of a required check stands against an
// approval, or "". A state that is not one of the five is an error.
func (d *decider) unsatisfied(f *finding.Finding) string {
	c := d.policy.rule(f.Check)
	switch f.State {
	case finding.Clear, finding.Hit:
		return ""
	case finding.NotClaimed:
		if c.mustClaim.has(f.Subject) {
			return causeUnclaimed
		}
		return ""
	case finding.NotApplicable:
		if c.mustApply.has(f.Subject) {
			return causeUnapplied
		}
		return ""
	case finding.NotChecked:
		if f.Cause != "" {
			return f.Cause
		}
	}
	return finding.CauseError
}

func (d *decider) missingOf(check, cause string, ask []string) finding.Missing {
	if len(ask) == 0 && asksHelp(cause) {
		ask = d.policy.rule(check).ask
	}
	ask = unique(ask)
	why := causeTexts[cause]
	if why.EN == "" {
		why = finding.Text{EN: cause, JA: cause}
	}
	text := why
	for _, a := range ask {
		t := d.policy.askText(a)
		text.EN, text.JA = text.EN+"; "+t.EN, text.JA+"。"+t.JA
	}
	return finding.Missing{Check: check, Cause: cause, Ask: ask, Text: text}
}

// asksHelp reports whether a paper of the applicant could settle the cause; a
// source that is down is the operator's to mend.
func asksHelp(cause string) bool {
	switch cause {
	case finding.CauseError, finding.CauseTimeout, finding.CauseStale, finding.CauseMissing, finding.CauseEmpty, causeAbsent:
		return false
	}
	return true
}

func (p *Policy) askText(code string) finding.Text {
	if t, ok := p.asks[code]; ok {
		return t
	}
	return finding.Text{EN: code, JA: code}
}

// AskText returns the sentence that asks for something, by its code; an unknown
// code is its own text.
func (p *Policy) AskText(code string) finding.Text { return p.askText(code) }

func notCheckedText(checks []string) finding.Text {
	var t finding.Text
	for i, c := range checks {
		sepEN, sepJA := ", ", "、"
		if i == 0 {
			sepEN, sepJA = "not checked: ", "未確認："
		}
		l := labelOf(c)
		t.EN, t.JA = t.EN+sepEN+l.EN, t.JA+sepJA+l.JA
	}
	return t
}

// unruled sends a hit of a required check to review when no rule that fired has
// looked at the facts of that check: nobody has decided what it means.
func (d *decider) unruled(check string) {
	group := groupOf(check)
	if group != "" && slices.Contains(d.spoken, group) {
		return
	}
	hit := group != "" && d.facts != nil && stateOf(d.facts, group) == finding.Hit
	for _, f := range d.findings {
		hit = hit || (f.Check == check && f.State == finding.Hit)
	}
	if hit {
		l := labelOf(check)
		d.engine(finding.Review, CodeUnruledHit, []string{check},
			finding.Text{EN: l.EN + ": found something of which no rule speaks", JA: l.JA + "：該当する規則のない結果があります"})
	}
}

// floor is the least outcome of a confirmed or possible match, whatever the
// rules say, and the evidence that lifts it.
type floor struct {
	code   string
	lifts  []string
	ask    string
	text   finding.Text
	stands func(match) bool
}

// match is what a floor looks at: the strongest match of the facts, or one of a
// finding.
type match struct {
	confirmed, possible bool
	effect              string
}

var floors = []floor{
	{CodeListProhibit, []string{ListLicensed}, "licence",
		finding.Text{EN: "a list that prohibits names this party: only a recorded licence helps", JA: "取引を禁止するリストの対象者です。記録された許可がある場合に限り提供できます"},
		func(m match) bool { return m.confirmed && m.effect == EffectProhibits }},
	{CodeListLicence, []string{ListLicensed}, "licence",
		finding.Text{EN: "a list asks for a licence for this party", JA: "許可が必要なリストの対象者です"},
		func(m match) bool { return m.confirmed && m.effect == EffectLicence }},
	{CodeListQuestion, []string{ListChecklist, ListLicensed}, "checklist",
		finding.Text{EN: "a list asks questions about this party", JA: "確認事項のあるリストの対象者です"},
		func(m match) bool {
			return m.confirmed && !slices.Contains([]string{EffectProhibits, EffectLicence, EffectInternal}, m.effect)
		}},
	{CodeListPossible, []string{ListLicensed}, "birth_date",
		finding.Text{EN: "a name on a list may be this party's", JA: "リスト上の氏名・名称と同一の可能性があります"},
		func(m match) bool { return m.possible && !m.confirmed }},
}

// runFloors applies the floors to the facts and to every finding of list.match,
// because the facts tell of the strongest match only.
func (d *decider) runFloors() {
	for _, fl := range floors {
		if d.stands(&fl) {
			if !slices.Contains(d.stopped, "list") { // a rule has said so, in the operator's words
				d.engine(finding.Review, fl.code, []string{"list.match"}, fl.text)
			}
			d.addMissing(finding.Missing{Check: "list.match", Cause: fl.code, Ask: []string{fl.ask}, Text: d.policy.askText(fl.ask)})
		}
	}
}

func (d *decider) stands(fl *floor) bool {
	lifted := false
	for i := range d.findings {
		f := &d.findings[i]
		if f.Check != "list.match" {
			continue
		}
		if slices.Contains(fl.lifts, f.Code) && len(f.Evidence) > 0 {
			lifted = true
			continue
		}
		if slices.ContainsFunc(f.Matches, func(m finding.Match) bool { return fl.stands(matchOf(m)) }) {
			return true
		}
	}
	if d.facts == nil || lifted && slices.Contains(fl.lifts, d.facts.List.Code) {
		return false
	}
	l := &d.facts.List
	return fl.stands(match{l.Confirmed, l.Possible, l.Effect})
}

func matchOf(m finding.Match) match {
	return match{m.Identity == finding.IdentityConfirmed, m.Identity == finding.IdentityUnknown, m.Effect}
}
