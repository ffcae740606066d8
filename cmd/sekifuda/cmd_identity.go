package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/client"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/gate"
	"github.com/sekifuda/sekifuda/internal/problem"
	"github.com/sekifuda/sekifuda/internal/store"
)

type identityCmd struct {
	False    identityFalseCmd    `cmd:"" help:"Record that the identity behind an application is false."`
	Withdraw identityWithdrawCmd `cmd:"" help:"Take the proof back; all that followed from it falls."`
}

type identityFalseCmd struct {
	ID     string   `arg:"" optional:"" help:"External id of the application whose identity is false."`
	File   string   `help:"Take many from a file of JSON lines instead: application, reason, by, stolen." type:"path"`
	Reason string   `help:"What proves it."`
	By     string   `help:"Who says so (default: the user of this machine)."`
	Stolen []string `help:"What it brought that is the victim's and so links nobody: a kind (email, ship_to …) or one value (phone=03-1234-5678)."`
}

// Run records a proof by one person. It is provisional: it sends what shares
// with it to review and refuses nobody. Proofs by two people come with accounts.
func (c *identityFalseCmd) Run(a *app) error {
	at, err := a.at()
	if err != nil {
		return err
	}
	all, err := c.identities(a)
	if err != nil {
		return badInput{err}
	}
	if err := checkStolen(all); err != nil {
		return err
	}
	server, err := a.through(string(access.IdentitiesWrite))
	if err != nil {
		return err
	}
	if server != nil {
		return c.proveThrough(a, server, all)
	}
	h, err := a.look()
	if err != nil {
		return err
	}
	defer h.Close()
	return proveFalse(a, h, all, at)
}

// errBy is told where somebody is named whom the server cannot know.
var errBy = badInput{errors.New("--by: through a server the key says who does it")}

// proveThrough has the server record proofs; the ids are the server's.
func (c *identityFalseCmd) proveThrough(a *app, server *client.Client, all []gate.FalseIdentity) error {
	for _, f := range all {
		if c.By != "" || f.By != "" && f.By != who("") {
			return errBy
		}
	}
	for _, f := range all {
		body := map[string]any{"application": f.Application, "reason": f.Reason}
		if len(f.Stolen) > 0 {
			body["stolen"] = f.Stolen
		}
		var made struct{ ID string }
		if err := server.Post(a.ctx, "/v1/identities", body, &made, f.ID); err != nil {
			return refused(err)
		}
		f.ID = made.ID
		a.toldFalse(f)
	}
	return nil
}

func (a *app) toldFalse(f gate.FalseIdentity) {
	fmt.Fprintf(a.out, "identity behind %s proved false by one person: provisional, leads to review only (proof %s)\n", f.Application, f.ID)
}

func checkStolen(all []gate.FalseIdentity) error {
	for _, f := range all {
		for _, s := range f.Stolen {
			if kind, _, _ := strings.Cut(s, "="); !slices.Contains(gate.BroughtKinds, kind) {
				return badInput{fmt.Errorf("--stolen %s: want one of %s", s, strings.Join(gate.BroughtKinds, ", "))}
			}
		}
	}
	return nil
}

// proveFalse records proofs and says so.
func proveFalse(a *app, h *house, all []gate.FalseIdentity, at entity.Instant) error {
	for _, f := range all {
		f.At = at
		err := h.books.ProveFalse(a.ctx, f)
		if errors.Is(err, store.ErrNotFound) {
			return badInput{fmt.Errorf("no application %q was examined here: screen it first", f.Application)}
		}
		if err != nil {
			return err
		}
		a.toldFalse(f)
	}
	return h.followed(at)
}

// identities takes one identity from the flags, or many from a file.
func (c *identityFalseCmd) identities(a *app) ([]gate.FalseIdentity, error) {
	if c.File != "" {
		return identitiesFile(a, c.File)
	}
	if c.ID == "" || c.Reason == "" {
		return nil, errors.New("name the application and give --reason, or give --file")
	}
	id, err := a.newID()
	return []gate.FalseIdentity{{ID: id, Application: c.ID, Reason: c.Reason, By: who(c.By), Stolen: c.Stolen}}, err
}

func identitiesFile(a *app, path string) ([]gate.FalseIdentity, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []gate.FalseIdentity
	dec := json.NewDecoder(f)
	for n := 1; ; n++ {
		var line struct {
			Application, Reason, By string
			Stolen                  []string
		}
		if err := dec.Decode(&line); errors.Is(err, io.EOF) {
			return out, nil
		} else if err != nil {
			return nil, fmt.Errorf("%s: object %d: %w", path, n, err)
		}
		if line.Application == "" || line.Reason == "" {
			return nil, fmt.Errorf("%s: object %d: wants application and reason", path, n)
		}
		id, err := a.newID()
		if err != nil {
			return nil, err
		}
		out = append(out, gate.FalseIdentity{ID: id, Application: line.Application, Reason: line.Reason, By: who(line.By), Stolen: line.Stolen})
	}
}

type identityWithdrawCmd struct {
	ID     string `arg:"" help:"The application's external id, or the id of the proof."`
	Reason string `required:"" help:"Why it is taken back."`
	By     string `help:"Who says so (default: the user of this machine)."`
}

func (c *identityWithdrawCmd) Run(a *app) error {
	at, err := a.at()
	if err != nil {
		return err
	}
	server, err := a.through(string(access.IdentitiesWrite))
	if err != nil {
		return err
	}
	if server != nil {
		return c.withdrawThrough(a, server)
	}
	h, err := a.look()
	if err != nil {
		return err
	}
	defer h.Close()
	err = h.books.Withdraw(a.ctx, c.ID, who(c.By), c.Reason, at)
	if errors.Is(err, gate.ErrNoProof) {
		return badInput{err}
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "proof on %s withdrawn\n", c.ID)
	return h.followed(at)
}

// withdrawThrough has the server take back the proof with this id, or every one
// on the application with this id; to find those the key has to read them.
func (c *identityWithdrawCmd) withdrawThrough(a *app, server *client.Client) error {
	if c.By != "" {
		return errBy
	}
	withdraw := func(proof string) error {
		return server.Post(a.ctx, "/v1/identities/"+url.PathEscape(proof)+"/withdrawal", map[string]any{"reason": c.Reason}, nil, "")
	}
	err := withdraw(c.ID)
	var p *problem.Problem
	if errors.As(err, &p) && p.Code == problem.NotFound {
		n := 0
		type proof struct {
			ID, Application string
			Withdrawn       *struct{}
		}
		err = client.List(a.ctx, server, "/v1/identities", func(f proof) error {
			if f.Application != c.ID || f.Withdrawn != nil {
				return nil
			}
			n++
			return withdraw(f.ID)
		})
		if err == nil && n == 0 {
			return badInput{fmt.Errorf("withdraw %q: %w", c.ID, gate.ErrNoProof)}
		}
	}
	if err != nil {
		return refused(err)
	}
	fmt.Fprintf(a.out, "proof on %s withdrawn\n", c.ID)
	return nil
}
