package application

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/record"
)

// BookKinds are the records that ReadRecords reads, in the order of
// docs/records.md.
func BookKinds() []string {
	out := make([]string, len(books))
	for i, b := range books {
		out[i] = b.kind
	}
	return out
}

// book is how records of one kind are read.
type book struct {
	kind  string
	typ   reflect.Type
	spots []spot
	names []string
}

var books = []*book{
	newBook[record.Contract]("contract"), newBook[record.Asset]("asset"), newBook[record.Lease]("lease"),
	newBook[record.Account]("account"), newBook[record.Event]("event"),
}

func newBook[T any](kind string) *book {
	t := reflect.TypeFor[T]()
	b := &book{kind: kind, typ: t, spots: spotsOf(kind, t), names: fieldsOf(t).names}
	for i := range b.spots {
		// Ids and numbers of machines: one in ten of their runs of digits would
		// pass a check digit.
		s := &b.spots[i]
		s.opaque = s.path != "login" && s.path != "email" && s.path != "detail" && s.path != "product" && s.path != "source"
	}
	return b
}

// RecordRow is one record of an operator's books; with problems it must not be
// stored.
type RecordRow struct {
	Record   any // *record.Contract, *record.Asset, *record.Lease, *record.Account or *record.Event
	File     string
	Line     int
	Position int
	Problems []*format.Error
}

// ReadRecords reads records of one kind: JSON lines, JSON or a table with a
// header of field names, by the extension of the file's name as Read does. What
// must never be taken is a problem of its row. Errors as in Read.
func ReadRecords(kind, file string, r io.Reader, lim format.Limits) iter.Seq2[RecordRow, error] {
	lim = withDefaults(lim)
	i := slices.IndexFunc(books, func(b *book) bool { return b.kind == kind })
	if i < 0 {
		return failed(&format.Error{File: file, Msg: fmt.Sprintf("%q is no kind of record", kind), Fix: "write one of " + strings.Join(BookKinds(), ", ")})
	}
	switch ext := strings.ToLower(filepath.Ext(file)); {
	case ext == ".jsonl" || ext == ".ndjson" || file == "-":
		return books[i].json(file, r, lim, true)
	case ext == ".json":
		return books[i].json(file, r, lim, false)
	case ext == ".csv":
		return books[i].table(file, r, lim, ',')
	case ext == ".tsv":
		return books[i].table(file, r, lim, '\t')
	}
	return failed(&format.Error{File: file, Msg: "no reader for this kind of file", Fix: "name it .jsonl, .json, .csv or .tsv"})
}

func failed(err error) iter.Seq2[RecordRow, error] {
	return func(yield func(RecordRow, error) bool) { yield(RecordRow{}, err) }
}

func (b *book) json(file string, r io.Reader, lim format.Limits, lines bool) iter.Seq2[RecordRow, error] {
	return func(yield func(RecordRow, error) bool) {
		n := 0
		for v, err := range values(file, r, lim, lines) {
			if err != nil {
				yield(RecordRow{}, err)
				return
			}
			n++
			row := RecordRow{File: file, Line: v.line, Position: n}
			rec := reflect.New(b.typ).Interface()
			row.Problems = v.bind(rec, file, lim)
			if !yield(b.judged(row, rec, lim), nil) {
				return
			}
		}
	}
}

// judged is a row with all that is wrong with its record; one that holds what
// must never be taken goes no further.
func (b *book) judged(row RecordRow, rec any, lim format.Limits) RecordRow {
	row.Problems = append(row.Problems, validate(b.spots, rec, row.File, row.Line, lim, row.Problems == nil)...)
	for _, p := range forbiddenIn(b.spots, rec, nil) {
		p.File, p.Line = row.File, row.Line
		row.Problems = append(row.Problems, p)
	}
	if row.Problems == nil {
		row.Record = rec
	}
	return row
}

