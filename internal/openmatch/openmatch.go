// Package openmatch speaks the match API of the OpenSanctions ecosystem, so that
// clients written for yente work unchanged: /match, /search, /entities, /catalog,
// /algorithms and /reconcile, with their parameters, status codes and error
// shapes. What is found and how it is scored is this program's own.
//
// It fails closed where that API has no word for it: a source that cannot be read
// makes 503, and a query that was not searched, or not to its end, says so in its
// status and in sekifuda_open. docs/match-api.md says what differs and why.
package openmatch

import (
	"context"
	"net/http"
	"runtime"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/httpd"
	"github.com/sekifuda/sekifuda/internal/source"
)

// Options say what the routes answer from.
type Options struct {
	// Open lets this machine in without a key.
	Open bool
	// Live lends out the live sources until release is called.
	Live func() (sources []*source.Loaded, release func())
	// UpdateToken is what POST /updatez asks for; where it is "", nobody has it.
	UpdateToken string
	// Update looks for what has gone live; nil does nothing.
	Update func(context.Context) error
	// Workers is how many queries of a batch run at once; 0 is one a processor.
	Workers int
}

// service answers the routes.
type service struct {
	Options
	shelf shelf
}

// Routes returns the lines of the table. Every one needs the scope match; with
// o.Open this machine needs no key.
func Routes(o Options) []httpd.Route {
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	s := &service{Options: o}
	var routes []httpd.Route
	for _, r := range []struct {
		pattern string
		class   httpd.Class
		handler func(http.ResponseWriter, *http.Request) error
	}{
		{"POST /match/{dataset}", httpd.Interactive, s.match},
		{"GET /search/{dataset}", httpd.Interactive, s.search},
		{"GET /entities/{id}", httpd.Interactive, s.entity},
		{"GET /entities/{id}/adjacent", httpd.Interactive, s.adjacent},
		{"GET /entities/{id}/adjacent/{prop}", httpd.Interactive, s.adjacentBy},
		{"GET /catalog", httpd.Interactive, s.catalog},
		{"GET /manifest", httpd.Interactive, s.catalog},
		{"GET /algorithms", httpd.Interactive, s.algorithms},
		{"POST /updatez", httpd.Interactive, s.update},
		{"GET /reconcile/{dataset}", httpd.Interactive, s.reconcile},
		{"POST /reconcile/{dataset}", httpd.Batch, s.reconcile},
		{"GET /reconcile/{dataset}/suggest/entity", httpd.Interactive, s.suggestEntity},
		{"GET /reconcile/{dataset}/suggest/type", httpd.Interactive, s.suggestType},
		{"GET /reconcile/{dataset}/suggest/property", httpd.Interactive, s.suggestProperty},
		{"GET /reconcile/{dataset}/extend/property", httpd.Interactive, s.extendProperty},
	} {
		routes = append(routes, httpd.Route{Pattern: r.pattern, Scope: access.Match, Class: r.class, Local: o.Open, MaxBody: maxBody, Handler: handler(r.handler)})
	}
	return routes
}

// maxURL is how long a path and query may be.
const maxURL = 60_000

// handler writes the errors of f in the shapes of that API.
func handler(f func(http.ResponseWriter, *http.Request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if len(r.RequestURI) > maxURL {
			writeError(w, &failure{status: http.StatusRequestURITooLong, detail: "Request URL too long"})
			return
		}
		if err := f(w, r); err != nil {
			writeError(w, err)
		}
	})
}
