package api

import (
	"context"
	"net/http"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/httpd"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/decision"
)

// decisionLine is what a list says of a decision.
type decisionLine struct {
	Decision    string          `json:"decision" doc:"id"`
	Application string          `json:"application" doc:"external_id"`
	Outcome     finding.Outcome `json:"outcome" enum:"approve,review,refuse"`
	At          entity.Instant  `json:"at"`
	Links       links           `json:"links"`
}

// Sifted is the part of an input of a list of decisions.
type Sifted struct {
	Page
	Outcome finding.Outcome `query:"outcome" enum:"approve,review,refuse"`
	Since   string          `query:"since" format:"date-time" doc:"RFC 3339; decisions of this time or later"`
	Until   string          `query:"until" format:"date-time" doc:"RFC 3339; decisions before this time"`
}

func (a *API) decisions() {
	op(a, operation{
		id: "list-decisions", method: http.MethodGet, path: "/v1/decisions", scope: access.DecisionsRead, class: httpd.Interactive, tag: "decisions",
		summary: "Decisions, newest first",
		detail:  "Where what is asked for is rare a page may hold few items or none: go on as long as next is there. For all of them at once see the export.",
	}, func(ctx context.Context, who caller, in *struct {
		Sifted
		Application string `query:"application" maxLength:"200" doc:"external_id"`
	}) (*list[decisionLine], error) {
		return a.listDecisions(ctx, who, in.Sifted, in.Application)
	})
	op(a, operation{
		id: "get-decision", method: http.MethodGet, path: "/v1/decisions/{id}", scope: access.DecisionsRead, class: httpd.Interactive, tag: "decisions",
		summary: "One decision whole, with its findings and the facts that the policy read",
	}, func(ctx context.Context, who caller, in *struct {
		IfKnown
		ID string `path:"id" maxLength:"100"`
	}) (*single[*finding.Decision], error) {
		d, err := a.books(who.Tenant).Exactly(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		return one(in.IfKnown, d)
	})
}

// listDecisionsOf lists the decisions on one application; an application that is
// not there has no list.
func (a *API) listDecisionsOf(ctx context.Context, who caller, in *struct {
	Sifted
	OfApplication
}) (*list[decisionLine], error) {
	known, err := a.books(who.Tenant).Known(ctx, in.Application)
	if err == nil && !known {
		err = store.ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	return a.listDecisions(ctx, who, in.Sifted, in.Application)
}

func (a *API) listDecisions(ctx context.Context, who caller, in Sifted, application string) (*list[decisionLine], error) {
	leaf, err := in.afterNumber()
	if err != nil {
		return nil, err
	}
	w, err := in.wanted()
	if err != nil {
		return nil, err
	}
	var lines []decision.Line
	var next int64
	err = a.view(ctx, func(tx *store.Tx) (err error) {
		if application != "" {
			lines, next, err = decision.BeforeOf(tx, who.Tenant, application, leaf, w, in.Limit)
		} else {
			lines, next, err = decision.Before(tx, who.Tenant, leaf, w, in.Limit)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	out := &list[decisionLine]{}
	out.Body.Items = make([]decisionLine, len(lines))
	for i, l := range lines {
		out.Body.Items[i] = decisionLine{l.ID, l.Application, l.Outcome, l.At, linksOf(l.ID, l.Application)}
	}
	if next != 0 {
		out.Body.Next = cursorOf(number(next))
	}
	return out, nil
}

func (s Sifted) wanted() (w decision.Wanted, err error) {
	w.Outcome = s.Outcome
	if w.Since, err = instant("query.since", s.Since); err != nil {
		return w, err
	}
	w.Until, err = instant("query.until", s.Until)
	return w, err
}
