package api

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/httpd"
	"github.com/sekifuda/sekifuda/internal/problem"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/trace"
)

// Tracer follows what was reported; *trace.Tracer is one.
type Tracer interface {
	Trace(ctx context.Context, q trace.Query) (*trace.Traced, error)
}

// traceInput is what a client may ask. Values stand in the body and never in an
// address: they are personal.
type traceInput struct {
	Kind   string       `json:"kind" enum:"ip,domain,email,phone,account,contract,entity,asset,application,customer,device,payment_token,key"`
	Value  string       `json:"value" minLength:"1" maxLength:"1000" doc:"entity takes the id of an application, or KIND:KEY"`
	Time   string       `json:"time,omitempty" maxLength:"100" doc:"as it was reported: RFC 3339 with or without zone, a day, the Date line of a mail. Absent: nobody said, and all who ever held an address come into question"`
	Zone   string       `json:"zone,omitempty" maxLength:"64" doc:"zone of the reporter's clock (Asia/Tokyo), where the time says none; absent: it is taken in every zone"`
	Skew   int          `json:"skew,omitempty" minimum:"0" maximum:"86400" doc:"seconds by which the reporter's clock may be off"`
	Port   *int         `json:"port,omitempty" minimum:"0" maximum:"65535" doc:"source port, behind a shared address"`
	Hops   int          `json:"hops,omitempty" minimum:"0" maximum:"6" doc:"how many things may be shared one after the other; 0: 2"`
	Limit  int          `json:"limit,omitempty" minimum:"0" maximum:"1000" doc:"contracts and identities at most; 0: 50"`
	Ground *traceGround `json:"ground,omitempty" doc:"needed for addresses; without it log-ins and addresses are left out"`
}

// traced is an answer; it is personal, and nobody keeps it.
type traced struct{ Body *trace.Traced }

// traceGround is why communication data may be looked at.
type traceGround struct {
	Kind      string `json:"kind" enum:"warrant,consent,self_defence,emergency"`
	Reference string `json:"reference" minLength:"1" maxLength:"500" doc:"number of the warrant, of the report, of the letter of consent"`
	Purpose   string `json:"purpose" minLength:"1" maxLength:"4000" doc:"what is to be found out"`
}

func (a *API) traces() {
	op(a, operation{
		id: "trace", method: http.MethodPost, path: "/v1/traces", scope: access.Trace, class: httpd.Batch, tag: "traces",
		errors:  []int{http.StatusNotFound},
		summary: "From something reported to the contracts and identities that hang on it",
		detail: "Each contract and identity comes with the paths that lead there and their evidence. Who held an address when, and log-in traces, are communication data: " +
			"they take a ground and the scope `communication` besides, and each look is recorded before it is shown. " +
			"What cannot be told apart is `ambiguous`, and then nothing can be contained.",
	}, func(ctx context.Context, who caller, in *struct{ Body traceInput }) (*traced, error) {
		q, err := a.traceQuery(who, &in.Body)
		if err != nil {
			return nil, err
		}
		return a.trace(ctx, who, q)
	})
	op(a, operation{
		id: "trace-record", method: http.MethodGet, path: "/v1/traces/{kind}/{id}", scope: access.Trace, class: httpd.Batch, tag: "traces",
		summary: "What hangs on a record of one's own, without communication data",
	}, func(ctx context.Context, who caller, in *struct {
		Kind string `path:"kind" enum:"contract,application,asset,account"`
		ID   string `path:"id" maxLength:"256" doc:"external id, percent-encoded"`
		Hops int    `query:"hops" minimum:"0" maximum:"6"`
	}) (*traced, error) {
		return a.trace(ctx, who, trace.Query{Kind: in.Kind, Value: in.ID, Hops: in.Hops})
	})
}

func (a *API) trace(ctx context.Context, who caller, q trace.Query) (*traced, error) {
	out, err := a.Tracer(who.Tenant).Trace(ctx, q)
	switch {
	case errors.Is(err, trace.ErrGround):
		return nil, problem.Coded(http.StatusUnprocessableEntity, "ground_needed", "who held an address when is communication data",
			problem.Item{Place: "body.ground", Message: "is needed", Fix: "give kind (warrant, consent, self_defence or emergency), reference and purpose"})
	case errors.Is(err, trace.ErrUnknown):
		return nil, store.ErrNotFound
	case errors.Is(err, trace.ErrQuery):
		return nil, invalid("body.value", "is nothing of this kind", "see the description of kind and value")
	case err != nil:
		return nil, err
	}
	return &traced{out}, nil
}

func (a *API) traceQuery(who caller, in *traceInput) (q trace.Query, err error) {
	q = trace.Query{Kind: in.Kind, Value: in.Value, Skew: time.Duration(in.Skew) * time.Second, Port: in.Port, Hops: in.Hops, Limit: in.Limit}
	if in.Port != nil && in.Kind != statement.IP {
		return q, invalid("body.port", "belongs to an address", "leave it out")
	}
	var zone *time.Location
	if in.Zone != "" {
		if zone, err = time.LoadLocation(in.Zone); err != nil || in.Zone == "Local" {
			return q, invalid("body.zone", "is no zone that is known here", "write Asia/Tokyo or UTC")
		}
	}
	if in.Time != "" {
		r, err := trace.ParseReported(in.Time, zone)
		if err != nil {
			return q, invalid("body.time", "cannot be read", "write 2026-01-02T15:04:05+09:00, the same without a zone, a day, or the Date line of a mail")
		}
		q.At = &r
	}
	if in.Ground == nil {
		return q, nil
	}
	if !who.May(access.Communication, who.at) {
		return q, problem.New(http.StatusForbidden, "this key lacks the scope "+string(access.Communication))
	}
	for place, text := range map[string]*string{"body.ground.reference": &in.Ground.Reference, "body.ground.purpose": &in.Ground.Purpose} {
		if err := a.checkText(who, place, text); err != nil {
			return q, err
		}
	}
	q.Ground = &statement.Ground{Kind: in.Ground.Kind, Reference: in.Ground.Reference, Purpose: in.Ground.Purpose, By: who.ID}
	return q, nil
}
