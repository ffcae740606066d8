package policy

import (
	"fmt"
	"regexp"
	"time"

	"go.yaml.in/yaml/v4"
)

// policyFile is the YAML of a policy. docs/policy.md describes it.
type policyFile struct {
	Schema    text                  `yaml:"schema"`
	Name      text                  `yaml:"name"`
	Version   text                  `yaml:"version"`
	Settings  settingsFile          `yaml:"settings"`
	Sources   sourcesFile           `yaml:"sources"`
	Checks    map[string]checkFile  `yaml:"checks"`
	Asks      map[string]textsFile  `yaml:"asks"`
	Rules     []ruleFile            `yaml:"rules"`
	Baselines map[string]*yaml.Node `yaml:"baselines"`
	Cases     []caseFile            `yaml:"cases"`
}

type settingsFile struct {
	Country           text          `yaml:"country"`
	Timeout           time.Duration `yaml:"timeout"`
	RegisterLag       int           `yaml:"register_lag_days"`
	YoungDays         int           `yaml:"young_days"`
	RenamedDays       int           `yaml:"renamed_days"`
	MovedDays         int           `yaml:"moved_days"`
	FormerDays        int           `yaml:"former_days"`
	BuildingCompanies int           `yaml:"building_companies"`
	RoomCompanies     int           `yaml:"room_companies"`
	Possible          int           `yaml:"possible"`
	Confirmed         int           `yaml:"confirmed"`
	At                place
}

type sourcesFile struct {
	Register text                     `yaml:"register"`
	Lists    map[string]text          `yaml:"lists"`
	MaxAge   map[string]time.Duration `yaml:"max_age"`
	Require  []text                   `yaml:"require"`
}

type checkFile struct {
	Required  *yaml.Node    `yaml:"required"`
	MustClaim *yaml.Node    `yaml:"must_claim"`
	MustApply *yaml.Node    `yaml:"must_apply"`
	Timeout   time.Duration `yaml:"timeout"`
	Ask       []text        `yaml:"ask"`
	At        place
}

type textsFile struct {
	EN text `yaml:"en"`
	JA text `yaml:"ja"`
	At place
}

type ruleFile struct {
	ID      text      `yaml:"id"`
	Code    text      `yaml:"code"`
	Outcome text      `yaml:"outcome"`
	When    text      `yaml:"when"`
	Ask     []text    `yaml:"ask"`
	Text    textsFile `yaml:"text"`
	At      place
}

type caseFile struct {
	Name     text          `yaml:"name"`
	Baseline text          `yaml:"baseline"`
	Item     text          `yaml:"item"`
	Facts    *yaml.Node    `yaml:"facts"`
	Findings []findingFile `yaml:"findings"`
	Absent   []text        `yaml:"absent"`
	Expect   expectFile    `yaml:"expect"`
	At       place
}

type findingFile struct {
	Check    text   `yaml:"check"`
	Subject  text   `yaml:"subject"`
	State    text   `yaml:"state"`
	Code     text   `yaml:"code"`
	Cause    text   `yaml:"cause"`
	Detail   text   `yaml:"detail"`
	Ask      []text `yaml:"ask"`
	Evidence []text `yaml:"evidence"`
	At       place
}

type expectFile struct {
	Outcome text   `yaml:"outcome"`
	Reasons []text `yaml:"reasons"`
	Missing []text `yaml:"missing"`
	Guards  []text `yaml:"guards"`
	At      place
}

// newPolicyFile holds the defaults of what a file may leave out.
func newPolicyFile() policyFile {
	return policyFile{Settings: settingsFile{
		Country: text{Value: "JP"}, Timeout: 2 * time.Second, RegisterLag: 21,
		YoungDays: 90, RenamedDays: 90, MovedDays: 90, FormerDays: 365,
		BuildingCompanies: 30, RoomCompanies: 3, Possible: 8500, Confirmed: 8500,
	}}
}

var codeForm = regexp.MustCompile(`^[a-z][a-z0-9_]*([.-][a-z0-9_]+)*$`)

func (f *policyFile) checkHead(r *reader, at place) {
	if f.Schema.Value != "1" {
		r.add(orAt(f.Schema.At, at), "schema", fmt.Sprintf("want 1, have %q", f.Schema.Value), "this release reads schema: 1")
	}
	if !codeForm.MatchString(f.Name.Value) {
		r.add(orAt(f.Name.At, at), "name", "want a name in small letters, digits, dots and dashes", "")
	}
	if f.Version.Value == "" {
		r.add(orAt(f.Version.At, at), "version", "a policy has a version", `write version: "1"`)
	}
	if len(f.Rules) == 0 {
		r.add(at, "rules", "a policy has rules", "start from the default policy: sekifuda policy show")
	}
}

// orAt is the place of a value, or of what it is missing from.
func orAt(at, parent place) place {
	if at.line == 0 {
		return parent
	}
	return at
}
