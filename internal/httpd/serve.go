package httpd

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"runtime/debug"
	"strings"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// Values of headers that all answers share. Nobody may change them.
var (
	noStore  = []string{"no-store"}
	noSniff  = []string{"nosniff"}
	security = map[string][]string{
		"X-Content-Type-Options":  noSniff,
		"Cache-Control":           noStore,
		"Content-Security-Policy": {"default-src 'none'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'"},
		"Referrer-Policy":         {"no-referrer"},
	}
	insist = []string{"max-age=31536000"}
)

// asked is what the server knows of a request besides the request.
type asked struct {
	id    string
	at    entity.Instant
	start time.Time
}

type askedKey struct{}

// Now returns the one time at which a request is served: the clock is read once.
func Now(ctx context.Context) (entity.Instant, bool) {
	a, ok := ctx.Value(askedKey{}).(*asked)
	if !ok {
		return 0, false
	}
	return a.at, true
}

// serve is the way of every request. Under load a refusal must cost next to
// nothing, so the door comes first: before keys, before the body.
func (s *Server) serve(e *entry, w http.ResponseWriter, r *http.Request) {
	if e.route != nil && e.route.Class != Control {
		if !s.door.enter(e.route.Class, r.Context().Done()) {
			e.counted.shed.Inc()
			s.over.write(w)
			return
		}
		defer s.door.leave(e.route.Class)
	}
	start := s.Clock()
	a := &asked{id: s.nextID(), at: entity.InstantOf(start), start: start}
	out := &answer{ResponseWriter: w}
	defer s.end(e, r, out, a)
	h := w.Header()
	for name, value := range security {
		h[name] = value
	}
	if s.TLS {
		h["Strict-Transport-Security"] = insist
	}
	h["X-Request-Id"] = []string{a.id}
	ctx := context.WithValue(r.Context(), askedKey{}, a)
	if len(r.RequestURI) > s.Limits.URL {
		urlTooLong.Write(out)
		return
	}
	if e.route != nil && !s.mayPass(e.route, out, r, a, &ctx) {
		return
	}
	if !s.bound(e, w, out, r) {
		return
	}
	e.handler.ServeHTTP(out, r.WithContext(ctx))
}

// bound limits the body; where it says itself that it is too large, it has
// answered. The reader is given the server's own writer, which closes the
// connection where a client does not stop.
func (s *Server) bound(e *entry, w http.ResponseWriter, out *answer, r *http.Request) bool {
	limit := s.Limits.Body
	if e.route != nil && e.route.MaxBody > 0 {
		limit = e.route.MaxBody
	}
	if r.ContentLength > limit {
		bodyTooLarge.Write(out)
		return false
	}
	r.Body = http.MaxBytesReader(w, r.Body, limit)
	return true
}

// mayPass finds out who asks and whether he may; where not, it has answered.
func (s *Server) mayPass(route *Route, out *answer, r *http.Request, a *asked, ctx *context.Context) bool {
	if route.Open || route.Local && fromHere(r) {
		if s.local.Check(r) != nil {
			crossOrigin.Write(out)
			return false
		}
		if route.Open || r.Header["Authorization"] == nil {
			return true
		}
	}
	bearer, ok := bearerOf(r)
	if !ok || s.Auth == nil {
		noKey.Write(out)
		return false
	}
	p, err := s.Auth.Authenticate(*ctx, bearer, a.at)
	if err != nil {
		s.Log.Error("key could not be checked", "id", a.id, "error", err.Error())
		authFailed.Write(out)
		return false
	}
	if p == nil || !p.Valid(a.at) {
		noKey.Write(out)
		return false
	}
	out.principal = p.ID
	if !s.rates.take(out.Header(), p.ID, a.start) {
		tooFast.Write(out)
		return false
	}
	if !p.May(route.Scope, a.at) {
		noScope(route.Scope).Write(out)
		return false
	}
	*ctx = WithPrincipal(*ctx, p)
	return true
}

// bearerOf returns the key of a request that sends exactly one.
func bearerOf(r *http.Request) (string, bool) {
	v := r.Header["Authorization"]
	if len(v) != 1 {
		return "", false
	}
	scheme, key, ok := strings.Cut(v[0], " ")
	return key, ok && strings.EqualFold(scheme, "Bearer") && key != ""
}

// fromHere reports whether a request comes from this machine and was meant for
// it: a page elsewhere whose name was made to point here names itself.
func fromHere(r *http.Request) bool {
	from, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil || !from.Addr().Unmap().IsLoopback() {
		return false
	}
	return loopbackName(r.Host)
}

func loopbackName(host string) bool {
	if to, err := netip.ParseAddrPort(host); err == nil {
		return to.Addr().IsLoopback()
	}
	if i := strings.LastIndexByte(host, ':'); i >= 0 && !strings.HasSuffix(host, "]") {
		host = host[:i]
	}
	if to, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil {
		return to.IsLoopback()
	}
	return strings.EqualFold(host, "localhost")
}

// end is the last-resort handler: whatever happened, the request is answered,
// counted and logged.
func (s *Server) end(e *entry, r *http.Request, out *answer, a *asked) {
	if p := recover(); p != nil {
		if err, ok := p.(error); ok && errors.Is(err, http.ErrAbortHandler) {
			s.record(e, r, out, a)
			panic(p)
		}
		// What was panicked with may hold a part of the request; its type and the
		// place do not.
		s.Log.Error("panic", "id", a.id, "route", e.pattern, "type", fmt.Sprintf("%T", p), "stack", string(debug.Stack()))
		if out.status != 0 { // the beginning is gone already: the client must see that it is not whole
			s.record(e, r, out, a)
			panic(http.ErrAbortHandler)
		}
		panicked(a.id).Write(out)
	}
	s.record(e, r, out, a)
}
