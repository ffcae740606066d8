package application

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"github.com/sekifuda/sekifuda/internal/format"
)

// lineReader gives one line at a time and skips, rather than stores, a line
// that is longer than a row may be.
type lineReader struct {
	br   *bufio.Reader
	line int
	buf  []byte
}

func newLineReader(r io.Reader) *lineReader {
	return &lineReader{br: bufio.NewReaderSize(r, 64<<10)}
}

// next returns the line without its end; tooLong is set where it was skipped.
// At the end of the input the error is io.EOF.
func (l *lineReader) next() (line []byte, tooLong bool, err error) {
	l.buf = l.buf[:0]
	for {
		chunk, err := l.br.ReadSlice('\n')
		if len(l.buf)+len(chunk) > maxRow {
			tooLong, l.buf = true, l.buf[:0]
		} else if !tooLong {
			l.buf = append(l.buf, chunk...)
		}
		switch {
		case err == nil:
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && (len(l.buf) > 0 || tooLong):
		default:
			return nil, false, err
		}
		l.line++
		return bytes.TrimSuffix(bytes.TrimSuffix(l.buf, []byte("\n")), []byte("\r")), tooLong, nil
	}
}

var utf8BOM = []byte("\xef\xbb\xbf")

// utf16Problem says what to do about a file in UTF-16, with its mark or told by
// the zero bytes that text never has; nil where it is something else.
func utf16Problem(file string, head []byte) *format.Error {
	marked := bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff"))
	if !marked && bytes.IndexByte(head, 0) < 0 {
		return nil
	}
	msg := "the file is in UTF-16"
	if !marked {
		msg = "the file has zero bytes: it is in UTF-16, or no text at all"
	}
	return &format.Error{File: file, Line: 1, Column: 1, Msg: msg, Fix: `save it as "CSV UTF-8" or as UTF-8`}
}
