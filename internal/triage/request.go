package triage

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/casebook"
)

// Request is what an authority asks for.
type Request struct {
	ID           string          `json:"id"`
	Kind         string          `json:"kind"`
	Authority    string          `json:"authority"`
	Number       string          `json:"number"`
	Scope        []statement.Ref `json:"scope"`          // what it names
	Asks         string          `json:"asks,omitempty"` // what for, in words
	Received     entity.Instant  `json:"received"`
	Due          entity.Instant  `json:"due,omitempty"`                  // 0: no day is named
	Silence      entity.Instant  `json:"silence_until,omitempty"`        // the customer may not be told before
	DoNotDisrupt entity.Instant  `json:"do_not_disrupt_until,omitempty"` // nothing that he would notice may be done before
	Status       string          `json:"status"`
	Reason       string          `json:"reason,omitempty"` // of the last change
	Given        []Given         `json:"given,omitempty"`
	By           string          `json:"by"`
	Recorded     entity.Instant  `json:"recorded,omitempty"`
	Overdue      bool            `json:"overdue"`
	Versions     int64           `json:"versions,omitempty"`
	Leaf         int64           `json:"-"`
}

// Given is something that an authority was given.
type Given struct {
	What   string          `json:"what"`
	Class  statement.Class `json:"class"`
	Digest string          `json:"digest,omitempty"` // SHA-256 of what left, hex
	By     string          `json:"by"`
	At     entity.Instant  `json:"at"`
}

const requestOpen = "open"

// RequestKinds returns the kinds of requests.
func RequestKinds() []string {
	return []string{"warrant", "court_order", "preservation", "inquiry", "emergency", "deletion", "other"}
}

// RequestStates returns the states of requests.
func RequestStates() []string { return []string{requestOpen, "answered", "refused", "withdrawn"} }

// requestThing names the request in its container.
const requestThing = "request"

func requestOf(id string) casebook.Container {
	return casebook.Container{Kind: casebook.Request, ID: id}
}

// Receive records what an authority asks for.
func (d *Desk) Receive(ctx context.Context, q Request, act Act) (Request, error) {
	id, err := d.NewID()
	if err != nil {
		return q, err
	}
	q.ID, q.Status, q.Given, q.By = id, requestOpen, nil, act.By
	if q.Received == 0 {
		q.Received = act.At
	}
	if err := q.check(act.At); err != nil {
		return q, err
	}
	err = d.change(ctx, act, func(tx *store.Tx) error { return d.putRequest(tx, q, act, "") })
	if err != nil {
		return q, fmt.Errorf("record a request: %w", err)
	}
	return d.Request(ctx, id, act.At)
}

func (q *Request) check(at entity.Instant) error {
	if !slices.Contains(RequestKinds(), q.Kind) {
		return &Wrong{"kind", "want one of " + strings.Join(RequestKinds(), ", ")}
	}
	if err := need("authority", &q.Authority); err != nil {
		return err
	}
	if err := need("number", &q.Number); err != nil {
		return err
	}
	if q.Received > at {
		return &Wrong{"received", "is after now"}
	}
	if len(q.Scope) == 0 {
		return &Wrong{"scope", "name at least one thing that it is about: contract:C-1, ip:192.0.2.1"}
	}
	for _, r := range q.Scope {
		if r.Kind == "" || r.Key == "" {
			return &Wrong{"scope", "want kind:value, as in contract:C-1"}
		}
	}
	return nil
}

func (d *Desk) putRequest(tx *store.Tx, q Request, act Act, reason string) error {
	q.Overdue, q.Versions, q.Recorded = false, 0, 0
	return d.put(tx, requestOf(q.ID), casebook.KindRequest, requestThing, act, reason, q, refOf("request-number", q.Number))
}

// Altering is what is changed of a request; what is nil stays.
type Altering struct {
	Due, Silence, DoNotDisrupt *entity.Instant // 0 lifts it
	Status                     string          // "" stays
	Reason                     string
	Given                      *Given
}

