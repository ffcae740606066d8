package policy

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/sekifuda/sekifuda/internal/finding"
)

var someStates = []string{"clear", "hit", "not_claimed", "not_applicable", "not_checked", "", "odd"}

// words that facts may hold: what rules look for, and what they do not.
var someWords = []string{
	"", "hit", "not_found", "number_not_found", "closed", "merged", "found", "number", "name", "agrees", "differs", "former_name",
	"former_address", "prohibits", "licence", "question", "internal", "licensed", "checklist", "JP", "ZZ", "foreign_company", "not_domestic", "札",
}

// drawFacts fills every field of Facts with something.
func drawFacts(t *rapid.T) *finding.Facts {
	f := &finding.Facts{}
	v := reflect.ValueOf(f).Elem()
	for _, g := range factGroups {
		for i, name := range g.fields {
			drawField(t, v.Field(g.index).Field(i), g.name+"."+name)
		}
	}
	return f
}

func drawField(t *rapid.T, v reflect.Value, name string) {
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(t, name))
	case reflect.Int64:
		v.SetInt(rapid.Int64Range(-1, 400).Draw(t, name))
	case reflect.Slice:
		v.Set(reflect.ValueOf(rapid.SliceOfN(rapid.SampledFrom(someWords), 0, 2).Draw(t, name)))
	case reflect.String:
		from := someWords
		if name[len(name)-5:] == "state" {
			from = someStates
		}
		v.SetString(rapid.SampledFrom(from).Draw(t, name))
	}
}

func drawFindings(t *rapid.T, f *finding.Facts) []finding.Finding {
	fs := findingsOf(f)
	for i := range fs {
		switch rapid.IntRange(0, 9).Draw(t, "change "+fs[i].Check) {
		case 0:
			fs[i].State = finding.State(rapid.SampledFrom(someStates).Draw(t, "state"))
		case 1:
			fs[i].Subject = "payer"
		case 2:
			fs[i].Evidence = []string{"e"}
		case 3:
			fs[i].Matches = []finding.Match{{
				Identity: rapid.SampledFrom([]string{"confirmed", "unknown", "contradicted"}).Draw(t, "identity"),
				Effect:   rapid.SampledFrom(someWords).Draw(t, "effect"),
			}}
		}
	}
	if rapid.IntRange(0, 4).Draw(t, "drop") == 0 {
		i := rapid.IntRange(0, len(fs)-1).Draw(t, "which")
		fs = slices.Delete(fs, i, i+1)
	}
	return fs
}

// mostlyClear makes approvals reachable, which facts at random hardly are.
func mostlyClear(t *rapid.T) (*finding.Facts, []finding.Finding) {
	f := drawFacts(t)
	base := clearFacts()
	v, b := reflect.ValueOf(f).Elem(), reflect.ValueOf(&base).Elem()
	for _, g := range factGroups {
		if rapid.IntRange(0, 7).Draw(t, "keep "+g.name) > 0 {
			v.Field(g.index).Set(b.Field(g.index))
		}
	}
	return f, drawFindings(t, f)
}

// refuser is the worst policy that an operator could write: it refuses by every
// group of facts, and approves whatever it does not refuse.
func refuser(t testing.TB) *Policy {
	src := head + "rules:\n"
	for _, g := range factGroups {
		field := g.fields[0]
		src += "  - {id: r." + g.name + ", outcome: refuse, when: '" + g.name + "." + field + " == \"hit\"', text: {en: a, ja: b}}\n"
		src += "  - {id: n." + g.name + ", outcome: note, when: '" + g.name + " == " + g.name + "', text: {en: a, ja: b}}\n"
	}
	return parsed(t, src)
}

// TestProperties: what no policy may do, over facts and findings at random.
func TestProperties(t *testing.T) {
	policies := []*Policy{Default(), refuser(t), oneRule(t, "note", "list == list || true"), oneRule(t, "refuse", `list.score >= 0 || memory.hops > 0`)}
	approved := 0
	rapid.Check(t, func(t *rapid.T) {
		f, fs := mostlyClear(t)
		item := rapid.SampledFrom([]string{"software", "server", "shipment", "", "boat"}).Draw(t, "item")
		for _, p := range policies {
			v := p.Decide(f, fs, item)
			if v.Outcome == finding.Approve {
				approved++
				holdsApproval(t, p, f, fs, item)
			}
			holdsReasons(t, p, v, f)
			if again := p.Decide(f, fs, item); !reflect.DeepEqual(v, again) {
				t.Fatal("the same facts, another verdict")
			}
			if _, err := json.Marshal(v); err != nil {
				t.Fatal(err)
			}
		}
	})
	if approved == 0 {
		t.Error("nothing was ever approved: the test shows nothing")
	}
}

func holdsApproval(t *rapid.T, p *Policy, f *finding.Facts, fs []finding.Finding, item string) {
	for _, check := range p.Required(item) {
		i := slices.IndexFunc(fs, func(x finding.Finding) bool { return x.Check == check })
		if i < 0 {
			t.Fatalf("approved without %s", check)
		}
	}
	licensed := false
	for _, x := range fs {
		licensed = licensed || (x.Check == "list.match" && len(x.Evidence) > 0)
		switch x.State {
		case finding.Clear, finding.Hit, finding.NotClaimed, finding.NotApplicable:
		default:
			t.Fatalf("approved with %s %q", x.Check, x.State)
		}
	}
	if f.List.Confirmed && f.List.Effect != EffectInternal && !licensed {
		t.Fatalf("approved with a confirmed match, effect %q", f.List.Effect)
	}
}

func holdsReasons(t *rapid.T, p *Policy, v Verdict, f *finding.Facts) {
	worst := finding.Approve
	for _, r := range v.Reasons {
		if r.Outcome == finding.Refuse {
			i := slices.IndexFunc(p.rules, func(x *rule) bool { return x.id == r.Rule })
			if i < 0 {
				t.Fatalf("the engine refuses: %+v", r)
			}
			holdsRefusal(t, p.rules[i], f)
		}
		if severity(r.Outcome) > severity(worst) {
			worst = r.Outcome
		}
		if r.Text.EN == "" || r.Text.JA == "" || r.Version != p.Digest {
			t.Fatalf("a reason without text or version: %+v", r)
		}
	}
	if worst != v.Outcome {
		t.Fatalf("outcome %s, strictest reason %s", v.Outcome, worst)
	}
}

// holdsRefusal says again, in other words, what the guards promise.
func holdsRefusal(t *rapid.T, r *rule, f *finding.Facts) {
	for _, g := range r.groups {
		ok := true
		switch g {
		case "list":
			ok = f.List.Confirmed && f.List.Effect == "prohibits"
		case "memory":
			ok = f.Memory.Proven && f.Memory.Hops == 1
		case "register", "agrees":
			ok = f.Register.AbsenceProven || f.Register.ByWhat == "number" && f.Agrees.Name == "agrees"
		case "young", "address", "contact":
			ok = false
		}
		if !ok {
			t.Fatalf("rule %s refuses by %s: %+v", r.id, g, f)
		}
	}
}
