package api

import (
	"context"
	"net/http"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/dossier"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/httpd"
)

// caseNotice is a recipient who is to be told, or was.
type caseNotice struct {
	ID        string         `json:"id"`
	Recipient string         `json:"recipient"`
	Exports   []string       `json:"exports" doc:"in which he was given it"`
	Gone      []caseGiven    `json:"gone" doc:"what no longer holds"`
	Proof     string         `json:"proof,omitempty" doc:"the proof that was withdrawn, where it was one"`
	Reason    string         `json:"reason"`
	At        entity.Instant `json:"at" format:"date-time"`
	Told      *caseTold      `json:"told,omitempty" doc:"absent: still to be done"`
}

type caseGiven struct {
	Kind    string `json:"kind"`
	ID      string `json:"id"`
	Version int64  `json:"version" doc:"as it was when it left"`
}

type caseTold struct {
	By  string         `json:"by"`
	How string         `json:"how"`
	At  entity.Instant `json:"at" format:"date-time"`
}

func toNotice(n dossier.Notice) caseNotice {
	out := caseNotice{ID: n.ID, Recipient: n.Recipient, Exports: n.Exports, Proof: n.Proof, Reason: n.Reason, At: n.At, Gone: []caseGiven{}}
	for _, g := range n.Gone {
		out.Gone = append(out.Gone, caseGiven(g))
	}
	if n.Told != nil {
		out.Told = &caseTold{n.Told.By, n.Told.How, n.Told.At}
	}
	return out
}

func (a *API) caseExports() {
	op(a, operation{
		id: "case-notices", method: http.MethodGet, path: "/v1/cases/{id}/notices", scope: access.CasesRead, class: httpd.Interactive, tag: "cases",
		errors:  []int{http.StatusGone},
		summary: "Recipients who are to be told, or were, that something which they were given was taken back",
	}, func(ctx context.Context, who caller, in *struct {
		OfCase
		Purposed
	}) (*list[caseNotice], error) {
		l, err := in.look(who, "notices", "")
		if err != nil {
			return nil, err
		}
		all, err := a.dossier(who).Notices(ctx, in.Case, l)
		if err != nil {
			return nil, inCase(err)
		}
		return mapped(listOf(Page{Limit: len(all)}, all, func(dossier.Notice) string { return "" }), toNotice), nil
	})
	op(a, operation{
		id: "tell-recipient", method: http.MethodPost, path: "/v1/cases/{id}/notices/{notice}/told", scope: access.CasesWrite, class: httpd.Interactive, tag: "cases",
		errors:  []int{http.StatusGone},
		summary: "Record that a recipient was told, and how",
	}, func(ctx context.Context, who caller, in *struct {
		OfCase
		Notice string `path:"notice" maxLength:"100"`
		Body   struct {
			How string `json:"how" minLength:"1" maxLength:"1000" doc:"a mail, a call, with whom and when"`
		}
	}) (*single[caseMade], error) {
		if err := a.dossier(who).Tell(ctx, in.Case, in.Notice, in.Body.How, dossier.Act{By: who.ID, At: who.at}); err != nil {
			return nil, inCase(err)
		}
		return one(IfKnown{}, caseMade{ID: in.Case})
	})
}
