package api

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/casefile"
	"github.com/sekifuda/sekifuda/internal/dossier"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/httpd"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/casebook"
)

// entriesInput is what a client may add to a case. The types are for the
// description: docs/case.md says what is in each.
type entriesInput struct {
	Sources     []map[string]any `json:"sources,omitempty" doc:"id, kind, title, publisher, published, language, translation, reliability, derives, marking"`
	Statements  []map[string]any `json:"statements,omitempty" doc:"id, source, quotation, place, chain, subject, predicate, object or value, when, grade, polarity, marking"`
	Things      []map[string]any `json:"things,omitempty" doc:"ref, names, unnamed"`
	Decisions   []map[string]any `json:"decisions,omitempty" doc:"id, a, b, same or apart, reason"`
	Terms       []map[string]any `json:"terms,omitempty" doc:"name, within, same, renders"`
	Tellers     []map[string]any `json:"tellers,omitempty" doc:"who, of"`
	Positions   []map[string]any `json:"positions,omitempty" doc:"id, on, statements, holds, reason"`
	Hypotheses  []map[string]any `json:"hypotheses,omitempty" doc:"id, text"`
	Assessments []map[string]any `json:"assessments,omitempty" doc:"id, hypothesis, statement, stance, strength, reason"`
	Steps       []map[string]any `json:"steps,omitempty" doc:"id, what, state, when, statement"`
	Evidence    []map[string]any `json:"evidence,omitempty" doc:"id, name, digest, size, source, custody"`
}

// entriesMade says what came of adding to a case.
type entriesMade struct {
	casebook.Recorded
}

// entryLine is one version of one entry.
type entryLine struct {
	ID        string          `json:"id"`
	Version   int64           `json:"version" doc:"from 1"`
	Recorded  entity.Instant  `json:"recorded" format:"date-time"`
	By        string          `json:"by" doc:"who recorded it"`
	Withdrawn bool            `json:"withdrawn,omitempty" doc:"this version takes it back"`
	Reason    string          `json:"reason,omitempty" doc:"why it was taken back"`
	Entry     json.RawMessage `json:"entry" doc:"as docs/case.md says"`
}

func lineOfEntry(h casebook.Held) entryLine {
	return entryLine{h.ID, h.Version, h.At, h.By, h.Withdrawn, h.Reason, h.Body}
}

func (a *API) caseEntries() {
	opJSON[entriesInput, entriesMade](a, operation{
		id: "add-to-case", method: http.MethodPost, path: "/v1/cases/{id}/entries", scope: access.CasesWrite, class: httpd.Batch, tag: "cases",
		status: http.StatusCreated, max: maxRecordsBody,
		errors:  []int{http.StatusConflict, http.StatusGone, http.StatusBadRequest, http.StatusUnsupportedMediaType},
		summary: "Record sources, statements, names, decisions, positions, hypotheses, steps, evidence files",
		detail: "All of the request or nothing is stored. An entry that is there with the same content is nothing new, with other content it is a new version: " +
			"so a request can be sent again at any time. Who takes a position is who sends it, where nobody else is named in it; when it was recorded the server says.",
	}, a.addEntries)
	op(a, operation{
		id: "list-case-entries", method: http.MethodGet, path: "/v1/cases/{id}/entries/{kind}", scope: access.CasesRead, class: httpd.Interactive, tag: "cases",
		errors:  []int{http.StatusGone},
		summary: "Entries of a kind in the order of recording, the current version of each or all versions",
	}, a.listEntries)
	op(a, operation{
		id: "withdraw-from-case", method: http.MethodPost, path: "/v1/cases/{id}/withdrawal", scope: access.CasesWrite, class: httpd.Interactive, tag: "cases",
		errors:  []int{http.StatusConflict, http.StatusGone},
		summary: "Take an entry back, with a source its statements; whoever was given it is to be told",
		detail:  "What it said stays readable and counts no more. Recording it again brings it back.",
	}, a.withdrawEntry)
}

func (a *API) addEntries(ctx context.Context, who caller, in *struct {
	RawJSON
	OfCase
}) (*created, error) {
	var f casefile.File
	if err := readStrict(in.RawBody, &f); err != nil {
		return nil, err
	}
	if f.ID != "" || f.Title != "" || f.Opened != 0 || len(f.Withdrawals) > 0 {
		return nil, invalid("body", "holds what is no entry", "the case itself is changed at /v1/cases/{id}, entries are taken back at /withdrawal")
	}
	sum, err := a.dossier(who).Add(ctx, in.Case, &f, dossier.Act{By: who.ID, At: who.at})
	if err != nil {
		return nil, inCase(err)
	}
	return createdAs("/v1/cases/"+url.PathEscape(in.Case), sum.Added+sum.Changed == 0, entriesMade{sum})
}

func (a *API) listEntries(ctx context.Context, who caller, in *struct {
	Page
	OfCase
	Purposed
	Kind    string `path:"kind" doc:"source, statement, thing, decision, term, teller, position, hypothesis, assessment, step, evidence"`
	Known   string `query:"known" doc:"as it was known at this time, RFC 3339"`
	History bool   `query:"history" doc:"all versions"`
}) (*list[entryLine], error) {
	leaf, err := in.afterNumber()
	if err != nil {
		return nil, err
	}
	if !slices.Contains(dossier.Kinds(), in.Kind) {
		return nil, store.ErrNotFound
	}
	l, err := in.look(who, in.Kind, in.Known)
	if err != nil {
		return nil, err
	}
	all, err := a.dossier(who).Entries(ctx, in.Case, in.Kind, in.History, leaf, in.Limit+1, l)
	if err != nil {
		return nil, inCase(err)
	}
	return mapped(listOf(in.Page, all, func(h casebook.Held) string { return number(h.Leaf) }), lineOfEntry), nil
}

func (a *API) withdrawEntry(ctx context.Context, who caller, in *struct {
	OfCase
	Body struct {
		Kind   string `json:"kind" minLength:"1" maxLength:"40" doc:"source, statement, position …"`
		Of     string `json:"of" minLength:"1" maxLength:"200" doc:"id of the entry"`
		Reason string `json:"reason" minLength:"1" maxLength:"4000"`
	}
}) (*single[caseMade], error) {
	n, err := a.dossier(who).Withdraw(ctx, in.Case, casefile.Withdrawal{Kind: in.Body.Kind, Of: in.Body.Of, Reason: in.Body.Reason},
		dossier.Act{By: who.ID, At: who.at})
	if err != nil {
		return nil, inCase(err)
	}
	return one(IfKnown{}, caseMade{ID: in.Case, Withdrawn: n})
}
