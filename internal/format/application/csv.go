package application

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sekifuda/sekifuda/internal/format"
)

// column is one column of a table: the field it fills and its own header.
type column struct{ path, header string }

// table reads one CSV file.
type table struct {
	file    string
	lim     format.Limits
	in      *decider
	guard   *rowGuard
	csv     *csv.Reader
	columns []column
	last    int // line of the last row that was read
}

func readCSV(file string, r io.Reader, lim format.Limits, comma rune) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		t, err := openTable(file, r, lim, comma)
		if err != nil {
			yield(Row{}, err)
			return
		}
		for n := 1; ; {
			row, blank, err := t.next(n)
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(Row{}, err)
				return
			}
			if blank {
				continue
			}
			if n++; !yield(row, nil) {
				return
			}
		}
	}
}

func openTable(file string, r io.Reader, lim format.Limits, comma rune) (*table, error) {
	in, err := newDecider(file, &capped{r: r, left: lim.Bytes, file: file})
	if err != nil {
		return nil, err
	}
	guard := &rowGuard{r: in, file: file}
	t := &table{file: file, lim: lim, in: in, guard: guard, csv: csv.NewReader(guard)}
	t.csv.Comma, t.csv.FieldsPerRecord, t.csv.ReuseRecord = comma, -1, true
	head, err := t.csv.Read()
	if err != nil {
		return nil, headError(file, err)
	}
	t.columns, err = header(file, head)
	return t, err
}

// header finds the field of each column. Unknown columns end the reading: a
// misspelt one would make every row say "not claimed".
func header(file string, cells []string) ([]column, error) {
	var out []column
	at := map[string]int{}
	for i, cell := range cells {
		cell = strings.TrimSpace(cell)
		path, ok := canonical(cell)
		bad := &format.Error{File: file, Line: 1, Column: i + 1, Field: shown(cell)}
		switch {
		case !utf8.ValidString(cell):
			bad.Field, bad.Msg, bad.Fix = "", "the header is not UTF-8", "save the file as UTF-8"
			return nil, bad
		case cell == "":
			bad.Msg, bad.Fix = "the column has no header", "name it or delete it"
			return nil, bad
		case !ok && len(cells) == 1 && strings.ContainsAny(cell, ";\t,"):
			bad.Msg, bad.Fix = "the columns are not separated as the file's name says", "use commas in .csv and tabs in .tsv"
			return nil, bad
		case !ok:
			bad.Msg, bad.Fix = "there is no such column", nearest(cell, headers)
			return nil, bad
		case at[path] > 0:
			bad.Msg = fmt.Sprintf("column %d already fills %s", at[path], path)
			return nil, bad
		}
		at[path] = i + 1
		out = append(out, column{path, shown(cell)})
	}
	for i, c := range out {
		for p := parent(c.path); p != ""; p = parent(p) {
			if at[p] > 0 {
				return nil, &format.Error{File: file, Line: 1, Column: i + 1, Field: c.header, Msg: fmt.Sprintf("column %d already fills the list %s", at[p], p), Fix: "keep one of the two ways"}
			}
		}
	}
	return out, nil
}

// parent is the path without its last part.
func parent(path string) string {
	return path[:max(0, strings.LastIndexByte(path, '.'))]
}

// headers are all that may stand in a header, for suggestions.
var headers = func() []string {
	out := append([]string(nil), appPaths...)
	for _, l := range labels {
		out = append(out, strings.Split(l.ja+"|"+l.en, "|")...)
	}
	return out
}()

// next reads one row; blank is set where all its cells are empty.
func (t *table) next(position int) (row Row, blank bool, err error) {
	t.guard.n = 0
	cells, err := t.csv.Read()
	row = Row{File: t.file, Position: position}
	var pe *csv.ParseError
	if errors.As(err, &pe) {
		row.Line, t.last = pe.StartLine, pe.StartLine
		row.problem(pe.Line, 0, "", "the row cannot be read: "+pe.Err.Error(), `double the quotes inside a quoted cell`)
		return row, false, nil
	}
	if err != nil {
		if errors.Is(err, io.EOF) {
			return row, false, io.EOF
		}
		return row, false, readError(t.file, t.last+1, err)
	}
	row.Line, _ = t.csv.FieldPos(0)
	t.last = row.Line
	row.Digest = digestCells(cells)
	if strings.TrimSpace(strings.Join(cells, "")) == "" {
		return row, true, nil
	}
	if len(cells) != len(t.columns) {
		row.problem(row.Line, 0, "", fmt.Sprintf("the row has %d cells, the header has %d", len(cells), len(t.columns)), "quote cells that hold the separator")
		return row, false, nil
	}
	t.fill(&row, cells)
	more := validate(applicationTexts, &row.App, t.file, row.Line, t.lim, row.Problems == nil)
	t.placeColumns(more)
	row.Problems = append(row.Problems, more...)
	slices.SortStableFunc(row.Problems, func(a, b *format.Error) int { return a.Column - b.Column })
	return row, false, nil
}

