package format

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// Cell is one cell of a Table's row. Raw points into the reader's buffer and is
// overwritten by the next call of Next.
type Cell struct {
	Raw     []byte // without the quotes around it, in the file's encoding
	Quoted  bool
	Doubled bool // holds doubled quotes that stand for one
}

// AppendTo appends the cell to dst with doubled quotes made single. It is for
// ASCII-compatible encodings whose later bytes are never a quote, which holds
// for UTF-8 and Shift_JIS.
func (c Cell) AppendTo(dst []byte) []byte {
	if !c.Doubled {
		return append(dst, c.Raw...)
	}
	for raw := c.Raw; ; {
		i := bytes.IndexByte(raw, '"')
		if i < 0 {
			return append(dst, raw...)
		}
		dst = append(dst, raw[:i+1]...)
		raw = raw[i+2:]
	}
}

// maxColumns bounds tables whose width is not fixed.
const maxColumns = 4096

var errMore = errors.New("row goes on behind the buffer")

// Table scans comma-separated rows without allocating. It is stricter than
// encoding/csv: a quote inside an unquoted cell, text behind a closing quote, a
// wrong number of columns and an end inside quotes are errors with their place,
// because a register that was read half is worse than one that was not read.
type Table struct {
	r     io.Reader
	file  string
	lim   Limits
	cols  int
	buf   []byte
	pos   int // start of the next row
	end   int
	row   int // start of the current row
	eof   bool
	ended bool
	line  int // of the next row
	start int // line of the current row
	cells []Cell
}

// NewTable returns a scanner of rows with exactly cols columns; 0 takes any
// number. A UTF-8 byte-order mark and the DOS end-of-file sign are skipped.
func NewTable(r io.Reader, file string, cols int, lim Limits) *Table {
	return &Table{r: r, file: file, lim: lim, cols: cols, line: 1, buf: make([]byte, 256<<10)}
}

// SetColumns fixes the number of columns from the next row on.
func (t *Table) SetColumns(n int) { t.cols = n }

// Line returns the line on which the current row starts.
func (t *Table) Line() int { return t.start }

// Ended reports, after io.EOF, whether the input ended with the DOS end-of-file
// sign: a publisher who writes it marks even an empty table as whole.
func (t *Table) Ended() bool { return t.ended }

// Buffered returns the current row and what was read ahead of it, for a guess at
// the encoding; more reports whether the input goes on behind it.
func (t *Table) Buffered() (sample []byte, more bool) { return t.buf[t.row:t.end], !t.eof }

// Next returns the cells of the next row, io.EOF after the last, or an *Error.
func (t *Table) Next() ([]Cell, error) {
	for {
		if done, err := t.skip(); err != nil {
			return nil, err
		} else if done {
			return nil, io.EOF
		}
		n, err := t.scan(t.buf[t.pos:t.end])
		if err == errMore {
			if err := t.fill(); err != nil {
				return nil, err
			}
			continue
		}
		t.row, t.start = t.pos, t.line
		if err != nil {
			return nil, err
		}
		t.line += bytes.Count(t.buf[t.pos:t.pos+n], newline)
		t.pos += n
		if t.cols > 0 && len(t.cells) != t.cols {
			return nil, &Error{File: t.file, Line: t.start, Column: len(t.cells),
				Msg: fmt.Sprintf("the row has %d columns, want %d", len(t.cells), t.cols),
				Fix: "the file is cut off or of another kind; fetch it again"}
		}
		return t.cells, nil
	}
}

var (
	newline = []byte("\n")
	mark    = []byte("\ufeff")
)

// skip passes over the byte-order mark and reports whether the input is done.
func (t *Table) skip() (bool, error) {
	for !t.eof && t.end-t.pos < 4 {
		if err := t.fill(); err != nil {
			return false, err
		}
	}
	rest := t.buf[t.pos:t.end]
	if t.line == 1 && t.row == 0 && t.start == 0 && bytes.HasPrefix(rest, mark) {
		t.pos += len(mark)
		rest = rest[len(mark):]
	}
	if len(rest) > 0 && rest[0] > '\x1a' {
		return false, nil
	}
	for {
		rest = bytes.TrimLeft(t.buf[t.pos:t.end], "\x1a\r\n")
		if len(rest) > 0 || t.eof {
			t.ended = len(rest) == 0 && bytes.IndexByte(t.buf[t.pos:t.end], 0x1a) >= 0
			return len(rest) == 0, nil
		}
		if t.end-t.pos > t.lim.FieldSize {
			return false, t.tooLong(nil, 0)
		}
		if err := t.fill(); err != nil {
			return false, err
		}
	}
}

