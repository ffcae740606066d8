package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/client"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/people"
	"github.com/sekifuda/sekifuda/internal/store"
)

type keyCmd struct {
	Add    keyAddCmd    `cmd:"" help:"Make a key and print it, once."`
	List   keyListCmd   `cmd:"" help:"Show which keys there are, what they may do and until when."`
	Revoke keyRevokeCmd `cmd:"" help:"Revoke a key."`
}

// Help is printed below the commands.
func (c *keyCmd) Help() string {
	return "Scopes: " + scopeNames() + ".\n\n" +
		"Beside the data directory and the master key these commands need no key, whether a server runs or not. With SEKIFUDA_KEY set, or --server, they go " +
		"through the server: then nobody grants what his own key does not hold."
}

func scopeNames() string {
	var all []string
	for _, s := range access.Scopes() {
		all = append(all, string(s))
	}
	return strings.Join(all, ", ")
}

type keyAddCmd struct {
	Name    string         `arg:"" help:"What the key is for."`
	Scope   []access.Scope `required:"" help:"What it may do; more than one with commas. See sekifuda key --help."`
	Expires string         `help:"Day or time from which it is not heard any more (default: never)." placeholder:"DAY"`
	Tenant  string         `help:"Whose data it sees." default:"default"`
}

// keyAnswer is a key as the server tells it.
type keyAnswer struct {
	ID      string         `json:"id"`
	Name    string         `json:"name"`
	Scopes  []access.Scope `json:"scopes"`
	Created entity.Instant `json:"created"`
	Expires entity.Instant `json:"expires"`
	Revoked entity.Instant `json:"revoked"`
	Key     string         `json:"key"`
}

func (c *keyAddCmd) Run(a *app) error {
	at, err := a.at()
	if err != nil {
		return err
	}
	n := people.New{Tenant: c.Tenant, Name: c.Name, Scopes: c.Scope}
	if c.Expires != "" {
		zone, err := a.zone()
		if err != nil {
			return err
		}
		if n.Expires, err = entity.ParseAt(c.Expires, zone); err != nil {
			return badInput{fmt.Errorf("--expires: %w", err)}
		}
	}
	server, err := a.throughIfKey(string(access.KeysWrite))
	if err != nil {
		return err
	}
	if server != nil {
		return c.addThrough(a, server, n)
	}
	return a.withPeople(a.open, func(p *people.People) error {
		text, made, err := p.Add(a.ctx, nil, n, at, nil)
		if errors.Is(err, people.ErrNew) {
			return badInput{err}
		}
		if err != nil {
			return err
		}
		a.showKey(made.ID, text)
		return nil
	})
}

func (c *keyAddCmd) addThrough(a *app, server *client.Client, n people.New) error {
	if n.Tenant != tenant {
		return badInput{errors.New("--tenant: through a server a key is of the tenant of the one that makes it")}
	}
	body := map[string]any{"name": n.Name, "scopes": n.Scopes}
	if n.Expires != 0 {
		body["expires"] = n.Expires
	}
	var made keyAnswer
	if err := server.Post(a.ctx, "/v1/keys", body, &made, ""); err != nil {
		return refused(err)
	}
	a.showKey(made.ID, made.Key)
	return nil
}

// showKey prints the key alone on standard output, so that it can be piped to
// where secrets are kept.
func (a *app) showKey(id, text string) {
	fmt.Fprintf(a.err, "key %s; it is shown only now:\n", id)
	fmt.Fprintln(a.out, text)
}

// withPeople opens the store for one act on keys.
func (a *app) withPeople(open func() (*house, error), do func(*people.People) error) error {
	h, err := open()
	if err != nil {
		return err
	}
	defer h.Close()
	return do(&people.People{DB: h.db, Vault: h.books.Vault, NewID: a.newID})
}

type keyListCmd struct {
	Tenant string `help:"Whose keys." default:"default"`
}

func (c *keyListCmd) Run(a *app) error {
	at, err := a.at()
	if err != nil {
		return err
	}
	server, err := a.throughIfKey(string(access.KeysRead))
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(a.out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "id\tname\tstate\tscopes")
	show := func(p *access.Principal) error {
		state := "valid"
		switch {
		case p.Revoked != 0:
			state = "revoked " + p.Revoked.Time().Format(time.DateOnly)
		case !p.Valid(at):
			state = "expired " + p.Expires.Time().Format(time.DateOnly)
		case p.Expires != 0:
			state = "until " + p.Expires.Time().Format(time.DateOnly)
		}
		var scopes []string
		for _, s := range p.Scopes {
			scopes = append(scopes, string(s))
		}
		_, err := fmt.Fprintf(w, "%s\t%q\t%s\t%s\n", p.ID, p.Name, state, strings.Join(scopes, ","))
		return err
	}
	if server != nil {
		err = client.List(a.ctx, server, "/v1/keys", func(k keyAnswer) error {
			return show(&access.Principal{ID: k.ID, Name: k.Name, Scopes: k.Scopes, Expires: k.Expires, Revoked: k.Revoked})
		})
	} else {
		err = a.withPeople(a.look, func(p *people.People) error { return everyKey(a.ctx, p, c.Tenant, show) })
	}
	return errors.Join(refused(err), w.Flush())
}

func everyKey(ctx context.Context, p *people.People, tenant string, show func(*access.Principal) error) error {
	for after := ""; ; {
		page, err := p.List(ctx, tenant, after, 100)
		if err != nil || len(page) == 0 {
			return err
		}
		for _, k := range page {
			if err := show(k); err != nil {
				return err
			}
			after = k.ID
		}
	}
}

type keyRevokeCmd struct {
	ID     string `arg:"" help:"Id of the key."`
	Tenant string `help:"Whose key." default:"default"`
}

func (c *keyRevokeCmd) Run(a *app) error {
	at, err := a.at()
	if err != nil {
		return err
	}
	server, err := a.throughIfKey(string(access.KeysWrite))
	if err != nil {
		return err
	}
	if server != nil {
		err = refused(server.Post(a.ctx, "/v1/keys/"+url.PathEscape(c.ID)+"/revocation", map[string]any{}, nil, ""))
	} else {
		err = a.withPeople(a.look, func(p *people.People) error { return p.Revoke(a.ctx, nil, c.Tenant, c.ID, at) })
		if errors.Is(err, store.ErrNotFound) {
			err = badInput{fmt.Errorf("no key %s: see sekifuda key list", c.ID)}
		}
	}
	if err == nil {
		fmt.Fprintf(a.out, "key %s revoked\n", c.ID)
	}
	return err
}
