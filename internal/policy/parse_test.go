package policy

import (
	"strings"
	"testing"
)

// ruleWith is a policy whose only rule has the given lines instead of a condition.
func ruleWith(when string) string {
	return head + "rules:\n  - id: it\n    outcome: review\n    text: {en: it, ja: それ}\n" + when
}

// TestParseErrors holds every kind of mistake to its place and its words.
func TestParseErrors(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"empty", "", `t.yaml:1:1: not a policy (a policy is one YAML mapping that starts with schema: 1)`},
		{"a list", "- a\n", `t.yaml:1:1: not a policy (a policy is one YAML mapping that starts with schema: 1)`},
		{"no schema", "name: t\nversion: 1\nrules: [{id: a, outcome: note, when: 'true', text: {en: a, ja: b}}]\n",
			`t.yaml:1:1: schema: want 1, have "" (this release reads schema: 1)`},
		{"unknown key", head + "rulez: []\n", `t.yaml:4:1: unknown key "rulez" (did you mean rules?)`},
		{"unknown key in a rule", ruleWith("    if: 'true'\n    when: 'true'\n"),
			`t.yaml:8:5: rules[0]: unknown key "if" (did you mean id?)`},
		{"a key twice", ruleWith("    when: 'true'\n    when: 'false'\n"), `t.yaml:9:5: rules[0]: key "when" comes twice`},
		{"an alias", head + "rules: &r\n  - {id: it, outcome: note, when: 'true', text: {en: a, ja: b}}\n",
			`t.yaml:4:8: rules: anchors and aliases are not taken (write it out; cases can share a baseline)`},
		{"no rules", head, `t.yaml:1:1: rules: a policy has rules (start from the default policy: sekifuda policy show)`},
		{"an outcome that is none", strings.Replace(ruleWith("    when: 'true'\n"), "review", "reviews", 1),
			`t.yaml:6:14: rules.it: unknown outcome "reviews" (did you mean review?)`},
		{"a rule that approves", strings.Replace(ruleWith("    when: 'true'\n"), "review", "approve", 1),
			`t.yaml:6:14: rules.it: unknown outcome "approve" (no rule approves: an application is approved when nothing speaks against it; use note to show something)`},
		{"a text in one language", strings.Replace(ruleWith("    when: 'true'\n"), ", ja: それ", "", 1), `t.yaml:7:11: rules.it.text: a text has en and ja`},
		{"an unknown placeholder", strings.Replace(ruleWith("    when: 'true'\n"), "en: it", "en: 'a {list.sauce}'", 1),
			`t.yaml:7:16: text: unknown placeholder {list.sauce} (use {detail} or a fact, as {list.source})`},
		{"an ask without text", ruleWith("    when: 'true'\n    ask: [paper]\n"), `t.yaml:9:11: rules.it: ask "paper" has no text`},
		{"no condition", ruleWith(""), `t.yaml:5:5: rules.it.when: a condition of 0 bytes (1 … 4096 bytes of CEL)`},
		{"a long condition", ruleWith("    when: '" + strings.Repeat("true || ", 600) + "true'\n"), `t.yaml:8:11: rules.it.when: a condition of 4804 bytes (1 … 4096 bytes of CEL)`},

		{"an unknown fact", ruleWith("    when: register.stat == 'hit'\n"), `t.yaml:8:19: rules.it.when: there is no fact "stat" here (did you mean register.state?)`},
		{"an unknown variable", ruleWith("    when: regster.state == 'hit'\n"), `t.yaml:8:11: rules.it.when: there is no "regster" (did you mean register?)`},
		{"nationality", ruleWith("    when: application.nationality == 'ZZ'\n"), `t.yaml:8:22: rules.it.when: there is no fact "nationality" here (docs/policy.md lists all facts)`},
		{"no truth value", ruleWith("    when: list.score\n"), `t.yaml:8:11: rules.it.when: the condition gives int, not true or false (compare it with something)`},
		{"a wrong type", ruleWith("    when: list.score == '3'\n"), `t.yaml:8:22: rules.it.when: found no matching overload for '_==_' applied to '(int, string)'`},
		{"a clock", ruleWith("    when: now() > timestamp('2026-01-01T00:00:00Z')\n"), `t.yaml:8:14: rules.it.when: there is no "now" (known: application, register,`},

		{"single quotes", ruleWith("    when: 'list.confirmed && register.code == ''a'' && list.x'\n"), `t.yaml:8:60: rules.it.when: there is no fact "x" here`},
		{"double quotes", ruleWith(`    when: "register.code == \"a\" && list.x"` + "\n"), `t.yaml:8:42: rules.it.when: there is no fact "x" here`},
		{"a literal block", ruleWith("    when: |\n      list.confirmed &&\n\n        register.code == \"a\" && list.x\n"), `t.yaml:11:37: rules.it.when: there is no fact "x" here`},
		{"a folded block", ruleWith("    when: >-\n      list.confirmed &&\n      register.code == \"a\" &&\n      list.x\n"), `t.yaml:11:11: rules.it.when: there is no fact "x" here`},
		{"a plain scalar over lines", ruleWith("    when: list.confirmed &&\n      list.x\n"), `t.yaml:9:11: rules.it.when: there is no fact "x" here`},
		{"columns are bytes", ruleWith("    when: register.code == \"札\" && list.x\n"), `t.yaml:8:41: rules.it.when: there is no fact "x" here`},
		{"the end of a condition", ruleWith("    when: |\n      list.confirmed &&\n    ask: []\n"), `t.yaml:9:23: rules.it.when: Syntax error`},
		{"in a flow mapping", head + "rules: [{id: it, outcome: note, when: 'list.x', text: {en: a, ja: b}}]\n", `t.yaml:4:44: rules.it.when: there is no fact "x" here`},

		{"a rule twice", ruleWith("    when: 'true'\n  - {id: it, outcome: note, when: 'true', text: {en: a, ja: b}}\n"), `t.yaml:9:10: rules: rule "it" comes twice`},
		{"a bad id", head + "rules: [{id: It, outcome: note, when: 'true', text: {en: a, ja: b}}]\n", `t.yaml:4:14: rules: a rule has an id and a code in small letters`},
		{"a list as a value", head + "rules: [{id: [a], outcome: note, when: 'true', text: {en: a, ja: b}}]\n", `t.yaml:4:9: rules: a rule has an id`},
		{"not YAML", "schema: [1\n", "not YAML: "},
		{"a tab", "schema: 1\n\tname: t\n", "not YAML: "},

		{"a country", head + "settings: {country: Japan}\n", `t.yaml:4:21: settings.country: want an ISO 3166 code of two capitals, have "Japan" (write JP)`},
		{"days", head + "settings: {young_days: -1}\n", `t.yaml:4:11: settings.young_days: -1 is out of range (0 … 100000)`},
		{"not a number", head + "settings: {young_days: soon}\n", `t.yaml:4:24: settings.young_days: want a whole number, have "soon"`},
		{"scores", head + "settings: {possible: 9000, confirmed: 8000}\n", `t.yaml:4:11: settings.possible: scores 9000 and 8000 do not make sense (5000 <= possible <= confirmed <= 10000)`},
		{"a time", head + "settings: {timeout: 2}\n", `t.yaml:4:21: settings.timeout: want a length of time, have "2" (write 500ms, 2s, 26h or 35d)`},
		{"days as a time", head + "sources: {max_age: {nta: -3d}}\n", `t.yaml:4:26: sources.max_age.nta: want a length of time, have "-3d" (write 500ms, 2s, 26h or 35d)`},
		{"an effect", head + "sources: {lists: {un: prohibit}}\n", `t.yaml:4:23: sources.lists.un: unknown effect "prohibit" (did you mean prohibits?)`},
		{"a check", head + "checks: {register.exist: {required: all}}\n", `t.yaml:4:26: checks: unknown check "register.exist" (did you mean register.exists?)`},
		{"required", head + "checks: {contact: {required: sometimes}}\n", `t.yaml:4:30: checks.contact.required: want all, none or a list, have "sometimes"`},
		{"an item", head + "checks: {contact: {required: [boat]}}\n", `t.yaml:4:31: checks.contact.required: unknown word "boat"`},
		{"a subject", head + "checks: {contact: {must_claim: [aplicant]}}\n", `t.yaml:4:33: checks.contact.must_claim: unknown word "aplicant" (did you mean applicant?)`},
		{"a mapping", head + "checks: all\n", `t.yaml:4:9: checks: want keys and values, have "all"`},
		{"a list", head + "rules: all\n", `t.yaml:4:8: rules: want a list, have "all" (write [a, b])`},

		{"a baseline", ruleWith("    when: 'true'\nbaselines:\n  a: {list: {scor: 3}}\n"), `t.yaml:10:14: baselines.a.list: unknown key "scor" (did you mean score?)`},
		{"no baseline", ruleWith("    when: 'true'\ncases: [{name: x, baseline: b, expect: {outcome: review}}]\n"), `t.yaml:9:29: cases.x: unknown baseline "b"`},
		{"a fact of a case", ruleWith("    when: 'true'\ncases: [{name: x, facts: {list: {confirmed: yes}}, expect: {outcome: review}}]\n"),
			`t.yaml:9:45: cases.x.facts.list.confirmed: want true or false, have "yes"`},
		{"an expectation", ruleWith("    when: 'true'\ncases: [{name: x, expect: {outcome: refused}}]\n"), `t.yaml:9:37: cases.x: unknown outcome "refused" expected (did you mean refuse?)`},
		{"no expectation", ruleWith("    when: 'true'\ncases: [{name: x}]\n"), `t.yaml:9:9: cases.x: unknown outcome "" expected`},
		{"a check of a case", ruleWith("    when: 'true'\ncases: [{name: x, absent: [a], findings: [{check: b}], expect: {outcome: review}}]\n"), `t.yaml:9:51: cases.x: unknown check "b"`},
		{"a nameless case", ruleWith("    when: 'true'\ncases: [{expect: {outcome: review}}]\n"), `t.yaml:9:9: cases: a case has a name`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := Parse("t.yaml", []byte(tt.src))
			if err == nil || p != nil {
				t.Fatal("it compiles")
			}
			for _, e := range Errors(err) {
				if strings.Contains(e.Error(), tt.want) {
					return
				}
			}
			t.Errorf("errors:\n%v\nwant:\n%s", err, tt.want)
		})
	}
}

