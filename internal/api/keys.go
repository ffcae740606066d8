package api

import (
	"context"
	"errors"
	"net/http"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/httpd"
	"github.com/sekifuda/sekifuda/internal/people"
	"github.com/sekifuda/sekifuda/internal/problem"
)

// keyInput is what a client may say of a key that is to be made.
type keyInput struct {
	Name    string         `json:"name" minLength:"1" maxLength:"200" doc:"what it is for"`
	Scopes  []access.Scope `json:"scopes" minItems:"1" maxItems:"50" nullable:"false" doc:"what it may do; none that the asking key does not hold"`
	Expires string         `json:"expires,omitempty" format:"date-time" doc:"RFC 3339; absent: never"`
}

// key is one key, without its text.
type key struct {
	ID      string          `json:"id"`
	Name    string          `json:"name"`
	Scopes  []access.Scope  `json:"scopes" nullable:"false"`
	Created entity.Instant  `json:"created"`
	Expires *entity.Instant `json:"expires,omitempty"`
	Revoked *entity.Instant `json:"revoked,omitempty"`
	Text    string          `json:"key,omitempty" doc:"the key itself: shown in the answer that makes it and never again, not even to a retry"`
}

func (a *API) keys() {
	op(a, operation{
		id: "add-key", method: http.MethodPost, path: "/v1/keys", scope: access.KeysWrite, class: httpd.Control, tag: "keys",
		status: http.StatusCreated, errors: []int{http.StatusConflict},
		summary: "Make a key",
		detail:  "Nobody grants a scope that he does not hold, nor a longer life than his own. A retry with the same Idempotency-Key is told which key was made; its text is lost where the first answer was: revoke it and make another.",
	}, a.addKey)
	op(a, operation{
		id: "list-keys", method: http.MethodGet, path: "/v1/keys", scope: access.KeysRead, class: httpd.Control, tag: "keys",
		summary: "Keys in the order in which they were made, revoked ones too",
	}, a.listKeys)
	op(a, operation{
		id: "get-key", method: http.MethodGet, path: "/v1/keys/{id}", scope: access.KeysRead, class: httpd.Control, tag: "keys",
		summary: "One key",
	}, func(ctx context.Context, who caller, in *struct {
		IfKnown
		ID string `path:"id" maxLength:"100"`
	}) (*single[key], error) {
		p, err := a.People.Get(ctx, who.Tenant, in.ID)
		if err != nil {
			return nil, err
		}
		return one(in.IfKnown, toKey(p))
	})
	op(a, operation{
		id: "revoke-key", method: http.MethodPost, path: "/v1/keys/{id}/revocation", scope: access.KeysWrite, class: httpd.Control, tag: "keys",
		summary: "Revoke a key",
		detail:  "It is not heard from then on, by other nodes within a second. A key that holds more than the asking one is not revoked: 403.",
	}, a.revokeKey)
}

func (a *API) addKey(ctx context.Context, who caller, in *struct {
	Once
	Body    keyInput
	RawBody []byte // of the same bytes, for the idempotency key
}) (*made[key], error) {
	if err := a.checkText(who, "body.name", &in.Body.Name); err != nil {
		return nil, err
	}
	expires, err := instant("body.expires", in.Body.Expires)
	if err != nil {
		return nil, err
	}
	r := a.request(who, in.Once, "add-key", in.RawBody)
	read := func(ctx context.Context, id string) (key, error) {
		p, err := a.People.Get(ctx, who.Tenant, id)
		if err != nil {
			return key{}, err
		}
		return toKey(p), nil
	}
	out, again, err := creating(ctx, a, r, read, func(ctx context.Context) (key, error) {
		text, p, err := a.People.Add(ctx, who.Principal, people.New{
			Tenant: who.Tenant, Name: in.Body.Name, Scopes: in.Body.Scopes, Expires: expires,
		}, who.at, people.Claim(claimer(r)))
		if err != nil {
			return key{}, err
		}
		k := toKey(p)
		k.Text = text
		return k, nil
	})
	if err != nil {
		return nil, keyProblem(err)
	}
	return madeAs("/v1/keys/"+out.ID, again, out), nil
}

// keyProblem words what people refuses.
func keyProblem(err error) error {
	switch {
	case errors.Is(err, people.ErrBeyond):
		return problem.Coded(http.StatusForbidden, "beyond_own_scopes", "nobody grants a scope that he does not hold, nor a longer life than his own; your key holds less than this one would")
	case errors.Is(err, people.ErrHigher):
		return problem.Coded(http.StatusForbidden, "higher_key", people.ErrHigher.Error())
	case errors.Is(err, access.ErrScope):
		return invalid("body.scopes", "names a scope that does not exist", "see the table of scopes in api.md")
	case errors.Is(err, people.ErrNew):
		return invalid("body", "no such key can be made: the name is empty, a scope stands twice, or it would be expired", "")
	}
	return err
}

func (a *API) listKeys(ctx context.Context, who caller, in *struct{ Page }) (*list[key], error) {
	after, err := in.after()
	if err != nil {
		return nil, err
	}
	all, err := a.People.List(ctx, who.Tenant, after, in.Limit+1)
	if err != nil {
		return nil, err
	}
	return mapped(listOf(in.Page, all, func(p *access.Principal) string { return p.ID }), toKey), nil
}

func (a *API) revokeKey(ctx context.Context, who caller, in *struct {
	ID string `path:"id" maxLength:"100"`
}) (*single[key], error) {
	if err := a.People.Revoke(ctx, who.Principal, who.Tenant, in.ID, who.at); err != nil {
		return nil, keyProblem(err)
	}
	p, err := a.People.Get(ctx, who.Tenant, in.ID)
	if err != nil {
		return nil, err
	}
	return one(IfKnown{}, toKey(p))
}

func toKey(p *access.Principal) key {
	k := key{ID: p.ID, Name: p.Name, Scopes: p.Scopes, Created: p.Created}
	if p.Expires != 0 {
		k.Expires = &p.Expires
	}
	if p.Revoked != 0 {
		k.Revoked = &p.Revoked
	}
	return k
}
