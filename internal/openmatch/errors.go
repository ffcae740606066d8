package openmatch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/sekifuda/sekifuda/internal/openmatch/corpus"
	"github.com/sekifuda/sekifuda/internal/openmatch/lucene"
)

// failure is an error with its status; detail is what the client reads, a text
// or for 422 a list of places.
type failure struct {
	status int
	detail any
	cause  error
}

func (f *failure) Error() string { return fmt.Sprint(f.detail) }
func (f *failure) Unwrap() error { return f.cause }

// place is one thing wrong in a request.
type place struct {
	Type string `json:"type"`
	Loc  []any  `json:"loc"`
	Msg  string `json:"msg"`
}

// unprocessable is 422 at a place.
func unprocessable(kind, msg string, loc ...any) error {
	return &failure{status: http.StatusUnprocessableEntity, detail: []place{{Type: kind, Loc: loc, Msg: msg}}}
}

func badRequest(format string, args ...any) error {
	return &failure{status: http.StatusBadRequest, detail: fmt.Sprintf(format, args...)}
}

func notFound(format string, args ...any) error {
	return &failure{status: http.StatusNotFound, detail: fmt.Sprintf(format, args...)}
}

// unreadable is what becomes of a request that needs a source which cannot be
// read: no answer, since an answer without it would look whole.
func unreadable(source string, cause error) error {
	return &failure{status: http.StatusServiceUnavailable, detail: fmt.Sprintf("source %s cannot be read now; nothing was searched", source), cause: cause}
}

// writeError answers with an error. Of errors of the machinery only the status
// is told.
func writeError(w http.ResponseWriter, err error) {
	var f *failure
	var syntax *lucene.Error
	switch {
	case errors.As(err, &f):
	case errors.As(err, &syntax):
		f = &failure{status: http.StatusBadRequest, detail: syntax.Error()}
	case errors.Is(err, corpus.ErrField), errors.Is(err, corpus.ErrTooBroad):
		f = &failure{status: http.StatusBadRequest, detail: err.Error()}
	case errors.Is(err, corpus.ErrTooLarge):
		f = &failure{status: http.StatusNotImplemented, detail: err.Error()}
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		f = &failure{status: http.StatusServiceUnavailable, detail: "the request took too long"}
	default:
		f = &failure{status: http.StatusServiceUnavailable, detail: "the sources cannot be read now; nothing was searched"}
	}
	if f.status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "2")
	}
	writeJSON(w, f.status, map[string]any{"detail": f.detail})
}

// writeJSON answers with a value.
func writeJSON(w http.ResponseWriter, status int, v any) {
	b, err := json.Marshal(v)
	if err != nil { // only maps, lists and texts are written
		status, b = http.StatusInternalServerError, []byte(`{"detail":"Internal Server Error"}`)
	}
	writeBytes(w, status, b)
}

func writeBytes(w http.ResponseWriter, status int, b []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	w.Write(b)
}
