package api

import (
	"context"
	"encoding/json"
	"mime"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/sekifuda/sekifuda/internal/problem"
	"github.com/sekifuda/sekifuda/internal/record"
)

// RawJSON is the part of an input whose body the project's own readers read.
type RawJSON struct {
	Once
	ContentType string `header:"Content-Type" hidden:"true"`
	RawBody     []byte `contentType:"application/json"`
}

func (r *RawJSON) isJSON() bool {
	t, _, err := mime.ParseMediaType(r.ContentType)
	return err == nil && t == "application/json"
}

// created is an answer that was written already, and says whether the thing was
// made now or before.
type created struct {
	Status      int
	ContentType string `header:"Content-Type"`
	Location    string `header:"Location" doc:"where it is"`
	Body        []byte
}

func createdAs(location string, again bool, body any) (*created, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	out := &created{Status: http.StatusCreated, ContentType: "application/json", Location: location, Body: append(text, '\n')}
	if again {
		out.Status = http.StatusOK
	}
	return out, nil
}

// opJSON registers an operation whose body is read by the project's own reader
// and whose answer is written by itself; B and O say what both look like.
func opJSON[B, O, I any, P interface {
	*I
	isJSON() bool
}](a *API, o operation, do func(context.Context, caller, *I) (*created, error)) {
	o.own = true
	op(a, o, func(ctx context.Context, who caller, in *I) (*created, error) {
		if !P(in).isJSON() {
			return nil, problem.New(http.StatusUnsupportedMediaType, "this media type is not taken",
				problem.Item{Place: "header.Content-Type", Message: "is not application/json", Fix: "send Content-Type: application/json"})
		}
		return do(ctx, who, in)
	})
	described := a.described(o)
	described.RequestBody.Content["application/json"].Schema = a.schema(reflect.TypeFor[B]())
	answers := []int{http.StatusOK}
	if o.status == http.StatusCreated {
		answers = append(answers, http.StatusCreated)
	}
	for _, status := range answers {
		r := described.Responses[strconv.Itoa(status)]
		if r == nil {
			r = &huma.Response{Description: http.StatusText(status)}
			described.Responses[strconv.Itoa(status)] = r
		}
		r.Content = map[string]*huma.MediaType{"application/json": {Schema: a.schema(reflect.TypeFor[O]())}}
	}
}

// described returns an operation that was registered as the document has it.
func (a *API) described(o operation) *huma.Operation {
	path := a.huma.OpenAPI().Paths[o.path]
	return map[string]*huma.Operation{http.MethodGet: path.Get, http.MethodPost: path.Post}[o.method]
}

// schema describes a type. What a record needs is what its reader asks for.
func (a *API) schema(t reflect.Type) *huma.Schema {
	all := a.huma.OpenAPI().Components.Schemas
	ref := all.Schema(t, true, t.Name())
	for name, needs := range recordNeeds {
		if s := all.Map()[name]; s != nil {
			s.Required = needs
		}
	}
	return ref
}

// recordNeeds lists the required fields of each part of an application: the
// router would take every field that is always written for one that is needed.
var recordNeeds = func() map[string][]string {
	out := map[string][]string{"Application": {"external_id"}}
	for _, part := range []string{"Party", "Human", "Place", "Item", "Channel", "Mail"} {
		out[part] = nil
	}
	for _, f := range record.Fields("application") {
		if name, ok := strings.CutPrefix(f.Path, "declarations.N."); ok && f.Required {
			out["Declaration"] = append(out["Declaration"], name)
		}
	}
	return out
}()
