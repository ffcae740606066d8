package policy

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/sekifuda/sekifuda/internal/finding"
)

func TestDefaultCases(t *testing.T) {
	rep := Default().Test()
	for _, c := range rep.Cases {
		for _, w := range c.Wrong {
			t.Errorf("default.yaml:%d: %s: %s", c.Line, c.Name, w)
		}
	}
	for _, id := range rep.Unfired {
		t.Errorf("no case fires rule %s", id)
	}
}

// TestDefaultRefusals: the rules that refuse are these, and each can.
func TestDefaultRefusals(t *testing.T) {
	p := Default()
	want := []string{"register.number_absent", "register.absent", "register.closed", "eligible.abroad", "list.prohibited", "memory.direct"}
	var have []string
	for _, r := range p.rules {
		if r.outcome == finding.Refuse {
			have = append(have, r.id)
		}
	}
	if !slices.Equal(have, want) {
		t.Errorf("rules that refuse: %v, want %v", have, want)
	}
	refused := map[string]bool{}
	for i := range p.cases {
		c := &p.cases[i]
		for _, r := range p.Decide(&c.facts, c.findings, c.item).Reasons {
			if r.Guard != "" {
				t.Errorf("%s: the default policy relies on guard %s", c.name, r.Guard)
			}
			refused[r.Rule] = refused[r.Rule] || r.Outcome == finding.Refuse
		}
	}
	for _, id := range want {
		if !refused[id] {
			t.Errorf("no case is refused by %s", id)
		}
	}
}

// TestDefaultTexts: every rule speaks both languages, and reviews that need
// something of the applicant ask for it.
func TestDefaultTexts(t *testing.T) {
	p := Default()
	asksNothing := []string{"freshness.stale"} // the operator's to mend
	f := clearFacts()
	for _, r := range p.rules {
		text := r.text.fill(&f, "d")
		if text.EN == "" || text.JA == "" || text.EN == text.JA {
			t.Errorf("%s: %+v", r.id, text)
		}
		if r.outcome == finding.Review && len(r.ask) == 0 && !slices.Contains(asksNothing, r.id) {
			t.Errorf("%s asks for nothing", r.id)
		}
	}
	for _, ask := range []string{ // what checks and floors ask for
		"register.extract", "register.explain", "represents.letter", "represents.call", "represents.mail", "paper.identity", "paper.address",
		"eligible.classification", "eligible.residence", "eligible.declaration.end_use", "eligible.declaration.no_reexport",
		"eligible.declaration.no_military_use", "list.birth_date", "list.identifier", "licence", "checklist", "birth_date",
	} {
		if text := p.AskText(ask); text.EN == ask || text.JA == ask {
			t.Errorf("%s has no text", ask)
		}
	}
}

// TestDefaultStateTable: each check in each state, everything else clear.
func TestDefaultStateTable(t *testing.T) {
	p := Default()
	approvable := map[finding.State][]string{
		finding.Clear:         checkNames(),
		finding.Hit:           nil, // with no code: no rule speaks of it
		finding.NotClaimed:    {"register.young", "address.shared", "contact", "memory.shares"},
		finding.NotApplicable: {"register.exists", "register.agrees", "register.young", "address.shared", "contact"},
		finding.NotChecked:    nil,
	}
	for state, names := range approvable {
		for _, c := range checkTable {
			f := clearFacts()
			valueSet(&f, c.group, "state", string(state))
			v := p.Decide(&f, findingsOf(&f), "software")
			if got, want := v.Outcome == finding.Approve, slices.Contains(names, c.name); got != want {
				t.Errorf("%s %s: %s %v", c.name, state, v.Outcome, codesOf(v))
			}
			if v.Outcome == finding.Refuse {
				t.Errorf("%s %s refuses", c.name, state)
			}
		}
	}
}

// TestSignalsNeverRefuse: whatever signals come together, without proof there is
// no refusal.
func TestSignalsNeverRefuse(t *testing.T) {
	p := Default()
	rapid.Check(t, func(t *rapid.T) {
		f := drawFacts(t)
		f.Register.AbsenceProven, f.Memory.Proven, f.List.Confirmed = false, false, false
		f.Application.DomesticOnly = false
		if f.Register.ByWhat == "number" {
			f.Register.ByWhat = "name"
		}
		if v := p.Decide(f, drawFindings(t, f), "software"); v.Outcome == finding.Refuse {
			t.Fatalf("refused: %+v", v.Reasons[0])
		}
	})
}

// TestNotCheckedIsNeverMilder: taking a check away never makes the outcome
// milder than review, and never turns a review into an approval.
func TestNotCheckedIsNeverMilder(t *testing.T) {
	p := Default()
	rapid.Check(t, func(t *rapid.T) {
		f, fs := mostlyClear(t)
		i := rapid.IntRange(0, len(fs)-1).Draw(t, "check")
		fs[i].State, fs[i].Cause = finding.NotChecked, finding.CauseError
		v := p.Decide(f, fs, "software")
		if v.Outcome == finding.Approve {
			t.Fatalf("approved without %s", fs[i].Check)
		}
		if !slices.ContainsFunc(v.Missing, func(m finding.Missing) bool { return m.Check == fs[i].Check }) {
			t.Fatalf("%s is not missing: %+v", fs[i].Check, v.Missing)
		}
	})
}

// TestHonestVariations: what an honest company that has answered may look like
// is approved.
func TestHonestVariations(t *testing.T) {
	p := Default()
	base := caseNamed(t, p, "an honest company that has answered").facts
	for name, vary := range map[string]func(*finding.Facts){
		"writes itself differently": func(f *finding.Facts) { f.Agrees.NameWhy = "writing" },
		"in English":                func(f *finding.Facts) { f.Agrees.NameWhy = "english_name" },
		"another postal code":       func(f *finding.Facts) { f.Agrees.PostalCode = "differs" },
		"a shared office and a free mailbox": func(f *finding.Facts) {
			f.Address.State, f.Address.Code, f.Address.Companies = "hit", "building", 200
			f.Contact.State, f.Contact.FreeMail = "hit", true
		},
		"moved and far from its telephone": func(f *finding.Facts) {
			f.Young.State, f.Young.Code, f.Young.MovedDays = "hit", "moved", 10
			f.Contact.State, f.Contact.PhoneAway = "hit", true
		},
		"another mail domain than its website": func(f *finding.Facts) { f.Contact.State, f.Contact.DomainDiffers = "hit", true },
		"somebody else pays":                   func(f *finding.Facts) { f.Application.ThirdPayer = true },
		"for a domestic-only item":             func(f *finding.Facts) { f.Application.DomesticOnly = true },
		"a namesake of a listed person":        func(f *finding.Facts) { f.List.Namesake, f.List.Score = true, 10000 },
		"revived long ago":                     func(f *finding.Facts) { f.Young.RevivedDays = 900 },
	} {
		f := base
		vary(&f)
		if v := p.Decide(&f, findingsOf(&f), "software"); v.Outcome != finding.Approve {
			t.Errorf("%s: %s %v", name, v.Outcome, codesOf(v))
		}
	}
}
