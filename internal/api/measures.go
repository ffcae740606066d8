package api

import (
	"context"
	"net/http"
	"net/url"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/httpd"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/once"
	"github.com/sekifuda/sekifuda/internal/triage"
)

// preservationInput is what a client may say to preserve a contract.
type preservationInput struct {
	Contract string         `json:"contract" minLength:"1" maxLength:"256" doc:"external_id"`
	Reason   string         `json:"reason" minLength:"1" maxLength:"4000"`
	Hold     entity.Instant `json:"hold_until" doc:"it is kept at least until then"`
}

// measureInput is what a client may say to take a measure.
type measureInput struct {
	Contract string         `json:"contract" minLength:"1" maxLength:"256" doc:"external_id"`
	Object   *statement.Ref `json:"object,omitempty" doc:"the account or asset of it that is meant, by its external_id"`
	Grade    string         `json:"grade" enum:"notice,rate_limit,port_block,suspend_account,suspend_service,propose_end"`
	Reason   string         `json:"reason" minLength:"1" maxLength:"4000"`
	Until    entity.Instant `json:"until" doc:"a measure has an end; it can be extended with a reason"`
	Report   string         `json:"report,omitempty" maxLength:"100" doc:"that it rests on; one of report, proof, request, review"`
	Proof    string         `json:"proof,omitempty" maxLength:"100" doc:"that the identity behind the contract is false"`
	Request  string         `json:"request,omitempty" maxLength:"100" doc:"of an authority"`
	Review   bool           `json:"review,omitempty" doc:"the confirmed review of the contract"`
}

type liftingInput struct {
	Reason string `json:"reason" minLength:"1" maxLength:"4000"`
}

type extensionInput struct {
	Reason string         `json:"reason" minLength:"1" maxLength:"4000"`
	Until  entity.Instant `json:"until"`
}

// settlementInput is what a person found of a contract to be reviewed.
type settlementInput struct {
	State  string `json:"state" enum:"cleared,confirmed"`
	Reason string `json:"reason" minLength:"1" maxLength:"4000"`
}

func (a *API) measures() {
	op(a, operation{
		id: "preserve", method: http.MethodPost, path: "/v1/preservations", scope: access.ReportsWrite, class: httpd.Interactive, tag: "measures",
		status: http.StatusCreated, errors: []int{http.StatusConflict},
		summary: "Preserve what there is of a contract: a snapshot under its hash, before any measure",
	}, a.preserve)
	op(a, operation{
		id: "get-preservation", method: http.MethodGet, path: "/v1/preservations/{id}", scope: access.Communication, class: httpd.Interactive, tag: "measures",
		summary: "What was preserved, with the snapshot: leases are in it",
	}, func(ctx context.Context, who caller, in *struct {
		IfKnown
		ID string `path:"id" maxLength:"100"`
	}) (*single[triage.Preservation], error) {
		p, err := a.Desk(who.Tenant).Preservation(ctx, in.ID)
		if err != nil {
			return nil, triaged(err)
		}
		return one(in.IfKnown, p)
	})
	op(a, operation{
		id: "take-measure", method: http.MethodPost, path: "/v1/measures", scope: access.ReportsWrite, class: httpd.Interactive, tag: "measures",
		status: http.StatusCreated, errors: []int{http.StatusConflict},
		summary: "Take a measure: it is recorded and told, your systems carry it out",
		detail: "Refused with a code: `not_preserved`, `not_judged`, `false_report`, `not_assigned`, `ambiguous`, `not_concerned`, `not_reviewed`, `victim`, `one_person`, " +
			"`withdrawn`, `do_not_disrupt`, `silence`.",
	}, a.takeMeasure)
	op(a, operation{
		id: "list-measures", method: http.MethodGet, path: "/v1/measures", scope: access.ReportsRead, class: httpd.Interactive, tag: "measures",
		summary: "Measures, in the order in which they were taken, as they stand now",
	}, func(ctx context.Context, who caller, in *struct{ Page }) (*list[triage.Measure], error) {
		leaf, err := in.afterNumber()
		if err != nil {
			return nil, err
		}
		all, err := a.Desk(who.Tenant).Measures(ctx, leaf, in.Limit+1, who.at)
		if err != nil {
			return nil, triaged(err)
		}
		return listOf(in.Page, all, func(m triage.Measure) string { return number(m.Leaf) }), nil
	})
	op(a, operation{
		id: "get-measure", method: http.MethodGet, path: "/v1/measures/{id}", scope: access.ReportsRead, class: httpd.Interactive, tag: "measures",
		summary: "One measure as it stands now",
	}, func(ctx context.Context, who caller, in *struct {
		IfKnown
		ID string `path:"id" maxLength:"100"`
	}) (*single[triage.Measure], error) {
		m, err := a.Desk(who.Tenant).Measure(ctx, in.ID, who.at)
		if err != nil {
			return nil, triaged(err)
		}
		return one(in.IfKnown, m)
	})
	op(a, operation{
		id: "extend-measure", method: http.MethodPost, path: "/v1/measures/{id}/extension", scope: access.ReportsWrite, class: httpd.Interactive, tag: "measures",
		errors:  []int{http.StatusConflict},
		summary: "Move the end of a measure; what it was stays readable",
	}, func(ctx context.Context, who caller, in *struct {
		ID   string `path:"id" maxLength:"100"`
		Body extensionInput
	}) (*single[triage.Measure], error) {
		if err := a.checkText(who, "body.reason", &in.Body.Reason); err != nil {
			return nil, err
		}
		return measured(a.Desk(who.Tenant).Extend(ctx, in.ID, in.Body.Reason, in.Body.Until, who.act()))
	})
	op(a, operation{
		id: "lift-measure", method: http.MethodPost, path: "/v1/measures/{id}/lifting", scope: access.ReportsWrite, class: httpd.Interactive, tag: "measures",
		errors:  []int{http.StatusConflict},
		summary: "End a measure before its time",
	}, func(ctx context.Context, who caller, in *struct {
		ID   string `path:"id" maxLength:"100"`
		Body liftingInput
	}) (*single[triage.Measure], error) {
		if err := a.checkText(who, "body.reason", &in.Body.Reason); err != nil {
			return nil, err
		}
		return measured(a.Desk(who.Tenant).Lift(ctx, in.ID, in.Body.Reason, who.act()))
	})
	a.reviews()
}

