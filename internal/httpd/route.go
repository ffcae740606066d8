// Package httpd is what stands between the network and the handlers: it
// listens, knows who asks and whether he may, limits how much is asked at once,
// counts, logs without personal data, and stops gracefully. Handlers are given
// to it as a table of routes; what is not in the table is not there.
package httpd

import (
	"context"
	"net/http"

	"github.com/sekifuda/sekifuda/internal/access"
)

// Class says in which order requests are served under load.
type Class int

// The classes, the first served first.
const (
	Control     Class = iota // health, ledger, keys: cheap, never shed
	Interactive              // somebody waits: one application, one search
	Batch                    // many at once: shed first
)

// Route is one line of the table. Open routes need no key: there are few, and a
// test names each.
type Route struct {
	Pattern string       // of http.ServeMux: "POST /v1/applications"
	Scope   access.Scope // that the principal must hold; "" only with Open
	Open    bool
	Class   Class
	Local   bool         // needs no key where the request comes from this machine by a loopback name; "open on loopback" flags set it
	MaxBody int64        // bytes of the body; 0: Limits.Body
	Handler http.Handler // nil where something else registered it on the Mux, which still needs the line
}

type principalKey struct{}

// WithPrincipal returns a context that carries who asks.
func WithPrincipal(ctx context.Context, p *access.Principal) context.Context {
	return context.WithValue(ctx, principalKey{}, p)
}

// Principal returns who asks, nil on an open route.
func Principal(ctx context.Context) *access.Principal {
	p, _ := ctx.Value(principalKey{}).(*access.Principal)
	return p
}
