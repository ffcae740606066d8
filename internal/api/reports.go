package api

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"reflect"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/httpd"
	"github.com/sekifuda/sekifuda/internal/problem"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store/casebook"
	"github.com/sekifuda/sekifuda/internal/trace"
	"github.com/sekifuda/sekifuda/internal/triage"
)

// maxReport bounds a report over HTTP; larger ones come by the command line.
const maxReport = 16 << 20

// judgementInput is what a client may say of a report.
type judgementInput struct {
	Verdict     string   `json:"verdict" enum:"false,compromised_customer,abusive_customer,false_identity"`
	Reason      string   `json:"reason" minLength:"1" maxLength:"4000"`
	Evidence    []string `json:"evidence,omitempty" maxItems:"50" nullable:"false" doc:"ids or hashes of what shows it; false_identity needs one"`
	Application string   `json:"application,omitempty" maxLength:"200" doc:"external_id of the application whose identity is false"`
	Stolen      []string `json:"stolen,omitempty" maxItems:"50" nullable:"false" doc:"what it brought that is the victim's and so links nobody: a kind or one value"`
}

// groundInput is why communication data may be looked at.
type groundInput struct {
	Kind      string `json:"kind" enum:"warrant,consent,self_defence,emergency"`
	Reference string `json:"reference" minLength:"1" maxLength:"500" doc:"number of the warrant, of the report, of the letter of consent"`
	Purpose   string `json:"purpose" minLength:"1" maxLength:"4000" doc:"what is to be found out"`
}

// reportLine is a report in a list.
type reportLine struct {
	ID         string             `json:"id"`
	Kind       string             `json:"kind" doc:"abuse_report, stix_bundle, indicator_list; erased where nothing else is left"`
	Received   string             `json:"received" format:"date-time"`
	Indicators []triage.Indicator `json:"indicators" nullable:"false"`
	Verdict    string             `json:"verdict,omitempty" doc:"absent while nobody has judged it"`
}

func (a *API) reports() {
	a.receiving()
	op(a, operation{
		id: "list-reports", method: http.MethodGet, path: "/v1/reports", scope: access.ReportsRead, class: httpd.Interactive, tag: "reports",
		summary: "Abuse reports, in the order in which they came in",
	}, func(ctx context.Context, who caller, in *struct{ Page }) (*list[reportLine], error) {
		leaf, err := in.afterNumber()
		if err != nil {
			return nil, err
		}
		all, err := a.Desk(who.Tenant).Reports(ctx, leaf, in.Limit+1)
		if err != nil {
			return nil, triaged(err)
		}
		return mapped(listOf(in.Page, all, func(r triage.Report) string { return number(r.Leaf) }), reportLineOf), nil
	})
	op(a, operation{
		id: "get-report", method: http.MethodGet, path: "/v1/reports/{id}", scope: access.ReportsRead, class: httpd.Interactive, tag: "reports",
		summary: "One abuse report, with what was made of it",
	}, func(ctx context.Context, who caller, in *struct {
		IfKnown
		ID string `path:"id" maxLength:"100"`
	}) (*single[triage.Report], error) {
		r, err := a.Desk(who.Tenant).Report(ctx, in.ID)
		if err != nil {
			return nil, triaged(err)
		}
		return one(in.IfKnown, r)
	})
	op(a, operation{
		id: "judge-report", method: http.MethodPost, path: "/v1/reports/{id}/judgement", scope: access.ReportsWrite, class: httpd.Interactive, tag: "reports",
		errors:  []int{http.StatusConflict},
		summary: "Judge a report, or judge it anew",
		detail: "`false_identity` with evidence proves the identity behind the application false: provisionally, and fully once another key says the same. " +
			"Another judgement takes those proofs back, and all that followed from them falls.",
	}, a.judge)
	op(a, operation{
		id: "assign-report", method: http.MethodPost, path: "/v1/reports/{id}/assignment", scope: access.Communication, class: httpd.Batch, tag: "reports",
		errors:  []int{http.StatusConflict},
		summary: "Find whose the things of a report were, then",
		detail:  "Who held an address when is communication data: the look is recorded with its ground before it is shown. What is ambiguous contains nothing.",
	}, func(ctx context.Context, who caller, in *struct {
		ID   string `path:"id" maxLength:"100"`
		Body groundInput
	}) (*single[triage.Report], error) {
		for place, text := range map[string]*string{"body.reference": &in.Body.Reference, "body.purpose": &in.Body.Purpose} {
			if err := a.checkText(who, place, text); err != nil {
				return nil, err
			}
		}
		g := &statement.Ground{Kind: in.Body.Kind, Reference: in.Body.Reference, Purpose: in.Body.Purpose, By: who.ID}
		r, err := a.Desk(who.Tenant).Assign(ctx, in.ID, g, who.act())
		if err != nil {
			return nil, triaged(err)
		}
		return one(IfKnown{}, r)
	})
}

// act is what the caller does, as use cases take it.
func (c caller) act() triage.Act { return triage.Act{By: c.ID, At: c.at} }