// Alter changes a request, with a reason: a silence is prolonged or lifted, it
// is answered; or records what was given. What it was stays readable.
func (d *Desk) Alter(ctx context.Context, id string, c Altering, act Act) (Request, error) {
	if c.Given == nil {
		if err := need("reason", &c.Reason); err != nil {
			return Request{}, err
		}
	} else if err := c.Given.check(act); err != nil {
		return Request{}, err
	}
	if c.Status != "" && !slices.Contains(RequestStates(), c.Status) {
		return Request{}, &Wrong{"status", "want one of " + strings.Join(RequestStates(), ", ")}
	}
	err := d.change(ctx, act, func(tx *store.Tx) error {
		q, err := d.request(tx, id)
		if err != nil {
			return err
		}
		for _, f := range []struct{ to, from *entity.Instant }{{&q.Due, c.Due}, {&q.Silence, c.Silence}, {&q.DoNotDisrupt, c.DoNotDisrupt}} {
			if f.from != nil {
				*f.to = *f.from
			}
		}
		if c.Status != "" {
			q.Status = c.Status
		}
		if c.Reason != "" {
			q.Reason = c.Reason
		}
		if c.Given != nil {
			q.Given = append(q.Given, *c.Given)
		}
		return d.putRequest(tx, q, act, c.Reason)
	})
	if err != nil {
		return Request{}, err
	}
	return d.Request(ctx, id, act.At)
}

func (g *Given) check(act Act) error {
	g.By, g.At = act.By, act.At
	if g.Class != statement.ContractData && g.Class != statement.CommunicationData {
		return &Wrong{"class", "want contract or communication; content is never stored, and so never given"}
	}
	return need("what", &g.What)
}

// Request returns a request as it stands at a time; store.ErrNotFound.
func (d *Desk) Request(ctx context.Context, id string, at entity.Instant) (q Request, err error) {
	err = d.DB.View(ctx, func(tx *store.Tx) error {
		q, err = d.request(tx, id)
		q.Overdue = q.overdue(at)
		return err
	})
	return q, err
}

func (q *Request) overdue(at entity.Instant) bool {
	return q.Status == requestOpen && q.Due != 0 && q.Due <= at
}

func (d *Desk) request(tx *store.Tx, id string) (Request, error) {
	q, h, err := last[Request](d, tx, requestOf(id), casebook.KindRequest, requestThing)
	if err != nil {
		return q, fmt.Errorf("request %s: %w", id, err)
	}
	q.Recorded, q.Versions = h.At, h.Version
	return q, nil
}

// Requests returns up to limit requests that were recorded after the one with
// a leaf.
func (d *Desk) Requests(ctx context.Context, leaf int64, limit int, at entity.Instant) (out []Request, err error) {
	err = d.DB.View(ctx, func(tx *store.Tx) error {
		out, err = d.requests(tx, casebook.Query{First: true, After: leaf, Limit: limit}, at)
		return err
	})
	return out, err
}

func (d *Desk) requests(tx *store.Tx, query casebook.Query, at entity.Instant) (out []Request, err error) {
	rows, err := casebook.RowsOf(tx, d.Tenant, casebook.Request, casebook.KindRequest, query)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		q, err := d.request(tx, row.Container.ID)
		if isErased(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		q.Overdue, q.Leaf = q.overdue(at), row.Leaf
		out = append(out, q)
	}
	return out, nil
}

// concerning returns the requests that bind what is done about a thing: a
// silence or a wait that they ask for holds to its end, answered or not, unless
// the request was withdrawn.
func (d *Desk) concerning(tx *store.Tx, a *about, at entity.Instant) (out []Request, err error) {
	all, err := d.requests(tx, casebook.Query{First: true}, at)
	for _, q := range all {
		if q.Status != "withdrawn" && (q.Silence > at || q.DoNotDisrupt > at) && a.within(q.Scope) {
			out = append(out, q)
		}
	}
	return out, err
}

// silence returns until when nothing of a measure may be told; 0: at once.
func (d *Desk) silence(tx *store.Tx, m Measure, at entity.Instant) (until entity.Instant, err error) {
	about, err := d.about(tx, Taking{Contract: m.Contract, Report: m.Report})
	if err != nil {
		return 0, err
	}
	all, err := d.concerning(tx, about, at)
	for _, q := range all {
		until = max(until, q.Silence)
	}
	return until, err
}
