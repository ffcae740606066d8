// Package xarf reads abuse reports as statements and writes reports to other
// desks: X-ARF 4 in JSON, alone or attached to a mail, the feedback reports of
// RFC 5965 (ARF), and the older X-ARF mails. What a report quotes of others'
// communication is hashed and never kept.
package xarf

import (
	"bytes"
	"fmt"
	"io"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/intake"
	"github.com/sekifuda/sekifuda/internal/format/tree"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// Version names the reader; raise it when statements change.
const Version = "xarf/1"

// Options say what the reader cannot know.
type Options struct {
	Name  string          // of the file, for errors
	At    entity.Instant  // when the report is taken in
	Grade statement.Grade // of the feed; not given: C3, a desk that usually means what it says
	Skew  int64           // seconds by which the reporter's clock may be off
}

// Limits bound one report: fifty pieces of evidence of 5 MB are the most that
// X-ARF allows, more than a mail server lets through.
var Limits = format.Limits{Bytes: 64 << 20, Depth: 12, FieldSize: 8 << 20, Members: 100}

// Feed is the grade of reports whose sender nobody graded.
var Feed = statement.Grade{Source: 'C', Info: '3'}

// Read reads one report, in JSON or as a mail. It fails with a *format.Error
// where the report is broken, says nothing of a source or is no report at all;
// single fields that are not understood are named in Unread.
func Read(r io.Reader, o Options) (statement.Intake, error) {
	raw, err := io.ReadAll(io.LimitReader(r, Limits.Bytes+1))
	if err != nil {
		return statement.Intake{}, fmt.Errorf("read %s: %w", o.Name, err)
	}
	if int64(len(raw)) > Limits.Bytes {
		return statement.Intake{}, &format.Error{File: o.Name, Msg: fmt.Sprintf("more than %d bytes, reading stopped", Limits.Bytes), Fix: "send the evidence by another way"}
	}
	if o.Grade == (statement.Grade{}) {
		o.Grade = Feed
	}
	m := intake.New(statement.KindReport, raw, o.At)
	m.In.Source.Reliability = string(o.Grade.Source)
	m.Base.Grade, m.Base.Skew = o.Grade, o.Skew
	rd := &reader{Maker: m, o: o}
	text := bytes.TrimLeft(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")), " \t\r\n")
	if len(text) > 0 && text[0] == '{' {
		err = rd.json(raw, o.Name)
	} else {
		err = rd.mail(raw)
	}
	if err != nil {
		return statement.Intake{}, err
	}
	return m.In, nil
}

// reader makes the statements of one report.
type reader struct {
	*intake.Maker
	o       Options
	subject statement.Ref // the source of the abuse
	at      entity.Instant
	bare    bool // at has no zone
	port    int
	reports int // found in one mail
}

func (rd *reader) fail(n *tree.Node, field, msg, fix string) error {
	e := &format.Error{File: rd.o.Name, Field: field, Msg: msg, Fix: fix}
	if n != nil {
		e.Line = n.Line
	}
	return e
}

// json reads a report of version 4, or of version 3 and before.
func (rd *reader) json(raw []byte, name string) error {
	top, err := tree.Parse(raw, name, Limits)
	if err != nil {
		return err
	}
	rd.reports++
	switch {
	case top.Get("xarf_version") != nil:
		return rd.report(top)
	case top.Get("Report") != nil || top.Get("Version") != nil:
		return rd.older(top)
	}
	return rd.fail(top, "xarf_version", "no X-ARF report: it names no version", "send X-ARF 4, or 3 with Version and Report")
}

// say adds a statement about the source of the abuse at the time of the report.
func (rd *reader) say(s statement.Statement) {
	if s.Subject.Kind == "" {
		s.Subject = rd.subject
	}
	s.Skew = rd.o.Skew
	rd.Say(s)
}
