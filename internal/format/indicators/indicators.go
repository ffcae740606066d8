// Package indicators reads and writes tables of indicators as CSV: addresses,
// names, URLs, hashes that somebody says are worth a look, and writes the edges
// of a case as a table.
package indicators

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/intake"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// Version names the reader; raise it when statements change.
const Version = "indicators/1"

// Options say what the reader cannot know.
type Options struct {
	Name  string          // of the file, for errors
	At    entity.Instant  // when the table is taken in
	Grade statement.Grade // of the feed; not given: F, and the digit from the table, 6 where it gives none
	Skew  int64           // seconds by which the feed's clock may be off
}

// Limits bound one table.
var Limits = format.Limits{Bytes: 256 << 20, FieldSize: 64 << 10, Members: 1_000_000}

// Indicated is the predicate of the statement that somebody lists a thing.
const Indicated = "indicated"

// mostNamed bounds how many bad rows are named one by one.
const mostNamed = 1000

// Read reads a table with a header. It fails with a *format.Error where there is
// no header with a column of values, the table is broken or larger than Limits;
// a row that names nothing is named in Unread and the rest is read.
func Read(r io.Reader, o Options) (statement.Intake, error) {
	raw, err := io.ReadAll(io.LimitReader(r, Limits.Bytes+1))
	if err != nil {
		return statement.Intake{}, fmt.Errorf("read %s: %w", o.Name, err)
	}
	rd := &reader{Maker: intake.New(statement.KindList, raw, o.At), o: o}
	rd.Base.Skew = o.Skew
	if int64(len(raw)) > Limits.Bytes {
		return statement.Intake{}, rd.fail(0, "", fmt.Sprintf("more than %d bytes, reading stopped", Limits.Bytes), "split the file")
	}
	if !utf8.Valid(raw) {
		return statement.Intake{}, rd.fail(0, "", "not UTF-8", "write the file in UTF-8")
	}
	if err := rd.table(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))); err != nil {
		return statement.Intake{}, err
	}
	rd.In.Source.Reliability = string(rd.letter())
	return rd.In, nil
}

type reader struct {
	*intake.Maker
	o       Options
	columns []string // what each column is, "" for one that is not known
	lists   []string // kind of the thing that a column of values of one kind lists
	bad     int
}

func (rd *reader) fail(line int, field, msg, fix string) error {
	return &format.Error{File: rd.o.Name, Line: line, Field: field, Msg: msg, Fix: fix}
}

func (rd *reader) letter() byte {
	if rd.o.Grade.Source != 0 {
		return rd.o.Grade.Source
	}
	return 'F'
}

// table finds the header, which feeds may write as their last comment, and
// reads the rows.
func (rd *reader) table(raw []byte) error {
	first, comma := 1, ','
	header := ""
	for len(raw) > 0 {
		line, rest, _ := bytes.Cut(raw, []byte("\n"))
		text := strings.TrimSpace(string(line))
		if text != "" && text[0] != '#' {
			break
		}
		if names := strings.TrimSpace(strings.TrimLeft(text, "# ")); strings.ContainsAny(names, ",;\t") && rd.header(names, separator(names)) {
			header, comma = names, separator(names)
		}
		raw = rest
		first++
	}
	if header == "" {
		line, rest, _ := bytes.Cut(raw, []byte("\n"))
		names := strings.TrimSpace(string(line))
		comma = separator(names)
		if !rd.header(names, comma) {
			return rd.fail(first, "", "no header that names a column of values", "write a header: type,value,first_seen,last_seen,confidence,source,tlp,description")
		}
		raw = rest
		first++
	}
	return rd.rows(raw, first, comma)
}

func separator(header string) rune {
	best, most := ',', strings.Count(header, ",")
	for _, c := range []rune{';', '\t'} {
		if n := strings.Count(header, string(c)); n > most {
			best, most = c, n
		}
	}
	return best
}

func (rd *reader) rows(raw []byte, first int, comma rune) error {
	cr := csv.NewReader(bytes.NewReader(raw))
	cr.Comma, cr.Comment, cr.FieldsPerRecord, cr.ReuseRecord, cr.TrimLeadingSpace = comma, '#', -1, true, true
	for n := 1; ; n++ {
		row, err := cr.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var pe *csv.ParseError
		if errors.As(err, &pe) {
			return rd.fail(first+pe.StartLine-1, "", "broken CSV: "+pe.Err.Error(), "write quotation marks in a value twice")
		}
		if err != nil {
			return fmt.Errorf("read %s: %w", rd.o.Name, err)
		}
		if n > Limits.Members {
			return rd.fail(0, "", fmt.Sprintf("more than %d rows, reading stopped", Limits.Members), "split the file")
		}
		line, _ := cr.FieldPos(0)
		rd.row(first+line-1, row)
	}
	if rd.bad > mostNamed {
		rd.Leave("rows", fmt.Sprintf("%d more rows that name no thing", rd.bad-mostNamed))
	}
	return nil
}
