package policy

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/finding"
)

const head = "schema: 1\nname: t\nversion: \"1\"\n"

// oneRule compiles a policy of a single rule.
func oneRule(t testing.TB, outcome, when string) *Policy {
	t.Helper()
	return parsed(t, head+"rules:\n  - id: it\n    outcome: "+outcome+"\n    when: >-\n      "+
		strings.ReplaceAll(when, "\n", "\n      ")+"\n    text: {en: it, ja: それ}\n")
}

func parsed(t testing.TB, src string) *Policy {
	t.Helper()
	p, err := Parse("t.yaml", []byte(src))
	if err != nil {
		t.Fatalf("Parse: %v", err)
	}
	return p
}

// findingsOf gives every check one finding in the state of its facts.
func findingsOf(f *finding.Facts) []finding.Finding {
	var out []finding.Finding
	for _, c := range checkTable {
		out = append(out, finding.Finding{
			Check: c.name, Subject: "applicant", State: stateOf(f, c.group),
			Code: valueText(f, factPath{c.group, "code"}), Cause: valueText(f, factPath{c.group, "cause"}),
		})
	}
	return out
}

func reasonOf(v Verdict, code string) *finding.Reason {
	i := slices.IndexFunc(v.Reasons, func(r finding.Reason) bool { return r.Code == code })
	if i < 0 {
		return nil
	}
	return &v.Reasons[i]
}

func codesOf(v Verdict) []string {
	var out []string
	for _, r := range v.Reasons {
		out = append(out, r.Code)
	}
	return out
}

// valueSet sets one fact by its name.
func valueSet(f *finding.Facts, group, field, value string) {
	g := groupByName(group)
	reflect.ValueOf(f).Elem().Field(g.index).Field(g.byName[field]).SetString(value)
}
