package policy

import (
	"testing"

	"github.com/sekifuda/sekifuda/internal/finding"
)

// TestGuards holds each guard to what it lets pass and what it holds back, with
// a policy that would refuse everybody.
func TestGuards(t *testing.T) {
	proven := func(f *finding.Facts) {
		f.Register.State, f.Register.Code, f.Register.AbsenceProven = "hit", "not_found", true
	}
	closedBy := func(code, by, name string) func(*finding.Facts) {
		return func(f *finding.Facts) {
			f.Register.State, f.Register.Code, f.Register.ByWhat, f.Agrees.Name = "hit", code, by, name
		}
	}
	tests := []struct {
		name  string
		when  string // always true
		facts func(*finding.Facts)
		guard string // "" where the refusal stands
	}{
		{"no facts of a check", `application.quantity >= 0`, nil, ""},

		{"a name on a list", `list.score >= 0`, func(f *finding.Facts) { f.List.Possible, f.List.Effect = true, "prohibits" }, GuardNameAlone},
		{"nothing on a list", `list.score >= 0`, nil, GuardNameAlone},
		{"confirmed, but the list only asks", `list.score >= 0`, func(f *finding.Facts) { f.List.Confirmed, f.List.Effect = true, "question" }, GuardNameAlone},
		{"confirmed and prohibited", `list.score >= 0`, func(f *finding.Facts) { f.List.Confirmed, f.List.Effect = true, "prohibits" }, ""},

		{"not found, not proven", `register.code == register.code`, func(f *finding.Facts) { f.Register.State, f.Register.Code = "hit", "not_found" }, GuardAbsence},
		{"a number that cannot be", `register.code == register.code`, func(f *finding.Facts) { f.Register.State, f.Register.Code = "hit", "number_invalid" }, GuardAbsence},
		{"absence proven", `register.code == register.code`, proven, ""},
		{"proven, they say, but the check did not run", `register.code == register.code`,
			func(f *finding.Facts) { proven(f); f.Register.State = "not_checked" }, GuardAbsence},
		{"closed by number and name", `register.code == register.code`, closedBy("closed", "number", "agrees"), ""},
		{"merged by number and name", `register.code == register.code`, closedBy("merged", "number", "agrees"), ""},
		{"deleted by number and name", `register.code == register.code`, closedBy("deleted", "number", "agrees"), ""},
		{"closed by name", `register.code == register.code`, closedBy("closed", "name", "agrees"), GuardAbsence},
		{"closed by number, another name", `register.code == register.code`, closedBy("closed", "number", "differs"), GuardAbsence},
		{"live by number and name", `register.code == register.code`, closedBy("found", "number", "agrees"), GuardAbsence},
		{"the name differs", `agrees.name != "x"`, func(f *finding.Facts) { f.Agrees.Name = "differs" }, GuardAbsence},
		{"the name differs, absence proven", `agrees.name != "x"`, proven, ""},

		{"a direct proof", `memory.hops >= 0`, func(f *finding.Facts) { f.Memory.Hops, f.Memory.Proven = 1, true }, ""},
		{"a provisional proof", `memory.hops >= 0`, func(f *finding.Facts) { f.Memory.Hops = 1 }, GuardTwoPeople},
		{"two hops", `memory.hops >= 0`, func(f *finding.Facts) { f.Memory.Hops, f.Memory.Proven = 2, true }, GuardOneHop},
		{"neither", `memory.hops >= 0`, nil, GuardTwoPeople + "," + GuardOneHop},

		{"young", `young.registered_days < 100000`, nil, GuardSignal},
		{"shared", `address.companies >= 0`, nil, GuardSignal},
		{"free mail", `contact.free_mail || true`, nil, GuardSignal},

		{"denied", `represents.code != "x"`, func(f *finding.Facts) { f.Represents.State = "hit" }, ""},
		{"not answered", `represents.code != "x"`, func(f *finding.Facts) { f.Represents.State = "not_checked" }, GuardNotChecked},
		{"not eligible", `eligible.code != "x"`, func(f *finding.Facts) { f.Eligible.State = "hit" }, ""},
		{"not classified", `eligible.code != "x"`, func(f *finding.Facts) { f.Eligible.State = "not_checked" }, GuardNotChecked},
		{"a stale source", `freshness.code != "x"`, func(f *finding.Facts) { f.Freshness.State = "" }, GuardNotChecked},

		{"all guards of a condition apply", `list.score >= 0 && young.moved_days < 100000`, nil, GuardNameAlone + "," + GuardSignal},
		{"one passes, one holds", `list.score >= 0 && memory.hops >= 0`,
			func(f *finding.Facts) {
				f.List.Confirmed, f.List.Effect, f.Memory.Hops, f.Memory.Proven = true, "prohibits", 2, true
			}, GuardOneHop},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := clearFacts()
			if tt.facts != nil {
				tt.facts(&f)
			}
			v := oneRule(t, "refuse", tt.when).Decide(&f, findingsOf(&f), "software")
			r := reasonOf(v, "it")
			if r == nil {
				t.Fatalf("the rule did not fire: %v", v)
			}
			if r.Guard != tt.guard {
				t.Errorf("guard %q, want %q", r.Guard, tt.guard)
			}
			want := finding.Refuse
			if tt.guard != "" {
				want = finding.Review
			}
			if r.Outcome != want || v.Outcome != want {
				t.Errorf("reason %s, outcome %s, want %s", r.Outcome, v.Outcome, want)
			}
		})
	}
}