func reportLineOf(r triage.Report) reportLine {
	l := reportLine{ID: r.ID, Kind: r.Kind, Received: r.Received.String(), Indicators: r.Indicators}
	if l.Indicators == nil {
		l.Indicators = []triage.Indicator{}
	}
	if r.Judgement != nil {
		l.Verdict = r.Judgement.Verdict
	}
	return l
}

func (a *API) judge(ctx context.Context, who caller, in *struct {
	ID   string `path:"id" maxLength:"100"`
	Body judgementInput
}) (*single[triage.Report], error) {
	if err := a.checkText(who, "body.reason", &in.Body.Reason); err != nil {
		return nil, err
	}
	if len(in.Body.Stolen) > 0 {
		if err := a.checkIdentity(who, &identityInput{Reason: in.Body.Reason, Stolen: in.Body.Stolen}); err != nil {
			return nil, err
		}
	}
	r, err := a.Desk(who.Tenant).Judge(ctx, in.ID, triage.Judgement{Verdict: in.Body.Verdict, Reason: in.Body.Reason, Evidence: in.Body.Evidence,
		Application: in.Body.Application, Stolen: in.Body.Stolen}, who.act())
	if err != nil {
		return nil, triaged(err)
	}
	return one(IfKnown{}, r)
}

// receiving registers the intake, whose body the project's own readers read.
func (a *API) receiving() {
	o := operation{
		id: "add-report", method: http.MethodPost, path: "/v1/reports", scope: access.ReportsWrite, class: httpd.Batch, tag: "reports",
		status: http.StatusCreated, max: maxReport,
		summary: "Hand in an abuse report: X-ARF, an X-ARF or ARF mail, a STIX bundle, a table of indicators",
		detail: "The media type says how it is read. What it quotes of others' communication is hashed and not stored. The same bytes again are the same report, with status 200, " +
			"so a request can be sent again at any time, and needs no Idempotency-Key.",
		errors: []int{http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity},
	}
	raw(a, o, "application/json", []*huma.Param{{Name: "do_not_disrupt_until", In: "query", Description: "nothing may be done before that the customer would notice",
		Schema: &huma.Schema{Type: "string", Format: "date-time"}}}, a.addReport)
	doc := a.huma.OpenAPI()
	described := doc.Paths[o.path].Post
	described.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{}}
	for _, m := range triage.MediaTypes() {
		described.RequestBody.Content[m] = &huma.MediaType{}
	}
	answer := &huma.MediaType{Schema: doc.Components.Schemas.Schema(reflect.TypeFor[triage.Report](), true, "Report")}
	described.Responses["201"].Content["application/json"] = answer
	described.Responses["200"] = &huma.Response{Description: "it was here before", Content: map[string]*huma.MediaType{"application/json": answer}}
}

func (a *API) addReport(w http.ResponseWriter, r *http.Request, who caller) error {
	media, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if !slices.Contains(triage.MediaTypes(), media) {
		return problem.New(http.StatusUnsupportedMediaType, "this media type is not taken",
			problem.Item{Place: "header.Content-Type", Message: "is no kind of report that is read here", Fix: "see the description of this operation"})
	}
	for name := range r.URL.Query() {
		if name != "do_not_disrupt_until" {
			return invalid("query."+name, "is no parameter", "leave it out")
		}
	}
	wait, err := instant("query.do_not_disrupt_until", r.URL.Query().Get("do_not_disrupt_until"))
	if err != nil {
		return err
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxReport))
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return problem.New(http.StatusRequestEntityTooLarge, "the report is larger than 16 MiB: hand it in by the command line")
	}
	if err != nil {
		return problem.New(http.StatusBadRequest, "the body broke off")
	}
	in, err := triage.Read(media, "body", body, who.at)
	if err != nil {
		return triaged(err)
	}
	report, again, err := a.Desk(who.Tenant).Add(r.Context(), triage.Incoming{Intake: in, DoNotDisrupt: wait}, who.act())
	if err != nil {
		return triaged(err)
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Location", "/v1/reports/"+report.ID)
	if !again {
		w.WriteHeader(http.StatusCreated)
	}
	return json.NewEncoder(w).Encode(report)
}

func groundNeeded() error {
	return problem.Coded(http.StatusUnprocessableEntity, "ground_needed", "who held an address when is communication data",
		problem.Item{Place: "body", Message: "no ground", Fix: "give kind (warrant, consent, self_defence or emergency), reference and purpose"})
}

// triaged turns a refusal of the desk into a problem.
func triaged(err error) error {
	var refused *triage.Refused
	var wrong *triage.Wrong
	var bad *format.Error
	switch {
	case errors.As(err, &refused):
		return problem.Coded(http.StatusConflict, refused.Code, refused.Why)
	case errors.As(err, &wrong):
		return invalid("body."+wrong.Field, wrong.Why, "")
	case errors.As(err, &bad):
		return unreadable([]*format.Error{bad})
	case errors.Is(err, trace.ErrGround):
		return groundNeeded()
	case errors.Is(err, casebook.ErrErased):
		return notFound()
	case errors.Is(err, casebook.ErrEarlier):
		return problem.New(http.StatusConflict, "it was changed at a later time than this server's clock shows")
	}
	return err
}
