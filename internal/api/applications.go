package api

import (
	"context"
	"net/http"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/httpd"
	"github.com/sekifuda/sekifuda/internal/record"
	stored "github.com/sekifuda/sekifuda/internal/store/record"
)

// storedApplication is one version of an application as it was handed in.
type storedApplication struct {
	Version     int64               `json:"version" doc:"from 1; the highest is current"`
	Input       string              `json:"input" doc:"SHA-256 of its canonical form, which decisions name"`
	At          entity.Instant      `json:"at" doc:"when this version was first examined"`
	Application *record.Application `json:"application"`
}

// version says that there is one, and when it came.
type version struct {
	Version int64          `json:"version"`
	Input   string         `json:"input"`
	At      entity.Instant `json:"at"`
}

// OfApplication is the part of an input below one application.
type OfApplication struct {
	Application string `path:"id" maxLength:"200" doc:"external_id, percent-encoded"`
}

func (a *API) applications() {
	op(a, operation{
		id: "get-application", method: http.MethodGet, path: "/v1/applications/{id}", scope: access.DecisionsRead, class: httpd.Interactive, tag: "applications",
		summary: "An application as it was handed in",
	}, a.getApplication)
	op(a, operation{
		id: "list-application-versions", method: http.MethodGet, path: "/v1/applications/{id}/versions", scope: access.DecisionsRead, class: httpd.Interactive, tag: "applications",
		summary: "The versions of an application, the first first",
	}, a.listVersions)
	op(a, operation{
		id: "list-application-decisions", method: http.MethodGet, path: "/v1/applications/{id}/decisions", scope: access.DecisionsRead, class: httpd.Interactive, tag: "applications",
		summary: "The decisions on an application, newest first",
	}, a.listDecisionsOf)
}

func (a *API) getApplication(ctx context.Context, who caller, in *struct {
	IfKnown
	OfApplication
	Version int64 `query:"version" minimum:"1" doc:"default: the current one"`
}) (*single[storedApplication], error) {
	app, v, err := a.books(who.Tenant).Application(ctx, in.Application, in.Version)
	if err != nil {
		return nil, err
	}
	return one(in.IfKnown, storedApplication{v.Version, v.Input, v.At, app})
}

func (a *API) listVersions(ctx context.Context, who caller, in *struct {
	Page
	OfApplication
}) (*list[version], error) {
	after, err := in.afterNumber()
	if err != nil {
		return nil, err
	}
	all, err := a.books(who.Tenant).Versions(ctx, in.Application)
	if err != nil {
		return nil, err
	}
	for len(all) > 0 && all[0].Version <= after {
		all = all[1:]
	}
	return mapped(listOf(in.Page, all, func(v stored.Application) string { return number(v.Version) }), func(v stored.Application) version {
		return version{v.Version, v.Input, v.At}
	}), nil
}
