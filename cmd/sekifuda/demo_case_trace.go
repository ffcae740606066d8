package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format/xarf"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/report"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/trace"
)

// trace asks what hangs on the address that two desks reported, one by Japanese
// time and one by UTC, and what would be had if the second had lost its zone.
func (c *caseDemo) trace() error {
	o, err := c.reportOptions()
	if err != nil {
		return err
	}
	tracer := c.h.tracer(tenant, func() entity.Instant { return c.at })
	for i, name := range []string{"jst", "utc"} {
		when, address, who, err := c.reported(name)
		if err != nil {
			return err
		}
		answer, err := c.ask(tracer, address, when)
		if err != nil {
			return err
		}
		c.say("\n%s reports %s, at %s:", "\n%sが%sを通報（%s）：", who, address, when)
		if i > 0 {
			c.say("  held by %s", "  保有者：%s", refs(answer.Contracts, trace.Holder))
			continue
		}
		fmt.Fprintln(c.out)
		if err := report.WriteTrace(c.out, answer, o); err != nil {
			return err
		}
		if err := c.untied(answer); err != nil {
			return err
		}
	}
	answer, err := c.ask(tracer, "198.51.100.23", "2022-11-14 16:20:00")
	if err != nil {
		return err
	}
	c.say("  the same without its zone: ambiguous, %s; nothing can be contained", "  時間帯の記載がなければ曖昧：%s。停止はできない", refs(answer.Contracts, trace.MaybeHolder))
	return nil
}

// reported reads the time, the address and the reporter of an abuse report.
func (c *caseDemo) reported(name string) (when, address, who string, err error) {
	in, err := xarf.Read(mustOpen(c.files, "abuse/"+name+".json"), xarf.Options{Name: name + ".json", At: c.at})
	if err != nil {
		return "", "", "", err
	}
	raw, err := fs.ReadFile(c.files, "abuse/"+name+".json")
	if err != nil {
		return "", "", "", err
	}
	var said struct { // as it is written, with its zone
		FirstSeen string `json:"first_seen"`
		Reporter  struct{ Org string }
	}
	if err := json.Unmarshal(raw, &said); err != nil {
		return "", "", "", fmt.Errorf("%s.json: %w", name, err)
	}
	return said.FirstSeen, in.Statements[0].Subject.Key, said.Reporter.Org, nil
}

func (c *caseDemo) ask(t *trace.Tracer, address, when string) (*trace.Traced, error) {
	at, err := trace.ParseReported(when, nil)
	if err != nil {
		return nil, err
	}
	return t.Trace(c.ctx, trace.Query{Kind: statement.IP, Value: address, At: &at,
		Ground: &statement.Ground{Kind: statement.SelfDefence, Reference: "abuse reports of 15 November 2022", Purpose: "who attacks from here", By: "demo"}})
}

// untied prints the contracts that nothing ties to what was reported.
func (c *caseDemo) untied(answer *trace.Traced) error {
	var left []string
	err := eachJSONFrom(mustOpen(c.files, "records/contracts.jsonl"), func(k record.Contract) error {
		if !slices.ContainsFunc(answer.Contracts, func(r trace.Ranked) bool { return r.Ref.Key == k.ExternalID }) {
			left = append(left, k.ExternalID)
		}
		return nil
	})
	c.say("\nContracts that nothing ties to it: %s (held the address until midnight; same surname, same building)",
		"\n結び付きのない契約：%s（前日までの保有者、同姓・同じ建物）", strings.Join(left, ", "))
	return err
}

func refs(all []trace.Ranked, relation string) string {
	var out []string
	for _, r := range all {
		if r.Relation == relation {
			out = append(out, r.Ref.Key)
		}
	}
	return strings.Join(out, ", ")
}
