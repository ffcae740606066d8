package httpd

import (
	"encoding/json"
	"net/http"
	"strconv"
)

// Problem is an answer that tells what went wrong (RFC 9457). Code is stable;
// texts are for people.
type Problem struct {
	Type   string `json:"type"`
	Title  string `json:"title"`
	Status int    `json:"status"`
	Code   string `json:"code"`
	Detail string `json:"detail,omitempty"`
	ID     string `json:"request_id,omitempty"` // of the request, as the log has it
	Errors []At   `json:"errors,omitempty"`
}

// At is one thing that is wrong, with the place of it.
type At struct {
	Place string `json:"place"`
	Text  string `json:"text"`
}

// NewProblem returns a problem of a status; its title is that of the status.
func NewProblem(status int, code, detail string) Problem {
	return Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Code: code, Detail: detail}
}

// WriteProblem answers with a problem.
func WriteProblem(w http.ResponseWriter, p Problem) {
	b, err := json.Marshal(p)
	if err != nil { // strings and numbers only
		b = []byte(`{"status":` + strconv.Itoa(p.Status) + `}`)
	}
	h := w.Header()
	h["Content-Type"] = problemType
	h["Content-Length"] = []string{strconv.Itoa(len(b))}
	w.WriteHeader(p.Status)
	w.Write(b)
}

// What the server itself answers. None says more than that it will not.
var (
	notFound     = NewProblem(http.StatusNotFound, "not_found", "There is nothing here for this key.")
	noKey        = NewProblem(http.StatusUnauthorized, "key_needed", "Send a valid key: Authorization: Bearer sk_…")
	noScope      = NewProblem(http.StatusForbidden, "scope_missing", "This key does not hold the scope that the route needs.")
	crossOrigin  = NewProblem(http.StatusForbidden, "cross_origin", "Requests from pages of other sites are refused.")
	urlTooLong   = NewProblem(http.StatusRequestURITooLong, "url_too_long", "The address of this request is too long.")
	authFailed   = NewProblem(http.StatusServiceUnavailable, "store_unavailable", "Keys cannot be checked at the moment. Try again later.")
	panicked     = NewProblem(http.StatusInternalServerError, "internal", "The server failed on this request and has logged it. Nothing was acknowledged.")
	tooFast      = NewProblem(http.StatusTooManyRequests, "rate_limited", "This key has used up its requests for now. Wait as Retry-After says.")
	overloaded   = NewProblem(http.StatusServiceUnavailable, "overloaded", "The server has as much to do as it can. Wait as Retry-After says.")
	wrongMethod  = NewProblem(http.StatusMethodNotAllowed, "method_not_allowed", "This address does not answer to this method; Allow says to which.")
	bodyTooLarge = NewProblem(http.StatusRequestEntityTooLarge, "body_too_large", "The body is larger than this route takes.")
)

var problemType = []string{"application/problem+json"}

// fixed is an answer whose bytes are made beforehand, for what must cost nothing.
type fixed struct {
	status     int
	body       []byte
	length     []string
	retryAfter []string
}

func fix(p Problem, retryAfter string) fixed {
	b, err := json.Marshal(p)
	if err != nil {
		panic(err) // strings and numbers only
	}
	return fixed{p.Status, b, []string{strconv.Itoa(len(b))}, []string{retryAfter}}
}

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
