package finding_test

import (
	"encoding/json"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sekifuda/sekifuda/internal/canon"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
)

// golden holds the canonical bytes of a decision in which every field is set.
// They are what is sealed, hashed into the ledger and replayed years later: a
// change of them is a change of the stored format.
const golden = "testdata/decision.json"

// whole is a decision in which every field says something.
func whole() *finding.Decision {
	const at entity.Instant = 1772236800000000 // 2026-02-28T00:00:00Z
	ref := finding.SourceRef{Name: "nta", Kind: "nta", Digest: "d1", Published: at - 1, Record: "7010401000001"}
	c := finding.Comparison{Field: "name", Claimed: "㈱甲", AtSource: "株式会社甲", Result: finding.Agrees, Degree: 10000, Why: "writing", Since: "2015-10-05"}
	return &finding.Decision{
		ID: "id", Tenant: "default", Application: "A-1", Input: "in", At: at,
		Generation: finding.Generation{
			Policy: "p", Snapshots: []finding.SnapshotRef{{Source: "nta", Chain: []string{"d0", "d1"}}}, Matcher: "script1/match1",
			Packs: []string{"pack"}, Epoch: 2, Memory: 3, Evidence: "ev",
		},
		Outcome: finding.Review,
		Reasons: []finding.Reason{{
			Rule: "r", Version: "p", Outcome: finding.Refuse, Code: "c", Text: finding.Text{EN: "<text> & more", JA: "文"},
			Checks: []string{"register.exists"}, Values: []finding.Operand{{Fact: "register.state", Value: "hit"}}, Guard: "g",
		}},
		Missing: []finding.Missing{{Check: "represents", Cause: finding.CauseNoEvidence, Ask: []string{"represents.letter"}, Text: finding.Text{EN: "ask", JA: "問"}}},
		Findings: []finding.Finding{{
			Check: "register.exists", Subject: "applicant", State: finding.Hit, Code: "not_found", Cause: finding.CauseStale, Detail: "line\u2028two",
			Source: &ref, Comparisons: []finding.Comparison{c},
			Matches:  []finding.Match{{Source: ref, Caption: "甲", Score: 9000, Identity: finding.IdentityUnknown, Why: "w", Effect: "prohibits", Comparisons: []finding.Comparison{c}}},
			Evidence: []string{"e-1"}, Ask: []string{"register.extract"},
		}},
		Facts: facts(),
		Made:  finding.Made{Release: "0.5.0", Zone: "Asia/Tokyo", Clock: 7},
	}
}

// facts are facts of which each says something.
func facts() *finding.Facts {
	var f finding.Facts
	for _, group := range reflect.ValueOf(&f).Elem().Fields() {
		for t, v := range group.Fields() {
			switch v.Kind() {
			case reflect.String:
				v.SetString("code of " + t.Tag.Get("cel"))
			case reflect.Bool:
				v.SetBool(true)
			case reflect.Int64:
				v.SetInt(-1)
			case reflect.Slice:
				v.Set(reflect.ValueOf([]string{"one", "two"}))
			}
		}
	}
	return &f
}

// TestCanonicalDecision renews with: UPDATE=1 go test ./internal/finding
func TestCanonicalDecision(t *testing.T) {
	got, err := canon.Marshal(whole())
	if err != nil {
		t.Fatal(err)
	}
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(golden, append(got, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.TrimSuffix(string(want), "\n"), string(got)); diff != "" {
		t.Errorf("stored decisions would change: %s", diff)
	}
	var back finding.Decision
	if err := json.Unmarshal(want, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(whole(), &back); diff != "" {
		t.Errorf("read back: %s", diff)
	}
}

// TestGoldenIsWhole fails for a field that was added and is not in the golden
// decision, so that the golden bytes keep covering all of the format.
func TestGoldenIsWhole(t *testing.T) {
	unset(t, reflect.ValueOf(*whole()), "decision")
}

func unset(t *testing.T, v reflect.Value, path string) {
	if v.IsZero() {
		t.Errorf("%s is not set", path)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		unset(t, v.Elem(), path)
	case reflect.Slice:
		unset(t, v.Index(0), path+"[0]")
	case reflect.Struct:
		for i := range v.NumField() {
			unset(t, v.Field(i), path+"."+v.Type().Field(i).Name)
		}
	}
}

// TestEmptyDecision holds what is left out and what is written empty.
func TestEmptyDecision(t *testing.T) {
	got, err := canon.Marshal(finding.Decision{Findings: []finding.Finding{{}}})
	const want = `{"application":"","at":"1970-01-01T00:00:00Z","findings":[{"check":"","state":"","subject":""}],` +
		`"generation":{"epoch":0,"evidence":"","matcher":"","memory":0,"policy":"","snapshots":null},` +
		`"id":"","input":"","made":{"clock":0,"release":"","zone":""},"outcome":"","reasons":null,"tenant":""}`
	if diff := cmp.Diff(want, string(got)); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
}

// TestCodesAreStable: codes stand in stored decisions and in policies.
func TestCodesAreStable(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{join(finding.Clear, finding.Hit, finding.NotClaimed, finding.NotApplicable, finding.NotChecked), "clear hit not_claimed not_applicable not_checked"},
		{join(finding.Approve, finding.Review, finding.Refuse, finding.Note), "approve review refuse note"},
		{join(finding.Agrees, finding.Differs, finding.AbsentAtSource, finding.ValueUnclaimed, finding.ValueUnchecked, finding.Noted),
			"agrees differs absent_at_source not_claimed not_checked noted"},
		{join(finding.CauseError, finding.CauseTimeout, finding.CauseStale, finding.CauseMissing, finding.CauseEmpty, finding.CauseCut),
			"error timeout stale source_missing source_empty search_cut"},
		{join(finding.CauseNameTooLong, finding.CauseNameEmpty, finding.CauseScript, finding.CauseNoEvidence, finding.CauseYoung, finding.CauseUnclassed),
			"name_too_long name_empty script_unsupported no_evidence register_lag unclassified"},
		{join(finding.IdentityConfirmed, finding.IdentityUnknown, finding.IdentityContradicted), "confirmed unknown contradicted"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s, was %s", tt.got, tt.want)
		}
	}
}

func join[T ~string](codes ...T) string {
	var out []string
	for _, c := range codes {
		out = append(out, string(c))
	}
	return strings.Join(out, " ")
}

// TestFactsNameNobodysOrigin walks all facts: each has a name for conditions,
// every check has its state, and none is of nationality, ethnicity or script.
func TestFactsNameNobodysOrigin(t *testing.T) {
	facts := reflect.TypeFor[finding.Facts]()
	for i := range facts.NumField() {
		group := facts.Field(i)
		names := []string{}
		for j := range group.Type.NumField() {
			name := group.Type.Field(j).Tag.Get("cel")
			if name == "" || slices.Contains(names, name) {
				t.Errorf("%s.%s: name %q", group.Name, group.Type.Field(j).Name, name)
			}
			names = append(names, name)
			for _, bad := range []string{"nation", "ethnic", "race", "citizen", "script", "birth", "religion"} {
				if strings.Contains(name, bad) {
					t.Errorf("%s.%s is a fact", group.Name, name)
				}
			}
		}
		if group.Name == "Application" {
			continue
		}
		for _, need := range []string{"state", "code", "cause"} {
			if !slices.Contains(names, need) {
				t.Errorf("%s has no %s", group.Name, need)
			}
		}
	}
}
