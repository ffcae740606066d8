package nta

import (
	"fmt"
	"io"

	"github.com/sekifuda/sekifuda/internal/format"
)

// maxInterned bounds the table of repeated strings (prefectures, cities, codes,
// postal codes), so that a hostile file cannot grow it.
const maxInterned = 1 << 18

// headerColumns is the width of the first line of a web answer: date, count,
// number of this part, number of parts.
const headerColumns = 4

// cached is an interned value with the bytes that it was read from.
type cached struct{ raw, text string }

type reader struct {
	t        *format.Table
	file     string
	enc      format.Encoding
	interned map[string]string
	last     [Columns]cached // of the row before: files are sorted by place
	scratch  []byte          // decoded text of one row
	ends     [Columns]int
	cells    []format.Cell
	want     int // rows that a header announces for this part, -1 unknown
}

func newReader(r io.Reader, file string, lim format.Limits) *reader {
	return &reader{t: format.NewTable(r, file, 0, lim), file: file, interned: map[string]string{}, want: -1}
}

func (r *reader) run(yield func(Row, error) bool) {
	rows := 0
	for first := true; ; first = false {
		cells, err := r.t.Next()
		if err == io.EOF {
			if rows == 0 && r.want != 0 {
				yield(Row{}, &format.Error{File: r.file, Line: 1, Msg: "the file is empty", Fix: "fetch it again"})
			} else if rows < r.want {
				yield(Row{}, &format.Error{File: r.file, Msg: fmt.Sprintf("%d rows, its first line announces %d", rows, r.want), Fix: "the file is cut off; fetch it again"})
			}
			return
		}
		if err != nil {
			yield(Row{}, err)
			return
		}
		if first {
			r.t.SetColumns(Columns)
			if len(cells) == headerColumns {
				if err := r.header(cells); err != nil {
					yield(Row{}, err)
					return
				}
				continue
			}
		}
		row, err := r.row(cells)
		if !yield(row, err) || err != nil {
			return
		}
		rows++
	}
}

// header reads the first line of a web answer. Where the answer is not divided
// its count is the number of rows, which makes a cut between rows visible.
func (r *reader) header(cells []format.Cell) error {
	var n [headerColumns]int
	for i, c := range cells[1:] {
		v, ok := number(c.Raw)
		if !ok {
			return r.t.CellError(i+2, "", fmt.Sprintf("%q in the first line of a web answer is no number", clip(c.Raw)), "the file is of another kind")
		}
		n[i+1] = v
	}
	if _, ok := day(cells[0].Raw); !ok {
		return r.t.CellError(1, "lastUpdateDate", fmt.Sprintf("%q is no date", clip(cells[0].Raw)), "the file is of another kind")
	}
	if n[3] == 1 {
		r.want = n[1]
	}
	return nil
}

// row decodes and checks one row.
func (r *reader) row(cells []format.Cell) (Row, error) {
	if len(cells) != Columns {
		return Row{}, r.t.CellError(len(cells), "", fmt.Sprintf("the row has %d columns, want %d", len(cells), Columns), "the file is cut off, has a header, or is of another kind; fetch it again")
	}
	r.cells = cells
	if err := r.decode(cells); err != nil {
		return Row{}, err
	}
	// One string a row: its substrings live and die together.
	text := string(r.scratch)
	var v [Columns]string
	from := 0
	for i := range cells {
		if r.ends[i] == shared {
			v[i] = r.last[i].text
			continue
		}
		v[i] = text[from:r.ends[i]]
		from = r.ends[i]
	}
	row, col, why := build(&v)
	if why != "" {
		return Row{}, r.t.CellError(col+1, columnNames[col], why, "the file is damaged or of another kind; fetch it again")
	}
	row.File, row.Line = r.file, r.t.Line()
	return row, nil
}

// shared marks a column whose value is interned instead of copied.
const shared = -1

// decode fills scratch with the text of the columns that are copied, and last
// with that of the interned ones.
func (r *reader) decode(cells []format.Cell) error {
	r.scratch = r.scratch[:0]
	for i, c := range cells {
		if interns[i] {
			if string(c.Raw) == r.last[i].raw {
				r.ends[i] = shared
				continue
			}
			if s, ok := r.interned[string(c.Raw)]; ok {
				r.last[i], r.ends[i] = cached{string(c.Raw), s}, shared
				continue
			}
		}
		from := len(r.scratch)
		if err := r.decodeCell(i, c); err != nil {
			return err
		}
		if interns[i] && len(r.interned) < maxInterned {
			raw, text := string(c.Raw), string(r.scratch[from:])
			r.interned[raw] = text
			r.last[i], r.scratch, r.ends[i] = cached{raw, text}, r.scratch[:from], shared
			continue
		}
		r.ends[i] = len(r.scratch)
	}
	return nil
}

func (r *reader) decodeCell(i int, c format.Cell) error {
	high := format.HighBytes(c.Raw)
	if !high && !c.Doubled {
		r.scratch = append(r.scratch, c.Raw...)
		return nil
	}
	if high && r.enc == 0 {
		r.enc = format.Detect(r.t.Buffered())
	}
	raw, bad := c.Raw, -1
	if c.Doubled {
		raw = c.AppendTo(nil)
	}
	if r.scratch, bad = r.enc.AppendDecoded(r.scratch, raw); bad < 0 {
		return nil
	}
	return r.t.CellError(i+1, columnNames[i], fmt.Sprintf("bytes % x at byte %d of the cell are not %s", raw[bad:min(bad+2, len(raw))], bad+1, r.enc), "fetch the file again, or the UTF-8 file of the same day")
}

func clip(b []byte) string {
	if len(b) > 40 {
		return string(b[:40]) + "…"
	}
	return string(b)
}
