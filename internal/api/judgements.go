package api

import (
	"context"
	"errors"
	"net/http"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/event"
	"github.com/sekifuda/sekifuda/internal/httpd"
	"github.com/sekifuda/sekifuda/internal/problem"
	"github.com/sekifuda/sekifuda/internal/resolution"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/job"
	stored "github.com/sekifuda/sekifuda/internal/store/resolution"
)

// resolutionJudgement is what a client may say of two records.
type resolutionJudgement struct {
	Verdict string      `json:"verdict" enum:"same,different"`
	A       resolvedRef `json:"a"`
	B       resolvedRef `json:"b"`
	Reason  string      `json:"reason" minLength:"1" maxLength:"4000" doc:"what shows it"`
}

// resolutionUndone says which judgements or withdrawals took something back.
type resolutionUndone struct {
	Made []string `json:"made" nullable:"false" doc:"ids of the events that were made; withdrawing or undoing those brings it back"`
}

// learning says that an epoch will be learned.
type learning struct {
	Epoch string `json:"epoch" doc:"id of the event that it will be, once it is learned"`
	Job   string `json:"job" doc:"GET /v1/jobs/{id} says how far it is"`
}

func (a *API) judging() {
	op(a, operation{
		id: "judge-records", method: http.MethodPost, path: "/v1/resolution/judgements", scope: access.Resolve, class: httpd.Interactive, tag: "resolution",
		status: http.StatusCreated, errors: []int{http.StatusConflict},
		summary: "Judge two records the same or different",
		detail:  "Assignments follow within seconds. Different blocks every merge that would bring the two together; same holds them together. What cannot all be so is refused.",
	}, a.judgeRecords)
	op(a, operation{
		id: "withdraw-judgement", method: http.MethodPost, path: "/v1/resolution/judgements/{id}/withdrawal", scope: access.Resolve, class: httpd.Interactive, tag: "resolution",
		errors:  []int{http.StatusConflict},
		summary: "Take a judgement back; what followed from it falls",
	}, a.withdrawJudgement)
	op(a, operation{
		id: "undo-resolution", method: http.MethodPost, path: "/v1/resolution/events/{id}/undoing", scope: access.Resolve, class: httpd.Interactive, tag: "resolution",
		errors:  []int{http.StatusConflict},
		summary: "Undo a merge or a split",
		detail:  "The judgement behind it is withdrawn; where there is none, the oldest records of the two sides are judged different (of a split: the same).",
	}, a.undo)
	op(a, operation{
		id: "learn-epoch", method: http.MethodPost, path: "/v1/resolution/epochs", scope: access.Resolve, class: httpd.Interactive, tag: "resolution",
		status:  http.StatusAccepted,
		summary: "Learn from all records how much what they share says, and resolve everything by that",
	}, a.learn)
}

func (a *API) judgeRecords(ctx context.Context, who caller, in *struct {
	Once
	Body    resolutionJudgement
	RawBody []byte // of the same bytes, for the idempotency key
}) (*made[resolutionEvent], error) {
	if err := a.checkText(who, "body.reason", &in.Body.Reason); err != nil {
		return nil, err
	}
	r := a.request(who, in.Once, "judge", in.RawBody)
	read := func(ctx context.Context, id string) (resolutionEvent, error) {
		e, err := a.Resolution.Event(ctx, who.Tenant, id)
		if err != nil {
			return resolutionEvent{}, err
		}
		return toResolutionEvent(e), nil
	}
	out, again, err := creating(ctx, a, r, read, func(ctx context.Context) (resolutionEvent, error) {
		id, err := a.NewID()
		if err != nil {
			return resolutionEvent{}, err
		}
		j := resolution.Judgement{ID: id, Verdict: in.Body.Verdict, A: resolution.Ref(in.Body.A), B: resolution.Ref(in.Body.B), Reason: in.Body.Reason, By: who.ID, At: who.at}
		if err := a.Resolution.Judge(ctx, who.Tenant, j, claim(r, id)); err != nil {
			return resolutionEvent{}, err
		}
		return read(ctx, id)
	})
	if err != nil {
		return nil, resolutionProblem(err)
	}
	return madeAs("/v1/resolution/events/"+out.ID, again, out), nil
}

func resolutionProblem(err error) error {
	switch {
	case errors.Is(err, resolution.ErrRecord):
		return invalid("body", err.Error(), "name two records that GET /v1/resolution/records/{kind}/{id} knows")
	case errors.Is(err, resolution.ErrClash):
		return problem.Coded(http.StatusConflict, "clash", err.Error())
	case errors.Is(err, resolution.ErrUndone):
		return problem.Coded(http.StatusConflict, "undone_already", err.Error())
	case errors.Is(err, resolution.ErrKind):
		return problem.Coded(http.StatusConflict, "not_to_be_undone", err.Error())
	case errors.Is(err, stored.ErrWithdrawn):
		return problem.Coded(http.StatusConflict, "withdrawn_already", "this judgement was taken back before")
	}
	return err
}

func (a *API) withdrawJudgement(ctx context.Context, who caller, in *struct {
	ID   string `path:"id" maxLength:"100" doc:"of the judgement"`
	Body withdrawalInput
}) (*single[resolutionEvent], error) {
	if err := a.checkText(who, "body.reason", &in.Body.Reason); err != nil {
		return nil, err
	}
	id, err := a.NewID()
	if err != nil {
		return nil, err
	}
	if err := a.Resolution.Withdraw(ctx, who.Tenant, id, in.ID, in.Body.Reason, who.ID, who.at); err != nil {
		return nil, resolutionProblem(err)
	}
	e, err := a.Resolution.Event(ctx, who.Tenant, id)
	if err != nil {
		return nil, err
	}
	return one(IfKnown{}, toResolutionEvent(e))
}

func (a *API) undo(ctx context.Context, who caller, in *struct {
	ID   string `path:"id" maxLength:"100" doc:"of the merge or split"`
	Body withdrawalInput
}) (*single[resolutionUndone], error) {
	if err := a.checkText(who, "body.reason", &in.Body.Reason); err != nil {
		return nil, err
	}
	ids, err := a.Resolution.Undo(ctx, who.Tenant, in.ID, in.Body.Reason, who.ID, who.at)
	if err != nil {
		return nil, resolutionProblem(err)
	}
	return one(IfKnown{}, resolutionUndone{ids})
}

func (a *API) learn(ctx context.Context, who caller, _ *struct{}) (*single[learning], error) {
	id, err := a.NewID()
	if err != nil {
		return nil, err
	}
	out := learning{Epoch: id}
	err = a.DB.Tx(ctx, func(tx *store.Tx) (err error) {
		out.Job, _, err = job.Enqueue(tx, event.Learning{Epoch: id, By: who.ID}.Job(who.Tenant), who.at)
		return err
	})
	if err != nil {
		return nil, err
	}
	return one(IfKnown{}, out)
}
