package api

import (
	"context"
	"net/http"
	"net/url"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/dossier"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/httpd"
	"github.com/sekifuda/sekifuda/internal/statement"
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

// exportInput is what a client may ask to be given out.
type exportInput struct {
	Format        string   `json:"format" minLength:"1" maxLength:"20" doc:"html, stix, ftm, csv (of edges), xarf, indicators; see docs/case.md"`
	Recipient     string   `json:"recipient" minLength:"1" maxLength:"400" doc:"who is given it; whoever was is to be told when something is taken back"`
	TLP           string   `json:"tlp" enum:"clear,green,amber,amber+strict,red" doc:"the closest label that is let out; what nobody marked has the label of the case, or amber"`
	Purpose       string   `json:"purpose" minLength:"3" maxLength:"1000" doc:"for what it may be used"`
	Author        string   `json:"author" minLength:"1" maxLength:"400" doc:"who gives it, as the document says"`
	Contact       string   `json:"contact,omitempty" maxLength:"200" doc:"of xarf: mail address of the desk"`
	Domain        string   `json:"domain,omitempty" maxLength:"200" doc:"of xarf: domain of the desk"`
	Care          []string `json:"care,omitempty" maxItems:"2" nullable:"false" doc:"special-care data that are let out: criminal_procedure, belief"`
	Communication bool     `json:"communication,omitempty" doc:"communication data are let out"`
	Lang          string   `json:"lang,omitempty" enum:"en,ja" doc:"of the labels of a printed report"`
}

// exportMade is something that left a case.
type exportMade struct {
	ID            string         `json:"id"`
	Format        string         `json:"format"`
	Recipient     string         `json:"recipient"`
	TLP           string         `json:"tlp"`
	Purpose       string         `json:"purpose"`
	Care          []string       `json:"care,omitempty"`
	Communication bool           `json:"communication,omitempty"`
	Given         []caseGiven    `json:"given" nullable:"false"`
	Held          map[string]int `json:"held,omitempty" doc:"how many statements stayed, by why"`
	Digest        string         `json:"digest" doc:"SHA-256 of the bytes"`
	Size          int            `json:"size"`
	By            string         `json:"by"`
	At            entity.Instant `json:"at" format:"date-time"`
	MediaType     string         `json:"media_type"`
	Content       string         `json:"content,omitempty" doc:"what left, as text; absent in lists"`
}

func toExport(x dossier.Exported) exportMade {
	media, _ := dossier.MediaType(x.Format)
	out := exportMade{ID: x.ID, Format: x.Format, Recipient: x.Recipient, TLP: string(x.TLP), Purpose: x.Purpose, Care: x.Care, Communication: x.Communication,
		Given: []caseGiven{}, Held: x.Held, Digest: x.Digest, Size: x.Size, By: x.By, At: x.At, MediaType: media}
	for _, g := range x.Given {
		out.Given = append(out.Given, caseGiven(g))
	}
	return out
}

func (a *API) exportCase(ctx context.Context, who caller, in *struct {
	Once
	OfCase
	Body    exportInput
	RawBody []byte // of the same bytes, for the idempotency key
}) (*made[exportMade], error) {
	b := a.dossier(who)
	r := a.request(who, in.Once, "export-case "+in.Case, in.RawBody)
	read := func(ctx context.Context, id string) (out exportMade, err error) {
		l := dossier.Look{By: who.ID, Purpose: in.Body.Purpose, What: "export", At: who.at}
		all, err := b.Exports(ctx, in.Case, l)
		for _, x := range all {
			if x.ID == id {
				out = toExport(x)
			}
		}
		if err != nil {
			return out, err
		}
		content, err := b.Sent(ctx, in.Case, id, l)
		out.Content = string(content)
		return out, err
	}
	out, again, err := creating(ctx, a, r, read, func(ctx context.Context) (exportMade, error) {
		id, err := a.NewID()
		if err != nil {
			return exportMade{}, err
		}
		q := dossier.Request{ID: id, Format: in.Body.Format, Recipient: in.Body.Recipient, TLP: statement.TLP(in.Body.TLP), Purpose: in.Body.Purpose,
			Author: in.Body.Author, Contact: in.Body.Contact, Domain: in.Body.Domain, Care: in.Body.Care, Communication: in.Body.Communication, Lang: in.Body.Lang}
		x, content, err := b.Export(ctx, in.Case, q, dossier.Act{By: who.ID, At: who.at, Claim: claim(r, id)})
		if err != nil {
			return exportMade{}, err
		}
		made := toExport(*x)
		made.Content = string(content)
		return made, nil
	})
	if err != nil {
		return nil, inCase(err)
	}
	return madeAs("/v1/cases/"+url.PathEscape(in.Case)+"/exports", again, out), nil
}

func (a *API) caseExports() {
	op(a, operation{
		id: "export-case", method: http.MethodPost, path: "/v1/cases/{id}/exports", scope: access.Export, class: httpd.Batch, tag: "cases",
		status: http.StatusCreated, errors: []int{http.StatusConflict, http.StatusGone},
		summary: "Give to somebody what of a case he may have",
		detail: "What is marked closer than `tlp` stays, so do special-care data and communication data that are not named, what would leave without a denial of it, " +
			"and what names a person without the state of the procedure. What left, to whom and with which digest stands in the case and in the ledger.",
	}, a.exportCase)
	op(a, operation{
		id: "list-case-exports", method: http.MethodGet, path: "/v1/cases/{id}/exports", scope: access.CasesRead, class: httpd.Interactive, tag: "cases",
		errors: []int{http.StatusGone}, summary: "What left a case, to whom, when and in which versions",
	}, func(ctx context.Context, who caller, in *struct {
		OfCase
		Purposed
	}) (*list[exportMade], error) {
		l, err := in.look(who, "exports", "")
		if err != nil {
			return nil, err
		}
		all, err := a.dossier(who).Exports(ctx, in.Case, l)
		if err != nil {
			return nil, inCase(err)
		}
		return mapped(listOf(Page{Limit: len(all)}, all, func(dossier.Exported) string { return "" }), toExport), nil
	})
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
