package main

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/client"
	"github.com/sekifuda/sekifuda/internal/resolution"
	"github.com/sekifuda/sekifuda/internal/store"
	stored "github.com/sekifuda/sekifuda/internal/store/resolution"
)

type resolutionJudgeCmd struct {
	Verdict string `arg:"" help:"same or different." enum:"same,different"`
	A       string `arg:"" help:"A record: application:ID#ROLE, account:ID or contract:ID."`
	B       string `arg:"" help:"Another."`
	Reason  string `required:"" help:"What shows it."`
	By      string `help:"Who says so (default: the user of this machine)."`
}

func (c *resolutionJudgeCmd) Run(a *app) error {
	x, y, err := twoRefs(c.A, c.B)
	if err != nil {
		return err
	}
	id, err := a.newID()
	if err != nil {
		return err
	}
	server, err := a.through(string(access.Resolve))
	if err != nil {
		return err
	}
	if server != nil {
		if c.By != "" {
			return errBy
		}
		var made struct{ ID string }
		body := map[string]any{"verdict": c.Verdict, "a": x, "b": y, "reason": c.Reason}
		if err := server.Post(a.ctx, "/v1/resolution/judgements", body, &made, id); err != nil {
			return refused(err)
		}
		fmt.Fprintf(a.out, "judged %s: %s\n", c.Verdict, made.ID)
		return nil
	}
	h, s, err := a.resolving()
	if err != nil {
		return err
	}
	defer h.Close()
	j := resolution.Judgement{ID: id, Verdict: c.Verdict, A: x, B: y, Reason: c.Reason, By: who(c.By), At: s.Clock()}
	if err := s.Judge(a.ctx, tenant, j, nil); err != nil {
		return refusedJudgement(err)
	}
	fmt.Fprintf(a.out, "judged %s: %s\n", c.Verdict, id)
	return h.resolve(s)
}

// refusedJudgement makes bad input of what is refused because of what is asked.
func refusedJudgement(err error) error {
	for _, bad := range []error{resolution.ErrRecord, resolution.ErrClash, resolution.ErrUndone, resolution.ErrKind, stored.ErrWithdrawn, store.ErrNotFound, resolution.ErrFew} {
		if errors.Is(err, bad) {
			return badInput{err}
		}
	}
	return err
}

type resolutionUndoCmd struct {
	ID     string `arg:"" help:"Id of a merge, a split or a judgement (resolution events)."`
	Reason string `required:"" help:"Why it is taken back."`
	By     string `help:"Who says so (default: the user of this machine)."`
}

func (c *resolutionUndoCmd) Run(a *app) error {
	server, err := a.through(string(access.Resolve))
	if err != nil {
		return err
	}
	if server != nil {
		if c.By != "" {
			return errBy
		}
		return c.through(a, server)
	}
	h, s, err := a.resolving()
	if err != nil {
		return err
	}
	defer h.Close()
	e, err := s.Event(a.ctx, tenant, c.ID)
	if err != nil {
		return refusedJudgement(err)
	}
	var made []string
	if e.Kind == resolution.SameOnes || e.Kind == resolution.DifferentOnes {
		var id string
		if id, err = a.newID(); err == nil {
			err = s.Withdraw(a.ctx, tenant, id, c.ID, c.Reason, who(c.By), s.Clock())
		}
		made = []string{id}
	} else {
		made, err = s.Undo(a.ctx, tenant, c.ID, c.Reason, who(c.By), s.Clock())
	}
	if err != nil {
		return refusedJudgement(err)
	}
	fmt.Fprintf(a.out, "%s %s undone by %s\n", e.Kind, c.ID, strings.Join(made, ", "))
	return h.resolve(s)
}

func (c *resolutionUndoCmd) through(a *app, server *client.Client) error {
	var e struct{ Kind string }
	at := "/v1/resolution/events/" + url.PathEscape(c.ID)
	if err := server.Get(a.ctx, at, &e); err != nil {
		return refused(err)
	}
	path, made := at+"/undoing", struct {
		ID   string
		Made []string
	}{}
	if e.Kind == resolution.SameOnes || e.Kind == resolution.DifferentOnes {
		path = "/v1/resolution/judgements/" + url.PathEscape(c.ID) + "/withdrawal"
	}
	if err := server.Post(a.ctx, path, map[string]any{"reason": c.Reason}, &made, ""); err != nil {
		return refused(err)
	}
	if made.ID != "" {
		made.Made = []string{made.ID}
	}
	fmt.Fprintf(a.out, "%s %s undone by %s\n", e.Kind, c.ID, strings.Join(made.Made, ", "))
	return nil
}

type resolutionLearnCmd struct{}

func (c *resolutionLearnCmd) Run(a *app) error {
	server, err := a.through(string(access.Resolve))
	if err != nil {
		return err
	}
	if server != nil {
		var out struct{ Epoch, Job string }
		if err := server.Post(a.ctx, "/v1/resolution/epochs", nil, &out, ""); err != nil {
			return refused(err)
		}
		fmt.Fprintf(a.out, "epoch %s will be learned by job %s\n", out.Epoch, out.Job)
		return nil
	}
	h, s, err := a.resolving()
	if err != nil {
		return err
	}
	defer h.Close()
	id, err := a.newID()
	if err != nil {
		return err
	}
	if err := s.Learn(a.ctx, tenant, id, who(""), s.Clock()); err != nil {
		return refusedJudgement(err)
	}
	fmt.Fprintf(a.out, "epoch %s learned\n", id)
	return h.resolve(s)
}
