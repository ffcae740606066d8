package policy

import (
	"fmt"
	"slices"
	"time"

	"go.yaml.in/yaml/v4"

	"github.com/sekifuda/sekifuda/internal/finding"
)

// Effects that a list may have for an operator.
const (
	EffectProhibits = "prohibits" // no business, but with a recorded licence
	EffectLicence   = "licence"   // a licence is needed
	EffectQuestion  = "question"  // a checklist is to be answered
	EffectInternal  = "internal"  // the operator's own list: its rules decide
)

var effects = []string{EffectInternal, EffectLicence, EffectProhibits, EffectQuestion}

// Words of sources.require besides the kinds and names of sources.
const (
	RequireRegister = "register" // the source that sources.register names
	RequireList     = "list"     // at least one live list of any kind
)

// Settings are the thresholds that checks read. Conditions read them as
// constants: settings.young_days.
type Settings struct {
	Country           string // ISO code of the operator: where domestic-only items may go
	RegisterLag       int    // days that the register takes to know a new company
	YoungDays         int    // registered at most so many days ago is young
	RenamedDays       int    // renamed at most so many days ago is recent
	MovedDays         int    // moved at most so many days ago is recent
	FormerDays        int    // a former name or seat is an explanation for so many days
	BuildingCompanies int    // so many live companies in one building make it shared
	RoomCompanies     int    // so many in one room
	Possible          int    // score from which a name on a list is a possible match
	Confirmed         int    // score from which a corroborated match is confirmed
}

// Settings returns the thresholds of the policy.
func (p *Policy) Settings() Settings { return p.settings }

type sources struct {
	register string
	lists    map[string]string
	maxAge   map[string]time.Duration
	require  []string
}

// registerKinds are the kinds of source that are corporate registers; every
// other kind is a list.
var registerKinds = []string{"nta"}

// MaxAge is how old a source may be: by its name, else by its kind, else 35
// days for a register and 26 hours for a list.
func (p *Policy) MaxAge(kind, name string) time.Duration {
	for _, k := range []string{name, kind} {
		if d, ok := p.sources.maxAge[k]; ok {
			return d
		}
	}
	if slices.Contains(registerKinds, kind) {
		return 35 * 24 * time.Hour
	}
	return 26 * time.Hour
}

// Effect is what a match on a list means to this operator: by the list's name,
// else by its kind, else a question, because a list of which the policy says
// nothing must neither refuse nor be passed over.
func (p *Policy) Effect(kind, name string) string {
	for _, k := range []string{name, kind} {
		if e, ok := p.sources.lists[k]; ok {
			return e
		}
	}
	return EffectQuestion
}

// Register is the name, else the kind, of the source that is looked up as the
// corporate register.
func (p *Policy) Register() string { return p.sources.register }

// RequireSources names what must be live: RequireRegister, RequireList, or the
// name or kind of a source.
func (p *Policy) RequireSources() []string { return slices.Clone(p.sources.require) }

// Timeout is how long a check may take before it is not_checked.
func (p *Policy) Timeout(check string) time.Duration { return p.rule(check).timeout }

func (f *settingsFile) build(r *reader) Settings {
	s := Settings{
		Country: f.Country.Value, RegisterLag: f.RegisterLag, YoungDays: f.YoungDays, RenamedDays: f.RenamedDays,
		MovedDays: f.MovedDays, FormerDays: f.FormerDays, BuildingCompanies: f.BuildingCompanies,
		RoomCompanies: f.RoomCompanies, Possible: f.Possible, Confirmed: f.Confirmed,
	}
	if len(s.Country) != 2 || s.Country[0] < 'A' || s.Country[0] > 'Z' || s.Country[1] < 'A' || s.Country[1] > 'Z' {
		r.add(orAt(f.Country.At, f.At), "settings.country", fmt.Sprintf("want an ISO 3166 code of two capitals, have %q", s.Country), "write JP")
	}
	for _, n := range s.numbers() {
		if n.value < 0 || n.value > 100000 {
			r.add(f.At, "settings."+n.name, fmt.Sprintf("%d is out of range", n.value), "0 … 100000")
		}
	}
	if s.Possible < 5000 || s.Possible > 10000 || s.Confirmed < s.Possible || s.Confirmed > 10000 {
		r.add(f.At, "settings.possible", fmt.Sprintf("scores %d and %d do not make sense", s.Possible, s.Confirmed),
			"5000 <= possible <= confirmed <= 10000")
	}
	return s
}

type number struct {
	name  string
	value int
}

// numbers lists the settings that conditions can read, in a fixed order.
func (s *Settings) numbers() []number {
	return []number{
		{"register_lag_days", s.RegisterLag}, {"young_days", s.YoungDays}, {"renamed_days", s.RenamedDays},
		{"moved_days", s.MovedDays}, {"former_days", s.FormerDays}, {"building_companies", s.BuildingCompanies},
		{"room_companies", s.RoomCompanies}, {"possible", s.Possible}, {"confirmed", s.Confirmed},
	}
}

func (f *sourcesFile) build(r *reader) sources {
	s := sources{register: f.Register.Value, lists: map[string]string{}, maxAge: f.MaxAge}
	if s.register == "" {
		s.register = "nta"
	}
	for _, name := range sortedKeys(f.Lists) {
		e := f.Lists[name]
		if !slices.Contains(effects, e.Value) {
			r.add(e.At, "sources.lists."+name, fmt.Sprintf("unknown effect %q", e.Value), suggest(e.Value, effects))
		}
		s.lists[name] = e.Value
	}
	for _, w := range f.Require {
		s.require = append(s.require, w.Value)
	}
	if f.Require == nil {
		s.require = []string{RequireRegister, RequireList}
	}
	return s
}

// buildAsks reads the catalogue of what can be asked for.
func (p *Policy) buildAsks(r *reader, asks map[string]textsFile) {
	p.asks = map[string]finding.Text{}
	for _, code := range sortedKeys(asks) {
		p.asks[code] = asks[code].build(r, "asks."+code)
	}
}

func (f textsFile) build(r *reader, path string) finding.Text {
	if f.EN.Value == "" || f.JA.Value == "" {
		r.add(f.At, path, "a text has en and ja", "")
	}
	return finding.Text{EN: f.EN.Value, JA: f.JA.Value}
}

// words reads "all", "none" or a list of words.
func (r *reader) words(n *yaml.Node, path string, allowed []string) (list []string, all bool) {
	if n.Kind == yaml.ScalarNode {
		switch n.Value {
		case "all", "true":
			return nil, true
		case "none", "false":
			return nil, false
		}
		r.add(r.at(n), path, fmt.Sprintf("want all, none or a list, have %q", n.Value), "")
		return nil, true
	}
	var words []text
	r.value(n, valueOf(&words), path)
	for _, w := range words {
		if !slices.Contains(allowed, w.Value) {
			r.add(w.At, path, fmt.Sprintf("unknown word %q", w.Value), suggest(w.Value, allowed))
		}
		list = append(list, w.Value)
	}
	return list, false
}
