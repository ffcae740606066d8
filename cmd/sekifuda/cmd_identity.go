package main

import (
	"errors"
	"fmt"

	"github.com/google/uuid"

	"github.com/sekifuda/sekifuda/internal/gate"
	"github.com/sekifuda/sekifuda/internal/store"
)

type identityCmd struct {
	False    identityFalseCmd    `cmd:"" help:"Record that the identity behind an application is false."`
	Withdraw identityWithdrawCmd `cmd:"" help:"Take the proof back; all that followed from it falls."`
}

type identityFalseCmd struct {
	ID     string   `arg:"" help:"External id of the application whose identity is false."`
	Reason string   `required:"" help:"What proves it."`
	By     string   `help:"Who says so (default: the user of this machine)."`
	Stolen []string `help:"What it brought that is the victim's and so links nobody: phone, email, ship_to …"`
}

// Run records a proof by one person. It is provisional: it sends what shares
// with it to review and refuses nobody. Proofs by two people come with accounts.
func (c *identityFalseCmd) Run(a *app) error {
	at, err := a.at()
	if err != nil {
		return err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return err
	}
	h, err := a.open()
	if err != nil {
		return err
	}
	defer h.Close()
	err = h.books.ProveFalse(a.ctx, gate.FalseIdentity{
		ID: id.String(), Application: c.ID, Reason: c.Reason, By: who(c.By), Stolen: c.Stolen, At: at,
	})
	if errors.Is(err, store.ErrNotFound) {
		return badInput{fmt.Errorf("no application %q was examined here", c.ID)}
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "identity behind %s proved false by one person: provisional, leads to review only (proof %s)\n", c.ID, id)
	return nil
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
	h, err := a.open()
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
	return nil
}
