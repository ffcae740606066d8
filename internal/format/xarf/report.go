package xarf

import (
	"encoding/base64"
	"strconv"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format/intake"
	"github.com/sekifuda/sekifuda/internal/format/tree"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// ReportedFor is the predicate of the statement that a thing is the source of a
// kind of abuse. Every report has exactly one; its value is category/type.
const ReportedFor = "reported_for"

// report reads X-ARF 4.
func (rd *reader) report(top *tree.Node) error {
	if v := top.Str("xarf_version"); !strings.HasPrefix(v, "4.") {
		return rd.fail(top.Get("xarf_version"), "xarf_version", "a version that is not read here", "send version 4")
	}
	if err := rd.head(top); err != nil {
		return err
	}
	kind := top.Str("category") + "/" + top.Str("type")
	if top.Str("category") == "" || top.Str("type") == "" || len(kind) > 100 {
		return rd.fail(top, "type", "the report has no category or type", "name both")
	}
	rd.Base.Grade = graded(top, rd.Base.Grade)
	rd.say(statement.Statement{Place: "source_identifier", Predicate: ReportedFor, Value: text(kind), At: rd.at, Zoneless: rd.bare, Port: rd.port,
		Quotation: top.Str("description"), Aspect: top.Str("report_id")})
	rd.people(top)
	for i, key := range top.Keys {
		switch n := top.Items[i]; {
		case key == "evidence":
			rd.evidence(n)
		case key == "tags":
			rd.field(key, key+"[]", n, rule{how: asValue})
		case key == "evidence_source":
			rd.field(key, key, n, rule{how: asValue})
		case key == "_internal":
			rd.Leave(key, "internal to the sender: must not have been sent")
		case strings.Contains(core, " "+key+" "):
		default:
			rd.walk(key, key, n)
		}
	}
	return nil
}

// head reads who is the source of the abuse and when.
func (rd *reader) head(top *tree.Node) error {
	id := strings.TrimSpace(top.Str("source_identifier"))
	if id == "" || len(id) > 1000 {
		return rd.fail(top, "source_identifier", "the report names no source", "name the address, domain or other source of the abuse")
	}
	r, port, ok := intake.Host(id)
	if !ok {
		r, port = intake.Guess(id), 0
	}
	rd.subject, rd.port = r, port
	if p, has := top.Int("source_port"); has {
		if p < 1 || p > 65535 {
			return rd.fail(top.Get("source_port"), "source_port", "no port", "write a number from 1 to 65535")
		}
		rd.port = int(p)
	}
	if rd.at, rd.bare, ok = intake.Time(top.Str("timestamp")); !ok {
		return rd.fail(top.Get("timestamp"), "timestamp", "no time that can be read", "write it as 2006-01-02T15:04:05Z")
	}
	return nil
}

// graded takes the digit from the report's own confidence where it gives one.
func graded(top *tree.Node, g statement.Grade) statement.Grade {
	n := top.Get("confidence")
	if n == nil || n.Kind != tree.Number {
		return g
	}
	f, err := strconv.ParseFloat(n.Text, 64)
	if err != nil || f < 0 || f > 1 {
		return g
	}
	g.Info = intake.Info(int64(f * 100))
	return g
}

// people names reporter and sender. They are text: a desk that reports much
// would else be a knot in every graph.
func (rd *reader) people(top *tree.Node) {
	src := &rd.In.Source
	src.Title = rd.Text("report_id", "X-ARF "+top.Str("category")+"/"+top.Str("type")+" "+top.Str("report_id"))
	src.Published = day(rd.at)
	reporter, sender := top.Get("reporter"), top.Get("sender")
	src.Publisher = rd.Text("sender.org", sender.Str("org"))
	if src.Publisher == "" {
		src.Publisher = rd.Text("reporter.org", reporter.Str("org"))
	}
	if org := rd.Text("reporter.org", reporter.Str("org")); org != "" && org != src.Publisher {
		rd.Base.Chain = []statement.Told{{Who: org, How: "reported"}}
		for i := range rd.In.Statements {
			rd.In.Statements[i].Chain = rd.Base.Chain
		}
	}
	for _, c := range []struct {
		role string
		n    *tree.Node
	}{{"reporter", reporter}, {"sender", sender}} {
		if v := c.n.Str("contact"); v != "" && len(v) < 320 {
			rd.say(statement.Statement{Place: c.role + ".contact", Subject: statement.Ref{Kind: statement.Item, Key: c.role},
				Predicate: "contact", Value: text(v), Class: statement.ContractData})
		}
		if v := c.n.Str("domain"); v != "" && len(v) < 320 {
			rd.say(statement.Statement{Place: c.role + ".domain", Subject: statement.Ref{Kind: statement.Item, Key: c.role}, Predicate: "domain", Value: text(v)})
		}
	}
}

// evidence hashes what came as evidence; a description of it stays.
func (rd *reader) evidence(n *tree.Node) {
	for i, item := range n.Items {
		place := "evidence[" + strconv.Itoa(i) + "]"
		payload := item.Get("payload")
		if payload == nil || payload.Kind != tree.String {
			rd.Leave(place, "evidence without payload")
			continue
		}
		body, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(payload.Text), ""))
		if err != nil {
			body = []byte(payload.Text)
			rd.Leave(place+".payload", "no base64: hashed as it is written")
		}
		rd.Keep(place+".payload", item.Str("description"), item.Str("content_type"), body, item.Str("hash"))
	}
}

func text(s string) statement.Value { return statement.Value{Kind: "text", Text: s} }

func day(at entity.Instant) entity.Date {
	d, err := entity.ParseDate(at.Time().Format("2006-01-02"))
	if err != nil {
		return entity.Date{}
	}
	return d
}
