package httpd

import (
	"context"
	"log/slog"
	"net/http"
)

// answer notes what became of a request.
type answer struct {
	http.ResponseWriter
	status    int
	bytes     int64
	principal string // id
}

// WriteHeader notes the status.
func (a *answer) WriteHeader(status int) {
	if a.status == 0 && status >= 200 {
		a.status = status
	}
	a.ResponseWriter.WriteHeader(status)
}

// Write counts.
func (a *answer) Write(b []byte) (int, error) {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	n, err := a.ResponseWriter.Write(b)
	a.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach deadlines and flushing.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// Flush sends what is written.
func (a *answer) Flush() { http.NewResponseController(a.ResponseWriter).Flush() }

// record counts and logs a request: by pattern, never by path or query, which
// may name somebody.
func (s *Server) record(e *entry, r *http.Request, out *answer, a *asked) {
	if out.status == 0 {
		out.status = http.StatusOK
	}
	took := s.Clock().Sub(a.start)
	e.counted.count(out.status, took)
	level := slog.LevelInfo
	switch {
	case out.status >= 500:
		level = slog.LevelError
	case out.status == http.StatusUnauthorized || out.status == http.StatusForbidden:
		level = slog.LevelWarn
	case e.route != nil && e.route.Open:
		level = slog.LevelDebug // somebody looks whether the server lives, each second
	}
	if !s.Log.Enabled(context.Background(), level) {
		return
	}
	s.Log.LogAttrs(context.Background(), level, "request",
		slog.String("id", a.id), slog.String("route", e.pattern), slog.Int("status", out.status),
		slog.Int64("us", took.Microseconds()), slog.String("principal", out.principal),
		slog.Int64("in", max(0, r.ContentLength)), slog.Int64("out", out.bytes))
}
