package policy

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sekifuda/sekifuda/internal/finding"
)

func TestApproveNeedsEveryRequiredCheck(t *testing.T) {
	p := oneRule(t, "note", "false")
	f := clearFacts()
	if v := p.Decide(&f, findingsOf(&f), "software"); v.Outcome != finding.Approve || len(v.Missing) != 0 {
		t.Fatalf("all clear is not approved: %+v", v)
	}
	for _, c := range checkTable {
		for _, change := range []struct {
			name  string
			do    func([]finding.Finding, int) []finding.Finding
			cause string
		}{
			{"not checked", func(fs []finding.Finding, i int) []finding.Finding {
				fs[i].State, fs[i].Cause = finding.NotChecked, finding.CauseTimeout
				return fs
			}, finding.CauseTimeout},
			{"not checked, no cause", func(fs []finding.Finding, i int) []finding.Finding {
				fs[i].State = finding.NotChecked
				return fs
			}, finding.CauseError},
			{"no finding", func(fs []finding.Finding, i int) []finding.Finding { return slices.Delete(fs, i, i+1) }, causeAbsent},
			{"no state", func(fs []finding.Finding, i int) []finding.Finding { fs[i].State = ""; return fs }, finding.CauseError},
			{"another state", func(fs []finding.Finding, i int) []finding.Finding { fs[i].State = "fine"; return fs }, finding.CauseError},
			{"not claimed", func(fs []finding.Finding, i int) []finding.Finding { fs[i].State = finding.NotClaimed; return fs }, causeUnclaimed},
			{"one of two subjects", func(fs []finding.Finding, i int) []finding.Finding {
				return append(fs, finding.Finding{Check: fs[i].Check, Subject: "payer", State: finding.NotChecked, Cause: finding.CauseCut})
			}, finding.CauseCut},
		} {
			t.Run(c.name+"/"+change.name, func(t *testing.T) {
				fs := findingsOf(&f)
				i := slices.IndexFunc(fs, func(x finding.Finding) bool { return x.Check == c.name })
				v := p.Decide(&f, change.do(fs, i), "software")
				if v.Outcome != finding.Review || reasonOf(v, CodeNotChecked) == nil {
					t.Fatalf("outcome %s, reasons %v", v.Outcome, codesOf(v))
				}
				if len(v.Missing) != 1 || v.Missing[0].Check != c.name || v.Missing[0].Cause != change.cause {
					t.Errorf("missing %+v, want %s %s", v.Missing, c.name, change.cause)
				}
				if m := v.Missing[0]; m.Text.EN == "" || m.Text.JA == "" || m.Text.EN == m.Text.JA {
					t.Errorf("text %+v", m.Text)
				}
			})
		}
	}
}

// TestSwallowedError: a check that answers "clear" while its facts say that it
// did not run is not believed.
func TestSwallowedError(t *testing.T) {
	p := oneRule(t, "note", "false")
	for _, c := range checkTable {
		f := clearFacts()
		fs := findingsOf(&f)
		valueSet(&f, c.group, "state", string(finding.NotChecked))
		if v := p.Decide(&f, fs, "software"); v.Outcome != finding.Review {
			t.Errorf("%s: %s", c.name, v.Outcome)
		}
	}
}

func TestUnknownCheckIsRequired(t *testing.T) {
	f := clearFacts()
	p := oneRule(t, "note", "false")
	with := func(s finding.State) Verdict {
		return p.Decide(&f, append(findingsOf(&f), finding.Finding{Check: "network.origin", Subject: "applicant", State: s}), "software")
	}
	if v := with(finding.Clear); v.Outcome != finding.Approve {
		t.Errorf("clear: %s", v.Outcome)
	}
	if v := with(finding.NotChecked); v.Outcome != finding.Review || v.Missing[0].Check != "network.origin" {
		t.Errorf("not checked: %+v", v)
	}
	if v := with(finding.Hit); v.Outcome != finding.Review || reasonOf(v, CodeUnruledHit) == nil {
		t.Errorf("hit: %v", codesOf(v))
	}
}

func TestUnruledHit(t *testing.T) {
	f := clearFacts()
	f.Address.State = "hit"
	if v := oneRule(t, "note", "false").Decide(&f, findingsOf(&f), "server"); reasonOf(v, CodeUnruledHit) == nil || v.Outcome != finding.Review {
		t.Errorf("no rule speaks of it: %v", codesOf(v))
	}
	v := oneRule(t, "note", `address.state == "hit"`).Decide(&f, findingsOf(&f), "server")
	if v.Outcome != finding.Approve || !slices.Equal(codesOf(v), []string{CodeAllClear, "it"}) {
		t.Errorf("a note speaks of it: %s %v", v.Outcome, codesOf(v))
	}
	src := head + "checks:\n  address.shared: {required: none}\nrules:\n  - {id: it, outcome: note, when: 'false', text: {en: a, ja: b}}\n"
	if v := parsed(t, src).Decide(&f, findingsOf(&f), "server"); v.Outcome != finding.Approve {
		t.Errorf("not required: %v", codesOf(v))
	}
}

