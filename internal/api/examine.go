package api

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"sync"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/application"
	"github.com/sekifuda/sekifuda/internal/gate"
	"github.com/sekifuda/sekifuda/internal/httpd"
	"github.com/sekifuda/sekifuda/internal/problem"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/store/once"
)

// Counter examines applications of one tenant; *gate.Counter is one.
type Counter interface {
	Examine(ctx context.Context, a gate.Asked) (gate.Told, error)
	// Registered tells a company's base number from a personal number.
	Registered(number string) bool
}

const (
	maxBatch      = 200
	maxBatchBytes = 8 << 20
	// batchWidth is how many of a batch are examined side by side: enough to share
	// commits, few enough that others are heard.
	batchWidth = 16
)

// readLimits bound one application of a request.
var readLimits = format.Limits{Bytes: maxBody, Depth: 8, FieldSize: 64 << 10, Members: 1}

func (a *API) examining() {
	opJSON[record.Application, answer](a, operation{
		id: "examine", method: http.MethodPost, path: "/v1/applications", scope: access.Examine, class: httpd.Interactive, tag: "applications",
		status: http.StatusCreated, errors: []int{http.StatusConflict, http.StatusBadRequest, http.StatusUnsupportedMediaType},
		summary: "Examine one application",
		detail:  "The answer is given once the decision is durable. 201 with a new decision, 200 where the Idempotency-Key was served before. A check that did not run is not_checked and never lets anyone pass.",
	}, a.examine)
	opJSON[batch, batchAnswer](a, operation{
		id: "examine-batch", method: http.MethodPost, path: "/v1/applications/batch", scope: access.Examine, class: httpd.Batch, tag: "applications",
		max: maxBatchBytes, errors: []int{http.StatusConflict, http.StatusBadRequest, http.StatusUnsupportedMediaType},
		summary: "Examine up to 200 applications",
		detail:  "Each has its own result, in the order in which they were sent; what fails stops none of the others. With an Idempotency-Key a retry of the same bytes decides none of them again. Large files: `sekifuda screen`.",
	}, a.examineBatch)
}

// examine serves one application.
func (a *API) examine(ctx context.Context, who caller, in *RawJSON) (*created, error) {
	app, err := a.readApplication(who, in.RawBody)
	if err != nil {
		return nil, err
	}
	d, again, err := a.decide(ctx, who, app, a.request(who, in.Once, "examine", in.RawBody))
	if err != nil {
		return nil, err
	}
	return createdAs(d.Links.Decision, again, d)
}

// readApplication reads an application from a body, and refuses what must never
// be taken.
func (a *API) readApplication(who caller, body []byte) (*record.Application, error) {
	app := &record.Application{}
	if bad := application.Value(body, app, readLimits); bad != nil {
		return nil, unreadable(bad)
	}
	if bad := application.Check(app, a.Counter(who.Tenant).Registered); bad != nil {
		return nil, unreadable(bad)
	}
	if app.ExternalID == "" {
		return nil, invalid("body.external_id", "the field is required", "give your own id of the application: evidence and decisions are found under it")
	}
	if len(app.ExternalID) > maxExternalID {
		return nil, invalid("body.external_id", "the id is longer than 200 bytes", "")
	}
	return app, nil
}

const maxExternalID = 200

// decide examines an application, once for each idempotency key.
func (a *API) decide(ctx context.Context, who caller, app *record.Application, r *once.Request) (*answer, bool, error) {
	read := func(ctx context.Context, id string) (*answer, error) {
		d, err := a.books(who.Tenant).Exactly(ctx, id)
		if err != nil {
			return nil, undecided(ctx, a, err)
		}
		return answerOf(d), nil
	}
	var before bool
	d, again, err := creating(ctx, a, r, read, func(ctx context.Context) (*answer, error) {
		told, err := a.Counter(who.Tenant).Examine(ctx, gate.Asked{App: app, At: who.at, Claim: claimer(r)})
		if err != nil {
			return nil, undecided(ctx, a, err)
		}
		before = told.Again
		return answerOf(told.Decision), nil
	})
	return d, again || before, err
}

// undecided is the answer where nothing was decided: whatever the reason, it is
// the server's, and the client does well to try again.
func undecided(ctx context.Context, a *API, err error) error {
	var p *problem.Problem
	if errors.As(err, &p) || errors.Is(err, once.ErrOther) {
		return err
	}
	if ctx.Err() == nil {
		a.Log.ErrorContext(ctx, "application not decided", "error", err.Error())
	}
	return problem.New(http.StatusServiceUnavailable, "the application was not decided and nothing was acknowledged: the store cannot write or did not answer in time. Send it again with the same Idempotency-Key")
}

// batch is several applications; the type is for the description only.
type batch struct {
	Applications []record.Application `json:"applications" maxItems:"200" nullable:"false"`
}

// batchAnswer has a result for each application, in their order.
type batchAnswer struct {
	Results []batchResult `json:"results" nullable:"false"`
}

// batchResult is either a decision or a problem.
type batchResult struct {
	Status   int              `json:"status" doc:"201 decided now, 200 decided before, else as of the problem"`
	Decision *answer          `json:"decision,omitempty"`
	Problem  *problem.Problem `json:"problem,omitempty"`
}

// examineBatch serves several applications.
func (a *API) examineBatch(ctx context.Context, who caller, in *RawJSON) (*created, error) {
	texts, bad := application.Elements(in.RawBody, "applications", maxBatch, readLimits)
	if bad != nil {
		return nil, unreadable([]*format.Error{bad})
	}
	if len(texts) == 0 {
		return nil, invalid("body.applications", "no application is in it", "")
	}
	out := batchAnswer{Results: make([]batchResult, len(texts))}
	seen := map[string]bool{}
	var wait sync.WaitGroup
	room := make(chan struct{}, batchWidth)
	for i, text := range texts {
		app, err := a.readApplication(who, text)
		if err == nil && seen[app.ExternalID] {
			err = invalid("body.external_id", "stands twice in this batch", "send each application once")
		}
		if err != nil {
			out.Results[i] = a.failed(ctx, err)
			continue
		}
		seen[app.ExternalID] = true
		each := in.Once
		if each.IdempotencyKey != "" {
			each.IdempotencyKey += " " + strconv.Itoa(i)
		}
		r := a.request(who, each, "examine-batch", in.RawBody)
		room <- struct{}{}
		wait.Go(func() {
			defer func() { <-room }()
			out.Results[i] = a.decideOne(ctx, who, app, r)
		})
	}
	wait.Wait()
	for _, r := range out.Results {
		if r.Problem != nil && r.Problem.Code == "idempotency_key_reused" {
			return nil, r.Problem
		}
	}
	done, err := createdAs("", true, out)
	return done, err
}

func (a *API) decideOne(ctx context.Context, who caller, app *record.Application, r *once.Request) batchResult {
	if ctx.Err() != nil {
		return a.failed(ctx, ctx.Err())
	}
	d, again, err := a.decide(ctx, who, app, r)
	switch {
	case err != nil:
		return a.failed(ctx, err)
	case again:
		return batchResult{Status: http.StatusOK, Decision: d}
	}
	return batchResult{Status: http.StatusCreated, Decision: d}
}

func (a *API) failed(ctx context.Context, err error) batchResult {
	p := a.explain(ctx, &operation{id: "examine-batch"}, err)
	return batchResult{Status: p.Status, Problem: p}
}
