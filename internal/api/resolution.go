package api

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/httpd"
	"github.com/sekifuda/sekifuda/internal/resolution"
	"github.com/sekifuda/sekifuda/internal/resolve"
)

// resolvedRef names a record that is resolved.
type resolvedRef struct {
	Kind string `json:"kind" enum:"application,account,contract"`
	ID   string `json:"id" minLength:"1" maxLength:"256" doc:"external id"`
	Role string `json:"role,omitempty" enum:"applicant,representative,contact,on_behalf_of,payer,end_user,ship_to" doc:"of a party of an application; absent for accounts and contracts"`
}

// resolvedEntity is what records were resolved to.
type resolvedEntity struct {
	ID      string           `json:"id" doc:"stays as long as the oldest record is there; other ids that it had lead to it"`
	From    string           `json:"from,omitempty" doc:"the id that was asked for, where it leads to this one"`
	AsOf    *entity.Instant  `json:"as_of,omitempty" format:"date-time" doc:"members are those of this time; without evidence"`
	Members []resolvedMember `json:"members" nullable:"false"`
}

type resolvedMember struct {
	Record   resolvedRef        `json:"record"`
	Since    *entity.Instant    `json:"since,omitempty" format:"date-time" doc:"when it came to this entity"`
	Outcome  string             `json:"outcome,omitempty" enum:"same,possibly_same,different,ambiguous" doc:"how it stands to all other records"`
	Near     []likeness         `json:"near" nullable:"false" doc:"records of other entities that it is like"`
	Told     []resolvedRef      `json:"disclosed" nullable:"false" doc:"parties of the same application: the relation is told, and is no evidence that they are one"`
	With     *resolvedRef       `json:"with,omitempty" doc:"the earlier member with which it agrees best"`
	Evidence *resolve.Waterfall `json:"evidence,omitempty" doc:"what speaks for and against the two, in hundredths of a bit; the lines sum to the score"`
}

type likeness struct {
	Record resolvedRef `json:"record"`
	Weight int32       `json:"weight" doc:"hundredths of a bit"`
}

// resolutionEvent is a judgement, its withdrawal, a merge, a split or an epoch.
type resolutionEvent struct {
	ID     string         `json:"id"`
	Kind   string         `json:"kind" enum:"same,different,withdrawn,merge,split,epoch"`
	About  string         `json:"about,omitempty" doc:"the judgement that it withdraws, the merge or split that it undoes"`
	At     entity.Instant `json:"at" format:"date-time"`
	Reason string         `json:"reason,omitempty" doc:"of a person"`
	Detail map[string]any `json:"detail" doc:"records, public ids and the cause; see docs/resolution.md"`
}

func (a *API) resolution() {
	op(a, operation{
		id: "get-entity", method: http.MethodGet, path: "/v1/resolution/entities/{id}", scope: access.Resolve, class: httpd.Interactive, tag: "resolution",
		summary: "Who is the same as whom: the records of one entity, with the evidence",
	}, a.getEntity)
	op(a, operation{
		id: "get-record-entities", method: http.MethodGet, path: "/v1/resolution/records/{kind}/{id}", scope: access.Resolve, class: httpd.Interactive, tag: "resolution",
		summary: "The entities of an application, account or contract, one for each of its parties",
	}, func(ctx context.Context, who caller, in *struct {
		Kind string `path:"kind" maxLength:"20"`
		ID   string `path:"id" maxLength:"256" doc:"external id"`
	}) (*list[resolvedEntity], error) {
		all, err := a.Resolution.Record(ctx, who.Tenant, in.Kind, in.ID)
		if err != nil {
			return nil, err
		}
		return mapped(listOf(Page{Limit: len(all)}, all, nil), toEntity), nil
	})
	op(a, operation{
		id: "list-resolution-events", method: http.MethodGet, path: "/v1/resolution/events", scope: access.Resolve, class: httpd.Interactive, tag: "resolution",
		summary: "Judgements, merges, splits and epochs, in the order of recording",
	}, a.listResolutionEvents)
	op(a, operation{
		id: "get-resolution-event", method: http.MethodGet, path: "/v1/resolution/events/{id}", scope: access.Resolve, class: httpd.Interactive, tag: "resolution",
		summary: "One of them",
	}, func(ctx context.Context, who caller, in *struct {
		ID string `path:"id" maxLength:"100"`
	}) (*single[resolutionEvent], error) {
		e, err := a.Resolution.Event(ctx, who.Tenant, in.ID)
		if err != nil {
			return nil, err
		}
		return one(IfKnown{}, toResolutionEvent(e))
	})
	a.judging()
}

func (a *API) getEntity(ctx context.Context, who caller, in *struct {
	ID string `path:"id" maxLength:"100"`
	At string `query:"at" maxLength:"40" doc:"as it was at a time, RFC 3339"`
}) (*single[resolvedEntity], error) {
	at, err := instant("query.at", in.At)
	if err != nil {
		return nil, err
	}
	if at != 0 {
		refs, err := a.Resolution.EntityAt(ctx, who.Tenant, in.ID, at)
		if err != nil {
			return nil, err
		}
		out := resolvedEntity{ID: in.ID, AsOf: &at, Members: []resolvedMember{}}
		for _, r := range refs {
			out.Members = append(out.Members, resolvedMember{Record: resolvedRef(r), Near: []likeness{}, Told: []resolvedRef{}})
		}
		return one(IfKnown{}, out)
	}
	e, err := a.Resolution.Entity(ctx, who.Tenant, in.ID)
	if err != nil {
		return nil, err
	}
	return one(IfKnown{}, toEntity(e))
}

func (a *API) listResolutionEvents(ctx context.Context, who caller, in *struct{ Page }) (*list[resolutionEvent], error) {
	leaf, err := in.afterNumber()
	if err != nil {
		return nil, err
	}
	all, err := a.Resolution.Events(ctx, who.Tenant, leaf, in.Limit+1)
	if err != nil {
		return nil, err
	}
	return mapped(listOf(in.Page, all, func(e resolution.Event) string { return number(e.Leaf) }), toResolutionEvent), nil
}

func toEntity(e resolution.Entity) resolvedEntity {
	out := resolvedEntity{ID: e.ID, From: e.From, Members: []resolvedMember{}}
	for _, m := range e.Members {
		shown := resolvedMember{Record: resolvedRef(m.Ref), Since: &m.Since, Outcome: string(m.Outcome), Near: []likeness{}, Told: []resolvedRef{}}
		for _, n := range m.Near {
			shown.Near = append(shown.Near, likeness{resolvedRef(n.Ref), n.Weight})
		}
		for _, t := range m.Told {
			shown.Told = append(shown.Told, resolvedRef(t))
		}
		if m.With != nil {
			with := resolvedRef(*m.With)
			shown.With, shown.Evidence = &with, &m.Why
		}
		out.Members = append(out.Members, shown)
	}
	return out
}

func toResolutionEvent(e resolution.Event) resolutionEvent {
	out := resolutionEvent{ID: e.ID, Kind: e.Kind, About: e.About, At: e.At, Reason: e.Reason, Detail: map[string]any{}}
	if err := json.Unmarshal(e.Body, &out.Detail); err != nil {
		panic("api: entry " + e.ID + ": " + err.Error()) // canonical JSON of our own
	}
	return out
}
