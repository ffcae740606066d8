package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/client"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/report"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/trace"
)

// traceCmd follows what was reported to contracts and identities. --at is the
// time as it was reported: one without a zone is a time of any zone, unless
// --reported-zone says by which clock it went.
type traceCmd struct {
	Kind  string `arg:"" help:"ip, domain, email, phone, account, contract, entity; also asset, application, customer, device, payment_token, key." enum:"ip,domain,email,phone,account,contract,entity,asset,application,customer,device,payment_token,key"`
	Value string `arg:"" help:"What was reported. entity takes the id of an application, or KIND:KEY."`

	ReportedZone string        `help:"Zone of the clock by which --at was reported, where --at says none. Without it such a time is taken in every zone." placeholder:"ZONE"`
	ZoneUnknown  bool          `help:"Nobody knows the zone of --at, even where --reported-zone is set."`
	Skew         time.Duration `help:"By how much the reporter's clock may be off: 5m." placeholder:"DURATION"`
	Port         *int          `help:"Source port, behind a shared address." placeholder:"N"`
	Hops         int           `help:"How many things may be shared one after the other." default:"2"`
	Limit        int           `help:"Contracts and identities at most." default:"50"`
	Ground       string        `help:"Why communication data may be looked at: warrant, consent, self_defence or emergency, and its reference. Needed for addresses; log-ins are left out without." placeholder:"KIND:REFERENCE"`
	Purpose      string        `help:"For what, in words; recorded with --ground."`
	By           string        `help:"Who looks (default: the user of this machine)."`
	AsKnown      string        `help:"Only what was recorded up to this time or day." placeholder:"TIME"`
	JSON         bool          `name:"json" help:"Print JSON."`
}

func (c *traceCmd) Run(a *app) error {
	q, err := c.query(a)
	if err != nil {
		return badInput{err}
	}
	o, err := a.reportOptions()
	if err != nil {
		return err
	}
	answer, err := c.answer(a, q)
	if err != nil {
		return traced(err)
	}
	if c.JSON {
		return writeJSON(a.out, answer)
	}
	return report.WriteTrace(a.out, answer, o)
}

// traced says what of a failed trace the user can mend.
func traced(err error) error {
	switch {
	case errors.Is(err, trace.ErrGround):
		return badInput{fmt.Errorf("%w: give --ground KIND:REFERENCE and --purpose TEXT", err)}
	case errors.Is(err, trace.ErrQuery), errors.Is(err, trace.ErrUnknown):
		return badInput{err}
	}
	return err
}

func (c *traceCmd) query(a *app) (q trace.Query, err error) {
	q = trace.Query{Kind: c.Kind, Value: c.Value, Skew: c.Skew, Port: c.Port, Hops: c.Hops, Limit: c.Limit}
	if c.Limit < 1 || c.Limit > 1000 {
		return q, fmt.Errorf("--limit %d: want 1 to 1000", c.Limit)
	}
	if at := reportedAt(a); at != "" {
		r, err := c.reported(at)
		if err != nil {
			return q, fmt.Errorf("--at: %w", err)
		}
		q.At = &r
	}
	if c.AsKnown != "" {
		z, err := a.zone()
		if err != nil {
			return q, err
		}
		known, err := entity.ParseAt(c.AsKnown, z)
		if err != nil {
			return q, fmt.Errorf("--as-known: %w", err)
		}
		q.Known = &known
	}
	if c.Ground != "" || c.Purpose != "" {
		kind, reference, _ := strings.Cut(c.Ground, ":")
		q.Ground = &statement.Ground{Kind: kind, Reference: reference, Purpose: c.Purpose, By: who(c.By)}
	}
	return q, nil
}

// reportedAt is --at. What stands in the environment is a time to examine as of,
// which nobody reported: a trace without a time is ambiguous, one with a wrong
// time names the wrong customer.
func reportedAt(a *app) string {
	if a.flags.At == os.Getenv("SEKIFUDA_AT") {
		return ""
	}
	return a.flags.At
}

func (c *traceCmd) reported(text string) (trace.Reported, error) {
	var zone *time.Location
	if c.ReportedZone != "" && !c.ZoneUnknown {
		var err error
		if zone, err = time.LoadLocation(c.ReportedZone); err != nil {
			return trace.Reported{}, fmt.Errorf("--reported-zone %q: %w", c.ReportedZone, err)
		}
	}
	return trace.ParseReported(text, zone)
}

// answer asks the store; where a server runs on it, a look that is to be
// recorded goes through that.
func (c *traceCmd) answer(a *app, q trace.Query) (*trace.Traced, error) {
	if q.Ground != nil {
		server, err := a.through(string(access.Communication))
		if err != nil {
			return nil, err
		}
		if server != nil {
			return c.ask(a, server)
		}
	}
	h, err := a.look()
	if err != nil {
		return nil, err
	}
	defer h.Close()
	// The look happens now, whatever time was reported.
	clock := func() entity.Instant { return entity.InstantOf(time.Now()) }
	return h.tracer(tenant, clock).Trace(a.ctx, q)
}

// ask has a server answer, with the words of the command line.
func (c *traceCmd) ask(a *app, server *client.Client) (*trace.Traced, error) {
	if c.By != "" {
		return nil, errBy
	}
	kind, reference, _ := strings.Cut(c.Ground, ":")
	body := map[string]any{"kind": c.Kind, "value": c.Value, "skew": int64(c.Skew / time.Second), "hops": c.Hops, "limit": c.Limit,
		"ground": map[string]string{"kind": kind, "reference": reference, "purpose": c.Purpose}}
	if at := reportedAt(a); at != "" {
		body["time"] = at
	}
	if c.ReportedZone != "" && !c.ZoneUnknown {
		body["zone"] = c.ReportedZone
	}
	if c.Port != nil {
		body["port"] = *c.Port
	}
	if c.AsKnown != "" {
		return nil, badInput{errors.New("--as-known: not through a server; leave out --ground, or run it on the store")}
	}
	out := &trace.Traced{}
	return out, refused(server.Post(a.ctx, "/v1/traces", body, out, ""))
}