func TestRuleErrors(t *testing.T) {
	f := clearFacts()
	big := strings.TrimSuffix(strings.Repeat("1,", 60), ",")
	for name, when := range map[string]string{
		"index":    `eligible.missing[3] == "x"`,
		"division": `1 / application.quantity == 1`,
		"key":      `{"a": true}[application.form]`,
		"cost":     "[" + big + "].all(a, [" + big + "].all(b, [" + big + "].all(c, a + b + c == 3)))",
		"dyn":      `dyn(application.form) > 3`,
	} {
		for _, outcome := range []string{"note", "refuse"} {
			v := oneRule(t, outcome, when).Decide(&f, findingsOf(&f), "software")
			r := reasonOf(v, CodeRuleError)
			if r == nil || v.Outcome != finding.Review || r.Rule != "it" || len(r.Values) == 0 {
				t.Errorf("%s: %s %v", name, v.Outcome, codesOf(v))
			}
		}
	}
}

func TestNilFacts(t *testing.T) {
	f := clearFacts()
	v := Default().Decide(nil, findingsOf(&f), "software")
	if v.Outcome != finding.Review || reasonOf(v, CodeRuleError) == nil {
		t.Errorf("%s %v", v.Outcome, codesOf(v))
	}
	if v := Default().Decide(nil, nil, ""); v.Outcome != finding.Review || len(v.Missing) != len(checkTable) {
		t.Errorf("%s, %d missing", v.Outcome, len(v.Missing))
	}
}

func TestReasonHasItsEvidence(t *testing.T) {
	p := Default()
	c := caseNamed(t, p, "a person on a list that prohibits, birth date agrees")
	v := p.Decide(&c.facts, c.findings, c.item)
	got := v.Reasons[0]
	want := finding.Reason{
		Rule: "list.prohibited", Version: p.Digest, Outcome: finding.Refuse, Code: "list.prohibited",
		Text:   finding.Text{EN: "the representative is on un, with a corroborating attribute", JA: "代表者はリスト un の対象者です（氏名以外の属性も一致）"},
		Checks: []string{"list.match"},
		Values: []finding.Operand{{Fact: "list.code", Value: "confirmed"}, {Fact: "list.effect", Value: "prohibits"}, {Fact: "list.confirmed", Value: "true"}},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestMissingAsks(t *testing.T) {
	p := Default()
	c := caseNamed(t, p, "several companies of the name")
	fs := slices.Clone(c.findings)
	fs[0].Ask = []string{"register.extract", "register.number"}
	v := p.Decide(&c.facts, fs, c.item)
	if len(v.Missing) != 1 || !slices.Equal(v.Missing[0].Ask, []string{"register.number", "register.extract"}) {
		t.Errorf("missing %+v", v.Missing)
	}

	f := clearFacts()
	fs = findingsOf(&f)
	fs[2].State, fs[2].Cause = finding.NotChecked, finding.CauseNoEvidence
	v = p.Decide(&f, fs, "software")
	want := finding.Missing{Check: "represents", Cause: "no_evidence", Ask: []string{"represents.letter"}, Text: finding.Text{
		EN: "an answer or a paper is not there yet; we write to the registered address; please answer from there",
		JA: "回答または書類がまだありません。登記上の所在地へ確認書を郵送しますので、ご返送ください",
	}}
	if d := cmp.Diff([]finding.Missing{want}, v.Missing); d != "" {
		t.Error(d)
	}
	fs[2].Cause = finding.CauseTimeout
	if v = p.Decide(&f, fs, "software"); len(v.Missing[0].Ask) != 0 {
		t.Errorf("a timeout asks the applicant for %v", v.Missing[0].Ask)
	}
}

func TestMergedNamesSuccessor(t *testing.T) {
	p := Default()
	c := caseNamed(t, p, "a merged company")
	v := p.Decide(&c.facts, c.findings, c.item)
	if r := reasonOf(v, "register.merged"); !strings.Contains(r.Text.EN, "1234567890123") || !strings.Contains(r.Text.JA, "1234567890123") {
		t.Errorf("text %+v", r.Text)
	}
}

func TestReasonOrder(t *testing.T) {
	p := Default()
	c := caseNamed(t, p, "new, shared and a free mailbox")
	v := p.Decide(&c.facts, c.findings, c.item)
	if want := []string{"address.young_shared", "young.registered_lately", "address.shared", "contact.free_mail"}; !slices.Equal(codesOf(v), want) {
		t.Errorf("reasons %v, want %v", codesOf(v), want)
	}
}

// TestDecideIsPure: the same arguments give the same verdict, and are left alone.
func TestDecideIsPure(t *testing.T) {
	p := Default()
	for i := range p.cases {
		c := &p.cases[i]
		before := slices.Clone(c.findings)
		facts := c.facts
		a := p.Decide(&c.facts, c.findings, c.item)
		b := p.Decide(&c.facts, c.findings, c.item)
		if d := cmp.Diff(a, b); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
		if d := cmp.Diff(before, c.findings) + cmp.Diff(facts, c.facts); d != "" {
			t.Errorf("%s changed its input: %s", c.name, d)
		}
	}
}

// TestWordsInTexts: codes become words of the sentence, in its language.
func TestWordsInTexts(t *testing.T) {
	p := Default()
	c := caseNamed(t, p, "a telephone of an identity that two people proved false")
	facts := c.facts
	facts.Memory.SharedKinds = []string{"phone", "device", "other"}
	r := reasonOf(p.Decide(&facts, c.findings, c.item), "memory.direct")
	want := finding.Text{EN: "shares a telephone, a device, other with an identity that was proved false", JA: "虚偽と確定した身元と共有があります（電話番号、端末、other）"}
	if r.Text != want {
		t.Errorf("%+v", r.Text)
	}
}
