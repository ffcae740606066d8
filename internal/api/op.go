package api

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/httpd"
	"github.com/sekifuda/sekifuda/internal/problem"
)

// operation is all that is said of one operation besides its types.
type operation struct {
	id      string // of the operation in OpenAPI: list-sources
	method  string
	path    string
	scope   access.Scope
	class   httpd.Class
	open    bool   // needs no key; a test names each
	tag     string // area in the document
	summary string // what it does, one line
	detail  string // what one has to know besides
	status  int    // where it went well; 200 where 0
	max     int64  // bytes of the body; 1 MiB where 0
	own     bool   // the body is read by the project's own reader, not by huma
	errors  []int  // statuses besides 401, 403, 422, 500 and 503
}

const maxBody = 1 << 20

// op registers an operation whose parameters and body are read strictly by what
// the types I and O say: an unknown field or parameter is refused with its place.
func op[I, O any](a *API, o operation, do func(context.Context, caller, *I) (*O, error)) {
	huma.Register(a.huma, o.huma(), func(ctx context.Context, in *I) (*O, error) {
		who, err := a.admit(ctx, &o)
		if err != nil {
			return nil, err
		}
		out, err := do(ctx, who, in)
		if err != nil {
			return nil, a.explain(ctx, &o, err)
		}
		return out, nil
	})
	if d := a.described(o); d.RequestBody != nil && !o.own {
		delete(d.RequestBody.Content, "application/octet-stream") // of the bytes beside the body: they are the same
	}
}

// raw registers an operation that writes its own answer of a media type: streams
// and bytes. An error before the first byte becomes a problem.
func raw(a *API, o operation, mediaType string, params []*huma.Param, do func(w http.ResponseWriter, r *http.Request, who caller) error) {
	ho := o.huma()
	ho.Path = strings.Replace(o.path, "...}", "}", 1)
	ho.Parameters = params
	ho.Responses = map[string]*huma.Response{strconv.Itoa(ho.DefaultStatus): {
		Description: http.StatusText(ho.DefaultStatus),
		Content:     map[string]*huma.MediaType{mediaType: {}},
	}}
	for _, code := range ho.Errors {
		ho.Responses[strconv.Itoa(code)] = &huma.Response{Description: http.StatusText(code)}
	}
	a.huma.OpenAPI().AddOperation(&ho)
	a.table.add(&o, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		who, err := a.admit(r.Context(), &o)
		if err == nil {
			err = do(w, r, who)
		}
		if err != nil {
			a.explain(r.Context(), &o, err).Write(w)
		}
	}))
}

// admit is the second lock: the server in front refuses first, but nothing here
// rests on it.
func (a *API) admit(ctx context.Context, o *operation) (caller, error) {
	if o.open {
		return caller{}, nil
	}
	who := caller{Principal: httpd.Principal(ctx), at: a.Clock()}
	switch {
	case who.Principal == nil || !who.Valid(who.at):
		return who, problem.New(http.StatusUnauthorized, "send Authorization: Bearer and a key (sekifuda key add)")
	case !who.May(o.scope, who.at):
		return who, problem.New(http.StatusForbidden, "this key lacks the scope "+string(o.scope))
	}
	return who, nil
}

// huma says the operation in the words of the router.
func (o operation) huma() huma.Operation {
	if o.max == 0 {
		o.max = maxBody
	}
	h := huma.Operation{
		OperationID: o.id, Method: o.method, Path: o.path, Summary: o.summary, Description: o.detail,
		DefaultStatus: o.status, MaxBodyBytes: o.max, Tags: []string{o.tag},
		Metadata: map[string]any{"operation": &o}, SkipValidateBody: o.own, RejectUnknownQueryParameters: true,
		Errors: append([]int{http.StatusServiceUnavailable, http.StatusTooManyRequests}, o.errors...),
	}
	if o.status == 0 {
		h.DefaultStatus = http.StatusOK
	}
	if strings.Contains(o.path, "{") {
		h.Errors = append(h.Errors, http.StatusNotFound)
	}
	if !o.open {
		if o.scope == "" {
			panic("api: " + o.id + " has no scope")
		}
		h.Errors = append(h.Errors, http.StatusUnauthorized, http.StatusForbidden)
		h.Security = []map[string][]string{{"key": {string(o.scope)}}}
		h.Description = strings.TrimSpace("Scope: `" + string(o.scope) + "`.\n\n" + o.detail)
	}
	return h
}

// Handle is called by huma for each operation that it registers.
func (t *table) Handle(op *huma.Operation, serve func(huma.Context)) {
	t.add(op.Metadata["operation"].(*operation), http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store") // who asks for an ETag is told otherwise
		serve(humago.NewContext(op, r, w))
	}))
}

// ServeHTTP is never called: routes are served by the server in front.
func (t *table) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	problem.New(http.StatusNotFound, "").Write(w)
}
