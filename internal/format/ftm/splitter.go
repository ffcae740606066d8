package ftm

import (
	"bufio"
	"fmt"
	"io"

	"github.com/sekifuda/sekifuda/internal/format"
)

// splitter cuts a file into its top-level objects without reading it whole, so
// that size and nesting are bounded before anything is decoded.
type splitter struct {
	r     *bufio.Reader
	file  string
	lim   format.Limits
	buf   []byte
	line  int // where reading is
	start int // line of the current object
	state state
}

type state int

const (
	atStart state = iota
	inLines
	afterOpen  // behind the bracket that opens an array
	afterValue // behind an object of an array: comma or closing bracket
	afterComma
	closed
)

// next returns the bytes of the next object, io.EOF at a proper end.
func (s *splitter) next() ([]byte, error) {
	for {
		c, err := s.r.ReadByte()
		s.start = s.line
		if err == io.EOF {
			return nil, s.end()
		}
		if err != nil {
			return nil, s.readError(err)
		}
		switch {
		case c == '\n':
			s.line++
		case c == ' ' || c == '\t' || c == '\r':
		case c == 0xef && s.state == atStart && s.skipMark():
		case c == '{' && (s.state == atStart || s.state == inLines):
			s.state = inLines
			return s.object()
		case c == '{' && (s.state == afterOpen || s.state == afterComma):
			s.state = afterValue
			return s.object()
		case c == '[' && s.state == atStart:
			s.state = afterOpen
		case c == ',' && s.state == afterValue:
			s.state = afterComma
		case c == ']' && (s.state == afterValue || s.state == afterOpen):
			s.state = closed
		default:
			return nil, s.fail("", fmt.Sprintf("%q where an entity is expected", c), "write one JSON object a line, or one array of objects")
		}
	}
}

// end tells a proper end of the file from a cut.
func (s *splitter) end() error {
	switch s.state {
	case inLines, closed:
		return io.EOF
	case atStart:
		return s.fail("", "the file is empty", "fetch it again")
	}
	return s.fail("", "the array is not closed: the file is cut off", "fetch it again")
}

func (s *splitter) skipMark() bool {
	b, err := s.r.Peek(2)
	if err != nil || b[0] != 0xbb || b[1] != 0xbf {
		return false
	}
	_, err = s.r.Discard(2)
	return err == nil
}

// object reads up to the brace that closes the one just read.
func (s *splitter) object() ([]byte, error) {
	s.buf = append(s.buf[:0], '{')
	depth, inText := 1, false
	for depth > 0 {
		c, err := s.r.ReadByte()
		if err == io.EOF {
			return nil, s.fail("", "the object is not closed: the file is cut off", "fetch it again")
		}
		if err != nil {
			return nil, s.readError(err)
		}
		if s.buf = append(s.buf, c); len(s.buf) > s.lim.FieldSize {
			return nil, s.fail("", fmt.Sprintf("stopped: an object longer than the limit of %d bytes", s.lim.FieldSize), "the file is not what it claims to be")
		}
		switch {
		case c == '\n':
			s.line++
		case inText && c == '\\':
			c, err := s.r.ReadByte()
			if err == nil {
				s.buf = append(s.buf, c)
			}
		case c == '"':
			inText = !inText
		case inText:
		case c == '{' || c == '[':
			if depth++; depth > s.lim.Depth {
				return nil, s.fail("", fmt.Sprintf("stopped: nested deeper than the limit of %d", s.lim.Depth), "the file is not what it claims to be")
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return s.buf, nil
}

func (s *splitter) readError(err error) error {
	return format.ReadError(err, s.file, s.line)
}

func (s *splitter) fail(field, msg, fix string) *format.Error {
	return &format.Error{File: s.file, Line: s.start, Field: field, Msg: msg, Fix: fix}
}
