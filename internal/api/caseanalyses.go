package api

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/casefile"
	"github.com/sekifuda/sekifuda/internal/dossier"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/httpd"
)

// lookInput is what a look into a case takes.
type lookInput struct {
	IfKnown
	OfCase
	Purposed
	Known string `query:"known" doc:"as it was known at this time, RFC 3339; absent: now"`
}

// analysis answers a look with what is computed of the case.
func analysis(_ context.Context, a *API, who caller, in *lookInput, what string, do func(*dossier.Book, dossier.Look) (any, error)) (*single[json.RawMessage], error) {
	l, err := in.look(who, what, in.Known)
	if err != nil {
		return nil, err
	}
	v, err := do(a.dossier(who), l)
	if err != nil {
		return nil, inCase(err)
	}
	text, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return one(in.IfKnown, json.RawMessage(text))
}

// ofFile is an analysis that takes the case alone.
func (a *API) ofFile(id, path, summary, what string, compute func(*casefile.File) any) {
	op(a, operation{
		id: id, method: http.MethodGet, path: "/v1/cases/{id}/" + path, scope: access.CasesRead, class: httpd.Interactive, tag: "cases",
		errors: []int{http.StatusGone}, summary: summary,
	}, func(ctx context.Context, who caller, in *lookInput) (*single[json.RawMessage], error) {
		return analysis(ctx, a, who, in, what, func(b *dossier.Book, l dossier.Look) (any, error) {
			f, _, err := b.File(ctx, in.Case, l)
			if err != nil {
				return nil, err
			}
			return compute(f), nil
		})
	})
}

func (a *API) caseAnalyses() {
	a.ofFile("case-disagreements", "disagreements", "Where the sources disagree, by class, with the sides beside each other", "disagreements",
		func(f *casefile.File) any { return orNone(casefile.Disagreements(f)) })
	a.ofFile("case-hypotheses", "hypotheses", "What speaks for and against each hypothesis, and which single statement would turn the order", "hypotheses",
		func(f *casefile.File) any { return casefile.Weigh(f) })
	a.ofFile("case-timeline", "timeline", "What is said to have happened, in order", "timeline",
		func(f *casefile.File) any { return orNone(casefile.Timeline(f)) })
	a.ofFile("case-knowledge", "knowledge", "What was known when: publications and entries, in order", "knowledge",
		func(f *casefile.File) any { return orNone(casefile.Known(f)) })
	op(a, operation{
		id: "case-changes", method: http.MethodGet, path: "/v1/cases/{id}/changes", scope: access.CasesRead, class: httpd.Interactive, tag: "cases",
		errors: []int{http.StatusGone}, summary: "What changed in a case between two times: entries, disagreements, the order of the hypotheses",
	}, func(ctx context.Context, who caller, in *struct {
		OfCase
		Purposed
		From string `query:"from" required:"true" doc:"RFC 3339"`
		To   string `query:"to" doc:"RFC 3339; absent: now"`
	}) (*single[json.RawMessage], error) {
		from, err := instant("query.from", in.From)
		if err != nil {
			return nil, err
		}
		to, err := instant("query.to", in.To)
		if err != nil {
			return nil, err
		}
		if to == 0 {
			to = who.at
		}
		look := &lookInput{OfCase: in.OfCase, Purposed: in.Purposed}
		return analysis(ctx, a, who, look, "changes", func(b *dossier.Book, l dossier.Look) (any, error) {
			changes, err := b.Changes(ctx, in.Case, from, to, l)
			return orNone(changes), err
		})
	})
	op(a, operation{
		id: "case-log", method: http.MethodGet, path: "/v1/cases/{id}/log", scope: access.CasesRead, class: httpd.Interactive, tag: "cases",
		errors: []int{http.StatusGone}, summary: "Who looked into a case, when and for what, in order; this look is in it",
	}, a.caseLog)
}

// orNone writes an empty list as [].
func orNone[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// caseLook is a look that was recorded.
type caseLook struct {
	By      string          `json:"by" doc:"id of the key, or the person at the command line"`
	Purpose string          `json:"purpose"`
	What    string          `json:"what" doc:"what was looked at"`
	Known   *entity.Instant `json:"known,omitempty" format:"date-time" doc:"the case as it was known then"`
	At      entity.Instant  `json:"at" format:"date-time"`
}

func (a *API) caseLog(ctx context.Context, who caller, in *struct {
	Page
	OfCase
	Purposed
}) (*list[caseLook], error) {
	leaf, err := in.afterNumber()
	if err != nil {
		return nil, err
	}
	l, err := in.look(who, "log", "")
	if err != nil {
		return nil, err
	}
	all, err := a.dossier(who).Reads(ctx, in.Case, leaf, in.Limit+1, l)
	if err != nil {
		return nil, inCase(err)
	}
	return mapped(listOf(in.Page, all, func(r dossier.Read) string { return number(r.Leaf) }), func(r dossier.Read) caseLook {
		return caseLook{r.By, r.Purpose, r.What, r.Known, r.At}
	}), nil
}
