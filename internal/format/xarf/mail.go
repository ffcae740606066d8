package xarf

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"strings"

	"github.com/sekifuda/sekifuda/internal/statement"
)

// mail reads a report that came as a mail: a feedback report (RFC 5965), or one
// with an X-ARF attachment. Every part that is no report is hashed.
func (rd *reader) mail(raw []byte) error {
	msg, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return rd.fail(nil, "", "neither JSON nor a mail", "send an X-ARF report as JSON, or the mail with its headers")
	}
	src := &rd.In.Source
	src.Title = rd.Text("Subject", decoded(msg.Header.Get("Subject")))
	if from, err := mail.ParseAddress(msg.Header.Get("From")); err == nil {
		src.Publisher = rd.Text("From", from.Address)
	}
	parts := 0
	if err := rd.part(textproto.MIMEHeader(msg.Header), msg.Body, "mail", 1, &parts); err != nil {
		return err
	}
	if rd.reports == 0 {
		return rd.fail(nil, "", "a mail without a report that is read here", "send it as multipart/report (RFC 5965) or with an X-ARF attachment")
	}
	return nil
}

func decoded(s string) string {
	if out, err := new(mime.WordDecoder).DecodeHeader(s); err == nil {
		return out
	}
	return s
}

// part reads one part; place is its number in the mail, such as mail.2.
func (rd *reader) part(h textproto.MIMEHeader, body io.Reader, place string, depth int, parts *int) error {
	if *parts++; *parts > Limits.Members || depth > Limits.Depth {
		return rd.fail(nil, place, fmt.Sprintf("more than %d parts, or nested deeper than %d, reading stopped", Limits.Members, Limits.Depth), "send the report alone")
	}
	kind, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil {
		kind = "text/plain"
	}
	if strings.HasPrefix(kind, "multipart/") {
		return rd.multipart(params["boundary"], body, place, depth, parts)
	}
	content, err := transfer(h.Get("Content-Transfer-Encoding"), body)
	if err != nil {
		return rd.fail(nil, place, err.Error(), "send the mail as it came")
	}
	name := params["name"]
	if _, disposition, err := mime.ParseMediaType(h.Get("Content-Disposition")); err == nil && disposition["filename"] != "" {
		name = disposition["filename"]
	}
	name = decoded(name)
	switch {
	case kind == "message/feedback-report":
		return rd.feedback(content, place)
	case kind == "application/json" || strings.HasSuffix(strings.ToLower(name), ".json"):
		if bytes.Contains(content, []byte(`"xarf_version"`)) || bytes.Contains(content, []byte(`"ReporterInfo"`)) {
			return rd.another(place, func() error { return rd.json(content, rd.o.Name+"!"+place) })
		}
	case kind == "text/plain" && (name == "report.txt" || bytes.Contains(content, []byte("Schema-URL:"))):
		return rd.another(place, func() error { return rd.plain(content, place) })
	}
	rd.Keep(place, name, kind, content, "")
	return nil
}

// another reads a report unless the mail had one already: two in one mail would
// speak of two sources, and one document is one report.
func (rd *reader) another(place string, read func() error) error {
	if rd.reports > 0 {
		rd.Leave(place, "a second report in one mail: send one mail a report")
		return nil
	}
	from := rd.In.Source.Publisher
	if err := read(); err != nil {
		return err
	}
	if from != "" && rd.In.Source.Publisher != from && rd.In.Source.Publisher != "" {
		rd.say(statement.Statement{Place: "From", Subject: statement.Ref{Kind: statement.Item, Key: "sender"}, Predicate: "contact", Value: text(from), Class: statement.ContractData})
	}
	return nil
}

func (rd *reader) multipart(boundary string, body io.Reader, place string, depth int, parts *int) error {
	if boundary == "" {
		return rd.fail(nil, place, "a part of several without a boundary", "send the mail as it came")
	}
	mr := multipart.NewReader(body, boundary)
	for i := 1; ; i++ {
		p, err := mr.NextRawPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		at := fmt.Sprintf("%s.%d", place, i)
		if err != nil {
			return rd.fail(nil, at, "the mail breaks off, or this part cannot be read", "send the mail as it came")
		}
		if err := rd.part(p.Header, p, at, depth+1, parts); err != nil {
			return err
		}
	}
}

func transfer(encoding string, body io.Reader) ([]byte, error) {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "", "7bit", "8bit", "binary":
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	default:
		return nil, errors.New("an unknown transfer encoding")
	}
	b, err := io.ReadAll(body)
	if err != nil {
		return nil, errors.New("the part breaks off or is not encoded as it says")
	}
	return b, nil
}
