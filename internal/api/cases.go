package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/dossier"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/httpd"
	"github.com/sekifuda/sekifuda/internal/problem"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store/casebook"
)

// Purposed is the part of an input of every look into a case. It is a header:
// addresses stand in logs.
type Purposed struct {
	Purpose string `header:"Purpose" required:"true" minLength:"3" maxLength:"1000" doc:"what the look is for; recorded in the case with who looked and when. UTF-8 as it is, or percent-encoded"`
}

// OfCase is the part of an input that names a case.
type OfCase struct {
	Case string `path:"id" maxLength:"100" doc:"id of the case"`
}

// caseInput is what a client may say of a case.
type caseInput struct {
	Title   string   `json:"title" minLength:"1" maxLength:"400"`
	Purpose string   `json:"purpose" minLength:"3" maxLength:"1000" doc:"for what the case may be used"`
	Owner   string   `json:"owner,omitempty" maxLength:"200"`
	TLP     string   `json:"tlp,omitempty" enum:"clear,green,amber,amber+strict,red" doc:"of what nobody marked; absent: amber"`
	Care    []string `json:"care,omitempty" maxItems:"2" nullable:"false" doc:"criminal_procedure, belief: special-care data; what the whole case holds leaves only where it is named"`
	Note    string   `json:"note,omitempty" maxLength:"4000"`
	Closed  bool     `json:"closed,omitempty"`
}

func (in *caseInput) of(id string) dossier.Case {
	return dossier.Case{ID: id, Title: in.Title, Owner: in.Owner, Closed: in.Closed, Note: in.Note,
		Marking: statement.Marking{TLP: statement.TLP(in.TLP), Purpose: in.Purpose, Care: in.Care}}
}

// caseLine is a case in the list: nothing of what is in it.
type caseLine struct {
	ID     string         `json:"id"`
	Closed bool           `json:"closed"`
	TLP    string         `json:"tlp" doc:"of what nobody marked"`
	Opened entity.Instant `json:"opened" format:"date-time"`
	Erased bool           `json:"erased,omitempty" doc:"its key was destroyed: nothing else is left"`
	ToTell int            `json:"to_tell" doc:"recipients who are still to be told that something was taken back"`
}

// caseMade is the answer to a change of a case.
type caseMade struct {
	ID        string `json:"id"`
	Withdrawn int    `json:"withdrawn,omitempty" doc:"entries that were taken back"`
}

func (a *API) dossier(who caller) *dossier.Book {
	return &dossier.Book{DB: a.DB, Vault: a.Vault, Tenant: who.Tenant, NewID: a.NewID, Registered: a.Counter(who.Tenant).Registered}
}

// look makes a look of a request.
func (p Purposed) look(who caller, what, known string) (dossier.Look, error) {
	l := dossier.Look{By: who.ID, Purpose: p.Purpose, What: what, At: who.at}
	if text, err := url.PathUnescape(p.Purpose); err == nil {
		l.Purpose = text
	}
	at, err := instant("query.known", known)
	if at != 0 {
		l.Known = &at
	}
	return l, err
}

// inCase says what went wrong with a case in the words of the API.
func inCase(err error) error {
	var r *dossier.Refused
	switch {
	case errors.As(err, &r):
		return unreadable(r.Problems)
	case errors.Is(err, dossier.ErrExists):
		return problem.Coded(http.StatusConflict, "case_exists", "a case with this id is open already")
	case errors.Is(err, casebook.ErrEarlier):
		return problem.Coded(http.StatusConflict, "time_earlier", "something later is recorded already")
	case errors.Is(err, casebook.ErrErased):
		return problem.Coded(http.StatusGone, "case_erased", "this case was erased")
	case errors.Is(err, dossier.ErrNoPurpose):
		return invalid("header.Purpose", "is empty", "say what the look is for")
	}
	return err
}

