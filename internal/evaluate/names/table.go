package names

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sekifuda/sekifuda/internal/format"
)

// Table is a CSV file whose columns are found by their names, in any order.
// Columns that nobody asked for are kept and given back.
type Table struct {
	Header []string
	Rows   []Row
	Bad    []*format.Error // rows and cells that cannot be used; the others can
	file   string
	at     map[string]int
}

// Row is one row of a Table. Why it is Bad stands in Table.Bad.
type Row struct {
	Cells []string
	Line  int
	Bad   bool
	lines []int // of each cell
}

// ReadTable reads a table that must have the named columns. It fails with a
// *format.Error where it has not; a row that cannot be read is told in Bad.
func ReadTable(r io.Reader, file string, need ...string) (*Table, error) {
	in := csv.NewReader(r)
	in.FieldsPerRecord = -1
	t := &Table{file: file, at: map[string]int{}}
	if err := t.head(in, need); err != nil {
		return nil, err
	}
	for {
		cells, err := in.Read()
		var pe *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return t, nil
		case errors.As(err, &pe):
			t.Bad = append(t.Bad, &format.Error{File: file, Line: pe.Line, Column: len(cells) + 1, Msg: pe.Err.Error(), Fix: "quote the whole cell and double the quotes in it"})
			continue
		case err != nil:
			return nil, format.ReadError(err, file, 0)
		}
		t.add(in, cells)
	}
}

func (t *Table) head(in *csv.Reader, need []string) error {
	head, err := in.Read()
	if err != nil {
		return &format.Error{File: t.file, Line: 1, Msg: "no header: " + err.Error(), Fix: "the first line names the columns " + strings.Join(need, ", ")}
	}
	head[0] = strings.TrimPrefix(head[0], "\ufeff")
	t.Header = slices.Clone(head)
	for i, h := range head {
		name := strings.ToLower(strings.TrimSpace(h))
		if _, twice := t.at[name]; twice && slices.Contains(need, name) {
			return &format.Error{File: t.file, Line: 1, Column: i + 1, Field: name, Msg: "the column is there twice", Fix: "remove one"}
		}
		t.at[name] = i
	}
	for _, name := range need {
		if _, ok := t.at[name]; !ok {
			return &format.Error{File: t.file, Line: 1, Field: name, Msg: "no such column", Fix: "the first line names the columns " + strings.Join(need, ", ")}
		}
	}
	return nil
}

func (t *Table) add(in *csv.Reader, cells []string) {
	row := Row{Cells: cells, lines: make([]int, len(cells))}
	for i := range cells {
		row.lines[i], _ = in.FieldPos(i)
	}
	row.Line = row.lines[0]
	t.Rows = append(t.Rows, row)
	n := len(t.Rows) - 1
	if len(cells) != len(t.Header) {
		t.bad(n, len(cells), fmt.Sprintf("the row has %d columns, the header has %d", len(cells), len(t.Header)), "one cell for each column")
		return
	}
	for i, c := range cells {
		if !utf8.ValidString(c) {
			t.bad(n, i+1, "not UTF-8", "save the file as UTF-8")
			return
		}
	}
}

// missing says that there is no such column.
func (t *Table) missing(column string) error {
	return &format.Error{File: t.file, Line: 1, Field: column, Msg: "no such column", Fix: "name it in the first line"}
}

// Has reports whether there is such a column.
func (t *Table) Has(column string) bool { _, ok := t.at[column]; return ok }

// Cell is what row n has in a column, "" where there is no such column.
func (t *Table) Cell(n int, column string) string {
	i, ok := t.at[column]
	if !ok || i >= len(t.Rows[n].Cells) {
		return ""
	}
	return t.Rows[n].Cells[i]
}

// Reject marks row n as bad for what stands in a column.
func (t *Table) Reject(n int, column, msg, fix string) { t.bad(n, t.at[column]+1, msg, fix) }

// bad marks row n as bad for its cell number col, counted from 1.
func (t *Table) bad(n, col int, msg, fix string) {
	row := &t.Rows[n]
	row.Bad = true
	e := &format.Error{File: t.file, Line: row.Line, Column: col, Msg: msg, Fix: fix}
	if col >= 1 && col <= len(row.lines) {
		e.Line = row.lines[col-1]
	}
	if col >= 1 && col <= len(t.Header) {
		e.Field = t.Header[col-1]
	}
	t.Bad = append(t.Bad, e)
}