func (t *table) fill(row *Row, cells []string) {
	for i, cell := range cells {
		c := t.columns[i]
		cell = unprotect(c.path, strings.TrimSpace(cell))
		if cell == "" {
			continue
		}
		if !utf8.ValidString(cell) {
			row.problem(row.Line, i+1, c.header, "the cell is not UTF-8 as the rest of the file", `save it as "CSV UTF-8"`)
			continue
		}
		cells[i] = cell
		// What is damaged is not assigned; countries must be known first, so
		// telephone numbers are judged in a second pass.
		if msg, fix := damaged(c.path, cell, false); msg != "" {
			row.problem(row.Line, i+1, c.header, msg, fix)
		} else if msg, fix := assign(&row.App, c.path, cell); msg != "" {
			row.problem(row.Line, i+1, c.header, msg, fix)
		}
	}
	for i, c := range t.columns {
		if !strings.HasSuffix(c.path, "phone") && !strings.HasSuffix(c.path, "postal_code") || !isDomestic(&row.App, c.path) {
			continue
		}
		if first, _ := damaged(c.path, cells[i], false); first != "" {
			continue // said above
		}
		if msg, fix := damaged(c.path, strings.TrimSpace(cells[i]), true); msg != "" {
			row.problem(row.Line, i+1, c.header, msg, fix)
		}
	}
	trimDeclarations(row)
}

// trimDeclarations drops the declarations whose numbered cells are all empty.
func trimDeclarations(row *Row) {
	kept := row.App.Declarations[:0]
	for _, d := range row.App.Declarations {
		if d.Kind+d.Date+d.Signer+d.Text != "" {
			kept = append(kept, d)
		}
	}
	row.App.Declarations = kept
	if len(kept) == 0 {
		row.App.Declarations = nil
	}
}

// placeColumns names the columns of problems that are known by their path.
func (t *table) placeColumns(problems []*format.Error) {
	for _, p := range problems {
		for i, c := range t.columns {
			if c.path == p.Field || strings.HasPrefix(p.Field, c.path+".") {
				p.Column, p.Field = i+1, c.header
				break
			}
		}
	}
}

func (r *Row) problem(line, column int, field, msg, fix string) {
	r.Problems = append(r.Problems, &format.Error{File: r.File, Line: line, Column: column, Field: field, Msg: msg, Fix: fix})
}

// digestCells hashes what the cells say, so that one table saved in two
// encodings has the same digests.
func digestCells(cells []string) string {
	h := sha256.New()
	for _, c := range cells {
		fmt.Fprintf(h, "%d:%s,", len(c), c)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// rowGuard stops a row that never ends, as a quote that is never closed makes it.
type rowGuard struct {
	r    io.Reader
	n    int64
	file string
}

func (g *rowGuard) Read(p []byte) (int, error) {
	if g.n > maxRow {
		return 0, &format.Error{File: g.file, Msg: fmt.Sprintf("a row is longer than %d bytes, reading stopped", maxRow), Fix: "look for a quote that is not closed"}
	}
	n, err := g.r.Read(p)
	g.n += int64(n)
	return n, err
}

// WriteCSVTemplate writes a header with every column that an operator usually
// fills, as paths, in UTF-8 with the mark that spreadsheets look for.
func WriteCSVTemplate(w io.Writer) error {
	var cells []string
	for _, l := range labels {
		cells = append(cells, l.path)
	}
	if _, err := w.Write(utf8BOM); err != nil {
		return fmt.Errorf("write CSV template: %w", err)
	}
	c := csv.NewWriter(w)
	c.UseCRLF = true
	if err := c.Write(cells); err != nil {
		return fmt.Errorf("write CSV template: %w", err)
	}
	if c.Flush(); c.Error() != nil {
		return fmt.Errorf("write CSV template: %w", c.Error())
	}
	return nil
}

// headError says why the names of the columns could not be read.
func headError(file string, err error) error {
	var pe *csv.ParseError
	switch {
	case errors.Is(err, io.EOF):
		return &format.Error{File: file, Line: 1, Msg: "the file is empty, a header was expected"}
	case errors.As(err, &pe):
		return &format.Error{File: file, Line: pe.Line, Column: pe.Column, Msg: "the header cannot be read: " + pe.Err.Error()}
	}
	return readError(file, 1, err)
}
