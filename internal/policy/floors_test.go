package policy

import (
	"slices"
	"testing"

	"github.com/sekifuda/sekifuda/internal/finding"
)

// TestFloors: a policy that says nothing of lists approves nobody whom a list
// names, but by recorded evidence.
func TestFloors(t *testing.T) {
	p := oneRule(t, "note", "list.score >= 0")
	listed := func(identity, effect string) finding.Match {
		return finding.Match{Identity: identity, Effect: effect, Score: 9000}
	}
	tests := []struct {
		name    string
		list    finding.ListFacts
		finding finding.Finding
		want    finding.Outcome
		code    string
	}{
		{"nothing", finding.ListFacts{}, finding.Finding{}, finding.Approve, ""},
		{"prohibited", finding.ListFacts{Confirmed: true, Effect: "prohibits"}, finding.Finding{}, finding.Review, CodeListProhibit},
		{"licence needed", finding.ListFacts{Confirmed: true, Effect: "licence"}, finding.Finding{}, finding.Review, CodeListLicence},
		{"questions", finding.ListFacts{Confirmed: true, Effect: "question"}, finding.Finding{}, finding.Review, CodeListQuestion},
		{"an effect that is none", finding.ListFacts{Confirmed: true, Effect: "whatever"}, finding.Finding{}, finding.Review, CodeListQuestion},
		{"the operator's own", finding.ListFacts{Confirmed: true, Effect: "internal"}, finding.Finding{}, finding.Approve, ""},
		{"possible", finding.ListFacts{Possible: true, Effect: "internal"}, finding.Finding{}, finding.Review, CodeListPossible},
		{"a namesake", finding.ListFacts{Namesake: true, Effect: "prohibits"}, finding.Finding{Matches: []finding.Match{listed("contradicted", "prohibits")}}, finding.Approve, ""},

		{"licensed", finding.ListFacts{Confirmed: true, Effect: "prohibits", Code: ListLicensed},
			finding.Finding{Code: ListLicensed, Evidence: []string{"e"}}, finding.Approve, ""},
		{"licensed, they say", finding.ListFacts{Confirmed: true, Effect: "prohibits", Code: ListLicensed},
			finding.Finding{Code: ListLicensed}, finding.Review, CodeListProhibit},
		{"evidence of something else", finding.ListFacts{Confirmed: true, Effect: "prohibits", Code: "confirmed"},
			finding.Finding{Code: "confirmed", Evidence: []string{"e"}}, finding.Review, CodeListProhibit},
		{"a checklist lifts no prohibition", finding.ListFacts{Confirmed: true, Effect: "prohibits", Code: ListChecklist},
			finding.Finding{Code: ListChecklist, Evidence: []string{"e"}}, finding.Review, CodeListProhibit},
		{"a checklist answers questions", finding.ListFacts{Confirmed: true, Effect: "question", Code: ListChecklist},
			finding.Finding{Code: ListChecklist, Evidence: []string{"e"}}, finding.Approve, ""},

		{"only a finding tells", finding.ListFacts{}, finding.Finding{Matches: []finding.Match{listed("confirmed", "prohibits")}}, finding.Review, CodeListProhibit},
		{"only a finding tells of a possible one", finding.ListFacts{}, finding.Finding{Matches: []finding.Match{listed("unknown", "internal")}}, finding.Review, CodeListPossible},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := clearFacts()
			f.List = tt.list
			f.List.State = "clear"
			fs := findingsOf(&f)
			i := slices.IndexFunc(fs, func(x finding.Finding) bool { return x.Check == "list.match" })
			tt.finding.Check, tt.finding.Subject, tt.finding.State = "list.match", "applicant", finding.Clear
			fs[i] = tt.finding
			v := p.Decide(&f, fs, "software")
			if v.Outcome != tt.want {
				t.Errorf("outcome %s, want %s", v.Outcome, tt.want)
			}
			if tt.code != "" && (reasonOf(v, tt.code) == nil || len(v.Missing) != 1 || len(v.Missing[0].Ask) != 1) {
				t.Errorf("reasons %v, missing %+v", codesOf(v), v.Missing)
			}
		})
	}
}

// TestFloorsOfSubjects: the licence of one subject is not another's.
func TestFloorsOfSubjects(t *testing.T) {
	f := clearFacts()
	f.List.Confirmed, f.List.Effect, f.List.Code = true, "prohibits", ListLicensed
	fs := append(findingsOf(&f), finding.Finding{
		Check: "list.match", Subject: "end_user", State: finding.Hit, Code: "confirmed",
		Matches: []finding.Match{{Identity: finding.IdentityConfirmed, Effect: "prohibits", Score: 9000}},
	})
	i := slices.IndexFunc(fs, func(x finding.Finding) bool { return x.Check == "list.match" })
	fs[i].Code, fs[i].Evidence, fs[i].Matches = ListLicensed, []string{"e"}, []finding.Match{{Identity: finding.IdentityConfirmed, Effect: "prohibits"}}
	if v := oneRule(t, "note", "list.score >= 0").Decide(&f, fs, "software"); v.Outcome != finding.Review || reasonOf(v, CodeListProhibit) == nil {
		t.Errorf("%s %v", v.Outcome, codesOf(v))
	}
}
