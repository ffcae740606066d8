package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// CSV writes rows as a table for spreadsheets. Cells that a spreadsheet would
// take for a formula begin with an apostrophe, hidden characters are escaped.
type CSV struct {
	w       *csv.Writer
	lang    Lang
	started bool
}

// csvHeader names the columns; programs rely on it, so it is in one language.
var csvHeader = []string{"position", "file", "line", "external_id", "applicant", "item", "outcome", "codes", "reasons", "missing", "ask", "decision", "at"}

// NewCSV returns a writer of CSV with reasons in the language.
func NewCSV(w io.Writer, lang Lang) *CSV {
	return &CSV{w: csv.NewWriter(w), lang: lang}
}

// Write adds one row; its error is that of the writer below.
func (c *CSV) Write(r Row) error {
	if !c.started {
		c.started = true
		if err := c.w.Write(csvHeader); err != nil {
			return fmt.Errorf("write CSV header: %w", err)
		}
	}
	cells := []string{strconv.Itoa(r.Position), r.File, strconv.Itoa(r.Line), r.External, r.Applicant, r.Item, outcomeOf(&r)}
	if d := r.Decision; d == nil {
		cells = append(cells, "", strings.Join(r.Problems, " / "), "", "", "", "")
	} else {
		var codes, reasons, missing, ask []string
		for i := range d.Reasons {
			codes = append(codes, d.Reasons[i].Code)
			reasons = append(reasons, pick(d.Reasons[i].Text, c.lang, d.Reasons[i].Code))
		}
		for i := range d.Missing {
			missing = append(missing, d.Missing[i].Check+":"+d.Missing[i].Cause)
			ask = append(ask, d.Missing[i].Ask...)
		}
		cells = append(cells, strings.Join(codes, " "), strings.Join(reasons, " / "), strings.Join(missing, " "), strings.Join(ask, " "), d.ID, d.At.String())
	}
	for i := range cells {
		cells[i] = Cell(cells[i])
	}
	if err := c.w.Write(cells); err != nil {
		return fmt.Errorf("write CSV row %d: %w", r.Position, err)
	}
	return nil
}

// Close flushes; the writer below stays open.
func (c *CSV) Close() error {
	if c.w.Flush(); c.w.Error() != nil {
		return fmt.Errorf("write CSV: %w", c.w.Error())
	}
	return nil
}

// Cell makes one value safe for a spreadsheet.
func Cell(s string) string {
	if s == "" {
		return s
	}
	switch s[0] {
	case '=', '+', '-', '@', '\t', '\r', 0:
		return "'" + Safe(s)
	}
	// Full-width signs are folded to formulas by some programs.
	for _, sign := range []string{"＝", "＋", "－", "＠"} {
		if strings.HasPrefix(s, sign) {
			return "'" + Safe(s)
		}
	}
	return Safe(s)
}

// WriteJSON writes one value as a line of JSON. Values are exact; hidden
// characters stand as JSON escapes, which mean the same.
func WriteJSON(w io.Writer, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	line := b.Bytes()
	if bytes.ContainsFunc(line, func(r rune) bool { return r != '\n' && hidden(r) }) {
		line = escapeJSON(line)
	}
	if _, err := w.Write(line); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	return nil
}

// escapeJSON writes hidden characters as \u escapes. In encoded JSON they can
// stand only inside texts.
func escapeJSON(b []byte) []byte {
	var out bytes.Buffer
	for _, r := range string(b) {
		switch {
		case r == '\n' || !hidden(r):
			out.WriteRune(r)
		case r > 0xffff:
			r -= 0x10000
			fmt.Fprintf(&out, `\u%04x\u%04x`, 0xd800+(r>>10), 0xdc00+(r&0x3ff))
		default:
			fmt.Fprintf(&out, `\u%04x`, r)
		}
	}
	return out.Bytes()
}
