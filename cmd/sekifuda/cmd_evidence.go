package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/user"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/client"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/application"
	"github.com/sekifuda/sekifuda/internal/gate"
	"github.com/sekifuda/sekifuda/internal/policy"
	"github.com/sekifuda/sekifuda/internal/record"
)

type evidenceCmd struct {
	Add evidenceAddCmd `cmd:"" help:"Record an answer or a document on an application."`
}

type evidenceAddCmd struct {
	Application string `arg:"" optional:"" help:"External id of the application."`
	File        string `help:"Take many from a file of JSON lines instead (docs/records.md, evidence)." type:"path"`
	Kind        string `help:"What it is: letter, call, mail, dns, certificate, register_extract, birth_date, identity_document, address_document, classification, declaration, licence, checklist, list_cleared."`
	Channel     string `help:"The address, number or domain that was used."`
	ChannelFrom string `help:"The independent source that ties this channel to the company."`
	Subject     string `help:"Whom it is about (default: applicant)."`
	Value       string `help:"What it says, where that is a value: a birth date, a class, a list entry."`
	Document    string `help:"Reference or digest of the document."`
	Result      string `help:"What came out." enum:"confirmed,denied,no_answer" default:"confirmed"`
	By          string `help:"Who records it (default: the user of this machine)."`
	Second      string `help:"Second person, where two are needed."`
	Note        string `help:"Remarks."`
}

func (c *evidenceAddCmd) Run(a *app) error {
	at, err := a.at()
	if err != nil {
		return err
	}
	evidence, err := c.evidence(a, at)
	if err != nil {
		return badInput{err}
	}
	server, err := a.through(string(access.EvidenceWrite))
	if err != nil {
		return err
	}
	if server != nil {
		if err := evidenceThrough(a, server, evidence); err != nil {
			return err
		}
		return c.told(a, evidence)
	}
	h, err := a.open()
	if err != nil {
		return err
	}
	defer h.Close()
	if err := addEvidence(a, h, evidence, at); err != nil {
		return err
	}
	if c.File == "" {
		if known, err := h.books.Known(a.ctx, c.Application); err == nil && !known {
			fmt.Fprintf(a.err, "no application %q was examined here yet: check the id\n", c.Application)
		}
	}
	return c.told(a, evidence)
}

func (c *evidenceAddCmd) told(a *app, evidence []gate.Recorded) error {
	if c.File != "" {
		fmt.Fprintf(a.out, "%d pieces of evidence recorded\n", len(evidence))
		return nil
	}
	fmt.Fprintf(a.out, "%s recorded on %s as %s\n", c.Kind, c.Application, evidence[0].ID)
	return nil
}

// evidenceThrough records evidence one by one; what was recorded before an error
// stays. The ids are the server's.
func evidenceThrough(a *app, server *client.Client, evidence []gate.Recorded) error {
	for i, e := range evidence {
		var made struct{ ID string }
		if err := server.Post(a.ctx, "/v1/applications/"+url.PathEscape(e.Application)+"/evidence", e.Evidence, &made, e.ID); err != nil {
			if i > 0 {
				fmt.Fprintf(a.err, "%d of %d pieces of evidence recorded\n", i, len(evidence))
			}
			return refused(err)
		}
		evidence[i].ID = made.ID
	}
	return nil
}

// addEvidence records all of it, or, where some holds what is never taken,
// nothing.
func addEvidence(a *app, h *house, evidence []gate.Recorded, at entity.Instant) error {
	if err := a.neverTaken(h, evidence); err != nil {
		return err
	}
	for chunk := range slices.Chunk(evidence, 500) {
		if err := h.books.AddEvidence(a.ctx, chunk, at); err != nil {
			return err
		}
	}
	return nil
}

// neverTaken refuses evidence with data that must not be stored. The register is
// opened only where a number may be that of a company.
func (a *app) neverTaken(h *house, evidence []gate.Recorded) error {
	var d *desk
	var failed error
	registered := func(number string) bool {
		if d == nil && failed == nil {
			loaded, err := h.shelf.Live(a.ctx)
			if err == nil {
				d, err = a.gate(policy.Default(), loaded)
			}
			failed = err
		}
		return failed == nil && d.Registered(number)
	}
	defer func() {
		if d != nil {
			d.Close()
		}
	}()
	var problems []*format.Error
	for _, e := range evidence {
		problems = append(problems, application.CheckEvidence(&e.Evidence, registered)...)
	}
	if len(problems) > 0 && failed == nil {
		return badInput{joined(problems)}
	}
	return failed
}

// recordEvidence records a whole file.
func recordEvidence(a *app, h *house, path string, at entity.Instant) error {
	evidence, err := evidenceFile(a, path)
	if err != nil {
		return badInput{err}
	}
	return addEvidence(a, h, evidence, at)
}

// evidence takes what is to be recorded from the flags or from a file; a file
// with a problem is refused whole, so that it can be mended and given again.
func (c *evidenceAddCmd) evidence(a *app, at entity.Instant) ([]gate.Recorded, error) {
	if c.File != "" {
		return evidenceFile(a, c.File)
	}
	e := record.Evidence{
		Application: c.Application, Kind: c.Kind, Channel: c.Channel, ChannelFrom: c.ChannelFrom, Subject: c.Subject,
		Value: c.Value, Document: c.Document, Result: c.Result, By: who(c.By), Second: c.Second, At: at.String(), Note: c.Note,
	}
	switch {
	case e.Application == "":
		return nil, errors.New("name the application, or give --file")
	case e.Kind == "":
		return nil, errors.New("--kind: say what it is")
	}
	line, err := json.Marshal(e)
	if err != nil {
		return nil, err
	}
	all, err := readEvidence("evidence", bytes.NewReader(line))
	if err != nil {
		return nil, err
	}
	return a.recorded(all)
}

func evidenceFile(a *app, path string) ([]gate.Recorded, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	all, err := readEvidence(path, f)
	if err != nil {
		return nil, err
	}
	return a.recorded(all)
}

// readEvidence takes all of an input or, where anything is wrong, nothing.
func readEvidence(name string, r io.Reader) ([]record.Evidence, error) {
	var all []record.Evidence
	for row, err := range application.ReadEvidence(name, r, format.ApplicationLimits) {
		if err != nil {
			return nil, err
		}
		if len(row.Problems) > 0 {
			return nil, joined(row.Problems)
		}
		if e := row.Evidence; e.Kind == "list_cleared" && (e.Second == "" || e.Second == e.By) {
			return nil, &format.Error{File: name, Line: row.Line, Field: "second", Msg: "to clear a match takes two people", Fix: "name the second one"}
		}
		all = append(all, row.Evidence)
	}
	return all, nil
}

// recorded gives each piece an id; UUIDv7 keeps the order of recording.
func (a *app) recorded(all []record.Evidence) ([]gate.Recorded, error) {
	var out []gate.Recorded
	for _, e := range all {
		id, err := a.newID()
		if err != nil {
			return nil, err
		}
		out = append(out, gate.Recorded{ID: id, Evidence: e})
	}
	return out, nil
}

func joined(problems []*format.Error) error {
	var errs []error
	for _, p := range problems {
		errs = append(errs, p)
	}
	return errors.Join(errs...)
}

// who is the person named by a flag, else the user of this machine.
func who(flag string) string {
	if flag != "" {
		return flag
	}
	u, err := user.Current()
	if err != nil {
		return "unknown"
	}
	return strings.ReplaceAll(u.Username, `\`, "/")
}
