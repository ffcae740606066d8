package policy

import (
	"slices"
	"testing"
	"time"
)

func TestDefaultsOfSettings(t *testing.T) {
	want := Settings{
		Country: "JP", RegisterLag: 21, YoungDays: 90, RenamedDays: 90, MovedDays: 90, FormerDays: 365,
		BuildingCompanies: 30, RoomCompanies: 3, Possible: 8500, Confirmed: 8500,
	}
	for name, p := range map[string]*Policy{"default.yaml": Default(), "nothing said": oneRule(t, "note", "false")} {
		if got := p.Settings(); got != want {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
		if p.Register() != "nta" || !slices.Equal(p.RequireSources(), []string{RequireRegister, RequireList}) {
			t.Errorf("%s: register %q, required %v", name, p.Register(), p.RequireSources())
		}
		if d := p.Timeout("contact"); d != 2*time.Second {
			t.Errorf("%s: timeout %s", name, d)
		}
		if d := p.Timeout("a later check"); d != 2*time.Second {
			t.Errorf("%s: timeout %s", name, d)
		}
	}
}

// Names in other alphabets than the lists' are compared with every entry, which
// takes longer than any other check.
func TestListsHaveTheirTime(t *testing.T) {
	if d := Default().Timeout("list.match"); d != 20*time.Second {
		t.Errorf("timeout %s", d)
	}
}

func TestSources(t *testing.T) {
	p := parsed(t, head+`
sources:
  register: houjin
  lists: {ofac: question, watch: prohibits}
  max_age: {ofac: 7d, watch: 90m}
  require: [register, ofac, watch]
rules: [{id: it, outcome: note, when: 'false', text: {en: a, ja: b}}]
`)
	tests := []struct {
		kind, name, effect string
		age                time.Duration
	}{
		{"ofac", "us", EffectQuestion, 7 * 24 * time.Hour},
		{"ofac", "watch", EffectProhibits, 90 * time.Minute}, // the name before the kind
		{"un", "un", EffectQuestion, 26 * time.Hour},
		{"nta", "houjin", EffectQuestion, 35 * 24 * time.Hour},
	}
	for _, tt := range tests {
		if e := p.Effect(tt.kind, tt.name); e != tt.effect {
			t.Errorf("effect of %s %s: %s, want %s", tt.kind, tt.name, e, tt.effect)
		}
		if d := p.MaxAge(tt.kind, tt.name); d != tt.age {
			t.Errorf("age of %s %s: %s, want %s", tt.kind, tt.name, d, tt.age)
		}
	}
	if p.Register() != "houjin" || !slices.Equal(p.RequireSources(), []string{"register", "ofac", "watch"}) {
		t.Errorf("register %q, required %v", p.Register(), p.RequireSources())
	}
	p.RequireSources()[0] = "x"
	if p.RequireSources()[0] != "register" {
		t.Error("the caller can change the policy")
	}
}

func TestDefaultEffects(t *testing.T) {
	for kind, want := range map[string]string{"ofac": EffectProhibits, "un": EffectProhibits, "ftm": EffectQuestion, "other": EffectQuestion} {
		if got := Default().Effect(kind, "some-name"); got != want {
			t.Errorf("%s: %s, want %s", kind, got, want)
		}
	}
}

func TestRequired(t *testing.T) {
	p := parsed(t, head+`
checks:
  contact: {required: [software, server]}
  address.shared: {required: none}
  eligible: {timeout: 5s}
settings: {timeout: 3s}
rules: [{id: it, outcome: note, when: 'false', text: {en: a, ja: b}}]
`)
	rest := []string{"eligible", "freshness", "list.match", "memory.shares", "register.agrees", "register.exists", "register.young", "represents"}
	with := append([]string{"contact"}, rest...)
	for item, want := range map[string][]string{"software": with, "server": with, "shipment": rest, "": with, "boat": with} {
		if got := p.Required(item); !slices.Equal(got, want) {
			t.Errorf("%q requires %v, want %v", item, got, want)
		}
	}
	if p.Timeout("eligible") != 5*time.Second || p.Timeout("contact") != 3*time.Second {
		t.Errorf("timeouts %s, %s", p.Timeout("eligible"), p.Timeout("contact"))
	}
	if got := Default().Required("software"); len(got) != len(checkTable) {
		t.Errorf("the default policy requires %v", got)
	}
}

// TestSettingsAreConstants: conditions read the thresholds of their own policy.
func TestSettingsAreConstants(t *testing.T) {
	f := clearFacts()
	f.Young.RegisteredDays = 50
	for days, want := range map[string]bool{"40": false, "60": true} {
		p := parsed(t, head+"settings: {young_days: "+days+", country: DE}\nrules: [{id: it, outcome: note, when: 'young.registered_days <= settings.young_days && settings.country == \"DE\"', text: {en: a, ja: b}}]\n")
		if got := reasonOf(p.Decide(&f, findingsOf(&f), ""), "it") != nil; got != want {
			t.Errorf("young_days %s: fired %v", days, got)
		}
	}
}

func TestAskText(t *testing.T) {
	if a := Default().AskText("licence"); a.EN == "licence" || a.JA == "" {
		t.Errorf("%+v", a)
	}
	if a := Default().AskText("nothing.known"); a.EN != "nothing.known" || a.JA != "nothing.known" {
		t.Errorf("%+v", a)
	}
}

func TestParseDuration(t *testing.T) {
	for s, want := range map[string]time.Duration{"35d": 840 * time.Hour, "26h": 26 * time.Hour, "500ms": 500 * time.Millisecond, "0d": 0} {
		if d, err := parseDuration(s); err != nil || d != want {
			t.Errorf("%s: %s, %v", s, d, err)
		}
	}
	for _, s := range []string{"", "d", "1.5d", "-1d", "99999999999d", "36501d", "1 day"} {
		if d, err := parseDuration(s); err == nil {
			t.Errorf("%s: %s", s, d)
		}
	}
}