func measured(m triage.Measure, err error) (*single[triage.Measure], error) {
	if err != nil {
		return nil, triaged(err)
	}
	return one(IfKnown{}, m)
}

func (a *API) preserve(ctx context.Context, who caller, in *struct {
	Once
	Body    preservationInput
	RawBody []byte
}) (*made[triage.Preservation], error) {
	if err := a.checkText(who, "body.reason", &in.Body.Reason); err != nil {
		return nil, err
	}
	desk := a.Desk(who.Tenant)
	r := a.request(who, in.Once, "preserve", in.RawBody)
	without := func(p triage.Preservation, err error) (triage.Preservation, error) {
		p.Snapshot = nil // communication data is in it: see get-preservation
		return p, err
	}
	out, again, err := creating(ctx, a, r, func(ctx context.Context, id string) (triage.Preservation, error) {
		return without(desk.Preservation(ctx, id))
	},
		func(ctx context.Context) (triage.Preservation, error) {
			own, act := named(a, desk, r, who)
			return without(own.Preserve(ctx, in.Body.Contract, in.Body.Reason, in.Body.Hold, act))
		})
	if err != nil {
		return nil, triaged(err)
	}
	return madeAs("/v1/preservations/"+out.ID, again, out), nil
}

// named is a desk of one request that creates something: its idempotency key is
// claimed for the id that the desk gives.
func named(a *API, desk *triage.Desk, r *once.Request, who caller) (*triage.Desk, triage.Act) {
	id, act := "", who.act()
	own := *desk
	own.NewID = func() (_ string, err error) {
		id, err = a.NewID()
		return id, err
	}
	if r != nil {
		act.Claim = func(tx *store.Tx) error { return claim(r, id)(tx) }
	}
	return &own, act
}

func (a *API) takeMeasure(ctx context.Context, who caller, in *struct {
	Once
	Body    measureInput
	RawBody []byte
}) (*made[triage.Measure], error) {
	b := &in.Body
	if err := a.checkText(who, "body.reason", &b.Reason); err != nil {
		return nil, err
	}
	desk := a.Desk(who.Tenant)
	r := a.request(who, in.Once, "take-measure", in.RawBody)
	out, again, err := creating(ctx, a, r, func(ctx context.Context, id string) (triage.Measure, error) { return desk.Measure(ctx, id, who.at) },
		func(ctx context.Context) (triage.Measure, error) {
			own, act := named(a, desk, r, who)
			return own.Take(ctx, triage.Taking{Contract: b.Contract, Object: b.Object, Grade: b.Grade, Reason: b.Reason, Until: b.Until,
				Report: b.Report, Proof: b.Proof, Request: b.Request, Review: b.Review}, act)
		})
	if err != nil {
		return nil, triaged(err)
	}
	return madeAs("/v1/measures/"+url.PathEscape(out.ID), again, out), nil
}

func (a *API) reviews() {
	op(a, operation{
		id: "list-reviews", method: http.MethodGet, path: "/v1/reviews", scope: access.ReportsRead, class: httpd.Interactive, tag: "reviews",
		summary: "Contracts that share with identities proved false, with the paths: a person looks at each",
	}, func(ctx context.Context, who caller, in *struct{ Page }) (*list[triage.Review], error) {
		leaf, err := in.afterNumber()
		if err != nil {
			return nil, err
		}
		all, err := a.Desk(who.Tenant).Reviews(ctx, leaf, in.Limit+1)
		if err != nil {
			return nil, triaged(err)
		}
		return listOf(in.Page, all, func(r triage.Review) string { return number(r.Leaf) }), nil
	})
	op(a, operation{
		id: "settle-review", method: http.MethodPost, path: "/v1/reviews/{contract}/settlement", scope: access.ReportsWrite, class: httpd.Interactive, tag: "reviews",
		errors:  []int{http.StatusConflict},
		summary: "Say what was found of a contract to be reviewed",
	}, func(ctx context.Context, who caller, in *struct {
		Contract string `path:"contract" maxLength:"256" doc:"external_id, percent-encoded"`
		Body     settlementInput
	}) (*single[triage.Review], error) {
		if err := a.checkText(who, "body.reason", &in.Body.Reason); err != nil {
			return nil, err
		}
		r, err := a.Desk(who.Tenant).Settle(ctx, in.Contract, in.Body.State, in.Body.Reason, who.act())
		if err != nil {
			return nil, triaged(err)
		}
		return one(IfKnown{}, r)
	})
}
