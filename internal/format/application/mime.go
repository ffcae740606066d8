package application

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"mime/quotedprintable"
	"strings"
	"unicode/utf8"

	"github.com/sekifuda/sekifuda/internal/format"
	"golang.org/x/text/encoding/htmlindex"
)

// walker goes through the parts of a mail. Nothing in a mail is decompressed,
// so its size bounds what decoding can give.
type walker struct {
	row   *Row
	lim   format.Limits
	parts int
	text  []string // plain text shown in the mail
	json  [][]byte // JSON attachments
}

// part reads one part; its error says, without values, why the mail as a whole
// cannot be used.
func (w *walker) part(h partHeader, body io.Reader, depth int) error {
	if depth > w.lim.Depth {
		return fmt.Errorf("the parts of the mail are nested deeper than %d, reading stopped", w.lim.Depth)
	}
	if w.parts++; w.parts > w.lim.Members {
		return fmt.Errorf("the mail has more than %d parts, reading stopped", w.lim.Members)
	}
	kind, params, name, attached := h.media()
	switch {
	case strings.HasPrefix(kind, "multipart/"):
		return w.multipart(params["boundary"], body, depth)
	case kind == "application/json" || attached && strings.HasSuffix(strings.ToLower(name), ".json"):
		b, err := transferDecode(h, body)
		if err != nil {
			return err
		}
		w.json = append(w.json, b)
	case kind == "text/plain" && !attached:
		b, err := transferDecode(h, body)
		if err != nil {
			return err
		}
		text, err := charsetDecode(params["charset"], b)
		if err != nil {
			return err
		}
		w.text = append(w.text, unflow(text, params))
	default:
		// What others wrote and what is no text is no claim: forwarded mails,
		// HTML, pictures, documents.
		w.row.notTaken(shown(kind))
	}
	return nil
}

func (w *walker) multipart(boundary string, body io.Reader, depth int) error {
	if boundary == "" {
		return errors.New("a part of the mail has no boundary")
	}
	mr := multipart.NewReader(body, boundary)
	for {
		p, err := mr.NextRawPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return errors.New("the mail breaks off, or one of its parts cannot be read")
		}
		if err := w.part(partHeader(p.Header), p, depth+1); err != nil {
			return err
		}
	}
}

func transferDecode(h partHeader, body io.Reader) ([]byte, error) {
	switch enc := strings.ToLower(strings.TrimSpace(h.get("Content-Transfer-Encoding"))); enc {
	case "", "7bit", "8bit", "binary":
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	default:
		return nil, errors.New("a part of the mail has an unknown transfer encoding")
	}
	b, err := io.ReadAll(body)
	if err != nil {
		return nil, errors.New("a part of the mail breaks off or is not encoded as it says")
	}
	return b, nil
}

// aliases are names of encodings that mail programs use and the web's table
// does not have.
var aliases = map[string]string{
	"cp932": "shift_jis", "iso-2022-jp-ms": "iso-2022-jp", "iso-2022-jp-1": "iso-2022-jp",
	"cp50220": "iso-2022-jp", "cp50221": "iso-2022-jp", "euc-jp-ms": "euc-jp", "cp51932": "euc-jp",
}

// charsetDecode turns text into UTF-8. A text without a charset, or one that
// wrongly says ASCII, is known by its escapes or by being UTF-8.
func charsetDecode(name string, b []byte) (string, error) {
	name = strings.ToLower(strings.TrimSpace(name))
	if a, ok := aliases[name]; ok {
		name = a
	}
	if name == "" || name == "us-ascii" {
		switch {
		case bytes.Contains(b, []byte("\x1b$")):
			name = "iso-2022-jp"
		case utf8.Valid(b):
			return string(b), nil
		default:
			return "", errors.New("the mail does not say in which charset its text is")
		}
	}
	enc, err := htmlindex.Get(name)
	if err != nil {
		return "", errors.New("the charset of the mail is not known")
	}
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		return "", errors.New("the text of the mail is not in the charset that it says")
	}
	return string(out), nil
}

// unflow joins the lines that a mail program broke, RFC 3676.
func unflow(text string, params map[string]string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	if !strings.EqualFold(params["format"], "flowed") {
		return text
	}
	var b strings.Builder
	for _, line := range strings.SplitAfter(text, "\n") {
		soft := strings.HasSuffix(line, " \n") && line != "-- \n"
		switch {
		case soft && strings.EqualFold(params["delsp"], "yes"):
			b.WriteString(strings.TrimSuffix(line, " \n"))
		case soft:
			b.WriteString(strings.TrimSuffix(line, "\n"))
		default:
			b.WriteString(line)
		}
	}
	return b.String()
}