func (a *API) cases() {
	op(a, operation{
		id: "open-case", method: http.MethodPost, path: "/v1/cases/{id}", scope: access.CasesWrite, class: httpd.Interactive, tag: "cases",
		status: http.StatusCreated, errors: []int{http.StatusConflict},
		summary: "Open a case, or give it another title, owner, marking or state",
		detail: "The id is yours: choose one that says nothing of a person. What the case was before stays readable. The same again is nothing new, so a request can be " +
			"sent again at any time. Without `change` a case that is there with other content is a conflict.",
	}, a.openCase)
	op(a, operation{
		id: "list-cases", method: http.MethodGet, path: "/v1/cases", scope: access.CasesRead, class: httpd.Interactive, tag: "cases",
		summary: "Cases in the order in which they were opened, without what is in them",
	}, a.listCases)
	op(a, operation{
		id: "get-case", method: http.MethodGet, path: "/v1/cases/{id}", scope: access.CasesRead, class: httpd.Interactive, tag: "cases",
		errors:  []int{http.StatusGone},
		summary: "A case at a glance: sources, disagreements with their sides, roles, positions, steps, whom to tell",
	}, func(ctx context.Context, who caller, in *lookInput) (*single[json.RawMessage], error) {
		return analysis(ctx, a, who, in, "overview", func(b *dossier.Book, l dossier.Look) (any, error) { return b.Overview(ctx, in.Case, l) })
	})
	a.caseEntries()
	a.caseAnalyses()
	a.caseExports()
}

func (a *API) openCase(ctx context.Context, who caller, in *struct {
	OfCase
	Change bool `query:"change" doc:"the case is there, and is to be changed"`
	Body   caseInput
}) (*made[caseMade], error) {
	b, c, act := a.dossier(who), in.Body.of(in.Case), dossier.Act{By: who.ID, At: who.at}
	do := b.Open
	if in.Change {
		do = b.Change
	}
	if err := do(ctx, c, act); err != nil {
		return nil, inCase(err)
	}
	return madeAs("/v1/cases/"+url.PathEscape(c.ID), in.Change, caseMade{ID: c.ID}), nil
}

func (a *API) listCases(ctx context.Context, who caller, in *struct{ Page }) (*list[caseLine], error) {
	leaf, err := in.afterNumber()
	if err != nil {
		return nil, err
	}
	all, err := a.dossier(who).List(ctx, leaf, in.Limit+1)
	if err != nil {
		return nil, err
	}
	return mapped(listOf(in.Page, all, func(l dossier.Line) string { return number(l.Leaf) }), func(l dossier.Line) caseLine {
		return caseLine{l.ID, l.Closed, string(l.TLP), l.Opened, l.Erased, l.ToTell}
	}), nil
}

// readStrict reads one JSON object and nothing after it.
func readStrict(body []byte, v any) error {
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.DisallowUnknownFields()
	err := dec.Decode(v)
	if err == nil {
		if _, more := dec.Token(); more != io.EOF {
			err = errors.New("something stands after the object")
		}
	}
	if err == nil {
		return nil
	}
	p := problem.New(http.StatusUnprocessableEntity, "the body cannot be taken as it is; nothing of it was stored")
	p.Errors = append(p.Errors, problem.Item{Place: "body", Message: strings.TrimPrefix(unquoted(err), "json: "), Fix: "docs/case.md describes the fields"})
	return p
}

// unquoted says where a value is wrong, never the value.
func unquoted(err error) string {
	var t *json.UnmarshalTypeError
	var s *json.SyntaxError
	switch {
	case errors.As(err, &t):
		return fmt.Sprintf("%s is of the wrong type", t.Field)
	case errors.As(err, &s):
		return fmt.Sprintf("is not JSON at byte %d", s.Offset)
	case strings.HasPrefix(err.Error(), "json: unknown field"):
		return err.Error()
	}
	return "holds a value that cannot be read: a grade, a day or a time"
}
