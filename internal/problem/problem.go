// Package problem is the one form in which the server says that it did not do
// what it was asked: problem details of RFC 9457 with a code that never changes
// and, for each thing that is wrong, its place and what to do. No text repeats a
// value: it may be one that must never be taken or logged.
package problem

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// Problem is the body of every answer from 400 on.
type Problem struct {
	Type   string `json:"type" doc:"urn:sekifuda:problem: and the code"`
	Title  string `json:"title" doc:"the status in words"`
	Status int    `json:"status" doc:"HTTP status"`
	Code   string `json:"code" doc:"what programs go by; it never changes its meaning"`
	Detail string `json:"detail,omitempty" doc:"what happened and what to do, for people"`
	Errors []Item `json:"errors,omitempty" doc:"each thing that is wrong with the request"`

	// RetryAfter is sent as a header: after so many seconds it may work.
	RetryAfter int `json:"-"`
}

// Item is one thing that is wrong.
type Item struct {
	Place   string `json:"place" doc:"where: body.applicant.name, query.limit, header.Idempotency-Key; body:LINE:COLUMN where the text could not be read"`
	Message string `json:"message" doc:"what is wrong"`
	Fix     string `json:"fix,omitempty" doc:"what to do"`
}

// Codes that several packages use.
const (
	Malformed    = "malformed"         // 400: not what the content type says
	Unauthorized = "unauthorized"      // 401: no key, or none that is valid
	Forbidden    = "forbidden"         // 403: the key lacks the scope
	NotFound     = "not_found"         // 404: not there, for this key
	Conflict     = "conflict"          // 409: does not fit what is there
	TooLarge     = "too_large"         // 413
	MediaType    = "media_type"        // 415
	Invalid      = "invalid"           // 422: read, and wrong; errors says where
	TooMany      = "too_many_requests" // 429
	Internal     = "internal"          // 500
	Unavailable  = "unavailable"       // 503: nothing was done; try again
)

var codes = map[int]string{
	http.StatusBadRequest: Malformed, http.StatusUnauthorized: Unauthorized, http.StatusForbidden: Forbidden,
	http.StatusNotFound: NotFound, http.StatusMethodNotAllowed: "method_not_allowed", http.StatusNotAcceptable: "not_acceptable",
	http.StatusRequestTimeout: "request_timeout", http.StatusConflict: Conflict, http.StatusPreconditionFailed: "precondition_failed",
	http.StatusRequestEntityTooLarge: TooLarge, http.StatusUnsupportedMediaType: MediaType, http.StatusUnprocessableEntity: Invalid,
	http.StatusTooManyRequests: TooMany, http.StatusInternalServerError: Internal, http.StatusServiceUnavailable: Unavailable,
}

// New returns a problem with the code that its status has.
func New(status int, detail string, errors ...Item) *Problem {
	code := codes[status]
	if code == "" {
		code = "status_" + strconv.Itoa(status)
	}
	return Coded(status, code, detail, errors...)
}

// Coded returns a problem with a code of its own.
func Coded(status int, code, detail string, errors ...Item) *Problem {
	p := &Problem{Type: "urn:sekifuda:problem:" + code, Title: http.StatusText(status), Status: status, Code: code, Detail: detail, Errors: errors}
	if status == http.StatusServiceUnavailable || status == http.StatusTooManyRequests {
		p.RetryAfter = 1
	}
	return p
}

// Error writes the problem in one line.
func (p *Problem) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d %s", p.Status, p.Code)
	if p.Detail != "" {
		b.WriteString(": " + p.Detail)
	}
	for _, e := range p.Errors {
		b.WriteString("; " + e.Place + ": " + e.Message)
		if e.Fix != "" {
			b.WriteString(" (" + e.Fix + ")")
		}
	}
	return b.String()
}

// ContentTypeJSON is the content type of a problem.
const ContentTypeJSON = "application/problem+json"

// GetStatus, ContentType and GetHeaders are what the router asks an error for.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType returns the content type of a problem, whatever was asked for.
func (p *Problem) ContentType(string) string { return ContentTypeJSON }

// GetHeaders returns the headers that belong to the problem.
func (p *Problem) GetHeaders() http.Header {
	h := http.Header{}
	p.set(h)
	return h
}

func (p *Problem) set(h http.Header) {
	if p.RetryAfter > 0 {
		h.Set("Retry-After", strconv.Itoa(p.RetryAfter))
	}
	if p.Status == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", `Bearer realm="sekifuda"`)
	}
}

// Write answers a request with the problem.
func (p *Problem) Write(w http.ResponseWriter) {
	h := w.Header()
	p.set(h)
	h.Set("Content-Type", ContentTypeJSON)
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(p.Status)
	json.NewEncoder(w).Encode(p) // whoever hung up does not hear it
}
