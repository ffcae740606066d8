package application

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"mime"
	"net/mail"
	"strings"

	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/record"
)

// maxMail bounds one mail; a form and its papers are far smaller.
const maxMail = 64 << 20

// readMail reads one e-mail file, which is one application. Only what it says
// in labelled lines, or in its one JSON attachment, is claimed.
func readMail(file string, r io.Reader, lim format.Limits) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		raw, err := io.ReadAll(&capped{r: r, left: min(lim.Bytes, maxMail), file: file})
		if err != nil {
			yield(Row{}, readError(file, 0, err))
			return
		}
		row := Row{File: file, Line: 1, Position: 1, Digest: digest(raw)}
		readMessage(&row, raw, lim)
		row.Problems = append(row.Problems, validate(applicationTexts, &row.App, file, 0, lim, row.Problems == nil)...)
		if row.Problems != nil {
			row.App = record.Application{} // half a mail is not an application
		}
		yield(row, nil)
	}
}

func readMessage(row *Row, raw []byte, lim format.Limits) {
	raw = bytes.TrimPrefix(raw, utf8BOM)
	if bytes.HasPrefix(raw, []byte("From ")) { // the separator of a mailbox file, no header
		_, raw, _ = bytes.Cut(raw, []byte("\n"))
	}
	msg, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		// The library's message may quote the line, so it is not repeated.
		row.problem(1, 0, "", "the headers of the mail cannot be read", "save the mail again as .eml")
		return
	}
	facts, bad := headerFacts(msg.Header)
	for _, p := range bad {
		p.File = row.File
		row.Problems = append(row.Problems, p)
	}
	w := walker{row: row, lim: lim}
	if err := w.part(partHeader(msg.Header), msg.Body, 1); err != nil {
		row.problem(0, 0, "", err.Error(), "")
		return
	}
	w.claim()
	row.App.Source, row.App.Mail = "mail", facts
}

// partHeader is what a mail and each of its parts share.
type partHeader map[string][]string

func (h partHeader) get(name string) string {
	if v := h[name]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// media returns the media type, its parameters and the name of the file.
func (h partHeader) media() (kind string, params map[string]string, name string, attached bool) {
	kind, params, err := mime.ParseMediaType(h.get("Content-Type"))
	if err != nil && !errors.Is(err, mime.ErrInvalidMediaParameter) || kind == "" {
		kind = "text/plain" // RFC 2045: no or no readable type means plain text
		if h.get("Content-Type") != "" {
			kind = "application/octet-stream"
		}
	}
	disposition, dp, _ := mime.ParseMediaType(h.get("Content-Disposition"))
	name = dp["filename"]
	if name == "" {
		name = params["name"]
	}
	name, _ = decodeHeader(name)
	return kind, params, name, disposition == "attachment" || name != ""
}

// claim fills the application from what was found in the parts.
func (w *walker) claim() {
	switch {
	case w.row.Problems != nil:
	case len(w.json) > 1:
		w.row.problem(0, 0, "", fmt.Sprintf("the mail has %d JSON attachments, one may fill the fields", len(w.json)), "")
	case len(w.json) == 1:
		w.claimJSON(w.json[0])
		if len(w.text) > 0 {
			w.row.notTaken("text/plain: the JSON attachment fills the fields")
		}
	default:
		claimLines(w.row, strings.Join(w.text, "\n"))
	}
}

func (w *walker) claimJSON(raw []byte) {
	v := value{raw: bytes.TrimPrefix(raw, utf8BOM), line: 1, column: 1}
	app := &w.row.App
	for _, p := range v.bind(app, w.row.File, w.lim) {
		p.Msg = "JSON attachment: " + p.Msg
		w.row.Problems = append(w.row.Problems, p)
	}
	item := app.Item
	for _, d := range []struct{ path, value string }{
		{"external_id", app.ExternalID}, {"source", app.Source}, {"received_at", app.ReceivedAt},
		{"item.concern_class", item.ConcernClass}, {"item.classification", item.Classification},
		{"item.classification_date", item.ClassificationDate}, {"item.classification_document", item.ClassificationDocument},
		{"item.domestic_only", item.DomesticOnly},
	} {
		if d.value != "" {
			w.row.notTaken(d.path + ": the operator's to say")
		}
	}
	if app.Channel != (record.Channel{}) {
		w.row.notTaken("channel: the operator's to say")
	}
	if app.Mail != (record.Mail{}) {
		w.row.notTaken("mail: taken from the headers only")
	}
	app.ExternalID, app.Source, app.ReceivedAt = "", "", ""
	app.Channel, app.Mail = record.Channel{}, record.Mail{}
	app.Item = record.Item{Name: item.Name, Kind: item.Kind, Provision: item.Provision}
}

// notTaken remembers what was left aside, a few things of one mail only.
func (r *Row) notTaken(what string) {
	if len(r.NotTaken) < 50 {
		r.NotTaken = append(r.NotTaken, what)
	}
}
