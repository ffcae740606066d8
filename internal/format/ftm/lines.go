package ftm

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
)

// Line is one line of a file of JSON lines: an entity, or why there is none.
type Line struct {
	Number int // from 1
	Entity entity.Entity
	Err    *format.Error // names line and column
}

// Lines yields every line of a file of one entity a line that is not blank. A
// line that cannot be used is yielded with its error, and the next ones follow;
// only a failing read, or a limit of the whole input, ends the file early, with
// the error in the last Line.
func Lines(r io.Reader, file string, lim format.Limits) iter.Seq[Line] {
	return func(yield func(Line) bool) {
		in := bufio.NewReaderSize(format.Bounded(r, file, lim, 0), 64<<10)
		for n := 1; ; n++ {
			text, long, err := readLine(in, lim.FieldSize)
			if n == 1 {
				text = bytes.TrimPrefix(text, []byte("\ufeff"))
			}
			if err != nil && !errors.Is(err, io.EOF) {
				yield(Line{Number: n, Err: located(format.ReadError(err, file, n), file)})
				return
			}
			if len(bytes.TrimSpace(text)) > 0 || long {
				if !yield(decodeLine(text, long, file, n, lim)) {
					return
				}
			}
			if err != nil {
				return
			}
		}
	}
}

// located is err as what lines carry.
func located(err error, file string) *format.Error {
	var fe *format.Error
	errors.As(format.Locate(err, file), &fe)
	return fe
}

// readLine reads up to the end of a line. Of a line longer than limit only the
// beginning is kept, and long is true.
func readLine(in *bufio.Reader, limit int) (text []byte, long bool, err error) {
	for {
		part, err := in.ReadSlice('\n')
		if len(text)+len(part) > limit {
			long = true
		} else {
			text = append(text, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return text, long, err
		}
	}
}

func decodeLine(text []byte, long bool, file string, n int, lim format.Limits) Line {
	s := &splitter{file: file, lim: lim, line: n, start: n}
	line := Line{Number: n}
	var err error
	switch {
	case long:
		err = &format.Error{File: file, Line: n, Column: lim.FieldSize + 1, Msg: fmt.Sprintf("a line longer than the limit of %d bytes", lim.FieldSize), Fix: "write one entity a line"}
	case deep(text, lim.Depth):
		err = s.fail("", fmt.Sprintf("nested deeper than the limit of %d", lim.Depth), "write the entity without what is inside others")
	default:
		line.Entity, err = s.decode(text)
	}
	if err != nil {
		line.Entity, line.Err = entity.Entity{}, located(err, file)
		if line.Err.Column == 0 {
			line.Err.Column = column(text, line.Err.Field)
		}
	}
	return line
}

// deep reports whether brackets, those of texts apart, nest deeper than most.
func deep(text []byte, most int) bool {
	depth, inText := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case inText && c == '\\':
			i++
		case c == '"':
			inText = !inText
		case inText:
		case c == '{' || c == '[':
			if depth++; depth > most {
				return true
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return false
}

// column is where in the line the fault is, from 1: where the JSON breaks, at
// the field that is named, else at the beginning.
func column(text []byte, field string) int {
	var w wire
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch err := json.Unmarshal(text, &w); {
	case errors.As(err, &syntax):
		return max(int(syntax.Offset), 1)
	case errors.As(err, &kind):
		return max(int(kind.Offset), 1)
	}
	if i := bytes.LastIndexByte([]byte(field), '.'); i >= 0 {
		field = field[i+1:]
	}
	if at := bytes.Index(text, []byte(`"`+field+`"`)); field != "" && at >= 0 {
		return at + 1
	}
	return 1
}
