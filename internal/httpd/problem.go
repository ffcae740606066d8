package httpd

import (
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/problem"
)

// What the server itself answers. None says more than that it will not.
var (
	notFound     = problem.New(http.StatusNotFound, "There is nothing here for this key.")
	noKey        = problem.New(http.StatusUnauthorized, "Send a valid key: Authorization: Bearer sk_…")
	crossOrigin  = problem.Coded(http.StatusForbidden, "cross_origin", "Requests from pages of other sites are refused.")
	urlTooLong   = problem.Coded(http.StatusRequestURITooLong, "url_too_long", "The address of this request is too long.")
	authFailed   = problem.New(http.StatusServiceUnavailable, "Keys cannot be checked at the moment. Try again later.")
	tooFast      = problem.New(http.StatusTooManyRequests, "This key has used up its requests for now. Wait as Retry-After says.")
	overloaded   = problem.Coded(http.StatusServiceUnavailable, "overloaded", "The server has as much to do as it can. Wait as Retry-After says.")
	wrongMethod  = problem.New(http.StatusMethodNotAllowed, "This address does not answer to this method; Allow says to which.")
	bodyTooLarge = problem.New(http.StatusRequestEntityTooLarge, "The body is larger than this route takes.")
)

// noScope names the scope: scopes are public, and whoever holds a valid key has
// to know which one to ask for.
func noScope(s access.Scope) *problem.Problem {
	return problem.New(http.StatusForbidden, "This key does not hold the scope that the route needs: "+string(s)+".")
}

// panicked is the answer of the last-resort handler; the log has the same id.
func panicked(id string) *problem.Problem {
	return problem.New(http.StatusInternalServerError, "The server failed on this request, and has logged it as "+id+". Nothing was acknowledged.")
}

// fixed is an answer whose bytes are made beforehand, for what must cost nothing.
type fixed struct {
	status             int
	body               []byte
	length, retryAfter []string
}

func fix(p *problem.Problem) fixed {
	b, err := json.Marshal(p)
	if err != nil {
		panic(err) // strings and numbers only
	}
	return fixed{p.Status, b, []string{strconv.Itoa(len(b))}, []string{strconv.Itoa(p.RetryAfter)}}
}

var problemType = []string{problem.ContentTypeJSON}

func (f *fixed) write(w http.ResponseWriter) {
	h := w.Header()
	h["Content-Type"] = problemType
	h["Content-Length"] = f.length
	h["Retry-After"] = f.retryAfter
	h["Cache-Control"] = noStore
	h["X-Content-Type-Options"] = noSniff
	w.WriteHeader(f.status)
	w.Write(f.body)
}
