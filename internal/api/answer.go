package api

import (
	"net/url"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
)

// answer is what whoever handed in an application is told.
type answer struct {
	Decision    string             `json:"decision" doc:"id of the decision"`
	Application string             `json:"application" doc:"external_id"`
	Outcome     finding.Outcome    `json:"outcome" enum:"approve,review,refuse"`
	At          entity.Instant     `json:"at" doc:"time of the examination"`
	Reasons     []finding.Reason   `json:"reasons" nullable:"false" doc:"rules that fired, with their texts and the values that they read"`
	Missing     []finding.Missing  `json:"missing" nullable:"false" doc:"what a review needs before it could be an approval"`
	Checks      []checkState       `json:"checks" nullable:"false" doc:"what became of each check"`
	Generation  finding.Generation `json:"generation" doc:"everything besides the application that the decision rests on"`
	Links       links              `json:"links"`
}

// checkState is what became of one check of one subject.
type checkState struct {
	Check   string        `json:"check"`
	Subject string        `json:"subject" doc:"applicant, representative, contact, payer, end_user, on_behalf_of, ship_to, item, source"`
	State   finding.State `json:"state" enum:"clear,hit,not_claimed,not_applicable,not_checked"`
	Code    string        `json:"code,omitempty" doc:"what was found"`
	Cause   string        `json:"cause,omitempty" doc:"why not_checked"`
}

// links are where to go from a decision.
type links struct {
	Decision    string `json:"decision"`
	Application string `json:"application"`
	Receipt     string `json:"receipt" doc:"202 until it is in the ledger, within a second or so"`
}

func linksOf(decision, application string) links {
	d := "/v1/decisions/" + url.PathEscape(decision)
	return links{Decision: d, Application: "/v1/applications/" + url.PathEscape(application), Receipt: d + "/receipt"}
}

func answerOf(d *finding.Decision) *answer {
	out := &answer{
		Decision: d.ID, Application: d.Application, Outcome: d.Outcome, At: d.At, Reasons: d.Reasons, Missing: d.Missing,
		Checks: make([]checkState, len(d.Findings)), Generation: d.Generation, Links: linksOf(d.ID, d.Application),
	}
	if out.Reasons == nil {
		out.Reasons = []finding.Reason{}
	}
	if out.Missing == nil {
		out.Missing = []finding.Missing{}
	}
	for i := range d.Findings {
		f := &d.Findings[i]
		out.Checks[i] = checkState{f.Check, f.Subject, f.State, f.Code, f.Cause}
	}
	return out
}
