package api

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/gate"
	"github.com/sekifuda/sekifuda/internal/httpd"
	"github.com/sekifuda/sekifuda/internal/problem"
	"github.com/sekifuda/sekifuda/internal/store"
	stored "github.com/sekifuda/sekifuda/internal/store/record"
)

// identityInput is what a client may say to prove an identity false.
type identityInput struct {
	Application string   `json:"application" minLength:"1" maxLength:"200" doc:"external_id of the application that was made under it"`
	Reason      string   `json:"reason" minLength:"1" maxLength:"4000" doc:"what proves it"`
	Stolen      []string `json:"stolen,omitempty" maxItems:"50" nullable:"false" doc:"what it brought that is the victim's and so links nobody: a kind (email, ship_to …) or one value (phone=03-1234-5678)"`
}

// withdrawalInput is what a client may say to take a proof back.
type withdrawalInput struct {
	Reason string `json:"reason" minLength:"1" maxLength:"4000" doc:"why it is taken back"`
}

// identity is an identity proved false.
type identity struct {
	ID          string         `json:"id" doc:"of the proof"`
	Application string         `json:"application" doc:"external_id"`
	Reason      string         `json:"reason"`
	By          string         `json:"by" doc:"id of the key, or the person at the command line"`
	Second      string         `json:"second,omitempty" doc:"the second person; absent while provisional"`
	Provisional bool           `json:"provisional" doc:"proved by one: leads to review only and refuses nobody"`
	At          entity.Instant `json:"at"`
	Withdrawn   *withdrawn     `json:"withdrawn,omitempty" doc:"present once it was taken back"`
}

type withdrawn struct {
	By     string         `json:"by"`
	Reason string         `json:"reason"`
	At     entity.Instant `json:"at"`
}

// made is an answer to a request that created something.
type made[T any] struct {
	Status   int
	Location string `header:"Location"`
	Body     T
}

func madeAs[T any](location string, again bool, body T) *made[T] {
	out := &made[T]{Status: http.StatusCreated, Location: location, Body: body}
	if again {
		out.Status = http.StatusOK
	}
	return out
}

func (a *API) identities() {
	op(a, operation{
		id: "prove-false", method: http.MethodPost, path: "/v1/identities", scope: access.IdentitiesWrite, class: httpd.Interactive, tag: "identities",
		status: http.StatusCreated, errors: []int{http.StatusConflict},
		summary: "Record that the identity behind an application is false",
		detail:  "A proof by one is provisional: what shares with it comes to review, nobody is refused for it.",
	}, a.proveFalse)
	op(a, operation{
		id: "list-identities", method: http.MethodGet, path: "/v1/identities", scope: access.IdentitiesRead, class: httpd.Interactive, tag: "identities",
		summary: "Identities proved false, withdrawn ones too, in the order of proof",
	}, a.listIdentities)
	op(a, operation{
		id: "get-identity", method: http.MethodGet, path: "/v1/identities/{id}", scope: access.IdentitiesRead, class: httpd.Interactive, tag: "identities",
		summary: "One identity proved false",
	}, func(ctx context.Context, who caller, in *struct {
		IfKnown
		ID string `path:"id" maxLength:"100"`
	}) (*single[identity], error) {
		p, err := a.books(who.Tenant).Proof(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		return one(in.IfKnown, toIdentity(p))
	})
	op(a, operation{
		id: "withdraw-proof", method: http.MethodPost, path: "/v1/identities/{id}/withdrawal", scope: access.IdentitiesWrite, class: httpd.Interactive, tag: "identities",
		errors:  []int{http.StatusConflict},
		summary: "Take a proof back; all that followed from it falls",
	}, a.withdraw)
}

func (a *API) proveFalse(ctx context.Context, who caller, in *struct {
	Once
	Body    identityInput
	RawBody []byte // of the same bytes, for the idempotency key
}) (*made[identity], error) {
	if err := a.checkIdentity(who, &in.Body); err != nil {
		return nil, err
	}
	books := a.books(who.Tenant)
	r := a.request(who, in.Once, "prove-false", in.RawBody)
	read := func(ctx context.Context, id string) (identity, error) {
		p, err := books.Proof(ctx, id)
		return toIdentity(p), err
	}
	out, again, err := creating(ctx, a, r, read, func(ctx context.Context) (identity, error) {
		id, err := a.NewID()
		if err != nil {
			return identity{}, err
		}
		err = books.ProveFalseOnce(ctx, gate.FalseIdentity{
			ID: id, Application: in.Body.Application, Reason: in.Body.Reason, By: who.ID, Stolen: in.Body.Stolen, At: who.at,
		}, claim(r, id))
		if err != nil {
			return identity{}, err
		}
		return read(ctx, id)
	})
	if errors.Is(err, store.ErrNotFound) {
		return nil, invalid("body.application", "no application with this id was examined here", "examine it first")
	}
	if err != nil {
		return nil, err
	}
	return madeAs("/v1/identities/"+out.ID, again, out), nil
}

func (a *API) checkIdentity(who caller, in *identityInput) error {
	if err := a.checkText(who, "body.reason", &in.Reason); err != nil {
		return err
	}
	for i, s := range in.Stolen {
		if kind, _, _ := strings.Cut(s, "="); !slices.Contains(gate.BroughtKinds, kind) {
			return invalid("body.stolen."+strconv.Itoa(i), "is none of what an applicant brings", "write one of "+strings.Join(gate.BroughtKinds, ", ")+", alone or with =VALUE")
		}
	}
	return nil
}

func (a *API) listIdentities(ctx context.Context, who caller, in *struct{ Page }) (*list[identity], error) {
	leaf, err := in.afterNumber()
	if err != nil {
		return nil, err
	}
	all, err := a.books(who.Tenant).Proofs(ctx, leaf, in.Limit+1)
	if err != nil {
		return nil, err
	}
	return mapped(listOf(in.Page, all, func(p gate.FalseIdentity) string { return number(p.Leaf) }), toIdentity), nil
}

func (a *API) withdraw(ctx context.Context, who caller, in *struct {
	ID   string `path:"id" maxLength:"100" doc:"of the proof"`
	Body withdrawalInput
}) (*single[identity], error) {
	if err := a.checkText(who, "body.reason", &in.Body.Reason); err != nil {
		return nil, err
	}
	err := a.books(who.Tenant).WithdrawProof(ctx, in.ID, who.ID, in.Body.Reason, who.at)
	if errors.Is(err, stored.ErrWithdrawn) {
		return nil, problem.Coded(http.StatusConflict, "withdrawn_already", "this proof was taken back before")
	}
	if err != nil {
		return nil, err
	}
	p, err := a.books(who.Tenant).Proof(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return one(IfKnown{}, toIdentity(p))
}

func toIdentity(p gate.FalseIdentity) identity {
	out := identity{
		ID: p.ID, Application: p.Application, Reason: p.Reason, By: p.By, Second: p.Second, Provisional: p.Second == "", At: p.At,
	}
	if p.WithdrawnAt != 0 {
		out.Withdrawn = &withdrawn{p.WithdrawnBy, p.WithdrawnFor, p.WithdrawnAt}
	}
	return out
}