// TestNoSuchSignal: nationality, ethnicity and script cannot be named as facts
// of anything; as text they are words like others.
func TestNoSuchSignal(t *testing.T) {
	for _, word := range []string{"nationality", "ethnicity", "script", "race", "citizenship", "religion", "mother_tongue"} {
		for _, g := range factGroups {
			if _, ok := g.byName[word]; ok {
				t.Errorf("there is a fact %s.%s", g.name, word)
			}
			if _, err := Parse("t.yaml", []byte(ruleWith("    when: "+g.name+"."+word+" == 'x'\n"))); err == nil {
				t.Errorf("a rule reads %s.%s", g.name, word)
			}
			if _, err := Parse("t.yaml", []byte(ruleWith("    when: has("+g.name+"."+word+")\n"))); err == nil {
				t.Errorf("a rule tests for %s.%s", g.name, word)
			}
		}
		if _, err := Parse("t.yaml", []byte(ruleWith("    when: "+word+" == 'x'\n"))); err == nil {
			t.Errorf("a rule reads %s", word)
		}
		if _, err := Parse("t.yaml", []byte(ruleWith("    when: register.code == '"+word+"'\n"))); err != nil {
			t.Errorf("a text says %s: %v", word, err)
		}
	}
}

func TestErrorsInOrderOfTheFile(t *testing.T) {
	_, err := Parse("t.yaml", []byte(ruleWith("    when: list.x && list.y\n")+"extra: 1\nsettings: {young_days: x}\n"))
	var lines []int
	for _, e := range Errors(err) {
		lines = append(lines, e.Line)
		if e.File != "t.yaml" || e.Column == 0 {
			t.Errorf("no place: %+v", e)
		}
	}
	if want := []int{8, 8, 9, 10}; len(lines) != 4 || lines[0] != want[0] || lines[3] != want[3] {
		t.Errorf("lines %v, want %v", lines, want)
	}
	if Errors(nil) != nil {
		t.Error("errors of nil")
	}
}

func TestTooBig(t *testing.T) {
	if _, err := Parse("t.yaml", []byte(head+"#"+strings.Repeat("x", MaxBytes))); err == nil || !strings.Contains(err.Error(), "at most") {
		t.Errorf("error %v", err)
	}
}

func TestDigest(t *testing.T) {
	p, q := Default(), parsed(t, string(defaultSource))
	if p.Digest != q.Digest || len(p.Digest) != 64 || p.Source != string(defaultSource) || p.Name != "default" || p.Version == "" {
		t.Errorf("%q %q", p.Digest, q.Digest)
	}
	if r := parsed(t, string(defaultSource)+"# another\n"); r.Digest == p.Digest {
		t.Error("another file, the same digest")
	}
	if crlf := parsed(t, strings.ReplaceAll(string(defaultSource), "\n", "\r\n")); len(crlf.Rules()) != len(p.Rules()) {
		t.Error("CRLF reads differently")
	}
}
