package api

import (
	"context"
	"net/http"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/httpd"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/triage"
)

// requestInput is what a client may say of what an authority asks for.
type requestInput struct {
	Kind         string          `json:"kind" enum:"warrant,court_order,preservation,inquiry,emergency,deletion,other"`
	Authority    string          `json:"authority" minLength:"1" maxLength:"500"`
	Number       string          `json:"number" minLength:"1" maxLength:"200"`
	Scope        []statement.Ref `json:"scope" minItems:"1" maxItems:"200" nullable:"false" doc:"what it names: contract, account, asset, application, ip …"`
	Asks         string          `json:"asks,omitempty" maxLength:"4000"`
	Received     *entity.Instant `json:"received,omitempty" doc:"absent: now"`
	Due          *entity.Instant `json:"due,omitempty"`
	Silence      *entity.Instant `json:"silence_until,omitempty" doc:"the customer may not be told before: messages about it wait"`
	DoNotDisrupt *entity.Instant `json:"do_not_disrupt_until,omitempty" doc:"measures are refused before"`
}

// changeInput is what a client may change of a request.
type changeInput struct {
	Reason       string          `json:"reason" minLength:"1" maxLength:"4000"`
	Status       string          `json:"status,omitempty" enum:"open,answered,refused,withdrawn"`
	Due          *entity.Instant `json:"due,omitempty"`
	Silence      *entity.Instant `json:"silence_until,omitempty"`
	DoNotDisrupt *entity.Instant `json:"do_not_disrupt_until,omitempty" doc:"a time that is past lifts it"`
}

// givenInput is what was given to an authority.
type givenInput struct {
	What   string `json:"what" minLength:"1" maxLength:"4000"`
	Class  string `json:"class" enum:"contract,communication"`
	Digest string `json:"digest,omitempty" pattern:"^[0-9a-f]{64}$" doc:"SHA-256 of what left"`
}

func (a *API) requests() {
	op(a, operation{
		id: "add-request", method: http.MethodPost, path: "/v1/requests", scope: access.ReportsWrite, class: httpd.Interactive, tag: "requests",
		status: http.StatusCreated, errors: []int{http.StatusConflict},
		summary: "Record what an authority asks for",
	}, a.addRequest)
	op(a, operation{
		id: "list-requests", method: http.MethodGet, path: "/v1/requests", scope: access.ReportsRead, class: httpd.Interactive, tag: "requests",
		summary: "Requests of authorities, in the order in which they were recorded; `overdue` says which wait past their day",
	}, func(ctx context.Context, who caller, in *struct{ Page }) (*list[triage.Request], error) {
		leaf, err := in.afterNumber()
		if err != nil {
			return nil, err
		}
		all, err := a.Desk(who.Tenant).Requests(ctx, leaf, in.Limit+1, who.at)
		if err != nil {
			return nil, triaged(err)
		}
		return listOf(in.Page, all, func(q triage.Request) string { return number(q.Leaf) }), nil
	})
	op(a, operation{
		id: "get-request", method: http.MethodGet, path: "/v1/requests/{id}", scope: access.ReportsRead, class: httpd.Interactive, tag: "requests",
		summary: "One request of an authority",
	}, func(ctx context.Context, who caller, in *struct {
		IfKnown
		ID string `path:"id" maxLength:"100"`
	}) (*single[triage.Request], error) {
		q, err := a.Desk(who.Tenant).Request(ctx, in.ID, who.at)
		if err != nil {
			return nil, triaged(err)
		}
		return one(in.IfKnown, q)
	})
	op(a, operation{
		id: "change-request", method: http.MethodPost, path: "/v1/requests/{id}/changes", scope: access.ReportsWrite, class: httpd.Interactive, tag: "requests",
		errors:  []int{http.StatusConflict},
		summary: "Prolong or lift a silence, move a day, answer: what it was stays readable",
	}, func(ctx context.Context, who caller, in *struct {
		ID   string `path:"id" maxLength:"100"`
		Body changeInput
	}) (*single[triage.Request], error) {
		b := &in.Body
		if err := a.checkText(who, "body.reason", &b.Reason); err != nil {
			return nil, err
		}
		return requested(a.Desk(who.Tenant).Alter(ctx, in.ID, triage.Altering{Due: b.Due, Silence: b.Silence, DoNotDisrupt: b.DoNotDisrupt, Status: b.Status, Reason: b.Reason}, who.act()))
	})
	op(a, operation{
		id: "give-request", method: http.MethodPost, path: "/v1/requests/{id}/given", scope: access.ReportsWrite, class: httpd.Interactive, tag: "requests",
		errors:  []int{http.StatusConflict},
		summary: "Record what the authority was given",
	}, func(ctx context.Context, who caller, in *struct {
		ID   string `path:"id" maxLength:"100"`
		Body givenInput
	}) (*single[triage.Request], error) {
		if err := a.checkText(who, "body.what", &in.Body.What); err != nil {
			return nil, err
		}
		return requested(a.Desk(who.Tenant).Alter(ctx, in.ID, triage.Altering{Given: &triage.Given{What: in.Body.What, Class: statement.Class(in.Body.Class), Digest: in.Body.Digest}}, who.act()))
	})
	op(a, operation{
		id: "list-looks", method: http.MethodGet, path: "/v1/looks", scope: access.ReportsRead, class: httpd.Interactive, tag: "requests",
		summary: "Who looked at communication data, on which ground",
	}, func(ctx context.Context, who caller, in *struct{ Page }) (*list[triage.Looked], error) {
		leaf, err := in.afterNumber()
		if err != nil {
			return nil, err
		}
		all, err := a.Desk(who.Tenant).Looks(ctx, leaf, in.Limit+1)
		if err != nil {
			return nil, triaged(err)
		}
		return listOf(in.Page, all, func(l triage.Looked) string { return number(l.Leaf) }), nil
	})
}

func requested(q triage.Request, err error) (*single[triage.Request], error) {
	if err != nil {
		return nil, triaged(err)
	}
	return one(IfKnown{}, q)
}

func (a *API) addRequest(ctx context.Context, who caller, in *struct {
	Once
	Body    requestInput
	RawBody []byte
}) (*made[triage.Request], error) {
	b := &in.Body
	for place, text := range map[string]*string{"body.authority": &b.Authority, "body.number": &b.Number} {
		if err := a.checkText(who, place, text); err != nil {
			return nil, err
		}
	}
	if b.Asks != "" {
		if err := a.checkText(who, "body.asks", &b.Asks); err != nil {
			return nil, err
		}
	}
	desk := a.Desk(who.Tenant)
	r := a.request(who, in.Once, "add-request", in.RawBody)
	out, again, err := creating(ctx, a, r, func(ctx context.Context, id string) (triage.Request, error) { return desk.Request(ctx, id, who.at) },
		func(ctx context.Context) (triage.Request, error) {
			own, act := named(a, desk, r, who)
			return own.Receive(ctx, triage.Request{Kind: b.Kind, Authority: b.Authority, Number: b.Number, Scope: b.Scope, Asks: b.Asks, Received: when(b.Received),
				Due: when(b.Due), Silence: when(b.Silence), DoNotDisrupt: when(b.DoNotDisrupt)}, act)
		})
	if err != nil {
		return nil, triaged(err)
	}
	return madeAs("/v1/requests/"+out.ID, again, out), nil
}

func when(at *entity.Instant) entity.Instant {
	if at == nil {
		return 0
	}
	return *at
}
