package httpd

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// Mux is an http.ServeMux that knows what was registered on it, and hands every
// request to the server before it reaches a handler: what has no line in the
// table of routes is never reached.
type Mux struct {
	inner   http.ServeMux
	entries map[string]*entry
	serve   func(*entry, http.ResponseWriter, *http.Request) // set by New
}

// entry is one pattern: its handler, and its line once New has found it.
type entry struct {
	pattern string
	handler http.Handler
	route   *Route
	counted *counted
}

// NewMux returns an empty Mux.
func NewMux() *Mux { return &Mux{entries: map[string]*entry{}} }

// Handle registers a handler; like that of http.ServeMux it panics for a
// pattern that is wrong or registered twice.
func (m *Mux) Handle(pattern string, h http.Handler) {
	e := &entry{pattern: pattern, handler: h}
	m.inner.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		if m.serve == nil {
			notFound.Write(w)
			return
		}
		m.serve(e, w, r)
	})
	m.entries[pattern] = e
}

// HandleFunc registers a function.
func (m *Mux) HandleFunc(pattern string, h func(http.ResponseWriter, *http.Request)) {
	m.Handle(pattern, http.HandlerFunc(h))
}

// ServeHTTP serves a request by the handler of the closest pattern.
func (m *Mux) ServeHTTP(w http.ResponseWriter, r *http.Request) { m.inner.ServeHTTP(w, r) }

// bind gives every pattern its line and fails where one has none, where a line
// names no pattern, and where a line is open without saying so.
func (m *Mux) bind(routes []Route) error {
	for i := range routes {
		r := &routes[i]
		if r.Handler != nil {
			m.Handle(r.Pattern, r.Handler)
		}
		e := m.entries[r.Pattern]
		switch {
		case e == nil:
			return fmt.Errorf("route %q: nothing is registered for it", r.Pattern)
		case e.route != nil:
			return fmt.Errorf("route %q stands twice in the table", r.Pattern)
		case r.Open != (r.Scope == ""):
			return fmt.Errorf("route %q: needs a scope, or is open and has none", r.Pattern)
		}
		e.route = r
	}
	var without []string
	for pattern, e := range m.entries {
		if e.route == nil && pattern != everything {
			without = append(without, pattern)
		}
	}
	if len(without) > 0 {
		slices.Sort(without)
		return fmt.Errorf("registered without a line in the table of routes: %s", strings.Join(without, ", "))
	}
	return nil
}

// everything is the pattern that catches what no other does.
const everything = "/"

// allowed returns the methods that a path does answer to.
func (m *Mux) allowed(r *http.Request) (methods []string) {
	probe := *r
	for _, method := range []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"} {
		probe.Method = method
		if _, pattern := m.inner.Handler(&probe); pattern != "" && pattern != everything {
			methods = append(methods, method)
		}
	}
	return methods
}