// TestGuardsSeeThroughConditions: however a condition reaches a fact, its guard
// stands over it.
func TestGuardsSeeThroughConditions(t *testing.T) {
	for _, when := range []string{
		`[list].exists(l, l.score >= 0)`,
		`[1].all(x, list.score >= x - 1)`,
		`[1, 2].map(x, list.score + x).size() == 2`,
		`{"a": list.score}["a"] >= 0`,
		`(list.score > 0 ? 1 : 2) > 0`,
		`dyn(list).score >= 0`,
		`has(list.source) || !has(list.source)`,
		`[list.score].exists(list, list >= 0)`,
		`list == list`,
		`.list.score >= 0`,
		`[1].exists(list, .list.score >= 0)`,
		`[.list].all(l, l.score >= 0)`,
		`size("x" + list.source) > 0`,
		`!(list.score < 0)`,
		`finding.ListFacts{score: list.score}.score >= 0`,
	} {
		t.Run(when, func(t *testing.T) {
			f := clearFacts()
			v := oneRule(t, "refuse", when).Decide(&f, findingsOf(&f), "software")
			r := reasonOf(v, "it")
			if r == nil || r.Guard != GuardNameAlone || v.Outcome == finding.Refuse {
				t.Errorf("not held back: %+v", v)
			}
		})
	}
}

func TestHeldBackSaysWhy(t *testing.T) {
	f := clearFacts()
	f.List.Possible = true
	v := oneRule(t, "refuse", "list.possible").Decide(&f, findingsOf(&f), "software")
	r := reasonOf(v, "it")
	if want := "it (held back: a name alone refuses nobody)"; r.Text.EN != want {
		t.Errorf("text %q, want %q", r.Text.EN, want)
	}
	if want := "それ（拒否を保留: 氏名・名称の一致だけでは拒否しない）"; r.Text.JA != want {
		t.Errorf("text %q, want %q", r.Text.JA, want)
	}
}

// TestGuardsCoverFacts: a new group of facts must be put under a guard, or be
// named here as one that may refuse by itself.
func TestGuardsCoverFacts(t *testing.T) {
	covered := map[string]bool{"application": true} // the applicant's own claims
	for _, g := range guards {
		for _, group := range g.groups {
			covered[group] = true
			if groupByName(group) == nil {
				t.Errorf("guard %s stands over %q, which is no group of facts", g.name, group)
			}
		}
	}
	for _, g := range factGroups {
		if !covered[g.name] {
			t.Errorf("no guard stands over %s", g.name)
		}
		if g.name != "application" && checkOf(g.name) == "" {
			t.Errorf("no check stands behind %s", g.name)
		}
		act := &activation{facts: &finding.Facts{}}
		if _, ok := act.ResolveName(g.name); !ok {
			t.Errorf("conditions cannot read %s", g.name)
		}
	}
}