// scan cuts b into cells and returns the length of the row with its line end.
func (t *Table) scan(b []byte) (int, error) {
	t.cells = t.cells[:0]
	for i := 0; ; i++ {
		var c Cell
		var err error
		if i < len(b) && b[i] == '"' {
			c, i, err = t.quoted(b, i+1)
		} else {
			c, i, err = t.bare(b, i)
		}
		if err != nil {
			return 0, err
		}
		if len(c.Raw) > t.lim.FieldSize {
			return 0, t.tooLong(b, i)
		}
		if len(t.cells) == maxColumns || t.cols > 0 && len(t.cells) == t.cols {
			return 0, t.bad(b, i, fmt.Sprintf("the row has more than %d columns", len(t.cells)), "the file is of another kind, or a quote is missing before this place")
		}
		t.cells = append(t.cells, c)
		switch {
		case i >= len(b): // only at the end of the input
			return len(b), nil
		case b[i] == '\n':
			return i + 1, nil
		case b[i] == '\r':
			return i + 2, nil
		}
	}
}

// quoted reads a quoted cell whose text starts at i; it returns the place of the
// separator behind it.
func (t *Table) quoted(b []byte, start int) (Cell, int, error) {
	c := Cell{Quoted: true}
	for i := start; ; {
		k := bytes.IndexByte(b[i:], '"')
		if k < 0 {
			if t.eof {
				return c, 0, t.bad(b, start, "the file ends inside a quoted cell", "it is cut off; fetch it again")
			}
			return c, 0, t.more(b, start)
		}
		i += k
		if i+2 >= len(b) && !t.eof {
			return c, 0, t.more(b, start)
		}
		if i+1 < len(b) && b[i+1] == '"' {
			c.Doubled, i = true, i+2
			continue
		}
		c.Raw = b[start:i]
		i++
		if i >= len(b) || b[i] == ',' || b[i] == '\n' || b[i] == '\r' && i+1 < len(b) && b[i+1] == '\n' {
			return c, i, nil
		}
		return c, 0, t.bad(b, i, "text behind a closing quote", "a quote inside a quoted cell is written twice")
	}
}

// bare reads an unquoted cell that starts at start.
func (t *Table) bare(b []byte, start int) (Cell, int, error) {
	i := start
	for {
		// Everything that can end a cell sorts at or below the comma.
		for i < len(b) && b[i] > ',' {
			i++
		}
		if i >= len(b) {
			if t.eof {
				return Cell{Raw: b[start:]}, i, nil
			}
			return Cell{}, 0, t.more(b, start)
		}
		switch b[i] {
		case ',', '\n':
			return Cell{Raw: b[start:i]}, i, nil
		case '"':
			return Cell{}, 0, t.bad(b, i, "a quote inside an unquoted cell", "quote the whole cell and double the quote")
		case '\r':
			if i+1 >= len(b) {
				if !t.eof {
					return Cell{}, 0, t.more(b, start)
				}
				return Cell{}, 0, t.bad(b, i, "the file ends inside a line end", "it is cut off; fetch it again")
			}
			if b[i+1] == '\n' {
				return Cell{Raw: b[start:i]}, i, nil
			}
			return Cell{}, 0, t.bad(b, i, "a carriage return inside an unquoted cell", "end lines with LF or CR LF")
		}
		i++
	}
}

// more asks for more input unless the cell at start is already too long.
func (t *Table) more(b []byte, start int) error {
	if len(b)-start > t.lim.FieldSize+2 {
		return t.tooLong(b, start)
	}
	return errMore
}

func (t *Table) tooLong(b []byte, at int) error {
	return t.bad(b, at, fmt.Sprintf("stopped: a cell is longer than the limit of %d bytes", t.lim.FieldSize), "a quote is missing, or the file is hostile")
}

func (t *Table) bad(b []byte, at int, msg, fix string) error {
	return &Error{File: t.file, Line: t.line + bytes.Count(b[:min(at, len(b))], newline), Column: len(t.cells) + 1, Msg: msg, Fix: fix}
}

// CellError returns an error at column col (from 1) of the current row.
func (t *Table) CellError(col int, field, msg, fix string) *Error {
	line := t.start
	for _, c := range t.cells[:min(col-1, len(t.cells))] {
		line += bytes.Count(c.Raw, newline)
	}
	return &Error{File: t.file, Line: line, Column: col, Field: field, Msg: msg, Fix: fix}
}

// fill reads more behind the row at pos, moving it to the front of the buffer.
func (t *Table) fill() error {
	if t.pos > 0 {
		copy(t.buf, t.buf[t.pos:t.end])
		t.end, t.pos, t.row = t.end-t.pos, 0, 0
	} else if t.end == len(t.buf) {
		bigger := make([]byte, 2*len(t.buf))
		copy(bigger, t.buf[:t.end])
		t.buf = bigger
	}
	for range 100 {
		n, err := t.r.Read(t.buf[t.end:])
		t.end += n
		switch {
		case err == io.EOF:
			t.eof = true
			return nil
		case err != nil:
			return ReadError(err, t.file, t.line)
		case n > 0:
			return nil
		}
	}
	return ReadError(io.ErrNoProgress, t.file, t.line)
}

// ReadError says where reading itself failed, keeping the words of a limit.
func ReadError(err error, file string, line int) error {
	var fe *Error
	if errors.As(err, &fe) {
		return Locate(err, file)
	}
	msg, fix := "read: "+err.Error(), "fetch the file again"
	if errors.Is(err, io.ErrUnexpectedEOF) {
		msg = "the file ends too early"
	}
	return &Error{File: file, Line: line, Msg: msg, Fix: fix}
}
