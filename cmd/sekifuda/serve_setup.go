package main

import (
	"errors"
	"html/template"
	"net/http"
	"net/url"

	"github.com/sekifuda/sekifuda/internal/httpd"
	"github.com/sekifuda/sekifuda/internal/people"
	"github.com/sekifuda/sekifuda/internal/problem"
)

// setupPage is all that there is to see before the first key: no script, no
// style from elsewhere.
var setupPage = template.Must(template.New("setup").Parse(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Sekifuda: first key</title><meta name="viewport" content="width=device-width"></head>
<body><h1>Sekifuda</h1>
{{if .Key}}<p>This is the first key. It holds every scope and is shown only now: keep it where secrets are kept.</p>
<pre>{{.Key}}</pre>
<p>Try it: <code>curl -H "Authorization: Bearer $SEKIFUDA_KEY" {{.URL}}/v1/sources</code></p>
{{else}}<p>Nobody holds a key to this server yet.</p>
<form method="post" action="/setup"><input type="hidden" name="token" value="{{.Token}}"><button>Make the first key</button></form>
{{end}}</body></html>
`))

// setupRoutes make the first key. Looking at the page changes nothing, so that a
// program which follows links does not use the token up.
func (s *service) setupRoutes() []httpd.Route {
	return []httpd.Route{
		{Pattern: "GET /setup", Open: true, Class: httpd.Control, Handler: http.HandlerFunc(s.showSetup)},
		{Pattern: "POST /setup", Open: true, Class: httpd.Control, MaxBody: 4096, Handler: http.HandlerFunc(s.useSetup)},
	}
}

var noSetup = problem.New(http.StatusNotFound, "This link does not hold, or not any more. Make a key with `sekifuda key add`.")

func (s *service) showSetup(w http.ResponseWriter, r *http.Request) {
	q, _ := url.ParseQuery(r.URL.RawQuery)
	if !s.setup.Holds(q.Get("token"), s.clock()) {
		noSetup.Write(w)
		return
	}
	showPage(w, map[string]string{"Token": q.Get("token")})
}

func (s *service) useSetup(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		problem.New(http.StatusBadRequest, "The form cannot be read.").Write(w)
		return
	}
	key, made, err := s.setup.Use(r.Context(), r.PostForm.Get("token"), tenant, "set-up", s.clock())
	switch {
	case errors.Is(err, people.ErrSetup):
		noSetup.Write(w)
	case err != nil:
		s.log.Error("set-up", "error", err)
		problem.New(http.StatusServiceUnavailable, "The key could not be made. Try again.").Write(w)
	default:
		s.log.Info("first key made", "principal", made.ID)
		showPage(w, map[string]string{"Key": key, "URL": s.url})
	}
}

func showPage(w http.ResponseWriter, data map[string]string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	setupPage.Execute(w, data) // who has hung up does not see it
}
