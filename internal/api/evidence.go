package api

import (
	"context"
	"net/http"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/format/application"
	"github.com/sekifuda/sekifuda/internal/gate"
	"github.com/sekifuda/sekifuda/internal/httpd"
	"github.com/sekifuda/sekifuda/internal/problem"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/store"
)

// evidenceInput is what a client may say of a piece of evidence. The type is for
// the description; the body is read by the reader of evidence files.
type evidenceInput struct {
	Kind        string `json:"kind" doc:"what it is" enum:"letter,call,mail,dns,certificate,register_extract,birth_date,identity_document,address_document,classification,declaration,licence,checklist,list_cleared"`
	Channel     string `json:"channel,omitempty" doc:"the address, number or domain that was used"`
	ChannelFrom string `json:"channel_from,omitempty" doc:"the independent source that ties this channel to the company"`
	Subject     string `json:"subject,omitempty" doc:"whom it is about; default applicant"`
	Value       string `json:"value,omitempty" doc:"what it says, where that is a value"`
	Document    string `json:"document,omitempty" doc:"reference or digest of the document; the document itself is not stored"`
	Result      string `json:"result,omitempty" enum:"confirmed,denied,no_answer"`
	By          string `json:"by,omitempty" doc:"who of yours obtained it; the key stands beside it in any case"`
	At          string `json:"at,omitempty" doc:"when, RFC 3339 or day; default now"`
	Note        string `json:"note,omitempty"`
}

// evidence is one piece as it is recorded.
type evidence struct {
	ID string `json:"id"`
	record.Evidence
}

func (a *API) evidence() {
	opJSON[evidenceInput, evidence](a, operation{
		id: "add-evidence", method: http.MethodPost, path: "/v1/applications/{id}/evidence", scope: access.EvidenceWrite, class: httpd.Interactive, tag: "applications",
		status: http.StatusCreated, errors: []int{http.StatusConflict, http.StatusBadRequest, http.StatusUnsupportedMediaType},
		summary: "Record an answer or a paper on an application",
		detail:  "The application may come later: papers are there before it at times. Examine it again to see what follows. A second person cannot be named by whoever is the first.",
	}, a.addEvidence)
	op(a, operation{
		id: "list-evidence", method: http.MethodGet, path: "/v1/applications/{id}/evidence", scope: access.DecisionsRead, class: httpd.Interactive, tag: "applications",
		summary: "The evidence on an application, in the order of recording",
	}, a.listEvidence)
}

func (a *API) addEvidence(ctx context.Context, who caller, in *struct {
	RawJSON
	OfApplication
}) (*created, error) {
	of := in.Application
	e, err := a.readEvidence(who, of, in.RawBody)
	if err != nil {
		return nil, err
	}
	r := a.request(who, in.Once, "add-evidence "+of, in.RawBody)
	books := a.books(who.Tenant)
	read := func(ctx context.Context, id string) (*evidence, error) {
		all, err := books.Evidence(ctx, of)
		for _, e := range all {
			if e.ID == id {
				return &evidence{e.ID, e.Evidence}, nil
			}
		}
		if err == nil {
			err = store.ErrNotFound
		}
		return nil, err
	}
	made, again, err := creating(ctx, a, r, read, func(ctx context.Context) (*evidence, error) {
		id, err := a.NewID()
		if err != nil {
			return nil, err
		}
		return &evidence{id, *e}, books.AddEvidenceOnce(ctx, []gate.Recorded{{ID: id, Evidence: *e}}, who.at, claim(r, id))
	})
	if err != nil {
		return nil, err
	}
	return createdAs(linksOf("", of).Application+"/evidence", again, made)
}

// readEvidence reads a piece of evidence on the application that the path names.
func (a *API) readEvidence(who caller, of string, body []byte) (*record.Evidence, error) {
	const nobody = "key" // stands in where nobody is named; an id of a key may look like a number that is never taken
	e := &record.Evidence{Application: of, By: nobody, At: who.at.String()}
	if bad := application.EvidenceValue(body, e, readLimits); bad != nil {
		return nil, unreadable(bad)
	}
	if bad := application.CheckEvidence(e, a.Counter(who.Tenant).Registered); bad != nil {
		return nil, unreadable(bad)
	}
	var wrong []problem.Item
	if e.Application != of {
		wrong = append(wrong, problem.Item{Place: "body.application", Message: "is not the application of the path", Fix: "leave it out"})
	}
	if e.Kind == "list_cleared" {
		wrong = append(wrong, problem.Item{Place: "body.kind", Message: "to clear a match takes two people, and a key is one", Fix: "record it with sekifuda evidence add, beside the data directory"})
	}
	if e.Second != "" {
		wrong = append(wrong, problem.Item{Place: "body.second", Message: "a second person cannot be named by the first", Fix: "leave it out"})
	}
	if wrong != nil {
		return nil, problem.New(http.StatusUnprocessableEntity, "the body cannot be taken as it is; nothing of it was stored", wrong...)
	}
	if e.By == nobody {
		e.By = "key " + who.ID
	} else {
		e.By += " (key " + who.ID + ")"
	}
	return e, nil
}

func (a *API) listEvidence(ctx context.Context, who caller, in *struct {
	Page
	OfApplication
}) (*list[evidence], error) {
	after, err := in.after()
	if err != nil {
		return nil, err
	}
	all, err := a.books(who.Tenant).Evidence(ctx, in.Application)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		known, err := a.books(who.Tenant).Known(ctx, in.Application)
		if err == nil && !known {
			err = store.ErrNotFound
		}
		if err != nil {
			return nil, err
		}
	}
	for len(all) > 0 && all[0].ID <= after {
		all = all[1:]
	}
	return mapped(listOf(in.Page, all, func(e gate.Recorded) string { return e.ID }), func(e gate.Recorded) evidence {
		return evidence{e.ID, e.Evidence}
	}), nil
}