func (b *book) table(file string, r io.Reader, lim format.Limits, comma rune) iter.Seq2[RecordRow, error] {
	return func(yield func(RecordRow, error) bool) {
		in, err := newDecider(file, &capped{r: r, left: lim.Bytes, file: file})
		if err != nil {
			yield(RecordRow{}, err)
			return
		}
		guard := &rowGuard{r: in, file: file}
		c := csv.NewReader(guard)
		c.Comma, c.FieldsPerRecord, c.ReuseRecord = comma, -1, true
		columns, err := b.header(file, c)
		if err != nil {
			yield(RecordRow{}, err)
			return
		}
		last := 1
		for n := 1; ; {
			guard.n = 0
			row, rec, err := b.next(file, c, columns, &last)
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(RecordRow{}, readError(file, last+1, err))
				return
			}
			if rec == nil && row.Problems == nil {
				continue // a blank row
			}
			row.Position = n
			n++
			if rec != nil {
				row = b.judged(row, rec, lim)
				b.place(row.Problems, columns)
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

// header reads the names of the columns: fields of the record, each once.
func (b *book) header(file string, c *csv.Reader) ([]string, error) {
	cells, err := c.Read()
	if err != nil {
		return nil, headError(file, err)
	}
	var out []string
	for i, cell := range cells {
		cell = strings.TrimSpace(cell)
		bad := &format.Error{File: file, Line: 1, Column: i + 1}
		switch {
		case !utf8.ValidString(cell):
			bad.Msg, bad.Fix = "the header is not UTF-8", "save the file as UTF-8"
			return nil, bad
		case !slices.Contains(b.names, cell):
			bad.Field, bad.Msg, bad.Fix = shown(cell), "there is no such column", nearest(cell, b.names)
			return nil, bad
		case slices.Contains(out, cell):
			bad.Field, bad.Msg = cell, "the column stands twice"
			return nil, bad
		}
		out = append(out, cell)
	}
	return out, nil
}

// next reads one row; rec is nil where it is blank or cannot be read.
func (b *book) next(file string, c *csv.Reader, columns []string, last *int) (row RecordRow, rec any, err error) {
	cells, err := c.Read()
	row.File = file
	var pe *csv.ParseError
	if errors.As(err, &pe) {
		row.Line, *last = pe.StartLine, pe.StartLine
		row.problem(0, "", "the row cannot be read: "+pe.Err.Error(), "double the quotes inside a quoted cell")
		return row, nil, nil
	}
	if err != nil {
		return row, nil, err
	}
	row.Line, _ = c.FieldPos(0)
	*last = row.Line
	if strings.TrimSpace(strings.Join(cells, "")) == "" {
		return row, nil, nil
	}
	if len(cells) != len(columns) {
		row.problem(0, "", fmt.Sprintf("the row has %d cells, the header has %d", len(cells), len(columns)), "quote cells that hold the separator")
		return row, nil, nil
	}
	v := reflect.New(b.typ)
	for i, cell := range cells {
		cell = strings.TrimSpace(cell)
		field := v.Elem().Field(fieldsOf(b.typ).index[columns[i]])
		switch {
		case !utf8.ValidString(cell):
			row.problem(i+1, columns[i], "the cell is not UTF-8 as the rest of the file", `save it as "CSV UTF-8"`)
		case cell == "":
		case field.Kind() == reflect.Int:
			if msg, fix := assignInt(field, cell); msg != "" {
				row.problem(i+1, columns[i], msg, fix)
			}
		case field.Kind() == reflect.Slice:
			for _, part := range split(cell, ";") {
				field.Set(reflect.Append(field, reflect.ValueOf(part)))
			}
		default:
			field.SetString(cell)
		}
	}
	return row, v.Interface(), nil
}

// place names the columns of problems that are known by their field.
func (b *book) place(problems []*format.Error, columns []string) {
	for _, p := range problems {
		name, _, _ := strings.Cut(p.Field, ".")
		if i := slices.Index(columns, name); i >= 0 && p.Column == 0 {
			p.Column = i + 1
		}
	}
}

func (r *RecordRow) problem(column int, field, msg, fix string) {
	r.Problems = append(r.Problems, &format.Error{File: r.File, Line: r.Line, Column: column, Field: field, Msg: msg, Fix: fix})
}
