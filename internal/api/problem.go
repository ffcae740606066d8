package api

import (
	"context"
	"errors"
	"net/http"
	"regexp"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/problem"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/decision"
)

// The router takes its form of errors from a variable of its package.
func init() {
	huma.NewError = func(status int, detail string, errs ...error) huma.StatusError {
		return fromRouter(status, detail, errs)
	}
}

// fromRouter turns what the router found wrong into a problem. It drops the
// values, which the router would repeat.
func fromRouter(status int, detail string, errs []error) *problem.Problem {
	if detail == "validation failed" {
		detail = "the request cannot be taken as it is"
	}
	p := problem.New(status, detail)
	for _, err := range errs {
		var d huma.ErrorDetailer
		item := problem.Item{Place: "request"}
		switch {
		case err == nil:
			continue
		case errors.As(err, &d):
			item.Place, item.Message = place(d.ErrorDetail().Location), d.ErrorDetail().Message
		default:
			item.Message = "cannot be read"
		}
		if strings.HasPrefix(item.Message, "unknown content type") {
			item.Message, item.Fix = "this media type is not taken", "send Content-Type: application/json"
		}
		p.Errors = append(p.Errors, item)
	}
	return p
}

var index = regexp.MustCompile(`\[(\d+)\]`)

// place writes body.scopes[1] as body.scopes.1, as the readers of files do.
func place(location string) string { return index.ReplaceAllString(location, ".$1") }

// explain turns an error of a use case into a problem. What it does not know is
// the machinery's: the client hears nothing of it but whether to try again.
func (a *API) explain(ctx context.Context, o *operation, err error) *problem.Problem {
	var p *problem.Problem
	switch {
	case errors.As(err, &p):
		return p
	case errors.Is(err, store.ErrNotFound), errors.Is(err, store.ErrAmbiguous), errors.Is(err, decision.ErrShort):
		return notFound()
	case ctx.Err() != nil || errors.Is(err, context.DeadlineExceeded):
		return problem.New(http.StatusServiceUnavailable, "it took too long and was given up; nothing was acknowledged")
	}
	a.Log.ErrorContext(ctx, "request failed", "operation", o.id, "error", err.Error())
	if store.Unavailable(err) {
		return problem.New(http.StatusServiceUnavailable, "the store does not answer or cannot write; nothing was acknowledged, try again")
	}
	return problem.New(http.StatusInternalServerError, "an error of the server, which is in its log; nothing was acknowledged")
}

// notFound is the one answer for what is not there, is another tenant's, of
// another type or below another parent: they cannot be told apart.
func notFound() *problem.Problem {
	return problem.New(http.StatusNotFound, "nothing with this id is here for this key")
}

// invalid is the answer to one wrong place of a request.
func invalid(place, message, fix string) *problem.Problem {
	return problem.New(http.StatusUnprocessableEntity, "the request cannot be taken as it is", problem.Item{Place: place, Message: message, Fix: fix})
}

// unreadable is the answer to a body that the project's own readers refused.
func unreadable(problems []*format.Error) *problem.Problem {
	p := problem.New(http.StatusUnprocessableEntity, "the body cannot be taken as it is; nothing of it was stored")
	for _, e := range problems {
		item := problem.Item{Place: "body", Message: e.Msg, Fix: e.Fix}
		if e.Field != "" {
			item.Place += "." + e.Field
		} else if e.Line > 0 {
			item.Place += lineColumn(e)
		}
		if strings.HasPrefix(e.Msg, "not JSON") {
			malformed := problem.New(http.StatusBadRequest, "the body is not JSON")
			malformed.Errors = append(malformed.Errors, item)
			return malformed
		}
		p.Errors = append(p.Errors, item)
	}
	return p
}
